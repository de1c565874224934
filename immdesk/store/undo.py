"""Taking an operation back: a new one with the old values, where nobody has built on it since.

The new operation says in its `why` which one it takes back, and has an id made from that one's id, so
that nothing is taken back twice. To take back an operation that took one back is to do that one again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any, Literal
from uuid import NAMESPACE_URL, uuid5

from immdesk.basics.problems import Bug, Problem
from immdesk.store.engine import Connection
from immdesk.store.history import operation_of
from immdesk.store.operations import Done, Image, Operation, RowChange
from immdesk.store.reading import LOCAL_TABLES, Reading, Row
from immdesk.store.row_images import write_row

if TYPE_CHECKING:
    from immdesk.store.change import Changing

How = Literal["changed", "used", "draft", "purged", "nothing"]
Counters = frozenset[tuple[str, str]]
"""(table, column) of running numbers: one that others have counted on since stays as it is."""

OWNER_KINDS = (
    "person", "case", "party", "document", "filing", "notice", "status_period",
    "employer", "job", "recruitment",
)  # fmt: skip
"""What an `owner_kind` may say; naming them lets the database use its index."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands in the way: a row of `table`, and the later operation that built on it.

    `how` is changed (the row itself), used (another row names it), draft (a questionnaire is about it),
    purged (its content is gone for good) or nothing (there is nothing to take back).
    """

    how: How
    table: str = ""
    who: str = ""
    title: str = ""


class BuiltOn(Exception):
    """Somebody built on the operation between the look and the undo; nothing was changed."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.how)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class Steps:
    """The ids of the operations that Undo and Redo would take back now, "" where there is none."""

    undo: str = ""
    redo: str = ""


def undo_id(operation_id: str) -> str:
    """Give the id of the operation that takes this one back."""
    return uuid5(NAMESPACE_URL, f"undo\x1f{operation_id}").hex


def took_back(why: str) -> str:
    """Give the id of the operation that was taken back, from the `why` of the one that did; else ""."""
    word, _space, operation_id = why.partition(" ")
    return operation_id if word in ("undo", "redo") and len(operation_id) == 32 else ""


def steps_of(operations: Iterable[tuple[str, str]]) -> Steps:
    """Give what comes next in either direction, from (id, why) of one person's operations, oldest first."""
    back: list[str] = []
    again: list[str] = []
    for operation_id, why in operations:
        source = took_back(why)
        if source in back:
            back.remove(source)
            again.append(operation_id)
        elif source in again:
            again.remove(source)
            back.append(operation_id)
        else:
            back.append(operation_id)
            again.clear()
    return Steps(back[-1] if back else "", again[-1] if again else "")


def what_stands(reading: Reading, done: Done, counters: Counters = frozenset()) -> Standing | None:
    """Give what keeps an operation from being taken back, None when nothing does."""
    if any(row.salt is None or row.act == "purge" for row in done.rows):
        return Standing("purged")
    if any(row.table == "key_epoch" for row in done.rows):
        return Standing("nothing")  # a key of the office is never taken back
    built = _built_on(reading, done)
    rows = _to_take_back(done.rows, built, counters)
    if not rows:
        return Standing("nothing")
    for row in rows:
        if later := built.get((row.table, row.pk)):
            return Standing("changed", row.table, later["who"], later["title"])
    return _used_by(reading, done)


def undo(
    changing: Changing,
    operation_id: str,
    user: str,
    say: Callable[[Reading, Done], tuple[str, str]],
    now: datetime,
    counters: Counters = frozenset(),
) -> Operation:
    """Take an operation back in one transaction; `say` gives the title and why of the new operation.

    Raises BuiltOn, and changes nothing, when something stands in the way.
    """
    said = {"id": undo_id(operation_id), "who": user}
    said["at"] = now.astimezone(UTC).isoformat(timespec="milliseconds")

    def once() -> Operation:
        with changing.transaction() as connection:
            raw: Connection = connection.connection.dbapi_connection
            reading = Reading(raw)
            done = operation_of(reading, operation_id)
            standing = what_stands(reading, done, counters) if done else Standing("nothing")
            if done is None or standing is not None:
                raise BuiltOn(standing or Standing("nothing"))
            said["title"], said["why"] = say(reading, done)
            rows = _reversed(reading, done, counters)
            for row in rows:
                write_row(raw, row)
            return changing.write(connection, said, rows)

    return changing.agreed(once)


Place = tuple[str, str]
"""A row: its table and its id."""


