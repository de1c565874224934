"""Work done away, put on top of what others did meanwhile: whole operations, and nobody's words overwritten.

What stands as it stood is done again; where others changed another word of the same record, it is done again
and said so; where both changed the same word, the operation waits for a person, and so does what followed on
that record. Nothing is dropped.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from immdesk.store.engine import Connection, DatabaseError
from immdesk.store.operations import (
    Image,
    Operation,
    RowChange,
    canonical,
    chain_hash,
    operation_of_line,
    row_digest,
    rows_hash,
)
from immdesk.store.row_images import opposite, write_row
from immdesk.store.share.op_file import Published
from immdesk.store.share.replica import (
    columns_of,
    head_of,
    keep_head,
    last_operation,
    operations_from,
    record,
    take_in,
    write_rows,
    writing,
)

NUMBERED = ("case_file", "number")
"""The running number that two desks may both have given: the later one gets the next."""
COUNTER = "next_case_number"


@dataclass(frozen=True, slots=True)
class Clash:
    """One word of a record that both sides changed: as it was, as this desk has it, as the others have it.

    `column` is "" where one side deleted the record that the other changed.
    """

    table: str
    pk: str
    column: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Rebased:
    """What became of work done away: done again, done again beside others' words, held, numbered anew."""

    taken_in: tuple[Operation, ...] = ()
    again: tuple[Operation, ...] = ()
    beside: int = 0
    held: int = 0
    renumbered: int = 0

    def and_then(self, more: Rebased) -> Rebased:
        """Give both together."""
        return Rebased(
            (*self.taken_in, *more.taken_in),
            (*self.again, *more.again),
            self.beside + more.beside,
            self.held + more.held,
            self.renumbered + more.renumbered,
        )


@dataclass(slots=True)
class _Held:
    """The records on which something waits: what follows on them waits too."""

    places: set[tuple[str, str]] = field(default_factory=set)
    made: set[str] = field(default_factory=set)

    def add(self, one: Published) -> None:
        self.places |= {(row.table, row.pk) for row in one.rows}
        self.made |= {row.pk for row in one.rows if row.act == "insert"}

    def concerns(self, rows: Iterable[RowChange]) -> bool:
        return any(
            (row.table, row.pk) in self.places or bool(self.made & set(map(str, (row.after or {}).values())))
            for row in rows
        )


def rebase(connection: Connection, found: Sequence[Published], chain_key: bytes) -> Rebased:
    """Take in what others published and do this desk's waiting operations again on top of it.

    One transaction; raises Trouble, and changes nothing, when what others published does not fit.
    """
    head = head_of(connection)[0]
    mine = operations_from(connection, head + 1)
    same = 0
    for theirs, own in zip(found, mine, strict=False):
        if theirs.line["hash"] != own.line["hash"]:
            break
        same += 1
    with writing(connection):
        if same:  # the share had taken it although the answer was lost
            keep_head(connection, head + same)
        if same == len(found):
            return Rebased()
        return on_top(connection, mine[same:], found[same:], chain_key)


def on_top(
    connection: Connection, mine: Sequence[Published], found: Sequence[Published], chain_key: bytes
) -> Rebased:
    """As `rebase`, in the open transaction."""
    with _record_open(connection):
        for one in reversed(mine):
            _unwind(connection, one)
    columns = columns_of(connection)
    taken = tuple(take_in(connection, columns, one) for one in found)
    return do_again(connection, mine, {one.line["id"] for one in found}, chain_key, taken)


def do_again(
    connection: Connection,
    mine: Sequence[Published],
    known: set[str],
    chain_key: bytes,
    taken: tuple[Operation, ...] = (),
) -> Rebased:
    """Do operations again on what is there now; those whose id is `known` were published already."""
    held, done, again = _waiting_places(connection), Rebased(taken), []
    for one in mine:
        if one.line["id"] in known:
            continue
        rows, clashes, beside = weigh(connection, one)
        if held.concerns(one.rows) or clashes:
            hold(connection, one, clashes)
            held.add(one)
            done = done.and_then(Rebased(held=1))
            continue
        try:
            kept, renumbered = _kept(connection, one, rows, chain_key)
        except DatabaseError:
            hold(connection, one, [])
            held.add(one)
            done = done.and_then(Rebased(held=1))
            continue
        again.append(kept)
        done = done.and_then(Rebased(beside=int(beside), renumbered=renumbered))
    return done.and_then(Rebased(again=tuple(again)))


