"""What an operation did, field by field, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.store.operations import Done, RowChange

_SILENT = frozenset(("id", "version", "work", "seen_hash", "key", "blob", "sort_key"))


def lines_of(done: Done) -> tuple[str, ...]:
    """Give one line a changed field: "Person, date of birth: 1990-02-01 → 1990-02-10"."""
    return tuple(line for row in done.rows for line in _row(row))


def _row(row: RowChange) -> list[str]:
    what = row.table.replace("_", " ").capitalize()
    if row.act == "purge":
        return [_("{what}: removed for good").format(what=what)]
    before, after = row.before or {}, row.after or {}
    if row.table == "answer":
        return [_("Answer as typed, {path}: {text}").format(path=after.get("path"), text=after.get("text"))]
    names = [name for name in {**before, **after} if _told(name)]
    return [
        f"{what}, {name.replace('_', ' ')}: {_shown(before, name)} → {_shown(after, name)}"
        for name in names
        if _shown(before, name) != _shown(after, name)
    ]


def _told(name: str) -> bool:
    return name not in _SILENT and not name.endswith("_id")


def _shown(image: Mapping[str, Any], name: str) -> str:
    value = image.get(name)
    if value is None or value == "":
        return "–"
    return _("none") if value == NONE_TEXT else str(value)
