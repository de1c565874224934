"""Local tables: drafts, caches and the search index are written at once and make no operation."""

from __future__ import annotations

import pytest

from immdesk.basics.folded import folded
from immdesk.basics.problems import Refused

ADD_DRAFT = "INSERT INTO draft VALUES ('d', 'family-adjustment', NULL, ?, 1, '2026-11-21T15:30:00', NULL)"


def test_a_draft_is_kept_without_an_operation(store):
    with store.local() as local:
        local.run(ADD_DRAFT, ['{"petitioner.family_name": "Ram"}'])
    with store.read() as reading:
        assert reading.value("SELECT data FROM draft") == '{"petitioner.family_name": "Ram"}'
        assert reading.value("SELECT count(*) FROM operation") == 0


def test_a_block_that_fails_keeps_nothing(store):
    def interrupted():
        with store.local() as local:
            local.run(ADD_DRAFT, ["{}"])
            raise KeyError

    with pytest.raises(KeyError):
        interrupted()
    with store.read() as reading:
        assert reading.value("SELECT count(*) FROM draft") == 0


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO person (id, version) VALUES ('x', 1)",
        "UPDATE case_file SET title = 'x'",
        "DELETE FROM operation_row",
        "CREATE TABLE mine (a TEXT)",
        "DROP TABLE draft",
        "DROP TRIGGER operation_is_never_changed",
        "ATTACH 'other' AS other",
        "DELETE FROM sqlite_master",
    ],
)
def test_local_writing_touches_local_tables_only(store, rosa, statement):
    with pytest.raises(Refused), store.local() as local:
        local.run(statement)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("dang", [("person", "thi")]),
        ("ram ros", [("person", "rosa")]),
        ("26-0", [("case", "1")]),
        ('AND "', []),
        ("* ) (", []),
        ("", []),
        ("lukasz", []),
    ],
)
def test_search_finds_the_start_of_every_word_and_survives_any_typing(store, typed, found):
    with store.local() as local:
        rows = [("person", "thi", folded("Đặng Thị Hoa")), ("person", "rosa", folded("Ramírez, Rosa"))]
        local.run_many("INSERT INTO search VALUES (?, ?, ?)", [*rows, ("case", "1", "26-001")])
    assert store.search(folded(typed)) == found


def test_search_may_be_limited_to_one_kind(store):
    with store.local() as local:
        local.run_many("INSERT INTO search VALUES (?, ?, 'rosa')", [("person", "p"), ("case", "c")])
    assert store.search("rosa", kind="case") == [("case", "c")]


def test_a_reader_keeps_its_view_while_others_write(store, do):
    from immdesk.records.people import Person

    with store.read() as reading:
        assert reading.value("SELECT count(*) FROM person") == 0
        do(lambda session: session.add(Person(family_name="Nowak")))
        assert reading.value("SELECT count(*) FROM person") == 0
    with store.read() as reading:
        assert reading.value("SELECT count(*) FROM person") == 1


def test_a_reader_cannot_write(store):
    with store.read() as reading, pytest.raises(Refused, match="cannot be written"):
        reading.all("INSERT INTO meta VALUES ('a', 'b')")
