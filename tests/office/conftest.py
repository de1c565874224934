"""What the tests of the office share: a case by its number, small scans, and facts changed by hand."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from immdesk.office import cases
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office
from tests.conftest import DAY
from tests.office.papers import scan


@pytest.fixture
def case(practice: Office) -> Callable[[str], str]:
    """The id of the practice case with a number."""

    def found(number: str) -> str:
        case_id = cases.id_of(practice, number)
        assert case_id is not None
        return case_id

    return found


@pytest.fixture
def set_fact(practice: Office) -> Callable[..., None]:
    """Change columns of one record, found by an SQL condition, as one operation of the office."""

    def change(table: str, where: str, **values: Any) -> None:
        from immdesk.office.keeping import row_class

        rows = practice.rows(f'SELECT id FROM "{table}" WHERE {where}')
        assert len(rows) == 1

        def work(session: Any) -> None:
            row = session.get(row_class(table), rows[0]["id"])
            for name, value in values.items():
                setattr(row, name, value)

        practice.change("Correct a fact", work)

    return change


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """A sound scan of two pages."""
    return scan(tmp_path / "scan.pdf", 2)


@pytest.fixture(scope="session")
def practice_shared(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """One open practice office for all tests that only look."""
    folder = tmp_path_factory.mktemp("shared") / "office"
    shutil.copytree(practice_folder, folder)
    with open_office(folder, clock=stopped_at(DAY), user="ana") as office:
        yield office


@pytest.fixture
def practice(practice: Office, practice_shared: Office) -> Office:
    """The practice office with the packs that are read already: reading them again takes half of a test."""
    assert practice_shared.library
    practice._library.extend(practice_shared._library)
    return practice
