"""Days abroad: which whole days the trips of a worker make, each once, and what is wrong with the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from immdesk.basics.dates import add_days, days_between
from immdesk.basics.shown import in_words
from immdesk.basics.words import _

Span = tuple[date, date]
"""Days from the first to the last, both included."""


@dataclass(frozen=True, slots=True)
class Abroad:
    """The whole days abroad as spans that neither touch nor overlap, the trips that count, and what is odd.

    `trips` are the usable (departure, return) pairs in order; `odd` says in words which rows were not
    counted, or are doubtful. Nothing is corrected.
    """

    spans: tuple[Span, ...]
    trips: tuple[Span, ...]
    odd: tuple[str, ...]


def whole_days(rows: Iterable[Mapping[str, Any]], over_by: date = date.max) -> Abroad:
    """Give the whole days abroad of rows with `depart` and `return`, of trips that are over by a day.

    The days of departure and return are days in the United States, so a same-day or overnight trip
    makes none. 8 CFR 214.2(h)(13)(iii)(C).
    """
    trips: list[Span] = []
    odd: list[str] = []
    for row in rows:
        said = _why_unusable(row, over_by)
        if said:
            odd.append(said)
        else:
            trips.append((row["depart"], row["return"]))
    trips.sort()
    whole = ((add_days(left, 1), add_days(back, -1)) for left, back in trips if days_between(left, back) > 1)
    return Abroad(merged(whole), tuple(trips), (*dict.fromkeys(odd), *_doubts(trips)))


@dataclass(frozen=True, slots=True)
class TripDays:
    """One trip as it was counted: its whole days, those of them that no earlier trip has, and why not all."""

    left: date | None
    back: date | None
    whole: int
    counted: int
    said: str = ""


def days_of_each(
    rows: Iterable[Mapping[str, Any]],
    since: date = date.min,
    until: date = date.max,
    over_by: date = date.max,
) -> tuple[TripDays, ...]:
    """Give each trip, in the order of departure, with its part of the days that `whole_days` gives.

    Days before `since` and after `until` are not counted, nor trips that are not over by `over_by`. The
    counted days of all trips add up to the total.
    """
    ordered = sorted(rows, key=lambda row: _day_or(row.get("depart"), date.max))
    taken: tuple[Span, ...] = ()
    found = []
    for row in ordered:
        left, back, said = row.get("depart"), row.get("return"), _why_unusable(row, over_by)
        if said or not isinstance(left, date) or not isinstance(back, date):
            found.append(TripDays(_day_or(left, None), _day_or(back, None), 0, 0, said))
            continue
        mine = merged([(add_days(left, 1), add_days(back, -1))] if days_between(left, back) > 1 else ())
        free = without(clipped(mine, since, until), taken)
        whole, counted = total_days(mine), total_days(free)
        found.append(TripDays(left, back, whole, counted, _why_fewer(left, back, since, whole, counted)))
        taken = merged((*taken, *mine))
    return tuple(found)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Give the same days as spans in order that neither touch nor overlap."""
    found: list[Span] = []
    for first, last in sorted(one for one in spans if one[0] <= one[1]):
        if found and days_between(found[-1][1], first) <= 1:
            found[-1] = found[-1][0], max(found[-1][1], last)
        else:
            found.append((first, last))
    return tuple(found)


def clipped(spans: Iterable[Span], first: date, last: date = date.max) -> tuple[Span, ...]:
    """Give the days of the spans that lie from `first` to `last`, both included."""
    return merged((max(start, first), min(end, last)) for start, end in spans)


def without(spans: Iterable[Span], taken: Iterable[Span]) -> tuple[Span, ...]:
    """Give the days of the spans that are in none of `taken`."""
    left = merged(spans)
    for first, last in merged(taken):
        left = tuple(part for one in left for part in _cut(one, first, last))
    return left


def total_days(spans: Iterable[Span]) -> int:
    """Count the days of the spans, each once."""
    return sum(days_between(first, last) + 1 for first, last in merged(spans))


def day_number(start: date, count: int, skipped: Iterable[Span]) -> date:
    """Give the `count`th day from `start` (which is day 1), the days of `skipped` not counted."""
    day = add_days(start, count - 1)
    for first, last in clipped(skipped, start):
        if first > day:
            break
        day = add_days(day, days_between(first, last) + 1)
    return day


def _cut(span: Span, first: date, last: date) -> Iterator[Span]:
    if last < span[0] or span[1] < first:
        yield span
        return
    if span[0] < first:
        yield span[0], add_days(first, -1)
    if last < span[1]:
        yield add_days(last, 1), span[1]


def _why_unusable(row: Mapping[str, Any], over_by: date) -> str:
    left, back = row.get("depart"), row.get("return")
    if not isinstance(left, date):
        return _("A trip has no day of departure: it is not counted.")
    if not isinstance(back, date):
        return _("The trip that began on {} has no day of return: it is not counted.").format(in_words(left))
    if back < left:
        said = _("The trip that began on {} ends before it begins, on {}: not counted. Correct the days.")
        return said.format(in_words(left), in_words(back))
    if back > over_by:
        said = _(
            "The trip that began on {} ends on {}, still to come: nothing is given back until it is over."
        )
        return said.format(in_words(left), in_words(back))
    return ""


def _why_fewer(left: date, back: date, since: date, whole: int, counted: int) -> str:
    """Say why a trip gives fewer whole days than it has, or none."""
    if not whole:
        return _("Left and came back the same day.") if left == back else _("No whole day abroad.")
    if back <= since:
        return _("Before the first admission: nothing to give back.")
    if counted == whole:
        return ""
    if left < since:
        return _("Only the days since the first admission count.")
    return _("Days of another trip are counted once.")


def _day_or(value: Any, otherwise: Any) -> Any:
    return value if isinstance(value, date) else otherwise


def _doubts(trips: list[Span]) -> Iterator[str]:
    back_home = date.min
    for left, back in trips:
        if left < back_home:
            said = _(
                "The trip that began on {} overlaps another: each day is counted once. Correct the days."
            )
            yield said.format(in_words(left))
        back_home = max(back_home, back)
    nights = sum(days_between(left, back) == 1 for left, back in trips)
    if nights:
        said = _("{} of the trips lasted one night: perhaps more than 24 hours, but it is not counted.")
        yield said.format(nights)
