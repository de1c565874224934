"""The folder into which the office's scanner writes: new scans are offered when they are whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from immdesk.office.evidence_import import is_scan
from immdesk.settings import Settings

SETTLE = 1500
"""Milliseconds for which a file must stay as it is: the scanner may still be writing it."""

ASIDE = "Taken in"
"""The folder, inside the scan folder, into which scans that were taken in are moved when that is chosen."""


class ScanFolder(QObject):
    """Watches the chosen folder. `waiting` carries the scans that are whole and were not taken in yet."""

    waiting = Signal(list)

    def __init__(self, settings: Settings, parent: QObject | None = None, settle: int = SETTLE) -> None:
        super().__init__(parent)
        self._settings = settings
        self._before: dict[Path, str] = {}
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(settle)
        self._later.timeout.connect(self.look)

    def begin(self) -> None:
        """Watch the folder that is chosen now, or none."""
        watched = self._watcher.directories()
        if watched:
            self._watcher.removePaths(watched)
        folder = self._settings.get("scan_folder")
        if folder and Path(folder).is_dir():
            self._watcher.addPath(folder)
        self._before = {}
        self.look()

    def look(self) -> None:
        """Look at the folder; a file that changed since the last look is looked at again a little later."""
        seen = set(self._settings.get("scans_seen").split())
        now = {path: mark for path in scans_in(self._settings) if (mark := _mark(path)) and mark not in seen}
        whole = sorted(path for path, mark in now.items() if self._before.get(path) == mark)
        if len(whole) < len(now):
            self._later.start()
        self._before = now
        self.waiting.emit(whole)

    def _on_changed(self, _folder: str) -> None:
        self._later.start()


def scans_in(settings: Settings) -> list[Path]:
    """Give the scans that lie in the chosen folder; none when there is no folder or it cannot be read."""
    folder = settings.get("scan_folder")
    with suppress(OSError):
        return sorted(path for path in Path(folder).iterdir() if is_scan(path)) if folder else []
    return []


def finished(settings: Settings, paths: Iterable[Path]) -> None:
    """Remember scans of the folder that were taken in, or move them aside when that was chosen.

    Files that came from elsewhere are left alone.
    """
    mine = [path for path in paths if str(path.parent) == settings.get("scan_folder")]
    if settings.get("scans_after") == "move":
        for path in mine:
            with suppress(OSError):
                _move(path)
    there = {_mark(path) for path in scans_in(settings)}
    seen = set(settings.get("scans_seen").split()) | {_mark(path) for path in mine}
    settings.set("scans_seen", " ".join(sorted(seen & there)))


def _move(path: Path) -> None:
    aside = path.parent / ASIDE
    aside.mkdir(exist_ok=True)
    place, number = aside / path.name, 2
    while place.exists():
        place, number = aside / f"{path.stem} ({number}){path.suffix}", number + 1
    path.rename(place)


def _mark(path: Path) -> str:
    """Give what a file is known by: its name, size and time, as a checksum; "" when it is empty or gone."""
    try:
        found = path.stat()
    except OSError:
        return ""
    told = f"{path.name}\0{found.st_size}\0{found.st_mtime_ns}"
    return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:20] if found.st_size else ""
