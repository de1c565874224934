"""The set-up guide for whoever looks after the server: a window beside the desk, to read or to copy."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout

from immdesk.basics.paths import resource
from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.screens.passphrase import feet_of

if TYPE_CHECKING:
    from ui.parts.desk import Desk

GUIDE = ("guides", "postgresql.md")


class Guide(QDialog):
    """Stays open while one works."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.window)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Set-up guide for the server"))
        self.setAccessibleName(_("Set-up guide for the server"))
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.L, theme.L, theme.L, theme.L)
        down.setSpacing(theme.M)
        text = QTextBrowser()
        text.setAccessibleName(_("Text of the guide"))
        text.setOpenLinks(False)
        text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        text.setMarkdown(_guide())
        save = button(_("Save the guide…"), self._ask, picture="save")
        down.addWidget(text, 1)
        down.addLayout(feet_of(save, button(_("Close"), self.close, main=True)))
        letter = self.fontMetrics().averageCharWidth()
        self.resize(letter * 110, letter * 90)

    def _ask(self) -> None:
        title, kinds = _("Save the guide"), _("Text ({kinds})").format(kinds="*.md")
        self._desk.pick_save(title, "immdesk-postgresql.md", kinds, self._save)

    def _save(self, path: Path) -> None:
        try:
            path.write_text(_guide(), encoding="utf-8")
        except OSError:
            said = _("The guide could not be saved there.")
            self._desk.problem(Refused(said, "", _("Choose another folder.")))
            return
        self._desk.tell(_("The guide is saved. Send it to whoever looks after the server."))


def open_guide(desk: Desk) -> Guide:
    """Open the guide, or bring it to the front."""
    opened = desk.window.findChild(Guide)
    made = opened if isinstance(opened, Guide) and opened.isVisible() else Guide(desk)
    made.show()
    made.raise_()
    made.activateWindow()
    return made


def _guide() -> str:
    return resource(*GUIDE).read_text(encoding="utf-8")
