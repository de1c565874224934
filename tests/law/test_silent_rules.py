"""A rule that waits for a fact says nothing until somebody has recorded it."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.basics.unknown import NONE
from immdesk.law.compiled import compile_rule
from immdesk.law.find import find
from immdesk.law.rules import RuleFile

TEXT = """
rule: move
title: Move
about: party
silent_without: [person.deceased_on]
applies_when: person.sex == "male"
given: {day: person.lpr_since}
versions:
  - cite: [none]
    confidence: general
    verified: {on: 2026-11-21, by: not reviewed, until: 2027-02-21}
    gives:
      same: {kind: date, steps: [from day]}
"""


def compiled(library, text: str = TEXT):
    file = parse(RuleFile, text, "move.yaml")
    return compile_rule(file, library.vocabulary, library.closures, Source("move.yaml", text))


def outcome(library, **person: object) -> str:
    found = find(
        [compiled(library)], Facts({"person": person}), subject_kind="party", subject_id="p",
        person_id=None, today=date(2026, 11, 21), library=library,
    )  # fmt: skip
    return found[0].outcome


def test_the_rule_asks_nothing_before_the_fact_is_recorded(library):
    assert outcome(library) == "not applicable"
    assert outcome(library, sex="male", lpr_since=date(2020, 1, 1)) == "not applicable"


def test_known_to_be_none_is_recorded_too(library):
    assert outcome(library, deceased_on=NONE) == "ask"
    assert outcome(library, deceased_on=NONE, sex="male", lpr_since=date(2020, 1, 1)) == "found"


def test_a_misspelt_word_is_refused_with_its_line(library):
    with pytest.raises(Problem, match=r"move\.yaml, line 5: .*does not know 'deceased'"):
        compiled(library, TEXT.replace("deceased_on]", "deceased]"))
