"""Check rules against a file of worked cases with expected results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

import yaml

from immdesk.basics.finding import Finding
from immdesk.basics.problems import Problem
from immdesk.basics.unknown import Nothing
from immdesk.law.closures import Calendar
from immdesk.law.compiled import Rule
from immdesk.law.fees import FeeRow
from immdesk.law.find import evaluate_given


class RuleShelf(Protocol):
    """What holds the rules and the tables they look into."""

    @property
    def rules(self) -> Mapping[str, Rule]:
        """The rules by id."""

    @property
    def closures(self) -> Mapping[str, Calendar]:
        """The calendars of closings by their name."""

    @property
    def fees(self) -> tuple[FeeRow, ...]:
        """The fee rows of all tables."""

    @property
    def edition(self) -> date:
        """The day of the newest pack."""


@dataclass(frozen=True, slots=True)
class VectorReport:
    """How many cases held, how many did not, and a line for each difference."""

    passed: int
    failed: int
    lines: tuple[str, ...]


def check_vectors(text: str, name: str, library: RuleShelf, today: date | None = None) -> VectorReport:
    """Weigh every case of a vector file; a rule that the desk does not know counts as failed.

    `today` is for rules that read it and for what is stale; without it, the packs' own date.
    Raises Problem when the file is not a list of cases.
    """
    lines: list[str] = []
    cases = _cases(text, name)
    for number, case in enumerate(cases, start=1):
        lines += [
            f"{case.get('id', number)}  {case.get('rule', '?')}: {said}"
            for said in _differences(case, library, today or library.edition)
        ][:1]
    return VectorReport(len(cases) - len(lines), len(lines), tuple(lines))


def differences(expected: Mapping[str, Any], finding: Finding) -> list[str]:
    """Give a sentence for every expected output that the finding does not give.

    What is compared is how a value is written: null is none, true is yes, 540 is "540".
    """
    outputs = {output.name: output.value for output in finding.outputs}
    said = []
    for name, value in expected.items():
        if name not in outputs and value is not None:
            said.append(f"{name}: expected {_plain(value)}, not given ({_why(finding)})")
        elif shown(outputs.get(name)) != shown(value):
            said.append(f"{name}: expected {_plain(value)}, got {_plain(outputs.get(name))}")
    return said


def shown(value: Any) -> str:
    """Give a value as a worked case writes it: ISO day, yes, no, none, number, word."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    plain = _plain(value)
    if isinstance(plain, list):
        return ", ".join(shown(one) for one in plain)
    return "none" if plain is None else str(plain)


def _differences(case: Mapping[str, Any], library: RuleShelf, today: date) -> list[str]:
    rule = library.rules.get(str(case.get("rule")))
    if rule is None:
        return ["unknown rule"]
    inputs, expected = case.get("inputs") or {}, case.get("expected")
    if not isinstance(inputs, dict) or not isinstance(expected, dict) or not expected:
        return ["the case has no inputs or no expected results"]
    try:
        found = differences(expected, evaluate_given(rule, inputs, today, library))
    except Problem as problem:
        return [problem.happened]
    return ["; ".join(found)] if found else []


def _cases(text: str, name: str) -> list[dict[str, Any]]:
    try:
        cases = yaml.safe_load(text)
    except yaml.YAMLError:
        cases = None
    if not isinstance(cases, list) or not all(isinstance(case, dict) for case in cases):
        raise Problem(
            f"{name} is not a file of worked cases.",
            "Nothing was checked.",
            "Give a YAML list of cases, each with rule, inputs and expected.",
        )
    return cases


def _plain(value: Any) -> Any:
    """Give days as ISO text, numbers as numbers, none as null, several as a list, as vector files do."""
    if isinstance(value, Nothing):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _why(finding: Finding) -> str:
    asked = f": {', '.join(sorted(finding.ask))}" if finding.ask else ""
    return f"{finding.outcome}{asked}"
