"""Comforts around the window: recent cases, dropped files, one desk for each office, practice taken away."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QAction, QGuiApplication

from immdesk.basics.words import _
from ui.dropping import Dropping
from ui.parts.clipboard import ShortClipboard
from ui.recent import Recent

if TYPE_CHECKING:
    from ui.one_desk import OneDesk
    from ui.window import Window

LENT = "lent"


class Comforts(QObject):
    """Made once with the window. What needs more than Qt's own pieces is read when first used."""

    def __init__(self, window: Window, made: dict[str, QAction]) -> None:
        super().__init__(window)
        self._window = window
        self._one_desk: OneDesk | None = None
        self._remove = made["remove_practice"]
        self._remove.setVisible(False)
        self.recent = Recent(window, made["back"])
        self.dropping = Dropping(window)
        self.clipboard = ShortClipboard(self)
        window.shown.connect(self._on_shown)
        window.office_closed.connect(self._on_closed)
        window.installEventFilter(self)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._on_system_look)
        if (window.settings.folder / LENT).is_dir():
            self.take_back()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """When the window closes, wipe what was lent and copied, and give the folder back."""
        if event.type() == QEvent.Type.Close and not self._window.work.busy():
            self._on_closed()
            self.clipboard.clear()
        return False

    def close_sheets(self) -> None:
        """Let go of sheets for events of a case: their office is being closed."""
        from ui.screens.case_event import close_sheets
        from ui.screens.typing_panel import close_panels

        close_sheets(self._window)
        close_panels(self._window)

    def claim(self, folder: Path) -> None:
        """Claim an office folder for this desk; raises Refused when another desk has it open."""
        if self._one_desk is None:
            from ui.one_desk import OneDesk

            self._one_desk = OneDesk(self)
            self._one_desk.called.connect(self.come_to_the_front)
        self._one_desk.claim(folder)

    @Slot()
    def come_to_the_front(self) -> None:
        """Show the window above the others: somebody started the desk again."""
        window = self._window
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        window.raise_()
        window.activateWindow()

    def take_back(self) -> None:
        """Wipe the copies of documents that were dragged out."""
        from immdesk.office.lent import take_back

        take_back(self._window.settings.folder / LENT)

    def remove_practice(self) -> None:
        """Close the practice office and remove it; the start page comes back."""
        window: Any = self._window
        if not self._practice():
            return
        folder = window.office.folder
        window.close_office()
        remove_practice(window, folder)

    @Slot(str)
    def _on_shown(self, screen_id: str) -> None:
        if screen_id == "today":
            self._remove.setVisible(self._practice())

    def _practice(self) -> bool:
        rows = self._window.office.rows("SELECT practice FROM office LIMIT 1")
        return bool(rows) and rows[0]["practice"] == "yes"

    @Slot()
    def _on_closed(self) -> None:
        self._remove.setVisible(False)
        if (self._window.settings.folder / LENT).is_dir():
            self.take_back()
        if self._one_desk is not None:
            self._one_desk.give_back()

    @Slot(object)
    def _on_system_look(self, _scheme: object) -> None:
        if self._window.settings.get("look") == "system":
            self._window.desk.dressing.emit()


def remove_practice(window: Any, folder: Path) -> None:
    """Remove the practice office of this folder beside the screen, and forget that it was open."""
    from immdesk.office.practice_gone import remove_practice as remove

    if window.settings.get("office_folder") == str(folder):
        window.settings.set("office_folder", "")
    window.work.run(
        window,
        remove,
        folder,
        done=partial(_removed, window),
        failed=window.desk.problem,
        title=_("Removing"),
    )


def _removed(window: Any, _nothing: object) -> None:
    window.tell(_("The practice office is gone."))
    window.office_closed.emit()
