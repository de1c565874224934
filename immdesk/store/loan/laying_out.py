"""An office on loan made from what a package tells: tables that this program knows, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from immdesk.store.engine import Connection, DatabaseError
from immdesk.store.home import OFFICE, Store, create_store, office_id
from immdesk.store.loan.on_loan import LOAN, Lent, Loan
from immdesk.store.loan.package import Package, changed
from immdesk.store.share.replica import KEEP_HEAD, columns_of, writing

MOST_ROWS = 2_000_000
_SCALARS = (str, int, float, type(None))
_ROW_ID = re.compile(r"[0-9A-Za-z_.:-]{1,200}")


def lay_out(folder: Path, package: Package, loan: Loan) -> Store:
    """Make the office of a loan in `folder`. Raises Refused when a package does not fit."""
    store = create_store(folder, key=package.key)
    store.publisher = Lent()
    try:
        said = {"format": 1, "id": office_id(folder), "loan": True}
        (folder / OFFICE).write_text(json.dumps(said), encoding="utf-8")
        _scans(store, package)
        connection = store.plain_connection()
        try:
            _rows(connection, package.told.get("tables"))
            with writing(connection):
                connection.execute(KEEP_HEAD, [LOAN, loan.written()])
        finally:
            connection.close()
    except BaseException:
        store.close()
        raise
    return store


def _scans(store: Store, package: Package) -> None:
    for name in package.blobs or {}:
        place = store.attachments.path(name)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with package.blob(name) as source, place.open("wb") as target:
            while piece := source.read(1 << 20):
                target.write(piece)
        store.attachments.check(name)


def _rows(connection: Connection, tables: Any) -> None:
    if not isinstance(tables, dict) or not all(isinstance(one, dict) for one in tables.values()):
        raise changed()
    columns = columns_of(connection)
    if sum(len(one.get("rows") or ()) for one in tables.values()) > MOST_ROWS:
        raise changed()
    try:
        with writing(connection):
            connection.execute("PRAGMA defer_foreign_keys=ON")
            for name, told in tables.items():
                _table(connection, columns.get(name), name, told)
            if connection.execute("PRAGMA foreign_key_check").fetchone():
                raise changed()
    except DatabaseError:
        raise changed() from None


def _table(connection: Connection, known: frozenset[str] | None, name: str, told: Mapping[str, Any]) -> None:
    names, rows = told.get("columns"), told.get("rows")
    if known is None or not isinstance(names, list) or not isinstance(rows, list):
        raise changed()
    if len(set(map(str, names))) != len(names) or not known.issuperset(map(str, names)) or "id" not in names:
        raise changed()
    at = names.index("id")
    for row in rows:
        if not isinstance(row, list) or len(row) != len(names) or any(type(v) not in _SCALARS for v in row):
            raise changed()
        if type(row[at]) is not str or not _ROW_ID.fullmatch(row[at]):
            raise changed()
    quoted = ", ".join(f'"{one}"' for one in names)
    marks = ", ".join("?" * len(names))
    connection.executemany(f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})', rows)
