"""This desk's own copy of a shared office: how far it follows the log, and how an operation is taken in."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from typing import Any

from immdesk.store.engine import Connection, DatabaseError
from immdesk.store.moves.marks import note
from immdesk.store.operations import (
    INSERT_OPERATION,
    INSERT_ROW,
    Operation,
    RowChange,
    line_values,
    operation_of_line,
    row_values,
)
from immdesk.store.reading import LOCAL_TABLES
from immdesk.store.row_images import write_row
from immdesk.store.share.op_file import Published
from immdesk.store.share.trouble import Trouble

HEAD = "share published"
"""The line of the local table `meta` that says how far the log on the share is known here."""

KEEP_HEAD = (
    "INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
)

Columns = dict[str, frozenset[str]]


@contextmanager
def writing(connection: Connection) -> Iterator[Connection]:
    """Hold one transaction that is kept when the block ends."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def head_of(connection: Connection) -> tuple[int, str]:
    """Give the number and the checksum of the last operation that is on the share for certain."""
    found = connection.execute("SELECT value FROM meta WHERE key = ?", [HEAD]).fetchone()
    seq = int(found[0]) if found else 0
    line = connection.execute("SELECT hash FROM operation WHERE seq = ?", [seq]).fetchone()
    return seq, line[0] if line else ""


def keep_head(connection: Connection, seq: int) -> None:
    """Remember that the log is known up to `seq`."""
    connection.execute(KEEP_HEAD, [HEAD, str(seq)])


def waiting(connection: Connection) -> int:
    """Give how many operations of this desk are not on the share yet."""
    head = head_of(connection)[0]
    return int(connection.execute("SELECT count(*) FROM operation WHERE seq > ?", [head]).fetchone()[0])


def operations_from(connection: Connection, first: int, most: int = 1 << 40) -> list[Published]:
    """Give the operations from number `first` on as they would stand in the log."""
    cursor = connection.execute(_WHOLE, [first, first + most])
    names = [column[0] for column in cursor.description]
    told = (dict(zip(names, row, strict=True)) for row in cursor)
    return [_published(list(lines)) for _seq, lines in groupby(told, key=lambda line: line["seq"])]


_WHOLE = """
SELECT o.*, r.n, r."table", r.pk, r.act, r.case_id, r.person_id, r.before, r.after, r.salt, r.digest
FROM operation o LEFT JOIN operation_row r ON r.op = o.id WHERE o.seq >= ? AND o.seq < ? ORDER BY o.seq, r.n
"""
_LINE = ("seq", "id", "title", "who", "device", "at", "why", "schema", "rows_hash", "prev", "hash")


def _published(lines: list[dict[str, Any]]) -> Published:
    line = {name: lines[0][name] for name in _LINE}
    told = [one for one in lines if one["digest"] is not None]
    rows = tuple(_row(one) for one in told)
    return Published(line, rows, tuple(one["digest"] for one in told))


def _row(told: dict[str, Any]) -> RowChange:
    named = (told["table"], told["pk"], told["act"], told["case_id"], told["person_id"])
    return RowChange(*named, _image(told["before"]), _image(told["after"]), told["salt"])


def _image(text: str | None) -> dict[str, Any] | None:
    return None if text is None else dict(json.loads(text))


def columns_of(connection: Connection) -> Columns:
    """Give the columns of every table of this replica that holds records, whatever this program knows."""
    found = connection.execute(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    )
    columns: dict[str, set[str]] = {}
    for table, column in found:
        if not table.startswith(("operation", "sqlite", "search", "alembic")) and table not in LOCAL_TABLES:
            columns.setdefault(table, set()).add(column)
    return {table: frozenset(names) for table, names in columns.items()}


def take_in(connection: Connection, columns: Columns, one: Published) -> Operation:
    """Do in the open transaction what an operation of the log did. Raises Trouble when it does not fit.

    A row without its salt came without content: it was purged since, or this person may not see it.
    """
    for row in one.rows:
        known = columns.get(row.table)
        if known is None or not known.issuperset((*(row.before or ()), *(row.after or ()))):
            raise Trouble("damaged", one.seq)
    try:
        write_rows(connection, [row for row in one.rows if row.salt is not None or row.act == "purge"])
        record(connection, one)
    except DatabaseError as error:
        if _is_ours(error):
            raise
        raise Trouble("damaged", one.seq) from error
    keep_head(connection, one.seq)
    return operation_of_line(one.line, one.rows)


def take_in_all(connection: Connection, found: Sequence[Published]) -> list[Operation]:
    """Take in operations of the log that follow what is known here, in one transaction; give which."""
    taken = []
    with writing(connection):
        columns = columns_of(connection) if found else {}
        for one in found:
            seq, last = last_operation(connection)
            if one.seq <= seq:
                continue
            if one.seq != seq + 1 or one.line["prev"] != last:
                break
            taken.append(take_in(connection, columns, one))
    return taken


def write_rows(connection: Connection, rows: Sequence[RowChange]) -> None:
    """Write rows in their order; where two trade a number that may stand once, deletions come first."""
    if len(rows) == 1:
        write_row(connection, rows[0])
        return
    connection.execute("SAVEPOINT rows")
    try:
        for row in rows:
            write_row(connection, row)
    except DatabaseError as error:
        if "UNIQUE" not in str(error):
            raise
        connection.execute("ROLLBACK TO rows")
        for row in sorted(rows, key=lambda one: one.act not in ("delete", "purge")):
            write_row(connection, row)
    connection.execute("RELEASE rows")


def record(connection: Connection, one: Published) -> None:
    """Write an operation into the record of this replica."""
    connection.execute(INSERT_OPERATION, line_values(one.line))
    connection.executemany(INSERT_ROW, row_values(one.line["id"], one.rows, one.digests))
    note(connection, one.line, len(one.rows))


def _is_ours(error: Exception) -> bool:
    """Say whether an error speaks of this computer's disk, and not of what the operation said."""
    said = str(error).lower()
    return any(word in said for word in ("full", "disk", "locked", "busy", "readonly", "not a database"))


def last_operation(connection: Connection) -> tuple[int, str]:
    """Give number and checksum of the newest operation, published or not."""
    found = connection.execute("SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(found[0]), str(found[1])) if found else (0, "")
