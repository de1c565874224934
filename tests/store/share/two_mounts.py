"""Two desks on two mounts of one share, each in a process of its own; one line says what was found.

`python -m tests.store.share.two_mounts NAME FIRST SECOND SCRATCH`
"""

from __future__ import annotations

import json
import os
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from immdesk.store import open_store
from immdesk.store.home import OFFICE
from immdesk.store.share.moving_in import join
from immdesk.store.share.probe import probe
from tests.store.share.conftest import KEY, NOW, Desks, digest, open_a_case, value

EDITS = 15


def main(name: str, first: Path, second: Path, scratch: Path) -> int:
    """Put an office on the share, let a desk work on each mount at once, and compare."""
    home = scratch / f"desks-{name}"
    home.mkdir()
    with ExitStack() as closing:
        desks = Desks.__new__(Desks)
        desks.home, desks.root, desks._closing, desks._open = home, first, closing, {}
        desks.start(probe(first))
        desks["ana"].close()
        join(second, home / "bob", lambda _folder: KEY)
    children = [_work(home / desk) for desk in ("ana", "bob")]
    times = sorted(float(one) for pipe in children for one in pipe.read().split())
    with open_store(home / "ana", KEY) as ana, open_store(home / "bob", KEY) as bob:
        for _again in range(3):
            for one in (ana, bob):
                one.publisher.sync()
        numbers = value(ana, "SELECT count(DISTINCT number) FROM case_file")
        good = digest(ana) == digest(bob) and numbers == len(times) == 2 * EDITS
        states = ana.publisher.state().kind, bob.publisher.state().kind
    slowest = (
        f"median {times[len(times) // 2] * 1000:.0f} ms, slowest {times[-1] * 1000:.0f} ms" if times else ""
    )
    told = json.loads((home / "ana" / OFFICE).read_text())["share"]["primitive"]
    print(f"{name} by {told}: {'GOOD' if good else 'BAD'}, {numbers} cases, {slowest}, {states}", flush=True)
    return 0 if good else 1


def _work(folder: Path):  # type: ignore[no-untyped-def]
    heard, say = os.pipe()
    if os.fork():
        os.close(say)
        return os.fdopen(heard)
    try:
        with open_store(folder, KEY, device=folder.name) as store:
            for _turn in range(EDITS):
                start = time.monotonic()
                store.publisher.sync()
                store.change("Open a case", folder.name, "", open_a_case, now=NOW)
                os.write(say, f"{time.monotonic() - start}\n".encode())
    finally:
        os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(Path, sys.argv[2:])))
