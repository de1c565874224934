"""Puts dates in the order in which a person works through them: overdue, this week, next weeks, later."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Generic, Protocol, TypeVar


class Dated(Protocol):
    """What an agenda must know of a row."""

    @property
    def kind(self) -> str:
        """Give deadline, opens, closes, status_end or planning."""

    @property
    def severity(self) -> str:
        """Give fatal, serious, normal or info."""

    @property
    def title(self) -> str:
        """Give the words on the row."""


Row = TypeVar("Row", bound=Dated)

_SEVERITIES: Final = ("fatal", "serious", "normal", "info")
_KINDS: Final = ("deadline", "status_end", "closes", "planning", "opens")
_CAN_BE_LATE: Final = frozenset(("deadline", "closes", "status_end"))
_WEEK = timedelta(days=7)
_WEEKS = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Agenda(Generic[Row]):
    """Rows by when they matter. `begun` are opening and planning days that have come."""

    overdue: tuple[Row, ...]
    begun: tuple[Row, ...]
    this_week: tuple[Row, ...]
    next_weeks: tuple[Row, ...]
    later: tuple[Row, ...]
    undated: tuple[Row, ...]


def agenda(rows: Iterable[Row], *, today: date, on: Callable[[Row], date | None]) -> Agenda[Row]:
    """Group `rows` by the day that `on` gives; a week is today and six days more."""
    groups: dict[str, list[Row]] = {
        name: [] for name in ("overdue", "begun", "this_week", "next_weeks", "later", "undated")
    }
    for row in rows:
        groups[_group(row, on(row), today)].append(row)
    ordered = {name: tuple(in_order(group, on=on)) for name, group in groups.items()}
    return Agenda(**ordered)


def in_order(rows: Iterable[Row], *, on: Callable[[Row], date | None]) -> list[Row]:
    """Sort rows by day, then by how bad it is to miss them, then deadlines first, then title."""
    return sorted(rows, key=lambda row: (on(row) or date.max, *_rank(row), row.title))


def days_left(due: date | None, today: date) -> int | None:
    """Give the days from today to `due`; negative when it has passed."""
    return (due - today).days if due else None


def _group(row: Dated, day: date | None, today: date) -> str:
    if day is None:
        return "undated"
    if day < today:
        return "overdue" if row.kind in _CAN_BE_LATE else "begun"
    if day < today + _WEEK:
        return "this_week"
    return "next_weeks" if day < today + _WEEKS else "later"


def _rank(row: Dated) -> tuple[int, int]:
    severity = _SEVERITIES.index(row.severity) if row.severity in _SEVERITIES else len(_SEVERITIES)
    kind = _KINDS.index(row.kind) if row.kind in _KINDS else len(_KINDS)
    return severity, kind
