"""Who recorded the facts that a line of arithmetic counts from, and when: told beside the line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from immdesk.basics.problems import Bug
from immdesk.basics.words import _
from immdesk.office.rows import DateRow, LineRow

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.records.kept_in import Kept
    from immdesk.store.reading import Reading


class Cell(NamedTuple):
    """One column of one record."""

    table: str
    id: str
    column: str


def with_sources(office: Office, rows: Iterable[DateRow]) -> list[DateRow]:
    """Give the rows of one case with, for each line that counts from a fact, who recorded it and when.

    A fact that the desk works out, or that came from nowhere in the record, stays as it is.
    """
    given = list(rows)
    with office.store.read() as read:
        owners = _parties(read, given)
        cells = {
            (row.key, line.path): _cell(office, read, line.path, row, owners)
            for row in given
            for line in row.explanation
            if line.path
        }
        told = _recorded(office, read, {cell for cell in cells.values() if cell is not None})
    return [_told(row, cells, told) for row in given]


def _told(
    row: DateRow, cells: Mapping[tuple[str, str], Cell | None], told: Mapping[Cell, tuple[str, str]]
) -> DateRow:
    def line_of(line: LineRow) -> LineRow:
        cell = cells.get((row.key, line.path))
        if cell is None or cell not in told:
            return line
        who, day = told[cell]
        words = _("{fact}, recorded {day} by {who}").format(fact=line.source, day=day, who=who)
        return replace(line, source=words)

    return replace(row, explanation=tuple(line_of(line) for line in row.explanation))


def _parties(read: Reading, rows: Sequence[DateRow]) -> Mapping[tuple[str, str], str]:
    """Give, for each case, who has the roles that rules call by name."""
    cases = json.dumps(sorted({row.case_id for row in rows}))
    found = read.all(
        "SELECT case_id, role, person_id FROM case_party WHERE "
        "case_id IN (SELECT value FROM json_each(:cases))",
        {"cases": cases},
    )
    return {(one["case_id"], one["role"]): one["person_id"] for one in found}


def _cell(
    office: Office, read: Reading, path: str, row: DateRow, parties: Mapping[tuple[str, str], str]
) -> Cell | None:
    from immdesk.records.kept_in import kept_in

    owner = _owner(path.partition(".")[0], row, parties)
    if not owner or not office.library.vocabulary.has(path):
        return None
    try:
        place = kept_in(path, office.library.vocabulary)
    except Bug:
        return None  # worked out from other facts
    record = owner if place.owner == "id" else _record(read, place, owner)
    return Cell(place.table, record, place.column) if record and place.column else None


def _owner(root: str, row: DateRow, parties: Mapping[tuple[str, str], str]) -> str:
    from immdesk.records.kept_in import SHAPES

    kind, _colon, subject = row.subject.partition(":")
    if root == kind:
        return subject
    if root in ("person", "case"):
        return row.person_id if root == "person" else row.case_id
    return parties.get((row.case_id, root), "") if SHAPES.get(root) == "person" else ""


def _record(read: Reading, place: Kept, owner: str) -> str:
    """Give the id of the only record of `owner` that holds a fact; "" when there are several."""
    where = "".join(f' AND "{column}" = ?' for column, _value in place.where)
    values = [owner, *(value for _column, value in place.where)]
    found = read.tuples(f'SELECT id FROM "{place.table}" WHERE "{place.owner}" = ?{where}', values)
    return str(found[0][0]) if len(found) == 1 else ""


_CHANGES = """
SELECT r."table", r.pk, r.before, r.after, o.who, o.at FROM operation_row r JOIN operation o ON o.id = r.op
WHERE r."table" = ? AND r.pk = ? AND r.after IS NOT NULL ORDER BY o.seq DESC
"""


def _recorded(office: Office, read: Reading, cells: set[Cell]) -> Mapping[Cell, tuple[str, str]]:
    """Give who last changed each column, and the day in words."""
    from immdesk.office.packets import day_shown

    found: dict[Cell, tuple[str, str]] = {}
    for cell in cells:
        for change in read.all(_CHANGES, [cell.table, cell.id]):
            before, after = json.loads(change["before"] or "{}"), json.loads(change["after"])
            if before.get(cell.column) != after.get(cell.column):
                found[cell] = (change["who"], day_shown(office, change["at"]))
                break
    return found
