"""Federal holidays: worked out for any year, with the days on which they are observed."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as public_holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.law.closures import Calendar

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@pytest.fixture(scope="session")
def federal(library) -> Calendar:
    return library.closures["federal"]


def kept_in(federal: Calendar, year: int) -> list[str]:
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(366))
    return [f"{day:%m-%d}" for day in days if day.year == year and federal.holiday(day) and day.weekday() < 5]


def test_the_holidays_of_2026_and_2027_are_those_of_the_published_lists(federal: Calendar):
    assert kept_in(federal, 2026) == [
        "01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25",
    ]  # fmt: skip
    assert kept_in(federal, 2027) == [
        "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24",
        "12-31",
    ]  # fmt: skip


@pytest.mark.parametrize("year", range(2021, 2036))
def test_every_holiday_is_that_of_the_public_list(federal: Calendar, year: int):
    listed = {
        day for day in public_holidays.country_holidays("US", years=[year, year + 1]) if day.year == year
    }
    days = (date(year, 1, 1) + timedelta(days=count) for count in range(366))
    assert {day for day in days if day.year == year and federal.holiday(day)} == listed


def test_juneteenth_is_a_holiday_from_2021_on(federal: Calendar):
    assert federal.holiday(date(2020, 6, 19)) == ""
    assert federal.holiday(date(2021, 6, 18)) == "Juneteenth (observed)"
    assert federal.holiday(date(2021, 6, 19)) == "Juneteenth"


def test_closings_by_order_count_only_when_the_office_says_so(federal: Calendar):
    christmas_eve = date(2025, 12, 24)
    assert federal.why_closed(christmas_eve) == ""
    assert Calendar(federal.file, count_orders=True).why_closed(christmas_eve) == "Closed by executive order"


def test_the_next_open_day_passes_over_an_observed_holiday_and_a_weekend(federal: Calendar):
    day, reasons = federal.next_open(date(2026, 7, 3))
    assert day == date(2026, 7, 6)
    assert reasons == ("Independence Day (observed)", "Independence Day", "Sunday")
    assert federal.next_open(date(2026, 7, 5), -1)[0] == date(2026, 7, 2)
    assert federal.add_open(date(2026, 7, 1), 2) == date(2026, 7, 6)


@settings(deadline=None)
@given(DAYS)
def test_a_roll_never_goes_backward_and_lands_on_an_open_day(federal: Calendar, day: date):
    rolled, reasons = federal.next_open(day)
    assert rolled >= day
    assert federal.why_closed(rolled) == ""
    assert (rolled == day) == (reasons == ())
    assert (rolled - day).days <= 5
    assert all(federal.why_closed(day + timedelta(days=count)) for count in range((rolled - day).days))


@settings(deadline=None)
@given(DAYS, st.integers(0, 30))
def test_open_days_are_counted_one_by_one(federal: Calendar, day: date, count: int):
    end = federal.add_open(day, count)
    between = (day + timedelta(days=number + 1) for number in range((end - day).days))
    assert sum(federal.why_closed(one) == "" for one in between) == count
