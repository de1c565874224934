"""Answers that contradict one another, days before 1900, overlapping trips: said, kept, never corrected."""

from datetime import date

import pytest

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE
from immdesk.intake.checks import warnings

TODAY = date(2026, 11, 21)
HOME = {"kind": "residence", "until": NONE}


def found(person, **more):
    return dict(warnings(person, today=TODAY, **more))


@pytest.mark.parametrize(
    ("person", "place"),
    [
        ({"ever_arrested": True, "arrested_or_detained": False}, "arrested_or_detained"),
        ({"ever_removed": True, "removed_or_left_under_order": False}, "removed_or_left_under_order"),
        ({"ever_in_proceedings": True, "in_removal_proceedings": False}, "in_removal_proceedings"),
        (
            {"entries": ({"manner": "without_inspection"},), "entered_uninspected": False},
            "entered_uninspected",
        ),
        ({"arrests": ({"disposition": "convicted"},), "convicted": False}, "convicted"),
        (
            {
                "entries": ({"stay_until": date(2024, 1, 1), "departed_on": NONE},),
                "unlawfully_present": False,
            },
            "unlawfully_present",
        ),
        ({"entries": ({}, {}), "last_arrival_was_first": True}, "last_arrival_was_first"),
        ({"wants_ssn_card": True, "ssn_consent": False}, "ssn_consent"),
        ({"living_children": 1, "children": ({}, {})}, "living_children"),
        (
            {"addresses": ({**HOME, "from": date(2024, 1, 1)},), "five_years_at_home": True},
            "five_years_at_home",
        ),
        (
            {"addresses": ({**HOME, "from": PartialDate(2015)},), "five_years_at_home": False},
            "five_years_at_home",
        ),
        ({"born_on": date(1889, 3, 7)}, "born_on"),
        ({"marriages": ({"married_on": date(1820, 1, 1)},)}, "marriages[0].married_on"),
    ],
)
def test_a_contradiction_is_marked_where_the_form_would_print_it(person, place):
    assert list(found(person)) == [place]


@pytest.mark.parametrize(
    "person",
    [
        {"ever_arrested": True, "arrested_or_detained": True},
        {"ever_arrested": True},
        {"ever_in_proceedings": True, "proceedings_kind": "other", "in_removal_proceedings": False},
        {"arrests": ({"disposition": "no_charges"},), "convicted": False},
        {"addresses": ({**HOME, "from": PartialDate(2021)},), "five_years_at_home": True},
        {"trips": ({"departed_on": date(2020, 1, 1)}, {"departed_on": date(2020, 1, 1)})},
    ],
)
def test_what_may_be_true_is_not_marked(person):
    assert found(person) == {}


def test_overlapping_and_same_day_trips_are_marked_each_at_its_own_place():
    trips = (
        {"departed_on": date(2022, 5, 1), "returned_on": date(2022, 6, 1)},
        {"departed_on": date(2022, 5, 20), "returned_on": date(2022, 5, 20)},
    )
    assert found({"trips": trips}) == {
        "trips[1].returned_on": "This trip began and ended on the same day.",
        "trips[1].departed_on": "This trip begins before the one before it had ended.",
    }


@pytest.mark.parametrize(("relationship", "told"), [("spouse", True), ("child", True), ("parent", False)])
def test_somebody_older_than_the_petitioners_parent_is_told(relationship, told):
    petitioner = {"born_on": date(1990, 1, 1), "mother": {"born_on": PartialDate(1965)}}
    marks = found({"born_on": date(1960, 2, 3)}, relationship=relationship, petitioner=petitioner)
    assert ("older than a parent" in marks.get("born_on", "")) is told
