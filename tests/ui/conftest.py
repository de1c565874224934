"""The desk of the practice office, as a test uses it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from immdesk.office import computed, search_pages
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.conftest import DAY
from tests.desk import DeskDriver, open_desk


@pytest.fixture(scope="session")
def computed_folder(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The practice office after the law has looked at every case once, as on any morning but the first."""
    folder = tmp_path_factory.mktemp("computed") / "office"
    shutil.copytree(practice_folder, folder)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        computed.catch_up(office)
        search_pages.read_pages(office)
    return folder


@pytest.fixture
def practice(computed_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The practice office, open, on August 14, 2026, in a folder of its own."""
    folder = tmp_path / "office"
    shutil.copytree(computed_folder, folder)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        yield office


@pytest.fixture
def desk(qapp: object, practice: Office, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with the practice office, on August 14, 2026, standing at Today."""
    driver = open_desk(tmp_path / "settings", practice)
    yield driver
    driver.leave()


@pytest.fixture
def bare_desk(qapp: object, tmp_path: Path) -> Iterator[DeskDriver]:
    """The real window with no office open."""
    driver = open_desk(tmp_path / "settings")
    yield driver
    driver.leave()
