"""Months and years as the regulations count them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immdesk.basics.dates import (
    add_months,
    add_years,
    days_between,
    first_of_month,
    iso_day,
    last_of_month,
    whole_months,
    whole_years,
)


@pytest.mark.parametrize(
    ("day", "months", "missing", "result"),
    [
        ("2026-01-31", 1, "last_day_of_month", "2026-02-28"),
        ("2026-01-31", 1, "next_day", "2026-03-01"),
        ("2026-08-31", -6, "last_day_of_month", "2026-02-28"),
        ("2026-08-31", -6, "next_day", "2026-03-01"),
        ("2026-10-01", -6, "last_day_of_month", "2026-04-01"),
        ("2026-12-15", 1, "next_day", "2027-01-15"),
        ("2024-02-29", 12, "last_day_of_month", "2025-02-28"),
        ("2024-02-29", 48, "next_day", "2028-02-29"),
        ("2026-01-15", -1, "next_day", "2025-12-15"),
    ],
)
def test_months_are_moved_and_a_missing_day_goes_as_said(day: str, months: int, missing, result: str):
    assert add_months(date.fromisoformat(day), months, missing).isoformat() == result


def test_years_ages_and_edges_of_months():
    assert add_years(date(2004, 2, 29), 21, "next_day") == date(2025, 3, 1)
    assert whole_years(date(2004, 6, 1), date(2025, 5, 31)) == 20
    assert whole_years(date(2004, 6, 1), date(2025, 6, 1)) == 21
    assert whole_months(date(2025, 1, 31), date(2025, 3, 30)) == 1
    assert first_of_month(date(2028, 2, 29)) == date(2028, 2, 1)
    assert last_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert days_between(date(2026, 3, 2), date(2026, 5, 28)) == 87


def test_only_whole_iso_days_are_read():
    assert iso_day("2026-03-01") == date(2026, 3, 1)
    assert [iso_day(text) for text in ("2026-3-1", "20260301", "2026-02-30", "2026-03", "D/S", "")] == [
        None
    ] * 6


@given(st.dates(date(1950, 1, 1), date(2080, 1, 1)), st.integers(-600, 600))
def test_the_two_readings_of_a_missing_day_are_one_day_apart_or_the_same(day: date, months: int):
    early, late = (add_months(day, months, how) for how in ("last_day_of_month", "next_day"))
    assert days_between(early, late) == (0 if early.day == day.day else 1)
