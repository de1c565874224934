"""One office in PostgreSQL: put there, joined by another desk, seen and changed as roles allow."""

from __future__ import annotations

import psycopg
import pytest

from immdesk.basics.problems import Refused
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.people import Person
from immdesk.store.home import office_id
from immdesk.store.server.link import Link
from immdesk.store.server.people import role_here


def people(store):
    with store.read() as reading:
        return sorted(name for (name,) in reading.tuples("SELECT family_name FROM person"))


def add(store, now, *wanted):
    """Add records; they are made anew when the change is run again."""

    def work(session):
        session.add_all(made(**values) for made, values in wanted)

    store.change("Add records", "Somebody", "", work, now=now)


def person(name, **more):
    return Person, {"family_name": name, **more}


def test_what_one_desk_does_another_sees_and_hears_of(desk, now):
    ana, helen = desk("ana"), desk("helen")
    helen.publisher.wait(0.01)
    add(ana, now, person("Đặng"))
    assert helen.publisher.wait(5)
    helen.publisher.sync()
    assert people(helen) == people(ana) == ["Ramírez", "Đặng"]
    assert helen.verify_chain().ok


def test_two_desks_that_change_at_once_both_keep_their_work(desk, now):
    ana, helen = desk("ana"), desk("helen")
    add(ana, now, person("Okafor"))
    add(helen, now, person("Silva"))
    ana.publisher.sync()
    assert people(ana) == people(helen) == ["Okafor", "Ramírez", "Silva"]
    assert ana.verify_chain().operations == helen.verify_chain().operations


def test_a_reader_changes_nothing(desk, now):
    ben = desk("ben")
    assert people(ben) == ["Ramírez"]
    with pytest.raises(Refused, match="your role may not do this"):
        add(ben, now, person("Intruder"))
    assert people(ben) == ["Ramírez"]


def test_a_restricted_case_and_its_people_are_seen_by_attorneys_only(desk, now):
    helen, ana = desk("helen"), desk("ana")
    case = {"id": "vawa", "number": "26-900", "case_type": "vawa", "status": "open", "restricted": "1367"}
    party = {"case_id": "vawa", "person_id": "secret", "role": "self_petitioner"}
    add(helen, now, person("Protected", id="secret"), (CaseFile, case), (CaseParty, party))
    assert ana.publisher.sync().taken_in
    assert people(ana) == ["Ramírez"]
    assert ana.verify_chain().ok
    assert "Protected" in people(helen)
    assert people(desk("ana")) == ["Ramírez"]
    assert "Protected" in people(desk("helen"))


def test_a_case_that_is_restricted_later_leaves_the_desks_of_others(desk, now):
    helen, ana = desk("helen"), desk("ana")
    case = {"id": "asylum", "number": "26-901", "case_type": "asylum", "status": "open"}
    party = {"case_id": "asylum", "person_id": "amal", "role": "applicant"}
    add(helen, now, person("Haddad", id="amal"), (CaseFile, case), (CaseParty, party))
    ana.publisher.sync()
    assert "Haddad" in people(ana)

    def restrict(session):
        session.get(CaseFile, "asylum").restricted = "208.6"

    helen.change("Restrict a case", "Helen", "", restrict, now=now)
    ana.publisher.sync()
    assert people(ana) == ["Ramírez"]
    assert "Haddad" in people(helen)


def test_the_audit_is_added_to_and_never_changed(office, server, database):
    with psycopg.connect(server.conninfo(f"helen_{database}", "h", database), autocommit=True) as helen:
        for sql in (
            "UPDATE immdesk.operation SET who = 'Ben'",
            "DELETE FROM immdesk.operation_row",
            "ALTER TABLE immdesk.operation DISABLE TRIGGER ALL",
            "DROP POLICY seen ON record.person",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                helen.execute(sql)
        row = helen.execute("SELECT who, made_by FROM immdesk.audit(0, 1)").fetchone()
    assert row == ("Ana", "office_owner")


def test_a_forged_author_is_kept_with_the_name_of_who_connected(desk, now, server, database):
    ana = desk("ana")
    ana.change("Add a person", "Helen", "", lambda session: session.add(Person()), now=now)
    with psycopg.connect(server.conninfo(f"ana_{database}", "a", database)) as asked:
        (last,) = asked.execute("SELECT who, made_by FROM immdesk.audit(0, 1000)").fetchall()[-1:]
    assert last == ("Helen", f"ana_{database}")


def test_work_done_while_the_server_is_away_is_sent_later(desk, now, monkeypatch):
    ana, helen = desk("ana"), desk("helen")
    reached = ana.publisher.link._conninfo
    ana.publisher.link.forget()
    ana.publisher.link._conninfo = reached.replace("localhost", "localhost.invalid")
    add(ana, now, person("Away"))
    assert ana.publisher.state().waiting == 1
    add(helen, now, person("Meanwhile"))
    ana.publisher.link._conninfo = reached
    ana.publisher.sync()
    helen.publisher.sync()
    assert people(ana) == people(helen) == ["Away", "Meanwhile", "Ramírez"]


def test_a_server_that_cannot_prove_its_name_is_refused(server, database):
    with pytest.raises(Refused, match="must be encrypted"):
        Link(server.owner(database).replace("verify-full", "require"))
    with (
        pytest.raises(Refused, match="certificate is not there"),
        Link(server.owner(database).replace(str(server.ca), "/etc/ssl/certs/none")).transaction(),
    ):
        pass


def test_the_role_of_a_connection_is_told(office, server, database):
    found = {}
    for name in ("ana", "helen", "ben"):
        link = Link(server.conninfo(f"{name}_{database}", name[0], database))
        found[name] = role_here(link, office_id(office))
        link.close()
    assert found == {"ana": "paralegal", "helen": "attorney", "ben": "reader"}
