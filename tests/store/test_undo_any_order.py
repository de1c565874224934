"""Whatever a person does to people, cases, notes and words: any change is taken back whole, or not at all."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from immdesk.basics.problems import Problem
from immdesk.records.answers import say, that_is_all
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.notes import Note
from immdesk.records.people import Person
from immdesk.store import Store, create_store
from immdesk.store.undo import BuiltOn

NOW = datetime(2026, 11, 21, tzinfo=UTC)
TABLES = ("person", "case_file", "case_party", "note", "said", "list_complete")
IDS = st.sampled_from(["a", "b"])
STEPS = st.one_of(
    st.tuples(st.just("person"), IDS, st.sampled_from([None, "Rosa", "Đặng"])),
    st.tuples(st.just("case"), IDS, st.sampled_from(["1", "2"])),
    st.tuples(st.just("party"), IDS, IDS),
    st.tuples(st.just("note"), IDS, st.sampled_from(["called", "wrote"])),
    st.tuples(st.just("say"), IDS, st.sampled_from([None, "yes", "no"])),
    st.tuples(st.just("all"), IDS, st.booleans()),
    st.tuples(st.just("delete"), st.sampled_from([Person, CaseFile, CaseParty, Note]), IDS),
)
DAYS = st.lists(st.lists(STEPS, min_size=1, max_size=5), min_size=1, max_size=5)


def put(session, record, pk, **values):
    """Add a record, or change the one that is there."""
    row = session.get(record, pk)
    if row is None:
        session.add(record(id=pk, **values))
    else:
        for name, value in values.items():
            setattr(row, name, value)


def play(session, steps):
    for kind, one, other in steps:
        session.flush()
        if kind == "person":
            put(session, Person, one, family_name=other)
        elif kind == "case":
            put(session, CaseFile, one, number=other, case_type="x", status="open")
        elif kind == "party":
            put(session, CaseParty, one + other, case_id=one, person_id=other, role="petitioner")
        elif kind == "note":
            put(session, Note, one, case_id=one, text=other)
        elif session.get(Person, one) is None and kind in ("say", "all"):
            continue
        elif kind == "say":
            say(session, "person", one, "ever_arrested", other)
        elif kind == "all":
            that_is_all(session, "person", one, "trips", other)
        elif (row := session.get(one, other)) is not None:
            session.delete(row)


def everything(store: Store):
    with store.read() as reading:
        found = {table: reading.all(f"SELECT * FROM {table} ORDER BY id") for table in TABLES}
        assert reading.all("PRAGMA foreign_key_check") == []
    return {
        table: [{name: value for name, value in row.items() if name != "version"} for row in rows]
        for table, rows in found.items()
    }


def take_back(store: Store, operation_id: str) -> str:
    return store.undo(operation_id, "Ana", lambda _reading, done: ("Undo", f"undo {done.id}"), now=NOW).id


def lived(store: Store, days):
    """Do what was done on these days; give each operation with what was there before it."""
    for steps in days:
        before = everything(store)
        try:
            done = store.change("Play", "Ana", "", lambda session, now=steps: play(session, now), now=NOW)[1]
        except Problem:  # a number taken, a record still used: nothing was changed
            assert everything(store) == before
            continue
        if done.id:
            yield done.id, before


@settings(max_examples=12, deadline=None)
@given(DAYS)
def test_from_the_last_to_the_first_every_change_is_taken_back_whole(days):
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "o", key=bytes(32)) as store:
        for operation_id, before in reversed(list(lived(store, days))):
            take_back(store, operation_id)
            assert everything(store) == before
        assert store.verify_chain().ok


@settings(max_examples=16, deadline=None)
@given(DAYS, st.data())
def test_a_change_in_the_middle_is_refused_or_taken_back_so_that_it_can_be_done_again(days, data):
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "o", key=bytes(32)) as store:
        done = [operation_id for operation_id, _before in lived(store, days)]
        if not done:
            return
        chosen, before = data.draw(st.sampled_from(done)), everything(store)
        try:
            undone = take_back(store, chosen)
        except (BuiltOn, Problem):
            assert everything(store) == before
        else:
            take_back(store, undone)
            assert everything(store) == before
        assert store.verify_chain().ok
