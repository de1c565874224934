"""Reminders, missed dates, who is away, and calendars of other programs, at the window by keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QTreeWidget

from immdesk.office.clock import stopped_at
from tests.desk import DeskDriver

RFE = "Answer the request for evidence"


def test_a_fatal_reminder_is_put_off_with_its_reason(desk: DeskDriver) -> None:
    desk.press(f"Later: {RFE}")
    desk.type_into("A day, such as +3 or Sep 1", "+2")
    desk.key("Return")
    desk.type_into("Reason; it stands in the history", "The client brings the papers on Saturday")
    desk.press("Put it off")
    desk.settle()
    assert desk.status() == "The reminder comes again on Sun Aug 16, 2026."
    assert not desk.can_press(f"Later: {RFE}")


def test_a_week_with_the_desk_closed_is_told_and_what_passed_asks_what_happened(desk: DeskDriver) -> None:
    office, window = desk.window.office, desk.window
    window.settings.set("reminders_seen", f"{office.id()} 2026-08-14")
    office.clock = stopped_at(date(2026, 8, 21))
    window.reminding.look()
    desk.see("Since Fri Aug 14, 2026, when ImmDesk was last looked at: 1 date passed, 1 reminder fell.")
    desk.key("F5")
    desk.press(f"What happened: {RFE}")
    desk.choose("What happened", "It was missed, or needs nothing: say why")
    desk.press("Go on")
    desk.type_into("In some words; it stands in the history of the case", "Answered online on August 18")
    desk.press("Keep")
    desk.settle()
    desk.wait_for(lambda: not desk.can_press(f"What happened: {RFE}"), "the date to leave the top")
    desk.menu("Who is where")
    desk.press("Somebody is away…")
    desk.choose("Who is away", "Ana Morales")
    desk.choose("Who covers", "Helen Whitaker")
    desk.type_into("First day", "t")
    desk.press("Keep")
    desk.settle()
    desk.see("For Ana Morales")
    desk.press("Back: Ana Morales")
    desk.settle()
    desk.wait_for(lambda: not desk.sees("For Ana Morales"), "Ana to be back")


def test_appointments_come_in_after_a_look_and_the_calendar_files_follow(
    desk: DeskDriver, tmp_path: Path
) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    desk.window.settings.set("feed_folder", str(folder))
    desk.window.feeding._pause.setInterval(0)
    event = "BEGIN:VEVENT\r\nUID:{}\r\nDTSTART:{}\r\nSUMMARY:{}\r\nEND:VEVENT\r\n"
    events = event.format("a", "20260901T150000Z", "Interview 26-0003") + event.format("b", "bad", "Broken")
    desk.picker.path = tmp_path / "other.ics"
    desk.picker.path.write_text(
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{events}END:VCALENDAR\r\n", newline=""
    )
    desk.menu("Bring in appointments…")
    desk.press("Choose a calendar file…")
    desk.settle()
    desk.see("1 appointment is marked · 1 cannot be read")
    tree = desk.find(QTreeWidget, "Appointments of the file")
    desk.key("Space", tree)
    desk.see("0 appointments are marked · 1 cannot be read")
    desk.key("Space", tree)
    desk.press("Take in")
    desk.settle()
    assert desk.status() == "1 appointment taken in."
    desk.wait_for(lambda: (folder / "immdesk-all.ics").is_file(), "the calendar file")
    desk.window.settings.set("feed_folder", str(tmp_path / "gone"))
    desk.window.feeding.soon()
    desk.see(
        "The folder for the calendar files is gone. Other calendars still show the dates of before. "
        "Connect the disk again, or choose another folder in Settings."
    )