def concerned(before: Iterable[Published], one: Published) -> bool:
    """Say whether an operation builds on one of those before it, which wait."""
    held = _Held()
    for other in before:
        held.add(other)
    return held.concerns(one.rows)


def weigh(connection: Connection, one: Published) -> tuple[list[RowChange], list[Clash], bool]:
    """Give an operation's rows as they fit now, what clashes, and whether others changed other words."""
    rows: list[RowChange] = []
    clashes: list[Clash] = []
    beside = False
    for row in one.rows:
        now = _now(connection, row)
        row = _counted_on(row, now)
        if row.act == "update" or (row.act == "insert" and now is not None):
            clashes += _clashes(row, now)
        elif row.act == "delete" and now is not None:
            clashes += _clashes_of_deleting(row, now)
        if now is not None and row.act in ("update", "delete"):
            beside = beside or now.get("version") != (row.before or {}).get("version", now.get("version"))
        fitting = _fitting(row, now)
        if fitting is not None:
            rows.append(fitting)
    return rows, clashes, beside


def hold(connection: Connection, one: Published, clashes: Sequence[Clash]) -> None:
    """Keep an operation aside until somebody chooses."""
    rows = [[*_told(row), digest] for row, digest in zip(one.rows, one.digests, strict=True)]
    connection.execute(
        "INSERT OR REPLACE INTO held_operation (id, version, said, clashes, at) VALUES (?, 1, ?, ?, ?)",
        [
            one.line["id"],
            canonical({"line": one.line, "rows": rows}),
            json.dumps([asdict(clash) for clash in clashes]),
            one.line["at"],
        ],
    )


def held_operations(connection: Connection) -> list[tuple[Published, list[Clash]]]:
    """Give what waits for a choice, the oldest first."""
    found = connection.execute("SELECT said, clashes FROM held_operation ORDER BY at, rowid").fetchall()
    return [(_read(said), [Clash(**one) for one in json.loads(clashes)]) for said, clashes in found]


def _read(said: str) -> Published:
    told = json.loads(said)
    rows = tuple(RowChange(*row[:8]) for row in told["rows"])
    return Published(told["line"], rows, tuple(row[8] for row in told["rows"]))


def _told(row: RowChange) -> tuple[Any, ...]:
    named = (row.table, row.pk, row.act, row.case_id, row.person_id)
    return (*named, row.before, row.after, row.salt)


def _with(row: RowChange, before: Image | None, after: Image | None, salt: str | None = None) -> RowChange:
    return RowChange(row.table, row.pk, row.act, row.case_id, row.person_id, before, after, salt)


def _without_counter(image: Image | None) -> Image | None:
    return image and {name: image[name] for name in image if name != COUNTER}


def _waiting_places(connection: Connection) -> _Held:
    held = _Held()
    for one, _clashes_of_it in held_operations(connection):
        held.add(one)
    return held


def _unwind(connection: Connection, one: Published) -> None:
    """Take one waiting operation back exactly; a purge stays done, for nothing is left of what it took."""
    for row in reversed(one.rows):
        if row.act != "purge":
            write_row(connection, opposite(row))
    connection.execute("DELETE FROM operation_row WHERE op = ?", [one.line["id"]])
    connection.execute("DELETE FROM operation WHERE id = ?", [one.line["id"]])


@contextmanager
def _record_open(connection: Connection) -> Iterator[None]:
    """Let operations that nobody else has seen be taken back; the record is closed again afterwards."""
    triggers = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'operation%'"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, made in triggers:
        connection.execute(made)


def _now(connection: Connection, row: RowChange) -> Image | None:
    cursor = connection.execute(f'SELECT * FROM "{row.table}" WHERE id = ?', [row.pk])
    found = cursor.fetchone()
    return dict(zip([one[0] for one in cursor.description], found, strict=True)) if found else None


def _counted_on(row: RowChange, now: Image | None) -> RowChange:
    """Leave out a running number on which others have counted since: theirs goes on."""
    if row.act != "update" or now is None or row.table != "office":
        return row
    if now.get(COUNTER) == (row.before or {}).get(COUNTER):
        return row
    return _with(row, _without_counter(row.before), _without_counter(row.after), row.salt)


