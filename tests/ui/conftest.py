"""The desk of the practice office, as a test uses it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from immdesk.office.office import Office
from tests.desk import DeskDriver, open_desk


@pytest.fixture
def desk(qapp: object, practice: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with the practice office, on August 14, 2026, standing at Today."""
    driver = open_desk(tmp_path / "settings", practice)
    yield driver
    driver.close()


@pytest.fixture
def bare_desk(qapp: object, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with no office open."""
    driver = open_desk(tmp_path / "settings")
    yield driver
    driver.close()
