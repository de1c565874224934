"""What somebody may not see, hidden at one place: views of the connection stand before the tables.

SQLite finds a view of the connection before the table of the same name, so whoever reads `case_file` on
such a connection reads what is left of it. Where nothing is hidden there is no view and no cost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.engine import Connection
from immdesk.store.operations import RowChange
from immdesk.store.reading import Reading

Hides = Callable[[Reading], frozenset[str]]
"""Gives the ids of the cases, people, families, papers and drafts that who sits here may not see.

It reads at the moment of the view, and names every table with its database: `main.case_file`.
"""

HIDDEN = "CREATE TEMP TABLE hidden_record (id TEXT PRIMARY KEY) WITHOUT ROWID"
"""The ids of all that is hidden on a connection: a query of the search index leaves them out by it."""

_ROOTS = frozenset(("case_file", "person", "household"))
_BY_ID = _ROOTS | {"draft"}
_DECIDE = frozenset(
    ("case_file", "case_reader", "case_party", "case_document", "household_member", "staff", "staff_sign_in")
)
"""Tables whose change may change who sees what."""
_LOOSE = ("case_id", "person_id", "owner_id", "about_id", "subject_id", "pk")
"""Columns that name a record without a reference that the database keeps."""
_SHOWN_BY_PLACE = ("search", "meta", "operation", "alembic_version", "held_operation", "sqlite_sequence")
_LOOKED_BACK = 200  # operations; after more than that all is worked out anew

Mark = tuple[int, int, str]
"""Which viewer, and the number and hash of the last operation that counted."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A table as hiding sees it: the columns by which a row may belong to something hidden.

    `keys` are those that the database keeps as references, `named` that other tables name its rows.
    """

    name: str
    columns: tuple[str, ...]
    keys: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden at a moment: the cases, people and families, and all ids that go with them."""

    mark: Mark
    roots: frozenset[str]
    ids: frozenset[str]


class Hiding:
    """Knows for an open office what is hidden from who sits here, and puts it before the tables."""

    def __init__(self, hides: Hides) -> None:
        self._hides, self._generation = hides, 1
        self._known: Hidden | None = None
        self._shapes: tuple[Shape, ...] = ()
        self._put: dict[int, tuple[Mark, frozenset[str]]] = {}

    def begin(self, connection: Connection) -> Hidden:
        """Begin a view of this moment on `connection`, with what is hidden hidden; give what that is."""
        while True:
            connection.execute("BEGIN")
            mark = self._mark(connection)
            put, ids = self._put.get(id(connection), ((0, 0, ""), frozenset[str]()))
            known = self._at(connection, mark)
            if put == mark or ids == known.ids:
                self._put[id(connection)] = (mark, ids)
                return known
            connection.execute("ROLLBACK")
            self._stand(connection, known.ids)
            self._put[id(connection)] = (mark, known.ids)

    def turn_to(self, hides: Hides) -> None:
        """Hide what another viewer may not see; each connection follows with its next view."""
        self._hides, self._known = hides, None
        self._generation += 1

    def refuse(self, rows: Iterable[RowChange], hidden: frozenset[str]) -> None:
        """Raise Refused when a change would touch what is `hidden` from who makes it."""
        if hidden and any(_names(row, hidden) for row in rows):
            raise Refused(
                _("Part of this belongs to a restricted case."),
                _("You may not see that case, so nothing was changed."),
                _("Ask somebody who may see it to make the change."),
            )

    # -- private ------------------------------------------------------------------------------

    def _mark(self, connection: Connection) -> Mark:
        sql = "SELECT seq, hash FROM main.operation ORDER BY seq DESC LIMIT 1"
        last = connection.execute(sql).fetchone() or (0, "")
        return self._generation, last[0], last[1]

    def _at(self, connection: Connection, mark: Mark) -> Hidden:
        """Give what is hidden at a moment, worked out anew only when something that decides was changed."""
        known = self._known
        if known is not None and known.mark == mark:
            return known
        if known is not None and self._still(connection, known, mark):
            found = Hidden(mark, known.roots, known.ids)
        else:
            roots = self._hides(Reading(connection))
            found = Hidden(mark, roots, self._all_with(connection, roots))
        if known is None or mark >= known.mark:
            self._known = found
        return found

    def _still(self, connection: Connection, known: Hidden, mark: Mark) -> bool:
        """Say whether nothing done since touched what is hidden, or who may see it."""
        seq = known.mark[1]
        if not 0 < seq <= mark[1] <= seq + _LOOKED_BACK:
            return False
        same = connection.execute("SELECT hash FROM main.operation WHERE seq = ?", [seq]).fetchone()
        if same is None or same[0] != known.mark[2]:
            return False
        rows = connection.execute(
            'SELECT r."table", r.pk, r.case_id, r.person_id FROM main.operation o '
            "JOIN main.operation_row r ON r.op = o.id WHERE o.seq > ?",
            [seq],
        ).fetchall()
        return not any(row[0] in _DECIDE or known.ids & set(row[1:]) for row in rows)

    def _all_with(self, connection: Connection, roots: frozenset[str]) -> frozenset[str]:
        """Give `roots` and the ids of all records that belong to them and that other tables name."""
        found = set(roots)
        if not roots:
            return frozenset()
        for shape in self._shapes_in(connection):
            if shape.named and shape.name not in _ROOTS:
                found.update(_belonging(connection, shape, found))
        return frozenset(found)

    def _stand(self, connection: Connection, ids: frozenset[str]) -> None:
        """Make the views of a connection anew; without anything to hide there are none."""
        connection.execute("PRAGMA query_only=OFF")
        try:
            connection.execute("BEGIN")
            for (name,) in connection.execute("SELECT name FROM temp.sqlite_master WHERE type = 'view'"):
                connection.execute(f'DROP VIEW temp."{name}"')
            connection.execute("DELETE FROM temp.hidden_record")
            connection.executemany("INSERT INTO temp.hidden_record VALUES (?)", [(one,) for one in ids])
            for shape in self._shapes_in(connection) if ids else ():
                connection.execute(_view(shape))
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA query_only=ON")

    def _shapes_in(self, connection: Connection) -> tuple[Shape, ...]:
        if not self._shapes:
            self._shapes = tuple(_shapes(connection))
        return self._shapes


