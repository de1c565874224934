"""One row written as an image says: forwards as an operation did it, or back to what it was before."""

from __future__ import annotations

from immdesk.store.engine import Connection
from immdesk.store.operations import RowChange


def write_row(connection: Connection, row: RowChange) -> None:
    """Do to the row what the image says, in the open transaction of a plain connection."""
    if row.act in ("delete", "purge"):
        connection.execute(f'DELETE FROM "{row.table}" WHERE id = ?', [row.pk])
        if row.act == "purge":
            connection.execute(BLANK, [row.table, row.pk])
        return
    image = row.after or {}
    names = [f'"{name}"' for name in image]
    if row.act == "insert":
        marks = ", ".join("?" * (len(names) + 1))
        sql = f'INSERT INTO "{row.table}" ({", ".join(("id", *names))}) VALUES ({marks})'
        connection.execute(sql, [row.pk, *image.values()])
    elif names:
        sets = ", ".join(f"{name} = ?" for name in names)
        connection.execute(f'UPDATE "{row.table}" SET {sets} WHERE id = ?', [*image.values(), row.pk])


BLANK = 'UPDATE operation_row SET before = NULL, after = NULL, salt = NULL WHERE "table" = ? AND pk = ?'
"""Takes from the history what it kept of a row that is purged."""


def opposite(row: RowChange) -> RowChange:
    """Give what takes a row of an operation back exactly, its version too; a purge has no way back."""
    acts = {"insert": "delete", "delete": "insert"}
    return RowChange(
        row.table,
        row.pk,
        acts.get(row.act, row.act),  # type: ignore[arg-type]
        row.case_id,
        row.person_id,
        row.after,
        row.before,
        None,
    )
