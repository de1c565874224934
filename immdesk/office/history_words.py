"""What an operation did, field by field, in words."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.store.operations import Done, RowChange
    from immdesk.store.reading import Reading

_SILENT = frozenset(("id", "version", "work", "seen_hash", "key", "blob", "sort_key"))


_NAMED_BY = {"said": "word", "identifier": "kind", "contact": "kind"}
"""Tables whose rows each hold one value, and the column that says which."""


def names_of(read: Reading, owners: Collection[str]) -> dict[str, str]:
    """Give what each single value of these people, parties and cases is: row id → "ever_arrested", "ssn"."""
    sql = (
        "SELECT id, word FROM said WHERE owner_id IN (SELECT value FROM json_each(:owners)) UNION ALL "
        "SELECT id, kind FROM identifier WHERE person_id IN (SELECT value FROM json_each(:owners)) UNION ALL "
        "SELECT id, kind FROM contact WHERE person_id IN (SELECT value FROM json_each(:owners))"
    )
    return {row[0]: row[1] for row in read.tuples(sql, {"owners": json.dumps(sorted(owners))})}


def lines_of(done: Done, names: Mapping[str, str]) -> tuple[str, ...]:
    """Give one line a changed field: "Person, date of birth: 1990-02-01 → 1990-02-10"."""
    return tuple(line for row in done.rows for line in _row(row, names))


def _row(row: RowChange, names: Mapping[str, str]) -> list[str]:
    what = row.table.replace("_", " ").capitalize()
    if row.act == "purge":
        return [_("{what}: removed for good").format(what=what)]
    before, after = row.before or {}, row.after or {}
    if row.table == "answer":
        return [_("Answer as typed, {path}: {text}").format(path=after.get("path"), text=after.get("text"))]
    if row.table == "list_complete":
        which = (after.get("word") or before.get("word") or "").replace("_", " ")
        return [_("That is all, {which}: {said}").format(which=which, said=_("yes") if after else _("no"))]
    if row.table in _NAMED_BY:
        column = _NAMED_BY[row.table]
        which = after.get(column) or before.get(column) or names.get(row.pk) or row.table
        what = which.replace("_", " ").replace(".", ", ").capitalize()
        return [f"{what}: {_shown(before, 'value')} → {_shown(after, 'value')}"]
    columns = [name for name in {**before, **after} if _told(name)]
    return [
        f"{what}, {name.replace('_', ' ')}: {_shown(before, name)} → {_shown(after, name)}"
        for name in columns
        if _shown(before, name) != _shown(after, name)
    ]


def _told(name: str) -> bool:
    return name not in _SILENT and not name.endswith("_id")


def _shown(image: Mapping[str, Any], name: str) -> str:
    value = image.get(name)
    if value is None or value == "":
        return "–"
    return _("none") if value == NONE_TEXT else str(value)
