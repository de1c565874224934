"""A desk away from the share: it goes on working; on return nothing is dropped, nothing overwritten."""

from __future__ import annotations

from immdesk.records.people import Person
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
