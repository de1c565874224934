"""Grace, waiting extensions, cap gap, AC21 and unlawful presence: what must hold for everybody."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
DAY = timedelta(days=1)
DAYS = st.dates(date(2018, 1, 1), date(2032, 12, 31))


def values(library, rule: str, **inputs: object) -> dict[str, object]:
    finding = evaluate_given(library.rules[rule], inputs, TODAY, library)
    return {output.name: output.value for output in finding.outputs}


@settings(deadline=None)
@given(DAYS, st.one_of(st.none(), DAYS))
def test_grace_never_passes_sixty_days_nor_the_validity(library, ended, validity):
    end = values(library, "grace-60-day", last_employment_day=ended, validity_end=validity)["grace_end"]
    assert end <= ended + 60 * DAY
    assert validity is None or end <= validity


@settings(deadline=None)
@given(DAYS, st.integers(-20, 5), st.integers(-10, 300))
def test_work_while_an_extension_waits_stops_once_and_for_all(library, end, filed, later):
    base = {
        "i94_end": end,
        "extension_filed": end + filed * DAY,
        "same_employer": True,
        "decision_date": None,
    }
    on = values(library, "work-240-day", **base, on_date=end + later * DAY)["authorized"]
    allowed = 239 if filed <= 0 else 0
    assert on is (later <= allowed)


@settings(deadline=None)
@given(st.integers(2019, 2031), st.dates(date(2018, 1, 1), date(2026, 12, 31)), DAYS)
def test_the_cap_gap_ends_on_the_first_of_april_or_before(library, year, as_of, start):
    inputs = {
        "fiscal_year": year, "opt_end": date(year - 1, 6, 15), "petition_filed": date(year - 1, 4, 10),
        "change_of_status": True, "approved_start": start, "as_of": as_of,
    }  # fmt: skip
    end = date(year, 4, 1) if as_of >= date(2025, 1, 17) else date(year - 1, 10, 1)
    got = values(library, "h1b-cap-gap", **inputs)
    assert got["until"] == min(end, start)
    assert got["last_day"] == got["until"] - DAY


@settings(deadline=None)
@given(
    st.lists(st.tuples(DAYS, st.sampled_from(["pending", "approved", "denied", "expired"])), max_size=4), DAYS
)
def test_another_dead_filing_helps_nobody_and_a_live_one_never_hurts(library, filings, start):
    rows = [{"filed": str(day), "status": status} for day, status in filings]
    got = values(library, "h1b-ac21-106a", filings=rows, requested_start=start)
    live = [day for day, status in filings if status in ("pending", "approved")]
    first = min(live) + 365 * DAY if live else None
    assert got["eligible"] is (first is not None and start >= first)
    if first:
        assert got["earliest_exempt_start"] == first


@settings(deadline=None)
@given(DAYS)
def test_six_months_before_is_never_too_early_and_180_days_never_earlier(library, start):
    got = values(library, "h1b-earliest-filing", start_date=start)
    assert 0 <= (got["cautious"] - got["earliest"]).days <= 4
    assert 180 <= (start - got["earliest"]).days <= 184


@settings(deadline=None)
@given(DAYS, st.integers(0, 500))
def test_the_bar_only_grows_with_the_days(library, end, stayed):
    bars = ["none", "3-year", "10-year"]
    now = values(library, "unlawful-presence-bars", authorized_stay_end=end, departed=end + stayed * DAY)
    later = values(
        library, "unlawful-presence-bars", authorized_stay_end=end, departed=end + (stayed + 1) * DAY
    )
    assert now["unlawful_days"] == stayed
    assert bars.index(now["bar"]) <= bars.index(later["bar"])
    assert (now["bar"] == "none") is (stayed <= 180)


@settings(deadline=None)
@given(DAYS, st.integers(0, 700))
def test_who_leaves_by_the_planning_day_has_no_bar_and_a_day_later_has_one(library, end, stayed):
    here = values(
        library, "unlawful-presence-bars", authorized_stay_end=end, departed=None, as_of=end + stayed * DAY
    )
    for name, bar in (("leave_by", "none"), ("leave_before_ten_years", "3-year")):
        if name in here:
            last = here[name]
            on = values(library, "unlawful-presence-bars", authorized_stay_end=end, departed=last)
            after = values(library, "unlawful-presence-bars", authorized_stay_end=end, departed=last + DAY)
            assert on["bar"] == bar
            assert after["bar"] != bar


@settings(deadline=None)
@given(DAYS)
def test_perm_filed_by_its_day_is_a_year_old_when_the_exempt_year_begins(library, limit):
    by = values(library, "perm-by", max_out=limit)["perm_by"]
    rows = [{"filed": str(by), "status": "pending"}]
    after = {"filings": rows, "requested_start": limit + DAY}
    assert values(library, "h1b-ac21-106a", **after)["eligible"] is True
    late = {"filings": [{"filed": str(by + DAY), "status": "pending"}], "requested_start": limit + DAY}
    assert values(library, "h1b-ac21-106a", **late)["eligible"] is False


def test_what_is_remembered_of_a_finding_does_not_hold_the_day_on_which_it_was_made(library):
    inputs = {"i94_end": date(2026, 1, 31), "extension_filed": date(2026, 1, 15), "same_employer": True}
    one = evaluate_given(library.rules["work-240-day"], inputs, TODAY, library)
    next_day = evaluate_given(library.rules["work-240-day"], inputs, TODAY + DAY, library)
    assert one.inputs == next_day.inputs
    assert "on_date" not in dict(one.inputs)
