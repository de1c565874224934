"""The menu of cases opened last: under Go, and what the finder of everything offers first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from immdesk.basics.words import _

if TYPE_CHECKING:
    from ui.window import Window


class Recent(QObject):
    """Remembers each case that is shown, and fills its menu when somebody looks."""

    def __init__(self, window: Window, after: QAction) -> None:
        super().__init__(window)
        self._window = window
        self.menu = QMenu(_("Recent cases"), window)
        menus = [one for one in after.associatedObjects() if isinstance(one, QMenu)]
        if menus:
            menus[0].insertMenu(after, self.menu)
        self.menu.aboutToShow.connect(self.fill)
        self.menu.setEnabled(False)
        window.shown.connect(self._on_shown)
        window.office_closed.connect(self._on_closed)

    @Slot()
    def fill(self) -> None:
        """List the cases opened last."""
        from immdesk.office.recent import recent_cases

        self.menu.clear()
        if self._window.office is None or self._window.lock.on:
            return
        for one in recent_cases(self._window.office):
            words = f"{one.number}  {one.title}".replace("&", "&&")
            self.menu.addAction(words, partial(self._window.desk.go, "case", one.id))
        if self.menu.isEmpty():
            self.menu.addAction(_("No case was opened yet")).setEnabled(False)

    @Slot(str)
    def _on_shown(self, screen_id: str) -> None:
        self.menu.setEnabled(True)
        case_id = self._window.place()[1].partition("/")[0]
        if screen_id == "case" and case_id:
            from immdesk.office.recent import note_opened

            note_opened(self._window.office, case_id)

    @Slot()
    def _on_closed(self) -> None:
        self.menu.clear()
        self.menu.setEnabled(False)
