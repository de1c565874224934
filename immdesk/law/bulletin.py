"""The visa bulletin: whether a priority date is current."""

from __future__ import annotations

from datetime import date
from typing import Any


def is_earlier(priority_date: date, cutoff: date | str) -> bool:
    """Say whether a priority date is current: "C" is yes, "U" no, a date only when strictly earlier.

    Authority: INA 203(e), (g); Department of State, Visa Bulletin, section A.
    """
    if cutoff == "C":
        return True
    return isinstance(cutoff, date) and priority_date < cutoff


def in_words(cutoff: Any) -> str:
    """Give a cutoff as a person reads it."""
    return {"C": "current (C)", "U": "unavailable (U)"}.get(str(cutoff), str(cutoff))
