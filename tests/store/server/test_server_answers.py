"""A try of the connection: what is wrong is said in plain words, by what a real server answers."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Refused
from immdesk.office.server_address import Address, for_the_server, try_owner


@pytest.fixture
def owner(server, database):
    return Address("localhost", str(server.port), database, "office_owner", str(server.ca), "owner")


def said(address):
    with pytest.raises(Refused) as refused:
        try_owner(address)
    assert refused.value.do
    return refused.value.happened


def test_a_try_says_in_plain_words_what_is_wrong(owner, server, database):
    other = server.make_database()
    server.run(f"ALTER DATABASE {other} OWNER TO postgres")
    server.run("CREATE ROLE nobody_special LOGIN PASSWORD 'x' ROLE office_owner")
    server.run("SET password_encryption = 'md5'; CREATE ROLE old_way LOGIN PASSWORD 'x'")
    hba = server.data / "pg_hba.conf"
    before = hba.read_text()
    hba.write_text(
        f"hostssl all postgres 127.0.0.1/32 password\nhostssl all nobody_special all reject\n{before}"
    )
    server.reload()
    try:
        asked = {
            "The server asks for the password in an old way": owner.as_user("postgres", "root"),
            "The server does not let this user in from this computer": owner.as_user("nobody_special", "x"),
        }
        for wanted, address in asked.items():
            assert said(address).startswith(wanted)
    finally:
        hba.write_text(before)
        server.reload()
    where = (owner.port, database, "office_owner", owner.certificate, "owner")
    asked = {
        "No computer of this name is known": Address("no-such-server.invalid", *where),
        "The server's certificate is for another name.": Address("127.0.0.1", *where),
        "The computer answers, but no PostgreSQL listens": Address("localhost", "1", *where[1:]),
        "The office's certificate is not there: /nowhere": Address("localhost", *where[:3], "/nowhere", "x"),
        "The server does not know this user and password.": owner.as_user("old_way", "wrong"),
        "This user may not use the office's database": Address("localhost", where[0], "none", *where[2:]),
        "office_owner is not the owner of the database": Address("localhost", where[0], other, *where[2:]),
    }
    for wanted, address in asked.items():
        assert said(address).startswith(wanted)
    server.run("DROP ROLE old_way, nobody_special")
    server.run("CREATE SCHEMA immdesk", database)
    assert said(owner) == "There is an office in this database already."


def test_the_lines_for_the_servers_person_hold_names_and_no_password(owner):
    lines = for_the_server(owner)
    assert "hostssl  " in lines
    assert "CREATE ROLE office_owner LOGIN CREATEROLE;" in lines
    assert "'owner'" not in lines
