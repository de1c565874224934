"""Form I-290B filled for real: what was refused, by which office, and why that was wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.facts import Facts
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting, poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

FORM_MAP = shipped_map("I-290B", "05-31-24")
REFUSED: dict[str, Any] = {
    "petitioner_is_employer": False, "appeal_kind": "reopen", "appeal_form": "I-485",
    "appeal_receipt": "IOE0912345678", "appeal_classification": "IR-6", "appeal_decided_on": date(2026, 8, 3),
    "appeal_office": "San Antonio (SNA)",
    "appeal_statement": "The decision says that no medical examination was sent. It was sent on May 4. " * 60,
}  # fmt: skip


def refused(**case: Any) -> Facts:
    """The facts of somebody whose green card was refused."""
    return adjusting(case={**REFUSED, **case})


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-290B_05-31-24.pdf").read_bytes()


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    assert check_map(FORM_MAP, inspect(blank)) == []
    assert check_words(FORM_MAP, vocabulary()) == []
    assert len(FORM_MAP.boxes) == 60


def test_a_motion_says_what_was_refused_and_a_long_reason_goes_on_in_part_seven(blank: bytes) -> None:
    done = fill_form(blank, FORM_MAP, refused(), vocabulary())
    assert done.boxes.unanswered == ()
    assert (done.report.unknown, done.report.bad_option) == ([], [])
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert [found[f"P2_Line1_checkbox[{at}]"] for at in range(3)] == ["", "", ""]
    assert found["P2_Line2_checkbox[0]"] == "reopen"
    assert found["P3_Line6_USCISOffice[0]"] == "CRO SNA"
    assert (found["Pt2_Line3_ReceiptNumber[0]"], found["P2_Line5_DateAdverseDecision[0]"]) == (
        "IOE0912345678",
        "08/03/2026",
    )
    assert found["Pt1_Line1a_FamilyName[1]"] == "Ramirez Ortega"
    assert (found["Pt7_Line3a_PageNumber[0]"], found["Pt7_Line3b_PartNumber[0]"]) == ("2", "3")
    assert "It was sent on May 4." in found["Pt7_Line3d_AdditionalInfo[0]"]


def test_an_employer_that_files_stands_in_item_three_and_nobody_in_item_one() -> None:
    employer = Facts({"employer": {"name": "Sonora Mills, Inc."}})
    facts = refused(petitioner_is_employer=True).also({"employer": employer.root("employer")})
    told = {
        name.rsplit(".", 1)[-1]: value
        for name, value in box_values(FORM_MAP, facts, vocabulary()).values.items()
    }
    assert told["Pt1_Line3a_InCareOfName[0]"] == "Sonora Mills, Inc."
    assert [name for name in told if "Pt1_Line1" in name or "DateofBirth" in name] == []


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(FORM_MAP, poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"case.appeal_kind", "case.appeal_statement"} <= set(found.unanswered)
