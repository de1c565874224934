"""How two facts are compared when one of them may be unknown, none, or known only to the month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from immdesk.basics.dates import last_of_month
from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import Nothing, Unknown

Answer = bool | Unknown


def opposite(weighing: Any) -> Answer:
    """Kleene's `not`."""
    return weighing if isinstance(weighing, Unknown) else not _yes(weighing)


def equal(left: Any, right: Any, paths: Unknown) -> Answer:
    """Say whether two known values are the same; a partial date that could be the day asks for `paths`."""
    if type(left) is date and type(right) is date:
        return left == right
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        return isinstance(left, Nothing) and isinstance(right, Nothing)
    if _days(left) and _days(right) and (isinstance(left, PartialDate) or isinstance(right, PartialDate)):
        (first, last), (start, end) = _span(left), _span(right)
        return False if last < start or end < first else paths
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    return bool(left == right)


def different(left: Any, right: Any, paths: Unknown) -> Answer:
    """Say whether two known values differ."""
    return opposite(equal(left, right, paths))


def ordered(before: bool, or_same: bool) -> Callable[[Any, Any, Unknown], Answer]:
    """Give the comparison < <= > or >=.

    Ordering against none, or a day against a text such as `D/S`, is no; days known only in part
    are compared when every day they could be gives the same answer, and asked for otherwise.
    """

    def weigh(left: Any, right: Any, paths: Unknown) -> Answer:
        low, high = (left, right) if before else (right, left)
        if type(low) is date and type(high) is date:
            return low <= high if or_same else low < high
        if _days(low) and _days(high):
            return _days_ordered(_span(low), _span(high), or_same, paths)
        if isinstance(low, (Nothing, str, bool)) or isinstance(high, (Nothing, str, bool)):
            return False
        return bool(low <= high if or_same else low < high)

    return weigh


def among(left: Any, right: Any, paths: Unknown) -> Answer:
    """Say whether a value is one of several."""
    if isinstance(left, Nothing) or isinstance(right, Nothing):
        return False
    several = right.split(",") if isinstance(right, str) else right
    return any(left == (one.strip() if isinstance(one, str) else one) for one in several)


def not_among(left: Any, right: Any, paths: Unknown) -> Answer:
    """Say whether a value is none of several."""
    return opposite(among(left, right, paths))


def _yes(value: Any) -> bool:
    return value is True


def _days(value: Any) -> bool:
    return isinstance(value, (date, PartialDate))


def _span(value: Any) -> tuple[date, date]:
    if isinstance(value, date):
        return value, value
    if value.month is None:
        return date(value.year, 1, 1), date(value.year, 12, 31)
    first = date(value.year, value.month, 1)
    return first, last_of_month(first)


def _days_ordered(low: tuple[date, date], high: tuple[date, date], or_same: bool, paths: Unknown) -> Answer:
    if low[1] < high[0] or (or_same and low[1] == high[0]):
        return True
    if low[0] > high[1] or (not or_same and low[0] == high[1]):
        return False
    return paths
