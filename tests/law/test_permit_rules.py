"""Properties of the work permit's and asylum's rules that hold for every card."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.basics.unknown import NONE
from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
DAYS = st.dates(date(2017, 1, 17), date(2027, 12, 31))
CATEGORIES = st.sampled_from(("A05", "(a)(10)", "A17", "A18", "C08", "c9", "C26", "C33", "C03B", "C19"))
LISTED = ("A05", "A10", "A17", "A18", "C08", "C09", "C26", "C19")


def values(library, rule: str, **given_values: Any) -> dict[str, Any]:
    finding = evaluate_given(library.rules[rule], given_values, TODAY, library)
    return {output.name: output.value for output in finding.outputs}


def by_filing(filed: date) -> int:
    if filed >= date(2025, 10, 30):
        return 0
    return 540 if filed >= date(2022, 5, 4) else 180


@settings(deadline=None)
@given(CATEGORIES, DAYS, st.integers(-200, 200))
def test_a_renewal_carries_a_card_by_the_days_of_its_filing_or_not_at_all(library, category, filed, ahead):
    expires = filed + ahead * DAY
    found = values(
        library, "ead-auto-extension", category=category, card_expires=expires, renewal_filed=filed
    )
    plain = {"(a)(10)": "A10", "c9": "C09"}.get(category, category)
    days = by_filing(filed) if ahead > 0 and plain in LISTED else 0
    assert found["days"] == days
    assert found["extended_to"] == (expires + days * DAY if days else NONE)


@settings(deadline=None)
@given(DAYS, st.integers(1, 180), st.integers(-100, 900))
def test_a_spouse_of_a_worker_never_works_beyond_the_i94(library, filed, ahead, stay):
    expires = filed + ahead * DAY
    i94 = expires + stay * DAY
    given_values = {"card_expires": expires, "renewal_filed": filed, "i94_end": i94}
    held = values(library, "ead-auto-extension", category="C26", **given_values)["extended_to"]
    free = values(library, "ead-auto-extension", category="C09", **given_values)["extended_to"]
    assert held == NONE or (expires < held <= i94 and held <= free)


@settings(deadline=None)
@given(DAYS)
def test_the_year_for_asylum_ends_on_an_open_day_and_never_before_the_anniversary(library, arrival):
    deadline = values(library, "asylum-one-year", last_arrival=arrival)["deadline"]
    leap = (arrival.month, arrival.day) == (2, 29)
    anniversary = arrival.replace(year=arrival.year + 1, day=28 if leap else arrival.day)
    assert not library.closures["federal"].why_closed(deadline)
    assert anniversary <= deadline <= anniversary + 4 * DAY


@settings(deadline=None)
@given(DAYS, st.integers(0, 900))
def test_each_day_of_delay_moves_the_asylum_clock_by_a_day(library, received, delay):
    plain = values(library, "asylum-ead-clock", complete_filing_received=received)
    late = values(library, "asylum-ead-clock", complete_filing_received=received, applicant_delay_days=delay)
    for name, wait in (("earliest_i765", 150), ("earliest_grant", 180)):
        assert plain[name] == received + wait * DAY
        assert late[name] == plain[name] + delay * DAY


@settings(deadline=None)
@given(DAYS)
def test_an_exam_is_good_for_two_years_or_with_its_application(library, signed):
    found = values(library, "i693-validity", signed=signed, application_status="denied")
    if signed >= date(2023, 11, 1):
        assert "valid_through" not in found
        assert found["reusable"] is False
    else:
        assert 730 <= (found["valid_through"] - signed).days <= 731
