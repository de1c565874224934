"""Answers that do not fit together are kept and marked, never corrected."""

from datetime import date

import pytest

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE
from immdesk.intake.checks import find, warnings

TODAY = date(2026, 11, 21)
BORN = {"born_on": date(1990, 5, 1)}


def found(person, **more):
    return dict(warnings(person, today=TODAY, **more))


@pytest.mark.parametrize(
    ("person", "place"),
    [
        ({"born_on": date(2027, 1, 1)}, "born_on"),
        ({**BORN, "naturalized_on": date(1980, 1, 1)}, "naturalized_on"),
        ({**BORN, "marriages": ({"married_on": date(1989, 1, 1)},)}, "marriages[0].married_on"),
        (
            {"marriages": ({"married_on": date(2020, 1, 2), "ended_on": date(2020, 1, 1)},)},
            "marriages[0].ended_on",
        ),
        ({"addresses": ({"from": date(2020, 1, 1), "until": PartialDate(2019)},)}, "addresses[0].until"),
        ({"addresses": ({}, {"from": date(2027, 1, 1)})}, "addresses[1].from"),
        ({**BORN, "children": ({"born_on": date(1989, 1, 1)},)}, "children[0].born_on"),
        ({**BORN, "father": {"born_on": PartialDate(1995)}}, "father.born_on"),
        (
            {"documents": ({"issued_on": date(2020, 1, 1), "expires_on": date(2019, 1, 1)},)},
            "documents[0].expires_on",
        ),
        (
            {"entries": ({"arrived_on": date(2020, 1, 1), "departed_on": date(2019, 1, 1)},)},
            "entries[0].departed_on",
        ),
        (
            {"trips": ({"departed_on": date(2020, 2, 1), "returned_on": date(2020, 1, 1)},)},
            "trips[0].returned_on",
        ),
    ],
)
def test_what_cannot_be_true_is_marked_where_it_stands(person, place):
    assert list(found(person)) == [place]


@pytest.mark.parametrize(
    "person",
    [
        {},
        {**BORN, "marriages": ({"married_on": PartialDate(1990)},)},
        {"addresses": ({"from": date(2020, 5, 1), "until": PartialDate(2020, 5)},)},
        {"addresses": ({"from": date(2020, 5, 1), "until": NONE},)},
        {**BORN, "children": ({"born_on": date(1989, 1, 1), "relationship": "stepchild"},)},
        {"entries": ({"arrived_on": date(2020, 1, 1), "departed_on": NONE},)},
        {"documents": ({"expires_on": date(2030, 1, 1)},)},
    ],
)
def test_what_may_be_true_is_left_alone(person):
    assert found(person) == {}


def test_a_child_is_compared_with_the_petitioner():
    petitioner = {"born_on": date(1995, 1, 1)}
    assert "older than the petitioner" in found(BORN, relationship="child", petitioner=petitioner)["born_on"]
    assert found(BORN, relationship="stepchild", petitioner=petitioner) == {}
    young = {"born_on": date(2000, 1, 1)}
    assert "younger" in found(young, relationship="parent", petitioner=petitioner)["born_on"]


def test_a_married_child_is_marked():
    person = {"marriages": ({"married_on": date(2020, 1, 1), "ended_on": NONE},)}
    assert "not a child" in found(person, relationship="child")["marriages[0].married_on"]
    assert found(person, relationship="spouse") == {}


def test_a_marriage_before_the_end_of_the_last_is_found_in_any_order():
    first = {"married_on": date(2010, 1, 1), "ended_on": date(2015, 1, 1)}
    second = {"married_on": PartialDate(2014), "ended_on": NONE}
    assert find("marriages_overlap", {"marriages": (second, first)}, TODAY)
    later = {"married_on": PartialDate(2015), "ended_on": NONE}
    assert not find("marriages_overlap", {"marriages": (later, first)}, TODAY)


def test_a_marriage_is_young_until_its_second_anniversary():
    def young(day):
        row = {"married_on": day, "ended_on": NONE}
        return find("married_less_than_two_years", {"marriages": (row,)}, TODAY)

    assert young(date(2024, 11, 22))
    assert not young(date(2024, 11, 21))


def test_a_stay_has_ended_only_for_who_has_not_left():
    row = {"stay_until": date(2026, 1, 1), "departed_on": NONE}
    assert find("stay_has_ended", {"entries": (row,)}, TODAY)
    assert not find("stay_has_ended", {"entries": ({**row, "stay_until": "D/S"},)}, TODAY)
    assert not find("stay_has_ended", {"entries": ({**row, "departed_on": date(2026, 1, 1)},)}, TODAY)


def test_a_mark_stands_beside_the_answer_and_the_answer_stays(family):
    family.add_row("petitioner.marriages")
    family.set("petitioner.marriages[0].married_on", "2020-01-02")
    got = family.set("petitioner.marriages[0].ended_on", "2020-01-01")
    assert (got.question.level, got.question.message) == ("warn", "The end is before the beginning.")
    assert got.question.shown == "Wed Jan 1, 2020"
    moved = family.set("petitioner.marriages[0].married_on", "2019-12-31")
    assert moved.layout_changed
    assert family.question("petitioner.marriages[0].ended_on").level == "ok"
