"""Desks that reach for the same number at the same instant: one of them gets it, on every kind of share.

`python -m tests.store.share.race NAME MOUNT…` lets a process on each mount reach for `SLOTS` names at once,
by both ways in which an operation claims its number.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import get_args

from immdesk.store.share.folder import FOLDERS, Primitive, ShareFolder
from immdesk.store.share.trouble import Away

SLOTS = 60
EVERY = 0.1
"""Seconds between two starts: long enough that all have come to the line."""


def race(mounts: list[Path], primitive: Primitive, slots: int = SLOTS) -> tuple[int, int, int]:
    """Give how many numbers were won by nobody, by more than one, and how many hold another's bytes."""
    for folder in (*FOLDERS, f"log/{0:06d}"):
        (mounts[0] / folder).mkdir(exist_ok=True)
    start = time.monotonic() + 2
    heard = [_runner(mount, primitive, slots, start, str(at)) for at, mount in enumerate(mounts)]
    won: dict[int, list[str]] = {}
    for at, pipe in enumerate(heard):
        with os.fdopen(pipe) as said:
            for line in said:
                won.setdefault(int(line), []).append(str(at))
    share = ShareFolder(mounts[-1], primitive)
    double = [slot for slot, who in won.items() if len(who) > 1]
    wrong = [slot for slot, who in won.items() if share.operation(slot, 99) != _bytes(who[0], slot)]
    return slots - len(won), len(double), len(wrong)


def _runner(mount: Path, primitive: Primitive, slots: int, start: float, name: str) -> int:
    heard, say = os.pipe()
    if os.fork():
        os.close(say)
        return heard
    try:
        share = ShareFolder(mount, primitive)
        for slot in range(1, slots + 1):
            while time.monotonic() < start + slot * EVERY:
                pass
            try:
                if share.put(share.place(slot), _bytes(name, slot)):
                    os.write(say, f"{slot}\n".encode())
            except Away:
                continue
    finally:
        os._exit(0)


def _bytes(name: str, slot: int) -> bytes:
    return f"{name} {slot}".encode()


def main(name: str, *mounts: str) -> int:
    """Race by both ways and say what was found; 1 when a number had two winners, or none."""
    failed = 0
    for primitive in get_args(Primitive):
        none, double, wrong = race([Path(one) for one in mounts], primitive)
        bad = bool(none or double or wrong)
        failed += bad
        told = f"{SLOTS} numbers, {len(mounts)} mounts: {double} won twice, {none} by nobody, {wrong} changed"
        print(f"race {name} by {primitive}: {'BAD' if bad else 'GOOD'}, {told}", flush=True)
        for place in (Path(mounts[0]) / "log" / f"{0:06d}").iterdir():
            ShareFolder(Path(mounts[0]), primitive)._drop(place)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
