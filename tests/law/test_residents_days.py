"""Residents' days against a slow reckoning: windows, naturalization, absences, ages, visas."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
ONE = timedelta(days=1)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
TRIPS = st.lists(
    st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 500)), min_size=0, max_size=6
)


def finding(library, rule: str, **given_values: object):
    return evaluate_given(library.rules[rule], given_values, TODAY, library)


def values(library, rule: str, **given_values: object) -> dict[str, object]:
    return {one.name: one.value for one in finding(library, rule, **given_values).outputs}


def rows(trips: list[tuple[date, int]]) -> list[dict[str, date]]:
    return [{"depart": left, "return": left + timedelta(days=days)} for left, days in trips]


def same_day_later(day: date, years: int) -> date:
    """Walk on day by day to the anniversary; of February 29 to the next day there is."""
    wanted = (day.month, day.day) if (day.month, day.day) != (2, 29) else (3, 1)
    found = date(day.year + years, 1, 1)
    while (found.month, found.day) != wanted and (found.month, found.day) != (day.month, day.day):
        found += ONE
    return found


@settings(deadline=None)
@given(DAYS)
def test_a_conditional_window_has_ninety_days_and_its_safe_day_lies_inside(library, expires):
    found = values(library, "i751-window", conditional_expires=expires)
    assert found["closes"] - found["opens"] == timedelta(days=90)
    assert found["opens"] < found["last_safe_day"] < found["closes"] == expires
    latest = found.get("paper_latest", expires)
    assert expires <= latest <= expires + timedelta(days=4)
    assert latest.weekday() < 5


@settings(deadline=None)
@given(DAYS, st.integers(-60, 60))
def test_a_misprinted_card_never_widens_the_window(library, since, off):
    anniversary = values(library, "i829-window", conditional_since=since)["second_anniversary"]
    printed = anniversary + timedelta(days=off)
    found = values(library, "i751-window", conditional_expires=printed, conditional_since=since)
    assert found["opens"] >= printed - timedelta(days=90)
    assert found["closes"] <= min(printed, anniversary)


@settings(deadline=None)
@given(DAYS, st.sampled_from((3, 5)))
def test_naturalization_opens_ninety_days_before_the_anniversary(library, since, years):
    found = values(library, "n400-early-filing", lpr_since=since, years=years)
    assert found["anniversary"] == same_day_later(since, years)
    assert found["earliest"] + timedelta(days=90) == found["anniversary"]


@settings(deadline=None)
@given(DAYS, DAYS, DAYS)
def test_no_fact_about_the_marriage_makes_three_years_open_sooner(library, since, union, citizen):
    plain = values(library, "n400-early-filing", lpr_since=since, years=3)["earliest"]
    whole = {"lpr_since": since, "years": 3, "union_since": union, "spouse_citizen_since": citizen}
    expected = max(plain, same_day_later(union, 3), same_day_later(citizen, 3))
    assert values(library, "n400-early-filing", **whole)["earliest"] == expected


@settings(deadline=None)
@given(TRIPS, st.randoms())
def test_days_abroad_are_the_whole_days_of_all_trips_in_any_order(library, trips, chance):
    slow = {left + timedelta(days=number) for left, days in trips for number in range(1, max(days, 1))}
    shuffled = rows(trips)
    chance.shuffle(shuffled)
    assert values(library, "nat-physical-presence", trips=shuffled)["days_abroad"] == len(slow)


@settings(deadline=None)
@given(TRIPS, st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(0, 500)))
def test_another_trip_never_adds_days_here_nor_brings_filing_nearer(library, trips, more):
    few, many = rows(trips), rows([*trips, more])
    rule, filing = "nat-physical-presence", date(2026, 6, 1)
    before = values(library, rule, trips=few, filing_date=filing)["days_present"]
    assert values(library, rule, trips=many, filing_date=filing)["days_present"] <= before
    rule, name = "nat-continuous-residence-break", "without_presumption"
    first = values(library, rule, trips=few).get(name, date.min)
    assert values(library, rule, trips=many).get(name, date.max) >= first


@settings(deadline=None)
@given(TRIPS)
def test_only_an_absence_of_more_than_180_days_matters_to_continuous_residence(library, trips):
    days = sorted(rows(trips), key=lambda row: row["depart"])
    apart = all(one["return"] <= two["depart"] for one, two in itertools.pairwise(days))
    found = finding(library, "nat-continuous-residence-break", trips=days)
    if apart:
        long = any(days > 180 for _left, days in trips)
        assert (found.outcome == "found") is long


@settings(deadline=None)
@given(st.dates(date(1995, 1, 1), date(2008, 12, 31)), st.integers(-400, 400))
def test_a_child_is_one_only_before_the_birthday(library, born, off):
    birthday = (
        date(born.year + 21, born.month, 28)
        if (born.month, born.day) == (2, 29)
        else same_day_later(born, 21)
    )
    day = birthday + timedelta(days=off)
    for rule, name, result in (
        ("cspa-ir-freeze", "i130_filed", "child"),
        ("cspa-asylee-refugee", "principal_i589_filed", "child"),
        ("cspa-f2a-naturalization", "naturalized_on", "immediate_relative"),
    ):
        assert values(library, rule, **{"dob": born, name: day})[result] is (off < 0)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("principal", "INDIA"),
        ("spouse", "INDIA"),
        ("parent", "INDIA"),
        ("child", "ALL"),
        ("derivative_child", "ALL"),
    ],
)
def test_only_a_child_may_use_another_generation(library, role, expected):
    chart = {"INDIA": "2013-07-15", "CHINA": "U", "ALL": "C"}
    given_values = {"role": role, "own_country": "India", "spouse_country": "China", "child_country": "Peru"}
    found = values(library, "cross-chargeability", **given_values, priority_date="2020-01-01", cutoffs=chart)
    assert found["chargeable_to"] == expected
    assert found["current"] is (expected == "ALL")


@pytest.mark.parametrize(
    "others", ["ALL", "ROW", "rest_of_world", "All Chargeability Areas", "other", "worldwide"]
)
def test_a_country_that_is_not_listed_goes_with_all_others(library, others):
    chart = {"CHINA-mainland born": "2013-07-15", others: "2024-04-01"}
    for country, expected in (("France", others), ("China", "CHINA-mainland born")):
        given_values = {"role": "principal", "own_country": country, "priority_date": "2020-01-01"}
        assert (
            values(library, "cross-chargeability", **given_values, cutoffs=chart)["chargeable_to"] == expected
        )


@settings(deadline=None)
@given(DAYS, st.integers(1, 800), st.integers(0, 800))
def test_seeking_residence_is_never_due_after_a_year_of_availability(library, available, gone, away):
    until = available + timedelta(days=gone)
    again = until + timedelta(days=away)
    found = values(
        library,
        "cspa-sought-to-acquire",
        visa_available=available,
        unavailable_from=until,
        available_again=again,
    )
    start = again if found["restarted"] else available
    assert timedelta(days=363) <= found["seek_by"] - start <= timedelta(days=365)
    assert found["restarted"] is (
        until < date(available.year + 1, 3, 1) - ONE
        if (available.month, available.day) == (2, 29)
        else until < same_day_later(available, 1)
    )


def test_a_trip_that_ends_before_it_begins_is_said_and_the_others_are_counted(library):
    wrong = {"depart": date(2024, 5, 1), "return": date(2024, 4, 1)}
    found = finding(library, "nat-physical-presence", trips=[wrong, *rows([(date(2024, 3, 1), 9)])])
    assert {one.name: one.value for one in found.outputs}["days_abroad"] == 8
    assert "ends before it begins" in found.note


def test_what_nobody_recorded_is_named_and_the_plain_rule_counted(library):
    found = finding(library, "n400-early-filing", lpr_since=date(2023, 9, 1), years=3)
    assert found.outcome == "found"
    assert {"person.spouse_citizen_since", "person.current_marriage.married_on"} <= found.assumed


def test_a_long_absence_carries_its_warning(library):
    found = finding(
        library, "nat-continuous-residence-break",
        return_date=date(2022, 1, 15), absence_at_least_one_year=True, years=5,
    )  # fmt: skip
    assert found.note.startswith("WARNING")
    assert {one.name: one.value for one in found.outputs}["without_presumption"] == date(2026, 7, 16)
