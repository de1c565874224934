"""Which days a month shows, which dates fall on them and in which order; no drawing here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from immdesk.basics import day_names
from immdesk.basics.marks import WAITING
from immdesk.basics.words import _, n_
from ui.calendar.marks import mark_of

if TYPE_CHECKING:
    from immdesk.basics.timeline import Spot
    from immdesk.office.rows import DateRow

_MOST_SPOKEN = 40
"""So many dates of a day are read aloud; then how many more there are."""


def first_shown(month: date) -> date:
    """Give the Sunday on or before the first of a month."""
    first = month.replace(day=1)
    return first - timedelta(days=(first.weekday() + 1) % 7)


def weeks_of(month: date) -> list[list[date]]:
    """Give the weeks that a month touches, each from Sunday to Saturday."""
    start, end = first_shown(month), next_month(month)
    weeks = []
    while start < end:
        weeks.append([start + timedelta(days=place) for place in range(7)])
        start += timedelta(days=7)
    return weeks


def week_of(day: date) -> list[date]:
    """Give the seven days of a week, from Sunday to Saturday."""
    start = day - timedelta(days=(day.weekday() + 1) % 7)
    return [start + timedelta(days=place) for place in range(7)]


def next_month(day: date, count: int = 1) -> date:
    """Give the first of the month `count` months later (or earlier, below 0)."""
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def same_day_in(month: date, day: date) -> date:
    """Give the day of another month with the same number, or that month's last day."""
    last = next_month(month) - timedelta(days=1)
    return month.replace(day=min(day.day, last.day))


def by_day(rows: Iterable[DateRow]) -> dict[date, list[DateRow]]:
    """Give the dates by day; on each day what is worst comes first, what is done last."""
    found: dict[date, list[DateRow]] = {}
    for row in rows:
        if row.on is not None:
            found.setdefault(row.on, []).append(row)
    for on_day in found.values():
        on_day.sort(key=_order)
    return found


def is_waiting(row: DateRow | Spot) -> bool:
    """Say whether a date is worked out but not yet accepted."""
    return row.state in WAITING


def count_words(rows: Sequence[DateRow | Spot]) -> str:
    """Say how many dates there are, and how many of them nobody has accepted."""
    waiting = sum(is_waiting(row) for row in rows)
    words = n_("{n} date", "{n} dates", len(rows))
    return (
        words if not waiting else f"{words} · " + n_("{n} not yet accepted", "{n} not yet accepted", waiting)
    )


def week_name(day: date) -> str:
    """Give "August 16 to 22, 2026", with the later month and year where the week goes over."""
    first, last = week_of(day)[0], week_of(day)[-1]
    months = day_names.months()
    if first.month == last.month:
        return _("{month} {first} to {last}, {year}").format(
            month=months[first.month - 1], first=first.day, last=last.day, year=last.year
        )
    return _("{month} {first} to {next_month} {last}, {year}").format(
        month=months[first.month - 1],
        first=first.day,
        next_month=months[last.month - 1],
        last=last.day,
        year=last.year,
    )


def day_name(day: date) -> str:
    """Give "Monday, March 2, 2026"."""
    weekday, month = day_names.days()[day.weekday()], day_names.months()[day.month - 1]
    return _("{weekday}, {month} {day}, {year}").format(
        weekday=weekday, month=month, day=day.day, year=day.year
    )


def weekday_names() -> tuple[str, ...]:
    """Give the names of the days, Sunday first."""
    names = day_names.days()
    return (names[6], *names[:6])


def spoken(row: DateRow | Spot) -> str:
    """Give a date as it is read aloud: its kind, title, person, case, and whether it waits."""
    parts = [mark_of(row).words, row.title, row.who, row.case_number]
    if is_waiting(row):
        parts.append(_("not yet accepted"))
    return ", ".join(part for part in parts if part)


def spoken_day(day: date, rows: list[DateRow]) -> str:
    """Give a day as it is read aloud."""
    if not rows:
        return _("{day}, no date").format(day=day_name(day))
    words = [spoken(row) for row in rows[:_MOST_SPOKEN]]
    if len(rows) > _MOST_SPOKEN:
        words.append(_("{n} more").format(n=len(rows) - _MOST_SPOKEN))
    return f"{day_name(day)}: " + "; ".join(words)


def _order(row: DateRow) -> tuple[int, str, str]:
    return mark_of(row).rank, row.title, row.case_number
