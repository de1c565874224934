"""What a condition says only by which days are none or not known, whichever days they are."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immdesk.basics.conditions import compile_condition
from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE
from immdesk.basics.vocabulary import Vocabulary
from immdesk.law.by_none import weigh_by_none

WORDS = """
shape: document
words:
  kind: {type: text, label: Kind}
  expires_on: {type: date, label: Expires, none: yes}
  valid_until: {type: stay_until, label: Valid until, none: yes}
---
shape: person
words:
  opt_until: {type: date, label: OPT until, none: yes}
  trip: {type: row, of: document, label: Trip, none: yes}
---
roots: {document: document, person: person}
"""
CARD = {"kind": "ead", "expires_on": date(2027, 3, 1)}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return Vocabulary.load([("words.yaml", WORDS)])


@pytest.mark.parametrize(
    ("text", "document", "person", "answer"),
    [
        ("document.expires_on == person.opt_until", CARD, {"opt_until": NONE}, False),
        ("not (document.expires_on < person.opt_until)", CARD, {"opt_until": NONE}, True),
        ("document.expires_on == person.opt_until", CARD, {"opt_until": date(2027, 3, 1)}, None),
        ("document.expires_on == person.opt_until", CARD, {}, None),
        ('document.kind == "ead" and document.expires_on != none', CARD, {}, True),
        ('document.expires_on < "2027-04-01" and document.kind == "i20"', CARD, {}, None),
        ('document.kind == "i20" and document.expires_on < "2027-04-01"', CARD, {}, False),
        ("document.expires_on < today", {"kind": "ead", "expires_on": NONE}, {}, False),
        ("document.expires_on < today", CARD, {}, None),
        ('document.valid_until == "D/S"', {"valid_until": "D/S"}, {}, None),
        ('document.valid_until == "D/S"', {"valid_until": NONE}, {}, False),
        ('person.trip.kind == "i20"', CARD, {"trip": NONE}, False),
    ],
)
def test_only_what_any_other_day_would_say_too(
    vocabulary: Vocabulary, text: str, document: dict[str, Any], person: dict[str, Any], answer: bool | None
):
    today = {"today": vocabulary.word("document.expires_on")}
    condition = compile_condition(text, vocabulary, names=today)
    assert weigh_by_none(condition, Facts({"document": document, "person": person})) is answer


def test_a_row_that_is_there_and_its_words_are_not_mixed_up(vocabulary: Vocabulary):
    condition = compile_condition('person.trip != none and person.trip.kind == "i20"', vocabulary)
    facts = Facts({"person": {"trip": {"kind": "i20"}}})
    assert weigh_by_none(condition, facts) is not False
    assert condition.weigh(facts) is True
