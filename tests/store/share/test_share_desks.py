"""Two desks, one office on a share: what one does the other sees, and no number is given twice."""

from __future__ import annotations

import os
import signal

import pytest

from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.change import expect
from immdesk.store.operations import Stale
from tests.store.share.conftest import KEY, NOW, change, digest, move, open_a_case, value


def test_what_one_desk_does_the_other_sees(desks):
    change(desks["ana"], move(birth_city="Lima"))
    (synced,) = desks.sync("bob")
    assert value(desks["bob"], "SELECT birth_city FROM person") == "Lima"
    assert [one.title for one in synced.taken_in] == ["Change a record"]
    assert digest(desks["ana"]) == digest(desks["bob"])
    assert desks["bob"].verify_chain().operations == 2


def test_two_desks_never_give_the_same_case_number(desks):
    ana, bob = desks["ana"], desks["bob"]
    numbers = [change(desk, open_a_case) for desk in (ana, bob, bob, ana)]
    assert numbers == ["26-0001", "26-0002", "26-0003", "26-0004"]
    desks.sync()
    assert digest(ana) == digest(bob)


def test_a_second_desk_that_saves_an_older_version_is_told_and_overwrites_nothing(desks):
    seen = value(desks["bob"], "SELECT version FROM person")
    change(desks["ana"], move(birth_city="Lima"))

    def work(session):
        expect(session, Person, "rosa", seen, {"birth_city": "Quito"}).birth_city = "Quito"

    with pytest.raises(Stale) as told:
        change(desks["bob"], work)
    assert (told.value.mine["birth_city"], told.value.theirs["birth_city"]) == ("Quito", "Lima")
    assert value(desks["bob"], "SELECT birth_city FROM person") == "Lima"


def test_an_undo_and_a_purge_travel(desks):
    ana, bob = desks["ana"], desks["bob"]
    change(ana, lambda session: session.add(Person(id="eva", family_name="Novák")))
    desks.sync()
    _made, done = bob.change("Move", "bob", "", move("eva", birth_city="Brno"), now=NOW)
    ana.publisher.sync()
    ana.undo(done.id, "ana", lambda *_: ("Take back", f"undo {done.id}"), now=NOW)
    assert value(ana, "SELECT birth_city FROM person WHERE id = 'eva'") is None
    bob.publisher.sync()
    bob.purge("Delete for good", "bob", "", [("person", "eva")], now=NOW)
    desks.sync()
    assert value(ana, "SELECT count(*) FROM operation_row WHERE pk = 'eva' AND after IS NOT NULL") == 0
    assert digest(ana) == digest(bob)
    assert ana.verify_chain().ok


def test_a_desk_that_dies_between_publishing_and_keeping_it_has_it_once_when_it_starts_again(desks):
    ana = desks["ana"]
    child = os.fork()
    if not child:
        shared = ana.publisher.share
        sent = shared.publish

        def die(seq, raw):
            sent(seq, raw)
            os.kill(os.getpid(), signal.SIGKILL)

        shared.publish = die
        change(ana, move(birth_city="Lima"))
    os.waitpid(child, 0)
    assert value(ana, "SELECT birth_city FROM person") is None
    with open_store(ana.folder, KEY, device="ana") as again:
        again.publisher.sync()
        assert value(again, "SELECT birth_city FROM person") == "Lima"
        assert value(again, "SELECT count(*) FROM operation") == 2
        assert digest(again) == (desks.sync("bob"), digest(desks["bob"]))[1]
