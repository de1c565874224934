"""Destroying a file whose time is over: the records, what the history kept of them, and the scans."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, in_english, n_
from immdesk.office.retention import KeptRow, kept_rows
from immdesk.office.rows import Changed
from immdesk.office.search import keep_current
from immdesk.office.sharing import is_shared
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from sqlalchemy import Table

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

Place = tuple[str, str]
"""A row: its table and its id."""

_ROOTS = {"person", "case_file", "employer", "staff", "household", "office"}
_BLOB = re.compile(r"\b[0-9a-f]{64}\b")


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What the destruction of a file takes: how many records and scans, which people go with it."""

    row: KeptRow
    places: tuple[Place, ...]
    blobs: tuple[str, ...]
    people: tuple[str, ...]
    stay: tuple[str, ...]

    def words(self) -> str:
        """Say it in a sentence or two."""
        said = [
            n_("{n} record", "{n} records", len(self.places)),
            n_("{n} scan or printed packet", "{n} scans or printed packets", len(self.blobs)),
        ]
        told = _("What goes: {what}.").format(what=", ".join(said))
        if self.people:
            told += " " + _("These people are in no other case and go too: {names}.").format(
                names="; ".join(self.people)
            )
        if self.stay:
            told += " " + _("These stay, other cases need them: {names}.").format(names="; ".join(self.stay))
        return told


def what_goes(office: Office, row_id: str) -> WhatGoes:
    """Give what would be destroyed with a client file; nothing is changed.

    Raises Problem when the file must still be kept, is held, or is paper of an employer (whose records
    belong to a client file that has its own time).
    """
    row = next((one for one in kept_rows(office) if one.id == row_id), None)
    _refuse(office, row)
    assert row is not None
    with office.store.read() as read:
        return _found(read, row)


def destroy(office: Office, row_id: str, why: str) -> Changed:
    """Destroy a client file for good. The history keeps one line: which record ids, by whom, when and why.

    Raises Problem when nothing is said, or as `what_goes` does. Backups keep the file until they rotate.
    """
    must(office, "purge")
    if not why.strip():
        raise Problem(
            _("Say by which rule or wish the file is destroyed."),
            _("The line in the history is all that is left of it."),
            _("Type some words, without names or numbers of the client."),
        )
    goes = what_goes(office, row_id)
    _forget_local(office, goes)
    done = office.store.purge(
        in_english(_("Destroy a client file")), office.user, why.strip(), goes.places, now=office.now()
    )
    for blob in goes.blobs:
        office.store.attachments.discard(blob)
    office.store.publisher.forget(goes.blobs)
    keep_current(office)
    told = n_("Destroyed: {n} record.", "Destroyed: {n} records.", len(goes.places))
    told += " " + _("Backups keep the file until they rotate.")
    if is_shared(office):
        told += " " + _("Colleagues' computers forget it when they next reach the office.")
    return office.settle(done, told)


def _refuse(office: Office, row: KeptRow | None) -> None:
    if row is None:
        raise Problem(_("This file is no longer here."), _("Nothing was changed."), _("Read the list again."))
    if row.kind != "file":
        raise Problem(
            _("These papers are destroyed by hand."),
            _("The desk keeps them in the case, whose file has its own time."),
            _("Shred the paper, and remove its scans on the Evidence page of case {number}.").format(
                number=row.case_number
            ),
        )
    if row.held:
        raise Problem(
            _("A legal hold stands: {reason}").format(reason=row.held),
            _("Nothing was destroyed."),
            _("Lift the hold first, with the reason."),
        )
    if not row.may_go(office.today()):
        raise Problem(
            row.why_not or _("The time for which this file is kept is not over."),
            _("Nothing was destroyed."),
            _("Wait for the day, or correct what the list says about it."),
        )


def _found(read: Reading, row: KeptRow) -> WhatGoes:
    people, stay = _people(read, row.case_id)
    whole: dict[Place, None] = {("case_file", row.case_id): None}
    whole |= dict.fromkeys(("person", one) for one in people)
    whole |= dict.fromkeys(_of_history(read, row.case_id, people))
    whole |= dict.fromkeys(() if stay else _household(read, row.case_id))
    _add_what_names(read, whole)
    places = tuple(whole)
    return WhatGoes(row, places, _blobs(read, places), tuple(people.values()), tuple(stay.values()))


def _people(read: Reading, case_id: str) -> tuple[dict[str, str], dict[str, str]]:
    """Give the people who are in this case alone, and those who stay because something else needs them."""
    rows = read.tuples(_PEOPLE, {"case": case_id})
    named = {one: ", ".join(filter(None, (family, given))) for one, family, given, _needed in rows}
    needed = {one for one, _family, _given, elsewhere in rows if elsewhere}
    alone = {one: name for one, name in named.items() if one not in needed}
    return alone, {one: name for one, name in named.items() if one in needed}


