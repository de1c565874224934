"""What a finished questionnaire hands on to be recorded, and how known people come in."""

from datetime import date
from decimal import Decimal

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE
from immdesk.basics.values import NONE_TEXT
from immdesk.intake.interview import Interview, KnownPerson

TODAY = date(2026, 11, 21)


def person(result, slot):
    return next(one for one in result.persons if one.slot == slot)


def test_each_person_has_facts_lists_and_texts_as_typed(family):
    family.set("relatives[0].father.born_on", "1950")
    family.set("relatives[0].addresses[0].city", "Fresno")
    family.set("relatives[0].addresses[0].from", "Mar 2020")
    family.set("relatives[0].middle_name", NONE_TEXT)
    jose = person(family.result(), "relatives[0]")
    assert jose.facts["person.given_name"] == "José"
    assert jose.facts["person.father.born_on"] == PartialDate(1950)
    assert jose.facts["person.middle_name"] is NONE
    assert jose.lists["addresses"] == ({"city": "Fresno"},) or jose.lists["addresses"][0]["city"] == "Fresno"
    assert jose.texts["person.addresses[0].city"] == "Fresno"
    assert jose.texts["person.father.born_on"] == "1950"


def test_empty_rows_and_unreadable_answers_are_left_out(family):
    family.add_row("relatives[0].marriages")
    family.set("relatives[0].born_on", "32/13/1990")
    jose = person(family.result(), "relatives[0]")
    assert jose.lists["marriages"] == ()
    assert "person.born_on" not in jose.facts
    assert "person.born_on" not in jose.texts


def test_parties_have_their_roles_and_each_relative_an_own_petition(family):
    family.add_section("sponsor")
    family.set("sponsors[0].income", "52,000")
    result = family.result()
    assert [(one.slot, one.role, one.ordinal) for one in result.parties] == [
        ("petitioner", "petitioner", 0),
        ("relatives[0]", "principal", 1),
        ("relatives[1]", "beneficiary", 2),
        ("sponsors[0]", "joint_sponsor", 3),
    ]
    assert result.parties[1].words == {"relationship": "spouse", "own_petition": True, "role": "principal"}
    assert person(result, "sponsors[0]").facts["person.income"] == Decimal(52000)


def test_a_child_without_an_own_petition_is_a_derivative(family):
    family.set("relatives[1].own_petition", "no")
    assert family.result().parties[2].role == "derivative"
    family.set("relatives[1].own_petition", "yes")
    assert family.result().parties[2].role == "beneficiary"


def test_the_case_has_its_own_words(family):
    family.set("case.filing_place", "adjustment")
    result = family.result()
    assert result.case == {"filing_place": "adjustment", "purpose": "family_adjustment"}
    assert result.case_texts == {"case.filing_place": "adjustment"}
    assert (result.form, result.case_type) == ("family-adjustment", "family-adjustment")


def test_people_are_recognized_by_folded_name_birth_and_a_number(family):
    family.set("relatives[0].a_number", "12345678")
    rosa, jose, ana = family.match_keys()
    assert (rosa.section, rosa.family_name, rosa.given_name, rosa.born_on) == (
        "petitioner", "ramirez", "rosa", date(1985, 5, 2),
    )  # fmt: skip
    assert (jose.given_name, jose.a_number, jose.born_on) == ("jose", "A012345678", None)
    assert ana.given_name == "ana"


def test_a_known_person_fills_only_what_is_still_empty(family):
    words = {
        "given_name": "Josep",
        "born_on": date(1980, 3, 7),
        "middle_name": NONE,
        "father": {"family_name": "Ramírez"},
        "addresses": ({"id": "a1", "city": "Fresno", "from": PartialDate(2020, 3)},),
    }
    family.take("relatives[0]", words, person_id="p7")
    assert family.question("relatives[0].given_name").text == "José"
    assert family.question("relatives[0].born_on").shown == "Fri Mar 7, 1980"
    jose = person(family.result(), "relatives[0]")
    assert jose.person_id == "p7"
    assert jose.lists["addresses"][0]["id"] == "a1"
    assert jose.facts["person.father.family_name"] == "Ramírez"


def test_texts_from_the_records_are_no_new_answers_until_they_are_changed(family):
    family.take("relatives[0]", {"born_on": date(1980, 3, 7)})
    assert "person.born_on" not in person(family.result(), "relatives[0]").texts
    family.set("relatives[0].born_on", "3/8/1980")
    assert person(family.result(), "relatives[0]").texts["person.born_on"] == "3/8/1980"


def test_a_case_can_be_opened_again_from_what_is_known(plan):
    people = [
        KnownPerson("petitioner", "p1", {"family_name": "Ramírez", "is_us_citizen": True}, {}, ["children"]),
        KnownPerson("spouse", "p2", {"given_name": "José"}, {"own_petition": True}),
    ]
    walk = Interview.from_facts(
        plan.form, plan.vocabulary, TODAY, people, {"filing_place": "adjustment"}, plan
    )
    result = walk.result()
    assert [one.person_id for one in result.persons] == ["p1", "p2"]
    assert result.persons[0].complete == {"children"}
    assert result.case == {"filing_place": "adjustment", "purpose": "family_adjustment"}
    assert result.parties[1].words["relationship"] == "spouse"
    assert result.persons[0].texts == {}
