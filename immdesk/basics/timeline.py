"""A timeline: rows with days that are marked and stretches of days, ready to be drawn and walked.

Days are counted as Python counts them (`date.toordinal`), so that tens of thousands are compared quickly.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple

BandKind = Literal["window", "grace", "status", "document", "petition", "trip", "gap", "overlap"]
Pair = tuple[float, float]

LANES: Final = 6
"""So many stretches of a row stand below one another; the rest are counted in words."""


class Spot(NamedTuple):
    """A day that is marked: what, whose, in which case; `rank` 0 is the worst. `key` is the docket's."""

    on: int
    rank: int
    title: str
    kind: str
    severity: str
    state: str
    who: str
    person_id: str
    case_id: str
    case_number: str
    case_title: str
    key: str


class Stretch(NamedTuple):
    """Days from `first` to `last`, both included: a window for filing, a status, a trip.

    `waits` says that nobody has accepted it yet. `title` says what, `note` more of it for who asks.
    """

    first: int
    last: int
    kind: BandKind
    title: str
    waits: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its id, its name, a quieter word (a case number), what stands on it in the order of days."""

    id: str
    name: str
    under: str
    spots: tuple[Spot, ...] = ()
    stretches: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its place: `ons` and `ranks` of its spots, the lane of each stretch (-1: no room)."""

    line: Line
    ons: list[int]
    ranks: list[int]
    lanes: list[int]
    count: int
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Timeline:
    """All rows, laid out. `tops` are where each begins, in lines of letters; the last is the end of all."""

    rows: list[Placed]
    tops: list[float]
    first: int
    last: int
    today: int
    title: str = ""
    own: dict[str, int] = field(default_factory=dict)

    def row_at(self, high: float) -> int:
        """Give the row at a height in lines of letters; -1 when there is none."""
        if not self.rows or high < 0 or high >= self.tops[-1]:
            return -1
        return bisect_right(self.tops, high) - 1

    def between(self, high: float, low: float) -> range:
        """Give the rows that stand between two heights, at least in part."""
        if not self.rows:
            return range(0)
        first = max(0, bisect_right(self.tops, high) - 1)
        return range(first, min(len(self.rows), bisect_left(self.tops, low)))


MARKS_LANE: Final = 1.55
"""How high the lane of marks is, in lines of letters."""
BAND_LANE: Final = 1.25
_AIR: Final = 0.35


def height_of(row: Placed) -> float:
    """Give how high a row is, in lines of letters."""
    return MARKS_LANE + row.count * BAND_LANE + _AIR + (0.6 if not row.count and row.line.under else 0.0)


def lay_out(lines: Sequence[Line], today: int, title: str = "") -> Timeline:
    """Give the rows in this order with a place for everything; days without anything have no room."""
    rows = [_placed(one) for one in lines]
    tops, top, first, last = [0.0], 0.0, today - 183, today + 365
    for row in rows:
        top += height_of(row)
        tops.append(top)
        if row.ons:
            first, last = min(first, row.ons[0]), max(last, row.ons[-1])
        for one in row.line.stretches:
            first, last = min(first, one.first), max(last, one.last)
    own = {row.line.id: place for place, row in enumerate(rows)}
    return Timeline(rows, tops, first - 31, last + 31, today, title, own)


def _placed(line: Line) -> Placed:
    lanes: list[int] = []
    ends: list[int] = []
    left_out = 0
    for one in line.stretches:
        lane = next((place for place, end in enumerate(ends) if end < one.first), -1)
        if lane < 0 and len(ends) < LANES:
            lane = len(ends)
            ends.append(one.last)
        elif lane < 0:
            left_out += 1
        else:
            ends[lane] = one.last
        lanes.append(lane)
    spots = line.spots
    return Placed(line, [one[0] for one in spots], [one[1] for one in spots], lanes, len(ends), left_out)


def things_of(row: Placed) -> list[tuple[int, str, int]]:
    """Give everything of a row in the order of days: the day, "spot" or "stretch", its place there."""
    found = [(one.on, "spot", place) for place, one in enumerate(row.line.spots)]
    found += [(one.first, "stretch", place) for place, one in enumerate(row.line.stretches)]
    return sorted(found)
