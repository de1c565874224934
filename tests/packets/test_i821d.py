"""Form I-821D filled for real: a renewal with four homes, two trips and one thing to explain."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.protection_facts import renewing
from tests.packets.small_form import values_of

FORM_MAP = shipped_map("I-821D", "01-20-25")


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-821D_01-20-25.pdf").read_bytes()


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    assert check_map(FORM_MAP, inspect(blank)) == []
    assert check_words(FORM_MAP, vocabulary()) == []
    assert len(FORM_MAP.boxes) == 215


def test_a_renewal_tells_homes_trips_and_what_happened_and_leaves_part_three_empty(blank: bytes) -> None:
    done = fill_form(blank, FORM_MAP, renewing(), vocabulary())
    assert done.boxes.unanswered == ()
    assert (done.report.unknown, done.report.bad_option, done.report.overflow) == ([], [], [])
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    streets = [found[f"P2_Line{line}b_Street[0]"] for line in range(2, 6)]
    assert streets == ["4512 Willow Creek Drive", "1 First Street", "2 Second Street", "3 Third Street"]
    assert (found["P2_Line6a_DepDate[0]"], found["P2_Line7c_Reason[0]"]) == (
        "06/01/2025",
        "Funeral of the grandmother",
    )
    assert (found["P1_Line6_CB[1]"], found["P1_Line6g_Location[0]"]) == ("Closed", "Dallas TX")
    assert [found[f"P8_Line{line}c_Item[0]"] for line in (3, 4, 5)] == ["15", "5", "1"]
    assert "noisy party" in found["P8_Line5d_Narrative[0]"]
    assert [name for name in found if name.startswith("P3_") and found[name] not in ("", "Off", " ")] == []


def test_yes_stands_left_of_no_on_the_line_of_its_question(blank: bytes) -> None:
    there = {one.name: one for one in inspect(blank).fields}
    page = pypdfium2.PdfDocument(blank)[3].get_textpage()
    for name, box in FORM_MAP.boxes.items():
        if box.place.part != "4" or not box.is_:
            continue
        left, low = there[name].rect[0], there[name].rect[1]
        word = page.get_text_bounded(left=left + 10, bottom=low - 2, right=left + 40, top=low + 12).strip()
        assert word.startswith(box.is_[0].capitalize()), (name, word)


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(FORM_MAP, poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.daca_until", "person.daca_gang"} <= set(found.unanswered)
