"""The supplements of Form I-129: each classification fills its own and leaves the others empty."""

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
from immdesk.packets.boxes import BoxValues, box_values
from immdesk.packets.inspect import inspect
from tests.packets.family_facts import shipped_map, vocabulary
from tests.packets.worker_facts import ABROAD_WORK, STAGE, petition

SUPPLEMENTS = {  # classification, pages of the supplements that it fills
    "H-1B": {13, 14, 15, 21, 22, 23},
    "H-1B1": {11, 12, 13, 14, 15, 21, 22, 23},
    "L-1A": {24, 25, 26},
    "L-1B": {24, 25, 26},
    "TN": {11, 12},
    "E-3": set(),
    "O-1A": {28, 29, 30},
    "O-1B": {28, 29, 30},
}


def asking(kind: str, **case: Any) -> Facts:
    """The facts of a new petition for this classification."""
    said = {**ABROAD_WORK, **STAGE, "tn_citizen_of": "canada", "had_classification": False}
    new = {"classification": kind, "petition_basis": "new", "denied_classification": False}
    words = {**said, **new, "cap_registration": NONE, **case}
    return petition(case=words, person={"owns_part": True, "owns_part_explained": "Two percent."})


def filled(kind: str, **case: Any) -> BoxValues:
    return box_values(shipped_map("I-129", "01-20-25"), asking(kind, **case), vocabulary())


def ends(found: BoxValues, name: str) -> Any:
    return next((value for box, value in found.values.items() if box.endswith(name)), None)


@pytest.fixture(scope="module")
def blank(shared: Path) -> bytes:
    return (shared / "forms" / "I-129_01-20-25.pdf").read_bytes()


def test_each_classification_fills_its_own_supplements_and_no_other(blank: bytes) -> None:
    page = {one.name: one.page for one in inspect(blank).fields}
    for kind, pages in SUPPLEMENTS.items():
        found = filled(kind)
        assert {page[name] for name in found.values if page[name] > 8} == pages, kind
        assert ends(found, "Part2_ClassificationSymbol[0]") == kind
        assert {one.page for one in found.signatures} <= pages | {7}, kind


def test_free_trade_workers_are_extended_in_boxes_of_their_own() -> None:
    for kind, action, box in (
        ("TN", "extend", 4), ("TN", "change_and_extend", 5), ("L-1A", "extend", 2), ("TN", "notify", 0),
    ):  # fmt: skip
        found = filled(kind, petition_action=action).values
        assert [name[-2] for name in found if "P2Checkbox4" in name] == [str(box)]


def test_the_l_supplement_says_who_worked_where_and_how_the_companies_belong_together(blank: bytes) -> None:
    form = fill_form(blank, shipped_map("I-129", "01-20-25"), asking("L-1B"), vocabulary(), flatten=True)
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(form.pdf))]
    for page, words in (
        (24, ("Priya Lakshmi Iyer", "12/31/2022", "Meridian Analytics Pvt. Ltd.", "9 Mount Road", "600002")),
        (25, ("06/01/2015", "09/30/2020", "Led the data platform group", "Data engineer since 2020")),
        (26, ("Grace Okafor, all of the time.", "machines cannot be moved", "12-3456789")),
    ):
        for word in words:
            assert word in pages[page - 1], word
    assert ends(filled("L-1B"), "c_Subsidiary[0]") is True
    assert ends(filled("L-1A", works_at_client=True), "LSec1Line12[1]") is None
    assert (form.report.unknown, form.report.bad_option) == ([], [])


def test_the_union_of_a_film_worker_and_the_group_of_another_stand_on_their_own_lines() -> None:
    film, science = filled("O-1B"), filled("O-1A", o1_kind="science_business_athletics")
    assert (ends(film, "LSuppLine11a_NameofPeer[0]"), ends(film, "LSuppLine10a_NameofPeer[0]")) == (
        "Screen Guild", None,
    )  # fmt: skip
    assert ends(film, "LSuppLine12a_NameofPeer[0]") == "Alliance of Producers"
    assert ends(science, "LSuppLine10a_NameofPeer[0]") == "Screen Guild"
    assert ends(science, "LSuppLine12a_NameofPeer[0]") is None
    assert ends(filled("O-1B", o1_opinion_sent="included"), "LSuppLine11a_NameofPeer[0]") is None
    assert ends(film, "subform[34].Line1_Duties[1]") == "Two percent."


def test_what_stands_in_part_nine_belongs_to_the_supplement_that_is_filed() -> None:
    stays = tuple({"from": date(2010 + n, 1, 1), "until": date(2010 + n, 11, 30)} for n in range(8))
    changed = {"company_tie_same": False, "company_tie_changed": "Sold in 2024."}
    person = {"stays_in_h_or_l": stays, "number_of_stays": 8}
    for kind, told in (
        ("H-1B", [("13", "H", "3")] * 2),
        ("L-1A", [("24", "L 1", "2"), ("26", "L 1", "11")]),
    ):
        words = {**ABROAD_WORK, **changed, "classification": kind}
        found = box_values(
            shipped_map("I-129", "01-20-25"), petition(case=words, person=person), vocabulary()
        )
        assert [(one.page, one.part, one.item) for one in found.additional if one.part != "4"] == told


def test_a_first_h1b_petition_names_its_registration_and_the_passport_of_it() -> None:
    found = filled("H-1B", cap_registration="BCN-123456", cap_passport_same=True)
    assert ends(found, "SubHLine5_ConfirmationNum[0]") == "BCN-123456"
    assert ends(found, "ClassHLine5b_PassportorTravDoc[0]") == "Z1234567"
    assert ends(filled("H-1B"), "ClassHLine5b_PassportorTravDoc[0]") is None
