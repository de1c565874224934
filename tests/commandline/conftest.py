"""Commands run in this process, and an office for them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from immdesk.__main__ import app
from tests.commandline.told import Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command; the answer has `exit_code`, `stdout` and `stderr`."""
    for name in ("IMMDESK_PASSPHRASE", "IMMDESK_OFFICE"):
        monkeypatch.delenv(name, raising=False)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def office(practice_folder: Path, tmp_path: Path) -> Path:
    """A copy of the practice office, closed."""
    return Path(shutil.copytree(practice_folder, tmp_path / "office"))


@pytest.fixture
def phrase(tmp_path: Path) -> Path:
    """A file whose first line is a passphrase."""
    path = tmp_path / "phrase.txt"
    path.write_text("four plain words\nsecond line\n", encoding="utf-8")
    return path
