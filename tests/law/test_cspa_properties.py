"""Properties of the CSPA count that hold for every family."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.law.find import evaluate_given

TODAY = date(2026, 11, 21)
BORN = st.dates(date(1995, 1, 1), date(2015, 12, 31))
FILED = st.dates(date(2010, 1, 1), date(2026, 1, 1))
WAIT = st.integers(0, 4000)


def values(library, **given_days: date) -> dict[str, object]:
    finding = evaluate_given(library.rules["cspa-age"], given_days, TODAY, library)
    return {output.name: output.value for output in finding.outputs}


@settings(deadline=None)
@given(BORN, FILED, WAIT)
def test_a_visa_before_the_day_of_ageing_out_protects_and_on_it_does_not(library, born, filed, wait):
    base = {"dob": born, "petition_filed": filed, "petition_approved": filed + timedelta(days=wait)}
    out = values(library, **base)["ages_out"]
    assert isinstance(out, date)
    for day, protected in ((out - timedelta(days=1), True), (out, False)):
        if day >= base["petition_approved"]:
            assert values(library, **base, bulletin_available=day)["under_21"] is protected


@settings(deadline=None)
@given(BORN, FILED, WAIT, st.integers(0, 3000))
def test_a_later_visa_never_makes_anybody_younger(library, born, filed, wait, later):
    approved = filed + timedelta(days=wait)
    base = {"dob": born, "petition_filed": filed, "petition_approved": approved}
    early = values(library, **base, bulletin_available=approved)
    late = values(library, **base, bulletin_available=approved + timedelta(days=later))
    assert early["adjusted_date"] <= late["adjusted_date"]
    assert early["under_21"] or not late["under_21"]
