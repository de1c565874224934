"""Whether a history leaves no gap: the five years of addresses and work that the forms ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from immdesk.basics.dates import add_months, last_of_month
from immdesk.basics.facts import PartialDate
from immdesk.basics.shown import on_screen
from immdesk.basics.unknown import Nothing
from immdesk.basics.words import _

_DAY = timedelta(days=1)
Span = tuple[date, date, bool, bool]  # first day, last day, and whether each is known only in part


def gaps(rows: Iterable[Mapping[str, Any]], years: int, today: date) -> tuple[str, ...]:
    """Name each stretch of the last `years` years that no row's `from` and `until` cover.

    A day known only to the month or year counts as that whole month or year; an open end (none)
    reaches to today; a row without a known end covers only its beginning.
    """
    first = add_months(today, -12 * years, "last_day_of_month")
    spans = sorted(span for span in (_span(row, today) for row in rows) if span)
    found: list[str] = []
    next_day, next_partial = first, False
    for start, end, start_partial, end_partial in spans:
        if start > next_day:
            found.append(_said(next_day, next_partial, start - _DAY, start_partial))
        if end + _DAY > next_day:
            next_day, next_partial = end + _DAY, end_partial
    if next_day <= today:
        found.append(_said(next_day, next_partial, today, False))
    return tuple(found)


def first_day(value: date | PartialDate) -> date:
    """Give the first day that a date, known in part or whole, can be."""
    return value if isinstance(value, date) else date(value.year, value.month or 1, 1)


def last_day(value: date | PartialDate) -> date:
    """Give the last day that a date, known in part or whole, can be."""
    return value if isinstance(value, date) else last_of_month(date(value.year, value.month or 12, 1))


def _span(row: Mapping[str, Any], today: date) -> Span | None:
    start, end = row.get("from"), row.get("until")
    if not isinstance(start, (date, PartialDate)):
        return None
    begins = first_day(start)
    if isinstance(end, Nothing):
        return begins, max(begins, today), isinstance(start, PartialDate), False
    if not isinstance(end, (date, PartialDate)):
        return begins, last_day(start), isinstance(start, PartialDate), isinstance(start, PartialDate)
    return begins, max(begins, last_day(end)), isinstance(start, PartialDate), isinstance(end, PartialDate)


def _said(start: date, start_partial: bool, end: date, end_partial: bool) -> str:
    first = _edge(start, start_partial)
    last = _edge(end, end_partial)
    return (
        _("Not covered: {first} – {last}").format(first=first, last=last)
        if first != last
        else _("Not covered: {first}").format(first=first)
    )


def _edge(day: date, partial: bool) -> str:
    if partial:
        return on_screen(PartialDate(day.year, day.month))
    return on_screen(day).partition(" ")[2]
