"""The office carried between a desk's copy and the server: records, log, scans, ways in; all counted."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.engine import Connection, create
from immdesk.store.operations import INSERT_OPERATION, INSERT_ROW, line_values, row_values
from immdesk.store.server.link import Link
from immdesk.store.server.log import Names, ServerLog
from immdesk.store.server.rights import TableShape
from immdesk.store.share.op_file import Published
from immdesk.store.share.replica import columns_of, keep_head, operations_from, writing
from immdesk.store.slots import Slot

_NAMED = ("case_file", "person")
_AT_ONCE = 200
PIECE = 1 << 20
"""Bytes of a scan that travel at once."""


def shapes_of(connection: Connection) -> list[TableShape]:
    """Give the tables of records of a desk's copy: columns, types, and which name cases and people."""
    found = []
    for table in sorted(columns_of(connection)):
        columns = tuple(
            (row[1], "bigint" if row[2].upper().startswith("INT") else "text")
            for row in connection.execute(f'PRAGMA table_info("{table}")')
        )
        keys = connection.execute(f'PRAGMA foreign_key_list("{table}")')
        named = {row[3]: row[2] for row in keys if row[2] in _NAMED}
        found.append(TableShape(table, columns, named))
    return found


def names_in(shapes: list[TableShape]) -> Names:
    """Give for each table the columns that name a case or a person."""
    return {shape.name: shape.names for shape in shapes if shape.names}


def send_records(cursor: Any, source: Connection, shapes: list[TableShape], watched: Watched) -> None:
    """Copy every record of a desk's copy to the server's empty tables, in the transaction of `cursor`.

    Raises Refused when a text holds a NUL, which the server cannot keep.
    """
    cursor.execute("SET LOCAL statement_timeout = 0")  # a large table takes its time
    for count, shape in enumerate(shapes):
        watched.step(count, len(shapes), _("Copying the office"))
        names = [name for name, _kind in shape.columns]
        quoted = ", ".join(f'"{name}"' for name in names)
        with cursor.copy(f'COPY record."{shape.name}" ({quoted}) FROM STDIN') as copy:
            for row in source.execute(f'SELECT {quoted} FROM "{shape.name}"'):
                if any(isinstance(value, str) and "\0" in value for value in row):
                    raise _not_for_a_server(source, dict(zip(names, row, strict=True)))
                copy.write_row(row)


def _not_for_a_server(source: Connection, row: Mapping[str, Any]) -> Refused:
    """Say in which case a text stands that the server cannot keep, and what to do."""
    sql = "SELECT number FROM case_file WHERE id = ? UNION SELECT c.number FROM case_party p"
    sql += " JOIN case_file c ON c.id = p.case_id WHERE p.person_id = ? LIMIT 1"
    mine = row.get("case_id") or row["id"]
    found = source.execute(sql, [mine, row.get("person_id") or row["id"]]).fetchone()
    where = _("It stands in case {number}.").format(number=found[0]) if found else ""
    nothing = _("Nothing was moved.")
    return Refused(
        _("The office holds a character that the server cannot keep: a NUL, as it comes with pasted text."),
        f"{where} {nothing}".strip(),
        _("Type that text again by hand, then move the office again."),
    )


def send_log(cursor: Any, log: ServerLog, source: Connection) -> None:
    """Copy every operation of a desk's copy to the server, in the transaction of `cursor`."""
    first = 1
    while found := operations_from(source, first, _AT_ONCE):
        for one in found:
            log.put(cursor, one.line, one.rows, one.digests)
        first = found[-1].seq + 1


def counts_of(connection: Connection, shapes: list[TableShape]) -> dict[str, int]:
    """Give how many rows each table of a desk's copy holds."""
    sql = 'SELECT count(*) FROM "{}"'
    return {one.name: int(connection.execute(sql.format(one.name)).fetchone()[0]) for one in shapes}


def counts_there(cursor: Any, shapes: list[TableShape]) -> dict[str, int]:
    """Give how many rows each table of the server holds for this role."""
    found = {}
    for one in shapes:
        cursor.execute(f'SELECT count(*) FROM record."{one.name}"')
        found[one.name] = int(cursor.fetchone()[0])
    return found


