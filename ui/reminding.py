"""Reminds: on opening of what came due since somebody last looked, then each day; in the tray if wanted."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QSystemTrayIcon, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from ui.parts.banner import Banner
from ui.parts.card import clear_layout

if TYPE_CHECKING:
    from immdesk.office.reminders import Reminder
    from ui.window import Window

EVERY = 3_600_000
"""Milliseconds between two looks while the desk is open."""

_SEEN = "reminders_seen"
_TRAY_FOR = 10_000


class Reminding(QObject):
    """Looks beside the queue. `place` holds its line above every screen, empty when there is nothing new."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.place = QWidget()
        self._line = QVBoxLayout(self.place)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._tray: QSystemTrayIcon | None = None
        self._told: frozenset[str] = frozenset()
        timer = QTimer(self)
        timer.setInterval(EVERY)
        timer.timeout.connect(self.look)
        timer.start()

    @Slot()
    def look(self) -> None:
        """Read the reminders that stand now, and tell what is new."""
        office = self._window.office
        if office is None or self._window.lock.on:
            return
        from immdesk.office import reminders

        since = self._last_seen()
        self._window.work.run_pure(
            self, reminders.due, office, since, done=partial(self._read, since), failed=_unheard
        )

    def forget(self) -> None:
        """Let go of everything: the office is being closed."""
        clear_layout(self._line)
        self._told = frozenset()
        if self._tray is not None:
            self._tray.hide()

    # -- private ------------------------------------------------------------------------------

    def _read(self, since: date | None, found: tuple[Reminder, ...]) -> None:
        office = self._window.office
        if office is None or self._window.lock.on:
            return
        from immdesk.office import reminders

        words = reminders.since_words(office, since, found)
        if words:
            clear_layout(self._line)
            show = partial(self._window.desk.go, "today")
            self._line.addWidget(Banner(words, "warn", _("Show"), show, can_close=True))
        names = frozenset(f"{one.row.entry_id} {one.fell_on}" for one in found)
        if names - self._told:
            self._in_tray(len(names - self._told))
        self._told = names
        self._window.settings.set(_SEEN, f"{office.id()} {office.today().isoformat()}")

    def _last_seen(self) -> date | None:
        whose, _space, day = self._window.settings.get(_SEEN).partition(" ")
        if whose != self._window.office.id():
            return None
        try:
            return date.fromisoformat(day)
        except ValueError:
            return None

    def _in_tray(self, count: int) -> None:
        """Say in the tray how many, and nothing of whom: others see the screen too."""
        if self._window.settings.get("tray") != "yes" or not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._tray is None:
            self._tray = QSystemTrayIcon(self._window.windowIcon(), self)
            self._tray.activated.connect(self._to_front)
            self._tray.messageClicked.connect(self._to_front)
        self._tray.show()
        words = n_("{n} reminder stands at Today.", "{n} reminders stand at Today.", count)
        self._tray.showMessage("ImmDesk", words, QSystemTrayIcon.MessageIcon.Information, _TRAY_FOR)

    @Slot()
    def _to_front(self, _reason: object = None) -> None:
        self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()
        self._window.desk.go("today")


def _unheard(_error: BaseException) -> None:
    """A reminder that could not be read is tried again in an hour; Today reads them anyway."""
