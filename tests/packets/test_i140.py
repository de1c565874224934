"""Form I-140 filled for real: an employer with a labor certification, and a worker who petitions alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of
from tests.packets.worker_facts import petition

FAMILY = (
    {"family_name": "Iyer", "given_name": "Arjun", "middle_name": NONE, "relationship": "child",
     "born_on": date(2019, 6, 5), "birth_country": "India", "applies_too": True},
    {"family_name": "Menon", "given_name": "Ravi", "middle_name": "K", "relationship": "spouse",
     "born_on": date(1988, 1, 2), "birth_country": "India", "applies_too": False},
)  # fmt: skip
WORKER: dict[str, Any] = {
    "birth_city": "Chennai", "family_members": FAMILY, "employment": (
        {"employer": "Meridian", "occupation": "Data engineer", "from": date(2020, 10, 2), "until": NONE},
    ),
}  # fmt: skip
EMPLOYER: dict[str, Any] = {
    "founded_on": date(2009, 4, 1),
    "signatory": {"family_name": "Okafor", "given_name": "Grace", "title": "Vice President",
                  "phone": "(619) 555-0142", "mobile": NONE, "email": "grace@meridian.example"},
}  # fmt: skip
CASE: dict[str, Any] = {
    "petitioner_is_employer": True, "i140_category": "advanced_degree", "i140_amends": False,
    "schedule_a": False, "i140_together": ("i485", "i765"), "i140_together_explained": NONE,
    "other_immigrant_petition": False, "cert_used_before": False, "cert_duplicate_asked": False,
    "cert_number": "A-24123-45678", "cert_filed_on": date(2024, 5, 2), "cert_until": date(2026, 11, 1),
    "filing_place": "adjustment",
}  # fmt: skip
JOB = {"soc_code": "15-1243", "is_permanent": True, "is_new_position": False}
ALONE: dict[str, Any] = {
    "petitioner_is_employer": False, "i140_category": "national_interest", "filing_place": "consulate",
    "self_title": "Research physicist", "self_soc": "19-2012", "self_duties": "Studies new materials.",
    "self_full_time": False, "self_hours": 30, "self_permanent": True, "self_new": True,
    "self_wage": Decimal(90000), "self_wage_unit": "year", "i140_together": NONE,
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-140_06-07-24.pdf").read_bytes()


def filled(blank: bytes, **changed: Any) -> FilledForm:
    roots: dict[str, Any] = {"person": WORKER, "employer": EMPLOYER, "case": CASE, "job": JOB}
    facts = petition(**{name: {**words, **changed.get(name, {})} for name, words in roots.items()})
    return fill_form(blank, shipped_map("I-140", "06-07-24"), facts, vocabulary())


def short(done: FilledForm) -> dict[str, str]:
    return {name.split("].", 1)[-1].removeprefix("#"): value for name, value in values_of(done.pdf).items()}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-140", "06-07-24")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 234


def test_an_employer_petitions_with_a_labor_certification(blank: bytes) -> None:
    done = filled(blank)
    found = short(done)
    on = {name.rsplit(".", 1)[-1] for name, value in done.boxes.values.items() if value is True}
    assert {"prt2PetitionType[4]", "Line1b_Status[0]", "Line4_Form485[0]", "Line4_Form765[0]"} <= on
    assert {"P1_Line5_Checkbox[0]", "P1_Line6_Checkbox[0]", "Line1a_Employer[0]", "Line7_No1[0]"} <= on
    assert {"Pt7ItemNumber5_CheckboxNo[0]", "Pt7ItemNumber11_CheckboxYes[0]"} <= on
    assert {"Pt7ItemNumber6_CheckboxNo[0]", "Pt7ItemNumber12_CheckboxNo[0]"} <= on
    assert not {one for one in on if one.startswith("Pt7ItemNumber17")}
    assert found["subform[0].Line2_CompanyName[0]"] == "Meridian Analytics Inc"
    assert found["subform[0].Pt1Line1a_FamilyName[0]"] == ""
    assert (found["subform[3].Line2_SOCCode1[0]"], found["subform[3].Line2_SOCCode2[0]"]) == ("15", "1243")
    assert found["subform[2].Line2g_LaborCertification[0]"] == "A2412345678"
    assert found["subform[3].Line1a_Person1FamilyName[0]"] == "Menon"
    assert found["subform[3].Line2f_Relationship[0]"] == "Child"
    assert found["subform[2].Line2c_CityOrTown[0]"] == "Chennai"
    assert found["subform[7].#area[6].Pt1Line3_TaxNumber[1]"] == "123456789"
    assert done.boxes.unanswered == ("person.family_members",)  # nobody said: that is all
    assert (done.addendum, done.report.bad_option) == ((), [])


def test_a_worker_petitions_alone(blank: bytes) -> None:
    done = filled(blank, case=ALONE, person={"income": Decimal(88000), "phone_day": "(619) 555-0188"})
    found = short(done)
    on = {name.rsplit(".", 1)[-1] for name, value in done.boxes.values.items() if value is True}
    assert {"prt2PetitionType[6]", "Line1b_Self[0]", "P1_Line6_Checkbox[1]", "Line4_No1[0]"} <= on
    assert {"Pt7ItemNumber5_CheckboxNo[0]", "Pt7ItemNumber12_CheckboxYes[0]", "Line4_No[0]"} <= on
    assert not {"Line7_Yes[0]", "Line7_No[0]"} & on  # no labor certification is needed
    assert found["subform[0].Line2_CompanyName[0]"] == ""
    assert found["subform[0].Line6b_StreetNumberName[0]"] == "77 Palm Avenue"
    assert found["subform[7].Pt1Line1a_FamilyName[1]"] == "Iyer"
    assert (found["subform[3].Line1_JobTitle[0]"], found["subform[3].Line5_Hours[0]"]) == (
        "Research physicist", "30",
    )  # fmt: skip
    assert found["subform[5].Part7_Item5_DayPhone[0]"] == "6195550188"
    assert not [path for path in done.boxes.unanswered if path.startswith(("job.", "employer."))]
