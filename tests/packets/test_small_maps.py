"""The short forms filled for real: AR-11 of somebody who moved, G-1145 on top of a filing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of

SMALL = {"AR-11": ("09-10-19", 37), "G-1145": ("09-26-14", 5)}
STATUS = [  # resident, status now, class of admission, the box that is ticked, what is written beside Other
    (True, NONE, "B-2", "P", None),
    (False, NONE, "B-2", "V", None),
    (False, NONE, "F-1", "S", None),
    (False, NONE, "H-1B", "O", "H1B"),
    (False, "H-4", "B-2", "O", "H4"),
]


def filled(form: str, **person: Any) -> dict[str, Any]:
    facts = adjusting(person={"is_permanent_resident": False, "status_now": NONE, **person})
    found = box_values(shipped_map(form, SMALL[form][0]), facts, vocabulary()).values
    return {name.rsplit(".", 1)[-1]: value for name, value in found.items()}


@pytest.mark.parametrize("form", SMALL)
def test_every_box_is_mapped_or_excused_and_every_word_is_known(form: str, shared: Path) -> None:
    edition, boxes = SMALL[form]
    form_map = shipped_map(form, edition)
    assert check_map(form_map, inspect(shared / "forms" / f"{form}_{edition}.pdf")) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == boxes


@pytest.mark.parametrize(("resident", "now", "admitted", "ticked", "other"), STATUS)
def test_one_status_is_ticked_and_only_another_is_written_out(
    shared: Path, resident: bool, now: Any, admitted: str, ticked: str, other: str | None
) -> None:
    entry = {"arrived_on": date(2023, 1, 5), "departed_on": NONE, "class_of_admission": admitted}
    found = filled("AR-11", is_permanent_resident=resident, status_now=now, entries=(entry,))
    blank = inspect(shared / "forms" / "AR-11_09-10-19.pdf")
    boxes = {one.name.rsplit(".", 1)[-1]: one.options[0].value for one in blank.fields if one.type == "check"}
    on = [boxes[name] for name, value in found.items() if value is True and "S1_Check" in name]
    assert (on, found.get("S1_Other[0]")) == ([ticked], other)


def test_the_card_has_the_new_home_the_old_one_and_no_signature(shared: Path) -> None:
    blank = (shared / "forms" / "AR-11_09-10-19.pdf").read_bytes()
    facts = adjusting(
        person={"is_permanent_resident": False, "status_now": NONE, "mailing_same_as_home": True}
    )
    done = fill_form(blank, shipped_map("AR-11", "09-10-19"), facts, vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert (found["S2B_CityOrTown[0]"], found["S2A_CityOrTown[0]"]) == ("San Antonio", "Austin")
    assert (found["S2B_AptSteFlrNumber[0]"], found["AlienNumber[0]"]) == ("7", "012345678")
    assert not found["S3_SignatureApplicant[0]"]
    assert not found["S3_DateofSignature[0]"]
    assert (done.report.unknown, done.report.bad_option, done.report.overflow) == ([], [], [])


def test_the_notification_asks_for_nothing_that_somebody_may_not_have() -> None:
    found = filled("G-1145", phone_mobile=NONE)
    assert (found["LastName[0]"], found["Email[0]"]) == ("Ramírez Ortega", "lucia@example.com")
    assert "MobilePhoneNumber[0]" not in found
