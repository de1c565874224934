"""The set-up guide for a server, followed to the letter on a fresh one: every block of it is run."""

from __future__ import annotations

import re
import subprocess

import pytest
from typer.testing import CliRunner

from immdesk.__main__ import app
from immdesk.basics.paths import resource
from tests.postgres import program, running_server


def blocks(kind):
    """Give the guide's blocks of one kind: sh, conf, hba or sql."""
    text = resource("guides", "postgresql.md").read_text(encoding="utf-8")
    return re.findall(rf"```{kind}\n(.*?)```", text, re.DOTALL)


def test_every_block_of_the_guide_is_of_a_kind_that_is_followed():
    assert [len(blocks(kind)) for kind in ("sh", "conf", "hba", "sql")] == [4, 1, 1, 2]


@pytest.mark.long
def test_the_guide_is_followed_to_the_letter_on_a_fresh_server(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "a long office phrase")
    certificate, put_there, dump, restore = blocks("sh")
    make, drop = blocks("sql")
    with running_server() as server:
        here = ["-h", str(server.data), "-p", str(server.port), "-U", "postgres"]

        def local(text):
            """The guide's names, as they are on this machine."""
            text = text.replace("db.office.example dbname", f"localhost port={server.port} dbname")
            return text.replace("db.office.example", "localhost").replace("10.0.0.0/24", "127.0.0.1/32")

        def shell(lines):
            for line in filter(None, local(lines).splitlines()):
                name, _space, rest = line.partition(" ")
                found = f"{program(name)} {' '.join(here)}" if program(name) else name
                subprocess.run(f"{found} {rest}", shell=True, check=True, capture_output=True)

        def sql(text):
            line = [str(program("psql")), *here, "-v", "ON_ERROR_STOP=1", "-c"]
            for one in filter(str.strip, text.split(";")):
                subprocess.run([*line, one], check=True, capture_output=True)

        shell(certificate)
        for name in ("server.crt", "server.key"):
            (server.data / name).write_bytes((tmp_path / name).read_bytes())
        settings = server.data / "postgresql.conf"
        settings.write_text(settings.read_text() + blocks("conf")[0])
        (server.data / "pg_hba.conf").write_text("local all all trust\n" + local(blocks("hba")[0]))
        server.stop()
        server.start()
        sql("DROP ROLE office_owner")  # which this machine's other tests use
        sql(make)
        sql("ALTER ROLE office_owner PASSWORD 'OWNER'")
        (tmp_path / "ana.txt").write_text("ANA\n")

        def immdesk(*words):
            result = CliRunner().invoke(app, list(words))
            assert result.exit_code == 0, result.output

        immdesk("office", "new", str(tmp_path / "FOLDER"), "--name", "Vega")
        for line in local(put_there).splitlines():
            words = re.findall(r'"([^"]*)"|(\S+)', line)
            immdesk(*[quoted or bare for quoted, bare in words][1:])
        ana = f"host=localhost port={server.port} dbname=office user=ana password=ANA sslrootcert=ca.crt"
        immdesk("office", "join-server", ana, "--to", str(tmp_path / "SECOND"))
        shell(dump)
        assert b"immdesk_" in (tmp_path / "roles.sql").read_bytes()
        shell(restore)
        immdesk("office", "sync", str(tmp_path / "SECOND"))
        sql(drop.partition(";")[0])