def _household(read: Reading, case_id: str) -> Iterator[Place]:
    """Give the household of the case when no other case names it."""
    sql = """SELECT household_id FROM case_file c WHERE id = ? AND household_id IS NOT NULL AND NOT EXISTS
             (SELECT 1 FROM case_file x WHERE x.household_id = c.household_id AND x.id <> c.id)"""
    yield from (("household", one) for (one,) in read.tuples(sql, [case_id]))


_PEOPLE = """
SELECT q.id, q.family_name, q.given_name,
  EXISTS (SELECT 1 FROM case_party x WHERE x.person_id = q.id AND x.case_id <> :case)
  OR EXISTS (SELECT 1 FROM enquiry e WHERE e.person_id = q.id AND e.case_id IS NOT :case)
  OR EXISTS (SELECT 1 FROM job j WHERE j.person_id = q.id AND j.case_id IS NOT :case)
  OR EXISTS (SELECT 1 FROM legal_hold h WHERE h.about_kind = 'person' AND h.about_id = q.id
             AND h.lifted_on IS NULL)
FROM person q WHERE q.id IN (SELECT person_id FROM case_party WHERE case_id = :case)
"""


def _of_history(read: Reading, case_id: str, people: Iterable[str]) -> Iterator[Place]:
    """Give every row that the history knows of the case and of these people, also those gone long ago."""
    sql = """SELECT DISTINCT "table", pk FROM operation_row
             WHERE case_id = ? OR person_id IN (SELECT value FROM json_each(?))"""
    for table, pk in read.tuples(sql, [case_id, json.dumps(list(people))]):
        if table not in _ROOTS:
            yield table, pk


def _add_what_names(read: Reading, whole: dict[Place, None]) -> None:
    """Add all that names a row of `whole`, until nothing more does: a record goes with what belongs to it."""
    tables = _tables()
    todo = list(whole)
    while todo:
        by_table: dict[str, list[str]] = {}
        for table, pk in todo:
            by_table.setdefault(table, []).append(pk)
        found = [place for named, ids in by_table.items() for place in _naming(read, tables, named, ids)]
        todo = [place for place in dict.fromkeys(found) if place not in whole]
        whole |= dict.fromkeys(todo)


def _naming(read: Reading, tables: list[Table], named: str, ids: list[str]) -> Iterator[Place]:
    those = json.dumps(ids)
    for table in tables:
        for key in table.foreign_key_constraints:
            if key.referred_table.name == named and table.name not in _ROOTS:
                (column,) = key.column_keys
                sql = f'SELECT id FROM "{table.name}" WHERE "{column}" IN {_THOSE}'
                yield from ((table.name, pk) for (pk,) in read.tuples(sql, [those]))
    for owned in ("said", "list_complete", "answer"):
        sql = f"SELECT id FROM {owned} WHERE owner_id IN {_THOSE}"
        yield from ((owned, pk) for (pk,) in read.tuples(sql, [those]))
    sql = f"SELECT id FROM legal_hold WHERE about_kind = ? AND about_id IN {_THOSE}"
    if named in _HELD:
        yield from (("legal_hold", pk) for (pk,) in read.tuples(sql, [_HELD[named], those]))


_THOSE = "(SELECT value FROM json_each(?))"
_HELD = {"person": "person", "case_file": "case"}


def _tables() -> list[Table]:
    from immdesk.records.every import metadata

    return [table for table in metadata.sorted_tables if not table.info.get("local")]


def _blobs(read: Reading, places: Iterable[Place]) -> tuple[str, ...]:
    """Give the attachments that only these rows name."""
    going: dict[str, set[str]] = {}
    for table, pk in places:
        going.setdefault(table, set()).add(pk)
    theirs: set[str] = set()
    others: set[str] = set()
    for table in (one.name for one in _tables() if not one.name.startswith("operation")):
        for row in read.each(f'SELECT * FROM "{table}"'):
            texts = (value for value in row.values() if isinstance(value, str))
            names = {name for text in texts for name in _BLOB.findall(text)}
            (theirs if row["id"] in going.get(table, ()) else others).update(names)
    return tuple(sorted(theirs - others))


def _forget_local(office: Office, goes: WhatGoes) -> None:
    """Forget what this computer remembers of the case: drafts, computed dates."""
    with office.store.local() as local:
        for table in ("draft", "finding_cache", "waiting_date"):
            local.run(f"DELETE FROM {table} WHERE case_id = ?", [goes.row.case_id])
