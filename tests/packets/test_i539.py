"""Form I-539 filled for real: longer or another status, on whom the stay rests, what a yes is told with."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting, poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

STAYING: dict[str, Any] = {
    "stay_action": "extend", "stay_wanted_until": date(2027, 3, 31), "stay_people": 1,
    "stay_based_on": "own", "stay_worked": False, "stay_means": "Savings of 12,000 dollars.",
    "stay_immigrant_visa": False, "stay_immigrant_petition": False, "stay_filed_i485": False,
    "stay_arrested": False, "forced_sexual_contact": False, "hindered_religion": False,
    "in_proceedings_now": False, "was_exchange_visitor": False, "sevis_number": NONE,
    "mailing_same_as_home": True, "interpreter_needed": False, "school_name": NONE,
    "status_periods": ({"status": "B-2", "from": date(2026, 8, 2), "i94_until": date(2027, 1, 31)},),
}  # fmt: skip
DEPENDENT: dict[str, Any] = {
    "stay_action": "change", "stay_status_wanted": "H-4", "stay_effective_on": date(2026, 12, 1),
    "stay_based_on": "pending", "stay_based_form": "I-129", "main_worker_given_name": "Arun",
    "main_worker_family_name": "Iyer", "main_worker_receipt": "IOE0912345678",
    "main_worker_filed_on": date(2026, 9, 1), "stay_people": 3,
}  # fmt: skip


def staying(**person: Any) -> Facts:
    return adjusting(person={**STAYING, **person})


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-539_08-28-24.pdf").read_bytes()


def written(blank: bytes, facts: Facts) -> dict[str, Any]:
    done = fill_form(blank, shipped_map("I-539", "08-28-24"), facts, vocabulary())
    assert (done.report.unknown, done.report.bad_option) == ([], [])
    return {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-539", "08-28-24")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) + len(form_map.additional_boxes()) == 159 - 7


def test_a_visitor_who_stays_longer_tells_how_the_stay_is_paid_for(blank: bytes) -> None:
    found = written(blank, staying())
    assert (found["Pt1Line15a_NewStatus[0]"], found["SupA_Line1p_DateExpires[0]"]) == ("B2", "01/31/2027")
    assert found["P3_Line1a_DateExtended[0]"] == "03/31/2027"
    assert (found["Part2_Item11_City[0]"], found["Part1_Item6_City[0]"]) == ("San Antonio", "")
    assert [found[f"P8_Line3_{one}Number[0]"] for one in ("A_Page", "B_Part", "C_Item")] == ["4", "4", "14"]
    assert found["P8_Line3_D_AdditionalInfo[0]"] == "Savings of 12,000 dollars."
    assert not found["P6_Line7_SignatureApplicant[0]"]


def test_a_dependent_names_the_worker_on_whom_the_change_rests(blank: bytes) -> None:
    found = written(blank, staying(**DEPENDENT))
    assert (found["Pt2Line2a_NewStatus[0]"], found["Pt2Line2b_EffectiveDate[0]"]) == ("H4", "12/01/2026")
    names = [found[f"P3_Line4_NameofPetitioner[{one}]"] for one in (0, 1)]
    assert (names, found["P3_Line5_DateFiled[0]"]) == (["Arun", "Iyer"], "09/01/2026")
    assert (found["P3_Line5_ReceiptNumber[0]"], found["P2_Line5b_TotalNumber[0]"]) == ("IOE0912345678", "3")
    spouse = written(blank, staying(**{**DEPENDENT, "stay_status_wanted": "L2S"}))
    assert spouse["Pt2Line2a_NewStatus[0]"] == "9"  # what the list of the agency keeps for L2S


def test_each_answer_ticks_the_box_at_its_own_height(blank: bytes) -> None:
    there = {one.name: one for one in inspect(blank).fields}
    form_map = shipped_map("I-539", "08-28-24")
    for person, page, left, low in (
        ({"genocide": True}, 4, 500, 660), ({"genocide": False}, 4, 542, 660),
        ({"armed_group": True}, 4, 500, 516), ({"stay_arrested": True}, 4, 500, 702),
        ({"was_exchange_visitor": True}, 4, 500, 210), ({"stay_immigrant_visa": True}, 3, 500, 148),
        ({"stay_action": "reinstate"}, 2, 61, 391), ({"stay_based_on": "filed_together"}, 3, 61, 685),
    ):  # fmt: skip
        values = box_values(form_map, staying(**person), vocabulary()).values
        on = [there[name] for name, value in values.items() if value is True]
        assert (page, left, low) in {(one.page, round(one.rect[0]), round(one.rect[1])) for one in on}, person


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(shipped_map("I-539", "08-28-24"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.stay_action", "person.genocide", "person.stay_worked"} <= set(found.unanswered)
