"""A letter that is open in Word: when it is saved there, it comes home as a new version."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer

_SETTLE = 700  # milliseconds: Word writes a file in several steps


@dataclass
class Lent:
    """A letter that was lent to Word: which, from which version, and the file when last looked at."""

    letter_id: str
    base: str
    seen: str


class LetterWatch(QObject):
    """Tells when a lent letter was saved. The folder is watched too: Word puts a new file in place."""

    def __init__(self, parent: QObject, saved: Callable[[str, Lent], None]) -> None:
        super().__init__(parent)
        self._saved = saved
        self._lent: dict[str, Lent] = {}
        self._watcher = QFileSystemWatcher(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self._look)
        self._watcher.fileChanged.connect(self._touched)
        self._watcher.directoryChanged.connect(self._touched)

    def lend(self, path: Path, letter_id: str, base: str) -> None:
        """Begin to watch a letter that was just opened in Word."""
        from immdesk.office.letter_word import fingerprint

        self._lent[str(path)] = Lent(letter_id, base, fingerprint(path))
        self._watcher.addPaths([str(path), str(path.parent)])

    def opened(self, letter_id: str) -> Path | None:
        """Give where a letter is open in Word, None when it is not."""
        found = (path for path, lent in self._lent.items() if lent.letter_id == letter_id)
        return next((Path(path) for path in found if Path(path).is_file()), None)

    def came_home(self, path: str, base: str) -> None:
        """Remember the version that a saved file has become."""
        if path in self._lent:
            self._lent[path].base = base

    def _touched(self, _path: str) -> None:
        self._timer.start()

    def _look(self) -> None:
        from immdesk.office.letter_word import fingerprint

        for path, lent in self._lent.items():
            now = fingerprint(Path(path))
            if now and path not in self._watcher.files():
                self._watcher.addPath(path)
            if now and now != lent.seen:
                lent.seen = now
                self._saved(path, lent)
