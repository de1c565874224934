"""Bringing a caseload in at the window: a file, its columns, a trial, one step, and back again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QComboBox

from immdesk.office import cases
from tests.desk import DeskDriver
from ui.parts.take_list import TakeList

ROWS = (
    "Ref,Client,DOB,Receipt,Deadline,Due\n"
    'M-1,"Ek, Bo",31/31/2000,IOE0912345111,Reply,9/30/2026\n'
    'M-2,"Ek, Al",3/27/1990,,,\n'
)


def chosen(desk: DeskDriver, tmp_path: Path) -> None:
    desk.picker.path = tmp_path / "cases.csv"
    desk.picker.path.write_text(ROWS, encoding="utf-8")
    desk.menu("Bring in a caseload…")
    desk.press("Choose a file…")
    desk.see("What the columns hold")
    desk.choose("Kind of case where a row names none", "Family adjustment of status")


def test_a_caseload_is_tried_brought_in_and_taken_back(desk: DeskDriver, tmp_path: Path) -> None:
    chosen(desk, tmp_path)
    desk.choose("What “Ref” holds", "Case number")
    desk.press("Try it")
    desk.see("2 cases (0 here already)")
    desk.see("Row 2 · DOB · 31/31/2000")
    desk.press("Bring in 2 cases")
    desk.see("2 cases brought in.")
    desk.press("Look at the cases")
    desk.settle()
    office = desk.window.office
    assert cases.id_of(office, "M-1") is not None
    desk.key("Ctrl+Z")
    desk.settle()
    assert cases.id_of(office, "M-1") is None


def test_reading_and_trying_can_be_cancelled_and_done_again(desk: DeskDriver, tmp_path: Path) -> None:
    desk.picker.path = tmp_path / "cases.csv"
    desk.picker.path.write_text(ROWS, encoding="utf-8")
    desk.menu("Bring in a caseload…")
    with desk.cancelling("Reading the spreadsheet…"):
        desk.press("Choose a file…")
        desk.wait_for(lambda: desk.status() == "Stopped. Nothing was read in.", "what is said of it")
    assert desk.sees("No file is chosen")
    desk.press("Choose a file…")
    desk.see("What the columns hold")
    desk.choose("Kind of case where a row names none", "Family adjustment of status")
    with desk.cancelling("Trying the caseload…"):
        desk.press("Try it")
        desk.wait_for(lambda: desk.status() == "Stopped. Nothing was changed.", "what is said of it")
    desk.press("Try it")
    desk.see("2 cases (0 here already)")


def test_what_the_columns_hold_is_remembered(desk: DeskDriver, tmp_path: Path) -> None:
    chosen(desk, tmp_path)
    desk.choose("What “Ref” holds", "Case number")
    desk.press("Try it")
    desk.see("2 cases (0 here already)")
    desk.press("Bring in 2 cases")
    desk.see("2 cases brought in.")
    chosen(desk, tmp_path)
    assert desk.find(QComboBox, "What “Ref” holds").currentText() == "Case number"
    desk.press("Try it")
    desk.see("0 cases (2 here already)")


def test_a_file_that_cannot_be_read_is_told_and_the_page_stays(desk: DeskDriver, tmp_path: Path) -> None:
    desk.picker.path = tmp_path / "old.xls"
    desk.picker.path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600)
    desk.menu("Bring in a caseload…")
    desk.press("Choose a file…")
    desk.see("old .xls")


def test_the_report_is_saved_where_one_says(desk: DeskDriver, tmp_path: Path) -> None:
    chosen(desk, tmp_path)
    desk.press("Try it")
    desk.see("What would be made")
    desk.picker.path = tmp_path / "report.csv"
    desk.press("Save the report…")
    desk.wait_for(lambda: (tmp_path / "report.csv").exists(), "the report")
    assert "31/31/2000" in (tmp_path / "report.csv").read_text(encoding="utf-8-sig")


def test_what_differs_of_somebody_who_is_here_is_marked_to_be_taken(desk: DeskDriver, tmp_path: Path) -> None:
    chosen(desk, tmp_path)
    desk.choose("What “Ref” holds", "Case number")
    desk.press("Try it")
    desk.press("Bring in 2 cases")
    desk.see("2 cases brought in.")
    chosen(desk, tmp_path)
    (tmp_path / "cases.csv").write_text(
        'Ref,Client,DOB,Email\nM-2,"Ek, Al",3/27/1990,al@example.com\n', encoding="utf-8"
    )
    desk.press("Choose a file…")
    desk.see("What the columns hold")
    desk.choose("What “Ref” holds", "Case number")
    desk.choose("Kind of case where a row names none", "Family adjustment of status")
    desk.press("Try it")
    desk.see("What the file says of those who are here")
    taking = desk.find(TakeList, "What the file says of those who are here")
    assert len(taking.taken()) == 1
    assert desk.sees("Ek, Al · Tue Mar 27, 1990")
    desk.settle()
    desk.press("Take in what is new")
    desk.see("0 cases brought in. 1 value was taken over.")
    rows = desk.window.office.rows("SELECT value FROM contact WHERE value = 'al@example.com'")
    assert len(rows) == 1
