"""Desks on real mounts that work as people do, while some are killed and the network is cut; what it cost.

`python -m tests.store.share.storm NAME SCRATCH DESKS EDITS PAUSE KILLS MOUNT…`: each desk has a process of
its own, on one of the mounts in turn, looks at the share every two seconds and opens a case every PAUSE
seconds. One line says how long an edit took, when the others saw it, and whether anything was lost, doubled
or different.
"""

from __future__ import annotations

import gc
import os
import random
import select
import signal
import sys
import threading
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from immdesk.store import Store, open_store
from immdesk.store.share.moving_in import join
from immdesk.store.share.probe import probe
from immdesk.store.soundness import check
from tests.store.share.conftest import KEY, NOW, Desks, digest, open_a_case, value

PATIENCE, LOOK_EVERY, HANGS = 1.5, 2.0, 6.0
"""As the window has them: how long a change waits for the share, how often it looks, when a look hangs."""
WAKING = 3
"""Edits of each desk that are not counted: the program has just been started, and wakes up."""
SETTLED = 240.0
"""Seconds in which all desks must have come together again after the last edit."""


@dataclass
class Worker:
    """A desk in a process of its own, and what it said: what it acknowledged, and what it saw of others."""

    name: str
    pid: int = 0
    pipe: int = -1
    begun: int = 0
    told: str = ""
    done: dict[str, tuple[float, float]] = field(default_factory=dict)
    seen: dict[str, float] = field(default_factory=dict)

    def hear(self) -> bool:
        """Read what it says; False when it has said all."""
        piece = os.read(self.pipe, 1 << 16)
        self.told += piece.decode()
        *lines, self.told = self.told.split("\n")
        for line in lines:
            word, one, *numbers = line.split()
            if word == "done":
                self.done[one] = (float(numbers[0]), float(numbers[1]))
            else:
                self.seen.setdefault(one, float(numbers[0]))
        return bool(piece)

    def end(self, kill: bool) -> None:
        """Kill it, or wait for its end; half a line was no answer."""
        if kill:
            os.kill(self.pid, signal.SIGKILL)
        while self.hear():
            pass
        os.waitpid(self.pid, 0)
        os.close(self.pipe)
        self.told = ""


def begin(folder: Path, worker: Worker, edits: int, pause: float) -> None:
    """Start a desk that still has `edits` to make."""
    heard, say = os.pipe()
    worker.pid = os.fork()
    if worker.pid:
        os.close(say)
        worker.pipe = heard
        return
    try:
        with open_store(folder, KEY, device=folder.name) as store:
            _work(store, say, edits, pause)
    finally:
        os._exit(0)


def _work(store: Store, say: int, edits: int, pause: float) -> None:
    publisher: Any = store.publisher
    publisher.hurried = _hurried
    since, stop = [0.0], threading.Event()
    threading.Thread(target=_look, args=(publisher, say, since, stop), daemon=True).start()
    stop.wait(random.uniform(0, pause))  # people do not begin at the same instant
    for turn in range(edits):
        start = time.monotonic()
        if since[0] and start - since[0] > HANGS:
            publisher.hangs()
        done = store.change("Open a case", store.device, "", open_a_case, now=NOW)[1]
        end = time.monotonic()
        took = end - start if turn >= WAKING else 0.0
        os.write(say, f"done {done.id} {took:.4f} {end:.4f}\n".encode())
        stop.wait(max(0.0, pause - (end - start)))
    stop.wait(LOOK_EVERY)
    stop.set()


def _look(publisher: Any, say: int, since: list[float], stop: threading.Event) -> None:
    while not stop.is_set():
        since[0] = time.monotonic()
        synced = publisher.sync()
        since[0] = 0.0
        now = time.monotonic()
        os.write(say, "".join(f"seen {one.id} {now:.4f}\n" for one in synced.taken_in).encode())
        stop.wait(LOOK_EVERY)


def _hurried(call: Any) -> Any:
    """Do a call to the share on a thread of its own, and wait for it no longer than the window does."""
    found: list[Any] = []

    def run() -> None:
        try:
            found.append((call(), None))
        except BaseException as error:
            found.append((None, error))

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(PATIENCE)
    if not found:
        raise TimeoutError
    if found[0][1] is not None:
        raise found[0][1]
    return found[0][0]


