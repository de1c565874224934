"""A backup every hour while the desk is open and something changed, the second place, the weekly drill."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Slot

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

if TYPE_CHECKING:
    from ui.window import Window

LOOK = 60_000
"""Milliseconds between two looks at whether a backup is due."""

WAIT_AFTER_FAILURE = 600.0
"""Seconds until a backup that failed is tried again; the person is told once each time."""


class Hourly(QObject):
    """Looks every minute; never two at once, never while the desk is locked."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._under_way, self._not_before = False, 0.0
        timer = QTimer(self)
        timer.setInterval(LOOK)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot()
    def look(self) -> None:
        """Make a backup if one is due. Reads and writes beside the queue: nobody waits for it."""
        office = self._window.office
        if office is None or self._under_way or self._window.desk.locked or monotonic() < self._not_before:
            return
        from immdesk.office import backups

        self._under_way = True
        self._window.work.run_pure(
            self, backups.every_hour, office, done=self._done, failed=self._failed, reports=True
        )

    def _done(self, made: Any) -> None:
        self._under_way = False
        if made is not None:
            self._window.log.note("backup")

    def _failed(self, error: BaseException) -> None:
        self._under_way, self._not_before = False, monotonic() + WAIT_AFTER_FAILURE
        if isinstance(error, Problem):
            self._window.tell(_("No backup was made: {reason}").format(reason=error.happened))
        else:
            self._window.desk.problem(error)
