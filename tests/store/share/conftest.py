"""One office on a shared folder with several desks, each a real store of its own in one process."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from immdesk.records.cases import CaseFile
from immdesk.records.firm import OfficeRecord
from immdesk.records.people import Person
from immdesk.store import Store, create_store, open_store
from immdesk.store.reading import LOCAL_TABLES
from immdesk.store.share import moving_in
from immdesk.store.share.moving_in import join, put_on_share
from immdesk.store.slots import keep_slot

KEY = bytes(range(32))
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


class Desks:
    """The share, and the desks by name; each is opened when first asked for."""

    def __init__(self, home: Path, closing: ExitStack) -> None:
        self.home, self.root, self._closing = home, home / "share", closing
        self.root.mkdir()
        self._open: dict[str, Store] = {}

    def __getitem__(self, name: str) -> Store:
        if name not in self._open:
            folder = self.home / name
            if not folder.exists():
                join(self.root, folder, lambda _folder: KEY)
            self._open[name] = self._closing.enter_context(open_store(folder, KEY, device=name))
        return self._open[name]

    def close(self, name: str) -> None:
        self._open.pop(name).close()

    def start(self, primitive: str = "link") -> None:
        with create_store(self.home / "ana", key=KEY, device="ana") as store:
            keep_slot(self.home / "ana", "practice", {"kind": "practice", "key": ""})
            change(store, _begin)
            with primitive_is(primitive):
                put_on_share(store, self.root)

    def sync(self, *names: str) -> list[Any]:
        return [self[name].publisher.sync() for name in names or sorted(self._open)]

    def away(self) -> None:
        self.root.rename(self.home / "unplugged")

    def back(self) -> None:
        (self.home / "unplugged").rename(self.root)

    def operation(self, seq: int) -> Path:
        return self.root / "log" / f"{seq // 1000:06d}" / f"{seq:012d}.op"


@contextmanager
def primitive_is(primitive: str) -> Iterator[None]:
    """Let the share be one without hard links while an office is put there."""
    real = moving_in.probe
    moving_in.probe = lambda root: (real(root), primitive)[1]
    try:
        yield
    finally:
        moving_in.probe = real


def _begin(session: Any) -> None:
    session.add(OfficeRecord(id="office", next_case_number=1))
    session.add(Person(id="rosa", family_name="Ramírez", given_name="Rosa"))


def change(store: Store, work: Callable[[Any], Any], now: datetime = NOW) -> Any:
    return store.change("Change a record", store.device, "", work, now=now)[0]


def move(person: str = "rosa", **words: str) -> Callable[[Any], None]:
    """Give the work that changes words of a person."""

    def work(session: Any) -> None:
        for name, value in words.items():
            setattr(session.get_one(Person, person), name, value)

    return work


def open_a_case(session: Any) -> str:
    """Open a case with the office's next number, and give the number."""
    office = session.get_one(OfficeRecord, "office")
    number = f"26-{office.next_case_number:04d}"
    office.next_case_number += 1
    session.add(CaseFile(number=number, case_type="family-adjustment", status="open"))
    return number


def digest(store: Store) -> str:
    """Give the checksum of everything in a store that is not this computer's own."""
    found = hashlib.sha256()
    with store.read() as reading:
        sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' ORDER BY name"
        for (table,) in reading.tuples(sql):
            if table not in LOCAL_TABLES and not table.startswith("sqlite"):
                rows = sorted(map(repr, reading.tuples(f'SELECT * FROM "{table}"')))
                found.update(repr((table, rows)).encode())
    return found.hexdigest()


def value(store: Store, sql: str) -> Any:
    with store.read() as reading:
        return reading.value(sql)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    with ExitStack() as closing:
        made = Desks(tmp_path, closing)
        made.start()
        yield made
