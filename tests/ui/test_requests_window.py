"""The desk for requests at the window: reached, worked by keyboard, answered, built, mailed, corrected."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox, QListWidget, QPlainTextEdit

from immdesk.office import requests
from tests.desk import DeskDriver
from ui.parts.line import Line


@pytest.fixture
def asked(desk: DeskDriver) -> DeskDriver:
    """The request for evidence of the practice office, on the screen."""
    desk.open_case("Văn Đức")
    desk.open_tab("Overview")
    desk.press("What it asks for: Request for evidence – Nguyễn, Văn Đức")
    desk.settle()
    return desk


def titles(desk: DeskDriver) -> list[str]:
    rows = desk.find(QListWidget, "Requests of the notice")
    return [rows.item(place).text().partition("\n")[0] for place in range(rows.count())]


def test_the_requests_are_put_in_order_by_the_keyboard_alone(asked: DeskDriver) -> None:
    asked.see("Wed Aug 19, 2026")
    asked.see("Wed Aug 19, 2026 · add 3 days · served by mail · 8 CFR 103.8(b)")
    asked.see("2 requests are open.")
    rows = asked.find(QListWidget, "Requests of the notice")
    assert rows.hasFocus()
    assert rows.currentItem().text().startswith("4. Tax transcript of the sponsor\nopen: no document")
    asked.key("Alt+Up", rows)
    asked.settle()
    assert titles(asked)[2:4] == ["4. Tax transcript of the sponsor", "3. Passport"]
    asked.key("Ctrl+J", rows)
    asked.settle()
    assert len(titles(asked)) == 4
    asked.key("Ctrl+Z", asked.window)
    asked.wait_for(lambda: len(titles(asked)) == 5, "the two requests again")
    rows.setCurrentRow(2)
    asked.key("F2", rows)
    asked.type_into("Title", "Tax transcript of 2025")
    asked.key("Ctrl+Return")
    asked.settle()
    assert titles(asked)[2] == "4. Tax transcript of 2025"


def test_a_request_is_cut_at_the_caret_and_what_was_typed_is_kept_on_the_way(asked: DeskDriver) -> None:
    asked.type_into("Still wanted", "from Ms. Peterson")
    rows = asked.find(QListWidget, "Requests of the notice")
    rows.setCurrentRow(1)
    asked.settle()
    text = asked.find(QPlainTextEdit, "What the notice asks")
    cursor = text.textCursor()
    cursor.setPosition(text.toPlainText().index("such as"))
    text.setTextCursor(cursor)
    asked.key("Ctrl+Shift+Return", text)
    asked.settle()
    assert titles(asked)[2] == "3. such as a rental contract in both names"
    notice = asked.window.place()[1]
    assert asked.window.office is not None
    kept = requests.page_of(asked.window.office, notice).requests
    assert [one.wants for one in kept if one.wants] == ["from Ms. Peterson"]


def test_a_pasted_notice_is_split_and_taken_over_once(asked: DeskDriver) -> None:
    asked.see("5 requests are found in it.")
    asked.press("Take over the requests")
    asked.settle()
    asked.see("All of these requests are listed already.")
    asked.press("Close")
    asked.find(QPlainTextEdit, "Text of the notice").setPlainText("1. A photograph\n2. A signature\n")
    asked.see("2 requests are found in it.")
    asked.press("Take over the requests")
    asked.settle()
    assert titles(asked)[5:] == ["1. A photograph", "2. A signature"]


def test_a_response_is_answered_approved_built_mailed_and_its_mailing_corrected(
    asked: DeskDriver, tmp_path: Path
) -> None:
    for paragraph in ("The transcript cannot be had in time.", "The surgeon has sealed the form."):
        asked.find(QCheckBox, "Answered in words alone: no document is needed").setChecked(True)
        asked.type_into("Paragraph of the letter", paragraph)
        asked.type_into("Still wanted", "")
        asked.press("Keep")
        asked.settle()
        rows = asked.find(QListWidget, "Requests of the notice")
        rows.setCurrentRow(4)
        asked.settle()
    asked.see("Every request is answered.")
    asked.press("An attorney approves…")
    asked.press("Approve")
    asked.settle()
    asked.see("Helen Whitaker has approved it as it is.")
    asked.picker.path = tmp_path / "response.pdf"
    asked.press("Build the response…")
    asked.settle()
    asked.see("The response is on disk: 14 pages.")
    asked.type_into("Day of mailing", "8/14/2026")
    asked.choose("How it was sent", "by courier")
    asked.type_into("Carrier", "FedEx")
    asked.press("Record the mailing")
    asked.settle()
    asked.see("Sent Fri Aug 14, 2026, by courier. Carrier: FedEx.")
    asked.press("Correct…")
    asked.type_into("Tracking number", "7712")
    asked.type_into("Why it is corrected", "The slip was found.")
    asked.press("Record the correction")
    asked.settle()
    asked.see("Tracking number 7712")
    asked.see("Corrected Fri Aug 14, 2026 by ana: The slip was found.")


def test_today_leads_to_what_the_notice_asks_for(desk: DeskDriver) -> None:
    line = next(one for one in desk.window.findChildren(Line) if "for evidence" in one.accessibleName())
    line.click()
    desk.settle()
    assert desk.window.place()[0] == "requests"
    desk.see("2 requests are open.")
