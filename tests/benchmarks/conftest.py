"""Marks every test of this folder as a benchmark, and prints the measured figures at the end."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks.ratio import FIGURES

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.benchmark_run)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if FIGURES:
        terminalreporter.section("figures")
        for figure in FIGURES:
            terminalreporter.write_line(figure.line())


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Python keeps what it compiled, as on every desk; the warm-up fills it for both alike."""
    kept = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(tmp_path / "compiled"), "QT_QPA_PLATFORM": "offscreen"}
