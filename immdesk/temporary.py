"""What the program lays on disk for a moment: in a private folder, wiped at its end and the next start.

A spreadsheet, a snapshot of the office or a page on its way to the printer passes through a temporary file.
In the system's own folder it would stay there, in clear, when the program is killed.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from immdesk.basics.held import hold
from immdesk.basics.wiping import wipe_folder

FOLDER = "temporary"
_LOCK = ".lock"


def keep_temporary_private(home: Path) -> Path | None:
    """From now on, lay temporary files into a folder below `home` that only this user can read; give it.

    What programs that were killed left there is wiped now. None when nothing can be written below `home`:
    then the system's own folder is used.
    """
    try:
        place = _claimed(home / FOLDER)
    except OSError:
        return None
    tempfile.tempdir = str(place)
    _wipe_left(home / FOLDER, place)
    return place


@contextmanager
def laid_privately() -> Iterator[None]:
    """Let libraries that are not Python's (the printing system's) use the private folder in the block."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = tempfile.gettempdir()
    try:
        yield
    finally:
        os.environ.pop("TMPDIR")
        if before is not None:
            os.environ["TMPDIR"] = before


def _claimed(folder: Path) -> Path:
    """Make a folder of our own, with a lock beside it that says that we live."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    place = folder / os.urandom(8).hex()
    descriptor = os.open(place.with_suffix(_LOCK), os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    hold(descriptor)
    place.mkdir(mode=0o700)
    atexit.register(partial(_leave, place, descriptor, os.getpid()))
    return place


def _leave(place: Path, descriptor: int, process: int) -> None:
    if os.getpid() != process:
        return  # a copy of the program, made by fork
    if tempfile.tempdir == str(place):
        tempfile.tempdir = None
    wipe_folder(place)
    with suppress(OSError):
        os.close(descriptor)
        place.with_suffix(_LOCK).unlink()


def _wipe_left(folder: Path, ours: Path) -> None:
    """Wipe what programs left that live no more."""
    for lock in folder.glob(f"*{_LOCK}"):
        if lock != ours.with_suffix(_LOCK):
            with suppress(OSError):
                _wipe_if_dead(lock)


def _wipe_if_dead(lock: Path) -> None:
    descriptor = os.open(lock, os.O_RDWR)
    try:
        dead = hold(descriptor)
        if dead:
            wipe_folder(lock.with_suffix(""))
    finally:
        os.close(descriptor)
    if dead:
        lock.unlink(missing_ok=True)
