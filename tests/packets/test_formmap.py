"""The shipped form maps against the real blanks, and maps that are wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import parse
from immdesk.packets.addendum import fill_form
from immdesk.packets.formmap import check_map, check_words, fitting_map
from immdesk.packets.inspect import inspect
from immdesk.packets.official import FormMap
from tests.packets.family_facts import couple, shipped_map, vocabulary
from tests.packets.small_form import small_form, values_of

SHIPPED = (("G-28", "09-17-18"), ("I-130", "04-01-24"))
BLANKS = {
    "G-28_09-17-18": SHIPPED[0],
    "G-28_09-17-18_no-barcode-97-fields": SHIPPED[0],
    "I-130_04-01-24": SHIPPED[1],
}


@pytest.mark.parametrize("name", BLANKS)
def test_every_box_of_the_blank_is_mapped_or_excused(shared: Path, name: str) -> None:
    form_file = inspect(shared / "forms" / f"{name}.pdf")
    form_map = shipped_map(*BLANKS[name])
    assert [str(one) for one in check_map(form_map, form_file)] == []
    assert fitting_map([form_map], form_file) is form_map


@pytest.mark.parametrize(("form", "edition"), SHIPPED)
def test_every_word_of_a_shipped_map_is_in_the_vocabulary(form: str, edition: str) -> None:
    assert [str(one) for one in check_words(shipped_map(form, edition), vocabulary())] == []


def test_the_items_of_the_map_are_those_of_the_form(shared: Path) -> None:
    form_map = shipped_map("I-130", "04-01-24")
    for box in inspect(shared / "forms" / "I-130_04-01-24.pdf").fields:
        place = form_map.boxes[box.name].place if box.name in form_map.boxes else None
        if place is None or not re.fullmatch(r"\d+(\.[a-z])?", place.item):
            continue
        number, _, letter = place.item.partition(".")
        told = rf"{number}\. ?{letter.upper()}\." if letter else rf"{number}\."
        assert re.search(told, box.tooltip), (box.name, place.item, box.tooltip[-60:])


def test_signatures_and_their_dates_are_never_mapped_to_a_value() -> None:
    for form, edition in SHIPPED:
        for name, box in shipped_map(form, edition).boxes.items():
            if re.search("signature", name, re.IGNORECASE):
                assert box.sign or box.dated or box.leave, name


SMALL = """
form: X-1
edition: 04/01/24
title: A small form
about: One person.
fits: [none]
boxes:
  Name[0]: {from: person.family_name, at: 1/1/1.a}
  Name[1]: {copy_of: "Name[0]"}
  Number[0]: {from: person.a_number, format: digits, width: 9}
  Agree[0]: {from: person.sex, is: male}
  Sign[0]: {sign: client, at: 2/1/9}
"""


def small_map(text: str = SMALL) -> FormMap:
    return parse(FormMap, text, "map.yaml")


def test_boxes_that_no_map_line_covers_are_named() -> None:
    told = " ".join(str(one) for one in check_map(small_map(), inspect(small_form())))
    assert "does not cover the box 'State[0]' on page 1" in told
    assert "Name[0]" not in told
    assert "PDF417" not in told


def test_a_box_that_the_blank_does_not_have_is_named() -> None:
    wrong = small_map(SMALL.replace("Number[0]", "Nmber[0]"))
    told = " ".join(str(one) for one in check_map(wrong, inspect(small_form())))
    assert "names the box 'Nmber[0]', which the blank does not have" in told
    with pytest.raises(Problem, match=r"names the box 'Nmber\[0\]'"):
        fill_form(small_form(), wrong, couple(), vocabulary())


def test_ticks_and_texts_that_do_not_suit_their_box_are_named() -> None:
    wrong = small_map(
        SMALL.replace("{from: person.sex, is: male}", "{from: person.sex}").replace(
            "format: digits, width: 9", "is: x"
        )
    )
    told = " ".join(str(one) for one in check_map(wrong, inspect(small_form())))
    assert "writes text into the check box 'Agree[0]'" in told
    assert "ticks 'Number[0]', which is no check box" in told


def test_a_word_that_does_not_exist_is_named_with_the_nearest_one() -> None:
    wrong = small_map(SMALL.replace("person.family_name", "person.famly_name"))
    assert "Did you mean 'person.family_name'?" in str(check_words(wrong, vocabulary())[0])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{from: person.sex, leave: not asked}", "exactly one of"),
        ("{}", "exactly one of"),
        ("{frm: person.sex}", "Did you mean 'from'"),
        ("{from: person.sex, format: digit}", "Did you mean 'digits'"),
        ("{from: person.sex, at: page one}", "page/part/item"),
    ],
)
def test_a_misspelt_line_stops_the_map_and_names_the_line(line: str, told: str) -> None:
    with pytest.raises(Problem, match=r"map\.yaml, line 11.*" + re.escape(told)):
        small_map(SMALL.replace("{from: person.sex, is: male}", line))


def test_a_small_form_is_filled_by_its_map() -> None:
    filled = fill_form(small_form(), small_map(), couple(), vocabulary())
    found = values_of(filled.pdf)
    assert (found["Name[0]"], found["Name[1]"]) == ("Ramírez Or", "Ramírez Or")
    assert found["Number[0]"] == "012345678"
    assert found["Agree[0]"] == "Off" or found["Agree[0]"] == ""
    assert [(one.page, one.part, one.item, one.text) for one in filled.addendum] == [
        ("1", "1", "1.a", "Family name (last name): Ramírez Ortega")
    ]
    assert [(one.signer, one.page) for one in filled.boxes.signatures] == [("client", 2)]


def test_both_files_of_the_g28_are_filled_alike(shared: Path) -> None:
    said = []
    for name in ("G-28_09-17-18", "G-28_09-17-18_no-barcode-97-fields"):
        blank = (shared / "forms" / f"{name}.pdf").read_bytes()
        done = fill_form(blank, shipped_map("G-28", "09-17-18"), couple(), vocabulary())
        assert (done.report.unknown, done.report.bad_option, done.report.overflow) == ([], [], [])
        said.append({box: one for box, one in values_of(done.pdf).items() if one and "PDF417" not in box})
    assert said[0] == said[1]
    assert len(said[0]) > 20
    assert "Whitfield" in said[0].values()
