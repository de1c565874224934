"""A questionnaire file that does not hold is refused, with the place and a hint."""

import pytest

from immdesk.basics.problems import Problem
from immdesk.intake.form import load_forms
from immdesk.intake.plan import make_plan

SMALL = """
form: small
title: Small
case_type: small
edition: 1
sections: [{section: petitioner, title: Petitioner, role: petitioner, pages: [one]}]
pages: [{page: one, title: One, ask: [ASKED]}]
flags: [FLAG]
"""


def small(asked="person.sex", flag=""):
    return SMALL.replace("ASKED", asked).replace("[FLAG]", f"[{flag}]")


def planned(vocabulary, *given):
    return make_plan(load_forms([("small.yaml", small(*given))])["small"], vocabulary)


def test_an_unknown_key_is_told_with_its_line_and_the_nearest_key():
    with pytest.raises(Problem, match=r"small.yaml, line 7: .*requird.*Did you mean 'required'"):
        load_forms([("small.yaml", small("{ask: person.sex, requird: yes}"))])


def test_a_page_that_no_file_holds_is_told():
    with pytest.raises(Problem, match=r"page 'ones', which no file holds\. Did you mean 'one'"):
        load_forms([("small.yaml", small().replace("pages: [one]", "pages: [ones]"))])


def test_a_shared_page_may_stand_once():
    page = "page: one\ntitle: One\nask: [person.sex]"
    with pytest.raises(Problem, match="stands twice"):
        load_forms([("a.yaml", page), ("b.yaml", page)])


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("person.sexx", "Did you mean 'person.sex'"),
        ("person.times_married", "cannot be asked"),
        ("person.marriages", "cannot be asked"),
        ("petitioner.sex", "cannot be asked there"),
        ("person.sex, person.sex", "asks 'person.sex' twice"),
        ("{list: person.sex, questions: [city]}", "is no list"),
        ("{list: person.addresses, questions: [town]}", "does not know 'town'"),
        ('{ask: person.sex, when: person.born_onn == "x"}', "born_onn"),
        ("{ask: person.sex, when: person.born_on}", "not a yes or no"),
        ("{ask: person.marital_status, only: [maried]}", "offers only maried, which is no option"),
    ],
)
def test_what_the_vocabulary_does_not_allow_is_told(vocabulary, asked, message):
    with pytest.raises(Problem, match=message):
        planned(vocabulary, asked)


def test_a_question_may_offer_only_some_of_the_options(vocabulary):
    asked = planned(vocabulary, "{ask: person.marital_status, only: [single, widowed]}")
    (question,) = asked.sections["petitioner"].pages[0].items
    assert [value for value, _label in question.options] == ["single", "widowed"]


@pytest.mark.parametrize(
    "asked", ["{when: person.is_us_citizen}", "{ask: person.sex, questions: [a]}", "{list: person.trips}"]
)
def test_an_item_is_a_question_or_a_list(asked):
    with pytest.raises(Problem):
        load_forms([("small.yaml", small(asked))])


@pytest.mark.parametrize(
    ("flag", "message"),
    [
        ("{flag: a, about: [aunt], when: person.ever_arrested, text: A, confidence: general}", "no section"),
        ("{flag: a, about: [petitioner], text: A, confidence: general}", "`when` or `finds`"),
        ("{flag: a, about: [petitioner], finds: b, when: person.ever_arrested, text: A, confidence: general}",
         "`when` or `finds`"),
        ("{flag: a, about: [petitioner], finds: ghosts, text: A, confidence: general}", "no check"),
    ],
)  # fmt: skip
def test_a_flag_that_cannot_rise_is_told(vocabulary, flag, message):
    with pytest.raises(Problem, match=message):
        planned(vocabulary, "person.sex", flag)
