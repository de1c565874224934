"""Form I-9 filled for real: who attests what, documents of List A or of B and C, a helper, a second look."""

from __future__ import annotations

from datetime import date
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

SHOWN: dict[str, Any] = {
    "i9_status": "authorized", "work_authorized_until": date(2026, 9, 30), "i9_number_kind": "i94_number",
    "i9_number": "123456789A1", "i9_shown": "list_a", "i9_document_a": "Foreign passport with Form I-94",
    "i9_a_authority": "India", "i9_a_number": "Z1234567", "i9_a_until": date(2031, 4, 30),
    "i9_second_a": "Form I-94", "i9_second_a_authority": "CBP", "i9_second_a_number": "123456789A1",
    "i9_second_a_until": date(2026, 9, 30), "i9_third_a": NONE, "i9_note": NONE, "hired_on": date(2026, 8, 3),
    "i9_seen_how": "in_person", "i9_seen_by": "Okafor, Grace, Vice President", "i9_helper": False,
    "i9_again": False,
}  # fmt: skip
CARDS: dict[str, Any] = {
    "i9_status": "resident", "work_authorized_until": None, "i9_number_kind": None, "i9_number": None,
    "i9_shown": "lists_b_and_c", "i9_document_b": "Driver's license", "i9_b_authority": "State of California",
    "i9_b_number": "D1234567", "i9_b_until": date(2029, 2, 11), "i9_document_c": "Social Security card",
    "i9_c_authority": "Social Security Administration", "i9_c_number": "987-65-4320", "i9_c_until": NONE,
    "i9_seen_how": "by_video",
}  # fmt: skip
HELPED: dict[str, Any] = {
    "i9_helper": True, "i9_helper_family_name": "Rao", "i9_helper_given_name": "Asha",
    "i9_helper_middle_name": NONE, "i9_helper_street": "9 Bay Street", "i9_helper_city": "San Diego",
    "i9_helper_state": "CA", "i9_helper_zip": "92101-1111", "i9_again": True, "i9_rehired_on": NONE,
    "i9_new_family_name": "Iyer Rao", "i9_new_given_name": NONE, "i9_new_middle_name": NONE,
    "i9_again_document": "Employment Authorization Document", "i9_again_number": "IOE1234567890",
    "i9_again_until": date(2028, 9, 30), "i9_again_by": "Okafor, Grace, Vice President",
    "i9_again_how": "in_person",
}  # fmt: skip


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-9_01-20-25.pdf").read_bytes()


def filled(blank: bytes, **job: Any) -> FilledForm:
    person = {"phone_day": "(619) 555-0188", "email": NONE, "a_number": "A 12345678"}
    facts = petition(person=person, job={**SHOWN, **job})
    return fill_form(blank, shipped_map("I-9", "01-20-25"), facts, vocabulary())


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-9", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 128


def test_a_worker_with_a_passport_attests_item_four_and_gives_one_number(blank: bytes) -> None:
    done = filled(blank)
    found = values_of(done.pdf)
    assert [found[f"CB_{item}"] for item in (1, 2, 3, 4)] == ["", "", "", "On"]
    assert found["Employee Middle Initial (if any)"] == "L"
    assert (found["Exp Date mmddyyyy"], found["Form I94 Admission Number"]) == ("09/30/2026", "123456789A1")
    assert (found["USCIS ANumber"], found["Foreign Passport Number and Country of IssuanceRow1"]) == ("", "")
    assert found["Document Title 2 If any"] == "Form I-94"
    assert found["List B Document 1 Title"] == ""
    assert found["Employers Business or Org Address"] == "400 Market Street Ste 900, San Diego, CA 92101"
    assert {one.signer for one in done.boxes.signatures} == {"employee", "employer"}
    assert (done.boxes.unanswered, done.addendum, done.report.overflow) == ((), (), [])


def test_the_first_document_of_list_a_is_not_repeated_as_a_reverification(blank: bytes) -> None:
    (box,) = [one for one in inspect(blank).fields if one.name == "Document Title 1"]
    assert (box.page, round(box.rect[1])) == (1, 342)  # it stands on page 4 too
    found = values_of(filled(blank).pdf)
    assert found["Document Title 1"] == "Foreign passport with Form I-94"
    assert found["Document Title 1 (elsewhere)"] == ""


def test_two_cards_a_helper_and_a_second_look_stand_in_their_own_boxes(blank: bytes) -> None:
    done = filled(blank, **CARDS, **HELPED)
    found = values_of(done.pdf)
    assert (found["CB_3"], found["3 A lawful permanent resident Enter USCIS or ANumber"]) == (
        "On",
        "012345678",
    )
    assert (found["Document Title 1"], found["List C Expiration Date 1"]) == ("", "N/A")
    assert found["List B Document Number 1"] == "D1234567"
    assert (found["CB_Alt"], found["CB_Alt_0"]) == ("Yes", "")
    assert found["Preparer or Translator Last Name (Family Name) 0"] == "Rao"
    assert (found["Zip Code 0"], found["Preparer State 0"]) == ("92101", "CA")
    assert (found["Last Name 0"], found["First Name 0"]) == ("Iyer Rao", "")
    assert (found["Expiration Date 0"], found["Last Name Family Name from Section 1-2"]) == (
        "09/30/2028",
        "Iyer",
    )
    assert "preparer or translator" in {one.signer for one in done.boxes.signatures}
    assert done.report.overflow == []
