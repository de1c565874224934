"""What does not fit about an employer or a job: kept as typed, marked for a person to look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from immdesk.basics.words import _

_SPANS: Final = (
    ("start_on", "end_on"),
    ("hired_on", "terminated_on"),
    ("lca_filed_on", "lca_certified_on"),
    ("lca_from", "lca_until"),
    ("requested_from", "requested_until"),
)
_FIRST_YEAR: Final = 1900


def work_warnings(words: Mapping[str, Any], today: date) -> Iterator[tuple[str, str]]:
    """Give the word and a warning for each answer that contradicts another, or cannot well be true."""
    for start, end in _SPANS:
        if _before(words.get(end), words.get(start)):
            yield end, _("The end is before the beginning.")
    yield from _outside_the_lca(words)
    for word, value in words.items():
        if isinstance(value, date) and value.year < _FIRST_YEAR:
            yield word, _("This lies before 1900: check the year.")
    year = words.get("founded_year")
    if isinstance(year, int) and year > today.year:
        yield "founded_year", _("This year lies ahead.")


def _outside_the_lca(words: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """A petition may not ask for days that its labor condition application does not cover."""
    if _before(words.get("requested_from"), words.get("lca_from")):
        yield "requested_from", _("The labor condition application begins later: check both days.")
    if _before(words.get("lca_until"), words.get("requested_until")):
        yield "requested_until", _("The labor condition application ends earlier: check both days.")


def _before(one: Any, other: Any) -> bool:
    return isinstance(one, date) and isinstance(other, date) and one < other
