"""The one table of the desk: columns told as data, rows by id in chunks, calm to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from immdesk.basics.words import _
from ui import theme
from ui.parts.elided import plain_tip
from ui.tables.chunks import Chunks

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its title, how a row is written in it, its width in letters (0 = the rest), how to sort.

    `sort` is the office's word for the order, "" when it cannot be sorted; `level` colours a cell (good,
    warn, bad, quiet). A text of two lines is written as two, the second one quiet.
    """

    title: str
    text: Callable[[Any], str]
    letters: int = 0
    sort: str = ""
    level: Callable[[Any], str] | None = None


class RowsModel(QAbstractTableModel):
    """Gives Qt the text of a cell and little else."""

    def __init__(
        self, columns: tuple[Column, ...], fetch: Callable[[Sequence[str]], Mapping[str, Any]]
    ) -> None:
        super().__init__()
        self.columns = columns
        self._chunks: Chunks[Any] = Chunks(fetch)
        look = theme.look_of()
        codes = {"good": look.good, "warn": look.warn, "bad": look.bad, "quiet": look.quiet}
        self._colors = {level: QColor(code) for level, code in codes.items()}

    def set_ids(self, ids: list[str]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._chunks.set_ids(ids)
        self.endResetModel()

    def id_at(self, place: int) -> str:
        """Give the id of a line."""
        return self._chunks.ids[place]

    def place_of(self, row_id: str) -> int:
        """Give the line of an id, -1 when it is not shown."""
        return self._chunks.place_of(row_id)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Give the number of lines."""
        return 0 if parent.isValid() else len(self._chunks.ids)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell. Most roles are answered at once: Qt asks some 2,000 times a frame."""
        if role == Qt.ItemDataRole.DisplayRole:
            row = self._chunks.row(index.row())
            return "…" if row is None else self.columns[index.column()].text(row)
        if role == Qt.ItemDataRole.ForegroundRole:
            level = self.columns[index.column()].level
            row = self._chunks.row(index.row()) if level is not None else None
            return self._colors.get(level(row)) if level is not None and row is not None else None
        if role == Qt.ItemDataRole.ToolTipRole:
            text = self.data(index)
            return plain_tip(text) if text else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give the title of a column."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


class TwoLines(QStyledItemDelegate):
    """Draws a cell; of a text in two lines the second is quiet."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as the style does, then the words."""
        text, widget = str(index.data() or ""), option.widget  # initStyleOption would ask six times more
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        look, metrics = theme.look_of(widget), option.fontMetrics
        box = option.rect.adjusted(theme.M, 0, -theme.S, 0)
        lines = text.split("\n")
        top = box.center().y() - metrics.height() * len(lines) / 2 + 1
        color = index.data(Qt.ItemDataRole.ForegroundRole) or QColor(look.text)
        painter.save()
        for place, line in enumerate(lines):
            painter.setPen(QColor(look.quiet) if place else color)
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
            where = QRectF(box.left(), top + place * metrics.height(), box.width(), metrics.height())
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()


class Table(QTableView):
    """Lines of one height; Enter or a double click opens, a click on a title sorts."""

    opened = Signal(str)
    sorting = Signal(str)

    def __init__(self, model: RowsModel, name: str, sort: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows, self._sort = model, sort
        self.setModel(model)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setItemDelegate(TwoLines(self))
        self._set_sizes()
        self.doubleClicked.connect(self._on_double_clicked)
        self.horizontalHeader().sectionClicked.connect(self._on_title_clicked)

    def current_id(self) -> str:
        """Give the id of the marked line, "" when none is."""
        index = self.currentIndex()
        return self._rows.id_at(index.row()) if index.isValid() else ""

    def mark(self, row_id: str) -> None:
        """Mark a line again after other rows are shown; the first one when it has gone."""
        place = max(self._rows.place_of(row_id), 0)
        if place < self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(place, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the marked line with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current_id():
            self.opened.emit(self.current_id())
            return
        super().keyPressEvent(event)

    def _set_sizes(self) -> None:
        lines, titles = self.verticalHeader(), self.horizontalHeader()
        lines.hide()
        lines.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        lines.setDefaultSectionSize(2 * self.fontMetrics().height() + theme.L)
        titles.setAccessibleName(_("Column titles: {name}").format(name=self.accessibleName()))
        titles.setHighlightSections(False)
        titles.setSectionsClickable(True)
        letter = self.fontMetrics().averageCharWidth()
        titles.setMinimumSectionSize(12 * letter)
        for place, column in enumerate(self._rows.columns):
            if column.letters:
                self.setColumnWidth(place, letter * column.letters + 2 * theme.M)
            else:
                titles.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
            if column.sort and column.sort == self._sort.lstrip("-"):
                titles.setSortIndicator(place, _order(self._sort))
        titles.setSortIndicatorShown(True)

    def _on_double_clicked(self, index: QModelIndex) -> None:
        self.opened.emit(self._rows.id_at(index.row()))

    def _on_title_clicked(self, section: int) -> None:
        word = self._rows.columns[section].sort
        titles = self.horizontalHeader()
        if word:
            self._sort = f"-{word}" if self._sort == word else word
        place = next(i for i, one in enumerate(self._rows.columns) if one.sort == self._sort.lstrip("-"))
        titles.setSortIndicator(place, _order(self._sort))
        if word:
            self.sorting.emit(self._sort)


def _order(sort: str) -> Qt.SortOrder:
    return Qt.SortOrder.DescendingOrder if sort.startswith("-") else Qt.SortOrder.AscendingOrder
