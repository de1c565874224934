"""What happens to a server while an office works on it: the desks keep all, and say what is wrong."""

from __future__ import annotations

import subprocess

import psycopg
import pytest

from immdesk.basics.problems import Refused
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.home import office_id
from immdesk.store.migrations.versions.v0011_staff import TABLES
from immdesk.store.server.link import Link
from immdesk.store.server.migrating import upgrade_server
from immdesk.store.server.people import add_user
from immdesk.store.subkeys import subkey
from tests.postgres import program
from tests.store.server.cuts import campaign
from tests.store.server.test_server_office import add, people, person


def happened(store):
    state = store.publisher.state()
    return store.publisher.words(state.kind, state.seq).happened


def test_a_server_that_stops_and_starts_again_gets_what_was_done_meanwhile(desk, now, server):
    ana, helen = desk("ana"), desk("helen")
    server.stop()
    try:
        add(ana, now, person("Away"))
        ana.publisher.sync()
        assert happened(ana) == "The office's server cannot be reached."
        assert ana.publisher.wait(0.01) is False
    finally:
        server.start()
    ana.publisher.sync()
    helen.publisher.sync()
    assert ana.publisher.state().kind == "well"
    assert people(ana) == people(helen) == ["Away", "Ramírez"]


def test_a_server_restored_to_an_earlier_day_is_given_back_what_the_desks_know(
    desk, now, server, database, tmp_path
):
    ana, ruth = desk("ana"), desk("ruth")
    dump = dumped(server, database)
    add(ana, now, person("After the dump"))
    case = {"id": "vawa", "number": "26-900", "case_type": "vawa", "status": "open", "restricted": "1367"}
    party = {"case_id": "vawa", "person_id": "secret", "role": "self_petitioner"}
    add(ruth, now, person("Protected", id="secret"), (CaseFile, case), (CaseParty, party))
    ana.publisher.sync()
    restored(server, database, dump)
    for one in (ana, ruth):
        one.publisher.link.forget()
    ana.publisher.sync()  # she does not know what the restricted case says: nothing of it may be lost
    assert happened(ana) == "The office's server was restored to an earlier day."
    add(ana, now, person("Meanwhile"))
    ruth.publisher.sync()
    assert ruth.publisher.state().kind == "well"
    ana.publisher.sync()
    assert (ana.publisher.state().kind, ana.publisher.state().waiting) == ("well", 0)
    ruth.publisher.sync()
    everybody = ["After the dump", "Meanwhile", "Protected", "Ramírez"]
    assert people(ruth) == everybody
    assert people(ana) == ["After the dump", "Meanwhile", "Ramírez"]
    names = server.run("SELECT family_name FROM record.person ORDER BY 1", database)
    assert [name for (name,) in names] == everybody


def test_a_server_restored_and_used_since_is_not_overwritten(desk, now, server, database):
    ana, helen = desk("ana"), desk("helen")
    dump = dumped(server, database)
    add(ana, now, person("Lost there"))
    restored(server, database, dump)
    for one in (ana, helen):
        one.publisher.link.forget()
    add(helen, now, person("New there"))
    ana.publisher.sync()
    assert happened(ana).startswith("The office's server tells another history than this desk")
    assert people(ana) == ["Lost there", "Ramírez"]


def test_a_new_certificate_a_new_password_and_another_role_are_each_told(desk, now, server, database, office):
    ana = desk("ana")
    server.new_certificate(other=True)
    try:
        ana.publisher.link.forget()
        add(ana, now, person("Kept here"))
        ana.publisher.sync()
        assert happened(ana).startswith("The server could not prove who it is")
    finally:
        server.new_certificate()
    server.run(f"ALTER ROLE ana_{database} PASSWORD 'another one'")
    ana.publisher.sync()
    assert happened(ana) == "The server does not know this user and password."
    assert ana.publisher.state().waiting == 1
    ana.publisher.new_password("another one")
    ana.publisher.sync()
    assert (ana.publisher.state().kind, ana.publisher.state().waiting) == ("well", 0)

    owner = Link(server.owner(database))
    add_user(owner, office_id(office), f"ana_{database}", "", "reader")
    with pytest.raises(Refused, match="your role may not do this"):
        add(ana, now, person("Refused"))
    ana.publisher.hangs()
    add(ana, now, person("Waits"))
    ana.publisher.sync()
    assert happened(ana) == "Your role on the office's server may not do what waits here."
    add_user(owner, office_id(office), f"ana_{database}", "", "paralegal")
    owner.close()
    ana.publisher.sync()
    assert people(ana) == ["Kept here", "Ramírez", "Waits"]
    with ana.read() as reading:
        assert reading.value("SELECT value FROM meta WHERE key = 'server role'") == "paralegal"


