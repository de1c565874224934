"""How cutoffs move: from month to month, over the years, and what a speed would make of a wait."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from immdesk.law.bulletin_terms import ALL

Way = Literal["", "new", "same", "forward", "back"]
MOST_MONTHS = 1200


@dataclass(frozen=True, slots=True)
class Move:
    """How a cutoff stands to the one of the month before; `days` is 0 where one of them is no day."""

    way: Way
    days: int = 0


def move(before: str | None, now: str) -> Move:
    """Say how a cutoff moved. "C" is ahead of every day, "U" behind. Cutoffs are "C", "U" or ISO days."""
    if before is None:
        return Move("new")
    if before == now:
        return Move("same")
    one, other = _order(before), _order(now)
    days = (date.fromisoformat(now) - date.fromisoformat(before)).days if one[0] == other[0] == 1 else 0
    return Move("forward" if other > one else "back", days)


def _order(cutoff: str) -> tuple[int, str]:
    return {"U": (0, ""), "C": (2, "")}.get(cutoff, (1, cutoff))


def cutoff_for(chart: Mapping[tuple[str, str], str], category: str, area: str) -> str | None:
    """Give the cutoff of a category for an area; an area without a column of its own is among all others.

    `chart` is one month's chart by (category, area). None when the month's chart has not that category.
    """
    own = chart.get((category, area))
    if own is not None:
        return own
    listed = any(name == area for _category, name in chart)
    return None if listed else chart.get((category, ALL))


@dataclass(frozen=True, slots=True)
class Wait:
    """How long until a cutoff passes a priority date at a steady speed.

    `months` is 0 when the date is current, None when it never comes (no speed, or no cutoff to move).
    """

    months: int | None
    days: int
    on: str  # the month, as 2027-03


def wait(priority: date, cutoff: str, weeks_a_month: float, month: str) -> Wait:
    """Give the bulletins to wait from `month` (2026-08) on, with `weeks_a_month` weeks of advance in each.

    A priority date is current when it is strictly earlier than the cutoff. INA 203(e); Visa Bulletin, A.
    """
    if cutoff == "C":
        return Wait(0, 0, month)
    if cutoff == "U":
        return Wait(None, 0, "")
    short = (priority - date.fromisoformat(cutoff)).days + 1
    if short <= 0:
        return Wait(0, 0, month)
    if weeks_a_month <= 0:
        return Wait(None, short, "")
    months = math.ceil(short / (weeks_a_month * 7))
    if months > MOST_MONTHS:
        return Wait(None, short, "")
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + months
    return Wait(months, short, f"{count // 12:04}-{count % 12 + 1:02}")


@dataclass(frozen=True, slots=True)
class Point:
    """One month of a history: its cutoff, and how it moved since the last month that is known."""

    month: str
    cutoff: str
    move: Move


def points(cutoffs: Sequence[tuple[str, str]]) -> tuple[Point, ...]:
    """Give a history of (month, cutoff), in order, with how each stands to the one before."""
    found: list[Point] = []
    before: str | None = None
    for month, cutoff in cutoffs:
        found.append(Point(month, cutoff, move(before, cutoff)))
        before = cutoff
    return tuple(found)


def speed(history: Sequence[Point], months: int = 12) -> float | None:
    """Give the weeks a month by which a cutoff moved over its last months; None when it was no day."""
    last = history[-(months + 1) :]
    if len(last) < 2 or any(one.cutoff in ("C", "U") for one in (last[0], last[-1])):
        return None
    days = (date.fromisoformat(last[-1].cutoff) - date.fromisoformat(last[0].cutoff)).days
    apart = _count(last[-1].month) - _count(last[0].month)
    return round(days / 7 / apart, 1)


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
