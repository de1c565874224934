"""One record of change: what a person did, which rows it touched, and a chain that shows tampering.

Nothing here needs SQLAlchemy, so history is shown without waiting for it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

Act = Literal["insert", "update", "delete", "purge"]
Image = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Operation:
    """What one change did; `seq` is 0 and `id` empty when nothing changed.

    `cases` and `people` are the ids that its rows name.
    """

    id: str = ""
    seq: int = 0
    title: str = ""
    who: str = ""
    at: str = ""
    hash: str = ""
    tables: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RowChange:
    """What became of one row: only changed columns on an update, whole rows else.

    `before` and `after` are None where there is nothing, and both are None once the row was purged.
    """

    table: str
    pk: str
    act: Act
    case_id: str | None
    person_id: str | None
    before: Image | None
    after: Image | None
    salt: str | None

    def changed(self) -> tuple[tuple[str, Any, Any], ...]:
        """Give (column, before, after) for each column, the version left out."""
        names = dict.fromkeys([*(self.before or ()), *(self.after or ())])
        sides = ((name, (self.before or {}).get(name), (self.after or {}).get(name)) for name in names)
        return tuple(side for side in sides if side[0] != "version" and side[1] != side[2])


@dataclass(frozen=True, slots=True)
class Done:
    """One operation as the history reads it."""

    id: str
    seq: int
    at: str
    who: str
    device: str
    title: str
    why: str
    rows: tuple[RowChange, ...]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What the check of the chain of operations found; `head` anchors it outside of the database."""

    ok: bool
    operations: int
    head: str
    broken_at: int = 0
    purged_rows: int = 0


class Stale(Problem):
    """Somebody saved this row meanwhile; nothing was overwritten.

    `base` is the row as it was when this edit began, `mine` what this edit wanted, `theirs` the row now
    (empty when it was deleted).
    """

    def __init__(self, table: str, pk: str, base: Image, mine: Image, theirs: Image) -> None:
        super().__init__(
            _("Somebody else saved this record while you were working on it."),
            _("Nothing was overwritten, neither their work nor yours."),
            _("Look at both versions and choose what stays."),
        )
        self.table, self.pk = table, pk
        self.base, self.mine, self.theirs = base, mine, theirs


_LINE = ("seq", "id", "title", "who", "device", "at", "why", "schema", "rows_hash", "prev", "hash")
_ROW = ("op", "n", "table", "pk", "act", "case_id", "person_id", "before", "after", "salt", "digest")


def _insert_into(table: str, names: tuple[str, ...]) -> str:
    quoted = ", ".join(f'"{name}"' for name in names)
    return f"INSERT INTO {table} ({quoted}) VALUES ({', '.join('?' * len(names))})"


INSERT_OPERATION = _insert_into("operation", _LINE)
INSERT_ROW = _insert_into("operation_row", _ROW)


def line_values(line: Mapping[str, Any]) -> tuple[Any, ...]:
    """Give what `INSERT_OPERATION` takes."""
    return tuple(line[name] for name in _LINE)


def row_values(
    operation_id: str, rows: Sequence[RowChange], digests: Sequence[str]
) -> list[tuple[str | int | None, ...]]:
    """Give what `INSERT_ROW` takes, one for each row."""
    return [
        (operation_id, n, *_row_told(row), digest)
        for n, (row, digest) in enumerate(zip(rows, digests, strict=True))
    ]


def _row_told(row: RowChange) -> tuple[str | None, ...]:
    named = (row.table, row.pk, row.act, row.case_id, row.person_id)
    return (*named, _text(row.before), _text(row.after), row.salt)


def _text(image: Image | None) -> str | None:
    return None if image is None else canonical(image)


def people_in(rows: Iterable[RowChange]) -> frozenset[str]:
    """Give the ids of all people whom the rows name."""
    named = set()
    for row in rows:
        named.add(row.person_id or "")
        for image in (row.before or {}, row.after or {}):
            named |= {image.get(name) or "" for name in ("person_id", "relative_id", "spouse_id")}
    return frozenset(named - {""})


def operation_of_line(line: Mapping[str, Any], rows: Sequence[RowChange]) -> Operation:
    """Give an operation as whoever refreshes a screen wants it."""
    return Operation(
        id=line["id"],
        seq=line["seq"],
        title=line["title"],
        who=line["who"],
        at=line["at"],
        hash=line["hash"],
        tables=frozenset(row.table for row in rows),
        cases=frozenset(row.case_id for row in rows if row.case_id),
        people=people_in(rows),
    )


def canonical(value: Any) -> str:
    """Give the one JSON text of `value`: sorted names, no spaces."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def row_digest(key: bytes, row: RowChange) -> str:
    """Give the keyed checksum of one row of an operation, its salt included."""
    parts = [row.table, row.pk, row.act, row.case_id, row.person_id, row.before, row.after, row.salt]
    return hmac.digest(key, canonical(parts).encode(), hashlib.sha256).hex()


def rows_hash(digests: Iterable[str]) -> str:
    """Give the checksum of all rows of an operation from the checksums of each, in order."""
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def chain_hash(key: bytes, operation: Mapping[str, Any]) -> str:
    """Give the keyed checksum that binds an operation to all before it (`prev` is the one before)."""
    names = ("seq", "id", "title", "who", "device", "at", "why", "schema", "rows_hash", "prev")
    return hmac.digest(key, canonical([operation[name] for name in names]).encode(), hashlib.sha256).hex()