def _clashes(row: RowChange, now: Image | None) -> list[Clash]:
    if now is None:
        return [Clash(row.table, row.pk, "", row.before, row.after, None)]
    return [
        Clash(row.table, row.pk, name, base, mine, now.get(name))
        for name, base, mine in row.changed()
        if now.get(name) not in (base, mine)
    ]


def _clashes_of_deleting(row: RowChange, now: Image) -> list[Clash]:
    base = row.before or {}
    same = all(now[name] == base.get(name) for name in now if name not in ("id", "version"))
    return [] if same else [Clash(row.table, row.pk, "", base, None, now)]


def _fitting(row: RowChange, now: Image | None) -> RowChange | None:
    """Give the row as it is to be written now, with the version that follows; None when nothing is left."""
    whose = (row.table, row.pk, row.act, row.case_id, row.person_id)
    if row.act == "insert" and now is not None:
        return _same_record(row, now)
    if row.act == "update" and now is None:
        return None
    if row.act == "update" and now is not None:
        if set(row.after or {}) <= {"version"}:
            return None
        moved = [name for name in row.after or {} if name != "version"]
        before = {name: now.get(name) for name in moved} | {"version": now["version"]}
        return RowChange(*whose, before, {**(row.after or {}), "version": now["version"] + 1}, None)
    if row.act == "delete":
        if now is None:
            return None
        known = {name: value for name, value in now.items() if value is not None and name != "id"}
        return RowChange(*whose, known, None, None)
    return RowChange(*whose, row.before, row.after, None)


def _same_record(row: RowChange, now: Image) -> RowChange | None:
    """Both made the same record: give what this desk would have other than it is, None when they agree."""
    after = {
        name: value for name, value in (row.after or {}).items() if name != "version" and now[name] != value
    }
    if not after:
        return None
    before = {name: now[name] for name in after} | {"version": now["version"]}
    after["version"] = now["version"] + 1
    return RowChange(row.table, row.pk, "update", row.case_id, row.person_id, before, after, None)


def _kept(
    connection: Connection, one: Published, rows: list[RowChange], chain_key: bytes
) -> tuple[Operation, int]:
    """Write an operation at the end of the record; a case number that is taken becomes the next one."""
    connection.execute("SAVEPOINT again")
    renumbered = 0
    try:
        try:
            write_rows(connection, rows)
        except DatabaseError:
            connection.execute("ROLLBACK TO again")
            numbered = _renumbered(connection, rows)
            if numbered is None:
                raise
            rows, renumbered = numbered, 1
            write_rows(connection, rows)
        done = append(connection, one.line, rows, chain_key)
    except DatabaseError:
        connection.execute("ROLLBACK TO again")
        connection.execute("RELEASE again")
        raise
    connection.execute("RELEASE again")
    return done, renumbered


def append(
    connection: Connection, line: dict[str, Any], rows: Sequence[RowChange], chain_key: bytes
) -> Operation:
    """Write an operation with its own id, time and author as the next of the record."""
    salted = [_with(row, row.before, row.after, secrets.token_hex(8)) for row in rows]
    digests = [row_digest(chain_key, row) for row in salted]
    seq, prev = last_operation(connection)
    new = {**line, "seq": seq + 1, "prev": prev, "rows_hash": rows_hash(digests)}
    new["hash"] = chain_hash(chain_key, new)
    record(connection, Published(new, tuple(salted), tuple(digests)))
    return operation_of_line(new, salted)


def _renumbered(connection: Connection, rows: list[RowChange]) -> list[RowChange] | None:
    """Give the rows with the next free case number, None when that is not what was in the way."""
    table, column = NUMBERED
    found = connection.execute("SELECT id, version, next_case_number FROM office LIMIT 1").fetchone()
    cases = [
        row for row in rows if row.table == table and row.act == "insert" and (row.after or {}).get(column)
    ]
    if len(cases) != 1 or found is None:
        return None
    office_id, version, following = found[0], found[1], found[2] or 1
    old = str((cases[0].after or {})[column])
    new = f"{old.partition('-')[0]}-{following:04d}"
    changed = []
    for row in rows:
        if row.table == "office":
            continue  # its own step of the counter, which was taken back
        after = {**row.after, column: new} if row is cases[0] and row.after else row.after
        changed.append(_with(row, row.before, after))
    step = (
        {"next_case_number": found[2], "version": version},
        {"next_case_number": following + 1, "version": version + 1},
    )
    return [*changed, RowChange("office", office_id, "update", None, None, *step, None)]
