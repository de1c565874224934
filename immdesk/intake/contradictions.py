"""Answers that contradict another answer of the same person: kept as typed, marked, never corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

from immdesk.basics.dates import add_years
from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import Nothing
from immdesk.basics.words import _
from immdesk.intake.checks_passport import unlike_its_lines
from immdesk.intake.cover import first_day, last_day

Words = Mapping[str, Any]
Warned = Iterator[tuple[str, str]]

_SCREENED: Final = {
    "ever_arrested": "arrested_or_detained",
    "ever_removed": "removed_or_left_under_order",
    "ever_in_proceedings": "in_removal_proceedings",
}
"""A question of the first screening, and the form's own question that a yes there answers too."""


def contradictions(person: Words, today: date) -> Warned:
    """Give what an answer says against another one of the same person."""
    yield from _hard_questions(person, today)
    yield from _home_and_family(person, today)
    yield from _trips(person)
    yield from unlike_its_lines(person, today)


def before_1900(person: Words) -> Warned:
    """Give every day that lies before 1900: nearly always a slip of the pen."""
    for name, value in person.items():
        if _is_old(value):
            yield name, _("This lies before 1900: check the year.")
        for place, row in enumerate(value if isinstance(value, tuple) else ()):
            for word, inner in row.items() if isinstance(row, Mapping) else ():
                if _is_old(inner):
                    yield f"{name}[{place}].{word}", _("This lies before 1900: check the year.")


def older_than_grandparents(person: Words, relationship: str, petitioner: Words) -> Warned:
    """Give a warning when somebody other than the petitioner's parent is older than that parent."""
    born = person.get("born_on")
    for parent in ("father", "mother"):
        row = petitioner.get(parent)
        theirs = row.get("born_on") if isinstance(row, Mapping) else None
        if relationship and relationship != "parent" and _surely_before(born, theirs):
            yield "born_on", _("This person is older than a parent of the petitioner: check both birth days.")
            return


def _hard_questions(person: Words, today: date) -> Warned:
    for screened, asked in _SCREENED.items():
        other_kind = asked == "in_removal_proceedings" and person.get("proceedings_kind") == "other"
        if person.get(screened) is True and person.get(asked) is False and not other_kind:
            yield asked, _("The page about court, arrests and removal says yes: check both answers.")
    manners = [row.get("manner") for row in _rows(person, "entries")]
    if person.get("entered_uninspected") is False and "without_inspection" in manners:
        yield "entered_uninspected", _("An arrival without inspection is recorded: check both answers.")
    dispositions = [row.get("disposition") for row in _rows(person, "arrests")]
    if person.get("convicted") is False and "convicted" in dispositions:
        yield "convicted", _("A conviction is recorded among the arrests: check both answers.")
    if person.get("unlawfully_present") is False and _stayed_on(person, today):
        yield (
            "unlawfully_present",
            _("An authorized stay has ended and no departure is recorded: check both."),
        )
    if person.get("last_arrival_was_first") is True and len(manners) > 1:
        yield "last_arrival_was_first", _("More than one arrival is recorded: check both answers.")


def _home_and_family(person: Words, today: date) -> Warned:
    if person.get("wants_ssn_card") is True and person.get("ssn_consent") is False:
        yield "ssn_consent", _("Without this consent no Social Security card can be issued.")
    counted, listed = person.get("living_children"), len(_rows(person, "children"))
    if isinstance(counted, int) and listed and counted != listed:
        yield "living_children", _("Another number of children is listed: check whether one has died.")
    homes = [row for row in _rows(person, "addresses") if row.get("kind") == "residence"]
    since = [
        row["from"] for row in homes if isinstance(row.get("until"), Nothing) and _is_day(row.get("from"))
    ]
    said = person.get("five_years_at_home")
    if len(since) == 1 and isinstance(said, bool):
        early = add_years(last_day(since[0]), 5, "next_day") <= today
        late = add_years(first_day(since[0]), 5, "next_day") > today
        if (said and late) or (not said and early):
            yield "five_years_at_home", _("The list of addresses says otherwise: check both answers.")


def _trips(person: Words) -> Warned:
    trips = list(enumerate(_rows(person, "trips")))
    for place, row in trips:
        left, back = row.get("departed_on"), row.get("returned_on")
        if isinstance(left, date) and left == back:
            yield f"trips[{place}].returned_on", _("This trip began and ended on the same day.")
    dated = [(row["departed_on"], place, row) for place, row in trips if _is_day(row.get("departed_on"))]
    dated.sort(key=lambda one: (first_day(one[0]), one[1]))
    for (_left, _place, earlier), (left, place, _row) in pairwise(dated):
        if _surely_before(left, earlier.get("returned_on")):
            yield f"trips[{place}].departed_on", _("This trip begins before the one before it had ended.")


def _stayed_on(person: Words, today: date) -> bool:
    return any(
        isinstance(row.get("stay_until"), date)
        and row["stay_until"] < today
        and isinstance(row.get("departed_on"), Nothing)
        for row in _rows(person, "entries")
    )


def _rows(person: Words, name: str) -> tuple[Words, ...]:
    rows = person.get(name, ())
    return tuple(row for row in rows if isinstance(row, Mapping)) if isinstance(rows, tuple) else ()


def _is_day(value: Any) -> bool:
    return isinstance(value, (date, PartialDate))


def _is_old(value: Any) -> bool:
    return _is_day(value) and value.year < 1900


def _surely_before(one: Any, other: Any) -> bool:
    return _is_day(one) and _is_day(other) and last_day(one) < first_day(other)
