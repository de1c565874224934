"""The lock: after some quiet minutes, or at once, nothing but a page that asks the passphrase."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from immdesk.basics.words import _

if TYPE_CHECKING:
    from ui.window import Window

LOOKING = 10_000  # milliseconds between two looks at the clock
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class Lock(QObject):
    """Locks and unlocks the window's office. `clock` gives seconds; the tests' one stands still.

    While it is locked the store is closed, work waits, and what was on the screen stays as it was, unseen.
    """

    changed = Signal(bool)

    def __init__(self, window: Window, clock: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self.on, self.clock = False, clock
        self._window, self._touched = window, clock()
        self._practice, self._watching = True, False
        self._page: Any = None
        self._windows: list[QWidget] = []
        self._focus: QWidget | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKING)
        self._timer.timeout.connect(self.look)
        window.work.ended.connect(self._when_idle)

    def watch(self, practice: bool) -> None:
        """Begin to look at the clock: an office was opened. The practice office is never locked."""
        self._practice, self._touched = practice, self.clock()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication) and not self._watching:
            app.focusWindowChanged.connect(self._on_window)
            self._watching = True
        self._on_window(self._window.windowHandle())
        self._timer.start()

    def minutes(self) -> int:
        """Give after how many quiet minutes the desk locks; 0 is never."""
        chosen = self._window.settings.get("lock_after")
        return 0 if self._practice or not chosen.isdigit() else int(chosen)

    @Slot()
    def look(self) -> None:
        """Lock when nobody touched the desk for as long as the preference says."""
        quiet, limit = self.clock() - self._touched, self.minutes() * 60
        if quiet < 0:
            self._touched = self.clock()  # the clock was set back
        elif limit and not self.on and quiet >= limit:
            self.lock()

    def lock(self) -> None:
        """Show only the page that asks the passphrase; work under way ends, then the store is closed."""
        window = self._window
        if self.on or window.office is None:
            return
        if self._practice:
            window.tell(_("The practice office has no passphrase: there is nothing to lock."))
            return
        from ui.screens.unlock import Unlock

        self.on = window.desk.locked = True
        window.comforts.clipboard.clear()
        self._focus = QApplication.focusWidget()
        self._put_windows_away()
        leave = partial(window.desk.changing_person.emit, window.office.folder)
        self._page = Unlock(window.office, window.work, window.close_office, leave)
        self._page.unlocked.connect(self._open)
        window.cover(self._page)
        self.changed.emit(True)
        self._when_idle()

    def forget(self) -> None:
        """The office is closed for good: nothing is locked any more, and nothing waits."""
        self._timer.stop()
        self.on = self._window.desk.locked = False
        self._window.work.release(drop=True)
        for one in self._windows_left():
            one.close()
        self._windows, self._focus = [], None
        if self._page is not None:
            page, self._page = self._page, None
            self._window.uncover(page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note each key and movement of the mouse; one that comes too late finds the desk locked."""
        if event.type() in _TOUCHES:
            self.look()
            self._touched = self.clock()
        return super().eventFilter(watched, event)

    # -- private ------------------------------------------------------------------------------

    @Slot()
    def _when_idle(self, _job: object = None) -> None:
        """Look again once the last job's answer has been heard: it may ask for more work."""
        if self.on:
            QTimer.singleShot(0, self._close_store)

    @Slot()
    def _close_store(self) -> None:
        window = self._window
        if not self.on or window.work.busy() or window.office is None or window.office.locked:
            return
        self._put_windows_away()
        window.cover(self._page)
        window.office.lock()
        window.work.hold()
        window.log.note("locked")
        self._page.ready()

    @Slot()
    def _open(self) -> None:
        """The passphrase was right: show what stood there before."""
        from immdesk.office.at_the_door import said_of_tries

        window, page, self._page = self._window, self._page, None
        self.on = window.desk.locked = False
        self._touched = self.clock()
        window.work.release()
        window.uncover(page)
        for one in self._windows_left():
            one.show()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        self._windows, self._focus = [], None
        window.log.note("unlocked")
        window.tell(said_of_tries(window.office.wrong_tries) or _("Unlocked."))
        self.changed.emit(False)

    def _put_windows_away(self) -> None:
        """Close menus; hide every dialog and remember it: what was typed into it stays."""
        for one in self._window.findChildren(QWidget):
            if not one.isWindow() or not one.isVisible():
                continue
            if one.windowType() in (Qt.WindowType.Popup, Qt.WindowType.ToolTip):
                one.close()
            else:
                one.hide()
                self._windows.append(one)

    def _windows_left(self) -> list[QWidget]:
        return [one for one in self._windows if shiboken6.isValid(one)]

    @Slot(QWindow)
    def _on_window(self, window: QWindow | None) -> None:
        """Another window is in front: watch it too; a dialog that comes up while locked is put away."""
        if window is None:
            return
        window.removeEventFilter(self)
        window.installEventFilter(self)
        if self.on:
            QTimer.singleShot(0, self._put_late_windows_away)

    @Slot()
    def _put_late_windows_away(self) -> None:
        if self.on:
            self._put_windows_away()
