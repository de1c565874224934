"""Reads what a command answered: JSON and its exit code, or the problem that it told."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from click.testing import Result

Run = Callable[..., Result]


def answer(result: Result, code: int = 0) -> Any:
    """Give what a command printed as JSON."""
    assert result.exit_code == code, (result.stdout, result.stderr)
    assert result.stderr == ""
    return json.loads(result.stdout)


def told(result: Result) -> str:
    """Give the problem that a command told on standard error, with exit code 1."""
    assert result.exit_code == 1, result.stdout
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    return result.stderr