def run(name: str, scratch: Path, shape: tuple[int, int, float, int], mounts: list[Path]) -> list[str]:
    """Let the desks work, and say in one line what was found; give what went wrong."""
    count, edits, pause, kills = shape
    home = scratch / f"desks-{name}"
    home.mkdir()
    workers = [Worker(f"desk{one}") for one in range(count)]
    with ExitStack() as closing:
        desks = Desks.__new__(Desks)
        desks.home, desks.root, desks._closing, desks._open = home, mounts[0], closing, {}
        desks.start(probe(mounts[0]))
        desks["ana"].close()
    for at, worker in enumerate(workers):
        join(mounts[at % len(mounts)], home / worker.name, lambda _folder: KEY)
    gc.freeze()  # what all desks share is not copied for each of them
    start = time.monotonic()
    for worker in workers:
        begin(home / worker.name, worker, edits, pause)
    _listen(home, workers, shape)
    seconds = time.monotonic() - start
    if stop := os.environ.get("STOP"):
        Path(stop).touch()  # the network is cut no more: now all must come together
    wrong = _compare(home, ["ana", *(worker.name for worker in workers)], workers)
    print(f"{name}: {'BAD' if wrong else 'GOOD'}, {count} desks, {_figures(workers, seconds, kills)}", *wrong)
    sys.stdout.flush()
    return wrong


def _listen(home: Path, workers: list[Worker], shape: tuple[int, int, float, int]) -> None:
    _count, edits, pause, kills = shape
    chance = random.Random(7)
    working = {worker.pipe: worker for worker in workers}
    killed, next_kill = 0, time.monotonic() + chance.uniform(1, 3)
    while working:
        ready, _w, _x = select.select(list(working), [], [], 0.2)
        for pipe in ready:
            if not working[pipe].hear():
                working.pop(pipe).end(kill=False)
        if killed < kills and working and time.monotonic() > next_kill:
            worker = working.pop(chance.choice(sorted(working)))
            worker.end(kill=True)
            killed, next_kill = killed + 1, time.monotonic() + chance.uniform(1, 3)
            begin(home / worker.name, worker, edits - len(worker.done), pause)
            working[worker.pipe] = worker


def _compare(home: Path, names: list[str], workers: list[Worker]) -> list[str]:
    """Bring all desks together and give what is lost, doubled, different or unsound."""
    wrong: list[str] = []
    told = {one for worker in workers for one in worker.done}
    with ExitStack() as closing:
        stores = [closing.enter_context(open_store(home / name, KEY, device=name)) for name in names]
        end = time.monotonic() + SETTLED
        while time.monotonic() < end:
            for store in stores:
                store.publisher.sync()
            states: list[Any] = [store.publisher.state() for store in stores]  # type: ignore[attr-defined]
            if len({(one.kind, one.head, one.waiting) for one in states}) == 1 and states[0].waiting == 0:
                break
        if any(one.kind != "well" or one.waiting or one.held for one in states):
            wrong.append(f"not together: {sorted({(one.kind, one.waiting, one.held) for one in states})}")
        with stores[0].read() as reading:
            kept = {row[0] for row in reading.tuples("SELECT id FROM operation")}
        if told - kept:
            wrong.append(f"{len(told - kept)} acknowledged changes are lost")
        if len({digest(store) for store in stores}) != 1:
            wrong.append("the desks differ")
        cases = value(stores[0], "SELECT count(DISTINCT number) FROM case_file")
        rows = value(stores[0], "SELECT count(*) FROM case_file")
        if not len(told) <= cases == rows == len(kept) - 1:
            wrong.append(f"{len(told)} acknowledged, {rows} cases, {cases} numbers, {len(kept)} operations")
    return wrong + [f"{name}: {text}" for name in names for text in check(home / name, KEY).problems]


def _figures(workers: list[Worker], seconds: float, kills: int) -> str:
    took = sorted(one for worker in workers for one, _at in worker.done.values() if one)
    made = {one: at for worker in workers for one, (_took, at) in worker.done.items()}
    late = [at - made[one] for worker in workers for one, at in worker.seen.items() if one in made]
    late = sorted(max(0.0, one) for one in late)
    return (
        f"{len(took)} edits in {seconds:.0f} s, {kills} kills: {_spread(took)}; "
        f"seen by the others: {_spread(late)}"
    )


def _spread(times: list[float]) -> str:
    return f"median {_of(times, 0.5)}, p95 {_of(times, 0.95)}, slowest {_of(times, 1)}"


def _of(times: list[float], part: float) -> str:
    one = times[min(len(times) - 1, int(len(times) * part))] if times else 0.0
    return f"{one * 1000:.0f} ms"


def main(name: str, scratch: str, desks: str, edits: str, pause: str, kills: str, *mounts: str) -> int:
    """Run one storm; 1 when anything went wrong."""
    shape = (int(desks), int(edits), float(pause), int(kills))
    return 1 if run(name, Path(scratch), shape, [Path(one) for one in mounts]) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
