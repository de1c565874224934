"""The boxes of a form as a list that one can search and filter; beside every page of boxes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.finder import Finder
from ui.screens.form_boxes import SIGNS, spoken

if TYPE_CHECKING:
    from immdesk.office.form_sheet import SheetBox

_NAME = Qt.ItemDataRole.UserRole
GONE = "gone"


class BoxList(QWidget):
    """`chosen` names a box, `activated` comes with Enter on it. A filter is a state, "open" or "" for all."""

    chosen = Signal(str)
    activated = Signal()

    def __init__(self, filters: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._all: Sequence[SheetBox] = ()
        self._gone: Sequence[str] = ()
        self._now = ""
        self._finder = Finder(_("Find a box"), _("Find a box by its words, name or item"))
        self._finder.finding.connect(self._fill)
        self._finder.leaving.connect(self._to_list)
        self._which = QComboBox()
        self._which.setAccessibleName(_("Which boxes"))
        for state, words in filters:
            self._which.addItem(words, state)
        self._which.activated.connect(self._fill)
        self._list = QListWidget()
        self._list.setAccessibleName(_("Boxes"))
        self._list.setUniformItemSizes(True)
        self._list.setMinimumHeight(self.fontMetrics().height() * 4)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.currentItemChanged.connect(self._on_row)
        self._list.itemActivated.connect(self._on_activated)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.S)
        down.addWidget(self._finder)
        down.addWidget(self._which)
        down.addWidget(self._list, 1)

    def show_all(self, boxes: Sequence[SheetBox], gone: Sequence[str] = ()) -> None:
        """List the boxes of a form; `gone` are the words of boxes that only the edition before has."""
        self._all, self._gone = boxes, gone
        place = self._which.findData(GONE)
        if gone and place < 0:
            self._which.addItem(_("Gone in this edition"), GONE)
        elif not gone and place >= 0:
            self._which.removeItem(place)
        self._fill()

    def mark(self, name: str) -> None:
        """Mark a box."""
        self._now = name
        self._list.blockSignals(True)
        for row in range(self._list.count()):
            if self._list.item(row).data(_NAME) == name:
                self._list.setCurrentRow(row)
        self._list.blockSignals(False)

    def changed(self, box: SheetBox) -> None:
        """Take over what became of a box; it keeps its place in the list until the list is drawn again."""
        self._all = tuple(box if one.name == box.name else one for one in self._all)
        for row in range(self._list.count()):
            item = self._list.item(row)
            if item.data(_NAME) == box.name:
                item.setText(line_of(box))

    def focus_filter(self) -> None:
        """Put the cursor into the finder."""
        self._finder.take()

    # -- private ------------------------------------------------------------------------------

    def _fill(self, _words: object = None) -> None:
        wanted = self._which.currentData()
        self._list.blockSignals(True)
        self._list.clear()
        for one in self._all:
            fits = wanted in ("", one.state) or (wanted == "open" and one.open)
            if fits and self._finder.fits(one.asks, one.words, one.said, one.place, one.name):
                item = QListWidgetItem(line_of(one), self._list)
                item.setData(_NAME, one.name)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(one))
        for words in self._gone if wanted == GONE else ():
            QListWidgetItem(words, self._list).setToolTip(words)
        self._list.blockSignals(False)
        self.mark(self._now)

    def _on_row(self, item: QListWidgetItem | None, _before: object) -> None:
        if item is not None and item.data(_NAME):
            self.chosen.emit(item.data(_NAME))

    def _on_activated(self, _item: QListWidgetItem) -> None:
        self.activated.emit()

    def _to_list(self) -> None:
        self._list.setFocus()
        if self._list.count() and self._list.currentRow() < 0:
            self._list.setCurrentRow(0)


def line_of(box: SheetBox) -> str:
    """Give a box on one line: its sign, where it stands, what it asks, what the desk writes."""
    where = box.place or _("page {n}").format(n=box.page)
    said = f" → {box.said}" if box.said else ""
    return f"{SIGNS[box.state]} {where}: {box.asks}{said}"
