"""One unit of work, one operation: what a change writes down of itself."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import insert, text, update

from immdesk.basics.problems import Bug, Problem
from immdesk.records.answers import say
from immdesk.records.cases import CaseFile, CaseParty, Task
from immdesk.records.people import Person


def rows_of(store, operation):
    with store.read() as reading:
        found = reading.all("SELECT * FROM operation_row WHERE op = ? ORDER BY n", [operation.id])
    return [
        (
            row["table"],
            row["pk"],
            row["act"],
            *(json.loads(row[side] or "null") for side in ("before", "after")),
        )
        for row in found
    ]


def test_a_new_record_is_written_down_whole(store, do):
    _, operation = do(lambda session: session.add(Person(id="p", family_name="Đặng", given_name="Thị")))
    assert rows_of(store, operation) == [
        ("person", "p", "insert", None, {"family_name": "Đặng", "given_name": "Thị", "version": 1})
    ]


def test_an_edit_is_written_down_as_the_columns_that_changed(store, do, rosa):
    _, operation = do(lambda session: setattr(session.get(Person, rosa), "born_on", "1988-03-07"))
    assert rows_of(store, operation) == [
        ("person", "rosa", "update", {"born_on": None, "version": 1}, {"born_on": "1988-03-07", "version": 2})
    ]


def test_several_flushes_become_the_first_before_and_the_last_after(store, do, rosa):
    def work(session):
        person = session.get(Person, rosa)
        person.given_name, person.sex = "Rosalía", "female"
        session.flush()
        person.given_name, person.sex = "Rosa María", None
        session.flush()

    assert rows_of(store, do(work)[1]) == [
        (
            "person",
            "rosa",
            "update",
            {"given_name": "Rosa", "version": 1},
            {"given_name": "Rosa María", "version": 3},
        )
    ]


def test_a_record_made_and_edited_in_one_change_is_one_insert(store, do):
    def work(session):
        person = Person(id="p", family_name="Nowak")
        session.add(person)
        session.flush()
        person.family_name = "Nowak-Łuczak"

    assert rows_of(store, do(work)[1]) == [
        ("person", "p", "insert", None, {"family_name": "Nowak-Łuczak", "version": 2})
    ]


def test_a_record_made_and_deleted_in_one_change_leaves_no_trace(store, do):
    def work(session):
        person = Person(family_name="Nobody")
        session.add(person)
        session.flush()
        session.delete(person)

    assert do(work)[1].id == ""


def test_a_deleted_record_is_written_down_as_it_was(store, do, rosa):
    def work(session):
        party = session.get(CaseParty, "party")
        party.relationship = "spouse"
        session.flush()
        session.delete(party)

    assert rows_of(store, do(work)[1]) == [
        (
            "case_party",
            "party",
            "delete",
            {"case_id": "case", "person_id": "rosa", "role": "petitioner", "version": 1},
            None,
        )
    ]


@pytest.mark.parametrize("between", [lambda session: session.flush(), lambda session: None])
def test_a_record_replaced_under_its_own_id_is_one_update(store, do, rosa, between):
    def work(session):
        session.delete(session.get(CaseParty, "party"))
        between(session)
        session.add(CaseParty(id="party", case_id="case", person_id="rosa", role="joint_sponsor", ordinal=1))

    (row,) = rows_of(store, do(work)[1])
    assert row[:3] == ("case_party", "party", "update")
    assert (row[3]["role"], row[4]["role"], row[4]["ordinal"]) == ("petitioner", "joint_sponsor", 1)


def test_a_word_taken_back_and_said_again_in_one_change_is_kept(store, do, rosa):
    do(lambda session: say(session, "person", rosa, "race", "white"))

    def work(session):
        say(session, "person", rosa, "race", None)
        say(session, "person", rosa, "race", "asian")

    ((_table, _pk, act, before, after),) = rows_of(store, do(work)[1])
    assert (act, before["value"], after["value"]) == ("update", "white", "asian")
    with store.read() as reading:
        assert reading.tuples("SELECT value FROM said") == [("asian",)]


def test_the_operation_names_who_when_where_and_whom_it_concerns(store, do, rosa, now):
    def work(session):
        session.get(CaseFile, "case").title = "Ramírez, Rosa"
        session.get(CaseParty, "party").own_petition = "no"

    _, operation = do(work)
    assert (operation.seq, operation.who, operation.at) == (2, "Ana", "2026-11-21T15:30:00.000+00:00")
    assert operation.tables == {"case_file", "case_party"}
    assert (operation.cases, operation.people) == ({"case"}, {"rosa"})
    with store.read() as reading:
        line = reading.one("SELECT device, schema, title FROM operation WHERE id = ?", [operation.id])
    assert line == {"device": "desk 1", "schema": "0011", "title": "Change a record"}


def test_a_change_that_changes_nothing_writes_no_operation(store, do, rosa):
    _, operation = do(lambda session: setattr(session.get(Person, rosa), "given_name", "Rosa"))
    with store.read() as reading:
        assert (operation.seq, reading.value("SELECT count(*) FROM operation")) == (0, 1)


@pytest.mark.parametrize(
    "statement",
    [
        update(Person).values(sex="male"),
        insert(Person).values(id="x", version=1),
        text("DELETE FROM case_party"),
        text("  update person set version = 9"),
    ],
)
def test_a_bulk_statement_is_refused_because_it_would_leave_no_trace(store, do, rosa, statement):
    with pytest.raises(Bug, match="no trace"):
        do(lambda session: session.execute(statement))
    with store.read() as reading:
        assert reading.tuples("SELECT id, version, sex FROM person") == [("rosa", 1, None)]


def test_a_change_that_fails_leaves_nothing_behind(store, do, rosa):
    def work(session):
        session.add(Task(title="Call back", case_id="case"))
        session.flush()
        raise Problem("The telephone rang.")

    with pytest.raises(Problem, match="telephone"):
        do(work)
    with store.read() as reading:
        counts = reading.tuples("SELECT (SELECT count(*) FROM task), (SELECT count(*) FROM operation)")
    assert counts == [(0, 1)]


def test_a_number_that_is_taken_is_said_plainly_and_without_the_number(store, do, rosa):
    with pytest.raises(Problem) as problem:
        do(lambda session: session.add(CaseFile(number="26-001", case_type="x", status="open")))
    assert problem.value.happened == "There is already a record with this number or name."
    assert "26-001" not in str(problem.value)


def test_a_record_that_others_name_cannot_be_deleted(store, do, rosa):
    with pytest.raises(Problem, match="still used elsewhere"):
        do(lambda session: session.delete(session.get(Person, rosa)))


def test_a_change_refused_at_its_end_leaves_everybody_free_to_write(store, do, rosa):
    with pytest.raises(Problem, match="still used elsewhere"):
        do(lambda session: session.delete(session.get(Person, rosa)))
    with store.local() as local:
        local.run("INSERT INTO meta (key, value) VALUES ('last', 'case')")
    do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    with store.read() as reading:
        assert reading.value("SELECT sex FROM person") == "female"


def test_records_may_be_added_in_any_order_because_references_are_checked_at_the_end(store, do):
    def work(session):
        person, case = Person(), CaseFile(number="1", case_type="x", status="open")
        session.add(CaseParty(case_id=case.id, person_id=person.id, role="petitioner"))
        session.flush()
        session.add_all([person, case])

    assert do(work)[1].tables == {"case_party", "person", "case_file"}


def test_an_unknown_column_is_refused_at_once():
    with pytest.raises(TypeError, match="Person has no column famly_name"):
        Person(famly_name="Ramírez")
