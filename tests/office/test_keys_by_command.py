"""The keys of an office from the command line, with nobody at the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner, Result

from immdesk.__main__ import app
from immdesk.office import firm
from immdesk.store.keys import Cost, add_passphrase, open_key

WORDS = "four unrelated plain words"
LIGHT = Cost(memory=64, passes=1, lanes=1)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a real office, and its passphrase in a file."""
    for name in ("IMMDESK_PASSPHRASE", "IMMDESK_NEW_PASSPHRASE", "IMMDESK_RECOVERY_CODE"):
        monkeypatch.delenv(name, raising=False)
    folder = tmp_path / "vega"
    firm.new_office(folder, name="Vega", practice=True).close()
    key = open_key(folder)
    (folder / "keys.json").unlink()
    add_passphrase(folder, key, WORDS, cost=LIGHT)
    (tmp_path / "words").write_text(WORDS + "\n", encoding="utf-8")
    (tmp_path / "new").write_text("quite other words\n", encoding="utf-8")
    return folder


def say(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["office", *map(str, words)], catch_exceptions=False)


def code_on(sheet: Path) -> str:
    """Read the code from the printed sheet: each group stands above its small numbers."""
    pdf = pypdfium2.PdfDocument(sheet)
    lines = pdf[0].get_textpage().get_text_range().splitlines()
    pdf.close()
    after = [lines[at + 1] for at, line in enumerate(lines) if line.startswith("1 2 3 4")]
    return "".join(after).replace(" ", "")


def test_the_ways_in_are_listed(office: Path) -> None:
    told = json.loads(say("key", "list", office, "--json").output)
    assert told == {"practice": False, "passphrases": 1, "remembered": False, "sheet": "none", "made": ""}


def test_the_passphrase_is_changed_from_files(office: Path, tmp_path: Path) -> None:
    files = ("--passphrase-file", tmp_path / "words", "--new-passphrase-file", tmp_path / "new")
    assert say("key", "change", office, *files).exit_code == 0
    assert say("open", office, "--passphrase-file", tmp_path / "words").exit_code == 1
    assert say("open", office, "--passphrase-file", tmp_path / "new").exit_code == 0


def test_the_passphrase_is_changed_from_the_environment(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMDESK_PASSPHRASE", WORDS)
    monkeypatch.setenv("IMMDESK_NEW_PASSPHRASE", "quite other words")
    assert say("key", "change", office).exit_code == 0
    monkeypatch.setenv("IMMDESK_PASSPHRASE", "quite other words")
    assert say("open", office).exit_code == 0


def test_without_anybody_to_ask_the_command_says_what_it_needs(office: Path) -> None:
    told = say("key", "change", office)
    assert told.exit_code == 1
    assert "No passphrase was given." in told.stderr


def test_a_sheet_is_written_checked_and_brings_one_back_in(office: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pdf"
    made = say("key", "recovery", office, "--to", sheet, "--passphrase-file", tmp_path / "words", "--json")
    assert json.loads(made.output)["sheet"] == "unchecked"
    code = code_on(sheet)
    assert len(code) == 34
    assert code not in made.output
    (tmp_path / "code").write_text(code[:8] + " " + code[8:].lower(), encoding="utf-8")
    files = ("--code-file", tmp_path / "code", "--passphrase-file", tmp_path / "words")
    assert json.loads(say("key", "check", office, *files, "--json").output)["sheet"] == "checked"
    files = ("--code-file", tmp_path / "code", "--new-passphrase-file", tmp_path / "new")
    assert say("key", "open-with-recovery", office, *files).output == "Vega opens with the new passphrase.\n"
    assert say("open", office, "--passphrase-file", tmp_path / "new").exit_code == 0


def test_a_slip_in_the_code_is_told_before_a_new_passphrase_is_asked(office: Path, tmp_path: Path) -> None:
    (tmp_path / "code").write_text("AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAAAA-AAAA", encoding="utf-8")
    told = say("key", "open-with-recovery", office, "--code-file", tmp_path / "code")
    assert told.exit_code == 1
    assert "A character of the code is mistyped." in told.stderr


def test_where_no_keyring_encrypts_the_command_says_why(office: Path, tmp_path: Path) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    before = keyring.get_keyring()
    keyring.set_keyring(Keyring())
    told = say("key", "remember", office, "--passphrase-file", tmp_path / "words")
    keyring.set_keyring(before)
    assert told.exit_code == 1
    assert "This computer has no keyring that keeps secrets encrypted." in told.stderr


def test_a_new_key_takes_a_passphrase_away_and_backups_of_before_still_count(
    office: Path, tmp_path: Path
) -> None:
    add_passphrase(office, open_key(office, WORDS), "Ben's own words", name="Ben", cost=LIGHT)
    words = ("--passphrase-file", tmp_path / "words")
    assert say("backup", office, *words).exit_code == 0
    told = say("key", "new-key", office, "--without", "Ben", *words)
    assert told.output == "The office has a new key; 1 passphrase opens it.\n"
    made = json.loads(say("backups", office, "--json", *words).output)
    assert [one["ok"] for one in made] == [True]
    assert say("key", "new-key", office, "--without", "Ben", *words).exit_code == 1
