"""Draws a year as twelve small months, warm by what stands on each day; on the screen and on paper alike."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from immdesk.basics import day_names
from immdesk.basics.marks import DONE_RANK, Mark, mark_for
from immdesk.basics.timeline import Spot
from immdesk.basics.timeline_drawn import Pen, Shade
from immdesk.basics.words import _, n_

_HEAT: tuple[tuple[int, Shade], ...] = ((7, "heat4"), (4, "heat3"), (2, "heat2"), (1, "heat1"))
_WEEKS = 6
_LEAST_CELL = 1.2  # lines of letters
_LEAST_WIDE = 1.3
_GLYPHS = 2  # what ranks above this is drawn with its mark


class Day(NamedTuple):
    """What stands on a day: how many dates, and the worst of them."""

    dates: int
    worst: Spot


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its marked days by number, which day is today, which is chosen."""

    year: int
    days: Mapping[int, Day]
    today: date
    chosen: date | None = None
    focus: bool = False


def days_of(spots: Sequence[Spot], year: int) -> dict[int, Day]:
    """Give what stands on each day of a year; done is not counted.

    `spots` are in order: by day, then the worst first, then what is done.
    """
    found: dict[int, Day] = {}
    place, after = _at(spots, date(year, 1, 1).toordinal()), _at(spots, date(year, 12, 31).toordinal() + 1)
    while place < after:
        worst = spots[place]
        open_ones = _at(spots, worst.on, DONE_RANK) - place
        if open_ones:
            found[worst.on] = Day(open_ones, worst)
        place = _at(spots, worst.on + 1)
    return found


def _at(spots: Sequence[Spot], *begins: int) -> int:
    """Give the place of the first that begins with these numbers or greater ones."""
    return bisect_left(spots, begins)


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the months and days of a year stand: columns of months, and the size of a day."""

    across: int
    wide: float
    high: float
    month_wide: float
    month_high: float

    def height(self) -> float:
        """Give how high the whole year is."""
        return -(-12 // self.across) * self.month_high


def fields_of(width: float, height: float, line: float) -> Fields:
    """Give as many months beside one another as have room, and days that fill the height, never too low."""
    across = next((one for one in (4, 3, 2) if width / one >= (7 * _LEAST_WIDE + 1.5) * line), 1)
    month_wide = width / across
    head, down = 2.3 * line, -(-12 // across)
    high = max(_LEAST_CELL * line, (height / down - head - 0.5 * line) / _WEEKS)
    return Fields(across, (month_wide - 1.5 * line) / 7, high, month_wide, head + _WEEKS * high + 0.5 * line)


def box_of_day(day: date, fields: Fields, line: float) -> tuple[float, float, float, float]:
    """Give where a day is drawn: left, top, width, height."""
    left, top = _corner(day.month, fields, line)
    place = day.day - 1 + (day.replace(day=1).weekday() + 1) % 7
    return (
        left + place % 7 * fields.wide,
        top + 2.2 * line + place // 7 * fields.high,
        fields.wide,
        fields.high,
    )


def day_at(year: int, x: float, y: float, fields: Fields, line: float) -> date | None:
    """Give the day under a point."""
    month = int(y // fields.month_high) * fields.across + int(x // fields.month_wide) + 1
    if not 1 <= month <= 12 or x < 0 or y < 0:
        return None
    left, top = _corner(month, fields, line)
    across, down = int((x - left) // fields.wide), int((y - top - 2.2 * line) // fields.high)
    first = date(year, month, 1)
    day = first + timedelta(days=down * 7 + across - (first.weekday() + 1) % 7)
    inside = 0 <= across < 7 and 0 <= down < _WEEKS and day.month == month and day.year == year
    return day if inside else None


def draw_year(year: Year, pen: Pen, fields: Fields, top: float = 0.0, height: float = 1e9) -> None:
    """Draw the months that are seen between `top` and `top + height`; `top` is at the upper edge."""
    line = pen.letters()
    for month in range(1, 13):
        left, down = _corner(month, fields, line)
        if down + fields.month_high < top or down > top + height:
            continue
        _draw_month(year, month, pen, fields, (left, down - top))


def _draw_month(year: Year, month: int, pen: Pen, fields: Fields, corner: tuple[float, float]) -> None:
    line, (left, top) = pen.letters(), corner
    pen.words(left + line * 0.3, top + line * 0.8, day_names.months()[month - 1], "text", True)
    names = day_names.short_days()
    short = max(map(pen.measure, names)) > fields.wide - line * 0.3
    for place in range(7):
        name = names[(place + 6) % 7]
        at = left + place * fields.wide + line * 0.3
        pen.words(at, top + line * 1.8, name[:1] if short else name, "quiet")
    day = date(year.year, month, 1)
    while day.month == month:
        _draw_day(year, day, pen, fields, top - _corner(month, fields, line)[1])
        if day == date.max:
            break
        day += timedelta(days=1)


def _draw_day(year: Year, day: date, pen: Pen, fields: Fields, shift: float) -> None:
    line = pen.letters()
    left, top, wide, high = box_of_day(day, fields, line)
    top += shift
    found = year.days.get(day.toordinal())
    shade: Shade | None = "weekend" if day.weekday() >= 5 else None
    if found is not None:
        shade = next(shade for least, shade in _HEAT if found.dates >= least)
    if shade is not None:
        pen.fill(left + 0.5, top + 0.5, wide - 1, high - 1, shade)
    today = day == year.today
    pen.words(left + line * 0.25, top + line * 0.66, f"{day.day}", "today" if today else "text", today)
    if today:
        pen.rule(left + 1, top + high - 1.5, left + wide - 1, top + high - 1.5, "today")
    if found is not None:
        _draw_found(found, pen, left, top, wide, high)
    if day == year.chosen:
        pen.frame(left + 1, top + 1, wide - 2, high - 2, year.focus)


def _draw_found(found: Day, pen: Pen, left: float, top: float, wide: float, high: float) -> None:
    """Draw how many dates a day has and the mark of the worst: below the number, else beside it."""
    line, one = pen.letters(), found.worst
    mark: Mark = mark_for(one.kind, one.severity, one.state)
    low = high >= 2.1 * line
    middle, right = (top + high - line * 0.6 if low else top + line * 0.66), left + wide - line * 0.2
    if found.dates > 1:
        words = f"{found.dates}" if found.dates < 1000 else "999+"
        right -= pen.measure(words)
        if right > left + line * (0.3 if low else 1.4):
            pen.words(right, middle, words, "text")
        right -= line * 0.2
    if mark.rank > _GLYPHS:
        return
    if right - line * 0.7 > left + (0 if low else line * 1.2):
        pen.mark(right - line * 0.35, middle, line * 0.62, mark, False)
    else:
        pen.mark(left + wide - line * 0.26, top + line * 0.28, line * 0.44, mark, False)


def _corner(month: int, fields: Fields, line: float) -> tuple[float, float]:
    down, across = divmod(month - 1, fields.across)
    return across * fields.month_wide + line * 0.75, down * fields.month_high


def count_words(found: Day | None) -> str:
    """Say how many dates a day has."""
    return n_("{n} date", "{n} dates", found.dates) if found is not None else _("no date")
