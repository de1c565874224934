"""The review before an intake is kept: every answer as it was read, what cannot be read, what is missing."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from immdesk.basics.words import _, n_
from immdesk.office.rows import IntakeView, ReviewLine
from ui import theme
from ui.forms.marks import DOT, draw_glyph, level_color
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import clear_layout
from ui.parts.labels import label, title_label

REVIEW = "review"
PLACE = Qt.ItemDataRole.UserRole
MANY = 6


class ReviewPage(QWidget):
    """All answers by section; Enter or a double click goes to the question."""

    jumping = Signal(str, str)  # section, label
    finishing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[ReviewLine, ...] = ()
        self._titles: dict[str, str] = {}
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(title_label(_("Review"), 2))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(theme.S)
        down.addLayout(self._notes)
        self._only = QCheckBox(_("Only what needs a look"))
        self._only.setAccessibleName(self._only.text())
        self._only.toggled.connect(self._fill)
        self._count = label("", quiet=True)
        self._finish = button(_("Finish and open the case"), self.finishing.emit, main=True)
        head = QHBoxLayout()
        head.setSpacing(theme.M)
        head.addWidget(self._only)
        head.addWidget(self._count, 1)
        head.addWidget(self._finish)
        down.addLayout(head)
        self._tree = _tree(self)
        self._tree.itemActivated.connect(self._activated)
        down.addWidget(self._tree, 1)
        self.setFocusProxy(self._tree)

    def put(self, view: IntakeView, lines: tuple[ReviewLine, ...]) -> None:
        """Show the review of an intake."""
        self._lines = lines
        self._titles = {section.id: section.title for section in view.sections}
        clear_layout(self._notes)
        for banner in view.banners:
            self._notes.addWidget(Banner(banner, "warn"))
        if view.missing:
            self._notes.addWidget(Banner(_missing(view), "info" if view.ready else "bad"))
        self._finish.setEnabled(view.ready)
        self._finish.setText(_("Keep these answers") if view.case_id else _("Finish and open the case"))
        self._fill()

    def set_busy(self, busy: bool) -> None:
        """Keep Finish from being pressed twice."""
        self._finish.setEnabled(not busy)

    def _fill(self) -> None:
        self._tree.clear()
        sections: dict[str, QTreeWidgetItem] = {}
        looks = [line for line in self._lines if line.level in ("warn", "bad")]
        for line in looks if self._only.isChecked() else self._lines:
            parent = sections.get(line.section)
            if parent is None:
                parent = sections[line.section] = self._section(line.section)
            self._line(parent, line)
        self._count.setText(
            n_("{n} answer needs a look", "{n} answers need a look", len(looks))
            if looks
            else _("Every answer could be read.")
        )
        self._tree.expandAll()

    def _section(self, section: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self._tree, [self._titles.get(section, section)])
        item.setFont(0, theme.type_size(self._tree, 3))
        item.setFirstColumnSpanned(True)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        return item

    def _line(self, parent: QTreeWidgetItem, line: ReviewLine) -> None:
        item = QTreeWidgetItem(parent, [line.label, line.shown or _("not answered"), line.message])
        look = theme.look_of(self)
        item.setData(0, PLACE, (line.section, line.label))
        item.setToolTip(2, escape(line.message))
        item.setIcon(1, _glyph(line.level, look.dark))
        if not line.shown:
            item.setForeground(1, QBrush(QColor(look.quiet)))
        if line.level in ("warn", "bad"):
            item.setForeground(2, QBrush(level_color(look, line.level)))
        words = {"bad": _("cannot be read"), "warn": _("look at this")}.get(line.level, "")
        item.setData(
            1, Qt.ItemDataRole.AccessibleTextRole, f"{line.shown or _('not answered')} {words}".strip()
        )

    def _activated(self, item: QTreeWidgetItem, _column: int) -> None:
        place = item.data(0, PLACE)
        if place:
            section = {title: one for one, title in self._titles.items()}.get(place[0], place[0])
            self.jumping.emit(section, place[1])


class AiryRows(QStyledItemDelegate):
    """Rows with air above and below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give the height of a line of text and its air."""
        return QSize(super().sizeHint(option, index).width(), option.fontMetrics.height() + 2 * theme.S)


def _missing(view: IntakeView) -> str:
    named = "; ".join(view.missing[:MANY])
    more = len(view.missing) - MANY
    if more > 0:
        named += n_("; and {n} more", "; and {n} more", more)
    if view.ready:
        return _("Still to ask, at any time: {named}.").format(named=named)
    return _("Needed before the case can be opened: {named}.").format(named=named)


def _tree(parent: QWidget) -> QTreeWidget:
    tree = QTreeWidget(parent)
    tree.setAccessibleName(_("All answers"))
    tree.setColumnCount(3)
    tree.setHeaderLabels([_("Question"), _("Answer as read"), _("Remark")])
    tree.setRootIsDecorated(False)
    tree.setIndentation(theme.S)
    tree.setUniformRowHeights(True)
    tree.setItemDelegate(AiryRows(tree))
    tree.setAllColumnsShowFocus(True)
    letters = tree.fontMetrics().averageCharWidth()
    tree.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    tree.setColumnWidth(0, letters * 40)
    tree.setColumnWidth(1, letters * 34)
    return tree


def _glyph(level: str, dark: bool) -> QIcon:
    picture = QPixmap(2 * (DOT + 2), 2 * (DOT + 2))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(2)
    if level in ("ok", "warn", "bad"):
        look = theme.DARK if dark else theme.LIGHT
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(DOT / 2 + 1, DOT / 2 + 1)
        draw_glyph(painter, middle, level_color(look, level), level, look)
        painter.end()
    return QIcon(picture)
