"""A share that is full, then read-only, then taken off the computer, and what the desk says each time.

`python -m tests.store.share.real_places NAME MOUNT SERVED SCRATCH`: MOUNT is the share as a desk sees it,
SERVED the folder on the server's own small disk. Needs root, as it mounts.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Problem, Refused
from immdesk.store import Store
from immdesk.store.share.probe import probe
from immdesk.store.share.trouble import told
from tests.store.share.conftest import Desks, change, digest, move, value

FULL = "The shared folder is full."
CLOSED = "The shared folder cannot be written."
AWAY = "The shared folder cannot be reached."


def fill(folder: Path) -> None:
    """Leave no room at all on the disk that holds the folder."""
    with suppress(OSError), (folder / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1 << 20))
    with suppress(OSError), (folder / "filler").open("ab", buffering=0) as file:
        while True:
            file.write(bytes(1 << 9))


def said(desk: Store, **words: str) -> str:
    """Try an edit; give what the person is told, "" when it was done and sent."""
    try:
        change(desk, move(**words))
    except Problem as problem:
        return problem.happened
    state: Any = desk.publisher.state()  # type: ignore[attr-defined]
    return told(state.kind, state.seq).happened if state.kind != "well" else ""


def mount(*words: str) -> None:
    """Mount or unmount; raises CalledProcessError with what `mount` says when it will not."""
    subprocess.run(words, check=True, capture_output=True)


def run(desks: Desks, mounted: Path, served: Path) -> dict[str, tuple[str, str]]:
    """Give what was said and what should have been, by what was done to the share."""
    ana, bob = desks["ana"], desks["bob"]
    heard: dict[str, tuple[str, str]] = {"at first": (said(ana, birth_city="Lima"), "")}
    disk = str(_top(served))
    fill(served)
    heard["full"] = (said(ana, birth_city="Cusco"), FULL)
    heard["full, at joining"] = (_refusal(mounted), FULL)
    heard["full, nothing kept"] = (value(ana, "SELECT birth_city FROM person"), "Lima")
    (served / "filler").unlink()
    os.sync()
    heard["room again"] = (said(ana, birth_city="Puno"), "")
    mount("mount", "-o", "remount,ro", disk)
    heard["read-only"] = (said(ana, birth_city="Tacna"), CLOSED)
    heard["read-only, at joining"] = (_refusal(mounted), CLOSED)
    desks.sync("bob")
    heard["read-only, still read"] = (value(bob, "SELECT birth_city FROM person"), "Puno")
    mount("mount", "-o", "remount,rw", disk)
    heard["writable again"] = (said(ana, birth_city="Ica"), "")
    return heard


def unplugged(desks: Desks, mounted: Path, again: list[str]) -> dict[str, tuple[str, str]]:
    """Take the share off the computer, so that its folder is empty, and put it back; give as `run`."""
    ana = desks["ana"]
    mount("umount", str(mounted))
    heard = {"empty mount point": (said(ana, birth_city="Piura"), AWAY)}
    heard["empty mount point, looked at"] = (desks.sync("ana") and said(ana), AWAY)
    heard["nothing was put there"] = (str(sorted(mounted.iterdir())), "[]")
    mount(*again)
    desks.sync("ana", "bob", "ana", "bob")
    heard["mounted again"] = (value(desks["bob"], "SELECT birth_city FROM person"), "Piura")
    heard["alike"] = (digest(ana), digest(desks["bob"]))
    return heard


def _top(place: Path) -> Path:
    while not os.path.ismount(place):
        place = place.parent
    return place


def _refusal(folder: Path) -> str:
    try:
        probe(folder)
    except Refused as refused:
        return refused.happened
    return ""


def _mounted_by(place: Path) -> list[str]:
    for line in Path("/proc/self/mounts").read_text().splitlines():
        device, where, kind, options, *_rest = line.split()
        if where == str(place):
            return ["mount", "-i", "-t", kind, "-o", options, device, where]
    raise ValueError(f"nothing is mounted at {place}")


def main(name: str, mounted: str, served: str, scratch: str) -> int:
    """Do all that to a real share, and say which of it was told rightly."""
    home = Path(scratch) / f"desks-{name}-places"
    home.mkdir()
    with ExitStack() as closing:
        desks = Desks.__new__(Desks)
        desks.home, desks.root, desks._closing, desks._open = home, Path(mounted), closing, {}
        desks.start(probe(Path(mounted)))
        heard = run(desks, Path(mounted), Path(served))
        remount = os.environ.get("REMOUNT", "").split() or _mounted_by(Path(mounted))
        heard |= unplugged(desks, Path(mounted), remount)
    for what, (one, wanted) in heard.items():
        judged = "GOOD," if one == wanted else f"BAD, not {wanted!r} but"
        print(f"{name} {what}: {judged} {one!r}", flush=True)
    return 1 if any(one != wanted for one, wanted in heard.values()) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
