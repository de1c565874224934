"""What the office can tell of a worker's petition: the I-129, and labor certifications and I-140s."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from immdesk.basics.unknown import NONE

Words = dict[str, Any]

PETITION = "I-129"
LABOR_FORMS = ("ETA-9089", "I-140")
_ENDS = ("denied", "rejected", "withdrawn", "revoked", "certified", "approved")


def petition_words(filings: Iterable[Mapping[str, Any]]) -> Words:
    """Give when the last I-129 of the case was received, approved and denied; none while it is not."""
    sent = [
        one for one in filings if one.get("form") == PETITION and isinstance(one.get("received_on"), date)
    ]
    last = max(sent, key=lambda one: one["received_on"], default={})
    return {
        "i129_filed_on": last.get("received_on", NONE),
        "i129_approved_on": _day_or_none(last.get("approved_on")),
        "i129_denied_on": _day_or_none(last.get("denied_on")),
    }


def labor_filings(filings: Iterable[Mapping[str, Any]], perms: Iterable[Mapping[str, Any]]) -> Words:
    """Give each labor certification and I-140 of the case that was filed, with what became of it.

    `perms` are recruitments with ISO days, `filings` the words of filings.
    """
    rows = [
        _labor(one["id"], one.get("received_on"), one) for one in filings if one.get("form") in LABOR_FORMS
    ]
    rows += [_labor(one["id"], one.get("filed_on"), one) for one in perms]
    return {"labor_filings": tuple(row for row in rows if isinstance(row["filed"], date))}


def status_words(held: Mapping[str, Any]) -> Words:
    """Give the first day of an extension: the day after the petition's approval ends."""
    until = held.get("petition_until")
    return {"extension_from": until + timedelta(days=1)} if isinstance(until, date) else {}


def _labor(row_id: str, filed: Any, row: Mapping[str, Any]) -> Words:
    status = next((end for end in _ENDS if isinstance(_day(row.get(f"{end}_on")), date)), "pending")
    return {"id": row_id, "filed": _day(filed), "status": status}


def _day_or_none(value: Any) -> Any:
    return value if isinstance(value, date) else NONE


def _day(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
