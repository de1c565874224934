"""A finding: what a rule made of the facts, with every line of its arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


class LinesLater(Sequence[Line]):
    """Lines of arithmetic that are written when somebody first looks at them; equal to the same lines."""

    __slots__ = ("_lines", "_write")

    def __init__(self, write: Callable[[], tuple[Line, ...]]) -> None:
        self._write = write
        self._lines: tuple[Line, ...] | None = None

    def _all(self) -> tuple[Line, ...]:
        if self._lines is None:
            self._lines = self._write()
        return self._lines

    def __len__(self) -> int:
        return len(self._all())

    def __getitem__(self, place: Any) -> Any:
        return self._all()[place]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (tuple, LinesLater)) and self._all() == tuple(other)

    def __hash__(self) -> int:
        return hash(self._all())

    def __repr__(self) -> str:
        return repr(self._all())


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
    lines: Sequence[Line] = ()
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