def _now(reading: Reading, rows: Sequence[RowChange]) -> dict[Place, Image]:
    """Give the touched rows as they are now."""
    wanted: dict[str, list[str]] = {}
    for row in rows:
        wanted.setdefault(row.table, []).append(row.pk)
    known = {name for (name,) in reading.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")}
    kept: dict[Place, Image] = {}
    for table, pks in wanted.items():
        if table not in known or table.startswith(("operation", "sqlite")) or table in LOCAL_TABLES:
            raise Bug("An operation names a table that holds no records.")
        sql = f'SELECT * FROM "{table}" WHERE id IN (SELECT value FROM json_each(?))'
        kept |= {(table, row["id"]): row for row in reading.all(sql, [json.dumps(pks)])}
    return kept


def _built_on(reading: Reading, done: Done) -> dict[Place, Row]:
    """Give, for each touched row, the newest later operation on it that was not taken back itself."""
    places = json.dumps([[row.table, row.pk] for row in done.rows])
    found = reading.all(_LATER, [places, done.seq])
    built: dict[Place, Row] = {}
    for place, lines in groupby(found, key=lambda line: (line["table"], line["pk"])):
        live: dict[str, Row] = {}
        for line in lines:
            if live.pop(took_back(line["why"]), None) is None:
                live[line["id"]] = line
        if live:
            built[place] = list(live.values())[-1]
    return built


_LATER = """
SELECT r."table", r.pk, o.id, o.who, o.title, o.why FROM json_each(?) j
CROSS JOIN operation_row r
  ON r."table" = json_extract(j.value, '$[0]') AND r.pk = json_extract(j.value, '$[1]')
JOIN operation o ON o.id = r.op WHERE o.seq > ? ORDER BY r."table", r.pk, o.seq
"""


def _to_take_back(
    rows: Sequence[RowChange], built: Mapping[Place, Row], counters: Counters
) -> list[RowChange]:
    """Leave out running numbers on which others have counted since."""

    def counted_on(row: RowChange) -> bool:
        names = {(row.table, name) for name, _before, _after in row.changed()}
        return row.act == "update" and bool(names) and names <= counters and (row.table, row.pk) in built

    return [row for row in rows if not counted_on(row)]


def _used_by(reading: Reading, done: Done) -> Standing | None:
    """Give a row that names one which the operation added, and was not written by it.

    A row that the operation only changed gets its old value back, which cannot name what was added.
    """
    written = {(row.table, row.pk) for row in done.rows}
    added = {(row.table, row.pk) for row in done.rows if row.act == "insert"}
    if not added:
        return None
    ids = json.dumps(sorted(pk for _table, pk in added))
    near = {one for row in done.rows for one in (row.pk, row.case_id, row.person_id) if one}
    asked = {"ids": ids, "near": json.dumps(sorted(near))}
    for table, column in _naming_columns(reading):
        also = _BY_INDEX.get(column, "")
        sql = f'SELECT id FROM "{table}" WHERE {also}"{column}" IN (SELECT value FROM json_each(:ids))'
        for (pk,) in reading.tuples(sql, asked):
            if table == "draft":
                return Standing("draft", table)
            if (table, pk) not in written:
                return Standing("used", table, **_last_on(reading, table, pk))
    return None


def _last_on(reading: Reading, table: str, pk: str) -> dict[str, Any]:
    last = reading.one(
        "SELECT o.who, o.title FROM operation_row r JOIN operation o ON o.id = r.op "
        'WHERE r."table" = ? AND r.pk = ? ORDER BY o.seq DESC LIMIT 1',
        [table, pk],
    )
    return last or {}


_NEAR = "(SELECT value FROM json_each(:near))"
_BY_INDEX = {
    "owner_id": f"owner_kind IN {OWNER_KINDS} AND ",
    "subject_id": f"(case_id IN {_NEAR} OR person_id IN {_NEAR}) AND ",
}
"""What else is true of rows that name a record in a column without an index of its own; a date about a
subject stands with the case or the person of that subject."""


def _naming_columns(reading: Reading) -> list[tuple[str, str]]:
    """Give every (table, column) that names another record."""
    found = reading.tuples(
        "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' "
        "AND m.name NOT LIKE 'operation%' AND m.name NOT LIKE 'search%' AND m.name NOT LIKE 'sqlite%' "
        "AND (c.name LIKE '%\\_id' ESCAPE '\\' OR c.name = 'only_in_case') "
        "AND c.name <> 'draft_id' AND m.name NOT IN ('finding_cache', 'waiting_date') "
        "ORDER BY m.name <> 'draft', m.name"
    )
    return [(table, column) for table, column in found]


def _reversed(reading: Reading, done: Done, counters: Counters) -> list[RowChange]:
    """Give the rows of the operation that takes `done` back: deletes first, then updates, then inserts."""
    kept = _now(reading, done.rows)
    back = _to_take_back(done.rows, _built_on(reading, done), counters)
    rows = [_back(row, kept) for row in reversed(back)]
    order = ("delete", "update", "insert")
    return sorted(rows, key=lambda row: order.index(row.act))


def _back(row: RowChange, kept: Mapping[Place, Image]) -> RowChange:
    whose = (row.case_id, row.person_id)
    if row.act == "insert":
        gone = {name: value for name, value in kept[row.table, row.pk].items() if value is not None}
        gone.pop("id")
        return RowChange(row.table, row.pk, "delete", *whose, gone, None, None)
    old = dict(row.before or {})
    if row.act == "delete":
        old["version"] = old.get("version", 0) + 1
        return RowChange(row.table, row.pk, "insert", *whose, None, old, None)
    names = {**old, **(row.after or {})}
    now = {name: kept[row.table, row.pk][name] for name in names}
    old = {name: old.get(name) for name in names} | {"version": now["version"] + 1}
    return RowChange(row.table, row.pk, "update", *whose, now, old, None)


def not_there() -> Problem:
    """Give what to say of an operation that is not in this office."""
    from immdesk.basics.words import _

    return Problem(_("This change is not in the history of the office."), "", _("Look at the history again."))
