"""Form I-693: what the applicant tells stands on each page; the surgeon's part stays empty."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-693_01-20-25.pdf").read_bytes()


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-693", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) + len(form_map.additional_boxes()) == 446 - 14


def test_the_applicant_stands_on_every_page_and_nothing_of_the_surgeon_is_filled(blank: bytes) -> None:
    done = fill_form(blank, shipped_map("I-693", "01-20-25"), adjusting(), vocabulary())
    said = values_of(done.pdf)
    pages = {one.name: one.page for one in inspect(blank).fields}
    names = [name for name, value in said.items() if "Pt1Line1a_FamilyName" in name and value]
    assert [pages[one] for one in sorted(names, key=pages.__getitem__)] == list(range(1, 15))
    assert {said[one] for one in names} == {"Ramirez Ortega"}
    assert said["form1[0].#subform[0].P1Line2_CityOrTown[0]"] == "San Antonio"
    assert said["form1[0].#subform[0].Pt1Line3_DateOfBirth[0]"] == "03/07/1988"
    told = [name for name, value in said.items() if value and "PDF417" not in name and pages[name] > 3]
    assert [one for one in told if "Pt1Line" not in one] == []
    assert not said["form1[0].#subform[1].Pt2Line6_ApplicantSignature[0]"]


def test_only_an_examination_abroad_ticks_the_vaccination_record() -> None:
    box = "form1[0].#subform[0].Pt1_Line4_ImmMedExamReq[0]"
    for said in (True, False, None):
        facts = adjusting(person={"medical_abroad": said})
        found = box_values(shipped_map("I-693", "01-20-25"), facts, vocabulary())
        assert (box in found.values) is (said is True)
        assert "person.medical_abroad" not in found.unanswered
