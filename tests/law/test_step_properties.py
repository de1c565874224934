"""Properties of the step words, against an independent slow reckoning."""

from __future__ import annotations

from datetime import date, timedelta

import holidays as public_holidays
import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.basics.dates import add_months
from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2021, 6, 18), date(2060, 12, 31))
LISTED = public_holidays.country_holidays("US", years=range(1989, 2063))


def gives(library, rule: str, **inputs: object) -> dict[str, object]:
    return {
        one.name: one.value for one in evaluate_given(library.rules[rule], inputs, TODAY, library).outputs
    }


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in LISTED


@settings(deadline=None)
@given(DAYS, st.integers(1, 200))
def test_a_period_ends_on_the_first_open_day_from_its_last(library, start, days):
    found = gives(library, "cal-day-count-roll", from_date=start, days=days)
    raw = start + timedelta(days=days)
    day = raw
    while not is_open(day):
        day += timedelta(days=1)
    assert (found["raw"], found["deadline"]) == (raw, day)


@settings(deadline=None)
@given(DAYS, st.integers(0, 100))
def test_mail_adds_three_days_before_the_roll_and_never_shortens(library, start, days):
    mailed = gives(library, "cal-mail-add3", notice_date=start, days=days, served_by="mail")["deadline"]
    handed = gives(library, "cal-mail-add3", notice_date=start, days=days, served_by="personal")["deadline"]
    longer = gives(library, "cal-mail-add3", notice_date=start, days=days + 3, served_by="personal")[
        "deadline"
    ]
    assert handed <= mailed == longer


@settings(deadline=None)
@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(1, 120))
def test_months_forward_end_with_the_month_and_back_are_the_earliest_that_reach(library, start, months):
    found = gives(library, "cal-month-arith", start=start, months=months)
    assert found["after"] == start + relativedelta(months=months)
    earliest = found["earliest_before"]
    assert earliest + relativedelta(months=months) >= start
    assert earliest - timedelta(days=1) + relativedelta(months=months) < start


@settings(deadline=None)
@given(DAYS, st.integers(0, 10))
def test_send_by_lies_so_many_open_days_before_an_open_day_that_never_rolls_forward(library, raw, courier):
    found = gives(library, "send-by", raw_last_day=raw, courier_days=courier)
    aim, send = found["aim"], found["send_by"]
    assert is_open(aim)
    assert is_open(send)
    assert send <= aim <= raw
    between = [send + timedelta(days=one) for one in range(1, (aim - send).days + 1)]
    assert sum(is_open(day) for day in between) == courier


@settings(deadline=None)
@given(DAYS, st.integers(0, 10))
def test_paper_is_in_time_until_the_first_open_day_from_the_raw_one(library, raw, late):
    received = max(raw + timedelta(days=late), date(2023, 3, 29))
    first_open = next(day for day in (raw + timedelta(days=one) for one in range(12)) if is_open(day))
    inputs = {"raw_last_day": raw, "received": received}
    assert gives(library, "uscis-paper-window-roll", **inputs, medium="paper")["timely"] is (
        received <= first_open
    )
    assert gives(library, "uscis-paper-window-roll", **inputs, medium="online")["timely"] is (received <= raw)


@pytest.mark.parametrize("months", [12, 24, 36, 48, -12, 6, -6])
def test_february_29_becomes_the_28th_or_march_1_and_stays_where_it_exists(months):
    born = date(2024, 2, 29)
    safe, late = (add_months(born, months, way) for way in ("last_day_of_month", "next_day"))
    if months in (48, 6, -6):
        assert safe == late
    else:
        assert (safe.month, safe.day, late.month, late.day) == (2, 28, 3, 1)


def test_every_holiday_from_1990_to_2060_is_that_of_the_public_list(library):
    """Juneteenth from 2021, no Inauguration Day, and the days on which those of a weekend are observed."""
    federal = library.closures["federal"]
    days = (
        date(1990, 1, 1) + timedelta(days=count)
        for count in range((date(2061, 1, 1) - date(1990, 1, 1)).days)
    )
    wrong = [day for day in days if bool(federal.holiday(day)) != (day in LISTED)]
    assert wrong == []
