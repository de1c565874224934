"""The order in which a person reads the boxes of a form: across the page, or down one column and the next."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

Box = TypeVar("Box")
Rect = tuple[float, float, float, float]
Key = tuple[int, str, int, str]
_LINE = 6.0
"""Points by which boxes of one printed line may stand higher or lower."""


def in_reading_order(
    boxes: Sequence[Box],
    page: Callable[[Box], int],
    rect: Callable[[Box], Rect],
    number: Callable[[Box], tuple[str, str]],
    middle: Callable[[int], float],
) -> list[Box]:
    """Give boxes page by page. `number` is (part, item), `middle` the middle of a page in points.

    A page is read in columns when its item numbers then go back less often than line by line.
    """
    found: list[Box] = []
    for at, group in groupby(sorted(boxes, key=page), key=page):
        mine = list(group)
        half = middle(at)
        rows = sorted(mine, key=lambda one: (-round(rect(one)[3] / _LINE), rect(one)[0]))
        columns = sorted(rows, key=lambda one: (rect(one)[0] + rect(one)[2]) / 2 > half)
        found += min(rows, columns, key=lambda order: _steps_back([number(one) for one in order]))
    return found


def _steps_back(numbers: Sequence[tuple[str, str]]) -> int:
    keys = [_key(part, item) for part, item in numbers if item]
    return sum(after < before for before, after in pairwise(keys))


def _key(part: str, item: str) -> Key:
    first = re.match(r"\d+", part)
    found = re.match(r"(\d+)(.*)", item)
    return int(first[0]) if first else 0, part, int(found[1]) if found else 0, found[2] if found else ""
