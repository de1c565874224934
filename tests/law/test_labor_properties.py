"""Properties of the labor rules, held against slow day-by-day reckonings."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
DAYS = st.dates(date(2021, 1, 1), date(2034, 12, 31))
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
A_DAY = timedelta(days=1)


def values(library, rule: str, **inputs: Any) -> dict[str, Any]:
    finding = evaluate_given(library.rules[rule], inputs, TODAY, library)
    return {output.name: output.value for output in finding.outputs}


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=one) for one in range((last - first).days + 1)]


@settings(deadline=None, max_examples=60)
@given(DAYS)
@example(date(2027, 12, 20))
@example(date(2026, 7, 4))
def test_a_notice_stays_for_ten_business_days_of_which_the_last_is_one(library, start):
    closed = library.closures["federal"].why_closed
    last = values(library, "perm-nof", start=start, open_weekends_holidays=False)["tenth_business_day"]
    assert len([day for day in days(start, last) if not closed(day)]) == 10
    assert not closed(last)
    every = values(library, "perm-nof", start=start, open_weekends_holidays=True)["tenth_business_day"]
    assert every == start + timedelta(days=9) <= last


@settings(deadline=None, max_examples=60)
@given(DAYS, st.sets(st.sampled_from(WEEK), min_size=1), st.sets(st.integers(1, 25), max_size=12))
def test_the_i9_is_due_on_the_third_working_day_after_the_hire(library, hired, works, closed_after):
    closed = sorted((hired + timedelta(days=one) for one in closed_after), reverse=True)
    given_days = {"hire_date": hired, "employer_days": sorted(works), "closed_dates": closed}
    due = values(library, "i9-section2", **given_days)["due"]
    working = [day for day in days(hired + A_DAY, due) if WEEK[day.weekday()] in works and day not in closed]
    assert len(working) == 3
    assert working[-1] == due
    assert values(library, "everify-case", **given_days)["due"] == due
    assert values(library, "i9-section2", **{**given_days, "closed_dates": []})["due"] <= due


STARTS = st.dates(date(2027, 12, 1), date(2028, 3, 31))
LENGTHS = st.integers(0, 60)
SPANS = st.builds(lambda start, length: {"start": start, "end": start + timedelta(length)}, STARTS, LENGTHS)


@st.composite
def recruitments(draw: st.DrawFn) -> dict[str, Any]:
    return {
        "job_order": draw(SPANS),
        "nof": draw(SPANS),
        "sunday_ads": draw(st.lists(STARTS, min_size=1, max_size=3)),
        "additional": draw(st.lists(SPANS, max_size=4)),
    }


def may_file(day: date, steps: dict[str, Any]) -> bool:
    """Say, word for word from 20 CFR 656.17(e), whether a day is one for filing."""
    mandatory = [steps["job_order"], steps["nof"], *({"start": ad, "end": ad} for ad in steps["sunday_ads"])]
    waited = all((day - one["end"]).days >= 30 for one in mandatory)
    fresh = all((day - one["start"]).days <= 180 for one in [*mandatory, *steps["additional"]])
    late = [one for one in steps["additional"] if (day - one["start"]).days < 30]
    return waited and fresh and len(late) <= 1 and all(one["end"] <= day for one in steps["additional"])


@settings(deadline=None, max_examples=60)
@given(recruitments())
def test_the_filing_window_is_the_span_of_days_that_the_regulation_allows(library, steps):
    found = values(library, "perm-filing-window", **steps)
    allowed = [day for day in days(date(2027, 12, 1), date(2029, 1, 31)) if may_file(day, steps)]
    assert found["day_left"] is bool(allowed)
    if allowed:
        assert (found["earliest"], found["latest"]) == (allowed[0], allowed[-1])


@settings(deadline=None, max_examples=30)
@given(recruitments(), SPANS)
def test_neither_the_order_of_the_steps_nor_one_more_step_opens_more_days(library, steps, more):
    plain = values(library, "perm-filing-window", **steps)
    turned = {**steps, "sunday_ads": steps["sunday_ads"][::-1], "additional": steps["additional"][::-1]}
    assert values(library, "perm-filing-window", **turned) == plain
    wider = values(library, "perm-filing-window", **{**steps, "additional": [*steps["additional"], more]})
    assert wider["earliest"] >= plain["earliest"]
    assert wider["latest"] <= plain["latest"]


@settings(deadline=None, max_examples=60)
@given(DAYS, st.integers(0, 400), DAYS, DAYS)
def test_the_wage_determination_is_linked_by_recruitment_or_by_filing(library, start, length, first, filed):
    end = start + timedelta(days=length)
    found = values(
        library, "perm-pwd-link", pwd_start=start, pwd_end=end, first_recruitment=first, filing=filed
    )
    assert found["ok"] is (start <= first <= end or start <= filed <= end)


def months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@settings(deadline=None, max_examples=80)
@given(DAYS)
@example(date(2026, 8, 29))
@example(date(2028, 8, 29))
@example(date(2026, 8, 31))
def test_the_lca_opens_on_the_first_day_from_which_six_months_reach_the_start(library, start):
    slow = next(day for day in days(start - timedelta(190), start) if months_later(day, 6) >= start)
    found = values(library, "lca-earliest", start_date=start)
    assert found["earliest"] == slow
    assert slow <= found["by_180_days"] <= slow + timedelta(days=4)


@settings(deadline=None, max_examples=60)
@given(DAYS)
@example(date(2027, 12, 30))
def test_a_public_access_file_is_due_on_the_next_day_that_is_open(library, filed):
    closed = library.closures["federal"].why_closed
    due = values(library, "lca-paf-available", lca_filed=filed)["available_by"]
    assert due > filed
    assert [day for day in days(filed + A_DAY, due) if not closed(day)] == [due]


@settings(deadline=None, max_examples=60)
@given(DAYS)
def test_a_certification_lasts_180_days_and_paper_may_come_on_the_next_open_day(library, certified):
    found = values(library, "perm-cert-validity", certified=certified)
    raw, paper = found["raw_last_day"], found["paper_i140_timely_through"]
    closed = library.closures["federal"].why_closed
    assert (raw - certified).days == 180
    assert not closed(paper)
    between = days(raw, paper) if raw <= paper else days(paper, raw)
    assert all(closed(day) for day in between if day != paper)
    assert (paper >= raw) is (certified >= date(2022, 9, 30) or not closed(raw))


@settings(deadline=None, max_examples=60)
@given(DAYS, st.integers(0, 3000))
@example(date(2024, 2, 29), 100)
@example(date(2024, 2, 29), 1461)
def test_an_i9_is_kept_for_both_counts_and_never_shorter(library, hired, worked):
    ended = hired + timedelta(days=worked)
    until = values(library, "i9-retention", hired=hired, terminated=ended)["retain_until"]
    assert until == max(months_later(hired, 36), months_later(ended, 12))
    longer = values(library, "i9-retention", hired=hired, terminated=ended + A_DAY)["retain_until"]
    assert longer >= until
