"""The index of what a person searches for, on this computer only: it follows the record of operations.

Nothing tells the index of a change. It remembers the last operation that it knows, and before each search
takes in what was done since; so it is right after an import, an undo, a restored backup or another program.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.watched import Cancelled, never
from immdesk.office import case_list
from immdesk.office.near_names import new_names
from immdesk.office.search_words import indexed, pieces_of, place_of, places_of

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import LocalWriting, Reading

FORMAT = 2
"""Raised whenever the index is written in another way; an older one is then made anew."""

CHUNK = 2000
_LARGE = 3000  # cases, about two seconds
_PATIENCE = 0.2  # seconds
_KEPT = "search"
_IDS = {
    "case": "SELECT id FROM case_file WHERE deleted_at IS NULL",
    "person": "SELECT id FROM person WHERE deleted_at IS NULL",
    "receipt": "SELECT id FROM filing WHERE receipt_number <> '' "
    "UNION ALL SELECT id FROM notice WHERE receipt_number <> ''",
    "document": "SELECT id FROM document WHERE deleted_at IS NULL",
    "note": "SELECT id FROM note",
    "employer": "SELECT id FROM employer WHERE deleted_at IS NULL",
    "research": "SELECT id FROM research_note WHERE deleted_at IS NULL",
}


@dataclass(frozen=True, slots=True)
class State:
    """How far the index has come: its format, the last operation in it, the day of its next dates."""

    format: int
    seq: int
    hash: str
    day: str


@dataclass(slots=True)
class Touched:
    """The records to write anew, by kind."""

    ids: dict[str, set[str]] = field(default_factory=lambda: {kind: set() for kind in _IDS})


def keep_current(office: Office, *, patient: bool = True, cancelled: Cancelled = never) -> bool:
    """Take in what was done since the last search; some tenths of a millisecond when nothing was.

    Says whether the index is whole. Whoever is not `patient` (a screen) does not wait for a large index to
    be made: that happens beside the screen, in half a minute for 50,000 cases, unless `cancelled`.
    """
    with office.store.read(whole=True) as read:
        known, now = _known(read), _now(read, office.today())
    if known == now:
        return True
    if not office.indexing.acquire(timeout=-1 if patient else _PATIENCE):
        return known is not None
    try:
        return _catch_up(office, patient, cancelled)
    finally:
        office.indexing.release()


def _catch_up(office: Office, patient: bool, cancelled: Cancelled) -> bool:
    with office.store.read(whole=True) as read:
        known, now = _known(read), _now(read, office.today())
        follows = known is not None and _follows(read, known) and not read.tuples(_PURGED, [known.seq])
        touched = _touched(read, known, office.today()) if known and follows else Touched()
        large = read.value("SELECT count(*) FROM case_file") > _LARGE
    if follows:
        for kind, ids in touched.ids.items():
            _write_all(office, kind, sorted(ids))
        _remember(office, now)
        return True
    return (patient or not large) and rebuild(office, cancelled)


def rebuild(office: Office, cancelled: Cancelled = never) -> bool:
    """Make the whole index anew, in steps between which others may write; kept texts of pages stay.

    Says whether it came to its end; a search before that finds nothing wrong, but not everything.
    """
    with office.indexing:
        with office.store.local() as local:
            local.run("DELETE FROM meta WHERE key = ?", [_KEPT])
            local.run("DELETE FROM search_case")
        with office.store.read(whole=True) as read:
            now = _now(read, office.today())
        _wipe(office)
        for kind, sql in _IDS.items():
            with office.store.read(whole=True) as read:
                ids = [row[0] for row in read.tuples(sql)]
            if not _write_all(office, kind, ids, cancelled):
                return False
        _forget_pages(office)
        _remember(office, now)
        return True


def _forget_pages(office: Office) -> None:
    """Take out the texts of documents that are gone, and what the index remembers of all it took out."""
    first, last = places_of("text")
    with office.store.local() as local:
        kept = {place_of("text", row[0]) for row in local.tuples(_IDS["document"])}
        texts = local.tuples("SELECT rowid FROM search WHERE rowid BETWEEN ? AND ?", [first, last])
        put(local, [row[0] for row in texts if row[0] not in kept], [])
        local.run("INSERT INTO search (search) VALUES ('optimize')")


def _known(read: Reading) -> State | None:
    text = read.value("SELECT value FROM meta WHERE key = ?", [_KEPT])
    if not text:
        return None
    kept = json.loads(text)
    return State(**kept) if kept.get("format") == FORMAT else None


def _now(read: Reading, today: date) -> State:
    last = read.tuples("SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1")
    seq, digest = last[0] if last else (0, "")
    return State(FORMAT, seq, digest, today.isoformat())


def _follows(read: Reading, known: State) -> bool:
    """Say whether the operation that the index knows is still part of the record."""
    return known.seq == 0 or read.value("SELECT hash FROM operation WHERE seq = ?", [known.seq]) == known.hash


def _remember(office: Office, now: State) -> None:
    with office.store.local() as local:
        local.run("INSERT OR REPLACE INTO meta VALUES (?, ?)", [_KEPT, json.dumps(asdict(now))])


_DONE = """
SELECT DISTINCT r."table", r.pk, r.case_id, r.person_id FROM operation o
JOIN operation_row r ON r.op = o.id WHERE o.seq > ?
"""
_PURGED = """
SELECT 1 FROM operation o JOIN operation_row r ON r.op = o.id WHERE o.seq > ? AND r.act = 'purge' LIMIT 1
"""
"""After a purge the index is made anew: nothing of what was removed for good may stay in it."""

_ITSELF = {
    "case_file": "case",
    "person": "person",
    "filing": "receipt",
    "notice": "receipt",
    "document": "document",
    "note": "note",
    "employer": "employer",
    "research_note": "research",
}


def _touched(read: Reading, known: State, today: date) -> Touched:
    """Give what was touched since; a person's change touches every case of that person."""
    ids = Touched().ids
    for table, pk, case_id, person_id in read.tuples(_DONE, [known.seq]):
        if table in _ITSELF:
            ids[_ITSELF[table]].add(pk)
        if case_id:
            ids["case"].add(case_id)
        if person_id:
            ids["person"].add(person_id)
        if table == "case_document":
            ids["document"] |= _column(read, "SELECT document_id FROM case_document WHERE id = ?", pk)
        if table == "employer_contact":
            ids["employer"] |= _column(read, _WHOSE_CONTACT, pk)
        if table == "research_tag":
            ids["research"] |= _column(read, _WHOSE_TAG, pk)
        if table == "staff":
            ids["case"] |= _column(read, "SELECT id FROM case_file WHERE responsible_id = ?", pk)
    people = json.dumps(sorted(ids["person"]))
    ids["case"] |= _column(
        read, "SELECT case_id FROM case_party WHERE person_id IN (SELECT value FROM json_each(?))", people
    )
    if known.day < today.isoformat():
        ids["case"] |= set(case_list.lapsed(read, today))
    elif known.day > today.isoformat():
        ids["case"] |= _column(read, "SELECT case_id FROM search_case WHERE ? <> ''", known.day)
    return Touched(ids)


