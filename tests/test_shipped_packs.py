"""The shipped packs, tested as hard as the code."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from itertools import product
from typing import Any

import pytest

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.paths import resource
from immdesk.basics.unknown import NONE, Unknown
from immdesk.basics.word import Word
from immdesk.packs.library import Library, check_pack, load_library

SHIPPED = resource("packs", "us")
TEN = {
    "rfe-deadline", "noid-deadline", "cspa-age", "cspa-chart-policy", "visa-bulletin-current", "i94-governs",
    "passport-expires", "ead-expires", "ead-renewal-window", "fee-lookup", "cal-federal-holidays",
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library([SHIPPED])


def test_the_pack_opens_and_every_worked_case_holds():
    assert [problem.happened for problem in check_pack(SHIPPED)] == []


def test_the_rules_of_the_house_are_there(library: Library):
    assert set(library.rules) >= TEN


def test_every_version_is_cited_and_was_verified_by_somebody_or_says_not_reviewed(library: Library):
    for rule in library.rules.values():
        for version in rule.file.versions:
            assert all(version.cite), rule.id
            assert version.verified.on <= library.packs[0].edition <= version.verified.until, rule.id
            assert version.verified.by == "not reviewed" or " " in version.verified.by, rule.id


def test_every_rule_has_a_case_that_is_found_and_one_at_an_edge(library: Library):
    for name in library.rules:
        cases = library.cases[name].cases
        assert len(cases) >= 3, name
        assert any(case.outcome == "found" for case in cases), name
        assert all(case.source for case in cases), name


def test_every_result_of_every_rule_is_seen_in_a_case(library: Library):
    for name, rule in library.rules.items():
        promised = {output for version in rule.file.versions for output in version.gives}
        seen = {output for case in library.cases[name].cases for output in case.gives}
        assert promised == seen, name


def answers(condition: Condition, word_of: Callable[[str], Word]) -> set[object]:
    """Weigh a condition over every mix of a few possible answers to each of its paths."""
    paths = sorted(condition.paths)
    seen: set[object] = set()
    for mix in product(*(possible(word_of(path), condition.text) for path in paths)):
        roots: dict[str, Any] = {}
        for path, value in zip(paths, mix, strict=True):
            *parents, last = path.split(".")
            here = roots
            for parent in parents:
                here = here.setdefault(parent, {})
            here[last] = value
        answer = condition.weigh(Facts(roots))
        seen.add("unknown" if isinstance(answer, Unknown) else answer)
    return seen


def possible(word: Word, text: str) -> list[Any]:
    """Give a few answers to a word: those of its family, none where it may be, and what the text names."""
    named = re.findall(r'"([^"]*)"', text) if word.family == "text" else []
    numbers = [int(one) for one in re.findall(r"\b\d+\b", text)] if word.family == "number" else []
    none = [NONE] if word.none else []
    return list(dict.fromkeys([*POSSIBLE[word.family](word), *named, *numbers, *none]))


POSSIBLE: dict[str, Callable[[Word], list[Any]]] = {
    "yes_no": lambda word: [None, True, False],
    "choice": lambda word: [None, *word.options],
    "text": lambda word: [None, "MX", "ES"],
    "number": lambda word: [None, 1],
    "day": lambda word: [None, NONE, date(2026, 1, 1), date(2027, 1, 1)],
    "mixed": lambda word: [None, NONE, "D/S", date(2026, 1, 1), date(2028, 1, 1)],
}


def test_every_condition_is_seen_yes_no_and_unknown(library: Library):
    today = Word(type="date", label="Today")

    def word_of(path: str) -> Word:
        return today if path == "today" else library.vocabulary.word(path)

    for rule in library.rules.values():
        if rule.applies.paths:
            assert answers(rule.applies, word_of) == {True, False, "unknown"}, rule.id
        given = rule.words
        for version in rule.versions:
            for step in (step for output in version.outputs for step in output.steps if step.when):
                assert answers(step.when, given.__getitem__) == {True, False, "unknown"}, step.text


def test_dates_that_must_not_roll_do_not(library: Library):
    for rule in library.rules.values():
        for version in rule.file.versions:
            for output in version.gives.values():
                if output.kind in ("opens", "status_end"):
                    steps = [step if isinstance(step, str) else step.step for step in output.steps]
                    assert not any("open day" in step for step in steps), rule.id


def test_fees_keep_their_source_and_their_confidence(library: Library):
    table = library.fee_tables["us-fees"]
    assert len(table.fees) == 132
    assert all(row.source for row in table.fees)
    assert sum(row.confidence == "general-knowledge" for row in table.fees) == 50
    row = next(row for row in table.fees if row.item == "I-130:paper")
    assert (row.usd, row.from_, row.confidence) == (675, date(2024, 4, 1), "sourced")


def test_every_form_that_is_mapped_has_editions(library: Library):
    sheets = {sheet.form for sheet in library.editions}
    assert set(library.official) <= sheets
    assert {"G-28", "I-130"} <= set(library.official)


def test_every_private_word_of_a_person_is_marked(library: Library):
    private = {
        "family_name", "given_name", "middle_name", "a_number", "ssn", "born_on", "phone_day", "email",
        "safe_contact",
    }  # fmt: skip
    words = library.vocabulary.shape("person")
    assert {name for name in private if not words[name].private} == set()
