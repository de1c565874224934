"""Form I-90 filled for real: a lost card, a new name, a conditional resident, a child of fourteen."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import FilledForm, fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

CARD: dict[str, Any] = {
    "lpr_since": date(2016, 5, 4), "lpr_class": "IR-1", "card_status": "resident", "card_reason": "lost",
    "card_name": "same", "card_applied_city": "Ciudad Juarez", "card_visa_city": "Ciudad Juarez",
    "card_by_visa": True, "card_destination": "San Antonio, TX", "card_port": "Laredo, TX",
    "card_given_up": False, "card_help_asked": False, "ever_in_proceedings": False, "ever_removed": False,
}  # fmt: skip
REASONS = [  # what is told, the box that is ticked
    ({"card_reason": "expiring"}, "P2_checkbox2[1]"),
    ({"card_reason": "destroyed"}, "P2_checkbox2[5]"),
    ({"card_reason": "mutilated"}, "P2_checkbox2[7]"),
    ({"card_reason": "name_changed"}, "P2_checkbox2[0]"),
    ({"card_reason": "turned_fourteen", "card_past_sixteen": True}, "P2_checkbox2[2]"),
    ({"card_reason": "turned_fourteen", "card_past_sixteen": False}, "P2_checkbox2[3]"),
    ({"card_reason": "other"}, "P2_checkbox2[8]"),
    ({"card_reason": "never_received", "card_status": "conditional"}, "P2_checkbox3[0]"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-90_01-20-25.pdf").read_bytes()


def filled(blank: bytes, **person: Any) -> FilledForm:
    facts = adjusting(person={**CARD, **person})
    return fill_form(blank, shipped_map("I-90", "01-20-25"), facts, vocabulary())


def ticked(done: FilledForm) -> set[str]:
    return {name.rsplit(".", 1)[-1] for name, value in done.boxes.values.items() if value is True}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-90", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 168


def test_a_lost_card_is_asked_for_anew(blank: bytes) -> None:
    done = filled(blank)
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    on = ticked(done)
    assert {
        "P2_checkbox1[0]",
        "P2_checkbox2[5]",
        "P1_checkbox4[1]",
        "P3_checkbox4[0]",
        "P3_checkbox5[0]",
    } <= on
    assert {"P4_checkbox1[0]", "P5_Checkbox1a[0]", "P3_checkbox10[5]", "P3_checkbox11[8]"} <= on
    assert (found["P1_Line14_ClassOfAdmission[0]"], found["P1_Line15_DateOfAdmission[0]"]) == (
        "IR1",
        "05/04/2016",
    )
    assert (found["P1_Line6b_StreetNumberName[0]"], found["P1_Line7a_StreetNumberName[0]"]) == (
        "4512 Willow Creek Drive", "",
    )  # fmt: skip
    assert (found["P1_Line12_MotherGivenName[0]"], found["P1_Line13_FatherGivenName[0]"]) == ("Rosa", "Luis")
    assert found["P3_Line3a1_CityandState[0]"] == "Laredo, TX"
    assert found["P1_Line1_AlienNumber[1]"] == "012345678"
    assert (done.boxes.unanswered, done.report.bad_option, done.addendum) == ((), [], ())


@pytest.mark.parametrize(("told", "box"), REASONS)
def test_one_reason_is_ticked_in_the_section_of_the_status(told: dict[str, Any], box: str) -> None:
    facts = adjusting(person={**CARD, **told})
    found = box_values(shipped_map("I-90", "01-20-25"), facts, vocabulary()).values
    on = {name.rsplit(".", 1)[-1] for name, value in found.items() if value is True}
    assert [one for one in on if one.startswith(("P2_checkbox2", "P2_checkbox3"))] == [box]


def test_a_new_name_and_a_hard_history_are_told(blank: bytes) -> None:
    told = {
        "card_name": "changed", "card_before_family_name": "Ortega", "card_before_given_name": "Lucia",
        "card_before_middle_name": NONE, "ever_removed": True, "card_proceedings_explained": "Laredo, 2012.",
        "card_help_asked": True, "card_help_deaf": "American Sign Language", "card_help_blind": NONE,
        "card_help_other": NONE,
    }  # fmt: skip
    done = filled(blank, **told)
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert (found["P1_Line5a_FamilyName[0]"], found["P8_Line3d_AdditionalInfo[0]"]) == (
        "Ortega",
        "Laredo, 2012.",
    )
    assert (found["P8_Line3b_PartNumber[0]"], found["P8_Line3c_ItemNumber[0]"]) == ("3", "4")
    on = ticked(done)
    assert {"P1_checkbox4[0]", "P3_checkbox4[1]", "P4_checkbox1[1]", "P4_checkbox1a[0]"} <= on
    assert not {"P4_checkbox1b[0]", "P4_checkbox1c[0]"} & on
