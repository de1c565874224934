"""Properties of the students' rules that hold for every student, against a slow count day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
DAYS = st.dates(date(2016, 1, 1), date(2035, 12, 31))
SPANS = st.lists(st.tuples(st.integers(-40, 400), st.integers(0, 120)), max_size=5)


def values(library, rule: str, **given_values: Any) -> dict[str, Any]:
    finding = evaluate_given(library.rules[rule], given_values, TODAY, library)
    return {output.name: output.value for output in finding.outputs}


def jobs(start: date, spans: list[tuple[int, int]]) -> list[dict[str, date]]:
    return [{"start": start + first * DAY, "end": start + (first + length) * DAY} for first, length in spans]


def idle(library, start: date, rows: list[dict[str, date]], as_of: date) -> dict[str, Any]:
    return values(
        library, "f1-opt-unemployment", ead_start=start, first_job_start=None, jobs=rows, limit=90,
        as_of=as_of,
    )  # fmt: skip


@settings(deadline=None)
@given(DAYS, SPANS, st.integers(0, 500))
def test_days_without_a_job_are_those_that_a_slow_count_finds(library, start, spans, length):
    rows, as_of = jobs(start, spans), start + length * DAY
    end = max([as_of, *(row["start"] - DAY for row in rows)])
    slow = sum(
        not any(row["start"] <= start + place * DAY <= row["end"] for row in rows)
        for place in range((end - start).days + 1)
    )
    found = idle(library, start, rows, as_of)
    assert found["days"] == slow
    assert found["exceeded"] is (slow > 90)


@settings(deadline=None)
@given(DAYS, SPANS, st.randoms())
def test_the_order_of_jobs_never_matters_and_another_job_never_adds_days(library, start, spans, chance):
    rows = jobs(start, spans)
    mixed = list(rows)
    chance.shuffle(mixed)
    as_of = start + 700 * DAY
    assert idle(library, start, rows, as_of) == idle(library, start, mixed, as_of)
    assert idle(library, start, rows[1:], as_of)["days"] >= idle(library, start, rows, as_of)["days"]


@settings(deadline=None)
@given(DAYS)
def test_a_job_on_the_last_day_keeps_the_limit_and_a_day_later_breaks_it(library, start):
    plain = {"ead_start": start, "limit": 90}
    by = values(library, "f1-opt-unemployment", **plain, first_job_start=None)["must_start_by"]
    for day, exceeded in ((by, False), (by + DAY, True)):
        found = values(library, "f1-opt-unemployment", **plain, first_job_start=day)
        assert found["exceeded"] is exceeded


@settings(deadline=None)
@given(DAYS, DAYS)
def test_a_window_never_outlasts_either_of_its_limits(library, end, recommended):
    opt = values(library, "f1-opt-window", program_end=end, dso_recommendation=recommended)
    assert opt["last_day"] == min(end + 60 * DAY, recommended + 30 * DAY)
    stem = values(library, "stem-opt-window", opt_end=end, dso_recommendation=recommended)
    assert stem["last_day"] == min(end, recommended + 60 * DAY)
    assert opt["earliest"] == stem["earliest"] == end - 90 * DAY


@settings(deadline=None)
@given(DAYS)
def test_the_stem_extension_lasts_two_years_and_its_reports_fall_within(library, end):
    period = values(library, "stem-opt-period", opt_end=end)
    assert 729 <= (period["end"] - end).days <= 731
    found = values(library, "stem-validation-reports", stem_start=period["start"])
    days = (*found["reporting_dates_first3"], found["final_reporting_date"])
    assert period["start"] < days[0] < days[1] < days[2] < days[3] == period["end"]
    for name, day in zip(("first_due", "second_due", "third_due", "final_due"), days, strict=True):
        assert not library.closures["federal"].why_closed(found[name])
        assert 12 <= (found[name] - day).days <= 18


@settings(deadline=None)
@given(DAYS, st.integers(0, 800))
def test_the_two_year_bar_ends_on_the_day_it_says(library, end, later):
    base = {"prior_category": "research_scholar", "prior_end": end, "new_category": "professor"}
    start = end + later * DAY
    found = values(library, "j1-24-month-bar", **base, new_start=start)
    assert found["barred"] is (start < found["free_from"])
    assert (found["free_from"].month, found["free_from"].day) in ((end.month, end.day), (3, 1))
