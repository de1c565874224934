"""Reading back what was done: the history of a case or a person, and whether the chain is whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import groupby

from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
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

_CHAIN = """
SELECT o.*, r."table", r.pk, r.act, r.case_id, r.person_id, r.before, r.after, r.salt, r.digest
FROM operation o LEFT JOIN operation_row r ON r.op = o.id ORDER BY o.seq, r.n
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


def newest(
    reading: Reading,
    count: int,
    *,
    before: int = 0,
    who: str = "",
    case_id: str = "",
    people: Sequence[str] = (),
    record: tuple[str, str] | None = None,
    since: str = "",
    until: str = "",
) -> list[Done]:
    """Give the last `count` operations below number `before` (0: of all), the newest first.

    `who` made them; they touched the case or one of `people`, or this `record` (table, id), where such are
    given; they were made from the moment `since` on and before `until` (ISO, UTC). Those that touched only
    what is hidden from who looks are left out.
    """
    where: list[str] = ["(? = 0 OR o.seq < ?)", "EXISTS (SELECT 1 FROM operation_row h WHERE h.op = o.id)"]
    values: list[object] = [before, before]
    if who:
        where.append("o.who = ?")
        values.append(who)
    if case_id or people:
        where.append(
            "o.id IN (SELECT op FROM operation_row WHERE case_id = ? UNION SELECT op FROM operation_row "
            "WHERE person_id IN (SELECT value FROM json_each(?)))"
        )
        values += [case_id, json.dumps(list(people))]
    if record is not None:
        where.append('o.id IN (SELECT op FROM operation_row WHERE "table" = ? AND pk = ?)')
        values += record
    for sign, moment in (">=", since), ("<", until):
        if moment:
            where.append(f"o.at {sign} ?")
            values.append(moment)
    sql = f"SELECT o.id FROM operation o WHERE {' AND '.join(where)} ORDER BY o.seq DESC LIMIT ?"
    ids = [one for (one,) in reading.tuples(sql, [*values, count])]
    found = reading.all(_HISTORY.format(where="o.id IN (SELECT value FROM json_each(?))"), [json.dumps(ids)])
    return [_done(list(lines)) for _, lines in groupby(found, key=lambda line: line["seq"])]


def operation_of(reading: Reading, operation_id: str) -> Done | None:
    """Give one operation with its rows, None when there is none of this id."""
    lines = reading.all(_HISTORY.format(where="o.id = ?"), [operation_id])
    return _done(lines) if lines else None


Place = tuple[str, str]
"""A row: its table and its id."""


def rows_as_known(reading: Reading, places: Iterable[Place]) -> dict[Place, Image]:
    """Give rows as they are now; one that is gone, as the operations last knew it whole."""
    wanted: dict[str, list[str]] = {}
    for table, pk in places:
        wanted.setdefault(table, []).append(pk)
    known: dict[Place, Image] = {}
    for table, pks in wanted.items():
        sql = f'SELECT * FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
        known |= {(table, row["id"]): row for row in reading.all(sql, [json.dumps(pks)])}
        gone = [pk for pk in pks if (table, pk) not in known]
        for pk, before, after in reading.tuples(_WHOLE, [table, json.dumps(gone)]) if gone else ():
            known[table, pk] = _image(before or after) or {}
    return known


_WHOLE = """
SELECT r.pk, r.before, r.after FROM json_each(?2) j
CROSS JOIN operation_row r ON r."table" = ?1 AND r.pk = j.value
JOIN operation o ON o.id = r.op WHERE r.act IN ('insert', 'delete') ORDER BY o.seq
"""


ON_SERVER = "on a server"
"""The line of the local table `meta` on a desk whose office lives on a server."""


def verify_chain(reading: Reading, key: bytes, watched: Watched = ALONE) -> ChainReport:
    """Recompute every checksum from the first operation on and say where the chain breaks, if it does.

    On a desk whose server leaves out what its person may not see, rows without content are no break.

    A cut tail still verifies: compare `operations` and `head` with the newest backup's. Raises Stopped when
    somebody cancelled.
    """
    total = int(reading.value("SELECT count(*) FROM operation"))
    hidden = bool(reading.value("SELECT 1 FROM meta WHERE key = ?", [ON_SERVER]))
    purged = frozenset(reading.tuples("""SELECT "table", pk FROM operation_row WHERE act = 'purge'"""))
    prev, blank, count = "", 0, 0
    for _seq, lines in groupby(reading.each(_CHAIN), key=lambda line: line["seq"]):
        operation, *others = lines
        if count % _LOOK == 0:
            watched.step(count, total, _("Checking the record of changes"))
        written = [line for line in (operation, *others) if line["digest"] is not None]
        count += 1
        if operation["seq"] != count or operation["prev"] != prev or not _as_written(key, operation, written):
            return ChainReport(False, count, prev, broken_at=count)
        blanks = [line for line in written if line["salt"] is None]
        if not hidden and not purged.issuperset((line["table"], line["pk"]) for line in blanks):
            return ChainReport(False, count, prev, broken_at=count)
        blank += len(blanks)
        prev = operation["hash"]
    strays = reading.value("SELECT count(*) FROM operation_row WHERE op NOT IN (SELECT id FROM operation)")
    return ChainReport(not strays, count, prev, broken_at=count + 1 if strays else 0, purged_rows=blank)


_LOOK = 500
"""So many operations are checked between two looks at "cancelled"."""


def _as_written(key: bytes, operation: Row, written: list[Row]) -> bool:
    whole = rows_hash(line["digest"] for line in written) == operation["rows_hash"]
    rows = all(line["salt"] is None or row_digest(key, _row(line)) == line["digest"] for line in written)
    return whole and rows and chain_hash(key, operation) == operation["hash"]


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
