"""A list of answers under headings, as review and facts show it: question, answer, and a remark."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from ui import theme
from ui.forms.marks import DOT, draw_glyph, level_color

PLACE = Qt.ItemDataRole.UserRole


class AiryRows(QStyledItemDelegate):
    """Rows with air above and below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a line of text and its air."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + 2 * theme.S)


def answer_tree(name: str, headers: list[str], parent: QWidget, first: int = 42) -> QTreeWidget:
    """Give an empty list, `first` letters wide at the left; `itemActivated` tells Enter, a double click."""
    tree = QTreeWidget(parent)
    tree.setAccessibleName(name)
    tree.setColumnCount(len(headers))
    tree.setHeaderLabels(headers)
    tree.setRootIsDecorated(False)
    tree.setIndentation(theme.S)
    tree.setUniformRowHeights(True)
    tree.setItemDelegate(AiryRows(tree))
    tree.setAllColumnsShowFocus(True)
    letters = tree.fontMetrics().averageCharWidth()
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    tree.setColumnWidth(0, letters * first)
    tree.setColumnWidth(1, letters * 36)
    return tree


def add_heading(tree: QTreeWidget, text: str) -> QTreeWidgetItem:
    """Add a heading; it cannot be chosen."""
    item = QTreeWidgetItem(tree, [text])
    item.setFont(0, theme.type_size(tree, 3))
    item.setFirstColumnSpanned(True)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def add_answer(
    parent: QTreeWidgetItem,
    texts: tuple[str, str, str],
    *,
    level: str = "",
    quiet: bool = False,
    spoken: str = "",
) -> QTreeWidgetItem:
    """Add a line: question, answer, remark. `level` draws its mark, `spoken` is read aloud."""
    item = QTreeWidgetItem(parent, list(texts))
    look = theme.look_of()
    if level:
        item.setIcon(1, glyph_icon(level))
    if quiet:
        item.setForeground(1, QBrush(QColor(look.quiet)))
    item.setForeground(2, QBrush(level_color(look, level if level in ("warn", "bad") else "")))
    for column, text in enumerate(texts):
        item.setToolTip(column, escape(text))
    item.setData(1, Qt.ItemDataRole.AccessibleTextRole, f"{texts[1]} {spoken}".strip())
    return item


def glyph_icon(level: str) -> QIcon:
    """Give the mark of a level as an icon."""
    picture = QPixmap(2 * (DOT + 2), 2 * (DOT + 2))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(2)
    look = theme.look_of()
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = QPointF(DOT / 2 + 1, DOT / 2 + 1)
    draw_glyph(painter, middle, level_color(look, level), level, look)
    painter.end()
    return QIcon(picture)
