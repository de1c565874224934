"""The walk through the family questionnaire."""

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.values import NONE_TEXT
from immdesk.intake.shapes import Group, ListBlock


def badge(walk, section):
    return next(one for one in walk.sections() if one.id == section)


def keys(walk, section):
    found = []
    for block in walk.view(section).blocks:
        groups = block.groups if isinstance(block, ListBlock) else (block,)
        found += [question.key for group in groups for question in group.questions]
    return found


def test_a_new_questionnaire_has_a_petitioner_and_the_case_and_offers_relatives(begin):
    walk = begin()
    assert [one.id for one in walk.sections() if one.depth == 0] == ["petitioner", "case"]
    assert walk.add_sections() == (
        ("spouse", "Add the spouse"),
        ("child", "Add a child"),
        ("stepchild", "Add a stepchild"),
        ("parent", "Add a parent"),
        ("sponsor", "Add a joint sponsor"),
    )


def test_each_relative_has_pages_of_their_own(family):
    ids = [one.id for one in family.sections()]
    assert "relatives[0]/arrival" in ids
    assert "relatives[1]/screening" in ids
    assert family.title("relatives[0]") == "Spouse: José Ramírez"
    assert badge(family, "relatives[1]").title == "Stepchild: Ana"
    assert badge(family, "relatives[1]").can_remove
    assert not badge(family, "petitioner").can_remove


def test_there_is_one_spouse_at_most(family):
    assert "spouse" not in dict(family.add_sections())
    with pytest.raises(Problem, match="cannot be added"):
        family.add_section("spouse")


def test_an_answer_is_kept_as_typed_beside_what_was_read(begin):
    walk = begin()
    got = walk.set("petitioner.born_on", " 25/12/1990 ")
    assert got.question.text == " 25/12/1990 "
    assert (got.question.shown, got.question.level) == ("Tue Dec 25, 1990", "warn")
    assert got.question.message == "Read as day/month: December 25, 1990."
    assert walk.question("petitioner.born_on") == got.question


def test_badges_count_what_is_to_do_and_then_what_cannot_be_read(begin):
    walk = begin()
    assert badge(walk, "case").badge == "2 to do"
    assert walk.set("case.filing_place", "adjustment").badges_changed
    assert walk.set("case.filed_before_for_beneficiary", "no").badges_changed
    assert (badge(walk, "case").badge, badge(walk, "case").level) == ("✓", "ok")
    walk.set("petitioner.a_number", "123")
    assert (badge(walk, "petitioner").badge, badge(walk, "petitioner").level) == ("✕ 1", "bad")
    assert walk.bad() == ("petitioner.a_number",)


def test_an_answer_that_decides_nothing_changes_no_layout(begin):
    walk = begin()
    got = walk.set("petitioner.given_name", "Rosa")
    assert not got.layout_changed
    assert got.badges_changed
    again = walk.set("petitioner.given_name", "Rosa M")
    assert not again.badges_changed


def test_questions_come_and_go_with_the_answer_that_decides_them(begin):
    walk = begin()
    page = "petitioner/petitioner-status"
    assert keys(walk, page) == ["petitioner.is_us_citizen", "petitioner.on_active_duty"]
    assert walk.set("petitioner.is_us_citizen", "yes").layout_changed
    assert "petitioner.citizen_how" in keys(walk, page)
    assert "petitioner.certificate_number" not in keys(walk, page)
    walk.set("petitioner.citizen_how", "naturalization")
    walk.set("petitioner.has_citizenship_certificate", "yes")
    assert "petitioner.certificate_number" in keys(walk, page)
    walk.set("petitioner.is_us_citizen", "no")
    assert keys(walk, page) == [
        "petitioner.is_us_citizen",
        "petitioner.is_permanent_resident",
        "petitioner.on_active_duty",
    ]


