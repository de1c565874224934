"""The notebook at the window: a note written, found by Ctrl+K, used in a case, marked as changed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QListWidget

from tests.desk import DeskDriver


def notes(desk: DeskDriver) -> list[str]:
    shown = desk.find(QListWidget, "Notes")
    return [shown.item(row).text() for row in range(shown.count())]


def write(desk: DeskDriver) -> None:
    desk.go_to("Library")
    desk.open_tab("Notebook")
    desk.press("New note…")
    desk.type_into("Title", "A day is added for service by mail")
    desk.type_into("Source", "USCIS Policy Manual")
    desk.type_into("Link or citation", "vol. 1 pt. E ch. 6")
    desk.type_into("Forms", "i-485")
    desk.type_into("Text", "Three days, when the notice came by ordinary mail.")
    desk.press("Keep the note")
    desk.settle()


def test_a_note_is_written_found_by_its_text_and_used_in_a_case(desk: DeskDriver) -> None:
    write(desk)
    assert notes(desk) == ["A day is added for service by mail"]
    assert desk.sees("Three days, when the notice came by ordinary mail.")
    assert desk.sees("I-485")
    desk.type_into("Find in the Library", "ordinary")
    desk.wait_for(lambda: notes(desk) == ["A day is added for service by mail"], "the note")
    desk.type_into("Find in the Library", "extraordinary")
    desk.see("No note fits")
    desk.open_case("Soto Luna")
    desk.open_tab("Notes")
    desk.press("From the notebook…")
    desk.press("Use it")
    desk.settle()
    desk.see("From the research notebook")
    desk.press("A day is added for service by mail, USCIS Policy Manual · vol. 1 pt. E ch. 6 · I-485")
    desk.settle()
    assert desk.window.place()[0] == "library"
    desk.see("Soto Luna, Guadalupe  26-0002")


def test_a_note_that_changed_lists_the_open_cases_and_prints_them(desk: DeskDriver, tmp_path: Path) -> None:
    write(desk)
    desk.press("This changed…")
    desk.type_into("The note says so from now on; the open cases are listed below it", "New edition")
    desk.press("It changed")
    desk.settle()
    desk.see("Changed on Fri Aug 14, 2026: New edition")
    desk.see("Open cases that this concerns")
    assert desk.sees("Soto Luna, Guadalupe  26-0002")
    desk.picker.path = tmp_path / "list.pdf"
    desk.press("The list as a PDF…")
    desk.settle()
    assert (tmp_path / "list.pdf").read_bytes().startswith(b"%PDF")
    desk.press("It holds again")
    desk.settle()
    desk.wait_for(lambda: not desk.sees("New edition"), "the mark to go")


def test_ctrl_k_leads_to_a_note(desk: DeskDriver) -> None:
    write(desk)
    desk.go_to("Today")
    desk.key("Ctrl+K")
    desk.type_into("Find anything", "service mail")
    desk.wait_for(lambda: desk.sees("1 found"), "the note")
    desk.key("Return")
    desk.settle()
    assert desk.window.place()[0] == "library"
    desk.see("vol. 1 pt. E ch. 6")