def test_a_desk_that_fell_asleep_in_line_keeps_nobody_waiting_for_long(desk, now, server, database):
    ana = desk("ana")
    with psycopg.connect(server.conninfo("postgres", "root", database)) as asleep:
        asleep.execute("SELECT pg_advisory_lock(7653)")
        add(ana, now, person("Went by"))
        assert ana.publisher.state().kind == "well"
    server.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'ImmDesk'")
    add(ana, now, person("Cut off, kept"))
    ana.publisher.sync()
    assert (ana.publisher.state().kind, ana.publisher.state().waiting) == ("well", 0)
    assert people(ana) == ["Cut off, kept", "Ramírez", "Went by"]


def test_a_program_that_is_newer_than_the_server_waits_for_it_and_an_older_one_only_reads(
    desk, now, server, database
):
    ana, helen = desk("ana"), desk("helen")
    server.run("UPDATE immdesk.about SET schema = '0010'", database)
    ana.publisher.sync()
    assert happened(ana) == "This ImmDesk is newer than the office on the server."
    server.run("UPDATE immdesk.about SET schema = '0011'", database)
    ana.publisher.sync()
    assert ana.publisher.state().kind == "well"
    helen.publisher.schema = "0010"
    add(ana, now, person("Newer"))
    helen.publisher.sync()
    assert happened(helen) == "A colleague works with a newer ImmDesk."
    with pytest.raises(Refused, match="newer ImmDesk"):
        helen.change("Add", "Helen", "", lambda session: session.add(Person()), now=now)


def test_a_nul_is_refused_at_once_also_while_the_server_is_away(desk, now):
    ana = desk("ana")
    for _time in ("in reach", "away"):
        with pytest.raises(Refused, match="cannot keep a character"):
            add(ana, now, person("pasted\0text"))
        ana.publisher.hangs()
    add(ana, now, person("typed \\u0000"))
    ana.publisher.sync()
    assert (ana.publisher.state().kind, ana.publisher.state().waiting) == ("well", 0)
    assert people(ana) == ["Ramírez", "typed \\u0000"]


def test_the_owner_brings_the_server_up_to_date_and_a_desk_follows(desk, now, server, database, office, key):
    ana = desk("ana")
    folder = ana.folder
    ana.close()
    connection = ana.plain_connection()
    connection.execute("PRAGMA foreign_keys=OFF")
    for table, _columns in reversed(TABLES):
        connection.execute(f"DROP TABLE {table}")
        server.run(f"DROP TABLE record.{table}", database)
    connection.execute("UPDATE alembic_version SET version_num = '0010'")
    connection.close()
    server.run("UPDATE immdesk.about SET schema = '0010'", database)
    server.run("DROP FUNCTION immdesk.publish(jsonb, jsonb)", database)
    with pytest.raises(Refused, match="newer than the office on the server"):
        open_store(folder, key)
    assert upgrade_server(office, subkey(key, "operations"), server.owner(database), "x") == ("0010", "0011")
    with open_store(folder, key, device="ana") as followed:
        add(followed, now, person("As before"))
        assert followed.publisher.state().kind == "well"
        assert people(followed) == ["As before", "Ramírez"]
        assert followed.verify_chain().ok
    assert server.run("SELECT schema FROM immdesk.about", database) == [("0011",)]


def test_nothing_is_lost_or_doubled_whatever_happens_to_the_network_and_the_server(server, tmp_path):
    report = campaign(server, tmp_path, (0.2,))
    assert report.wrong == []
    assert len(report.done) == 6
    assert report.kept > 10
    assert report.longest < 8  # two waits of 1.5 s for the network, on a busy machine


@pytest.mark.long
def test_nothing_is_lost_in_cuts_of_four_and_forty_seconds(server, tmp_path):
    assert campaign(server, tmp_path, (4, 40)).wrong == []


def dumped(server, database):
    """Give the database as `pg_dump -Fc` writes it."""
    line = [str(program("pg_dump")), "-Fc", "-h", str(server.data), "-p", str(server.port), "-U", "postgres"]
    return subprocess.run([*line, database], check=True, capture_output=True).stdout


def restored(server, database, dump):
    """Make the database anew from a dump, as whoever looks after the server would."""
    server.run(f"DROP DATABASE {database} WITH (FORCE)")
    server.run(f"CREATE DATABASE {database} OWNER office_owner")
    line = [str(program("pg_restore")), "-h", str(server.data), "-p", str(server.port), "-U", "postgres"]
    subprocess.run([*line, "-d", database], input=dump, check=True, capture_output=True)
