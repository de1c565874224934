"""Keeps the calendar files of the chosen folder true: a moment after each change, beside all other work."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui.parts.banner import Banner
from ui.parts.card import clear_layout

if TYPE_CHECKING:
    from ui.window import Window

PAUSE = 4_000
"""Milliseconds after the last change: several changes in a row are one writing."""


SHOWN = frozenset(
    {"docket_entry", "case_file", "case_party", "person", "staff", "office", "said", "document"}
)
"""Tables that a calendar file is written from."""


class Feeding(QObject):
    """Never two at once. `place` holds its line above every screen while the folder is gone."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._under_way, self._again = window, False, False
        self.place = QWidget()
        self._line = QVBoxLayout(self.place)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.write)

    def soon(self, tables: frozenset[str] = SHOWN) -> None:
        """Something was changed in these tables: write when it is quiet, if the files could say otherwise."""
        if tables & SHOWN and self._window.settings.get("feed_folder"):
            self._pause.start()

    @Slot()
    def write(self) -> None:
        """Write the files now."""
        folder, office = self._window.settings.get("feed_folder"), self._window.office
        if not folder or office is None or self._window.lock.on:
            return
        if self._under_way:
            self._again = True
            return
        from immdesk.office import feeds

        self._under_way = True
        names = "initials" if self._window.settings.get("feed_names") == "initials" else "none"
        self._window.work.run_pure(
            self, feeds.write_feeds, office, Path(folder), names, done=self._written, failed=self._failed
        )

    def forget(self) -> None:
        """Let go of everything: the office is being closed."""
        self._pause.stop()
        clear_layout(self._line)

    def _written(self, _count: int) -> None:
        clear_layout(self._line)
        self._ended()

    def _failed(self, error: BaseException) -> None:
        self._ended()
        if not isinstance(error, Problem):
            self._window.desk.problem(error)
            return
        clear_layout(self._line)
        words = " ".join(part for part in (error.happened, error.means, error.do) if part)
        settings = partial(self._window.desk.go, "settings", _("Calendar files"))
        self._line.addWidget(Banner(words, "warn", _("Settings"), settings, can_close=True))

    def _ended(self) -> None:
        self._under_way = False
        if self._again:
            self._again = False
            self._pause.start()
