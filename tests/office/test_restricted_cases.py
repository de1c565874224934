"""Restricted cases: hidden at one place from those who may not see them, and shown to those who may."""

from __future__ import annotations

import pytest

from immdesk.office import restricted, restricting
from immdesk.records.access import StaffSignIn

AL_HASSAN = "26-0004"


@pytest.fixture
def office(practice):
    """Give the practice office in which Ana is a paralegal and Helen an attorney, and Helen sits."""
    staff = {row["given_name"]: row["id"] for row in practice.rows("SELECT * FROM staff")}

    def work(session):
        session.add(StaffSignIn(staff_id=staff["Ana"], slot="ana", role="paralegal"))
        session.add(StaffSignIn(staff_id=staff["Helen"], slot="helen", role="attorney"))

    practice.change("Let people in", work)
    sits(practice, "helen")
    return practice


def sits(office, slot):
    """Let somebody sit down: their way in counts, and what they may not see is hidden."""
    office.slot = slot
    restricted.follow(office)


def case_of(office, number=AL_HASSAN):
    with office.store.read(whole=True) as read:
        return read.value("SELECT id FROM case_file WHERE number = ?", [number])


def ana(office):
    return office.rows("SELECT id FROM staff WHERE given_name = 'Ana'")[0]["id"]


def seen(office):
    return {row["number"] for row in office.rows("SELECT number FROM case_file")}


def test_a_restricted_case_and_all_of_it_is_gone_for_a_paralegal_and_there_for_the_attorney(office):
    case = case_of(office)
    person = office.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case])[0]["person_id"]
    restricting.restrict(office, case, "1367")
    assert AL_HASSAN in seen(office)
    sits(office, "ana")
    assert AL_HASSAN not in seen(office)
    assert len(seen(office)) == 5
    with office.store.read() as read:
        tables = [row[0] for row in read.tuples("SELECT name FROM temp.sqlite_master WHERE type = 'view'")]
        left = [
            (table, row)
            for table in tables
            for row in read.tuples(f'SELECT * FROM "{table}"')
            if {case, person} & set(row)
        ]
    assert len(tables) > 60
    assert left == []
