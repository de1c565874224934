"""A whole page of the form's questions answered by one deliberate no: each answer recorded as its own."""

from __future__ import annotations

import pytest


@pytest.fixture
def walk(begin):
    """A questionnaire about a spouse who adjusts."""
    begun = begin()
    begun.add_section("spouse")
    begun.set("case.filing_place", "adjustment")
    return begun


def test_nothing_is_answered_before_somebody_says_so(walk):
    assert len(walk.view("relatives[0]/security").open_no) == 16
    assert [path for path in walk.result().persons[1].facts if "intends" in path] == []


def test_one_no_answers_each_open_question_of_the_page_and_leaves_the_others(walk):
    walk.set("relatives[0].weapons_training", "yes")
    assert len(walk.say_no("relatives[0]/security")) == 15
    person = walk.result().persons[1]
    assert person.facts["person.weapons_training"] is True
    assert person.facts["person.intends_violence"] is False
    assert person.texts["person.intends_violence"] == "no"
    assert walk.view("relatives[0]/security").open_no == ()
    assert "person.torture" not in person.facts


def test_a_yes_asks_for_its_explanation_and_a_no_does_not(walk):
    keys = [one.key for one in walk.view("relatives[0]/security").blocks[0].questions]
    assert "relatives[0].weapons_training_explained" not in keys
    walk.set("relatives[0].weapons_training", "yes")
    assert "relatives[0].weapons_training_explained" in walk.missing_keys()


def test_a_yes_raises_a_flag_for_the_attorney(walk):
    walk.say_no("relatives[0]/security")
    assert not [one for one in walk.flags() if one.flag == "security_grounds"]
    walk.set("relatives[0].planned_violence", "yes")
    (raised,) = [one for one in walk.flags() if one.flag == "security_grounds"]
    assert "An attorney must see it" in raised.banner


def test_a_page_of_other_questions_offers_no_such_answer(walk):
    assert walk.view("relatives[0]/last-arrival").open_no == ()
    assert walk.say_no("relatives[0]/last-arrival") == ()


def test_somebody_who_goes_to_a_consulate_is_not_asked(walk):
    walk.set("case.filing_place", "consulate")
    shown = {one.id for one in walk.sections()}
    assert "relatives[0]/screening" in shown
    assert not {"relatives[0]/security", "relatives[0]/crimes", "relatives[0]/adjusting"} & shown
