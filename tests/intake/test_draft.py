"""A draft survives anything, and says so when it cannot be read."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from immdesk.basics.problems import Problem, Refused
from immdesk.intake.draft import Draft, draft_from_json

DAMAGED = ["", "{}", "[]", "not json", '{"shape": 2}', '{"shape": 1, "form": "x", "slots": [{"a": 1}]}']


def test_a_killed_intake_goes_on_where_it_was(family, begin):
    family.add_row("relatives[0].entries")
    family.set("relatives[0].ever_in_us", "yes")
    family.set("relatives[0].entries[0].arrived_on", "foo")
    family.said_complete("petitioner.children")
    again = begin(draft=family.to_json())
    assert again.sections() == family.sections()
    assert again.question("relatives[0].entries[0].arrived_on").text == "foo"
    assert [again.view(one.id) for one in again.sections()] == [
        family.view(one.id) for one in family.sections()
    ]
    assert again.result() == family.result()


def test_a_draft_can_be_saved_after_every_key(begin):
    walk = begin()
    name = ""
    for letter in "Łukasz":
        name += letter
        walk.set("petitioner.given_name", name)
        walk = begin(draft=walk.to_json())
    assert walk.question("petitioner.given_name").text == "Łukasz"
    assert walk.answered() == 1


@pytest.mark.parametrize("text", DAMAGED[1:])
def test_a_damaged_draft_is_refused_in_plain_words(text):
    with pytest.raises(Refused, match="cannot be read"):
        draft_from_json(text)


def test_a_draft_of_another_questionnaire_is_refused(begin):
    with pytest.raises(Problem, match="another questionnaire"):
        begin(draft=Draft("naturalization").to_json())


@given(st.dictionaries(st.text(min_size=1), st.text()))
def test_typed_texts_come_back_exactly(texts):
    draft = Draft("x", texts=texts)
    assert draft_from_json(draft.to_json()).texts == texts


def test_a_draft_is_plain_json_with_its_shape():
    assert json.loads(Draft("x").to_json())["shape"] == 1


def test_today_typed_yesterday_is_still_yesterday(begin):
    walk = begin(today=date(2026, 11, 20))
    walk.set("case.earlier_petition_filed_on", "t")
    walk.set("petitioner.lpr_since", "-10")
    again = begin(draft=walk.to_json(), today=date(2026, 11, 21))
    assert again.question("case.earlier_petition_filed_on").shown == "Fri Nov 20, 2026"
    assert again.question("petitioner.lpr_since").shown == "Tue Nov 10, 2026"
    again.set("petitioner.lpr_since", "-10")
    assert again.question("petitioner.lpr_since").shown == "Wed Nov 11, 2026"
