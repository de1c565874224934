"""Form I-751 filled for real: together with the spouse, and alone after a divorce."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.residence_facts import DIVORCED, conditional
from tests.packets.small_form import values_of

FORM_MAP = shipped_map("I-751", "04-01-24")


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-751_04-01-24.pdf").read_bytes()


def boxes(**person: Any) -> dict[str, str | bool]:
    found = box_values(FORM_MAP, conditional(**person), vocabulary())
    assert found.unanswered == ()
    return {name.removeprefix("form1[0]."): value for name, value in found.values.items()}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    assert check_map(FORM_MAP, inspect(blank)) == []
    assert check_words(FORM_MAP, vocabulary()) == []
    assert len(FORM_MAP.boxes) == 298


def test_a_petition_together_names_the_spouse_and_each_child_where_it_lives(blank: bytes) -> None:
    done = fill_form(blank, FORM_MAP, conditional(), vocabulary())
    assert (done.report.unknown, done.report.bad_option, done.report.overflow) == ([], [], [])
    found = {name.removeprefix("form1[0]."): value for name, value in values_of(done.pdf).items()}
    assert found["#subform[2].Pt3Line1[0]"] == "A"
    assert (found["#subform[2].Pt4Line2b_GivenName2[0]"], found["#subform[2].Line3_DateOfBirth[0]"]) == (
        "Jose",
        "02/03/1985",
    )
    given = ["#subform[2].Line1b_GivenName3[0]", *(f"#subform[3].Line13b_GivenName[{at}]" for at in range(3))]
    assert [found[name] for name in given] == ["Camila", "Diego", "Eva", "Fe"]
    assert (found["#subform[3].Part5Line11[1]"], found["#subform[3].Pt5Line12_CityOrTown[0]"]) == (
        "N",
        "Puebla Mexico",
    )
    assert [found[f"#subform[10].P8_Line{line}c_ItemNumber[0]"] for line in (3, 4, 5)] == ["2", "20", "22"]
    assert [one.signer for one in done.boxes.signatures] == ["applicant", "spouse", "attorney"]


def test_who_is_divorced_files_alone_tells_why_and_where_the_former_spouse_lives() -> None:
    told = boxes(**DIVORCED)
    assert ("#subform[2].Pt3Line1d[0]" in told, "#subform[2].Pt3Line1[0]" in told) == (True, False)
    assert told["#subform[0].P1_Line13_DateMarriageEnded[0]"] == "07/02/2026"
    assert told["#subform[2].Pt4Line2b_GivenName2[0]"] == "José"
    assert told["#subform[2].Pt4Line6_StreetNumberName[0]"] == "9 Ninth Street"
    assert [name for name in told if "Pt8_Name" in name or "P7Line2_Name" in name] == []
    found = box_values(FORM_MAP, conditional(**DIVORCED), vocabulary())
    assert "He left in May 2026." in [one.text for one in found.additional]


def test_yes_stands_left_of_no_on_the_line_of_its_question(blank: bytes) -> None:
    there, pdf = {one.name: one for one in inspect(blank).fields}, pypdfium2.PdfDocument(blank)
    looked = 0
    for name, box in FORM_MAP.boxes.items():
        if box.is_ not in (("yes",), ("no",)) or box.from_ == "person.interpreter_needed":
            continue
        field = there[name]
        page, (left, low, *_rest) = pdf[field.page - 1].get_textpage(), field.rect
        beside = page.get_text_bounded(left=left + 9, bottom=low - 2, right=left + 34, top=low + 12)
        said = {"Yes": "yes", "No": "no"}.get(beside.strip(), "")
        turned = box.from_ == "person.mailing_same_as_home"  # the form asks whether it is another
        assert said == ({"yes": "no", "no": "yes"}[box.is_[0]] if turned else box.is_[0]), (name, beside)
        looked += 1
    assert looked > 20


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(FORM_MAP, poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.lift_basis", "person.conditions_offense"} <= set(found.unanswered)
