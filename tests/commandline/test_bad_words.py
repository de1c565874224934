"""Words of a terminal that are no text: told in plain words with exit 1, never an error of the program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline.told import Run, told
from tests.packets.small_form import small_form

BROKEN = os.fsdecode(b"26-\xff")


def test_an_office_with_a_broken_name_is_not_made(run: Run, tmp_path: Path, phrase: Path) -> None:
    made = run("office", "new", tmp_path / "ours", "--name", f"Ours {BROKEN}", "--passphrase-file", phrase)
    assert told(made).splitlines()[0] == "A text holds a broken character that cannot be kept."
    assert not (tmp_path / "ours").exists()


@pytest.mark.parametrize("command", ["show", "dates"])
def test_a_broken_case_number_is_told(run: Run, office: Path, command: str) -> None:
    asked = told(run("case", command, BROKEN, "--office", office))
    assert asked.startswith("A text holds a broken character")


def test_a_folder_with_a_broken_name_is_used_like_any_other(run: Run, tmp_path: Path, phrase: Path) -> None:
    folder = tmp_path / BROKEN
    words = ("--passphrase-file", phrase)
    assert run("office", "new", folder, "--name", "Ours", *words).exit_code == 0
    assert run("office", "open", folder, *words).stdout == "Ours: 0 cases, 0 people\n"


def test_a_broken_character_in_a_value_is_told_and_the_rest_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "form.pdf").write_bytes(small_form())
    (tmp_path / "values.json").write_text('{"Name[0]": "Jo\\ud800se", "Long[0]": "Soto"}', encoding="utf-8")
    files = (tmp_path / "form.pdf", "--values", tmp_path / "values.json", "--out", tmp_path / "out.pdf")
    report = json.loads(run("forms", "fill", *files, "--json").stdout)
    assert report["set"] == ["Name[0]", "Long[0]"]
    assert report["lossy"] == [{"name": "Name[0]", "given": "Jo?se", "written": "Jose"}]


def test_a_terminal_that_knows_ascii_only_still_prints_every_name(office: Path) -> None:
    words = [sys.executable, "-m", "immdesk", "case", "list", "--office", str(office)]
    plain = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    ran = subprocess.run(words, env=plain, capture_output=True)
    assert ran.returncode == 0, ran.stderr
    assert b"26-0003" in ran.stdout
