"""What the arithmetic passes along: the names it may read, and what a worked-out function gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, Protocol

from immdesk.basics.facts import Facts, PartialDate
from immdesk.basics.finding import Line, Outcome
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.law.closures import Calendar
from immdesk.law.fees import FeeRow

ParameterKind = Literal["day", "number", "calendar", "words"]


class Tables(Protocol):
    """The dated tables that rules look into: closures by name, fee rows."""

    @property
    def closures(self) -> Mapping[str, Calendar]:
        """The calendars of closings by their name."""

    @property
    def fees(self) -> tuple[FeeRow, ...]:
        """The fee rows of all tables."""


class Names(NamedTuple):
    """The given names of a rule with what is known of each: a value, NONE or Unknown(paths).

    `labels` are the words people know them by, `paths` where each fact is kept.
    """

    values: Mapping[str, Any]
    labels: Mapping[str, str] = MappingProxyType({})
    paths: Mapping[str, str] = MappingProxyType({})

    def get(self, name: str) -> Any:
        """Give the value of a name, NONE, or Unknown."""
        value = self.values.get(name)
        return Unknown(self.paths.get(name, name)) if value is None else value

    def day(self, name: str) -> date | Nothing | Unknown:
        """Give a name as a whole day, NONE, or Unknown when it is not known to the day."""
        value = self.values.get(name)
        if type(value) is date:
            return value
        if value is None or isinstance(value, PartialDate):
            return Unknown(self.paths.get(name, name))
        if isinstance(value, (date, Nothing, Unknown)):
            return value
        raise TypeError(f"'{name}' is not a day.")

    def number(self, name: str) -> int | Nothing | Unknown:
        """Give a name as a whole number, NONE, or Unknown."""
        value = self.get(name)
        if isinstance(value, (Nothing, Unknown)):
            return value
        return int(value)

    def label(self, name: str) -> str:
        """Give what people call the name."""
        return self.labels.get(name) or name.replace("_", " ")

    def path(self, name: str) -> str:
        """Give where the fact is kept."""
        return self.paths.get(name, "")

    def facts(self) -> Facts:
        """Give the names as facts, so that a condition can be weighed over them."""
        missing = {name: self.get(name) for name in self.paths if name not in self.values}
        return Facts({**self.values, **missing} if missing else self.values)

    def also(self, values: Mapping[str, Any]) -> Names:
        """Give the same names and the results so far."""
        return Names({**self.values, **values}, self.labels, self.paths)


class Result(NamedTuple):
    """One result of a worked-out function: its value, its lines, and the other reading of practice."""

    value: Any
    lines: Sequence[Line] = ()
    disputed: date | None = None
    disputed_reason: str = ""


class Worked(NamedTuple):
    """What a worked-out function gives: results by name, or what it has to ask, or why it has no answer."""

    results: Mapping[str, Result] = MappingProxyType({})
    ask: frozenset[str] = frozenset()
    outcome: Outcome = "found"
    note: str = ""
    confidence: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """A pure function that a rule may name: given names, dated parameters and tables in, results out.

    `given` and `gives` are the names it reads and the results it can give; `parameters` says of each
    parameter whether it is a day, a number, a calendar or a list of words (`A03 A05`). All three are
    checked when the pack loads.
    """

    do: Callable[[Names, Mapping[str, str], Tables], Worked]
    given: tuple[str, ...]
    gives: tuple[str, ...]
    parameters: Mapping[str, ParameterKind] = field(default_factory=dict)
