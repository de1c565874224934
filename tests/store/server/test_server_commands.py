"""`immdesk office serve`, `user` and `join-server`, as the help page for the server's person says."""

from __future__ import annotations

from typer.testing import CliRunner

from immdesk.__main__ import app


def test_an_office_is_put_on_a_server_and_a_colleague_joins(server, database, tmp_path, monkeypatch):
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "a long office phrase")
    password = tmp_path / "password"
    password.write_text("s3cret\n")
    first, second, owner = str(tmp_path / "first"), str(tmp_path / "second"), server.owner(database)
    name = f"ana_{database}"

    def run(*words):
        result = CliRunner().invoke(app, ["office", *words])
        return result.exit_code, " ".join(result.output.split())

    assert run("new", first, "--name", "Vega & Hoang")[0] == 0
    told = run("serve", first, "--owner", owner, "--desk", owner)
    assert (told[0], "counted on both sides" in told[1]) == (0, True)
    told = run("user", first, name, "--owner", owner, "--role", "paralegal", "--password-file", str(password))
    assert told == (0, f"{name} works in every case that is not restricted.")
    assert run("join-server", server.conninfo(name, "s3cret", database), "--to", second) == (
        0,
        "Vega & Hoang",
    )
    assert run("sync", second)[0] == 0
    assert "s3cret" not in (tmp_path / "second" / "office.json").read_text()
    assert run("user", first, name, "--owner", owner, "--remove")[0] == 0
    code, said = run(
        "join-server", server.conninfo(name, "s3cret", database), "--to", str(tmp_path / "third")
    )
    assert (code, "does not know this user" in said) == (1, True)
