"""What all commands share: help, JSON, exit codes, and a mistake of the program told without client data."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from immdesk.commandline.telling import mistaken
from tests.commandline.told import Run


@pytest.mark.parametrize(
    "command",
    [
        ["office", "new"], ["office", "open"], ["office", "check"], ["office", "backup"], ["sample"],
        ["office", "backups"], ["office", "restore"], ["history"], ["find"], ["import"],
        ["case", "list"], ["case", "board"], ["case", "tasks"], ["case", "follow"],
        ["calendar", "export"], ["calendar", "print"],
        ["calendar", "register"],
        ["case", "copies"], ["case", "binder"], ["case", "export"], ["case", "show"], ["case", "dates"],
        ["case", "packet"], ["case", "requests"], ["case", "filed"],
        ["case", "preflight"], ["case", "signatures"],
        ["case", "attorney-page"], ["case", "questionnaire"], ["case", "answers"],
        ["case", "calculate"], ["case", "options"], ["case", "letter", "begin"], ["case", "letter", "sign"],
        ["evidence", "import"], ["evidence", "list"], ["evidence", "state"], ["evidence", "chase"],
        ["evidence", "ageing"], ["evidence", "criteria"],
        ["law", "explain"], ["law", "check"], ["forms", "add"], ["forms", "inspect"], ["forms", "fill"],
        ["forms", "blanks"],
        ["pack", "check"], ["pack", "compare"], ["pack", "build"], ["pack", "sign"], ["pack", "verify"],
        ["pack", "install"], ["pack", "back"], ["notes", "add"], ["notes", "find"], ["notes", "changed"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_command_has_help_and_json(run: Run, command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert "--json" in result.stdout


def test_a_command_that_is_not_there_and_a_missing_word_are_exit_2(run: Run) -> None:
    assert run("offce").exit_code == 2
    assert run("case", "show").exit_code == 2


def test_the_program_runs_as_a_program(office: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "immdesk", "case", "list", "--office", str(office), "--json"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert len(json.loads(ran.stdout)) == 6
    assert ran.stderr == ""


def test_a_mistake_of_the_program_tells_places_and_no_clients_data() -> None:
    def break_down(name: str) -> None:
        raise KeyError(name)

    with pytest.raises(KeyError) as mistake:
        break_down("Zenobia Canary A299887766")
    told_of = mistaken(mistake.value)
    assert told_of.startswith("ImmDesk made a mistake (KeyError). Nothing more was done.")
    assert "test_every_command.py" in told_of
    assert "Zenobia" not in told_of
