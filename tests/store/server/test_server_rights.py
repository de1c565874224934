"""What no role may do on the office's server, tried as each of the four; and what none of them owns."""

from __future__ import annotations

import psycopg
import pytest

from immdesk.store.server.answers import NotLetIn, refuse_old
from tests.store.server.conftest import ROLES

NO_ROLE_MAY = (
    "UPDATE immdesk.operation SET who = 'Ben'",
    "DELETE FROM immdesk.operation",
    "TRUNCATE immdesk.operation CASCADE",
    "UPDATE immdesk.operation_row SET after = NULL",
    "DELETE FROM immdesk.operation_row",
    "TRUNCATE immdesk.operation_row",
    "SELECT * FROM immdesk.operation_row",
    "SELECT immdesk.blank('person', 'rosa')",
    "UPDATE immdesk.about SET schema = '9999'",
    "DELETE FROM immdesk.key_file",
    "DELETE FROM immdesk.blob_piece",
    "TRUNCATE record.person CASCADE",
    "ALTER TABLE immdesk.operation DISABLE TRIGGER ALL",
    "ALTER TABLE record.person DISABLE ROW LEVEL SECURITY",
    "DROP POLICY seen ON record.person",
    "CREATE POLICY mine ON record.person USING (true)",
    "CREATE OR REPLACE FUNCTION immdesk.sees_all() RETURNS boolean LANGUAGE sql AS 'SELECT true'",
    "CREATE TABLE record.mine (id text)",
    "CREATE TABLE public.mine (id text)",
    "CREATE TEMPORARY TABLE case_file (id text)",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine",
    "SET ROLE office_owner",
    "SET SESSION AUTHORIZATION office_owner",
    "SET session_replication_role = replica",
    "SET row_security = off; SELECT count(*) FROM record.case_file",
    "COPY record.person TO PROGRAM 'cat'",
    "SELECT pg_read_file('/etc/passwd')",
)
NO_READER_MAY = (
    "INSERT INTO record.person (id) VALUES ('x')",
    "UPDATE record.person SET family_name = 'x'",
    "DELETE FROM record.person",
    "INSERT INTO immdesk.key_file VALUES (99, '{}')",
    "SELECT immdesk.write_record('person', 'rosa', 'delete', NULL)",
)
NO_PARALEGAL_MAY = ("INSERT INTO immdesk.allowed VALUES ('case', 'ana')", "SELECT * FROM immdesk.allowed")


def test_what_no_role_may_do_is_refused_to_each_of_the_four(office, server, database):
    for name in ROLES:
        forbidden = [*NO_ROLE_MAY, f"ALTER ROLE {name}_{database} SUPERUSER"]
        forbidden += [f"GRANT {role} TO {name}_{database}" for role in roles_above(server, name, database)]
        forbidden += NO_READER_MAY if name == "ben" else ()
        forbidden += NO_PARALEGAL_MAY if name in ("ben", "ana") else ()
        wrong = []
        with psycopg.connect(server.conninfo(f"{name}_{database}", name[0], database)) as connection:
            for sql in forbidden:
                said = answer(connection, sql)
                if said != "42501" and (name, said) != ("ruth", "IM003"):  # without its purge
                    wrong.append((sql, said))
        assert wrong == [], name


def answer(connection, sql):
    """Give the code with which the server refuses, "" when it does not; 42501 is "insufficient privilege"."""
    try:
        connection.execute(sql)
    except psycopg.Error as error:
        return error.sqlstate
    finally:
        connection.rollback()
    return ""


def roles_above(server, name, database):
    found = server.run("SELECT rolname FROM pg_roles WHERE rolname ~ '^immdesk_.*_administrator$'")
    return [one for (one,) in found] if name != "ruth" else []


def test_no_role_owns_anything_and_every_function_looks_where_it_should(office, server, database):
    owned = "SELECT count(*) FROM pg_class c JOIN pg_roles r ON r.oid = c.relowner WHERE r.rolname ~ '{}'"
    for name in ("^immdesk_", database):
        assert server.run(owned.format(name), database) == [(0,)]
    functions = "FROM pg_proc WHERE pronamespace = 'immdesk'::regnamespace"
    loose = (
        f"SELECT proname {functions} AND NOT coalesce(proconfig, '{{}}')::text LIKE '%search_path=%pg_temp%'"
    )
    assert server.run(loose, database) == []
    public = f"SELECT proname {functions} AND (proacl IS NULL OR proacl::text ~ '[{{,]=')"
    assert server.run(public, database) == []
    tables = "SELECT relname FROM pg_class WHERE relnamespace = 'record'::regnamespace AND relkind = 'r'"
    assert server.run(f"{tables} AND NOT (relrowsecurity AND relforcerowsecurity)", database) == []
    assert len(server.run(tables, database)) > 50


def test_what_is_destroyed_is_blanked_on_the_server_only_by_its_own_purge(desk, now, server, database):
    desk("ruth").purge("Destroy", "Ruth", "asked", [("case_party", party_of(desk("ruth")))], now=now)
    rows = "SELECT act, salt FROM immdesk.operation_row WHERE \"table\" = 'case_party' ORDER BY seq"
    assert server.run(rows, database) == [("insert", None), ("purge", None)]


def party_of(store):
    with store.read() as reading:
        return reading.value("SELECT id FROM case_party")


def test_an_older_server_is_refused_in_plain_words():
    refuse_old(150018)
    with pytest.raises(NotLetIn, match="runs PostgreSQL 14; an office needs 15 or newer"):
        refuse_old(140012)
