"""From when a visa was available on the chart that USCIS named, for who filed under the policy of 2023."""

from __future__ import annotations

from datetime import date

from immdesk.basics.unknown import NONE
from immdesk.records.residents import in_use_words

CASE = {
    "category": "F2A", "chargeability": "MEXICO", "filing_place": "adjustment",
    "priority_date": date(2022, 3, 1), "petition_approved_on": date(2024, 4, 15),
}  # fmt: skip
FILED = [{"form": "I-485", "received_on": date(2024, 6, 20)}]
CELL = ("F2A", "MEXICO")
CHARTS = {
    ("2024-04", "final_action", *CELL): "2021-01-01",
    ("2024-05", "dates_for_filing", *CELL): "2022-03-01",
    ("2024-06", "dates_for_filing", *CELL): "2022-09-01",
    ("2024-06", "final_action", *CELL): "2021-01-01",
}
NAMED = {("2024-04", "family"): "final_action"} | {
    (month, "family"): "dates_for_filing" for month in ("2024-05", "2024-06")
}


def in_use(case=CASE, filings=FILED, charts=CHARTS, named=NAMED):
    return in_use_words(case, filings, charts, named).get("visa_available_in_use_on")


def test_the_first_month_that_was_current_on_the_chart_named_counts():
    assert in_use() == date(2024, 6, 1)  # in May the cutoff was the priority date itself: not yet


def test_a_month_that_nobody_entered_is_not_guessed():
    holes = {key: cutoff for key, cutoff in CHARTS.items() if key[0] != "2024-05"}
    assert in_use(charts=holes) is None


def test_nothing_counts_abroad_before_a_filing_or_where_no_chart_is_recorded():
    assert in_use(filings=[]) == NONE
    assert in_use({**CASE, "filing_place": "consulate"}) == NONE
    assert in_use(named={}) == NONE
