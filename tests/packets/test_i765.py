"""Form I-765 filled for real: the category only when it was confirmed, each tick beside its words."""

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
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of
from tests.packets.supporting_facts import applying

CATEGORY = ("Page3[0].#area[1].section_1[0]", "Page3[0].#area[1].section_2[0]")

TICKS = [  # words of the party and of the person, page, left edge, height, the words right of the box
    ({"work_permit_reason": "initial"}, {}, 1, 61, 409, "Initial permission to accept employment."),
    ({"work_permit_reason": "replacement"}, {}, 1, 61, 391, "Replacement of lost, stolen"),
    ({"work_permit_reason": "renewal"}, {}, 1, 61, 247, "Renewal of my permission to accept"),
    ({}, {"sex": "male"}, 2, 480, 628, "Male"),
    ({}, {"sex": "female"}, 2, 528, 628, "Female"),
    ({}, {"marital_status": "single"}, 2, 342, 592, "Single"),
    ({}, {"marital_status": "separated"}, 2, 396, 592, "Married"),
    ({}, {"marital_status": "divorced"}, 2, 456, 592, "Divorced"),
    ({}, {"marital_status": "widowed"}, 2, 522, 592, "Widowed"),
    ({}, {"filed_i765_before": True}, 2, 500, 556, "Yes"),
    ({}, {"filed_i765_before": False}, 2, 542, 556, "No"),
    ({}, {"mailing_same_as_home": True}, 2, 218, 514, "Yes"),
    ({}, {"mailing_same_as_home": False}, 2, 260, 514, "No"),
    ({}, {"interpreter_needed": False}, 4, 61, 571, "I can read and understand English"),
    ({}, {"interpreter_needed": True}, 4, 61, 529, "The interpreter named in Part 4."),
    ({}, {}, 5, 384, 460, "Ste."),
    ({}, {}, 6, 79, 571, "extends"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-765_08-21-25.pdf").read_bytes()


def filled(party: dict[str, Any] | None = None, person: dict[str, Any] | None = None) -> BoxValues:
    return box_values(shipped_map("I-765", "08-21-25"), applying(party, person), vocabulary())


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-765", "08-21-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 134


def test_nothing_is_asked_when_everything_is_told() -> None:
    found = filled()
    assert found.unanswered == ()
    assert [(one.signer, one.page) for one in found.signatures] == [("applicant", 4), ("attorney", 6)]


@pytest.mark.parametrize(("party", "person", "page", "left", "height", "words"), TICKS)
def test_each_tick_stands_beside_its_own_words(
    blank: bytes, party: Any, person: Any, page: int, left: int, height: int, words: str
) -> None:
    there = {one.name: one for one in inspect(blank).fields}
    on = [there[name] for name, value in filled(party, person).values.items() if value is True]
    here = {(round(one.rect[0]), round(one.rect[1])) for one in on if one.page == page}
    assert (left, height) in here
    rivals = {(one[2], one[3], one[4]) for one in TICKS if one[5] in RIVALS.get(words, ())}
    assert not {(page, *one) for one in here} & rivals
    text = pypdfium2.PdfDocument(blank)[page - 1].get_textpage()
    wide = 5 * len(words) + 10 if len(words) < 12 else 250
    beside = text.get_text_bounded(left=left + 9, bottom=height - 3, right=left + 15 + wide, top=height + 12)
    assert words in " ".join(beside.split())


RIVALS = {"Male": ("Female",), "Female": ("Male",), "Single": ("Married",), "Married": ("Single", "Divorced")}


@pytest.mark.parametrize("confirmed", [False, None])
def test_a_category_that_nobody_has_confirmed_is_not_written(confirmed: bool | None) -> None:
    values = filled({"work_permit_confirmed": confirmed}).values
    assert [name for name in CATEGORY if f"form1[0].{name}" in values] == []
    asked = filled({"work_permit_confirmed": confirmed}).unanswered
    assert asked == (() if confirmed is False else ("party.work_permit_confirmed",))


def test_a_confirmed_category_is_c_9_and_no_other_category_is_touched() -> None:
    values = filled().values
    assert [values[f"form1[0].{name}"] for name in CATEGORY] == ["C", "9"]
    assert [name for name in values if re.search(r"Line2[789]|Line30|section_3", name)] == []


def test_somebody_who_came_without_inspection_has_no_i94_and_no_status() -> None:
    found = filled(person={"entries": ({"manner": "without_inspection", "port": "NOGALES, AZ"},)})
    values = {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}
    assert "Line20a_I94Number[0]" not in values
    assert (values["Line23_StatusLastEntry[0]"], values["Line24_CurrentStatus[0]"]) == ("No status",) * 2


def test_the_physical_address_is_written_only_when_it_is_another() -> None:
    same = [name for name in filled().values if "Pt2Line7_" in name]
    other = filled(person={"mailing_same_as_home": False}).values
    assert same == []
    assert other["form1[0].Page2[0].Pt2Line7_CityOrTown[0]"] == "San Antonio"
    assert other["form1[0].Page2[0].Pt2Line7_Unit[2]"] is True


def test_of_somebody_hardly_known_nothing_is_ticked() -> None:
    found = box_values(shipped_map("I-765", "08-21-25"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"party.work_permit_confirmed", "party.work_permit_reason", "person.sex"} <= set(found.unanswered)


def test_the_form_is_filled_with_its_copies_and_a_fourth_name_goes_to_part_six(blank: bytes) -> None:
    names = tuple(
        {"family_name": "Ortega", "given_name": f"Lucía{sign}", "middle_name": NONE} for sign in "ABCD"
    )
    facts = applying(person={"other_names": names})
    done = fill_form(blank, shipped_map("I-765", "08-21-25"), facts, vocabulary())
    found = {name.partition(".")[2]: value for name, value in values_of(done.pdf).items()}
    assert found["Page7[0].Line1a_FamilyName[0]"] == "Ramirez Ortega"
    assert found["Page7[0].Line7_AlienNumber[0]"] == "012345678"
    assert "LucíaD" in found["Page7[0].Pt6Line4d_AdditionalInfo[1]"]
    assert [name for name in found if re.search("Signature|DateofSig", name) and found[name]] == []
    assert (done.report.unknown, done.report.bad_option) == ([], [])


STUDENT = {
    "study_level": "master", "practice_employer": "Meridian Analytics, Inc.",
    "stem_everify_number": "123456", "permit_rests_on": "IOE0912345678", "ever_arrested": False,
}  # fmt: skip
ASKED = {  # category, what its own boxes hold
    ("C", "3", "C"): {"Line27a_Degree[0]": "Master", "Line27c_EverifyIDNumber[0]": "123456",
                      "Line27b_Everify[0]": "Meridian Analytics, Inc."},
    ("C", "26", ""): {"Line28_ReceiptNumber[0]": "IOE0912345678"},
    ("C", "8", ""): {"PtLine29_YesNo[1]": True},
    ("C", "35", ""): {"Line30a_ReceiptNumber[0]": "IOE0912345678", "PtLine30b_YesNo[1]": True},
    ("A", "12", ""): {},
}  # fmt: skip


@pytest.mark.parametrize("category", ASKED, ids="".join)
def test_each_category_fills_its_own_boxes_and_no_other(category: tuple[str, str, str]) -> None:
    letter, number, suffix = category
    facts = applying({"work_permit_confirmed": None}, STUDENT)
    case = {
        **facts.root("case"), "type": "work-permit", "permit_code": letter + number.rjust(2, "0") + suffix,
        "permit_letter": letter, "permit_number": number, "permit_suffix": suffix or NONE,
    }  # fmt: skip
    found = box_values(
        shipped_map("I-765", "08-21-25"), facts.also({"case": case}, frozenset()), vocabulary()
    )
    said = {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}
    assert tuple(said.get(f"section_{one}[0]", "") for one in (1, 2, 3)) == category
    own = ("Line27a", "Line27b", "Line27c", "Line28_", "PtLine29", "Line30a", "PtLine30b")
    assert {name: value for name, value in said.items() if name.startswith(own)} == ASKED[category]
