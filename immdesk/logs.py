"""What the desk writes down about its own work: event words, ids and counts from a list, never a name."""

from __future__ import annotations

import os
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import logging

EVENTS: Final = frozenset(
    {
        "start", "stop", "painted", "office-opened", "office-made", "office-refused", "screen", "action",
        "work-started", "work-ended", "work-failed", "problem", "crash", "changed", "packet", "backup",
    }
)  # fmt: skip
WORDS: Final = frozenset({"screen", "action", "operation", "count", "pages", "size", "ms", "kind", "version"})
KEPT: Final = 50


class EventLog:
    """The log of one run: at most 5 files of 1 MB for their owner only, and the last 50 event words."""

    def __init__(self, folder: Path | None = None) -> None:
        self._last: deque[str] = deque(maxlen=KEPT)
        self._logger: logging.Logger | None = None
        if folder is not None:
            self.keep_in(folder)

    def keep_in(self, folder: Path) -> None:
        """Write to files in `folder` from now on, beginning with what was noted before."""
        import logging

        self._logger = logging.Logger("immdesk")
        self._logger.addHandler(_handler(folder))
        for line in self._last:
            self._logger.info(line)

    def note(self, event: str, **words: str | int) -> None:
        """Write one line. An event or a word that is not on the list is refused, and so is loose text.

        Values are numbers, or plain words of letters, digits and hyphens, at most 40 characters.
        """
        if event not in EVENTS or not WORDS.issuperset(words):
            raise ValueError("not on the list of what may be logged")
        line = " ".join([event, *(f"{key}={_plain(value)}" for key, value in words.items())])
        self._last.append(line)
        if self._logger is not None:
            self._logger.info(line)

    def last(self) -> tuple[str, ...]:
        """Give the last 50 lines, for a crash report."""
        return tuple(self._last)

    def close(self) -> None:
        """Close the files."""
        if self._logger is None:
            return
        for handler in list(self._logger.handlers):
            self._logger.removeHandler(handler)
            handler.close()


def _plain(value: str | int) -> str:
    text = str(value)
    if len(text) > 40 or not all(
        letter.isascii() and (letter.isalnum() or letter in "-_.") for letter in text
    ):
        return "…"
    return text


def _handler(folder: Path) -> logging.Handler:
    import logging
    from logging.handlers import RotatingFileHandler

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "immdesk.log"
    path.touch(mode=0o600)
    os.chmod(path, 0o600)
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    return handler
