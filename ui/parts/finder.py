"""The finder of a list: it filters as one types; Escape clears, Down and Enter go to the list."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolButton

from immdesk.basics.folded import folded
from immdesk.basics.words import _
from ui import theme
from ui.parts.icons import icon

_PAUSE = 120  # milliseconds after the last letter
_HANDFUL = 5
"""A list of no more lines than this needs no finder."""

_BREAKS = re.compile(r"[^a-z0-9]+")


class FindField(QLineEdit):
    """A field to find something by letters: it can be emptied, and each of its marks has a name."""

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(hint or name)
        self.setToolTip(hint or name)  # a long hint ends in "…" where the room is short
        self.setClearButtonEnabled(True)
        for mark in self.findChildren(QToolButton):
            mark.setAccessibleName(_("Clear the finder"))
        self.addAction(icon("search", theme.look_of().quiet), QLineEdit.ActionPosition.LeadingPosition)
        for mark in self.findChildren(QToolButton):
            mark.setAccessibleName(mark.accessibleName() or name)


def found_in(typed: str, *texts: str) -> bool:
    """Say whether every typed word begins a word of the texts; nothing typed fits all."""
    asked = folded(typed).split()
    if not asked:
        return True
    plain = folded(" ".join(texts))
    words = [*_BREAKS.split(plain), *plain.split()]
    return all(any(word.startswith(one) for word in words) for one in asked)


class Finder(FindField):
    """`finding` comes with the words a moment after the last letter; `leaving` asks for the list's focus."""

    finding = Signal(str)
    leaving = Signal()

    def __init__(self, name: str, hint: str = "") -> None:
        super().__init__(name, hint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._send)
        self.textChanged.connect(self._on_typed)

    def stand_by(self, lines: int) -> None:
        """Be there when the list is longer than a handful, or while it is filtered."""
        self.setVisible(lines > _HANDFUL or bool(self.text()))

    def fits(self, *texts: str) -> bool:
        """Say whether every typed word begins a word of the texts; nothing typed fits all."""
        return found_in(self.text(), *texts)

    def words(self) -> str:
        """Give what was typed."""
        return self.text().strip()

    def take(self) -> None:
        """Take the cursor, with everything marked, so that the next letter begins anew."""
        self.setFocus()
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear with Escape; go to the list with Down or Enter."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._send()
            self.leaving.emit()
            return
        super().keyPressEvent(event)

    def _on_typed(self, _text: str) -> None:
        self._pause.start()

    def _send(self) -> None:
        self._pause.stop()
        self.finding.emit(self.words())
