"""Where a date is worked on when somebody opens it: what a notice asks for has a desk of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

ANSWERED_AT_A_DESK = ("rfe-deadline", "noid-deadline", "noir-noit-deadline")
"""Rules whose date is met by a response to a notice."""


def place_of(row: DateRow) -> tuple[str, str]:
    """Give the screen and what it shows: the requests of the notice, or the dates of the case."""
    kind, _colon, record = row.subject.partition(":")
    if kind == "notice" and row.rule in ANSWERED_AT_A_DESK:
        return "requests", record
    return "case", f"{row.case_id}/dates"
