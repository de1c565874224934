"""The visa bulletin: whether a priority date is current."""

from __future__ import annotations

from datetime import date

from immdesk.basics.words import _


def is_earlier(priority_date: date, cutoff: date | str) -> bool:
    """Say whether a priority date is current: "C" is yes, "U" no, a date only when strictly earlier.

    Authority: INA 203(e), (g); Department of State, Visa Bulletin, section A.
    """
    if cutoff == "C":
        return True
    return isinstance(cutoff, date) and priority_date < cutoff


def in_words(cutoff: str) -> str:
    """Give a cutoff that is no day as a person reads it."""
    return {"C": _("current (C)"), "U": _("unavailable (U)")}.get(cutoff, cutoff)
