"""The list of sections beside a questionnaire: what is done, what is to do, what cannot be read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFont, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from immdesk.basics.words import _
from immdesk.office.rows import SectionBadge
from ui import theme
from ui.forms.marks import semibold

ID = Qt.ItemDataRole.UserRole
BADGE = Qt.ItemDataRole.UserRole + 1
LEVEL = Qt.ItemDataRole.UserRole + 2
DEPTH = Qt.ItemDataRole.UserRole + 3
Index = QModelIndex | QPersistentModelIndex


class SectionList(QListWidget):
    """The sections of an intake; `chosen` gives the id of the one to show."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._sections: tuple[SectionBadge, ...] = ()
        self.setItemDelegate(SectionLook(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._moved)

    def put(self, sections: tuple[SectionBadge, ...]) -> None:
        """Show the sections as they are now; the chosen one stays chosen."""
        self.blockSignals(True)
        while self.count() > len(sections):
            self.takeItem(self.count() - 1)
        for place, section in enumerate(sections):
            item = self.item(place)
            if item is None:
                item = QListWidgetItem(self)
            _fill(item, section)
        self._sections = sections
        self._fold()
        self.blockSignals(False)

    def _fold(self) -> None:
        """Show the pages of the person at hand; of the others the first, with the worst of their badges."""
        here = _head(self.current_id())
        for place, section in enumerate(self._sections):
            mine = section.depth == 0 or _head(section.id) == here
            self.item(place).setHidden(not mine)
            if section.depth == 0:
                pages = [one for one in self._sections if _head(one.id) == section.id]
                folded = section.id != here and len(pages) > 1
                _fill(self.item(place), _together(section, pages) if folded else section)
        shown = sum(not self.item(row).isHidden() for row in range(self.count()))
        row = self.fontMetrics().height() + 2 * theme.M
        self.setMaximumHeight(row * max(shown, 1) + 2 * theme.XS)
        self.viewport().update()

    def ids(self) -> list[str]:
        """Give the ids of the sections from top to bottom."""
        return [str(self.item(row).data(ID)) for row in range(self.count())]

    def current_id(self) -> str:
        """Give the id of the chosen section, "" when there is none."""
        item = self.currentItem()
        return str(item.data(ID)) if item is not None else ""

    def choose(self, section: str) -> None:
        """Mark a section without telling."""
        ids = self.ids()
        self.blockSignals(True)
        self.setCurrentRow(ids.index(section) if section in ids else -1)
        self._fold()
        self.blockSignals(False)
        if self.currentItem() is not None:
            self.scrollToItem(self.currentItem())

    def sizeHint(self) -> QSize:
        """Be as wide as a title and a badge."""
        return QSize(self.fontMetrics().averageCharWidth() * 32, 200)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Choose nothing by taking the keyboard: on the review no section is the present one."""
        before = self.currentRow()
        self.blockSignals(True)
        super().focusInEvent(event)
        self.setCurrentRow(before)
        self.blockSignals(False)

    def _moved(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(str(self.item(row).data(ID)))


class SectionLook(QStyledItemDelegate):
    """Draws a section: its title, and its badge at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give a line with air above and below."""
        return QSize(80, option.fontMetrics.height() + 2 * theme.M)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one section."""
        look = theme.look_of(option.widget)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(theme.XS, 2, -theme.XS, -2)
        self._ground(painter, option, box)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        badge, width = str(index.data(BADGE) or ""), 0
        if badge:
            width = self._badge(painter, option, box, badge, str(index.data(LEVEL) or ""))
        painter.setFont(semibold(option.font) if chosen else option.font)
        painter.setPen(QColor(look.accent if chosen else look.text))
        left = theme.M + theme.L * int(index.data(DEPTH) or 0)
        room = box.adjusted(left, 0, -width - theme.M, 0)
        title = painter.fontMetrics().elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), title)
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect) -> None:
        look = theme.look_of(option.widget)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(QColor(look.accent_soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(QColor(look.hover))
        else:
            return
        ring = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(QColor(look.accent) if ring else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)

    def _badge(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, badge: str, level: str
    ) -> int:
        look = theme.look_of(option.widget)
        ground, ink = {
            "ok": (look.good_soft, look.good),
            "warn": (look.warn_soft, look.warn),
            "bad": (look.bad_soft, look.bad),
        }.get(level, (look.ground, look.quiet))
        font = QFont(option.font)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(badge) + 2 * theme.S
        height = painter.fontMetrics().height() + theme.XS
        pill = QRect(
            box.right() - width - theme.S, box.center().y() - height // 2, max(width, height), height
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), badge)
        return width + theme.M


WORST = ("bad", "warn", "todo", "ok", "")


def _head(section: str) -> str:
    return section.partition("/")[0]


def _together(section: SectionBadge, pages: list[SectionBadge]) -> SectionBadge:
    """Give a person's first page with a badge for all of them."""
    level = min((one.level for one in pages), key=WORST.index)
    words = {"bad": "✕", "warn": "!", "todo": _("to do"), "ok": "✓"}.get(level, "")
    return replace(section, level=level, badge=words)


def _fill(item: QListWidgetItem, section: SectionBadge) -> None:
    item.setText(section.title)
    item.setData(ID, section.id)
    item.setData(BADGE, section.badge)
    item.setData(LEVEL, section.level)
    item.setData(DEPTH, section.depth)
    words = f"{section.title}, {section.badge}" if section.badge else section.title
    item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
