"""Words worked out from a list: how many, any, all, the first, the last.

An incomplete list can prove *any* (yes at the first hit) and disprove *all* (no at the first miss);
everything else needs "that is all", otherwise the list is asked for. One exception, for use: *first*
and *last* give the best row recorded so far (forms print the current address long before anyone has
said that the list of addresses is complete), and ask only when no recorded row fits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.unknown import NONE, Nothing, Unknown

Rows = tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a derived word is worked out: its kind, its list, the word it goes by, and which rows count."""

    name: str
    kind: str
    list: str
    by: str
    where: Condition | None


def derive_word(how: Derivation, root: str, rows: Rows | Nothing | None, complete: bool) -> Any:
    """Give the value of a derived word below `root`, NONE, or Unknown with the paths to ask for."""
    if rows is None:
        return _not_begun(root, how.list)
    path = f"{root}.{how.list}"
    if isinstance(rows, Nothing):
        rows, complete = (), True
    weighed = [(row, _fits(how, row, f"{path}[{place}]")) for place, row in enumerate(rows)]
    unknown = Unknown(*(p for _, fits in weighed if isinstance(fits, Unknown) for p in fits.paths))
    open_list = unknown if complete else unknown | Unknown(path)
    if how.kind in ("first", "last"):
        return _end(how, [row for row, fits in weighed if fits is True], open_list)
    hits = sum(fits is True for _, fits in weighed)
    if how.kind == "any" and hits:
        return True
    if how.kind == "all" and any(fits is False for _, fits in weighed):
        return False
    if open_list.paths:
        return open_list
    return {"count": hits, "any": False, "all": True}[how.kind]


@lru_cache(maxsize=1024)
def _not_begun(root: str, name: str) -> Unknown:
    return Unknown(f"{root}.{name}")


def _fits(how: Derivation, row: Mapping[str, Any], place: str) -> bool | Unknown:
    if how.where is None:
        return True
    answer = how.where.weigh(Facts(row))
    return Unknown(*(f"{place}.{word}" for word in answer.paths)) if isinstance(answer, Unknown) else answer


def _end(how: Derivation, rows: list[Mapping[str, Any]], open_list: Unknown) -> Any:
    if not rows:
        return open_list if open_list.paths else NONE
    ordered = sorted(enumerate(rows), key=lambda one: (_rank(one[1].get(how.by)), one[0]))
    return (ordered[0] if how.kind == "first" else ordered[-1])[1]


def _rank(value: Any) -> tuple[int, Decimal, str]:
    """Give the place of a value among others: unknown before everything, none (no end) after everything."""
    if value is None or isinstance(value, Unknown):
        return 0, Decimal(0), ""
    if isinstance(value, (int, Decimal)):
        return 1, Decimal(value), ""
    if isinstance(value, Nothing):
        return 3, Decimal(0), ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    return (1 if text[:1].isdigit() else 2), Decimal(0), text
