"""What happens in the world, recorded at the window: by menu or card, read at each key, corrected later."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit

from immdesk.office import cases, dates, events
from tests.desk import DeskDriver
from tests.ui.test_case_page import case_id, show


def entry(desk: DeskDriver, words: str) -> QAction:
    return next(one for one in desk.window.findChildren(QAction) if one.text() == words)


def record_rfe(desk: DeskDriver) -> None:
    desk.open_case("Soto Luna")
    desk.menu("Record a notice…")
    desk.choose("Kind of notice", "Request for evidence")
    desk.type_into("Date of the notice", "Aug 3 2026")
    desk.type_into("Days to respond, without mailing days", "84")
    desk.press("Served by: Mail")
    desk.press("Sent to an address abroad: No")
    desk.press("Record")
    desk.settle()


def waiting(desk: DeskDriver) -> list[tuple[str, str, str]]:
    rows = dates.dates_of(desk.window.office, case_id(desk))
    return [
        (row.state, row.shown, row.title) for row in rows if row.title == "Answer the request for evidence"
    ]


def test_a_request_for_evidence_recorded_at_the_window_proposes_its_deadline(desk: DeskDriver) -> None:
    record_rfe(desk)
    assert desk.status() == "Request for evidence: recorded. 1 date proposed."
    assert desk.sees("1 date waits for your decision.") or desk.sees("dates wait for your decision.")
    assert waiting(desk) == [("proposed", "Thu Oct 29, 2026", "Answer the request for evidence")]
    show(desk, "Dates")
    desk.press("How this was worked out: Answer the request for evidence")
    assert desk.sees("8 CFR 103.8(b)")
