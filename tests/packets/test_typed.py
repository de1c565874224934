"""Answers in the order of an online system: formats, rows, what is missing, too long or not taken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.basics.unknown import NONE
from immdesk.packets.online import OnlineFile, compile_online
from immdesk.packets.typed import TypedRow, typed_screens
from tests.packets.family_facts import vocabulary

SYSTEM = """system: sevis
order: 9
title: A made-up system
agency: An agency
for: person
sources:
  - {what: "A page", where: example.org/page, seen_on: 2026-11-22}
verified: {by: not reviewed}
screens:
  - screen: one
    title: First screen
    items:
      - {label: Surname, from: person.family_name, max: 6, allowed: letters}
      - {label: Given names, from: [person.given_name, person.middle_name]}
      - {label: Born, from: person.born_on, format: dd_mon_yyyy}
      - {label: Sex, from: person.sex, says: {female: F, male: M}}
      - {label: E-mail, from: person.email}
      - {label: Street, from: person.current_address.street, allowed: address}
      - label: Other name
        each: person.other_names
        items:
          - {label: Surname, from: [family_name]}
      - {label: Photo, by_hand: Upload it.}
  - screen: two
    title: Second screen
    only_if: person.marital_status == "married"
    items:
      - {label: Constant, text: "Yes"}
"""
PERSON: dict[str, Any] = {
    "family_name": "O'Briens", "given_name": "Ana", "middle_name": NONE, "born_on": date(1990, 2, 11),
    "sex": "female", "current_address": {"street": "5/7 Palm"}, "marital_status": "single",
    "other_names": ({"family_name": "Luna"}, {"family_name": "Sol"}),
}  # fmt: skip


def rows(**changed: Any) -> dict[str, TypedRow]:
    file = parse(OnlineFile, SYSTEM, "sevis.yaml")
    online = compile_online(file, vocabulary(), Source("sevis.yaml", SYSTEM))
    screens = typed_screens(online, Facts({"person": {**PERSON, **changed}}))
    return {row.label: row for screen in screens for row in screen.rows}


def test_answers_are_typed_as_the_system_wants_them() -> None:
    found = rows()
    assert {label: row.value for label, row in found.items() if row.state == "ready"} == {
        "Surname": "O'Briens",
        "Given names": "Ana",
        "Born": "11-FEB-1990",
        "Sex": "F",
        "Street": "5/7 Palm",
        "Other name 1: Surname": "Luna",
        "Other name 2: Surname": "Sol",
    }
    assert (found["E-mail"].state, found["E-mail"].paths) == ("missing", ("person.email",))
    assert (found["Photo"].state, found["Photo"].note) == ("by_hand", "Upload it.")


def test_what_is_too_long_or_not_taken_is_told() -> None:
    found = rows()
    assert found["Surname"].warnings == (
        "8 letters; the system takes 6. Shorten it, and say the rest where it asks for more.",
        "The system does not take '. Type it with other letters.",
    )
    assert found["Street"].warnings == ("The system does not take /. Type it with other letters.",)


def test_a_screen_that_does_not_apply_is_left_out_and_an_open_one_is_shown() -> None:
    assert "Constant" not in rows()
    assert "Constant" in rows(marital_status="married")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("from: person.email", "from: person.mail", "does not know 'mail'"),
        ("from: [family_name]", "from: [surname]", "has no word 'surname'"),
        ("label: Photo", "label: Born", "two items are called 'Born'"),
        ("screen: two", "screen: one", "two screens have the same id"),
    ],
)
def test_a_mistake_in_the_order_of_a_system_is_named(old: str, new: str, said: str) -> None:
    text = SYSTEM.replace(old, new)
    with pytest.raises(Problem) as wrong:
        compile_online(parse(OnlineFile, text, "sevis.yaml"), vocabulary(), Source("sevis.yaml", text))
    assert said in wrong.value.happened
