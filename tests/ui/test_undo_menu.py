"""Undo and Redo stand in the menu by name, are grey with the reason, and every screen follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel

from immdesk.office import backups, cases, dates, interviews
from immdesk.office.office import Office
from tests.desk import DeskDriver
from tests.ui.test_names import nameless


def entry(desk: DeskDriver, which: str) -> QAction:
    """The entry of the Edit menu, after the office was asked about it."""
    desk.settle()
    return desk.window._actions[which]


def add_note(desk: DeskDriver, text: str) -> None:
    desk.open_case("Wiśniewski")
    desk.open_tab("Notes")
    desk.type_into("New note", text)
    desk.press("Add the note")
    desk.settle()


def test_ctrl_z_takes_a_note_back_and_ctrl_y_writes_it_again(desk: DeskDriver) -> None:
    add_note(desk, "Called about the lease.")
    assert entry(desk, "undo").text() == "Undo “Add a note”"
    desk.window.setFocus()
    desk.key("Ctrl+Z", desk.window)
    desk.wait_for(lambda: desk.status() == "Undone: Add a note.")
    desk.settle()
    assert not desk.sees("Called about the lease.")
    assert entry(desk, "redo").text() == "Redo “Add a note”"
    desk.key("Ctrl+Y", desk.window)
    desk.see("Called about the lease.")
    assert desk.status() == "Done again: Add a note."


def test_what_somebody_built_on_is_grey_with_the_reason_and_the_key_says_it(desk: DeskDriver) -> None:
    office: Office = desk.window.office
    add_note(desk, "Called about the lease.")
    note = office.rows("SELECT id FROM note WHERE text LIKE 'Called about%'")[0]["id"]
    change_as_ben(office, note)
    desk.menu("Read again")
    undo = entry(desk, "undo")
    reason = "ben changed this note after it (“Correct a note”)."
    assert not undo.isEnabled()
    assert undo.text() == f"“Add a note” cannot be undone: {reason}"
    desk.key("Ctrl+Z", desk.window)
    assert desk.status() == reason


def change_as_ben(office: Office, note: str) -> None:
    from immdesk.records.notes import Note

    def work(session) -> None:  # type: ignore[no-untyped-def]
        session.get(Note, note).text = "Called twice."

    office.store.change("Correct a note", "ben", "", work, now=office.now())


def test_a_new_family_is_taken_back_while_its_case_is_open(desk: DeskDriver) -> None:
    office = desk.window.office
    draft = interviews.start(office, "family-adjustment").draft_id
    interviews.answer(office, draft, "petitioner.family_name", "Okafor")
    interviews.answer(office, draft, f"{interviews.add_section(office, draft, 'spouse')}.family_name", "Obi")
    case_id, changed = interviews.finish(office, draft)
    desk.window.desk.changed(changed)
    for page in ("overview", "facts", "dates", "evidence", "forms", "packet", "notes", "history"):
        desk.window.go("case", f"{case_id}/{page}")
        desk.settle()
    entry(desk, "undo")
    desk.menu("Undo “Take in a questionnaire”")
    desk.wait_for(lambda: desk.window.place()[0] == "cases", "the list of cases")
    desk.see("6 cases")
    assert not [one for one in desk.window.findChildren(QLabel) if "Okafor" in one.text() and one.isVisible()]


def test_accepted_dates_wait_again_in_the_calendar(desk: DeskDriver) -> None:
    office = desk.window.office
    case_id = cases.id_of(office, "26-0002")
    assert case_id
    before = [row.key for row in dates.dates_of(office, case_id) if row.state == "proposed"]
    desk.window.desk.changed(dates.accept_all(office, case_id))
    entry(desk, "undo")
    desk.menu("Undo “Accept dates”")
    assert [row.key for row in dates.dates_of(office, case_id) if row.state == "proposed"] == before


def test_the_history_of_the_office_finds_a_change_and_takes_it_back(desk: DeskDriver) -> None:
    add_note(desk, "Called about the lease.")
    desk.menu("History of the office")
    desk.see("changes, unbroken")
    desk.type_into("Find a change", "lease")
    desk.wait_for(lambda: titles(desk) == ["Add a note"], "one change")
    desk.press("Take back: Add a note")
    desk.press("Take it back")
    desk.wait_for(lambda: desk.status() == "Undone: Add a note.")
    desk.wait_for(lambda: titles(desk) == ["Undo: Add a note", "Add a note"], "the undo in the history")


def titles(desk: DeskDriver) -> list[str]:
    known = ("Add a note", "Undo: Add a note", "Accept dates", "Make the practice office", "Start the office")
    return [one.text() for one in shown(desk, lambda text: text in known)]


def shown(desk: DeskDriver, fits: Callable[[str], bool]) -> list[QLabel]:
    screen = desk.window.screen()
    return [one for one in screen.findChildren(QLabel) if one.isVisible() and fits(one.text())]


def test_a_search_that_finds_nothing_says_so(desk: DeskDriver) -> None:
    desk.menu("History of the office")
    desk.type_into("Find a change", "no such words")
    desk.see("No change fits")


def test_a_case_number_in_the_history_leads_to_the_case(desk: DeskDriver) -> None:
    add_note(desk, "Called about the lease.")
    desk.menu("History of the office")
    desk.see("Called about the lease.")
    desk.press("26-0005")
    desk.settle()
    assert desk.window.place()[1].endswith("/history")


def test_going_back_to_a_case_that_was_taken_back_says_that_it_is_gone(desk: DeskDriver) -> None:
    office = desk.window.office
    draft = interviews.start(office, "family-adjustment").draft_id
    interviews.answer(office, draft, "petitioner.family_name", "Okafor")
    case_id, changed = interviews.finish(office, draft)
    desk.window.desk.changed(changed)
    desk.window.go("case", f"{case_id}/facts")
    entry(desk, "undo")
    desk.menu("Undo “Take in a questionnaire”")
    desk.wait_for(lambda: desk.window.place()[0] == "cases", "the list of cases")
    desk.menu("Back")
    desk.see("This case is no longer in the office.")


@pytest.mark.parametrize("place", ["History of the office", "Backups…"])
def test_everything_that_can_be_used_there_has_a_name(desk: DeskDriver, place: str) -> None:
    backups.make(desk.window.office)
    desk.menu(place)
    desk.settle()
    assert nameless(desk.window) == []


def test_the_history_of_a_case_takes_a_change_back_too(desk: DeskDriver) -> None:
    add_note(desk, "Called about the lease.")
    desk.open_tab("History")
    desk.press("Take back: Add a note")
    desk.press("Take it back")
    desk.wait_for(lambda: desk.status() == "Undone: Add a note.")
    desk.see("Undo: Add a note")


def test_what_cannot_be_taken_back_from_the_history_says_why(desk: DeskDriver) -> None:
    desk.menu("History of the office")
    desk.press("Take back: Start the office")
    desk.wait_for(lambda: desk.status() == "“Start the office” cannot be undone: The office began with it.")
