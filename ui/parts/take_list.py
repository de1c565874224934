"""What came from outside beside what the office has: one line each, with a mark for "take this".

It serves whatever comes in: answers of a client, people and cases of another office, a laptop's case.
"""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from immdesk.basics.words import _
from immdesk.office.compared import Compared, Comparison
from ui import theme
from ui.forms.answer_tree import PLACE, AiryRows, add_heading, glyph_icon
from ui.forms.marks import level_color

_LINE, _THEIRS, _OURS, _REMARK = 0, 1, 2, 3


class TakeList(QTreeWidget):
    """Their answer, our value, take. Space or a click marks a line; of copies that disagree only one."""

    marked = Signal()

    def __init__(self, name: str, theirs: str) -> None:
        super().__init__()
        self._lines: dict[str, Compared] = {}
        self._items: dict[str, QTreeWidgetItem] = {}
        self.setAccessibleName(name)
        self.setHeaderLabels([_("Take"), theirs, _("Our value"), _("Remark")])
        self.setRootIsDecorated(False)
        self.setIndentation(theme.S)
        self.setUniformRowHeights(True)
        self.setItemDelegate(AiryRows(self))
        self.setAllColumnsShowFocus(True)
        letters = self.fontMetrics().averageCharWidth()
        for column, wide in ((_LINE, 40), (_THEIRS, 36), (_OURS, 30)):
            self.setColumnWidth(column, letters * wide)
        self.itemChanged.connect(self._changed)

    def put(self, comparison: Comparison, *, only_open: bool = True) -> None:
        """Show the lines under their headings; `only_open` leaves out what is the same on both sides."""
        was = self.taken() if self._lines else comparison.offered()
        self.blockSignals(True)
        self.clear()
        self._lines = {line.id: line for line in comparison.lines}
        self._items = {}
        heads: dict[str, QTreeWidgetItem] = {}
        for line in comparison.lines:
            if only_open and line.state == "same":
                continue
            if line.heading not in heads:
                heads[line.heading] = add_heading(self, line.heading)
            self._items[line.id] = self._item(heads[line.heading], line, line.id in was)
        self.expandAll()
        self.blockSignals(False)
        if self._items:
            first = next(iter(self._items.values()))
            self.setCurrentItem(first, _LINE, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.marked.emit()

    def taken(self) -> frozenset[str]:
        """Give the ids of the lines that are marked."""
        marked = Qt.CheckState.Checked
        return frozenset(one for one, item in self._items.items() if item.checkState(_LINE) == marked)

    def mark_all(self, which: frozenset[str]) -> None:
        """Mark these lines and no others."""
        for one, item in self._items.items():
            if self._lines[one].can_take:
                item.setCheckState(_LINE, _checked(one in which))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark or unmark the line with Space, whatever column the keyboard is in."""
        item = self.currentItem()
        if event.key() == Qt.Key.Key_Space and item is not None and item.data(_LINE, PLACE):
            if self._lines[item.data(_LINE, PLACE)].can_take:
                item.setCheckState(_LINE, _checked(item.checkState(_LINE) != Qt.CheckState.Checked))
            return
        super().keyPressEvent(event)

    def _item(self, head: QTreeWidgetItem, line: Compared, take: bool) -> QTreeWidgetItem:
        look: Any = theme.look_of()
        texts = [line.label, line.theirs, line.ours or _("not known"), line.message or _said(line)]
        item = QTreeWidgetItem(head, texts)
        item.setData(_LINE, PLACE, line.id)
        if line.can_take:
            item.setCheckState(_LINE, _checked(take))
        if line.level:
            item.setIcon(_THEIRS, glyph_icon(line.level))
        if not line.ours:
            item.setForeground(_OURS, QBrush(QColor(look.quiet)))
        level = line.level if line.level in ("warn", "bad") else ""
        item.setForeground(_REMARK, QBrush(level_color(look, level)))
        for column, text in enumerate(texts):
            item.setToolTip(column, escape(text))
        return item

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        """Let only one of several copies be marked."""
        line = self._lines.get(item.data(_LINE, PLACE) or "")
        if line is None or column != _LINE:
            return
        if line.group and item.checkState(_LINE) == Qt.CheckState.Checked:
            for other in self._lines.values():
                if other.group == line.group and other.id != line.id and other.id in self._items:
                    self._items[other.id].setCheckState(_LINE, Qt.CheckState.Unchecked)
        self.marked.emit()


def _checked(yes: bool) -> Qt.CheckState:
    return Qt.CheckState.Checked if yes else Qt.CheckState.Unchecked


def _said(line: Compared) -> str:
    return {
        "new": _("new"),
        "row": _("a new row"),
        "whole": _("the list is whole"),
        "differs": _("differs from ours"),
        "emptied": _("was taken out"),
        "same": _("the same"),
        "unreadable": _("cannot be read"),
        "gone": _("is asked no more"),
    }.get(line.state, "")
