"""The visa bulletin at the window: pasted, dropped, looked at, taken in; whose case turned; its history."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog, QListWidget, QPlainTextEdit, QTableWidget

from immdesk.office import bulletin_months
from immdesk.office.office import Office
from tests.desk import DeskDriver
from tests.law import bulletin_pages as pages
from ui import actions
from ui.parts.steps_line import StepsLine

ODD = pages.page_2018().replace("May 2018", "September 2026").replace("<td>C</td>", "<td>01JAN20</td>")


def opened(desk: DeskDriver) -> None:
    desk.menu("Visa bulletin")
    desk.wait_for(lambda: desk.window.place()[0] == "bulletin", "the bulletin")


def paste(desk: DeskDriver, text: str) -> None:
    desk.press("Paste…")
    dialog = desk.wait_for(lambda: desk.front() if isinstance(desk.front(), QDialog) else None)
    dialog.findChildren(QPlainTextEdit)[0].setPlainText(text)
    desk.press("Read it")
    desk.settle()


def drop(desk: DeskDriver, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), copy, data, left, none)
    desk.window.screen().dropEvent(event)
    desk.settle()


def cell(desk: DeskDriver, row: int, column: int) -> str:
    item = desk.find(QTableWidget, "Family, Final Action Dates").item(row, column)
    return item.text() if item is not None else ""


def months(desk: DeskDriver) -> list[str]:
    shown = desk.find(QListWidget, "Months")
    return [shown.item(row).text() for row in range(shown.count())]


def test_a_pasted_bulletin_is_looked_at_taken_in_and_taken_back(desk: DeskDriver) -> None:
    opened(desk)
    assert desk.sees("Practice bulletin: these cutoffs are invented and are no State Department chart.")
    paste(desk, pages.PASTED)
    desk.see("41 cutoffs are new")
    assert not desk.can_press("Take it in")  # Dates for Filing are missing: it must be looked at first
    assert desk.sees("The chart is not whole, family, Dates for Filing is missing: 2022-06.")
    desk.press("I have looked at the page: it is right, take it in.")
    desk.choose("USCIS named for family cases that adjust here", "Dates for Filing")
    desk.press("Take it in")
    desk.settle()
    desk.see("June 2022")
    assert desk.status() == "Visa bulletin: 41 cutoffs taken in."
    assert cell(desk, 2, 3) == "01FEB01"
    desk.menu("Undo “Take in the visa bulletin”")
    assert "June 2022" not in months(desk)
    assert not desk.sees("the bulletin of August 2026 is not here")


def test_a_pasted_bulletin_without_its_heading_is_asked_its_month(desk: DeskDriver) -> None:
    opened(desk)
    paste(desk, pages.PASTED.replace("Visa Bulletin For June 2022", ""))
    desk.see("Which month is this bulletin of?")
    desk.type_into("Month, as 2025-12", "2022-06")
    desk.press("Read it")
    desk.settle()
    desk.see("41 cutoffs are new")
    desk.press("Leave it")
    assert "June 2022" not in months(desk)


def test_a_dropped_page_says_whose_case_stopped_and_opens_it(
    desk: DeskDriver, practice: Office, tmp_path: Path
) -> None:
    page = tmp_path / "september.html"
    page.write_text(ODD, encoding="utf-8")
    opened(desk)
    drop(desk, page)
    desk.press("Take it in")
    desk.settle()
    f2a = bulletin_months.month_page(practice, "2026-09").charts[0].cells["F2A", "MEXICO"]
    assert cell(desk, 1, 3) == bulletin_months.cell_words(f2a) == "01JAN20  ▼ 1321"
    desk.open_tab("Cases")
    desk.see("September 2026: 0 cases became current, 1 case stopped being current")
    desk.picker.path = tmp_path / "turned.pdf"
    desk.press("The list as a PDF…")
    desk.settle()
    assert (tmp_path / "turned.pdf").read_bytes().startswith(b"%PDF")
    soto = next(text for text in said(desk) if "Soto" in text)
    desk.press(soto)
    desk.wait_for(lambda: desk.window.place()[0] == "case", "the case")


def said(desk: DeskDriver) -> list[str]:
    from ui.parts.line import Line

    return [one.accessibleName() for one in desk.window.findChildren(Line) if one.isVisible()]


def test_a_history_is_drawn_told_and_written(desk: DeskDriver, tmp_path: Path) -> None:
    opened(desk)
    chart = desk.find(QTableWidget, "Family, Final Action Dates")
    chart.setFocus()
    chart.setCurrentCell(0, 0)
    desk.key("Return", chart)
    desk.settle()
    [line] = [one for one in desk.window.findChildren(StepsLine) if one.isVisible()]
    assert line.accessibleName() == "F2A · Mexico · Final Action Dates"
    assert "2024-02 to 2026-08 · went back 0 times" in line.accessibleDescription()
    assert line.grab().toImage().pixelColor(5, 5).isValid()
    desk.picker.path = tmp_path / "history"
    desk.press("Write a PDF…")
    assert (tmp_path / "history.pdf").read_bytes().startswith(b"%PDF")


def test_the_bulletin_is_found_with_the_palette(desk: DeskDriver) -> None:
    assert any(one.id == "bulletin" and one.title == "Visa bulletin" for one in actions.table())
    actions.run(desk.window, "bulletin")
    desk.settle()
    assert desk.window.place()[0] == "bulletin"


def test_what_is_no_bulletin_is_told_in_plain_words_and_cancel_keeps_nothing(
    desk: DeskDriver, tmp_path: Path
) -> None:
    file = tmp_path / "bulletin.html"
    file.write_bytes(b"%PDF-1.7")
    desk.picker.path = file
    opened(desk)
    before = months(desk)
    desk.press("Take a file in…")
    desk.see("This file is no page, text or CSV (PDF).")
    desk.front().close()
    file.write_text(pages.page_2018(), encoding="utf-8")
    desk.press("Take a file in…")
    desk.see("162 cutoffs are new")
    with desk.cancelling("Taking the visa bulletin in"):
        desk.press("Take it in")
        desk.settle()
    assert desk.status().startswith("Stopped.")
    assert months(desk) == before
