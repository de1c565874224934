"""No name and no number of a client is readable in a file of the office, nor in what an error says."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.records.documents import Document
from immdesk.records.people import Identifier, Person
from immdesk.store.backup import backup
from immdesk.store.keys import Cost, add_passphrase

NAME, NUMBER, SCAN = "Wyszyńska-Canary", "A099887766", b"canary scan of a passport"


def test_no_clear_text_in_any_file_of_the_office(store, do, folder, key, now):
    def work(session):
        person = Person(family_name=NAME, sort_key="wyszynska-canary")
        number = Identifier(person_id=person.id, kind="a_number", value=NUMBER, is_main="yes")
        blob = store.attachments.put(SCAN * 50).name
        session.add_all([person, number, Document(person_id=person.id, kind="passport", blob=blob)])

    do(work)
    with store.local() as local:
        local.run("INSERT INTO search VALUES ('person', 'x', ?)", [f"wyszynska-canary {NUMBER}"])
        local.run("INSERT INTO draft VALUES ('d', 'f', NULL, ?, 1, '', ?)", [NAME + NUMBER, NAME])
    add_passphrase(folder, key, "words of the office", cost=Cost(64, 1, 1))
    backup(store, now=now)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} >= {".immdesk", ".immdesk-wal", ".json", ".immbak"}
    for path in files:
        content = path.read_bytes().lower()
        for planted in (NAME.encode(), b"wyszynska", NUMBER.encode(), b"canary", key, key.hex().encode()):
            assert planted.lower() not in content, path.suffix


def test_an_error_of_the_database_never_repeats_what_was_typed(do):
    def work(session):
        session.add(Person(id="same", family_name=NAME))
        session.flush()
        session.add(Identifier(person_id="nobody", kind="a_number", value=NUMBER))

    with pytest.raises(Problem) as problem:
        do(work)
    told = f"{problem.value!r} {problem.value.__cause__!r} {problem.value.__context__!r}"
    assert NAME not in told
    assert NUMBER not in told
