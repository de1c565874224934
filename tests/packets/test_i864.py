"""Form I-864 filled for real: who signs, who is counted, whose income and assets, each in its own box."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import BoxValues, box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import poor
from tests.packets.family_facts import relative, shipped_map, vocabulary
from tests.packets.small_form import values_of
from tests.packets.supporting_facts import supported

BASIS = [  # how the sponsor signs, the boxes that are ticked (left edge and height), the words beside them
    ("petitioner", {(61, 463)}, "I am the petitioner. I filed or am filing"),
    ("only_joint", {(61, 367)}, "I am the only joint sponsor."),
    ("first_joint", {(61, 349), (121, 349)}, "first"),
    ("second_joint", {(61, 349), (163, 349)}, "second of two joint sponsors"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-864_10-17-24.pdf").read_bytes()


def filled(**given: Any) -> BoxValues:
    return box_values(shipped_map("I-864", "10-17-24"), supported(**given), vocabulary())


def short(found: BoxValues) -> dict[str, str | bool]:
    return {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}


def ticked(blank: bytes, found: BoxValues, page: int) -> set[tuple[int, int]]:
    there = {one.name: one for one in inspect(blank).fields}
    on = [there[name] for name, value in found.values.items() if value is True]
    return {(round(one.rect[0]), round(one.rect[1])) for one in on if one.page == page}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-864", "10-17-24")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 191


def test_nothing_is_asked_when_everything_is_told() -> None:
    found = filled()
    assert found.unanswered == ()
    assert [(one.signer, one.page) for one in found.signatures] == [("sponsor", 10), ("attorney", 11)]


@pytest.mark.parametrize(("signs_as", "boxes", "words"), BASIS)
def test_the_sponsor_signs_in_one_capacity(
    blank: bytes, signs_as: str, boxes: set[tuple[int, int]], words: str
) -> None:
    on = ticked(blank, filled(signs_as=signs_as), 1) - {(145, 577)}
    assert on == boxes
    left, height = max(boxes)
    page = pypdfium2.PdfDocument(blank)[0].get_textpage()
    beside = page.get_text_bounded(left=left, bottom=height - 4, right=570, top=height + 12)
    assert words in " ".join(beside.split())


def test_the_g28_box_stands_for_the_petitioner_alone(blank: bytes) -> None:
    assert (145, 577) in ticked(blank, filled(), 1)
    joint = filled(signs_as="only_joint")
    assert (145, 577) not in ticked(blank, joint, 1)
    assert "AttorneyStateBarNumber[0]" not in short(joint)


@pytest.mark.parametrize(
    ("sponsor", "height", "words"),
    [
        ({"is_us_citizen": True}, 265, "I am a U.S. citizen."),
        ({"is_us_citizen": False, "is_us_national": True}, 247, "I am a U.S. national."),
        (
            {"is_us_citizen": False, "is_permanent_resident": True},
            229,
            "I am a lawful permanent resident.",
        ),
    ],
)
def test_one_immigration_status_is_ticked_beside_its_words(
    blank: bytes, sponsor: dict[str, Any], height: int, words: str
) -> None:
    on = {one for one in ticked(blank, filled(sponsor=sponsor), 2) if 220 < one[1] < 270}
    assert on == {(61, height)}
    page = pypdfium2.PdfDocument(blank)[1].get_textpage()
    assert words in page.get_text_bounded(left=61, bottom=height - 4, right=400, top=height + 12)


def test_active_duty_is_told_by_the_petitioner_only(blank: bytes) -> None:
    assert (542, 148) in ticked(blank, filled(), 2)
    assert (500, 148) in ticked(blank, filled(sponsor={"on_active_duty": True}), 2)
    joint = ticked(blank, filled(sponsor={"on_active_duty": True}, signs_as="only_joint"), 2)
    assert not {(542, 148), (500, 148)} & joint


def test_the_household_of_a_spouse_is_counted_once() -> None:
    found = short(filled())
    names = ("P3_Line28_TotalNumberofImmigrants[0]", "P5_Line2_Yourself[0]", "P5_Line3_Married[0]")
    more = ("P5_Line4_DependentChildren[0]", "P5_Line5_OtherDependents[0]", "P5_Line6_Sponsors[0]")
    last = ("P5_Line7_SameResidence[0]", "Override[0]")
    # the immigrant, the sponsor, no spouse besides, two children, another dependent, none before, a sister
    assert [found[name] for name in (*names, *more, *last)] == ["1", "1", "0", "2", "1", "0", "1", "6"]


def test_a_child_with_an_own_affidavit_is_counted_beside_and_the_spouse_too() -> None:
    stepchild = {"relationship": "stepchild", "classified_as": "child"}
    found = short(filled(party=stepchild, others=({"relationship": "child", "classified_as": "child"},)))
    assert found["P5_Line3_Married[0]"] == "1"
    assert found["P5_Line4_DependentChildren[0]"] == "3"
    assert found["Override[0]"] == "8"


def test_income_and_assets_are_added_and_zero_and_no_return_are_told_in_words() -> None:
    found = short(filled())
    assert (found["P6_Line2_TotalIncome[0]"], found["P6_Line5_CurrentIncome[0]"]) == ("68000", "21500")
    assert found["P6_Line15_TotalHouseholdIncome[0]"] == "89500"
    assert [found[f"P6_Line19{letter}_TaxYear[0]"] for letter in "abc"] == ["2025", "2024", "N/A"]
    assert [found[f"P6_Line19{letter}_TotalIncome[0]"] for letter in "abc"] == ["66120", "zero", "N/A"]
    assert (found["P7_Line4_Total[0]"], found["P7_Line10_TotalValueAssets[0]"]) == ("102500", "102500")


def test_the_income_of_the_immigrant_is_listed_first_and_needs_no_contract(blank: bytes) -> None:
    named = {"full_name": "Lucía María Ramírez Ortega"}
    found = filled(party={"income_counted": True, "immigrant_income": 30000}, person=named)
    values = short(found)
    assert values["P6_Line3_Name[0]"] == "Lucía María Ramírez Ortega"
    assert (values["P6_Line6_Name[0]"], values["P6_Line15_TotalHouseholdIncome[0]"]) == (
        "Rosa O'Brien",
        "119500",
    )
    assert (61, 241) in ticked(blank, found, 6)
    assert (61, 241) not in ticked(blank, filled(), 6)


def test_assets_stand_only_where_they_are_used() -> None:
    found = short(filled(sponsor={"uses_assets": False, "asset_cash": 5000}))
    assert [name for name in found if name.startswith("P7_Line")] == []
    theirs = {"asset_cash": 1000, "asset_real_estate": 0, "asset_other": 500}
    counted = short(filled(party={"assets_counted": True}, person=theirs))
    assert (counted["P7_Line9_Total[0]"], counted["P7_Line10_TotalValueAssets[0]"]) == ("1500", "104000")


def test_the_family_on_the_same_affidavit_is_listed_and_the_fifth_goes_to_part_eleven() -> None:
    family = tuple(relative("López", name, "child", 2010) for name in ("Ana", "Ben", "Cora", "Dan", "Eva"))
    found = filled(family=family)
    values = short(found)
    assert values["P3_Line2_SponsoringFamily[0]"] is True
    assert (values["P3_Line3b_GivenName[0]"], values["P3_Line18b_GivenName[0]"]) == ("Ana", "Dan")
    assert values["P3_Line28_TotalNumberofImmigrants[0]"] == "6"
    assert [(one.page, one.part, one.item) for one in found.additional] == [("4", "4", "7")]
    assert "Eva" in found.additional[0].text


def test_of_somebody_hardly_known_no_box_is_ticked_and_nothing_is_counted() -> None:
    found = box_values(shipped_map("I-864", "10-17-24"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"sponsor.is_us_citizen", "sponsor.uses_assets", "case.support_household"} <= set(found.unanswered)


def test_a_sum_with_an_unknown_part_stays_empty_and_names_what_to_ask() -> None:
    found = filled(sponsor={"other_dependents": None, "income": None})
    assert "Override[0]" not in short(found)
    assert "P6_Line15_TotalHouseholdIncome[0]" not in short(found)
    assert {"sponsor.other_dependents", "sponsor.income"} == set(found.unanswered)


def test_without_a_tax_return_not_applicable_is_written() -> None:
    none = {"not_required_to_file": True, "filed_three_returns": False, "tax_year_1": None}
    found = filled(sponsor={**none, "tax_income_1": None, "tax_year_2": NONE, "tax_income_2": None})
    assert found.unanswered == ()
    values = short(found)
    assert {values[f"P6_Line19{letter}_TotalIncome[0]"] for letter in "abc"} == {"N/A"}


def test_the_form_is_filled_with_its_copies_and_leaves_signatures_empty(blank: bytes) -> None:
    done = fill_form(blank, shipped_map("I-864", "10-17-24"), supported(), vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert (found["P4_Line1a_FamilyName[1]"], found["P6_Line1a1_NameofEmployer[0]"]) == (
        "OBrien <b>andCo",
        "Alamo Valley Credit Union",
    )
    assert [name for name in found if re.search("Signature|DateofSig", name) and found[name]] == []
    assert (done.report.unknown, done.report.bad_option) == ([], [])
