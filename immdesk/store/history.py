"""Reading back what was done: the history of a case or a person, and whether the chain is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from immdesk.store.operations import (
    ChainReport,
    Done,
    Image,
    RowChange,
    chain_hash,
    row_digest,
    rows_hash,
)
from immdesk.store.reading import Reading, Row

_HISTORY = """
SELECT o.id, o.seq, o.at, o.who, o.device, o.title, o.why,
       r."table", r.pk, r.act, r.case_id, r.person_id, r.before, r.after, r.salt
FROM operation_row r JOIN operation o ON o.id = r.op
WHERE {where} ORDER BY o.seq DESC, r.n
"""


def history(
    reading: Reading,
    *,
    case_id: str | None = None,
    people: Iterable[str] = (),
    table: str | None = None,
    pk: str | None = None,
) -> list[Done]:
    """Give the operations that touched a case, any of `people`, or one row; the newest first."""
    where, params = [], []
    if case_id is not None:
        where.append("r.case_id = ?")
        params.append(case_id)
    if people := list(people):
        where.append("r.person_id IN (SELECT value FROM json_each(?))")
        params.append(json.dumps(people))
    if table is not None and pk is not None:
        where.append('(r."table" = ? AND r.pk = ?)')
        params += [table, pk]
    found = reading.all(_HISTORY.format(where=" OR ".join(where) or "1"), params)
    return [_done(list(lines)) for _, lines in groupby(found, key=lambda line: line["seq"])]


def verify_chain(reading: Reading, key: bytes) -> ChainReport:
    """Recompute every checksum from the first operation on and say where the chain breaks, if it does.

    A cut tail still verifies: compare `operations` and `head` with the newest backup's.
    """
    purged = _purged(reading)
    prev, blank, count = "", 0, 0
    rows = _rows_by_operation(reading)
    for line in reading.all("SELECT * FROM operation ORDER BY seq"):
        count += 1
        mine = rows.pop(line["id"], [])
        digests = [digest for _, digest in mine]
        whole = line["seq"] == count and line["prev"] == prev and rows_hash(digests) == line["rows_hash"]
        blanks = [row for row, _ in mine if row.salt is None]
        lawful = all((row.table, row.pk) in purged for row in blanks)
        seen = all(row.salt is None or row_digest(key, row) == digest for row, digest in mine)
        if not (whole and lawful and seen and chain_hash(key, line) == line["hash"]):
            return ChainReport(False, count, prev, broken_at=count)
        blank += len(blanks)
        prev = line["hash"]
    return ChainReport(not rows, count, prev, broken_at=count + 1 if rows else 0, purged_rows=blank)


def _done(lines: list[Row]) -> Done:
    first = lines[0]
    return Done(
        id=first["id"],
        seq=first["seq"],
        at=first["at"],
        who=first["who"],
        device=first["device"],
        title=first["title"],
        why=first["why"],
        rows=tuple(_row(line) for line in lines),
    )


def _row(line: Row) -> RowChange:
    return RowChange(
        line["table"],
        line["pk"],
        line["act"],
        line["case_id"],
        line["person_id"],
        _image(line["before"]),
        _image(line["after"]),
        line["salt"],
    )


def _image(text: str | None) -> Image | None:
    found: Image | None = None if text is None else json.loads(text)
    return found


def _purged(reading: Reading) -> frozenset[tuple[Any, ...]]:
    sql = """SELECT "table", pk FROM operation_row WHERE act = 'purge'"""
    return frozenset(reading.tuples(sql))


def _rows_by_operation(reading: Reading) -> dict[str, list[tuple[RowChange, str]]]:
    found: dict[str, list[tuple[RowChange, str]]] = {}
    for line in _lines(reading):
        found.setdefault(line["op"], []).append((_row(line), line["digest"]))
    return found


def _lines(reading: Reading) -> Iterator[Row]:
    yield from reading.all("SELECT * FROM operation_row ORDER BY op, n")
