"""Form I-130A filled for real: five years of homes and work, the parents, and each tick beside its words."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import BoxValues, box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting, poor
from tests.packets.family_facts import relative, shipped_map, vocabulary
from tests.packets.small_form import values_of

ROSA = {
    **relative("Ortega", "Rosa", "parent", 1962),
    "sex": "female",
    "city": "Deceased",
    "country": "Mexico",
}
LUIS = {**relative("Ramírez", "Luis", "parent", 1960), "sex": "male", "city": "León", "country": "Mexico"}
PARENTS = {"mother": ROSA, "father": LUIS, "interpreter_needed": True, "language": "Spanish"}

TICKS = [  # words of the person, page, left edge, height, the words right of the box
    ({}, 1, 60, 190, "Apt."),
    ({}, 2, 156, 502, "Female"),
    ({}, 2, 108, 190, "Male"),
    ({}, 3, 343, 727, "The interpreter named in Part 5."),
    ({"interpreter_needed": False}, 3, 61, 67, "I can read and understand English"),
    ({}, 3, 343, 642, "At my request, the preparer name in Part 6."),
    ({}, 4, 384, 196, "Ste."),
    ({}, 5, 61, 463, "I am an attorney"),
    ({}, 5, 79, 439, "extends"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-130A_04-01-24.pdf").read_bytes()


def filled(**person: Any) -> BoxValues:
    facts = adjusting(person={**PARENTS, **person})
    return box_values(shipped_map("I-130A", "04-01-24"), facts, vocabulary())


def short(found: BoxValues) -> dict[str, Any]:
    return {name.rsplit(".", 1)[-1]: value for name, value in found.values.items()}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-130A", "04-01-24")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 168


def test_nothing_is_asked_when_everything_is_told_and_two_people_sign() -> None:
    found = filled()
    assert found.unanswered == ()
    signers = [(one.signer, one.page) for one in found.signatures]
    assert signers == [("spouse beneficiary", 3), ("interpreter", 4), ("attorney", 5)]


def test_the_home_now_comes_first_and_the_one_before_has_both_its_days() -> None:
    found = short(filled())
    assert (found["Pt1Line4c_CityOrTown[0]"], found["Pt1Line5a_DateFrom[0]"]) == ("San Antonio", "11/01/2023")
    before = [found[f"Pt1Line{name}[0]"] for name in ("6c_CityOrTown", "7a_DateFrom", "7b_DateTo")]
    assert before == ["Austin", "01/05/2023", "11/01/2023"]
    assert (found["Pt1Line8f_Country[0]"], found["Pt1Line9a_DateFrom[0]"]) == ("Mexico", "2010")


def test_parent_one_is_the_mother_by_her_maiden_name_and_parent_two_the_father() -> None:
    found = short(filled(mother={**ROSA, "legal_family_name": "Ramírez", "birth_city": "Tepic"}))
    assert (found["Pt1Line10_FamilyName[0]"], found["Pt1Line12CityTownOfBirth[0]"]) == ("Ortega", "Tepic")
    assert (found["Pt1Line14_CountryofBirth[0]"], found["Pt1Line16_FamilyName[0]"]) == ("Deceased", "Ramírez")


def test_somebody_without_work_is_written_as_unemployed() -> None:
    found = short(filled(employment=()))
    assert found["Pt2Line1_EmployerOrCompName[0]"] == "Unemployed"
    assert not [name for name in found if re.match(r"Pt2Line[2-8]|Pt3", name)]


@pytest.mark.parametrize(("person", "page", "left", "height", "words"), TICKS)
def test_each_tick_stands_beside_its_own_words(
    blank: bytes, person: Any, page: int, left: int, height: int, words: str
) -> None:
    there = {one.name: one for one in inspect(blank).fields}
    on = [there[name] for name, value in filled(**person).values.items() if value is True]
    assert (page, left, height) in {(one.page, round(one.rect[0]), round(one.rect[1])) for one in on}
    text = pypdfium2.PdfDocument(blank)[page - 1].get_textpage()
    wide = 5 * len(words) + 10 if len(words) < 12 else 250
    beside = text.get_text_bounded(left=left + 9, bottom=height - 3, right=left + 15 + wide, top=height + 12)
    assert words in " ".join(beside.split())


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(shipped_map("I-130A", "04-01-24"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.father.family_name", "person.interpreter_needed"} <= set(found.unanswered)


def test_a_third_home_goes_to_part_seven_and_no_signature_is_written(blank: bytes) -> None:
    old = {"kind": "foreign", "street": "Calle 5", "city": "Tepic", "country": "Mexico"}
    homes = tuple({**old, "from": PartialDate(2005 + n), "until": date(2006 + n, 5, 1)} for n in range(3))
    now = {"kind": "residence", "street": "1 Elm", "city": "Waco", "country": "United States", "until": NONE}
    facts = adjusting(person={**PARENTS, "addresses": ({**now, "from": date(2023, 1, 5)}, *homes)})
    done = fill_form(blank, shipped_map("I-130A", "04-01-24"), facts, vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert "Calle 5" in found["Pt7Line3d_AdditionalInfo[0]"]
    assert found["Pt1Line3a_FamilyName[1]"] == "Ramirez Ortega"
    assert [name for name in found if re.search("Signature|DateofSig", name) and found[name]] == []
    assert (done.report.unknown, done.report.bad_option) == ([], [])
