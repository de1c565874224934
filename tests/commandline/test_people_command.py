"""`immdesk people`: somebody let in from a script, given a role, and taken away again."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from immdesk.__main__ import app
from immdesk.office import firm, our_office
from immdesk.store.keys import Cost, add_passphrase, open_key

LIGHT = Cost(memory=64, passes=1, lanes=1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with Maria and Ben, and files with the passphrases."""
    monkeypatch.setattr("immdesk.store.keys.fitting_cost", lambda: LIGHT)
    folder = tmp_path / "vega"
    with firm.new_office(folder, name="Vega", passphrase="her own words") as made:
        add_passphrase(folder, open_key(folder, "her own words"), "her own words", cost=LIGHT)
        for given, family in (("Maria", "Vega"), ("Ben", "Hale")):
            our_office.keep_member(made, "", {"given_name": given, "family_name": family})
    for name, words in (("mine", "her own words"), ("first", "only once"), ("own", "his own words")):
        (tmp_path / name).write_text(words + "\n", encoding="utf-8")
    return folder


def say(office: Path, verb: str, *words: str, by: str = "mine", new: str = "") -> Result:
    files = ["--office", str(office), "--passphrase-file", str(office.parent / by)]
    more = ["--new-passphrase-file", str(office.parent / new)] if new else []
    return CliRunner().invoke(app, ["people", verb, *words, *files, *more], catch_exceptions=False)


def test_somebody_is_let_in_chooses_their_own_gets_a_role_and_is_taken_away(office: Path) -> None:
    refused = say(office, "let-in", "Ben", new="first")
    assert refused.exit_code == 1
    assert "The office does not know yet who you are." in refused.output
    assert say(office, "let-in", "Ben", "--me", "Maria", new="first").output == "Ben Hale can come in.\n"
    assert "Choose a passphrase of your own." in say(office, "list", by="first").output
    assert say(office, "own-passphrase", "Ben", by="first", new="own").exit_code == 0
    assert "Only an administrator" in say(office, "role", "Maria", by="own").output
    listed = say(office, "role", "Ben", "--role", "read_only").output.splitlines()
    assert listed[:2] == [
        "Ben Hale                     Reads only",
        "Maria Vega                   Administrator",
    ]
    assert say(office, "take-away", "Ben", "--left").output == "Ben Hale comes in no more.\n"
    assert say(office, "list", by="own").exit_code == 1
    assert "“kings” is no role." in say(office, "role", "Maria", "--role", "kings").output
    assert "is the only administrator" in say(office, "take-away", "Maria").output
