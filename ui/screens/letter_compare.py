"""Two versions of a letter side by side: what was added, what is gone, what was changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.letter_review import ComparedLine
    from immdesk.office.letter_rows import VersionRow

Compare = Callable[[str, str], "tuple[ComparedLine, ...]"]


class LetterCompare(QDialog):
    """The older version at the left, the newer at the right; each can be chosen."""

    def __init__(
        self, parent: QWidget, versions: tuple[VersionRow, ...], number: int, compare: Compare
    ) -> None:
        super().__init__(parent)
        self._versions, self._compare = versions, compare
        self.setObjectName("question")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = _("Two versions side by side")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self._older, self._newer = self._choice(_("Older version")), self._choice(_("Newer version"))
        self._table = _Sides()
        self._said = label("", quiet=True)
        down = QVBoxLayout(self)
        down.setContentsMargins(theme.XL, theme.XL, theme.XL, theme.L)
        down.setSpacing(theme.M)
        down.addWidget(title_label(title, 2))
        across = QHBoxLayout()
        across.addWidget(self._older, 1)
        across.addWidget(self._newer, 1)
        down.addLayout(across)
        down.addWidget(self._table, 1)
        feet = QHBoxLayout()
        feet.addWidget(self._said, 1)
        feet.addWidget(button(_("Close"), self.accept))
        down.addLayout(feet)
        self._newer.setCurrentIndex(max(self._newer.findData(number), 0))
        self._older.setCurrentIndex(max(self._older.findData(max(number - 1, 1)), 0))
        for one in (self._older, self._newer):
            one.activated.connect(self._fill)
        metrics, screen = self.fontMetrics(), self.screen().availableSize()
        wide, high = 120 * metrics.averageCharWidth(), 40 * metrics.lineSpacing()
        self.resize(min(wide, screen.width() - theme.XXL), min(high, screen.height() - 2 * theme.XXL))
        self._fill()

    def _choice(self, name: str) -> QComboBox:
        made = QComboBox()
        made.setAccessibleName(name)
        for one in self._versions:
            made.addItem(_("Version {n}, {who}").format(n=one.number, who=one.by or "?"), one.number)
        return made

    def _fill(self, _place: int = 0) -> None:
        ids = {one.number: one.id for one in self._versions}
        older, newer = (ids[one.currentData()] for one in (self._older, self._newer))
        lines = self._compare(older, newer)
        self._table.put(lines)
        changed = sum(one.act != "same" for one in lines)
        self._said.setText(n_("{n} line differs", "{n} lines differ", changed))


class _Sides(QTableWidget):
    """Two columns of lines; a sign before each says what became of it, beside its colour."""

    def __init__(self) -> None:
        super().__init__(0, 2)
        self.setAccessibleName(_("The two versions line by line"))
        self.setHorizontalHeaderLabels([_("Older"), _("Newer")])
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.setWordWrap(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)

    def put(self, lines: tuple[ComparedLine, ...]) -> None:
        """Show the lines."""
        look = theme.look_of(self)
        self.setRowCount(len(lines))
        for row, one in enumerate(lines):
            for column, (text, sign) in enumerate(((one.before, "−"), (one.after, "+"))):
                item = QTableWidgetItem(f"{sign} {text}" if one.act != "same" and text else text)
                if one.act != "same" and text:
                    soft, code = (look.good_soft, look.good) if column else (look.bad_soft, look.bad)
                    item.setBackground(QBrush(QColor(soft)))
                    item.setForeground(QBrush(QColor(code)))
                self.setItem(row, column, item)
        self.resizeRowsToContents()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows follow the width."""
        super().resizeEvent(event)
        self.resizeRowsToContents()
