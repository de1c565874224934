"""A letter's fields: facts as letters write them, blanks for what nobody told us, nothing else changed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from immdesk.basics import strictyaml
from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE
from immdesk.packets.letters import LetterText, fill
from immdesk.packets.parts import Enclosures, FilledLetter, Paragraph

NOVEMBER = date(2026, 11, 21)


def letter(text: str, words: str = "") -> LetterText:
    return strictyaml.parse(
        LetterText, f"letter: x\ntitle: X\nwords: [{words}]\nbody:\n  - text: '{text}'\n", "x.yaml"
    )


def filled(text: str, facts: dict, words: dict[str, str] | None = None) -> FilledLetter:
    return fill(letter(text, ", ".join(words or {})), Facts(facts), words or {}, NOVEMBER)


def body(made: FilledLetter) -> str:
    (block,) = made.body
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("Nguyễn <b>&", "Nguyễn <b>&"),
        (date(1988, 3, 7), "March 7, 1988"),
        (PartialDate(1988, 3), "March 1988"),
        (Decimal("1440"), "$1,440"),
        (True, "yes"),
        (3, "3"),
    ],
)
def test_a_fact_is_printed_as_letters_write_it(value, printed):
    assert body(filled("It is {petitioner.thing}.", {"petitioner": {"thing": value}})) == f"It is {printed}."


def test_what_nobody_told_us_is_a_blank_and_is_named():
    made = filled("Born on {petitioner.born_on}, {petitioner.born_on}, {case.number}.", {})
    assert body(made) == "Born on __________, __________, __________."
    assert made.missing == ("petitioner.born_on", "case.number")


def test_what_is_known_to_be_none_leaves_no_hole():
    facts = {"person": {"given": "José", "middle": NONE, "family": "Ñuñez"}}
    made = filled("{person.given} {person.middle} {person.family}", facts)
    assert (body(made), made.missing) == ("José Ñuñez", ())


def test_words_of_the_office_stand_beside_facts():
    assert body(filled("For {names}.", {}, {"names": "Ana & Luis"})) == "For Ana & Luis."


def test_a_value_that_looks_like_a_field_is_not_filled_again():
    facts = {"petitioner": {"name": "{attorney.name} {0} %s"}}
    assert body(filled("{petitioner.name}", facts)) == "{attorney.name} {0} %s"


def test_a_line_left_empty_is_dropped():
    text = strictyaml.parse(
        LetterText,
        "letter: x\ntitle: X\nhead: ['{office.name}', '{office.fax}']\nbody: [{list: enclosures}]\n",
        "x.yaml",
    )
    made = fill(text, Facts({"office": {"name": "Ortega", "fax": NONE}}), {}, NOVEMBER)
    assert (made.head, made.body, made.date) == (("Ortega",), (Enclosures(),), "November 21, 2026")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("letter: x\ntitel: X\nbody: []\n", "Did you mean 'title'?"),
        ("letter: x\ntitle: '{nobody}'\nbody: []\n", "the field {nobody} is neither a path nor one of"),
        ("letter: x\ntitle: X\nbody: [{text: a, strong: b}]\n", "exactly one of text, strong, list"),
        (
            "letter: x\ntitle: X\nbody: [{list: everything}]\n",
            "the lists are: enclosures, paragraphs, requests",
        ),
    ],
)
def test_a_wrong_letter_is_refused_with_its_line(text, said):
    with pytest.raises(Problem) as told:
        strictyaml.parse(LetterText, text, "cover.yaml")
    assert "cover.yaml, line" in told.value.happened
    assert said in told.value.happened


def test_the_shipped_cover_letter_asks_only_for_known_words_and_paths():
    path = resource("packs", "us", "letters", "cover-letter.yaml")
    text = strictyaml.parse(LetterText, path.read_text(encoding="utf-8"), path.name)
    assert set(text.fields()) == {
        *("office.name", "office.street", "office.phone"),
        *("office_city_line", "petitioner_name", "beneficiary_names", "attorney_name", "case_number"),
    }
