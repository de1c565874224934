"""An office on a shared folder of this computer: ten desks at once, years replayed, a desk that joins."""

from __future__ import annotations

import os
import statistics
import struct
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Event

import pytest

from immdesk.records.people import Person
from immdesk.store import open_store
from immdesk.store.share.moving_in import join
from immdesk.store.share.upkeep import tidy
from tests.benchmarks.ratio import Figure, keep
from tests.store.share.conftest import KEY, NOW, Desks, change, digest, move, value

pytestmark = pytest.mark.benchmark_run
DESKS, EDITS, PAUSE = 10, 15, 1.0


def test_ten_desks_that_write_at_once_are_never_kept_waiting(tmp_path: Path) -> None:
    with ExitStack() as closing:
        desks = Desks(tmp_path, closing)
        desks.start()
        names = [f"desk{one}" for one in range(DESKS)]
        for name in names:
            change(desks[name], lambda session, name=name: session.add(Person(id=name, family_name="Novák")))
            desks.close(name)
        pipes = [_writing(tmp_path, name) for name in names]
        times = sorted(t for pipe in pipes for t in _heard(pipe))
        desks.sync(*names)
        desks.sync("ana", *names)
        assert len(times) == DESKS * EDITS
        assert value(desks["ana"], "SELECT count(*) FROM operation") == 1 + DESKS + DESKS * (EDITS + 1)
        assert len({digest(desks[name]) for name in names}) == 1
    detail = f"{DESKS} desks, an edit each {PAUSE} s, median {statistics.median(times) * 1000:.0f} ms"
    keep(Figure("share, ten writers, 99 of 100", times[int(len(times) * 0.99)] * 1000, 500.0, "ms", detail))


def _writing(home: Path, name: str) -> int:
    heard, say = os.pipe()
    if os.fork():
        os.close(say)
        return heard
    try:
        with open_store(home / name, KEY, device=name) as store:
            store.publisher.sync()
            for count in range(EDITS + 1):
                start = time.perf_counter()
                store.change("Move", name, "", move(name, birth_city=f"Town {count}"), now=NOW)
                took = time.perf_counter() - start
                if count:  # the first one also wakes the program up
                    os.write(say, struct.pack("d", took))
                Event().wait(max(0.0, PAUSE - took))  # a person thinks
    finally:
        os._exit(0)


def _heard(pipe: int) -> list[float]:
    raw = b""
    while piece := os.read(pipe, 1 << 16):
        raw += piece
    os.close(pipe)
    return [one for (one,) in struct.iter_unpack("d", raw)]


def test_ten_thousand_changes_are_replayed_and_a_desk_joins_from_a_snapshot(tmp_path: Path) -> None:
    with ExitStack() as closing:
        desks = Desks(tmp_path, closing)
        desks.start()
        ana, bob = desks["ana"], desks["bob"]
        for count in range(10_000):
            change(ana, move(birth_city=f"Town {count}"))
        start = time.perf_counter()
        bob.publisher.sync()
        took = time.perf_counter() - start
        assert value(bob, "SELECT birth_city FROM person") == "Town 9999"
        keep(Figure("share, 10,000 changes replayed", took, 5.0, "s", f"{10_000 / took:.0f} a second"))
        change(ana, lambda session: session.add_all(_many_people()))
        tidy(ana.publisher, ana.folder, ana.key_for("database"))
        megabytes = max(one.stat().st_size for one in (desks.root / "snap").iterdir()) / (1 << 20)
        start = time.perf_counter()
        join(desks.root, tmp_path / "new", lambda _folder: KEY)
        took = time.perf_counter() - start
        detail = f"{megabytes:.0f} MB in {took:.2f} s"
        keep(Figure("share, joining from a snapshot, each 50 MB", took * 50 / megabytes, 1.0, "s", detail))


def _many_people() -> list[Person]:
    return [Person(family_name=f"Novák {count}", birth_city="x" * 400) for count in range(20_000)]
