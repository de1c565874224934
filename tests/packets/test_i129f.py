"""Form I-129F filled for real: a citizen and a fiancée abroad, a petitioner with a record, a spouse (K-3)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.family_facts import couple, home, relative, shipped_map, vocabulary
from tests.packets.small_form import values_of

PETITIONER: dict[str, Any] = {
    "marital_status": "divorced", "k1_filed_before": False, "children_under_18": 2, "child_age_1": 9,
    "child_age_2": 4, "child_ages_more": NONE, "lived_state_1": "TX", "lived_country_1": "United States",
    "lived_country_2": NONE, "restrained": False, "imbra_domestic": False, "imbra_violent": False,
    "imbra_substance": False, "imbra_arrested": False, "filer_waiver": "not_needed",
    "birth_province": "Texas", "family_name": "Carter", "given_name": "José", "middle_name": NONE,
    "marriages": (
        {"spouse_family_name": "Old", "spouse_given_name": "Wanda", "spouse_middle_name": NONE,
         "married_on": date(2005, 1, 1), "ended_on": date(2009, 2, 2), "ended_how": "divorce"},
    ),
}  # fmt: skip
ABROAD: dict[str, Any] = {"country": "Mexico", "from": date(2019, 2, 1), "unit_type": "flr", "unit": "2"}
TEPIC = {"city": "Tepic", "country": "Mexico"}
PERSON: dict[str, Any] = {
    "marital_status": "single", "ever_in_us": False, "in_us_now": False, "marriages": (),
    "citizenships": ({"country": "Mexico", "until": NONE},),
    "addresses": (
        home("Calle Hidalgo 214", "Guadalajara", province="Jalisco", postal_code="44100", **ABROAD),
        home("9 Mission Road", "San Antonio", kind="intended", state="TX", zip="78205"),
    ),
    "employment": (
        {"employer": "Panaderia Sol", "occupation": "Clerk", "street": "Av Juarez 3", "city": "Guadalajara",
         "country": "Mexico", "from": date(2020, 1, 6), "until": NONE},
    ),
    "father": {**relative("Ramirez", "Luis", "parent", 1960), "sex": "male", **TEPIC},
    "mother": {**relative("Ortega", "Rosa", "parent", 1962), "sex": "female", **TEPIC},
    "children": (relative("Lopez", "Eva", "child", 2016),), "first_child_elsewhere": False,
}  # fmt: skip
CASE: dict[str, Any] = {
    "k_class": "k1", "k1_related": False, "k1_met": True, "k1_met_explained": "In Tepic, May 3 to 17, 2026.",
    "imb_used": False, "consulate_city": "Ciudad Juarez", "consulate_country": "Mexico",
    "filing_place": "consulate",
}  # fmt: skip
RECORD: dict[str, Any] = {
    "restrained": True, "imbra_domestic": True, "imbra_reasons": ("self_defense",), "imbra_arrested": True,
    "imbra_explained": "Austin, 2012: arrested, charge dismissed.", "filer_waiver": "mandatory",
    "k1_filed_before": True, "k1_before_a_number": NONE, "k1_before_family_name": "Soto",
    "k1_before_given_name": "Ana", "k1_before_middle_name": NONE, "k1_before_filed_on": date(2018, 4, 2),
    "k1_before_result": "Withdrawn",
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-129F_01-20-25.pdf").read_bytes()


def filled(blank: bytes, **changed: Any) -> FilledForm:
    roots: dict[str, Any] = {"petitioner": PETITIONER, "person": PERSON, "case": CASE}
    facts = couple(**{name: {**words, **changed.get(name, {})} for name, words in roots.items()})
    return fill_form(blank, shipped_map("I-129F", "01-20-25"), facts, vocabulary())


def told(done: FilledForm) -> tuple[dict[str, str], set[str]]:
    """The values by the last part of their names, and the boxes that are ticked."""
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    return found, {name.rsplit(".", 1)[-1] for name, value in done.boxes.values.items() if value is True}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-129F", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 413


def test_a_citizen_petitions_for_a_fiancee_abroad(blank: bytes) -> None:
    done = filled(blank)
    found, on = told(done)
    assert {"Pt1Line4a_Checkboxes[0]", "Pt2Line53_Checkboxes[2]", "Pt2Line51_Checkboxes[1]"} <= on
    assert {"Pt1Line48_Checkboxes[0]", "Pt1Line37_Checkboxes[0]", "Pt2Line34_Checkboxes[1]"} <= on
    assert {"Pt2Line39_Checkboxes[0]", "Pt2Line43_Checkboxes[0]", "Pt4Line5_Checkbox[2]"} <= on
    assert not {"Pt1Line5_Checkboxes[0]", "Pt1Line5_Checkboxes[1]", "Pt2Line37_Checkboxes[0]"} & on
    assert (found["Pt1Line38a_FamilyName[0]"], found["Pt1Line39_DateMarriageEnded[0]"]) == (
        "Old",
        "02/02/2009",
    )
    assert (found["Pt2Line12_CityOrTown[0]"], found["Pt2Line47_CityOrTown[0]"]) == ("Guadalajara",) * 2
    assert (found["Pt2Line45c_CityOrTown[0]"], found["Pt2Line38a_LastArrivedAs[0]"]) == ("San Antonio", "")
    assert (found["Pt2Line16_NameofEmployer[0]"], found["Pt2Line19b_ToFrom[0]"]) == (
        "Panaderia Sol",
        "PRESENT",
    )
    assert found["Pt2Line54_Describe[0]"] == "In Tepic, May 3 to 17, 2026."
    assert (found["Pt1Line49a_Age[0]"], found["Pt4Line4_HeightInches2[0]"]) == ("9", "8")
    assert (found["Pt1Line6a_FamilyName[1]"], found["Pt2Line40b_GivenName[0]"]) == ("Carter", "Eva")
    assert done.report.bad_option == []
    assert set(done.boxes.unanswered) <= {"person.citizenships", "person.children"}


def test_apt_ste_and_flr_are_ticked_where_they_stand_on_paper(blank: bytes) -> None:
    there = {one.name.rsplit(".", 1)[-1]: one.rect[0] for one in inspect(blank).fields if one.type == "check"}
    _, on = told(filled(blank))
    unit = [one for one in on if one.startswith(("Pt2Line12_Unit", "Pt2Line47_Unit", "Pt2Line11_Unit"))]
    assert len(unit) == 3
    for one in unit:  # the third floor box of each three, whatever its file says
        assert there[one] == max(x for name, x in there.items() if name.startswith(one[:-3]))


def test_a_record_an_earlier_petition_and_a_spouse_are_told(blank: bytes) -> None:
    done = filled(blank, petitioner=RECORD, case={"k_class": "k3", "k3_i130_filed": True})
    found, on = told(done)
    assert {"Pt1Line4a_Checkboxes[1]", "Pt1Line5_Checkboxes[0]", "Pt2Line53_Checkboxes[0]"} <= on
    assert {"Pt2Line51_Checkboxes[2]", "Pt3Line3_Checkboxes[0]", "Pt3Line5_Checkboxes[1]"} <= on
    assert {"Part3Line4a_Checkboxes[1]", "P3Line2a_Checkboxes[0]", "P3Line2b_Checkboxes[1]"} <= on
    assert (found["Pt1Line45a_FamilyName[0]"], found["Pt1Line46_DateOfFiling[0]"]) == ("Soto", "04/02/2018")
    assert found["Pt3Line4B_Describe[0]"].startswith("Austin, 2012")
    assert found["Pt2Line54_Describe[0]"] == ""
