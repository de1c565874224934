"""Worked cases beside each rule: what an attorney can check by hand, run on every check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import Field

from immdesk.basics.finding import Finding, Opinion, Outcome
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape
from immdesk.basics.vocabulary import Vocabulary
from immdesk.law.compiled import Rule
from immdesk.law.evaluate import Subject
from immdesk.law.find import evaluate_given, find_one
from immdesk.law.vectors import shown
from immdesk.law.working import Tables
from immdesk.packs.recorded import as_recorded


class Case(Shape):
    """A worked case: what is given, and what must come out. `unknown` given names are left out.

    `facts` instead of `given` names words of the vocabulary with their values, as an office would have
    them recorded: then `applies_when` is weighed too, and the outcome may be `not applicable`. `absent`
    names results that must not come out.
    """

    case: str
    given: dict[str, str | dict[str, str] | list[str] | list[dict[str, str]]] = {}
    facts: dict[str, str | list[dict[str, str]]] = {}
    today: date | None = None
    outcome: Outcome = "found"
    gives: dict[str, str] = {}
    absent: tuple[str, ...] = ()
    disputed: dict[str, str] = {}
    opinion: Opinion | None = None
    ask: tuple[str, ...] = ()
    source: str


class CaseFile(Shape):
    """The worked cases of one rule."""

    rule: str
    cases: tuple[Case, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Proof:
    """How many worked cases held, and a Problem for each one that did not."""

    passed: int
    problems: tuple[Problem, ...]


def prove_cases(
    rules: Mapping[str, Rule],
    files: Mapping[str, CaseFile],
    tables: Tables,
    vocabulary: Vocabulary,
    today: date,
) -> Proof:
    """Run every worked case at its own day or `today`; rules without cases, and the reverse, are Problems."""
    problems = [_problem(rule, "has no worked cases") for rule in rules if rule not in files]
    problems += [
        _problem(name, "has worked cases, but there is no such rule") for name in files if name not in rules
    ]
    passed = 0
    for name, file in files.items():
        if name not in rules:
            continue
        for case in file.cases:
            said = list(_differences(rules[name], case, tables, vocabulary, today))
            problems += [_problem(name, f"case '{case.case}': {'; '.join(said)}")] if said else []
            passed += not said
    return Proof(passed, tuple(problems))


def _differences(
    rule: Rule, case: Case, tables: Tables, vocabulary: Vocabulary, today: date
) -> Iterator[str]:
    try:
        finding = weighed(rule, case, tables, vocabulary, case.today or today)
    except Problem as problem:
        yield problem.happened
        return
    if finding.outcome != case.outcome:
        asked = f" ({', '.join(sorted(finding.ask))})" if finding.ask else ""
        yield f"outcome expected {case.outcome}, got {finding.outcome}{asked} {finding.note}".strip()
    yield from _unequal("", case.gives, {one.name: shown(one.value) for one in finding.outputs})
    yield from _not_absent(case, finding)
    yield from _unequal("other reading of ", case.disputed, _disputed(finding))
    if case.ask and set(case.ask) != finding.ask:
        yield f"expected to ask {', '.join(case.ask)}, asks {', '.join(sorted(finding.ask))}"
    if case.opinion and case.opinion != finding.opinion:
        yield f"opinion expected {case.opinion}, got {finding.opinion}"


def weighed(rule: Rule, case: Case, tables: Tables, vocabulary: Vocabulary, today: date) -> Finding:
    """Give what a rule makes of what a worked case gives; raises Problem when it does not fit the rule."""
    if case.facts and not case.given:
        facts = as_recorded(case.facts, vocabulary)
        return find_one(rule, facts, Subject(rule.about, "", None), today, tables)
    given = {name: _plain(value) for name, value in case.given.items()}
    return evaluate_given(rule, given, today, tables)


def _unequal(what: str, expected: Mapping[str, str], got: Mapping[str, str]) -> Iterator[str]:
    for name, value in expected.items():
        if got.get(name) != value:
            yield f"{what}{name}: expected {value}, got {got.get(name, 'nothing')}"


def _not_absent(case: Case, finding: Finding) -> Iterator[str]:
    for one in finding.outputs:
        if one.name in case.absent:
            yield f"{one.name}: expected nothing, got {shown(one.value)}"


def _disputed(finding: Finding) -> dict[str, str]:
    return {one.name: shown(one.disputed) for one in finding.outputs if one.disputed is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {key: _plain(cell) for key, cell in value.items()}
    return None if value == "none" else value


def _problem(rule: str, said: str) -> Problem:
    return Problem(
        f"The rule {rule} {said}.", "Its dates cannot be relied on.", "Correct the rule or the case."
    )
