"""A real office in a temporary folder, and the few records that the tests of the store change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.people import Person
from immdesk.store import Store, create_store
from immdesk.store.operations import Operation

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)

Do = Callable[[Callable[[Session], Any]], tuple[Any, Operation]]


@pytest.fixture
def key() -> bytes:
    return KEY


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "office"


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with create_store(folder, key=KEY, device="desk 1") as made:
        yield made


@pytest.fixture
def do(store: Store) -> Do:
    """Change the office as Ana would, at the fixed time."""

    def change(work: Callable[[Session], Any]) -> tuple[Any, Operation]:
        return store.change("Change a record", "Ana", "", work, now=NOW)

    return change


@pytest.fixture
def rosa(do: Do) -> str:
    """The id of a person who is in the office, petitioner of case 26-001."""

    def add(session: Session) -> str:
        person = Person(id="rosa", family_name="Ramírez", given_name="Rosa")
        case = CaseFile(id="case", number="26-001", case_type="family-adjustment", status="open")
        party = CaseParty(id="party", case_id="case", person_id="rosa", role="petitioner")
        session.add_all([party, case, person])
        return person.id

    made: str = do(add)[0]
    return made