def _names(row: RowChange, ids: frozenset[str]) -> bool:
    said = {**(row.before or {}), **(row.after or {})}
    named = {value for key, value in said.items() if isinstance(value, str) and (key.endswith("_id"))}
    return bool(ids & {row.pk, row.case_id, row.person_id, *named})


def _shapes(connection: Connection) -> Iterator[Shape]:
    """Give the tables in which a row may belong to something hidden, what is named before what names it."""
    tables = [
        name
        for (name,) in connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
        if name not in _SHOWN_BY_PLACE and not (name.startswith("search_") and name != "search_case")
    ]
    names = {name: _references(connection, name) for name in tables}
    hideable = set(_ROOTS)
    while more := {one for one in tables if one not in hideable and hideable & set(names[one].values())}:
        hideable |= more
    named = {to for one in tables for to in names[one].values() if to != one}
    for name in _in_order([one for one in tables if one in hideable or _loose(connection, one)], names):
        columns = [column for column, to in names[name].items() if to in hideable]
        columns = [] if name in _ROOTS else columns
        own = ["id"] if name in _BY_ID or name in named else []
        every = tuple(dict.fromkeys((*own, *columns, *_loose(connection, name))))
        yield Shape(name, every, tuple(columns), name in named)


def _in_order(tables: Sequence[str], names: dict[str, dict[str, str]]) -> list[str]:
    left, found = list(tables), list[str]()
    while left:
        ready = [one for one in left if not (set(names[one].values()) - {one}) & set(left)] or left[:1]
        found += ready
        left = [one for one in left if one not in ready]
    return found


def _references(connection: Connection, table: str) -> dict[str, str]:
    return {row[3]: row[2] for row in connection.execute(f'PRAGMA main.foreign_key_list("{table}")')}


def _columns(connection: Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f'PRAGMA main.table_info("{table}")')]


def _loose(connection: Connection, table: str) -> list[str]:
    return [one for one in _columns(connection, table) if one in _LOOSE]


def _belonging(connection: Connection, shape: Shape, ids: Iterable[str]) -> set[str]:
    """Give the ids of the rows of one table that name one of `ids`."""
    found: set[str] = set()
    some = list(ids)
    for column in shape.keys:
        for start in range(0, len(some), 500):
            part = some[start : start + 500]
            marks = ", ".join("?" * len(part))
            sql = f'SELECT id FROM main."{shape.name}" WHERE "{column}" IN ({marks})'
            found.update(row[0] for row in connection.execute(sql, part))
    return found


def _view(shape: Shape) -> str:
    """Give the SQL of the view that stands before a table; `rowid` is named, for a view has none."""
    shown = " AND ".join(
        f"coalesce(\"{column}\", '') NOT IN (SELECT id FROM temp.hidden_record)" for column in shape.columns
    )
    all_of = f'SELECT *, rowid AS rowid FROM main."{shape.name}"'
    return f'CREATE TEMP VIEW "{shape.name}" AS {all_of} WHERE {shown}'
