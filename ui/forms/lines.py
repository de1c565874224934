"""Lists of two-line entries: a letter at the left, a title, a quiet line, and a badge at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui import theme
from ui.forms.marks import semibold
from ui.theme import Look

LINE = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1
LEAD = 36


@dataclass(frozen=True, slots=True)
class ListLine:
    """What one entry shows; `open` draws its letter as a place still empty, `quiet` its title in grey."""

    id: str
    title: str
    below: str = ""
    lead: str = ""
    badge: str = ""
    level: str = ""
    open: bool = False
    quiet: bool = False


class LineList(QListWidget):
    """A list of entries; the chosen one stays chosen when the list is filled again."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setItemDelegate(LineLook(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def put(self, lines: list[ListLine], chosen: str) -> None:
        """Fill the list without telling; `chosen`, or else the first entry, is marked."""
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(line.title, self)
            item.setData(LINE, line)
            item.setData(ID, line.id)
            words = ", ".join(filter(None, (line.title, line.below, line.badge)))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        ids = [line.id for line in lines]
        self.setCurrentRow(ids.index(chosen) if chosen in ids else min(len(ids), 1) - 1)
        self.blockSignals(False)

    def current_id(self) -> str:
        """Give the id of the chosen entry, "" when there is none."""
        item = self.currentItem()
        return str(item.data(ID)) if item is not None else ""


class LineLook(QStyledItemDelegate):
    """Draws one line of a list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Give room for two lines."""
        return QSize(100, 2 * option.fontMetrics.height() + 2 * theme.M)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the row."""
        line, look = index.data(LINE), theme.look_of(option.widget)
        if not isinstance(line, ListLine):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = option.rect.adjusted(theme.XS, 2, -theme.XS, -2)
        _ground(painter, option, look, box)
        lead = QRect(box.left() + theme.S, box.center().y() - LEAD // 2 + 1, LEAD, LEAD)
        if line.lead:
            _lead(painter, option, look, lead, line)
        else:
            lead.setWidth(theme.XS)
        width = _badge(painter, option, look, box, line) if line.badge else theme.S
        room = QRect(
            lead.right() + theme.M,
            box.top() + theme.S,
            box.right() - width - lead.right() - theme.XL,
            option.fontMetrics.height(),
        )
        _line(
            painter,
            QFont(option.font),
            QColor(look.quiet if line.quiet else look.text),
            room,
            line.title,
            bold=True,
        )
        room.translate(0, option.fontMetrics.height() + 2)
        small = QFont(option.font)
        small.setPointSizeF(small.pointSizeF() * 0.9)
        _line(painter, small, QColor(look.quiet), room, line.below, bold=False)
        painter.restore()


def _ground(painter: QPainter, option: QStyleOptionViewItem, look: Look, box: QRect) -> None:
    state = option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if not chosen and not state & QStyle.StateFlag.State_MouseOver:
        return
    ring = chosen and state & QStyle.StateFlag.State_HasFocus
    painter.setPen(QColor(look.accent) if ring else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(look.accent_soft if chosen else look.hover))
    painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)


def _lead(painter: QPainter, option: QStyleOptionViewItem, look: Look, box: QRect, line: ListLine) -> None:
    wanted = line.open
    pen = QPen(QColor(look.edge if wanted else look.accent), 1)
    if wanted:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(QColor(look.card if wanted else look.accent_soft))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
    painter.setFont(semibold(option.font))
    painter.setPen(QColor(look.quiet if wanted else look.accent))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), line.lead)


def _badge(painter: QPainter, option: QStyleOptionViewItem, look: Look, box: QRect, line: ListLine) -> int:
    ground, ink = {
        "good": (look.good_soft, look.good),
        "warn": (look.warn_soft, look.warn),
        "bad": (look.bad_soft, look.bad),
        "accent": (look.accent_soft, look.accent),
    }.get(line.level, (look.ground, look.quiet))
    font = QFont(option.font)
    font.setPointSizeF(font.pointSizeF() * 0.88)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(line.badge) + 2 * theme.S
    height = painter.fontMetrics().height() + theme.XS
    pill = QRect(box.right() - width - theme.S, box.center().y() - height // 2, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(pill, 4, 4)
    painter.setPen(QColor(ink))
    painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), line.badge)
    return width + theme.M


def _line(painter: QPainter, font: QFont, ink: QColor, room: QRect, text: str, *, bold: bool) -> None:
    painter.setFont(semibold(font) if bold else font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
