"""Form I-601A filled for real: court and orders, every question on its own line, who would suffer."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import adjusting, poor
from tests.packets.family_facts import shipped_map, vocabulary

NOES = ("waiver_false_information", "waiver_charged", "waiver_drugs", "waiver_drugs_helped", "waiver_more",
        "waiver_final_order", "waiver_order_notice", "waiver_voluntary_departure", "ever_arrested",
        "forced_sexual_contact", "hindered_religion")  # fmt: skip
WAIVING: dict[str, Any] = {
    **dict.fromkeys(NOES, False), "waiver_wanted": True, "waiver_court": "no_court",
    "waiver_case_number": "CDJ2026123456", "waiver_relative": "citizen_spouse",
    "waiver_relative_family_name": "Carter", "waiver_relative_given_name": "José",
    "waiver_relative_middle_name": NONE, "waiver_statement": "My husband cannot work. " * 40,
    "mailing_same_as_home": True, "language": "Spanish",
    "entries": tuple(
        {"arrived_on": date(year, 3, 1), "departed_on": date(year, 9, 1), "port": "LAREDO, TX",
         "class_of_admission": "B2", "manner": "inspected"} for year in (2015, 2017, 2019, 2021)
    ),
}  # fmt: skip
TICKS: list[tuple[dict[str, Any], int, int, int]] = [  # page, left, height
    ({"waiver_court": "closed"}, 2, 346, 277),
    ({"waiver_court": "open"}, 3, 64, 703),
    ({"waiver_final_order": True, "waiver_i212_receipt": NONE}, 3, 210, 448),
    ({"waiver_order_notice": True, "waiver_order_again": False}, 3, 252, 106),
    ({"waiver_voluntary_departure": True}, 3, 492, 676),
    ({"waiver_false_information": True}, 3, 492, 304),
    ({"ever_arrested": True}, 3, 492, 196),
    ({"waiver_drugs": True}, 3, 492, 100),
    ({"killing": True}, 4, 210, 472),
    ({"killing": False}, 4, 252, 472),
    ({"military_or_police": True}, 4, 210, 274),
    ({"eye_color": "gray"}, 4, 343, 244),
    ({"eye_color": "green"}, 4, 409, 244),
    ({"waiver_relative": "resident_parent"}, 5, 342, 466),
]


def waiving(**person: Any) -> Facts:
    return adjusting(person={**WAIVING, **person}, case={"category": "IR", "petitioner_is_employer": False})


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-601A_01-20-25.pdf").read_bytes()


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-601A", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) + len(form_map.additional_boxes()) == 257 - 9


def test_each_answer_ticks_its_own_box(blank: bytes) -> None:
    there = {one.name: (one.page, round(one.rect[0]), round(one.rect[1])) for one in inspect(blank).fields}
    for person, page, left, low in TICKS:
        found = box_values(shipped_map("I-601A", "01-20-25"), waiving(**person), vocabulary()).values
        on = {there[name] for name, value in found.items() if value is True}
        assert (page, left, low) in on, person


def test_the_three_last_entries_have_boxes_and_the_fourth_goes_to_part_nine(blank: bytes) -> None:
    form_map = shipped_map("I-601A", "01-20-25")
    done = fill_form(blank, form_map, waiving(), vocabulary(), flatten=True)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(done.pdf))]
    for page, words in ((2, ("03/01/2021", "09/01/2017", "LAREDO")), (5, ("C D J 2 0 2 6", "I O E 0 9")),
                        (6, ("My husband cannot work.",)), (9, ("03/01/2015",))):  # fmt: skip
        for word in words:
            assert word in pages[page - 1], (page, word)
    assert (done.report.unknown, done.report.bad_option) == ([], [])


def test_of_somebody_hardly_known_nothing_is_ticked_and_it_is_asked() -> None:
    found = box_values(shipped_map("I-601A", "01-20-25"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"person.waiver_court", "person.waiver_statement"} <= set(found.unanswered)
