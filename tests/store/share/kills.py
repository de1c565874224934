"""Desks that are killed in the middle of their work, again and again: nothing is lost, nothing done twice.

`python -m tests.store.share.kills 10 500` runs ten desks and kills them five hundred times.
"""

from __future__ import annotations

import os
import random
import select
import signal
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from immdesk.store import open_store
from immdesk.store.soundness import check
from tests.store.share.conftest import KEY, NOW, Desks, digest, open_a_case, value


@dataclass
class Desk:
    """A desk in a process of its own, and where it says what it has acknowledged."""

    pid: int
    said: int
    heard: bytes = b""

    def listen(self, seconds: float) -> None:
        """Hear what it acknowledges meanwhile."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if select.select([self.said], [], [], left)[0]:
                self.heard += os.read(self.said, 1 << 16)

    def kill(self) -> set[str]:
        """Kill it and give all that it had acknowledged; half a line was no answer."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        while piece := os.read(self.said, 1 << 16):
            self.heard += piece
        os.close(self.said)
        return {line.decode() for line in self.heard.split(b"\n") if len(line) == 32}


def begin(home: Path, name: str) -> Desk:
    """Start a desk that opens cases without a pause until it is killed."""
    said, say = os.pipe()
    pid = os.fork()
    if pid:
        os.close(say)
        return Desk(pid, said)
    try:
        store = open_store(home / name, KEY, device=name)
        store.publisher.sync()
        while True:
            done = store.change("Open a case", name, "", open_a_case, now=NOW)[1]
            os.write(say, f"{done.id}\n".encode())
            if store.publisher.away:
                store.publisher.sync()
    finally:
        os._exit(1)


def run(home: Path, names: list[str], kills: int, pause: tuple[float, float], seed: int = 7) -> list[str]:
    """Let desks open cases without a pause and kill one after another; give what went wrong."""
    chance = random.Random(seed)
    told: set[str] = set()
    with ExitStack() as closing:
        desks = Desks(home, closing)
        desks.start()
        for name in ("ana", *names):
            desks[name].close()
        running = {name: begin(home, name) for name in names}
        for _turn in range(kills):
            name = chance.choice(names)
            running[name].listen(chance.uniform(*pause))
            told |= running[name].kill()
            running[name] = begin(home, name)
        for desk in running.values():
            desk.listen(chance.uniform(*pause))
            told |= desk.kill()
        return _wrong(home, ["ana", *names], told)


def _wrong(home: Path, names: list[str], told: set[str]) -> list[str]:
    wrong = []
    with ExitStack() as closing:
        desks = Desks.__new__(Desks)
        desks.home, desks.root, desks._closing, desks._open = home, home / "share", closing, {}
        for _again in range(2):
            desks.sync(*names)
        with desks["ana"].read() as reading:
            kept = {row[0] for row in reading.tuples("SELECT id FROM operation")}
        if told - kept:
            wrong.append(f"{len(told - kept)} acknowledged changes are lost")
        if len({digest(desks[name]) for name in names}) != 1:
            wrong.append("the desks differ")
        cases = value(desks["ana"], "SELECT count(*) FROM case_file")
        if not cases == value(desks["ana"], "SELECT count(*) FROM operation") - 1 >= len(told):
            wrong.append("a change was done twice, or half")
        print(f"{len(told)} acknowledged, {cases} kept")
    wrong += [f"{name}: {text}" for name in names for text in check(home / name, KEY).problems]
    return wrong


def main(desks: int = 10, kills: int = 500) -> int:
    """Run the campaign and say what it found."""
    with tempfile.TemporaryDirectory() as folder:
        wrong = run(Path(folder), [f"desk{one}" for one in range(desks)], kills, (0.2, 0.8))
    print(
        f"{desks} desks, {kills} kills:", *(wrong or ["nothing lost, nothing twice, all alike"]), sep="\n  "
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
