"""What the office can tell by itself of green cards, children's petitions, charts and countries of birth."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.unknown import NONE, Unknown
from immdesk.records import residents

CHART = {
    ("2026-03", "final_action", "F2A", "MEXICO"): "2022-01-01",
    ("2026-04", "final_action", "F2A", "MEXICO"): "2021-01-01",
    ("2026-05", "final_action", "F2A", "MEXICO"): "U",
    ("2026-06", "final_action", "F2A", "MEXICO"): "C",
    ("2026-06", "final_action", "F2A", "ALL"): "2024-02-01",
    ("2026-06", "dates_for_filing", "F2A", "ALL"): "C",
}
CASE = {
    "category": "F2A", "chargeability": "MEXICO", "chart": "final_action",
    "priority_date": date(2021, 6, 1), "visa_available_on": date(2026, 3, 1),
}  # fmt: skip


@pytest.mark.parametrize(
    ("issued", "expires", "conditional"),
    [
        (date(2024, 12, 20), date(2026, 12, 15), True),
        (date(2017, 6, 1), date(2027, 6, 1), False),
        (date(1990, 1, 1), NONE, False),
        (None, date(2027, 6, 1), Unknown("document.issued_on")),
        (None, None, Unknown("document.issued_on", "document.expires_on")),
    ],
)
def test_a_card_of_two_years_is_conditional(issued, expires, conditional):
    card = {"kind": "green_card", "issued_on": issued, "expires_on": expires}
    assert residents.card_words(card) == {"conditional": conditional}
    assert residents.card_words({**card, "kind": "passport"}) == {}


def test_a_child_has_the_day_of_the_own_petition_only():
    filings = [
        {"form": "I-130", "person_id": "mother", "received_on": date(2024, 1, 2)},
        {"form": "I-130", "person_id": "child", "received_on": date(2025, 1, 2)},
        {"form": "I-130", "person_id": "child", "received_on": None},
        {"form": "I-589", "person_id": "mother", "received_on": date(2023, 1, 2)},
    ]
    assert residents.petition_words(filings, "child") == {"petition_filed_on": date(2025, 1, 2)}
    assert residents.petition_words(filings, "other") == {"petition_filed_on": NONE}
    assert residents.asylum_words(filings)["i589_filed_on"] == date(2023, 1, 2)
    assert residents.asylum_words([]) == {"i589_filed_on": NONE, "refugee_interview_on": NONE}


def test_the_months_in_which_a_visa_went_away_and_came_back():
    found = residents.chart_words(CASE, CHART, date(2026, 6, 20))
    assert (found["visa_unavailable_on"], found["visa_available_again_on"]) == (
        date(2026, 4, 1),
        date(2026, 6, 1),
    )
    assert [(row["country"], row["cutoff"]) for row in found["chart_cutoffs"]] == [
        ("ALL", date(2024, 2, 1)),
        ("MEXICO", "C"),
    ]
    before = residents.chart_words(CASE, CHART, date(2026, 5, 20))
    assert before["visa_available_again_on"] == NONE
    assert residents.chart_words(CASE, CHART, date(2026, 3, 20))["visa_unavailable_on"] == NONE


def test_a_month_that_nobody_entered_ends_what_is_known():
    holes = {key: text for key, text in CHART.items() if key[0] != "2026-04"}
    assert "visa_unavailable_on" not in residents.chart_words(CASE, holes, date(2026, 6, 20))


@pytest.mark.parametrize(
    ("role", "child", "expected"),
    [("derivative", True, "child"), ("derivative", False, "spouse"), ("principal", True, "principal")],
)
def test_a_derivative_immigrates_as_spouse_or_child(role, child, expected):
    assert residents.role_words({"role": role, "is_child": child}) == {"immigrates_as": expected}


def test_there_is_a_country_to_choose_only_where_another_one_is_recorded():
    party = {"role": "principal", "immigrates_as": "principal"}
    spouse = {"relationship": "spouse", "birth_country": "Spain"}
    person = {"birth_country": "Mexico", "family_members": (spouse,)}
    assert residents.country_words(party, person) == {"country_to_choose": True}
    assert residents.country_words(party, {**person, "birth_country": "Spain"}) == {
        "country_to_choose": False
    }
    assert residents.country_words(party, {"birth_country": "Mexico"}) == {}
    assert residents.country_words({**party, "role": "petitioner"}, person) == {}
    child = {**person, "father": {"birth_country": "Mexico"}, "mother": {}}
    assert residents.country_words({"role": "derivative", "immigrates_as": "child"}, child) == {
        "country_to_choose": False
    }
