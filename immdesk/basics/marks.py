"""How a kind of date is marked: a shape, a colour (Okabe–Ito) and words; never colour alone. No drawing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Protocol

from immdesk.basics.words import _


class Marked(Protocol):
    """What can be marked: a date with its kind, its severity and its state."""

    @property
    def kind(self) -> str:
        """Give its kind: deadline, opens, closes …"""

    @property
    def severity(self) -> str:
        """Give how bad it is to miss it."""

    @property
    def state(self) -> str:
        """Give whether it is kept, done, or waits."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, its colour, what it stands for, and its place among the dates of one day (0 first)."""

    shape: str
    color: str
    words: str
    rank: int


WAITING: Final = ("proposed", "moved", "mismatch")
"""The states of a date that is worked out but not yet accepted."""

BESIDE: Final = frozenset(("send_by", "own_day"))
"""The kinds of marks that stand beside a date and are no dates of their own."""

DONE_RANK: Final = 9
"""What is done stands last on a day."""


def mark_of(row: Marked) -> Mark:
    """Give the mark of a date: what is lost when it passes decides, then its kind."""
    if row.state == "done":
        return Mark("check", "#7a858f", _("done"), DONE_RANK)
    if row.kind == "deadline":
        fatal = row.severity == "fatal"
        return (
            Mark("diamond", "#D55E00", _("deadline"), 0) if fatal else Mark("circle", "#E69F00", _("due"), 1)
        )
    known = {
        "status_end": Mark("cross", "#CC79A7", _("ends"), 3),
        "closes": Mark("bar_right", "#0072B2", _("last day"), 2),
        "opens": Mark("bar_left", "#009E73", _("opens"), 6),
        "send_by": Mark("send", "#0072B2", _("send by"), 2),
        "own_day": Mark("flag", "#009E73", _("our day"), 2),
        "planning": Mark("triangle", "#56B4E9", _("planned"), 5),
        "appointment": Mark("square", "#E69F00", _("appointment"), 4),
    }
    return known.get(row.kind, Mark("circle", "#56B4E9", _("date"), 4))


def legend() -> tuple[Mark, ...]:
    """Give every mark once, for the line that explains them."""
    return (
        Mark("diamond", "#D55E00", _("deadline"), 0),
        Mark("circle", "#E69F00", _("due"), 1),
        Mark("bar_right", "#0072B2", _("last day"), 2),
        Mark("send", "#0072B2", _("send by"), 2),
        Mark("flag", "#009E73", _("our day"), 2),
        Mark("cross", "#CC79A7", _("ends"), 3),
        Mark("square", "#E69F00", _("appointment"), 4),
        Mark("triangle", "#56B4E9", _("planned"), 5),
        Mark("bar_left", "#009E73", _("opens"), 6),
    )


Corner = tuple[float, float]

FILLED: Final[dict[str, tuple[Corner, ...]]] = {
    "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
    "triangle": ((0, -0.9), (0.95, 0.75), (-0.95, 0.75)),
    "square": ((-0.8, -0.8), (0.8, -0.8), (0.8, 0.8), (-0.8, 0.8)),
}
"""The corners of filled shapes around a middle, in halves of their size, downwards; a circle has none."""

STROKES: Final[dict[str, tuple[tuple[Corner, Corner], ...]]] = {
    "cross": (((-1, -1), (1, 1)), ((1, -1), (-1, 1))),
    "check": (((-1, 0), (-0.3, 0.8)), ((-0.3, 0.8), (1, -0.8))),
    "send": (((-1, -0.8), (1, 0)), ((1, 0), (-1, 0.8)), ((-1, 0.8), (-0.5, 0)), ((-0.5, 0), (-1, -0.8))),
    "flag": (((-0.7, -1), (-0.7, 1)), ((-0.7, -1), (0.9, -0.45)), ((0.9, -0.45), (-0.7, 0.1))),
    "bar_right": (((1, -1), (1, 1)), ((-1, 0), (0.55, 0)), ((0, -0.5), (0.55, 0)), ((0, 0.5), (0.55, 0))),
    "bar_left": (((-1, -1), (-1, 1)), ((-0.55, 0), (1, 0)), ((0.45, -0.5), (1, 0)), ((0.45, 0.5), (1, 0))),
}
"""The lines of drawn shapes, in the same measure."""


@lru_cache(maxsize=256)
def _known_mark(kind: str, severity: str, state: str, _language: str) -> Mark:
    return mark_of(_Kinds(kind, severity, state))


@dataclass(frozen=True, slots=True)
class _Kinds:
    kind: str
    severity: str
    state: str


def mark_for(kind: str, severity: str, state: str) -> Mark:
    """Give the same mark by the three words that decide it, from memory: charts ask it for thousands."""
    return _known_mark(kind, severity, "done" if state == "done" else "", _("done"))
