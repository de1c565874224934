"""Calendars exchanged with other programs: files kept true in a folder, appointments brought in once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import vobject

from immdesk.basics.problems import Problem, Refused
from immdesk.docket.ics_read import read_ics
from immdesk.office import appointments, dates, feeds, own_days
from immdesk.office.office import Office

Case = Callable[[str], str]
HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Other//EN\r\n"


def calendar(path: Path, *events: str) -> Path:
    body = "".join(f"BEGIN:VEVENT\r\n{one}END:VEVENT\r\n" for one in events)
    path.write_text(f"{HEAD}{body}END:VCALENDAR\r\n", "utf-8", newline="")
    return path


def event(uid: str, start: str, title: str, more: str = "") -> str:
    return f"UID:{uid}\r\nDTSTART{start}\r\nSUMMARY:{title}\r\n{more}"


def test_times_of_every_zone_are_told_in_the_office_s_and_broken_days_are_named() -> None:
    events = (
        event("a", ";TZID=Eastern Standard Time:20260901T093000", "Windows name"),
        event("b", ":20260901T033000Z", "UTC, the evening before"),
        event("c", ";VALUE=DATE:20260903", "All day", "RRULE:FREQ=WEEKLY\r\n"),
        event("d", ";TZID=Mars/Olympus:20260901T100000", "Unknown zone"),
        event("e", ":2026-99-99", "Broken"),
        event("f", ":99991231T235959Z", "Far away"),
        "SUMMARY:No day and no name\r\n",
    )
    body = "".join(f"BEGIN:VEVENT\r\n{one}END:VEVENT\r\n" for one in events)
    read = read_ics(f"{HEAD}{body}END:VCALENDAR\r\n".encode(), "America/Chicago")
    told = [(one.on.isoformat() if one.on else "", one.at, one.remark or one.trouble) for one in read]
    assert told == [
        ("2026-09-01", "08:30", ""),
        ("2026-08-31", "22:30", ""),
        ("2026-09-03", "", "repeats: only the first time is taken"),
        ("2026-09-01", "10:00", "the time zone “Mars/Olympus” is unknown: taken in the office's"),
        ("", "", "its day cannot be read: “2026-99-99”"),
        ("", "", "its day cannot be read: “9999-12-31 23:59:59+00:00”"),
        ("", "", "its day cannot be read: “”"),
    ]
    for bad in (b"", b"\xff\xfe\x00", b"no calendar", b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"):
        with pytest.raises(Problem, match="no calendar file"):
            read_ics(bad, "America/Chicago")


def kept(office: Office, case_id: str) -> list[tuple[str, str]]:
    return [(row.title, row.shown) for row in dates.dates_of(office, case_id) if row.kind == "appointment"]


def test_a_second_import_moves_an_appointment_and_never_doubles_it(
    practice: Office, case: Case, tmp_path: Path
) -> None:
    first = event("x1", ":20260901T150000Z", "Interview 26-0003", "SEQUENCE:1\r\n")
    seen = appointments.look(practice, calendar(tmp_path / "a.ics", first, event("x2", ":bad", "Broken")))
    assert [(one.what, one.case[:7]) for one in seen] == [("new", "26-0003"), ("broken", "")]
    appointments.take(practice, {"x1": seen[0].case_id}, seen)
    assert kept(practice, case("26-0003")) == [("Interview 26-0003, 10:00", "Tue Sep 1, 2026")]
    moved = event("x1", ":20260902T160000Z", "Interview 26-0003", "SEQUENCE:2\r\n")
    again = appointments.look(practice, calendar(tmp_path / "b.ics", moved))
    assert [(one.what, one.remark) for one in again] == [("moves", "was Tue Sep 1, 2026, 10:00")]
    appointments.take(practice, {"x1": again[0].case_id}, again)
    assert kept(practice, case("26-0003")) == [("Interview 26-0003, 11:00", "Wed Sep 2, 2026")]
    assert appointments.look(practice, tmp_path / "b.ics")[0].what == "same"
    assert appointments.look(practice, tmp_path / "a.ics")[0].what == "older"
    with pytest.raises(Problem, match="No appointment is marked"):
        appointments.take(practice, {"x1": "any"}, appointments.look(practice, tmp_path / "b.ics"))


def test_the_folder_of_calendar_files_follows_and_says_when_it_is_gone(
    practice: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    assert feeds.write_feeds(practice, folder) == 3
    assert feeds.write_feeds(practice, folder) == 0
    row = practice.rows("SELECT id FROM docket_entry WHERE title = 'Answer the request for evidence'")[0]
    own_days.set_own_day(practice, row["id"], "Aug 17 2026", "The attorney leaves on the 18th")
    assert feeds.write_feeds(practice, folder) >= 2
    everything = vobject.readOne((folder / "immdesk-all.ics").read_text("utf-8"))
    rfe = next(one for one in everything.vevent_list if row["id"] in one.uid.value)
    assert (rfe.dtstart.value.isoformat(), int(rfe.sequence.value)) == ("2026-08-17", 1)
    assert "Nguyễn" not in (folder / "immdesk-all.ics").read_text("utf-8")
    assert len(list(folder.glob("*.part"))) == 0
    with pytest.raises(Refused, match="is gone"):
        feeds.write_feeds(practice, tmp_path / "elsewhere")
