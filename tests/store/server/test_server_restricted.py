"""Restricted cases on a real server: who opens one goes on seeing it, a reader gets it, and loses it."""

from __future__ import annotations

from immdesk.records.access import CaseReader
from immdesk.records.cases import CaseFile, CaseParty, Task
from immdesk.records.firm import Staff
from immdesk.records.people import Person
from immdesk.store.server.readers import keep_out, let_see, who_sees


def numbers(store):
    store.publisher.sync()
    with store.read() as reading:
        return [number for (number,) in reading.tuples("SELECT number FROM case_file ORDER BY number")]


def open_vawa(store, now):
    def work(session):
        session.add(Person(id="secret", family_name="Protected"))
        session.add(CaseFile(id="vawa", number="26-900", case_type="vawa", status="open", restricted="1367"))
        session.flush()
        session.add(CaseParty(case_id="vawa", person_id="secret", role="principal"))
        session.add(Task(case_id="vawa", title="Call"))

    store.change("Open a case", "Somebody", "", work, now=now)


def test_a_paralegal_who_opens_a_restricted_case_keeps_it_and_others_never_get_it(desk, now):
    ana, ben, helen = desk("ana"), desk("ben"), desk("helen")
    open_vawa(ana, now)
    assert "26-900" in numbers(ana)
    assert "26-900" in numbers(desk("ana"))
    assert "26-900" in numbers(helen)
    assert "26-900" not in numbers(ben)


def test_a_reader_whom_the_attorney_names_gets_the_case_and_loses_it_again(desk, now, database):
    helen, ben = desk("helen"), desk("ben")
    open_vawa(helen, now)
    user = f"ben_{database}"
    let_see(helen.publisher.link, "vawa", user)

    def name(session):
        session.add(Staff(id="ben", family_name="Ruiz"))
        session.flush()
        session.add(CaseReader(id="r", case_id="vawa", staff_id="ben"))

    helen.change("Let somebody see", "Helen", "", name, now=now)
    assert "26-900" in numbers(ben)
    keep_out(helen.publisher.link, "vawa", user)
    helen.change(
        "Take away", "Helen", "", lambda session: session.delete(session.get(CaseReader, "r")), now=now
    )
    assert "26-900" not in numbers(ben)
    let_see(helen.publisher.link, "vawa", user)
    helen.change("Lift", "Helen", "", lambda s: setattr(s.get(CaseFile, "vawa"), "restricted", None), now=now)
    assert "26-900" in numbers(ben)
    assert who_sees(helen.publisher.link, "vawa") == []
