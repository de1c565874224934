"""Count days, months and years the way the regulations count them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

MissingDay = Literal["last_day_of_month", "next_day"]


def add_days(day: date, days: int) -> date:
    """Move by calendar days; day 1 is the day after `day` (8 CFR 1.2)."""
    return day + timedelta(days)


def add_months(day: date, months: int, missing_day: MissingDay) -> date:
    """Move by whole months, also backward.

    `missing_day` says what a day that the month lacks (31 June, 29 February) becomes:
    the last day of that month, or the first day of the next.
    """
    year, month0 = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:  # every month has that day
        return date(year, month0 + 1, day.day)
    last = monthrange(year, month0 + 1)[1]
    if day.day <= last:
        return date(year, month0 + 1, day.day)
    end = date(year, month0 + 1, last)
    return end if missing_day == "last_day_of_month" else end + timedelta(days=1)


def add_years(day: date, years: int, missing_day: MissingDay) -> date:
    """Move by whole years; 29 February in a common year goes by `missing_day`."""
    if day.day <= 28:  # every year has that day
        return date(day.year + years, day.month, day.day)
    return add_months(day, 12 * years, missing_day)


def both_birthdays(born: date, years: int) -> tuple[date, date]:
    """Give the safe birthday and the later one that some assert; they differ for 29 February only."""
    safe = add_years(born, years, "last_day_of_month")
    return (safe, safe) if safe.day == born.day else (safe, add_years(born, years, "next_day"))


def days_between(earlier: date, later: date) -> int:
    """Count the days from one day to another, the first not counted."""
    return (later - earlier).days


def first_of_month(day: date) -> date:
    """Give the first day of the month of `day`."""
    return day.replace(day=1)


def last_of_month(day: date) -> date:
    """Give the last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def whole_years(born: date, day: date) -> int:
    """Give the age in completed years; who is born on 29 February turns on 1 March in common years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def whole_months(start: date, day: date) -> int:
    """Give the completed months from `start` to `day`."""
    return (day.year - start.year) * 12 + day.month - start.month - (day.day < start.day)


def iso_day(text: str) -> date | None:
    """Read `2026-03-01`; None when the text is not a whole ISO date."""
    if len(text) != 10 or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
