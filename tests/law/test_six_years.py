"""The six-year limit held against a slow day-by-day count, and what must hold for every traveller."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.law.find import evaluate_given

TODAY = date(2040, 1, 1)
"""A day on which every trip of these examples is over."""
DAY = timedelta(days=1)
FIRST = st.dates(date(2012, 1, 1), date(2020, 12, 31))
TRIP = st.tuples(st.integers(-30, 2400), st.integers(0, 90))
TRIPS = st.lists(TRIP, max_size=6)


def finding(library, rule: str, **inputs: object):
    return evaluate_given(library.rules[rule], inputs, TODAY, library)


def values(library, rule: str, **inputs: object) -> dict[str, object]:
    return {output.name: output.value for output in finding(library, rule, **inputs).outputs}


def rows(first: date, trips: list[tuple[int, int]]) -> list[dict[str, str]]:
    return [
        {"depart": str(first + after * DAY), "return": str(first + (after + length) * DAY)}
        for after, length in trips
    ]


def slow_limit(first: date, trips: list[tuple[int, int]]) -> date:
    """Walk day by day until 6 years' worth of days were spent here."""
    away = {first + (after + day) * DAY for after, length in trips for day in range(1, length)}
    left = (date(first.year + 6, first.month, first.day) - first).days
    day = first - DAY
    while left:
        day += DAY
        left -= day not in away
    return day


@settings(deadline=None)
@given(FIRST.filter(lambda day: (day.month, day.day) != (2, 29)), TRIPS)
def test_the_limit_is_where_a_count_day_by_day_ends(library, first, trips):
    got = values(library, "h1b-six-year-max", first_h_or_l_admission=first, trips=rows(first, trips))
    assert got["max_out"] == slow_limit(first, trips)
    assert got["max_out"] == got["base_end"] + got["recapture_days"] * DAY


@settings(deadline=None)
@given(FIRST, TRIPS, st.randoms(use_true_random=False))
def test_the_order_of_trips_never_matters(library, first, trips, chance):
    mixed = list(trips)
    chance.shuffle(mixed)
    one = values(library, "h1b-six-year-max", first_h_or_l_admission=first, trips=rows(first, trips))
    other = values(library, "h1b-six-year-max", first_h_or_l_admission=first, trips=rows(first, mixed))
    assert one == other


@settings(deadline=None)
@given(FIRST, TRIPS, TRIP)
def test_another_trip_never_shortens_the_stay(library, first, trips, more):
    one = values(library, "h1b-six-year-max", first_h_or_l_admission=first, trips=rows(first, trips))
    other = values(
        library, "h1b-six-year-max", first_h_or_l_admission=first, trips=rows(first, [*trips, more])
    )
    assert one["max_out"] <= other["max_out"]


@settings(deadline=None)
@given(FIRST, TRIPS)
def test_one_unbroken_status_changes_nothing(library, first, trips):
    held = [{"status": "H-1B", "from": str(first), "until": None}]
    inputs = {"first_h_or_l_admission": first, "trips": rows(first, trips)}
    plain = values(library, "h1b-six-year-max", **inputs)
    assert values(library, "h1b-six-year-max", **inputs, status_periods=held) == plain


@settings(deadline=None)
@given(FIRST, st.integers(30, 900), st.integers(1, 900))
def test_time_as_a_student_in_between_moves_the_limit_by_just_its_days(library, first, after, length):
    student, back = first + after * DAY, first + (after + length) * DAY
    held = [
        {"status": "H-1B", "from": str(first), "until": str(student - DAY)},
        {"status": "F-1", "from": str(student), "until": "D/S"},
        {"status": "H1B", "from": str(back), "until": None},
    ]
    inputs = {"first_h_or_l_admission": first, "trips": []}
    plain = values(library, "h1b-six-year-max", **inputs)["max_out"]
    got = values(library, "h1b-six-year-max", **inputs, status_periods=held)["max_out"]
    assert got == plain + length * DAY


@settings(deadline=None)
@given(FIRST, TRIPS)
def test_the_days_given_back_are_those_of_the_helper_rule(library, first, trips):
    inside = [one for one in trips if one[0] + one[1] < 2000]
    got = values(library, "h1b-six-year-max", first_h_or_l_admission=first, trips=rows(first, inside))
    days = values(library, "h1b-recapture-days", window_start=first, trips=rows(first, inside))["days"]
    assert got["recapture_days"] == days


@pytest.mark.parametrize(
    ("trips", "said"),
    [
        ([{"depart": "2022-05-20", "return": "2022-05-02"}], "ends before it begins"),
        ([{"depart": "2022-05-20"}], "has no day of return"),
        ([{"return": "2022-05-20"}], "has no day of departure"),
        ([{"depart": "2022-05-20", "return": "2022-05-21"}], "lasted one night"),
        (
            [
                {"depart": "2022-05-01", "return": "2022-05-20"},
                {"depart": "2022-05-10", "return": "2022-05-25"},
            ],
            "overlaps another",
        ),
        ([{"depart": "2021-05-01", "return": "2022-05-20"}], "a whole year or more"),
    ],
)
def test_what_is_odd_about_a_trip_is_said(library, trips, said):
    got = finding(library, "h1b-six-year-max", first_h_or_l_admission=date(2020, 10, 1), trips=trips)
    assert got.outcome == "found"
    assert said in got.note


def test_a_status_whose_first_day_is_missing_is_asked_for(library):
    held = [
        {"status": "H-1B", "until": "2021-12-31"},
        {"status": "H-1B", "from": "2022-01-01", "until": None},
    ]
    got = finding(
        library, "h1b-six-year-max", first_h_or_l_admission=date(2020, 10, 1), trips=[], status_periods=held
    )
    assert (got.outcome, got.ask) == ("ask", frozenset({"person.status_periods"}))


def test_statuses_that_overlap_are_named_and_count_as_h_time(library):
    held = [
        {"status": "H-1B", "from": "2020-10-01", "until": "2022-09-30"},
        {"status": "F-1", "from": "2022-06-01", "until": "2022-12-31"},
        {"status": "H-1B", "from": "2023-01-01", "until": None},
    ]
    got = finding(
        library, "h1b-six-year-max", first_h_or_l_admission=date(2020, 10, 1), trips=[], status_periods=held
    )
    assert "overlaps the one before" in got.note
    assert got.outputs[-1].value == date(2026, 12, 31)  # the 92 days of October to December 2022
