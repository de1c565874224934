"""Find anything (Ctrl+K): people, cases, receipts, documents and notes as one types; actions behind `>`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidgetItem, QVBoxLayout

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui import theme
from ui.forms.lines import LINE, LineList, ListLine
from ui.parts import palette_lines
from ui.parts.finder import Finder
from ui.parts.labels import label

if TYPE_CHECKING:
    from ui.window import Window

_MOST = 12
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Palette(QDialog):
    """One field and what it finds. It only leads to places and actions that the desk has elsewhere too."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._ways: dict[str, Callable[[], None]] = {}
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Find anything"))
        self.setAccessibleName(_("Find anything"))
        self._field = Finder(
            _("Find anything"), _("A name, a number, words of a note or a page;  >  for what the desk can do")
        )
        self._field.installEventFilter(self)
        self._field.finding.connect(self._find)
        self._list = LineList(_("What is found"))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._on_clicked)
        self._words = label("", quiet=True, small=True)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.L, theme.L, theme.L, theme.M)
        down.setSpacing(theme.S)
        for one in (self._field, self._list, self._words):
            down.addWidget(one)
        self._take_room()
        self._find("")

    def take(self) -> None:
        """Come to the front with the cursor in the field."""
        self.show()
        self.raise_()
        self.activateWindow()
        self._field.take()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the field: arrows move in the list, Enter goes there, Escape closes."""
        if watched is not self._field or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        assert isinstance(event, QKeyEvent)
        if event.key() in _MOVES:
            self._move(event.key())
        elif event.key() in _ENTERS:
            self._find(self._field.words())
            self._go(self._list.currentItem())
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            return super().eventFilter(watched, event)
        return True

    # -- private ------------------------------------------------------------------------------

    def _take_room(self) -> None:
        letter, room = self.fontMetrics().averageCharWidth(), self._window.size()
        self.resize(min(letter * 90, room.width() - theme.XL), min(letter * 62, room.height() - theme.XXL))
        top = self._window.mapToGlobal(self._window.rect().topLeft())
        self.move(top.x() + (room.width() - self.width()) // 2, top.y() + room.height() // 9)

    def _find(self, words: str) -> None:
        if self._window.lock.on or self._window.office is None:
            return
        try:
            ways = self._ways_for(words)
        except Problem as problem:
            self._show([], problem.happened)
            return
        self._show(ways, palette_lines.told(words, len(ways), self._window.office))

    def _ways_for(self, words: str) -> list[palette_lines.Way]:
        if words.startswith(">"):
            return palette_lines.actions(self._window, words[1:])
        return palette_lines.found(self._window, words, _MOST, self._say)

    def _show(self, ways: list[palette_lines.Way], words: str) -> None:
        self._ways = {way.line.id: way.go for way in ways}
        marked = self._list.current_id()
        self._list.put([way.line for way in ways], marked)
        if marked not in self._ways:
            self._list.setCurrentRow(0)
        self._words.setText(words)
        self._tell_aloud()

    def _say(self, words: str) -> None:
        """Type other words, which were offered."""
        self._field.setText(words)
        self._find(words)

    def _move(self, key: int) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8}.get(Qt.Key(key), 8)
        last = self._list.count() - 1
        self._list.setCurrentRow(max(0, min(last, self._list.currentRow() + step)))
        self._tell_aloud()

    def _tell_aloud(self) -> None:
        """Let a screen reader say what is marked, though the cursor stays in the field."""
        item = self._list.currentItem()
        spoken = str(item.data(Qt.ItemDataRole.AccessibleTextRole)) if item is not None else ""
        self._field.setAccessibleDescription(", ".join(part for part in (self._words.text(), spoken) if part))

    def _on_clicked(self, item: QListWidgetItem) -> None:
        self._go(item)

    def _go(self, item: QListWidgetItem | None) -> None:
        line = item.data(LINE) if item is not None else None
        if not isinstance(line, ListLine):
            return
        if not line.id.startswith(palette_lines.OTHER):
            self.close()
        self._ways[line.id]()


def open_palette(window: Window) -> None:
    """Show the palette, the one that is open or a new one."""
    if window.office is None:
        return
    shown = window.findChild(Palette)
    (shown if shown is not None and shown.isVisible() else Palette(window)).take()
