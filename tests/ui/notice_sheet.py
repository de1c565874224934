"""The sheet of a notice, filled in as a person would."""

from __future__ import annotations

from tests.desk import DeskDriver


def fill_in_rfe(desk: DeskDriver) -> None:
    """Tell of a request for evidence of August 3, 84 days, served by mail inside the country; record it."""
    desk.choose("Kind of notice", "Request for evidence")
    desk.type_into("Date of the notice", "Aug 3 2026")
    desk.type_into("Days to respond, without mailing days", "84")
    desk.press("Served by: Mail")
    desk.press("Sent to an address abroad: No")
    desk.press("Record")
    desk.settle()