def bring_office(link: Link, schema_sql: str, path: Path, key: bytes, watched: Watched = ALONE) -> int:
    """Make a desk's copy at `path` of all that this role may see, of one moment; give its number in the log.

    Raises Away or Stopped; the caller takes away what is half made.
    """
    connection = create(path, key)
    try:
        os.chmod(path, 0o600)
        connection.executescript("BEGIN;\n" + schema_sql + "\nCOMMIT;")
        shapes = shapes_of(connection)
        connection.execute("PRAGMA foreign_keys=OFF")
        with link.transaction(snapshot=True) as cursor, writing(connection):
            for count, shape in enumerate(shapes):
                watched.step(count, len(shapes), _("Copying the office"))
                _bring_table(cursor, connection, shape)
            seq = 0
            for one in _operations(cursor):
                connection.execute(INSERT_OPERATION, line_values(one.line))
                connection.executemany(INSERT_ROW, row_values(one.line["id"], one.rows, one.digests))
                seq = one.seq
            keep_head(connection, seq)
        return seq
    finally:
        connection.close()


def _bring_table(cursor: Any, connection: Connection, shape: TableShape) -> None:
    names = ", ".join(f'"{name}"' for name, _kind in shape.columns)
    marks = ", ".join("?" * len(shape.columns))
    cursor.execute(f'SELECT {names} FROM record."{shape.name}"')
    while rows := cursor.fetchmany(2000):
        connection.executemany(f'INSERT INTO "{shape.name}" ({names}) VALUES ({marks})', rows)


def _operations(cursor: Any) -> Iterator[Published]:
    from immdesk.store.server.log import read_after

    after = 0
    while found := read_after(cursor, after, _AT_ONCE):
        yield from found
        after = found[-1].seq


def send_scan(link: Link, name: str, source: Path) -> None:
    """Put a sealed scan on the server, unless it is there. Raises Away, Unknown or Refused."""
    size = source.stat().st_size
    with link.transaction() as cursor:
        cursor.execute("SELECT size FROM immdesk.blob WHERE name = %s", [name])
        if cursor.fetchone() is not None:
            return
        cursor.execute(
            "INSERT INTO immdesk.blob VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING name", [name, size]
        )
        if cursor.fetchone() is None:
            return
        with source.open("rb") as file:
            for n, piece in enumerate(iter(lambda: file.read(PIECE), b"")):
                cursor.execute("INSERT INTO immdesk.blob_piece VALUES (%s, %s, %s)", [name, n, piece])


def pieces_of(cursor: Any, name: str) -> Iterator[bytes]:
    """Give a sealed scan of the server piece by piece; nothing when it is not there."""
    for n in itertools.count():
        cursor.execute("SELECT bytes FROM immdesk.blob_piece WHERE name = %s AND n = %s", [name, n])
        piece = cursor.fetchone()
        if piece is None:
            return
        yield piece[0]


def bring_scan(link: Link, name: str, target: Path) -> bool:
    """Write a sealed scan of the server to `target`; False when it is not there. Raises Away."""
    with link.transaction() as cursor:
        cursor.execute("SELECT size FROM immdesk.blob WHERE name = %s", [name])
        if cursor.fetchone() is None:
            return False
        with os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            for piece in pieces_of(cursor, name):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
    return True


def newest_keys(link: Link) -> tuple[int, dict[str, Slot]]:
    """Give the number and the slots of the newest ways in; (0, {}) when there are none. Raises Away."""
    with link.transaction() as cursor:
        cursor.execute("SELECT n, slots FROM immdesk.key_file ORDER BY n DESC LIMIT 1")
        found = cursor.fetchone()
    return (int(found[0]), dict(json.loads(found[1]))) if found else (0, {})


def add_keys(link: Link, number: int, slots: Mapping[str, Slot]) -> bool:
    """Publish the ways in as number `number`; False when somebody else was quicker."""
    with link.transaction() as cursor:
        cursor.execute(
            "INSERT INTO immdesk.key_file VALUES (%s, %s) ON CONFLICT DO NOTHING RETURNING n",
            [number, json.dumps(dict(slots))],
        )
        return cursor.fetchone() is not None
