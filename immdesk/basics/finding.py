"""A finding: what a rule made of the facts, with every line of its arithmetic."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Outcome = Literal["found", "not applicable", "ask", "not in force", "error"]
Opinion = Literal["settled", "disputed", "attorney decides"]
Kind = Literal[
    "deadline",
    "opens",
    "closes",
    "status_end",
    "planning",
    "date",
    "yes_no",
    "days",
    "number",
    "money",
    "choice",
]
Severity = Literal["fatal", "serious", "normal", "info"]


@dataclass(frozen=True, slots=True)
class Line:
    """One step of the arithmetic: the day or value it gives, the step in words, why, by what authority."""

    value: Any
    step: str
    reason: str = ""
    authority: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """One named result of a rule.

    `value` is what the rule gives (a date, yes/no, number of days, dollars, word or none); `raw` is
    the day before any roll, `disputed` the other day that practice asserts, with its reason. `title`
    says what the day is ("Renewal may be filed from"); empty means the rule's own title.
    A `working` value is a step on the way to another result and needs no row of its own.
    """

    name: str
    kind: Kind
    value: Any
    raw: date | None = None
    lines: tuple[Line, ...] = ()
    disputed: date | None = None
    disputed_reason: str = ""
    title: str = ""
    working: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule makes of one subject; the same facts and packs always give the same finding.

    A finding of kind `note` has a text and its authority, and never a day or anything to docket.
    `assumed` names the optional facts that nobody has recorded: the plain rule was counted without them.
    """

    rule: str
    title: str
    subject_kind: str
    subject_id: str
    outcome: Outcome
    opinion: Opinion = "settled"
    severity: Severity = "normal"
    outputs: tuple[Output, ...] = ()
    ask: frozenset[str] = frozenset()
    cite: tuple[str, ...] = ()
    confidence: str = ""
    verify: str = ""
    version: str = ""
    status: str = "in force"
    docket: bool = True
    person_id: str | None = None
    note: str = ""
    inputs: tuple[tuple[str, Any], ...] = field(default=())
    printed: date | None = None
    stale: bool = False
    kind: Literal["date", "note"] = "date"
    assumed: frozenset[str] = frozenset()
