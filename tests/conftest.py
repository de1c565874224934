"""What every test may ask for."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from immdesk.office.clock import stopped_at
from immdesk.office.office import Office
from tests.postgres import database, server  # noqa: F401

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
gc.set_threshold(50_000, 20, 20)  # as the window does; the packs are many small things that all stay

DAY = date(2026, 8, 14)
"""The day of tests: the forms of the reference folder are still accepted then."""

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the checkout: real blank forms, worked vectors, bulletins."""
    if not SHARED.is_dir():
        pytest.skip("needs the reference folder `shared` beside the checkout (real forms and vectors)")
    return SHARED


@pytest.fixture(scope="session")
def practice_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The six families of the practice office as built on August 14, 2026; copied for each test."""
    from immdesk.office import practice

    folder = tmp_path_factory.mktemp("practice") / "office"
    practice.make(folder, stopped_at(DAY), whole=False).close()
    return folder


@pytest.fixture
def practice(practice_folder: Path, tmp_path: Path) -> Iterator[Office]:
    """The practice office, open, on August 14, 2026, in a folder of its own."""
    from immdesk.office.office import open_office

    folder = tmp_path / "office"
    shutil.copytree(practice_folder, folder)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        yield office
