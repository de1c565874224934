"""Red flags rise from what is known, and never from what is not."""

import pytest

from immdesk.basics.values import NONE_TEXT


def names(walk, section=None):
    return [flag.flag for flag in walk.flags() if section in (None, flag.section)]


def entry(walk, manner, departed, stay=""):
    walk.set("relatives[0].ever_in_us", "yes")
    row = walk.add_row("relatives[0].entries")
    for word, text in (("manner", manner), ("departed_on", departed), ("stay_until", stay)):
        walk.set(f"{row}.{word}", text)


def test_an_empty_questionnaire_raises_nothing(begin):
    assert names(begin()) == []


@pytest.mark.parametrize(
    "word", ["ever_in_proceedings", "ever_removed", "ever_arrested", "worked_without_permission"]
)
def test_a_yes_to_a_hard_question_raises_its_flag(family, word):
    family.set(f"relatives[0].{word}", "no")
    assert names(family) == []
    family.set(f"relatives[0].{word}", "yes")
    assert names(family, "relatives[0]") == [word]


def test_a_banner_stands_in_the_view_of_its_person_with_its_authority(family):
    family.set("relatives[0].ever_removed", "yes")
    (banner,) = family.view("relatives[0]/screening").banners
    assert banner.startswith("Spouse: José Ramírez: Was removed or deported.")
    assert "INA 212(a)(9)(A)" in banner
    assert banner.endswith("Verify the law.")
    assert family.view("relatives[1]").banners == ()


def test_an_entry_without_inspection_counts_by_whether_the_person_left(family):
    entry(family, "without_inspection", NONE_TEXT)
    assert names(family) == ["entered_without_inspection"]
    family.set("relatives[0].entries[0].departed_on", "2020-05-01")
    assert names(family) == ["entered_without_inspection_before"]


def test_an_ended_stay_is_found_from_the_date(family):
    entry(family, "inspected", NONE_TEXT, "2026-01-01")
    assert names(family) == ["stay_has_ended"]


def test_a_second_marriage_before_the_end_of_the_first_is_found(family):
    for married, ended in (("2010", "2015-06-01"), ("2014", NONE_TEXT)):
        row = family.add_row("petitioner.marriages")
        family.set(f"{row}.married_on", married)
        family.set(f"{row}.ended_on", ended)
    assert names(family, "petitioner") == ["marriages_overlap"]


def test_a_young_marriage_is_told_for_the_spouse(family):
    row = family.add_row("relatives[0].marriages")
    family.set(f"{row}.married_on", "2026-02-14")
    family.set(f"{row}.ended_on", NONE_TEXT)
    assert names(family) == ["young_marriage"]


def test_a_petitioner_who_is_neither_citizen_nor_resident_is_told(family):
    family.set("petitioner.is_us_citizen", "no")
    assert names(family) == []
    family.set("petitioner.is_permanent_resident", "yes")
    assert names(family) == ["petitioner_resident"]
    family.set("petitioner.is_permanent_resident", "no")
    assert names(family) == ["petitioner_neither"]


def test_an_answer_that_raises_a_flag_asks_for_a_fresh_view(family):
    assert family.set("relatives[0].ever_arrested", "yes").layout_changed
    assert not family.set("relatives[0].ever_arrested", "yes").layout_changed
    assert family.set("relatives[0].ever_arrested", "").layout_changed