def test_a_question_decided_on_another_page_is_asked_as_optional(vocabulary):
    from datetime import date

    from immdesk.intake.form import load_forms
    from immdesk.intake.interview import Interview

    text = """
form: small
title: Small
case_type: small
edition: 1
sections: [{section: petitioner, title: Petitioner, role: petitioner, pages: [one, two]}]
pages:
  - page: one
    title: One
    ask: [person.is_us_citizen, {ask: person.sex, required: yes, when: person.is_us_citizen}]
  - {page: two, title: Two, ask: [{ask: person.citizen_how, required: yes, when: person.is_us_citizen}]}
"""
    walk = Interview(load_forms([("small.yaml", text)])["small"], vocabulary, date(2026, 11, 21))
    assert keys(walk, "petitioner") == ["petitioner.is_us_citizen"]
    assert keys(walk, "petitioner/two") == ["petitioner.citizen_how"]
    assert not walk.question("petitioner.citizen_how").required
    walk.set("petitioner.is_us_citizen", "yes")
    assert walk.question("petitioner.citizen_how").required
    walk.set("petitioner.is_us_citizen", "no")
    assert keys(walk, "petitioner/two") == []


def test_the_petitioners_answer_reaches_every_relative(family):
    family.add_section("child")
    family.set("petitioner.is_us_citizen", "")
    walk_flags = {flag.flag for flag in family.flags()}
    assert "derivative_of_citizen" not in walk_flags
    family.set("petitioner.is_us_citizen", "yes")
    family.set("relatives[2].own_petition", "no")
    flags = [flag for flag in family.flags() if flag.flag == "derivative_of_citizen"]
    assert [flag.section for flag in flags] == ["relatives[2]"]


def test_what_was_typed_stays_when_its_question_is_hidden_and_comes_back(begin):
    walk = begin()
    walk.set("petitioner.is_us_citizen", "yes")
    walk.set("petitioner.citizen_how", "birth")
    walk.set("petitioner.is_us_citizen", "no")
    assert "person.citizen_how" not in walk.result().persons[0].facts
    walk.set("petitioner.is_us_citizen", "yes")
    assert walk.question("petitioner.citizen_how").text == "birth"


def test_missing_answers_are_named_with_their_person(family):
    missing = family.missing()
    assert "Petitioner: Rosa Ramírez: City or town of birth" in missing
    assert "Spouse: José Ramírez: Date of birth" in missing
    assert "relatives[0].born_on" in family.missing_keys()
    assert any("Addresses (say when the list is whole)" in one for one in missing)


def test_none_is_a_recorded_answer_and_nothing_typed_is_not(begin):
    walk = begin()
    assert walk.question("petitioner.middle_name").none_label == "no middle name"
    got = walk.set("petitioner.middle_name", NONE_TEXT)
    assert (got.question.shown, got.question.level) == ("no middle name", "ok")
    walk.set("petitioner.middle_name", "")
    assert "petitioner.middle_name" in walk.missing_keys()


def test_a_relative_can_be_removed_and_those_after_move_up(family):
    family.remove_section("relatives[0]")
    assert family.title("relatives[0]") == "Stepchild: Ana"
    assert family.question("relatives[0].relationship").text == "stepchild"
    with pytest.raises(KeyError):
        family.view("relatives[1]")
    with pytest.raises(Problem, match="always stands"):
        family.remove_section("petitioner")


def test_keys_that_do_not_exist_are_told(begin):
    walk = begin()
    for key in ("petitioner.shoe_size", "nobody.family_name", "petitioner.addresses[9].city", "petitioner"):
        with pytest.raises(KeyError):
            walk.set(key, "x")
    with pytest.raises(KeyError):
        walk.add_row("petitioner.shoes")
    with pytest.raises(KeyError):
        walk.view("petitioner/shoes")


def test_the_review_shows_every_answer_as_read_with_its_mark(family):
    lines = family.review()
    first = lines[0]
    assert (first.section, first.label, first.shown) == (
        "Petitioner: Rosa Ramírez", "Family name (last name)", "Ramírez",
    )  # fmt: skip
    assert first.level == "warn"
    born = next(line for line in lines if line.label == "Date of birth")
    assert (born.shown, born.level) == ("Thu May 2, 1985", "ok")


def test_a_choice_is_shown_by_its_label(family):
    family.set("petitioner.citizen_how", "birth")
    assert family.question("petitioner.citizen_how").shown == "Birth in the United States"


def test_plain_questions_between_lists_are_groups_in_order(begin):
    blocks = begin().view("petitioner").blocks
    assert [type(block) for block in blocks] == [Group, ListBlock, Group, ListBlock, Group]
    assert blocks[0].questions[0].key == "petitioner.family_name"
    assert blocks[1].title == "Other names used (maiden name, aliases, nicknames)"
