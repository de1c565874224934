"""Forms I-589 and I-765WS filled for real: the family, the history, each hard question on its own line."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.protection_facts import protected
from tests.packets.small_form import values_of

FILES = {"I-589": "I-589_01-20-25.pdf", "I-765WS": "I-765WS_08-21-25.pdf"}


def boxes(**person: Any) -> dict[str, str | bool]:
    found = box_values(shipped_map("I-589", "01-20-25"), protected(**person), vocabulary())
    assert found.unanswered == ()
    return {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}


@cache
def filled(shared: Path) -> FilledForm:
    blank = (shared / "forms" / FILES["I-589"]).read_bytes()
    return fill_form(blank, shipped_map("I-589", "01-20-25"), protected(), vocabulary())


@pytest.mark.parametrize(
    ("form", "edition", "count"), [("I-589", "01-20-25", 445), ("I-765WS", "08-21-25", 7)]
)
def test_every_box_is_mapped_or_excused_and_every_word_is_known(shared, form, edition, count) -> None:
    form_map, blank = shipped_map(form, edition), (shared / "forms" / FILES[form]).read_bytes()
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == count


def test_the_husband_of_the_case_brings_his_own_papers_and_each_child_stands_in_its_own_block(shared) -> None:
    report = filled(shared).report
    assert (report.unknown, report.bad_option, report.overflow) == ([], [], [])
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(filled(shared).pdf).items()}
    spouse = (
        "PtAIILine1_ANumber[0]",
        "TextField10[1]",
        "DateTimeField7[0]",
        "TextField10[5]",
        "PtAIILine18_I94Number[0]",
    )
    assert [found[name] for name in spouse] == [
        "023456789", "H1234567", "02/03/1985", "Tela, Honduras", "98765432101",
    ]  # fmt: skip
    assert [found[f"ChildFirst{n}[0]"] for n in range(1, 5)] == ["Camila", "Diego", "Eva", "Fe"]
    assert (found["TextField12[2]"], found["TotalChild[0]"]) == ("Gil", "5")
    assert found["TextField10[3]"] == "Pepe Reyes"
    assert found["PtAIILine13_Specify2[0]"] == "Puebla, Mexico"
    assert (found["PtAIILine24_Yes[0]"], found["PtAIILine21_No[0]"]) == ("Y", "N")


def test_months_and_years_parents_and_brothers_stand_in_the_tables_of_page_four(shared) -> None:
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(filled(shared).pdf).items()}
    first = ["TextField13[8]", "TextField13[12]", "DateTimeField24[0]", "DateTimeField26[0]"]
    assert [found[name] for name in first] == ["4512 Willow Creek Drive", "TX", "11/2023", "PRESENT"]
    school = ["TextField13[28]", "DateTimeField41[0]", "DateTimeField40[0]"]
    assert [found[name] for name in school] == ["Universidad de Puebla", "09/2006", "06/2010"]
    assert (found["TextField13[46]"], found["TextField35[0]"]) == ("Rosa Ortega", "Puebla, Mexico")
    assert [name for name in found if "Signature" in name and found[name]] == []


def test_an_answer_is_explained_only_after_a_yes_and_the_court_is_now_past_or_never() -> None:
    told = boxes()
    assert told["CheckBox3[2]"] is True
    assert told["PCL2B_TextField[0]"] == "By bus through Guatemala, two days, as a visitor."
    assert "PBL2_TextField[0]" not in told
    past = boxes(in_court_now=False)
    assert ("CheckBox3[1]" in past, "CheckBox3[2]" in past) == (True, False)
    alone = boxes(marital_status="single", children=())
    assert (alone["CheckBox5[0]"], alone["ChildrenCheckbox[1]"], "PtAIILine5_LastName[0]" in alone) == (
        True,
        True,
        False,
    )


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(shipped_map("I-589", "01-20-25"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True and "ndx" not in name] == []
    assert {"person.asylum_harmed", "person.asylum_grounds", "person.schools"} <= set(found.unanswered)


def test_the_need_to_work_is_told_on_the_worksheet(shared) -> None:
    facts = protected(
        own_income_now=12000, own_expenses=11500, own_assets=900, work_need_explained="Rent. " * 220
    )
    blank = (shared / "forms" / FILES["I-765WS"]).read_bytes()
    done = fill_form(blank, shipped_map("I-765WS", "08-21-25"), facts, vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert (found["Line1_IndividualAnnualIncome[0]"], found["Line3_TotalAssets[0]"]) == ("12000", "900")
    assert found["Statement_From_Applicant[0]"].startswith("Rent. Rent.")
