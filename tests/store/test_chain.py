"""The chain of operations shows any later change; a lawful purge leaves it whole."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.records.documents import Document
from immdesk.records.people import Person
from immdesk.store.engine import connect


@pytest.fixture
def three(store, do, rosa):
    """Three operations on one person."""
    do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    do(lambda session: setattr(session.get(Person, rosa), "born_on", "1988-03-07"))
    return store


def tampered(store, *statements):
    """Change the database behind the program's back, as somebody with the key could."""
    connection = connect(store.database, store.key_for("database"))
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return store.verify_chain()


def test_a_chain_that_nobody_touched_is_whole(three):
    report = three.verify_chain()
    assert (report.ok, report.operations, report.broken_at) == (True, 3, 0)
    assert len(report.head) == 64


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE operation SET who = 'Ben' WHERE seq = 2", 2),
        ("UPDATE operation SET at = '2020-01-01' WHERE seq = 1", 1),
        ('UPDATE operation_row SET after = \'{"sex":"male","version":2}\' WHERE after LIKE \'%female%\'', 2),
        ("UPDATE operation_row SET before = NULL, after = NULL, salt = NULL WHERE after LIKE '%female%'", 2),
        ("DELETE FROM operation_row WHERE after LIKE '%1988%'", 3),
        ("DELETE FROM operation WHERE seq = 2", 2),
        ("UPDATE operation_row SET n = n + 10 WHERE n = 0", 1),
    ],
)
def test_the_chain_breaks_where_somebody_changed_it(three, statement, broken_at):
    report = tampered(three, statement)
    assert (report.ok, report.broken_at) == (False, broken_at)


def test_a_row_that_no_operation_wrote_breaks_the_chain(three):
    forged = """INSERT INTO operation_row (op, n, "table", pk, act, digest)
                VALUES ('none', 0, 'person', 'x', 'insert', '')"""
    assert tampered(three, forged).broken_at == 4


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE operation SET who = 'Ben'",
        "DELETE FROM operation",
        "UPDATE operation_row SET after = '{}'",
        "UPDATE operation_row SET before = NULL, after = NULL, salt = NULL, pk = 'x'",
        "DELETE FROM operation_row",
    ],
)
def test_the_database_itself_refuses_to_rewrite_what_was_done(three, statement):
    connection = connect(three.database, three.key_for("database"))
    try:
        with pytest.raises(Exception, match="append-only"):
            connection.execute(statement)
    finally:
        connection.close()


def test_a_purged_record_is_gone_from_its_table_and_from_the_history(store, do, rosa, now):
    do(lambda session: session.add(Document(id="scan", person_id=rosa, kind="passport", number="P1234567")))
    do(lambda session: setattr(session.get(Document, "scan"), "number", "P7654321"))
    operation = store.purge("Purge a document", "Ana", "The client's wish", [("document", "scan")], now=now)
    with store.read() as reading:
        assert reading.value("SELECT count(*) FROM document") == 0
        kept = reading.all("SELECT act, before, after FROM operation_row WHERE pk = 'scan' ORDER BY rowid")
    assert kept == [
        {"act": "insert", "before": None, "after": None},
        {"act": "update", "before": None, "after": None},
        {"act": "purge", "before": None, "after": None},
    ]
    assert (operation.seq, operation.people) == (4, {"rosa"})


def test_after_a_purge_the_chain_still_verifies_and_still_guards_the_rest(store, do, rosa, now):
    do(lambda session: session.add(Document(id="scan", person_id=rosa, kind="passport")))
    store.purge("Purge a document", "Ana", "The client's wish", [("document", "scan")], now=now)
    report = store.verify_chain()
    assert (report.ok, report.operations, report.purged_rows) == (True, 3, 1)
    changed = "UPDATE operation_row SET after = '{}' WHERE pk = 'case'"
    assert tampered(store, changed).broken_at == 1


def test_a_purge_of_a_record_that_others_name_is_refused_and_purges_nothing(store, do, rosa, now):
    with pytest.raises(Problem, match="still used elsewhere"):
        store.purge("Purge a person", "Ana", "", [("person", rosa)], now=now)
    assert store.history(people=[rosa])[0].rows[0].after is not None
    assert store.verify_chain().operations == 1
