"""A desk away from the share: it goes on working; on return nothing is dropped, nothing overwritten."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.records.people import Person
from immdesk.store.share.held import choose, waiting_for_a_choice
from immdesk.store.share.rebase import held_operations
from tests.store.share.conftest import change, digest, move, open_a_case, value


def test_what_is_done_away_is_kept_here_and_sent_on_return(desks):
    ana, bob = desks["ana"], desks["bob"]
    desks.away()
    change(bob, move(birth_city="Quito"))
    assert value(bob, "SELECT birth_city FROM person") == "Quito"
    assert (bob.publisher.state().kind, bob.publisher.state().waiting) == ("away", 1)
    desks.back()
    desks.sync("bob", "ana")
    assert bob.publisher.state().waiting == 0
    assert value(ana, "SELECT birth_city FROM person") == "Quito"
    assert digest(ana) == digest(bob)


def apart(desks, mine, theirs):
    """Let bob work away while ana works on the share, and bring bob back."""
    ana, bob = desks["ana"], desks["bob"]
    bob.publisher.hangs()
    for work in mine:
        change(bob, work)
    for work in theirs:
        change(ana, work)
    (synced,) = desks.sync("bob")
    desks.sync("ana")
    assert digest(ana) == digest(bob)
    assert ana.verify_chain().ok
    assert bob.verify_chain().ok
    return synced.rebased


def test_other_words_of_the_same_person_stand_side_by_side_and_it_is_said(desks):
    done = apart(desks, [move(birth_city="Quito")], [move(sex="female")])
    assert (done.beside, done.held) == (1, 0)
    row = value(desks["ana"], "SELECT birth_city || ' ' || sex || ' ' || version FROM person")
    assert row == "Quito female 3"


def test_the_same_word_waits_for_a_choice_and_so_does_what_followed_on_it(desks):
    made = [
        move(birth_city="Quito"),
        move(language="es"),
        lambda session: session.add(Person(id="x", family_name="Novák")),
    ]
    done = apart(desks, made, [move(birth_city="Lima")])
    assert (done.held, len(done.again)) == (2, 1)
    assert value(desks["bob"], "SELECT birth_city FROM person WHERE id = 'rosa'") == "Lima"
    assert value(desks["ana"], "SELECT family_name FROM person WHERE id = 'x'") == "Novák"
    with desks["bob"].publisher.replica() as replica:
        (_first, (clash,)), (_second, none) = held_operations(replica)
    assert (clash.column, clash.base, clash.mine, clash.theirs) == ("birth_city", None, "Quito", "Lima")
    assert none == []


def test_two_cases_opened_apart_get_two_numbers(desks):
    done = apart(desks, [open_a_case, move(sex="female")], [open_a_case, open_a_case])
    assert done.renumbered == 1
    with desks["ana"].read() as reading:
        numbers = reading.tuples("SELECT number FROM case_file ORDER BY number")
    assert numbers == [("26-0001",), ("26-0002",), ("26-0003",)]
    assert value(desks["bob"], "SELECT next_case_number FROM office") == 4


def test_both_say_the_same_and_nobody_is_asked(desks):
    done = apart(desks, [move(birth_city="Lima")], [move(birth_city="Lima")])
    assert done.held == 0


def test_what_one_deleted_and_the_other_changed_waits(desks):
    def delete(session):
        session.delete(session.get_one(Person, "rosa"))

    assert apart(desks, [delete], [move(birth_city="Lima")]).held == 1
    assert value(desks["bob"], "SELECT count(*) FROM person") == 1


def test_a_choice_word_by_word_is_written_on_top_and_what_waited_behind_it_follows(desks):
    made = [move(birth_city="Quito", sex="female"), move(language="es")]
    assert apart(desks, made, [move(birth_city="Lima", sex="male")]).held == 2
    bob = desks["bob"]
    with bob.publisher.replica() as replica:
        first = waiting_for_a_choice(replica)[0].operation.line["id"]
    done = choose(bob.changing(), first, [("person", "rosa", "birth_city")])
    desks.sync("ana")
    row = value(desks["ana"], "SELECT birth_city || ' ' || sex || ' ' || language FROM person")
    assert row == "Quito male es"
    assert (len(done), bob.publisher.state().held) == (2, 0)
    assert digest(desks["ana"]) == digest(bob)


def test_the_others_words_are_taken_and_the_history_says_that_something_was_left_out(desks):
    apart(desks, [move(birth_city="Quito")], [move(birth_city="Lima")])
    bob = desks["bob"]
    with bob.publisher.replica() as replica:
        (held,) = waiting_for_a_choice(replica)
    (done,) = choose(bob.changing(), held.operation.line["id"], [])
    assert done.title == "Leave out what was done away from the shared folder"
    assert value(bob, "SELECT birth_city FROM person") == "Lima"


def test_a_choice_over_words_that_changed_again_is_asked_again(desks):
    apart(desks, [move(birth_city="Quito")], [move(birth_city="Lima")])
    bob = desks["bob"]
    change(desks["ana"], move(birth_city="Cusco"))
    desks.sync("bob")
    with bob.publisher.replica() as replica:
        (held,) = waiting_for_a_choice(replica)
    with pytest.raises(Problem, match="again meanwhile"):
        choose(bob.changing(), held.operation.line["id"], [("person", "rosa", "birth_city")])
    with bob.publisher.replica() as replica:
        assert waiting_for_a_choice(replica)[0].clashes[0].theirs == "Cusco"


def test_two_desks_that_record_the_same_thing_apart_make_one_record(desks):
    def add(city):
        return lambda session: session.add(Person(id="same", family_name="Novák", birth_city=city))

    assert apart(desks, [add("Brno")], [add("Brno")]).held == 0
    assert value(desks["ana"], "SELECT count(*) FROM person WHERE id = 'same'") == 1
