"""What the desk writes down about its own work: event words, ids and counts from a list, never a name."""

from __future__ import annotations

import os
import re
from collections import deque
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Final, TextIO

EVENTS: Final = frozenset(
    {
        "start", "stop", "painted", "office-opened", "office-made", "office-refused", "screen", "action",
        "work-started", "work-ended", "work-failed", "problem", "crash", "changed", "packet", "backup",
        "locked", "unlocked", "keys-changed", "restored", "undone", "found",
    }
)  # fmt: skip

_WORD = r"[a-z]+(?:[-_][a-z]+)*"
_ID = r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|"
_FAULT = r"[A-Za-z]*(?:Error|Exception|Warning|Interrupt|Exit)|Problem|Refused|Stale|Bug"
_VERSION = r"[0-9]+(?:\.[0-9a-z]+)*"

VALUES: Final = {
    "screen": _WORD,
    "action": _WORD,
    "operation": _ID,
    "kind": _FAULT,
    "version": _VERSION,
    "count": None,
    "pages": None,
    "size": None,
    "ms": None,
}
"""What may stand behind an event word: how its text must look; None means a number and nothing else."""

KEPT: Final = 50
FILES, BYTES = 5, 1_000_000


class EventLog:
    """The log of one run: at most 5 files of 1 MB for their owner only, and the last 50 event words."""

    def __init__(self, folder: Path | None = None) -> None:
        self._last: deque[str] = deque(maxlen=KEPT)
        self._lock = Lock()
        self._path: Path | None = None
        if folder is not None:
            self.keep_in(folder)

    def keep_in(self, folder: Path) -> None:
        """Write to files in `folder` from now on, beginning with what was noted before.

        A disk that refuses costs the log and nothing else.
        """
        with self._lock, suppress(OSError):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path = folder / "immdesk.log"
            for line in self._last:
                self._write(line)

    def note(self, event: str, **words: str | int) -> None:
        """Write one line. An event or a word that is not on the list is refused; a value that does not
        look as its word says is written as "…".
        """
        if event not in EVENTS or not VALUES.keys() >= words.keys():
            raise ValueError("not on the list of what may be logged")
        line = " ".join([event, *(f"{key}={_plain(key, value)}" for key, value in words.items())])
        with self._lock:
            self._last.append(line)
            self._write(line)

    def last(self) -> tuple[str, ...]:
        """Give the last 50 lines, for a crash report."""
        return tuple(self._last)

    def close(self) -> None:
        """Write to files no more."""
        self._path = None

    def _write(self, line: str) -> None:
        """Add a line; each is whole on disk before the next thing happens, and no file stays open."""
        if self._path is None:
            return
        try:
            if self._path.exists() and self._path.stat().st_size + len(line) + 30 > BYTES:
                _make_room(self._path)
            with _private(self._path) as file:
                file.write(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {line}\n")
        except OSError:
            self._path = None


def _plain(word: str, value: str | int) -> str:
    shape = VALUES[word]
    if shape is None:
        return str(int(value)) if isinstance(value, int) else "…"
    text = str(value)
    return text if len(text) <= 40 and re.fullmatch(shape, text) else "…"


def _private(path: Path) -> TextIO:
    """Open a file at its end, readable by its owner only."""
    file = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600)
    os.chmod(path, 0o600)
    return os.fdopen(file, "a", encoding="utf-8")


def _make_room(path: Path) -> None:
    """Number the files of the log one up; the oldest goes."""
    for number in reversed(range(1, FILES)):
        older = path.with_name(f"{path.name}.{number}")
        newer = path.with_name(f"{path.name}.{number - 1}") if number > 1 else path
        if newer.exists():
            os.replace(newer, older)
