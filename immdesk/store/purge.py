"""Deleting for good, when the law or the client asks: the record goes, and what the history kept of it.

The operation that purges stays, with the record's table and id and without its content, and the chain
still verifies. Backups keep the record until they rotate: whoever purges is told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from immdesk.basics.problems import Bug
from immdesk.store.change import Changing
from immdesk.store.operations import Operation, RowChange
from immdesk.store.row_images import BLANK


def purge(
    changing: Changing, title: str, user: str, why: str, records: Sequence[tuple[str, str]], now: datetime
) -> Operation:
    """Delete each (table, id) of `records` and blank what the history kept of them, in one transaction.

    Raises Problem, and purges nothing, when something else still refers to one of them.
    """
    said = {"id": uuid4().hex, "title": title, "who": user, "why": why}
    said["at"] = now.astimezone(UTC).isoformat(timespec="milliseconds")

    def once() -> Operation:
        with changing.transaction() as connection:
            rows = [_purge_one(connection, table, pk) for table, pk in records]
            return changing.write(connection, said, rows)

    done = changing.agreed(once)
    with changing.engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return done


def _purge_one(connection: Connection, table: str, pk: str) -> RowChange:
    tables = {name for (name,) in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
    if table not in tables or table.startswith(("operation", "sqlite", "alembic", "search")):
        raise Bug("A purge named a table that holds no records.")
    whose = connection.exec_driver_sql(
        'SELECT case_id, person_id FROM operation_row WHERE "table" = ? AND pk = ? LIMIT 1', (table, pk)
    ).first()
    connection.exec_driver_sql(f'DELETE FROM "{table}" WHERE id = ?', (pk,))
    connection.exec_driver_sql(BLANK, (table, pk))
    case_id, person_id = whose or (None, None)
    return RowChange(table, pk, "purge", case_id, person_id, None, None, None)
