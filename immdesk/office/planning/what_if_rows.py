"""What the what-if desk shows: scenarios and their steps, with the first and the last safe day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from immdesk.basics.calculation import Ask, Line, Tone

How = Literal["recorded", "tried", "rule", "assumed", "unknown"]


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step on its day. `how` says whence the day is; `why` is said of a guess.

    `opens` is the first day on which it may be taken, `safe` the last; None where no rule gives one. `whose`
    names the child or petitioner of whom that last day is, "" where it is the person's own.
    """

    key: str
    title: str
    day: date | None
    how: How
    why: str
    opens: date | None
    safe: date | None
    tone: Tone
    remark: str
    whose: str = ""


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario worked out; `results` are what its rules give, by title, for the comparison."""

    id: str
    title: str
    about: str
    target: str
    answer: str
    tone: Tone
    steps: tuple[StepRow, ...]
    results: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    asks: tuple[Ask, ...]
    notes: tuple[str, ...]
    tried: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """A scenario that may be looked at, and why not where it does not fit."""

    id: str
    title: str
    about: str
    fits: bool
    reason: str
