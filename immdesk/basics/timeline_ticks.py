"""The lines of days, weeks, months and years above a timeline, as close as their words leave room."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from immdesk.basics import day_names
from immdesk.basics.shown import month_and_year

_FIRST, _LAST = date(1850, 1, 1).toordinal(), date(9990, 1, 1).toordinal()
_DAYS, _WEEKS = 1.5, 0.34  # lines of letters that a day must be wide for days, or for weeks, to be named
Ticks = list[tuple[float, str]]


@dataclass(frozen=True, slots=True)
class Scale:
    """Which day stands at the left of the body, dots to the day, and where the body begins and ends."""

    left: float
    dots: float
    start: float
    end: float

    def at(self, day: float) -> float:
        """Give where a day begins."""
        return self.start + (day - self.left) * self.dots

    def first(self) -> date:
        """Give the first day that is seen."""
        return date.fromordinal(min(max(int(self.left), _FIRST), _LAST))

    def last(self) -> date:
        """Give the last day that is seen."""
        days = int(self.left + (self.end - self.start) / self.dots) + 1
        return date.fromordinal(min(max(days, _FIRST), _LAST))


def heads(scale: Scale, line: float, measure: Callable[[str], float]) -> tuple[Ticks, Ticks]:
    """Give the lower and the upper line: days under months, weeks under months, months under years."""
    if scale.dots >= _WEEKS * line:
        step = 1 if scale.dots >= _DAYS * line else 7
        return _days(scale, step), _months(scale, 1, month_and_year)
    apart = next((one for one in (1, 3, 6, 12) if one * 30.4 * scale.dots > measure("0000") + line * 0.4), 0)
    lower = _months(scale, apart, _short) if apart in (1, 3, 6) else []
    years = next(one for one in (1, 2, 5, 10, 50) if one * 365 * scale.dots > measure("0000") + line * 0.6)
    return lower, _years(scale, years)


def weekends(scale: Scale) -> Iterator[tuple[float, float]]:
    """Give the Saturdays and Sundays, where a day is wide enough to be seen."""
    if scale.dots < 4:
        return
    day = scale.first().toordinal()
    day -= (day + 1) % 7  # the Saturday on or before it: ordinal 6 was one
    while day <= scale.last().toordinal():
        yield scale.at(day), 2 * scale.dots
        day += 7


def _days(scale: Scale, step: int) -> Ticks:
    day, last = scale.first(), scale.last()
    if step == 7:
        day -= timedelta(days=(day.weekday() + 1) % 7)
    found = []
    while day <= last:
        words = f"{day_names.short_days()[day.weekday()][:2]} {day.day}" if scale.dots > 44 else f"{day.day}"
        found.append((scale.at(day.toordinal()), words))
        day += timedelta(days=step)
    return found


def _months(scale: Scale, apart: int, words: Callable[[date], str]) -> Ticks:
    first, last = scale.first(), scale.last()
    months = first.year * 12 + first.month - 1
    months -= months % apart
    found = []
    while (day := date(months // 12, months % 12 + 1, 1)) <= last:
        found.append((scale.at(day.toordinal()), words(day)))
        months += apart
    return found


def _years(scale: Scale, apart: int) -> Ticks:
    year, last = scale.first().year, scale.last().year
    years = range(year - year % apart, last + 1, apart)
    return [(scale.at(date(max(one, 1), 1, 1).toordinal()), f"{one}") for one in years]


def _short(day: date) -> str:
    return day_names.short_months()[day.month - 1]
