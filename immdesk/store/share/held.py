"""Work done away that waits for a choice: word by word mine or theirs, then what had to wait behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.store.engine import Connection
from immdesk.store.operations import Operation, RowChange
from immdesk.store.share.op_file import Published
from immdesk.store.share.rebase import Clash, concerned, held_operations, hold, weigh
from immdesk.store.share.replica import write_rows

if TYPE_CHECKING:
    from immdesk.store.change import Changing

Word = tuple[str, str, str]
"""A word of a record: table, id, column; the column is "" where the whole record is meant."""
LEFT_OUT = "Leave out what was done away from the shared folder"


@dataclass(frozen=True, slots=True)
class Held:
    """One operation of this desk that waits; `clashes` is empty where it only waits for another one."""

    operation: Published
    clashes: tuple[Clash, ...]


def waiting_for_a_choice(connection: Connection) -> list[Held]:
    """Give what waits, the oldest first."""
    return [Held(one, tuple(clashes)) for one, clashes in held_operations(connection)]


def choose(changing: Changing, operation_id: str, mine: Collection[Word]) -> list[Operation]:
    """Do a held operation after all: in `mine` its own words, in every other clash those of the others.

    What only waited behind it is then done as well. Gives what was written, the choice first. Raises Problem,
    and changes nothing, when the others changed these words again meanwhile.
    """
    chosen = changing.agreed(lambda: _chosen(changing, operation_id, mine))
    if chosen is None:
        raise _changed_again()
    done = [chosen]
    while (following := changing.agreed(lambda: _following(changing))) is not None:
        done.append(following)
    return [one for one in done if one.seq]


def _chosen(changing: Changing, operation_id: str, mine: Collection[Word]) -> Operation | None:
    """Write what was chosen; None when the clashes are other ones by now, kept for the next look."""
    with changing.transaction() as connection:
        raw: Connection = connection.connection.dbapi_connection
        held = next(
            (one for one in waiting_for_a_choice(raw) if one.operation.line["id"] == operation_id), None
        )
        if held is None:
            raise Problem(_("This was decided already."), "", _("Look at the list again."))
        rows, clashes, _beside = weigh(raw, held.operation)
        if clashes != list(held.clashes):
            hold(raw, held.operation, clashes)
            return None
        kept = [fitting for row in rows if (fitting := with_choices(row, clashes, mine)) is not None]
        return _written(changing, connection, raw, held.operation, kept)


def _following(changing: Changing) -> Operation | None:
    """Do the first operation that waits for nothing any more; None when there is none."""
    with changing.transaction() as connection:
        raw: Connection = connection.connection.dbapi_connection
        before: list[Published] = []
        for held in waiting_for_a_choice(raw):
            one = held.operation
            rows, clashes, _beside = weigh(raw, one)
            if not clashes and not concerned(before, one):
                return _written(changing, connection, raw, one, rows)
            if clashes != list(held.clashes):
                hold(raw, one, clashes)
            before.append(one)
    return None


def _written(
    changing: Changing, connection: Any, raw: Connection, one: Published, rows: list[RowChange]
) -> Operation:
    raw.execute("DELETE FROM held_operation WHERE id = ?", [one.line["id"]])
    said = {name: one.line[name] for name in ("id", "title", "who", "why", "at")}
    if not rows:
        said |= {"id": uuid4().hex, "title": LEFT_OUT}
    write_rows(raw, rows)
    return changing.write(connection, said, rows)


def with_choices(row: RowChange, clashes: Sequence[Clash], mine: Collection[Word]) -> RowChange | None:
    """Give the row without the words for which the others' were chosen; None when nothing is left of it."""
    lost = {
        one.column
        for one in clashes
        if (one.table, one.pk) == (row.table, row.pk) and (one.table, one.pk, one.column) not in mine
    }
    if "" in lost:
        return None
    if row.act != "update" or not lost:
        return row
    before, after = (_without(image or {}, lost) for image in (row.before, row.after))
    if set(after) <= {"version"}:
        return None
    return RowChange(row.table, row.pk, row.act, row.case_id, row.person_id, before, after, None)


def _without(image: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: value for name, value in image.items() if name not in names}


def _changed_again() -> Problem:
    return Problem(
        _("A colleague changed the same words again meanwhile."),
        _("Nothing was decided yet, and nothing is lost."),
        _("Look at both versions again, then choose."),
    )
