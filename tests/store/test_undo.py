"""A change is taken back where nobody has built on it; change and undo leave the store as it was."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings

from immdesk.records.answers import say
from immdesk.records.cases import CaseFile
from immdesk.records.firm import OfficeRecord
from immdesk.records.notes import Note
from immdesk.records.people import Person
from immdesk.store import Store, create_store
from immdesk.store.undo import BuiltOn, Steps, steps_of, undo_id
from tests.store.test_replay import CHANGES, play

NOW = datetime(2026, 11, 21, tzinfo=UTC)
COUNTERS = frozenset({("office", "next_case_number")})


def take_back(store: Store, operation_id: str, user: str = "Ana"):
    def words(_reading, done):
        return f"Undo: {done.title}", f"undo {done.id}"

    return store.undo(operation_id, user, words, now=NOW, counters=COUNTERS)


def played(store: Store, steps):
    return store.change("Play", "Ana", "", lambda session: play(session, steps), now=NOW)[1]


def rows_of(store: Store, table: str = "person"):
    with store.read() as reading:
        rows = reading.all(f"SELECT * FROM {table} ORDER BY id")
    return [{name: value for name, value in row.items() if name != "version"} for row in rows]


def standing(store: Store, operation_id: str):
    with pytest.raises(BuiltOn) as told:
        take_back(store, operation_id)
    found = told.value.standing
    return found.how, found.table, found.who, found.title


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_taking_back_every_change_from_the_last_to_the_first_leaves_the_store_as_it_was_before_each(changes):
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "o", key=bytes(32)) as store:
        done, before = [], []
        for steps in changes:
            seen = rows_of(store)
            _, operation = store.change(
                "Play", "Ana", "", lambda session, now=steps: play(session, now), now=NOW
            )
            if operation.id:
                done.append(operation.id)
                before.append(seen)
        for operation_id, seen in zip(reversed(done), reversed(before), strict=True):
            take_back(store, operation_id)
            assert rows_of(store) == seen
        assert rows_of(store) == []
        assert store.verify_chain().ok


@settings(max_examples=25, deadline=None)
@given(CHANGES)
def test_taking_back_what_took_back_does_it_again(changes):
    with tempfile.TemporaryDirectory() as folder, create_store(Path(folder) / "o", key=bytes(32)) as store:
        for steps in changes:
            _, operation = store.change(
                "Play", "Ana", "", lambda session, now=steps: play(session, now), now=NOW
            )
            if operation.id:
                seen = rows_of(store)
                undone = take_back(store, operation.id)
                take_back(store, undone.id)
                assert rows_of(store) == seen


def test_a_version_never_returns_so_that_an_old_page_is_still_told(store, do, rosa):
    _, changed = do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    take_back(store, changed.id)
    with store.read() as reading:
        assert reading.tuples("SELECT sex, version FROM person") == [(None, 3)]


def test_a_row_that_somebody_changed_since_is_not_overwritten(store, do, rosa, now):
    _, mine = do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))

    def work(session):
        session.get(Person, rosa).born_on = "1988-03-07"

    store.change("Correct a person", "Ben", "", work, now=now)
    assert standing(store, mine.id) == ("changed", "person", "Ben", "Correct a person")
    assert rows_of(store)[0]["sex"] == "female"


def test_what_others_have_referred_to_since_is_not_taken_away(store, do, now):
    _, added = do(lambda s: s.add(CaseFile(id="case", number="26-001", case_type="x", status="open")))

    def work(session):
        session.add(Note(case_id="case", text="Called."))

    store.change("Add a note", "Ben", "", work, now=now)
    assert standing(store, added.id) == ("used", "note", "Ben", "Add a note")


def test_words_without_a_column_count_as_referring_too(store, do):
    _, added = do(lambda session: session.add(Person(id="p", family_name="Cruz")))
    do(lambda session: say(session, "person", "p", "ever_arrested", "no"))
    assert standing(store, added.id) == ("used", "said", "Ana", "Change a record")


def test_once_the_later_change_is_taken_back_the_earlier_one_can_be(store, do):
    _, added = do(lambda session: session.add(Person(id="p", family_name="Cruz")))
    _, said = do(lambda session: say(session, "person", "p", "ever_arrested", "no"))
    take_back(store, said.id)
    take_back(store, added.id)
    assert rows_of(store) == rows_of(store, "said") == []


def test_a_questionnaire_about_a_case_keeps_the_case(store, do):
    _, added = do(lambda s: s.add(CaseFile(id="case", number="26-001", case_type="x", status="open")))
    with store.local() as local:
        local.run("INSERT INTO draft VALUES ('d', 'family', 'case', '{}', 0, '2026', '')")
    assert standing(store, added.id)[0] == "draft"


def test_what_was_purged_does_not_come_back(store, do, now):
    _, added = do(lambda session: session.add(Person(id="p", family_name="Cruz")))
    store.purge("Purge a person", "Ana", "", [("person", "p")], now=now)
    assert standing(store, added.id)[0] == "purged"


def test_a_running_number_on_which_others_counted_stays_and_the_rest_is_taken_back(store, do):
    do(lambda session: session.add(OfficeRecord(id="o", next_case_number=1)))

    def open_case(session, number):
        session.get(OfficeRecord, "o").next_case_number = number + 1
        session.add(CaseFile(id=f"c{number}", number=str(number), case_type="x", status="open"))

    _, first = do(lambda session: open_case(session, 1))
    do(lambda session: open_case(session, 2))
    take_back(store, first.id)
    assert [row["number"] for row in rows_of(store, "case_file")] == ["2"]
    assert rows_of(store, "office")[0]["next_case_number"] == 3


def test_nothing_is_taken_back_twice(store, do, rosa):
    _, changed = do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    take_back(store, changed.id)
    assert standing(store, changed.id)[0] == "changed"
    with store.read() as reading:
        assert reading.value("SELECT count(*) FROM operation WHERE id = ?", [undo_id(changed.id)]) == 1


def test_an_undo_is_in_the_chain_and_in_the_history_of_the_record(store, do, rosa):
    _, changed = do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    take_back(store, changed.id, "Ben")
    newest = store.history(people=[rosa])[0]
    assert (newest.who, newest.title, newest.rows[0].changed()) == (
        "Ben",
        "Undo: Change a record",
        (("sex", "female", None),),
    )
    assert store.verify_chain().ok


A, B, C = "a" * 32, "b" * 32, "c" * 32
UNDO_B, UNDO_A, REDO_A = "1" * 32, "2" * 32, "3" * 32


@pytest.mark.parametrize(
    ("operations", "undo", "redo"),
    [
        ([], "", ""),
        ([(A, ""), (B, "")], B, ""),
        ([(A, ""), (B, ""), (UNDO_B, f"undo {B}")], A, UNDO_B),
        ([(A, ""), (B, ""), (UNDO_B, f"undo {B}"), (UNDO_A, f"undo {A}")], "", UNDO_A),
        (
            [(A, ""), (B, ""), (UNDO_B, f"undo {B}"), (UNDO_A, f"undo {A}"), (REDO_A, f"redo {UNDO_A}")],
            REDO_A,
            UNDO_B,
        ),
        ([(A, ""), (B, ""), (UNDO_B, f"undo {B}"), (C, "")], C, ""),
        ([(A, "undo of nothing we know"), (B, f"undo {C}")], B, ""),
    ],
)
def test_undo_walks_back_one_change_at_a_time_and_redo_walks_forward(operations, undo, redo):
    assert steps_of(operations) == Steps(undo, redo)
