"""The shipped rules, read once, and a folder that keeps what was read of any pack."""

from __future__ import annotations

from pathlib import Path

import pytest

from immdesk.basics.paths import resource
from immdesk.packs.library import Library, load_library


@pytest.fixture(scope="session")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for parsed shapes: only the files that a test spoils are read anew."""
    return tmp_path_factory.mktemp("parsed")


@pytest.fixture(scope="session")
def library(parsed: Path) -> Library:
    return load_library([resource("packs", "us")], cache=parsed)
