"""Two people edit one record: the second is told, and nothing is overwritten unasked."""

from __future__ import annotations

import pytest

from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.change import expect
from immdesk.store.operations import Stale


def edit(store, now, version, **values):
    def work(session):
        person = expect(session, Person, "rosa", version, values)
        for name, value in values.items():
            setattr(person, name, value)

    return store.change("Correct a person", "Ben", "", work, now=now)


def test_the_second_writer_is_shown_base_mine_and_theirs(store, rosa, folder, key, now):
    edit(store, now, 1, given_name="Rosa María")
    with open_store(folder, key, device="desk 2") as second, pytest.raises(Stale) as told:
        edit(second, now, 1, given_name="Rosalía")
    stale = told.value
    assert stale.base == {"id": "rosa", "family_name": "Ramírez", "given_name": "Rosa", "version": 1}
    assert stale.mine == {"given_name": "Rosalía"}
    assert stale.theirs == {"id": "rosa", "family_name": "Ramírez", "given_name": "Rosa María", "version": 2}
    with store.read() as reading:
        assert reading.value("SELECT given_name FROM person") == "Rosa María"


def test_the_base_is_found_below_several_later_edits(store, rosa, now):
    for version, name in ((1, "A"), (2, "B"), (3, "C")):
        edit(store, now, version, given_name=name)
    with pytest.raises(Stale) as told:
        edit(store, now, 2, sex="female")
    assert (told.value.base["given_name"], told.value.theirs["given_name"]) == ("A", "C")


def test_an_edit_of_a_deleted_record_is_told_with_nothing_on_their_side(store, do, now):
    do(lambda session: session.add(Person(id="rosa", given_name="Rosa")))
    do(lambda session: session.delete(session.get(Person, "rosa")))
    with pytest.raises(Stale) as told:
        edit(store, now, 1, given_name="Rosalía")
    assert (told.value.base["given_name"], told.value.theirs) == ("Rosa", {})


def test_an_old_copy_that_is_merged_back_is_stale(store, do, rosa, now):
    def fetch(session):
        return session.get(Person, rosa)

    old, _ = do(fetch)
    edit(store, now, 1, given_name="Rosa María")
    old.given_name = "Rosalía"
    with pytest.raises(Stale, match="while you were working"):
        do(lambda session: session.merge(old))


def test_the_right_version_is_saved(store, rosa, now):
    _, operation = edit(store, now, 1, given_name="Rosa María")
    assert operation.seq == 2
