"""The record of change is enough to make the office again, and to take everything back."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.records.people import Person
from immdesk.store import create_store

NOW = datetime(2026, 11, 21, tzinfo=UTC)
IDS = st.sampled_from(["a", "b", "c"])
TEXTS = st.sampled_from([None, "Rosa", "Đặng", "王小明"])
STEPS = st.one_of(
    st.tuples(st.just("set"), IDS, st.sampled_from(["family_name", "sex"]), TEXTS),
    st.tuples(st.just("delete"), IDS),
    st.tuples(st.just("flush")),
)
CHANGES = st.lists(st.lists(STEPS, max_size=8), max_size=4)


def play(session, steps):
    """Do what a person might: add somebody, change words, delete, in any order within one change."""
    for kind, *rest in steps:
        if kind == "flush":
            session.flush()
            continue
        session.flush()
        person = session.get(Person, rest[0])
        if kind == "delete" and person is not None:
            session.delete(person)
        elif kind == "set" and person is None:
            session.add(Person(id=rest[0], **{rest[1]: rest[2]}))
        elif kind == "set":
            setattr(person, rest[1], rest[2])


def replayed(rows):
    """Make the table again from the images alone, the oldest first."""
    table = {}
    for act, pk, _before, after in rows:
        if act == "delete":
            del table[pk]
        else:
            table[pk] = {**table.get(pk, {}), **after} if act == "update" else dict(after)
    return {
        pk: {name: value for name, value in row.items() if value is not None} for pk, row in table.items()
    }


def taken_back(table, rows):
    """Undo everything from the images alone, the newest first."""
    for act, pk, before, _after in reversed(rows):
        if act == "insert":
            del table[pk]
        else:
            table[pk] = {**table.get(pk, {}), **before}
    return table


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_replaying_the_operations_gives_the_same_rows_and_undoing_them_gives_none(changes):
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "o", key=bytes(32)) as store:
        for steps in changes:
            store.change("Play", "Ana", "", lambda session, now=steps: play(session, now), now=NOW)
        with store.read() as reading:
            kept = {
                row["id"]: {name: row[name] for name in row if name != "id" and row[name] is not None}
                for row in reading.all("SELECT * FROM person")
            }
            log = [
                (row["act"], row["pk"], json.loads(row["before"] or "{}"), json.loads(row["after"] or "{}"))
                for row in reading.all(
                    "SELECT r.* FROM operation_row r JOIN operation o ON o.id = r.op ORDER BY o.seq, r.n"
                )
            ]
        assert replayed(log) == kept
        assert taken_back(kept, log) == {}
        assert store.verify_chain().ok
