"""Children as Form N-400 asks of them: who is under 18, where each lives, and how each is related."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from immdesk.basics.facts import PartialDate

Words = Mapping[str, Any]
_RESIDES = {
    "with_the_parent": "resides with me",
    "elsewhere_here": "does not reside with me",
    "abroad": "does not reside with me",
}
"""The options of the column Residence of Part 6, as the form prints them."""


def children_asked(children: Iterable[Words], today: date) -> tuple[Words, ...]:
    """Give the children, each with whether under 18, where it lives and of what kind (Part 6 of N-400)."""
    return tuple({**child, **_asked(child, today)} for child in children)


def _asked(child: Words, today: date) -> dict[str, Any]:
    told = {
        "minor": is_minor(child.get("born_on"), today),
        "residence": _RESIDES.get(str(child.get("lives"))),
        "kinship": _kinship(child),
    }
    return {word: value for word, value in told.items() if value is not None}


def is_minor(born: Any, today: date) -> bool | None:
    """Say whether somebody is under 18; None when the birthday is not known well enough to tell."""
    if isinstance(born, date):
        return (today.year - born.year, today.month, today.day) < (18, born.month, born.day)
    if isinstance(born, PartialDate) and today.year - born.year != 18:
        return today.year - born.year < 18
    return None


def _kinship(child: Words) -> str | None:
    if child.get("relationship") == "stepchild":
        return "stepchild"
    kinds = {True: "legally adopted son or daughter", False: "biological son or daughter"}
    return kinds.get(child["adopted"]) if isinstance(child.get("adopted"), bool) else None
