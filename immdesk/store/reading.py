"""Plain reading, and writing of what never leaves this computer: SQL text in, rows out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from immdesk.store.engine import Connection, DatabaseError, plainly, unwritable

Row = dict[str, Any]
Params = Sequence[Any] | Mapping[str, Any]

LOCAL_TABLES = ("draft", "finding_cache", "waiting_date", "search", "meta", "held_operation")

PLACE = "rowid"
"""The order in which rows were added; a view of the store names it, for it has none of its own."""


class Reading:
    """A view of the office at one moment: other people's changes do not move it while it is open.

    With `veiled`, views may stand before the tables; what they name besides the columns is left out.
    """

    def __init__(self, connection: Connection, *, veiled: bool = False) -> None:
        self._connection, self._veiled = connection, veiled

    def all(self, sql: str, params: Params = ()) -> list[Row]:
        """Give every row as a mapping from column name to value."""
        try:
            cursor = self._connection.execute(sql, params)
            names = [column[0] for column in cursor.description or ()]
            rows = [dict(zip(names, row)) for row in cursor.fetchall()]  # noqa: B905 - a row has every column
        except DatabaseError as error:
            raise plainly(error) from error
        except UnicodeEncodeError:
            raise unwritable() from None
        if self._veiled and PLACE in names:
            for one in rows:
                del one[PLACE]
        return rows

    def each(self, sql: str, params: Params = ()) -> Iterator[Row]:
        """Give rows one by one, for what is too long to hold at once."""
        try:
            cursor = self._connection.execute(sql, params)
            names = [column[0] for column in cursor.description or ()]
            for row in cursor:
                found = dict(zip(names, row, strict=True))
                if self._veiled:
                    found.pop(PLACE, None)
                yield found
        except DatabaseError as error:
            raise plainly(error) from error
        except UnicodeEncodeError:
            raise unwritable() from None

    def tuples(self, sql: str, params: Params = ()) -> list[tuple[Any, ...]]:
        """Give every row as a plain tuple, the fastest way."""
        try:
            rows: list[tuple[Any, ...]] = self._connection.execute(sql, params).fetchall()
        except DatabaseError as error:
            raise plainly(error) from error
        except UnicodeEncodeError:
            raise unwritable() from None
        return rows

    def one(self, sql: str, params: Params = ()) -> Row | None:
        """Give the first row, or None."""
        rows = self.all(sql, params)
        return rows[0] if rows else None

    def value(self, sql: str, params: Params = ()) -> Any:
        """Give the first column of the first row, or None."""
        rows = self.tuples(sql, params)
        return rows[0][0] if rows else None


class LocalWriting(Reading):
    """Writing of local tables: drafts, the cache of findings, the search index, notes of this computer.

    It makes no operation, and the database refuses any other table here. It survives the death of the
    program; a power cut may lose the last moments, which is why records are never kept this way.
    """

    def run(self, sql: str, params: Params = ()) -> int:
        """Run one statement and give how many rows it touched."""
        try:
            count: int = self._connection.execute(sql, params).rowcount
        except DatabaseError as error:
            raise plainly(error) from error
        except UnicodeEncodeError:
            raise unwritable() from None
        return count

    def run_many(self, sql: str, rows: Iterable[Params]) -> None:
        """Run one statement for each of `rows`."""
        try:
            self._connection.executemany(sql, rows)
        except DatabaseError as error:
            raise plainly(error) from error
        except UnicodeEncodeError:
            raise unwritable() from None


def only_local_tables(action: int, first: str | None, *_rest: Any) -> int:
    """Allow reading, and writing of local tables only (an authorizer of SQLite, asked once a statement)."""
    if action in _ROWS:
        name = first or ""
        return 0 if name in LOCAL_TABLES or name.startswith("search_") else 1
    return 1 if action in _SHAPES else 0


_ROWS = (9, 18, 23)
"""SQLITE_DELETE, SQLITE_INSERT, SQLITE_UPDATE."""

_SHAPES = (*range(1, 9), *range(10, 18), 24, 25, 26, 29, 30)
"""SQLITE_CREATE_*, SQLITE_DROP_*, SQLITE_ATTACH, SQLITE_DETACH, SQLITE_ALTER_TABLE, virtual tables."""