_WHOSE_CONTACT = """
SELECT json_extract(coalesce(after, before), '$.employer_id') FROM operation_row
WHERE "table" = 'employer_contact' AND pk = ? AND act IN ('insert', 'delete') LIMIT 1
"""

_WHOSE_TAG = """
SELECT json_extract(coalesce(after, before), '$.note_id') FROM operation_row
WHERE "table" = 'research_tag' AND pk = ? AND act IN ('insert', 'delete') LIMIT 1
"""


def _column(read: Reading, sql: str, value: str) -> set[str]:
    return {row[0] for row in read.tuples(sql, [value]) if row[0]}


def _write_all(office: Office, kind: str, ids: Sequence[str], cancelled: Cancelled = never) -> bool:
    """Write these records anew, a chunk in each transaction; say whether it came to its end."""
    today = office.today()
    for start in range(0, len(ids), CHUNK):
        if cancelled():
            return False
        chunk = ids[start : start + CHUNK]
        with office.store.local() as local:
            _write(local, kind, chunk)
            if kind == "case":
                case_list.write_lines(local, chunk, today)
    return True


def _write(local: LocalWriting, kind: str, ids: Sequence[str]) -> None:
    pieces = pieces_of(local, kind, ids)
    lines = [(place_of(kind, ref), kind, ref, indexed(found)) for ref, found in pieces.items()]
    put(local, [place_of(kind, one) for one in ids], lines)
    if kind == "person":
        put(local, [], new_names(local, pieces))
    if kind == "document":
        gone = [place_of("text", one) for one in ids if one not in pieces]
        put(local, gone, [])


def put(local: LocalWriting, places: Iterable[int], lines: Iterable[tuple[int, str, str, str]]) -> None:
    """Take out what stands at these places and put in these lines of place, kind, id and words."""
    local.run_many("DELETE FROM search WHERE rowid = ?", [(place,) for place in places])
    local.run_many("INSERT INTO search (rowid, kind, ref, words) VALUES (?, ?, ?, ?)", sorted(lines))


def _wipe(office: Office) -> None:
    """Take everything out but the texts of pages, which cost the most to read again."""
    first, last = places_of("text")
    sql = (
        "DELETE FROM search WHERE rowid IN (SELECT rowid FROM search "
        f"WHERE rowid < {first} OR rowid > {last} LIMIT {CHUNK})"
    )
    while True:
        with office.store.local() as local:
            if local.run(sql) <= 0:
                return
