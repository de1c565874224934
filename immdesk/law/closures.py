"""The days on which government offices are closed, worked out from a dated list of holidays."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from immdesk.basics.dates import add_days, last_of_month
from immdesk.basics.strictyaml import Shape

Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_WEEKDAYS: tuple[str, ...] = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)
_WHICH = {"first": 0, "second": 1, "third": 2, "fourth": 3}


class Holiday(Shape):
    """A holiday: a fixed day of a month, or the first … last weekday of a month; dated."""

    name: str
    month: int = Field(ge=1, le=12)
    day: int | None = Field(None, ge=1, le=31)
    which: Literal["", "first", "second", "third", "fourth", "last"] = ""
    weekday: Weekday | None = None
    from_: date | None = Field(None, alias="from")
    to: date | None = None

    @field_validator("day")
    @classmethod
    def _every_year(cls, day: int | None, info: ValidationInfo) -> int | None:
        month = info.data.get("month")
        if day is not None and month is not None and day > monthrange(2027, month)[1]:
            raise ValueError(f"there is no day {day} in month {month} of every year")
        return day


class Order(Shape):
    """A closing by order; no legal holiday, so nothing rolls on it unless the office says so."""

    on: date
    name: str


class ClosureFile(Shape):
    """A calendar of closings: weekend, holidays, how they are observed, closings by order."""

    closure: str
    title: str
    cite: tuple[str, ...] = Field(min_length=1)
    confidence: Literal["sourced", "partly", "general"]
    weekend: tuple[Weekday, ...]
    saturday_observed: Literal["friday_before", "not_moved"]
    sunday_observed: Literal["monday_after", "not_moved"]
    holidays: tuple[Holiday, ...]
    orders: tuple[Order, ...] = ()


@dataclass(frozen=True, eq=False)
class Calendar:
    """A calendar that answers whether a day is open, and why not."""

    file: ClosureFile
    count_orders: bool = False

    def holiday(self, day: date) -> str:
        """Give the name of the holiday kept on `day` (its own or the observed day), else nothing."""
        return self._year(day.year).get(day, "")

    def why_closed(self, day: date) -> str:
        """Give why `day` is closed, or nothing when it is open."""
        if name := self.holiday(day):
            return name
        weekday = _WEEKDAYS[day.weekday()]
        if weekday in self.file.weekend:
            return weekday.capitalize()
        orders = self.file.orders if self.count_orders else ()
        return next((order.name for order in orders if order.on == day), "")

    def open_day(self, day: date, direction: int = 1) -> date:
        """Give the day itself if open, else the next (or, with -1, previous) open one."""
        while self.is_closed(day):
            day = add_days(day, direction)
        return day

    def is_closed(self, day: date) -> bool:
        """Say whether `day` is a weekend's, a holiday or, where the office counts them, closed by order."""
        return day.weekday() in self._weekend or day in self._year(day.year) or day in self._ordered

    @cached_property
    def _weekend(self) -> frozenset[int]:
        return frozenset(_WEEKDAYS.index(name) for name in self.file.weekend)

    @cached_property
    def _ordered(self) -> frozenset[date]:
        return frozenset(order.on for order in self.file.orders) if self.count_orders else frozenset()

    def next_open(self, day: date, direction: int = 1) -> tuple[date, tuple[str, ...]]:
        """Give the day itself if open, else the next (or, with -1, previous) open one, and why it moved."""
        reasons: list[str] = []
        while why := self.why_closed(day):
            reasons.append(why)
            day = add_days(day, direction)
        return day, tuple(reasons)

    def add_open(self, day: date, count: int, direction: int = 1) -> date:
        """Give the `count`th open day after `day` (with -1: before it)."""
        for _ in range(count):
            day = self.next_open(add_days(day, direction), direction)[0]
        return day

    @lru_cache(maxsize=64)  # noqa: B019 - a calendar lives as long as the library that holds it
    def _year(self, year: int) -> dict[date, str]:
        around = [named for one in (year - 1, year, year + 1) for named in self._holidays(one)]
        return {day: name for day, name in around if day.year == year}

    def _holidays(self, year: int) -> Iterator[tuple[date, str]]:
        for holiday in self.file.holidays:
            day = _day_of(holiday, year)
            if (holiday.from_ and day < holiday.from_) or (holiday.to and day > holiday.to):
                continue
            yield day, holiday.name
            observed = self._observed(day)
            if observed != day:
                yield observed, f"{holiday.name} (observed)"

    def _observed(self, day: date) -> date:
        if day.weekday() == 5 and self.file.saturday_observed == "friday_before":
            return add_days(day, -1)
        if day.weekday() == 6 and self.file.sunday_observed == "monday_after":
            return add_days(day, 1)
        return day


def _day_of(holiday: Holiday, year: int) -> date:
    if holiday.day is not None:
        return date(year, holiday.month, holiday.day)
    weekday = _WEEKDAYS.index(holiday.weekday or "monday")
    first = date(year, holiday.month, 1)
    if holiday.which == "last":
        last = last_of_month(first)
        return add_days(last, -((last.weekday() - weekday) % 7))
    return add_days(first, (weekday - first.weekday()) % 7 + 7 * _WHICH[holiday.which or "first"])
