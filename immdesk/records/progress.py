"""What the office can tell by itself of how far a case has come: first filed, all decided, recruitment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from immdesk.basics.unknown import NONE

Words = dict[str, Any]
_DECISIONS = ("approved_on", "denied_on")


def filed_words(filings: Iterable[Mapping[str, Any]]) -> Words:
    """Give when the first form of a case was received, and when the last was decided: none while one waits.

    A rejected filing has no day of receipt.
    """
    sent = [one for one in filings if _day(one.get("received_on"))]
    decided = [[day for word in _DECISIONS if (day := _day(one.get(word)))] for one in sent]
    first = min((one["received_on"] for one in sent), default=NONE)
    whole = bool(decided) and all(decided)
    return {"first_filed_on": first, "all_decided_on": max(max(one) for one in decided) if whole else NONE}


def recruitment_words(
    recruitments: Iterable[Mapping[str, Any]], steps: Mapping[str, Iterable[Mapping[str, Any]]]
) -> Words:
    """Give how far the recruitments of a case have come; rows as they are kept, days in ISO text."""
    rows = list(recruitments)
    began = [_read(step["started_on"]) for row in rows for step in steps.get(row["id"], ())]
    return {
        "wage_determined_on": _first(_read(row["pwd_on"]) for row in rows),
        "recruiting_since": _first(began),
        "labor_filed_on": _first(_read(row["filed_on"]) for row in rows),
        "labor_certified_on": _first(_read(row["certified_on"]) for row in rows),
    }


def _first(days: Iterable[date | None]) -> Any:
    return min((day for day in days if day), default=NONE)


def _read(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _day(value: Any) -> date | None:
    return value if isinstance(value, date) else None
