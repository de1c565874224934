"""Things that cannot both be true, or seldom are: kept as typed, marked for a person to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final, TypeGuard

from immdesk.basics.dates import add_years
from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import Nothing
from immdesk.basics.words import _
from immdesk.intake.contradictions import before_1900, contradictions, older_than_grandparents
from immdesk.intake.cover import first_day, last_day

Words = Mapping[str, Any]
Warned = Iterator[tuple[str, str]]  # the answer's name below its person ("addresses[0].until"), and why

_SPANS: Final = {
    "addresses": ("from", "until"),
    "employment": ("from", "until"),
    "citizenships": ("from", "until"),
    "status_periods": ("from", "until"),
    "marriages": ("married_on", "ended_on"),
    "entries": ("arrived_on", "departed_on"),
    "trips": ("departed_on", "returned_on"),
    "documents": ("issued_on", "expires_on"),
    "arrests": ("happened_on", "disposed_on"),
    "earlier_petitions": ("filed_on", "decided_on"),
    "organizations": ("from", "until"),
    "benefits": ("from", "until"),
    "institution_stays": ("from", "until"),
    "schools": ("from", "until"),
}
_NOT_AHEAD: Final = frozenset(
    (
        "from",
        "married_on",
        "ended_on",
        "arrived_on",
        "departed_on",
        "issued_on",
        "i94_issued_on",
        "happened_on",
    )
)
_FROM_BIRTH: Final = frozenset(("from", "married_on", "arrived_on", "departed_on", "issued_on"))


def warnings(
    person: Words, *, today: date, relationship: str = "", petitioner: Words | None = None
) -> Warned:
    """Give what does not fit in what is known of one person.

    `relationship` is what the person is to the petitioner; `petitioner` the petitioner's known words.
    """
    yield from _life(person, today)
    for name, (start, end) in _SPANS.items():
        for place, row in enumerate(_rows(person, name)):
            yield from _row(f"{name}[{place}]", row, start, end, person.get("born_on"), today)
    for place, child in enumerate(_rows(person, "children")):
        if child.get("relationship") != "stepchild" and before(child.get("born_on"), person.get("born_on")):
            yield f"children[{place}].born_on", _("This child is older than the parent.")
    yield from _beside_petitioner(person, relationship, petitioner or {})
    yield from older_than_grandparents(person, relationship, petitioner or {})
    yield from contradictions(person, today)
    yield from before_1900(person)


def before(one: Any, other: Any) -> bool:
    """Say whether `one` is surely before `other`; no when either is not a day or it cannot be told."""
    return _is_day(one) and _is_day(other) and last_day(one) < first_day(other)


def find(name: str, person: Words, today: date) -> bool:
    """Say whether the check called `name` finds something; KeyError when there is no such check."""
    return FINDS[name](person, today)


def _life(person: Words, today: date) -> Warned:
    born = person.get("born_on")
    if _is_day(born) and first_day(born) > today:
        yield "born_on", _("This day of birth lies ahead.")
    if before(person.get("deceased_on"), born):
        yield "deceased_on", _("This is before the day of birth.")
    for name in ("naturalized_on", "lpr_since", "certificate_date"):
        if before(person.get(name), born):
            yield name, _("This is before the day of birth.")
    if before(person.get("naturalized_on"), person.get("lpr_since")):
        yield "naturalized_on", _("Citizenship before permanent residence: check both days.")
    for parent in ("father", "mother"):
        row = person.get(parent)
        if isinstance(row, Mapping) and before(born, row.get("born_on")):
            yield f"{parent}.born_on", _("This parent is younger than the child.")


def _row(key: str, row: Words, start: str, end: str, born: Any, today: date) -> Warned:
    if before(row.get(end), row.get(start)):
        yield f"{key}.{end}", _("The end is before the beginning.")
    for word, value in row.items():
        if word in _NOT_AHEAD and _is_day(value) and first_day(value) > today:
            yield f"{key}.{word}", _("This day lies ahead.")
        elif word in _FROM_BIRTH and before(value, born):
            yield f"{key}.{word}", _("This is before the day of birth.")


def _beside_petitioner(person: Words, relationship: str, petitioner: Words) -> Warned:
    born, theirs = person.get("born_on"), petitioner.get("born_on")
    if relationship == "child" and before(born, theirs):
        yield "born_on", _("This child is older than the petitioner.")
    if relationship == "parent" and before(theirs, born):
        yield "born_on", _("This parent is younger than the petitioner.")
    if relationship in ("child", "stepchild") and any(
        _is_day(row.get("married_on")) and not _is_day(row.get("ended_on"))
        for row in _rows(person, "marriages")
    ):
        yield "marriages[0].married_on", _("A married son or daughter is not a child in the law's sense.")


def _overlap(person: Words, today: date) -> bool:
    """A marriage that began before the one before it had ended."""
    rows = sorted(
        (row for row in _rows(person, "marriages") if _is_day(row.get("married_on"))),
        key=lambda row: first_day(row["married_on"]),
    )
    return any(
        isinstance(earlier.get("ended_on"), Nothing) or before(later["married_on"], earlier.get("ended_on"))
        for earlier, later in pairwise(rows)
    )


def _young_marriage(person: Words, today: date) -> bool:
    """A marriage that still lasts and is less than two years old."""
    return any(
        isinstance(row.get("ended_on"), Nothing)
        and _is_day(row.get("married_on"))
        and add_years(first_day(row["married_on"]), 2, "next_day") > today
        for row in _rows(person, "marriages")
    )


def _stay_over(person: Words, today: date) -> bool:
    """A stay whose last authorized day has passed, of somebody who has not left."""
    return any(
        isinstance(row.get("stay_until"), date)
        and row["stay_until"] < today
        and isinstance(row.get("departed_on"), Nothing)
        for row in _rows(person, "entries")
    )


FINDS: Final[Mapping[str, Callable[[Words, date], bool]]] = {
    "marriages_overlap": _overlap,
    "married_less_than_two_years": _young_marriage,
    "stay_has_ended": _stay_over,
}

FINDS_IN: Final[Mapping[str, tuple[str, ...]]] = {  # the lists that each check reads
    "marriages_overlap": ("person.marriages",),
    "married_less_than_two_years": ("person.marriages",),
    "stay_has_ended": ("person.entries",),
}


def _rows(person: Words, name: str) -> Iterable[Words]:
    rows = person.get(name, ())
    return rows if isinstance(rows, tuple) else ()


def _is_day(value: Any) -> TypeGuard[date | PartialDate]:
    return isinstance(value, (date, PartialDate))
