"""Form I-821 filled for real: a first request and a late one, each hard question on its own line."""

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
from tests.packets.protection_facts import registering
from tests.packets.small_form import values_of

FORM_MAP = shipped_map("I-821", "01-20-25")


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-821_01-20-25.pdf").read_bytes()


def boxes(**person: Any) -> dict[str, str | bool]:
    found = box_values(FORM_MAP, registering(**person), vocabulary())
    assert found.unanswered == ()
    return {name.removeprefix("form1[0]."): value for name, value in found.values.items()}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    assert check_map(FORM_MAP, inspect(blank)) == []
    assert check_words(FORM_MAP, vocabulary()) == []
    assert len(FORM_MAP.boxes) == 445


def test_a_first_request_tells_court_way_and_what_happened(blank: bytes) -> None:
    done = fill_form(blank, FORM_MAP, registering(), vocabulary())
    assert (done.report.unknown, done.report.bad_option, done.report.overflow) == ([], [], [])
    found = {name.removeprefix("form1[0]."): value for name, value in values_of(done.pdf).items()}
    assert (found["Page01[0].Part1_Item1_ApplicationType[0]"], found["Page01[0].Part1_TPScountry[0]"]) == (
        "1a",
        "Mexico",
    )
    assert found["Page03[0].Part2_Item31e_Present[0]"] == "P"
    assert found["Page07[0].Part7_Item2_CountriesTraveled[0]"] == "Guatemala"
    assert (found["Page07[0].Part7_Item4b_YN[0]"], found["Page07[0].Part7_Item4a_YN[1]"]) == ("Y", "N")
    assert "fined in Laredo" in found["Page13[0].AI_4d_AdditionalInfo[0]"]


def test_husband_former_husband_and_children_are_told_only_when_it_is_late() -> None:
    spouse, former, child = (
        "Page04[0].Page04[0].Part4_Item3_GivenName[0]",
        "Page05[0].Part5_Item1_GivenName[0]",
        "Page06[0].Part6_Item1_GivenName[0]",
    )
    assert {spouse, former, child} & set(boxes()) == set()
    late = boxes(tps_late=True, tps_late_explained="Ill until August 2024.")
    assert [late[name] for name in (spouse, former, child)] == ["José", "Juan", "Camila"]


def test_each_yes_and_no_of_part_seven_stands_beside_its_word_and_its_item(blank: bytes) -> None:
    there, pdf = {one.name: one for one in inspect(blank).fields}, pypdfium2.PdfDocument(blank)
    looked = 0
    for name, box in FORM_MAP.boxes.items():
        if box.place.part != "7" or box.is_ not in (("yes",), ("no",)) or box.place.item == "20.d":
            continue
        left, low, *_rest = there[name].rect
        text = pdf[there[name].page - 1].get_textpage()
        beside = text.get_text_bounded(left=left + 9, bottom=low - 2, right=left + 34, top=low + 12)
        assert beside.strip() == box.is_[0].capitalize(), (name, beside)
        tooltip = "".join(there[name].tooltip.split())
        assert f"{box.place.item.upper()}." in tooltip, (name, tooltip)
        looked += 1
    assert looked == 144


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(FORM_MAP, poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.tps_country", "person.tps_felony"} <= set(found.unanswered)
