"""A finding: what a rule made of the facts, with every line of its arithmetic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple, Protocol

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


class Line(NamedTuple):
    """One step of the arithmetic: the day or value it gives, the step in words, why, by what authority."""

    value: Any
    step: str
    reason: str = ""
    authority: str = ""
    source: str = ""


class LinesLater(Sequence[Line]):
    """Lines of arithmetic that are written when somebody first looks at them; equal to the same lines."""

    __slots__ = ("_lines",)

    def __init__(self, write: Callable[[], tuple[Line, ...]]) -> None:
        self._lines: Callable[[], tuple[Line, ...]] | tuple[Line, ...] = write

    def _all(self) -> tuple[Line, ...]:
        if not isinstance(self._lines, tuple):
            self._lines = self._lines()
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


class Output(NamedTuple):
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
class Said:
    """What is said of every finding of one version of a rule; made once and shared by its findings."""

    rule: str
    title: str
    severity: Severity = "normal"
    docket: bool = True
    kind: Literal["date", "note"] = "date"
    cite: tuple[str, ...] = ()
    confidence: str = ""
    verify: str = ""
    version: str = ""
    status: str = "in force"
    stale: bool = False
    given: tuple[str, ...] = ()


class Known(Protocol):
    """What was known of the given names of a rule."""

    def get(self, name: str) -> Any:
        """Give the value of a name, NONE or Unknown."""


class Finding(NamedTuple):
    """What one rule makes of one subject; the same facts and packs always give the same finding.

    A finding of kind `note` has a text and its authority, and never a day or anything to docket.
    `assumed` names the optional facts that nobody has recorded: the plain rule was counted without them.
    There are very many findings, so what the rule says of all of them stands in `said`.
    """

    said: Said
    subject_kind: str
    subject_id: str
    person_id: str | None
    outcome: Outcome
    opinion: Opinion = "settled"
    outputs: tuple[Output, ...] = ()
    ask: frozenset[str] = frozenset()
    note: str = ""
    assumed: frozenset[str] = frozenset()
    printed: date | None = None
    known: Known | None = None

    @property
    def rule(self) -> str:
        """The rule's id."""
        return self.said.rule

    @property
    def title(self) -> str:
        """What the rule is called for people."""
        return self.said.title

    @property
    def severity(self) -> Severity:
        """How much depends on it."""
        return self.said.severity

    @property
    def docket(self) -> bool:
        """Whether its days may stand on the docket."""
        return self.said.docket

    @property
    def kind(self) -> Literal["date", "note"]:
        """Whether it gives a day or only a text."""
        return self.said.kind

    @property
    def cite(self) -> tuple[str, ...]:
        """The authorities."""
        return self.said.cite

    @property
    def confidence(self) -> str:
        """How sure the office may be of the rule."""
        return self.said.confidence

    @property
    def verify(self) -> str:
        """What has to be checked, in words."""
        return self.said.verify

    @property
    def version(self) -> str:
        """The version of the rule."""
        return self.said.version

    @property
    def status(self) -> str:
        """Whether that version is in force."""
        return self.said.status

    @property
    def stale(self) -> bool:
        """Whether the rule was to be checked again before today."""
        return self.said.stale

    @property
    def inputs(self) -> tuple[tuple[str, Any], ...]:
        """The given names, each with what was known of it."""
        known = self.known
        return () if known is None else tuple((name, known.get(name)) for name in self.said.given)
