"""Form I-131 filled for real: advance parole on a pending I-485 and nothing else, and only when confirmed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from immdesk.packets.addendum import fill_form
from immdesk.packets.boxes import BoxValues, box_values
from immdesk.packets.formmap import check_map, check_words
from immdesk.packets.inspect import inspect
from tests.packets.adjusting_facts import poor
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.small_form import values_of
from tests.packets.supporting_facts import applying

TICKS = [  # words of the party and of the person, page, left edge, height, the words right of the box
    ({}, {}, 1, 85, 91, "A pending Form I-485"),
    ({}, {"refugee_status": True}, 4, 500, 205, "Yes"),
    ({}, {"refugee_status": False}, 4, 542, 205, "No"),
    ({}, {"sex": "male"}, 5, 332, 208, "Male"),
    ({}, {"sex": "female"}, 5, 380, 208, "Female"),
    ({}, {"ethnicity": "hispanic"}, 7, 62, 565, "Hispanic or Latino"),
    ({}, {"ethnicity": "not_hispanic"}, 7, 170, 565, "Not Hispanic or Latino"),
    ({}, {"race": ("native_american",)}, 7, 62, 529, "American Indian"),
    ({}, {"race": ("asian",)}, 7, 170, 529, "Asian"),
    ({}, {"race": ("black",)}, 7, 218, 529, "Black or African"),
    ({}, {"race": ("pacific_islander",)}, 7, 314, 529, "Native Hawaiian"),
    ({}, {"race": ("white",)}, 7, 428, 529, "White"),
    ({}, {"eye_color": "black"}, 7, 62, 457, "Black"),
    ({}, {"eye_color": "hazel"}, 7, 320, 457, "Hazel"),
    ({}, {"eye_color": "pink"}, 7, 434, 457, "Pink"),
    ({}, {"eye_color": "unknown"}, 7, 482, 457, "Unknown"),
    ({}, {"hair_color": "bald"}, 7, 62, 421, "Bald"),
    ({}, {"hair_color": "brown"}, 7, 242, 421, "Brown"),
    ({}, {"hair_color": "sandy"}, 7, 404, 421, "Sandy"),
    ({}, {"hair_color": "white"}, 7, 458, 421, "White"),
    ({}, {"ever_in_proceedings": True}, 7, 500, 355, "Yes"),
    ({}, {"ever_in_proceedings": False}, 7, 542, 355, "No"),
    ({}, {"had_reentry_document": True}, 7, 500, 325, "Yes"),
    ({}, {"had_reentry_document": False}, 7, 542, 325, "No"),
    ({}, {"had_advance_parole": True}, 7, 500, 259, "Yes"),
    ({}, {"had_advance_parole": False}, 7, 542, 259, "No"),
    ({}, {}, 7, 542, 163, "No"),
    ({"travel_trips": "one"}, {}, 10, 62, 145, "One Trip"),
    ({"travel_trips": "more"}, {}, 10, 122, 145, "More than one trip"),
]


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-131_01-20-25.pdf").read_bytes()


def filled(party: dict[str, Any] | None = None, person: dict[str, Any] | None = None) -> BoxValues:
    return box_values(shipped_map("I-131", "01-20-25"), applying(party, person), vocabulary())


def ticked(blank: bytes, found: BoxValues) -> set[tuple[int, int, int]]:
    there = {one.name: one for one in inspect(blank).fields}
    on = [there[name] for name, value in found.values.items() if value is True]
    return {(one.page, round(one.rect[0]), round(one.rect[1])) for one in on}


def test_every_box_is_mapped_or_excused_and_every_word_is_known(blank: bytes) -> None:
    form_map = shipped_map("I-131", "01-20-25")
    assert check_map(form_map, inspect(blank)) == []
    assert check_words(form_map, vocabulary()) == []
    assert len(form_map.boxes) == 305


def test_nothing_is_asked_when_everything_is_told() -> None:
    found = filled()
    assert found.unanswered == ()
    assert [(one.signer, one.page) for one in found.signatures] == [("applicant", 11), ("attorney", 13)]


@pytest.mark.parametrize(("party", "person", "page", "left", "height", "words"), TICKS)
def test_each_tick_stands_beside_its_own_words(
    blank: bytes, party: Any, person: Any, page: int, left: int, height: int, words: str
) -> None:
    assert (page, left, height) in ticked(blank, filled(party, person))
    text = pypdfium2.PdfDocument(blank)[page - 1].get_textpage()
    wide = 5 * len(words) + 10
    beside = text.get_text_bounded(left=left + 8, bottom=height - 4, right=left + 12 + wide, top=height + 14)
    assert " ".join(beside.split()).startswith(words)


def test_a_single_answer_changes_no_box_but_its_own(blank: bytes) -> None:
    before = ticked(blank, filled())
    after = ticked(blank, filled(person={"ever_in_proceedings": True}))
    assert (before - after, after - before) == ({(7, 542, 355)}, {(7, 500, 355)})


def test_of_all_kinds_of_application_one_is_ticked(blank: bytes) -> None:
    first_pages = {one for one in ticked(blank, filled()) if one[0] < 5}
    assert first_pages == {(1, 476, 602), (1, 85, 91), (4, 542, 205)}


@pytest.mark.parametrize("confirmed", [False, None])
def test_nothing_of_the_travel_is_written_before_somebody_confirms_it(
    blank: bytes, confirmed: bool | None
) -> None:
    found = filled({"travel_confirmed": confirmed})
    assert not {one for one in ticked(blank, found) if one[0] in (1, 10)} - {(1, 476, 602)}
    assert [name for name in found.values if "P7_Line" in name] == []
    assert ("party.travel_confirmed" in found.unanswered) is (confirmed is None)


def test_the_receipt_of_a_pending_i485_is_written_when_the_form_is_filed_apart() -> None:
    name = "form1[0].P1[0].P1_Line5A[0]"
    assert name not in filled().values
    assert filled({"i485_receipt": "IOE0912345678"}).values[name] == "IOE0912345678"


def test_of_somebody_hardly_known_nothing_is_ticked() -> None:
    found = box_values(shipped_map("I-131", "01-20-25"), poor(), vocabulary())
    assert [name for name, value in found.values.items() if value is True] == []
    assert {"party.travel_confirmed", "person.refugee_status", "person.sex"} <= set(found.unanswered)


def test_the_form_is_filled_and_a_long_purpose_goes_on_in_part_thirteen(blank: bytes) -> None:
    purpose = "To visit my grandmother. " * 120
    facts = applying({"travel_purpose": purpose.strip()})
    done = fill_form(blank, shipped_map("I-131", "01-20-25"), facts, vocabulary())
    found = {name.rsplit(".", 1)[-1]: value for name, value in values_of(done.pdf).items()}
    assert found["P7_Line1_DateOfDeparture[0]"] == "12/18/2026"
    places = [found[f"Part13_Line3_{word}[0]"] for word in ("PageNumber", "PartNumber", "ItemNumber")]
    assert places == ["10", "7", "2"]
    assert [name for name in found if re.search(r"Signature|Sig\[|DateofSig", name) and found[name]] == []
    assert (done.report.unknown, done.report.bad_option) == ([], [])


ALONE: dict[str, dict[str, Any]] = {  # what each document asks besides, in a case of its own
    "reentry_permit": {"time_abroad": "one_to_two_years", "travel_pickup": "at_a_consulate",
                       "travel_consulate_city": "Guadalajara", "travel_consulate_country": "Mexico"},
    "refugee_travel_document": {
        "is_permanent_resident": True, "refugee_country": "Cuba", "refugee_plans_return": False,
        "refugee_returned": False, "refugee_passport": True, "refugee_benefit": False,
        "refugee_nationality_again": False, "refugee_new_nationality": False,
        "refugee_status_elsewhere": False, "refugee_travel_explained": "Renewed in 2024.",
        "refugee_files_here": True, "travel_pickup": "at_home",
    },
    "re_parole": {"reparole_program": "ukraine", "reparole_reason": "The war goes on.",
                  "reparole_length": "two years", "reparole_permit": True},
    "advance_parole": {"travel_basis": "i589", "permit_rests_on": "IOE0912345678"},
}  # fmt: skip
TICKED = {
    "reentry_permit": {(1, 66, 373), (8, 61, 145), (9, 61, 355), (9, 61, 667)},
    "refugee_travel_document": {(1, 66, 295), (8, 61, 163), (9, 500, 145), (10, 500, 595)},
    "re_parole": {(4, 85, 583), (11, 60, 379)},
    "advance_parole": {(2, 85, 703)},
}


@pytest.mark.parametrize("paper", ALONE)
def test_in_a_case_of_its_own_each_document_has_its_own_part(blank: bytes, paper: str) -> None:
    facts = applying({"travel_confirmed": None}, {"travel_paper": paper, **ALONE[paper]})
    alone = facts.also({"case": {**facts.root("case"), "type": "travel-document"}}, frozenset())
    found = box_values(shipped_map("I-131", "01-20-25"), alone, vocabulary())
    kinds = {(1, 66, 373), (1, 66, 313), (1, 66, 295), (1, 85, 91), (2, 85, 703), (4, 85, 583)}
    assert TICKED[paper] <= ticked(blank, found)
    assert ticked(blank, found) & kinds == TICKED[paper] & kinds
    assert found.unanswered == ()
    assert ("form1[0].#subform[9].P7_Line2_Purpose[0]" in found.values) is (paper == "advance_parole")
    assert [one.text for one in found.additional if one.part == "6"] == (
        ["Renewed in 2024."] if paper == "refugee_travel_document" else []
    )
