"""Form I-129 filled for real: each tick stands beside its own words on paper, and silence ticks nothing."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of
from tests.packets.worker_facts import petition

Spot = tuple[int, int, int]  # page, left edge, height above the foot, in points

QUESTIONS = [  # word, page, left edges of Yes and No, height, words printed beside them
    ("employer.is_nonprofit", 1, 475, 517, 55, "nonprofit organized as tax exempt"),
    ("case.passports_valid", 4, 301, 349, 583, "in this petition have a valid passport?"),
    ("person.in_proceedings_now", 4, 61, 373, 387, "in removal proceedings?"),
    ("case.filed_before_for_worker", 4, 61, 373, 206, "previously filed a nonimmigrant petition for this"),
    ("person.was_exchange_visitor", 4, 61, 373, 135, "ever been a J-1 exchange visitor"),
    ("case.itinerary_included", 5, 499, 541, 310, "include an itinerary with the petition?"),
    ("job.offsite", 5, 499, 541, 286, "work for you off-site at another company"),
    ("job.cnmi_only", 5, 499, 543, 262, "Commonwealth of the Northern Mariana Islands"),
    ("job.full_time", 5, 499, 543, 238, "Is this a full-time position?"),
    ("case.guam_cap", 14, 61, 121, 648, "subject to the Guam-CNMI cap exemption"),
    ("case.guam_cap_before", 14, 61, 121, 600, "change of employer and was the beneficiary"),
    ("person.owns_employer", 14, 61, 373, 558, "have a controlling interest in the petitioning"),
    ("employer.h1b_dependent", 21, 506, 548, 554, "Is the petitioner an H-1B dependent employer?"),
    ("employer.willful_violator", 21, 506, 548, 532, "ever been found to be a willful violator?"),
    ("employer.fifty_fifty", 21, 506, 548, 406, "more than 50 percent of those employees"),
    ("case.later_extension", 22, 504, 548, 670, "second or subsequent request for an extension"),
    ("case.amended_without_extension", 22, 504, 548, 640, "does not contain any request for extensions"),
    ("case.corrects_uscis_error", 22, 504, 548, 616, "correct a USCIS error?"),
    ("job.offsite", 23, 504, 548, 358, "assigned to work at an off-site location"),
]
CHOICES = [  # word, value, page, left edge and height of its box, words printed right of it
    ("case.petition_basis", "new", 2, 61, 593, "New employment"),
    ("case.petition_basis", "continuation", 2, 61, 576, "Continuation of previously approved employment"),
    ("case.petition_basis", "change", 2, 61, 558, "Change in previously approved employment"),
    ("case.petition_basis", "concurrent", 2, 61, 540, "New concurrent employment"),
    ("case.petition_basis", "change_of_employer", 2, 61, 522, "Change of employer"),
    ("case.petition_basis", "amendment", 2, 61, 504, "Amended petition"),
    ("case.petition_action", "notify", 2, 61, 432, "Notify the office in Part 4"),
    ("case.petition_action", "change_and_extend", 2, 61, 402, "Change the status and extend the stay"),
    ("case.petition_action", "extend", 2, 61, 360, "Extend the stay of each beneficiary"),
    ("case.petition_action", "amend", 2, 61, 342, "Amend the stay of each beneficiary"),
    ("case.notify_office", "consulate", 3, 235, 139, "Consulate"),
    ("case.notify_office", "preflight", 3, 307, 139, "Pre-flight inspection"),
    ("case.notify_office", "port_of_entry", 3, 421, 139, "Port of Entry"),
    ("person.sex", "male", 3, 204, 574, "Male"),
    ("person.sex", "female", 3, 258, 574, "Female"),
    ("case.classification", "H-1B", 13, 61, 307, "H-1B Specialty Occupation"),
    ("case.classification", "H-1B1", 13, 61, 289, "H-1B1 Chile and Singapore"),
    ("person.education_level", "no_diploma", 21, 57, 358, "NO DIPLOMA"),
    ("person.education_level", "high_school", 21, 57, 334, "HIGH SCHOOL GRADUATE DIPLOMA"),
    ("person.education_level", "some_college", 21, 57, 304, "Some college credit"),
    ("person.education_level", "years_of_college", 21, 57, 280, "One or more years of college"),
    ("person.education_level", "associate", 21, 57, 256, "Associate's degree"),
    ("person.education_level", "bachelor", 21, 309, 358, "Bachelor's degree"),
    ("person.education_level", "master", 21, 309, 334, "Master's degree"),
    ("person.education_level", "professional", 21, 309, 304, "Professional degree"),
    ("person.education_level", "doctorate", 21, 309, 280, "Doctorate degree"),
    ("case.cap_kind", "bachelor", 22, 61, 303, "Cap H-1B Bachelor's Degree"),
    ("case.cap_kind", "us_master", 22, 61, 286, "Cap H-1B U.S. Master's Degree"),
    ("case.cap_kind", "h1b1", 22, 319, 302, "Cap H-1B1 Chile/Singapore"),
    ("case.cap_kind", "exempt", 22, 319, 284, "Cap Exempt"),
    ("case.cap_reasons", ("higher_education",), 23, 62, 672, "institution of higher education"),
    ("case.cap_reasons", ("affiliated",), 23, 62, 642, "related to or affiliated with"),
    ("case.cap_reasons", ("research",), 23, 62, 612, "nonprofit research organization"),
    ("case.cap_reasons", ("qualifying_place",), 23, 62, 582, "employed at a qualifying cap exempt"),
    ("case.cap_reasons", ("concurrent_with_exempt",), 23, 62, 550, "concurrently employ"),
    ("case.cap_reasons", ("physician_waiver",), 23, 62, 522, "J-1 nonimmigrant physician"),
    ("case.cap_reasons", ("counted_before",), 23, 62, 492, "counted against the cap"),
    ("case.cap_reasons", ("guam",), 23, 62, 420, "Guam-CNMI cap exemption"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-129_01-20-25.pdf").read_bytes()


@pytest.fixture(scope="module")
def paper(blank: bytes) -> Any:
    return [page.get_textpage() for page in pypdfium2.PdfDocument(blank)]


@pytest.fixture(scope="module")
def spots(blank: bytes) -> dict[str, Spot]:
    there = inspect(blank).fields
    return {one.name: (one.page, round(one.rect[0]), round(one.rect[1])) for one in there}


def changed(path: str, value: object) -> Facts:
    root, _, word = path.partition(".")
    more = {"employer": {"employees_us": 64}} if word == "fifty_fifty" else {}
    return petition(**{**more, root: {**more.get(root, {}), word: value}})  # type: ignore[arg-type]


def ticked(spots: dict[str, Spot], facts: Facts) -> set[Spot]:
    values = box_values(shipped_map("I-129", "01-20-25"), facts, vocabulary()).values
    return {spots[name] for name, value in values.items() if value is True}


def near(found: set[Spot], page: int, left: int, height: int) -> bool:
    return any(one[0] == page and abs(one[1] - left) < 3 and abs(one[2] - height) < 3 for one in found)


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-129", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) + len(form_map.additional_boxes()) == 970 - 38


@pytest.mark.parametrize("which", QUESTIONS, ids=lambda one: f"{one[0]} page {one[1]}")
def test_yes_and_no_stand_beside_their_own_question(which: Any, spots: Any, paper: Any) -> None:
    word, page, yes, no, height, text = which
    for value, on, off in ((True, yes, no), (False, no, yes)):
        found = ticked(spots, changed(word, value))
        assert near(found, page, on, height)
        assert not near(found, page, off, height)
    silent = ticked(spots, changed(word, None))
    assert not near(silent, page, yes, height)
    assert not near(silent, page, no, height)
    said = paper[page - 1].get_text_bounded(left=30, bottom=height - 26, right=500, top=height + 30)
    assert text in " ".join(said.split())
    assert [_word_at(paper, page, left, height) for left in (yes, no)] == ["Yes", "No"]


def _word_at(paper: Any, page: int, left: int, height: int) -> str:
    said = paper[page - 1].get_text_bounded(
        left=left + 9, bottom=height - 2, right=left + 36, top=height + 11
    )
    return "".join(letter for letter in said.split()[0] if letter.isalpha())


@pytest.mark.parametrize("which", CHOICES, ids=lambda one: f"{one[0]} {one[1]}")
def test_each_choice_ticks_its_own_box_and_no_other_of_its_question(
    which: Any, spots: Any, paper: Any
) -> None:
    word, value, page, left, height, text = which
    found = ticked(spots, changed(word, value))
    others = [one for one in CHOICES if one[0] == word and one[1] != value]
    assert near(found, page, left, height)
    assert not any(near(found, *one[2:5]) for one in others)
    right = min((one[3] for one in others if one[4] == height and one[3] > left), default=600) - 2
    said = paper[page - 1].get_text_bounded(left=left + 9, bottom=height - 16, right=right, top=height + 13)
    assert text in " ".join(said.split())


def test_the_fee_question_after_all_noes_is_asked_only_then(spots: dict[str, Spot]) -> None:
    first = petition(case={"later_extension": False}, employer={"employees_fte": 25})
    assert near(ticked(spots, first), 22, 504, 508)
    assert not near(ticked(spots, petition(employer={"employees_fte": 25})), 22, 504, 508)
    assert not near(ticked(spots, petition()), 22, 548, 508)


def test_a_school_says_so_once_and_no_to_the_other_exemptions(spots: dict[str, Spot]) -> None:
    found = ticked(spots, petition(employer={"nonprofit_kind": "higher_education"}))
    assert near(found, 21, 504, 94)
    assert near(found, 21, 548, 64)
    assert near(found, 22, 548, 700)
    assert near(found, 22, 548, 592)


def test_how_many_is_answered_with_a_number_or_with_no(blank: bytes, spots: dict[str, Spot]) -> None:
    found = ticked(spots, petition())
    assert near(found, 4, 61, 423)
    assert near(found, 4, 373, 459)
    assert "form1[0].#subform[3].P4Line5_HowMany[0]" in values(petition())
    none = ticked(spots, petition(case={"dependent_applications": 0}))
    assert near(none, 4, 373, 423)
    assert not near(none, 4, 61, 423)


def values(facts: Facts) -> dict[str, Any]:
    return dict(box_values(shipped_map("I-129", "01-20-25"), facts, vocabulary()).values)


def at(facts: Facts, name: str) -> Any:
    return next((value for box, value in values(facts).items() if box.endswith(name)), None)


def test_names_numbers_and_days_stand_where_the_form_asks_for_them() -> None:
    said = petition()
    assert at(said, "Line3_CompanyorOrgName[0]") == "Meridian Analytics, Inc."
    assert at(said, "subform[0].TextField1[0]") == "12-3456789"
    assert at(said, "Part3_Line2_FamilyName[0]") == "Iyer"
    assert at(said, "Line1_ReceiptNumber[0]") == "WAC2012345678"
    assert at(said, "Part3Line5_ArrivalDeparture[0]") == "12345678901"
    assert at(said, "Line11g_CurrentNon[0]") == "H1B"
    assert at(said, "Line11h_DateStatusExpires[0]") == "09/30/2026"
    assert at(said, "Line2b_StreetNumberName[0]") == "12 Temple Road"
    assert at(said, "Part5_Q10_DateTo[0]") == "11/20/2026"
    assert at(said, "Line8_Wages[0]") == "152000"
    assert at(said, "Line1_FamilyName[3]") == "Meridian Analytics, Inc."
    assert at(said, "Line1_FamilyName[2]") == "Priya Lakshmi Iyer"
    assert at(said, "Sect1_PetitionerPrintedName[0]") == "Grace Okafor"


def test_the_stays_in_h_status_stand_newest_first_and_the_one_that_goes_on_says_present() -> None:
    said = petition()
    assert at(said, "DateFrom_Line1[0]") == "12/31/2022"
    assert at(said, "DateTo_Line1[0]") == "PRESENT"
    assert at(said, "DateTo_Line2[0]") == "12/01/2022"
    assert at(said, "Name_Line2[0]") == "Priya Lakshmi Iyer"
    assert at(said, "Name_Line3[0]") is None


def test_more_stays_than_rows_and_explanations_go_to_part_nine(blank: bytes) -> None:
    stays = tuple({"from": date(2019 + n, 1, 1), "until": date(2019 + n, 11, 30)} for n in range(7))
    facts = petition(person={"stays_in_h_or_l": stays, "number_of_stays": 7})
    found = box_values(shipped_map("I-129", "01-20-25"), facts, vocabulary())
    more = [(one.page, one.part, one.item, one.text) for one in found.additional]
    assert ("4", "4", "9", "Form I-129, WAC2012345678, approved.") in more
    assert (
        "13",
        "H",
        "3",
        "Also in the United States in H or L status from 01/01/2019 to 11/30/2019",
    ) in more
    form = fill_form(blank, shipped_map("I-129", "01-20-25"), facts, vocabulary())
    assert "WAC2012345678, approved" in str(
        values_of(form.pdf)["form1[0].#subform[7].Line2_AdditionalInfo[0]"]
    )


def test_an_employer_without_a_fein_leaves_the_box_empty_and_asks_nothing() -> None:
    found = box_values(shipped_map("I-129", "01-20-25"), petition(employer={"fein": NONE}), vocabulary())
    assert not any(name.endswith("TextField1[0]") for name in found.values)
    assert "employer.fein" not in found.unanswered
    asked = box_values(shipped_map("I-129", "01-20-25"), petition(employer={"fein": None}), vocabulary())
    assert "employer.fein" in asked.unanswered


def test_a_full_petition_asks_for_nothing_more() -> None:
    found = box_values(shipped_map("I-129", "01-20-25"), petition(), vocabulary())
    assert found.unanswered == ()
    assert [(one.signer, one.page) for one in found.signatures] == [
        ("petitioner", 7), ("attorney", 7), ("petitioner", 14), ("petitioner", 15),
    ]  # fmt: skip


def test_of_a_petition_of_which_nothing_is_known_no_question_is_ticked(spots: dict[str, Spot]) -> None:
    poor = vocabulary().derive(Facts({"party": {"role": "principal"}}))
    assert ticked(spots, poor) == {(2, 319, 172)}  # "Named": H-1B workers are always named


def test_the_filled_form_reads_as_paper(blank: bytes) -> None:
    paid = petition(job={"wage_from": Decimal(5800), "wage_unit": "two_weeks"})
    form = fill_form(blank, shipped_map("I-129", "01-20-25"), paid, vocabulary(), flatten=True)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(form.pdf))]
    assert "2 wks" in pages[4]
    assert "Designs and runs data pipelines." in pages[13]
    assert "Computer science" in pages[20]
