"""Draws one date as a chip: its mark, its words, hatched while nobody has accepted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QTextOption

from ui import theme
from ui.calendar import marks
from ui.calendar.days import is_waiting

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

PAD = 4


def draw_chip(painter: QPainter, box: QRectF, row: DateRow, look: theme.Look, words: tuple[str, ...]) -> bool:
    """Draw a chip into its box: `words` in two lines where the box is high enough, else in one.

    What has no room is cut with "…". Says whether everything had room.
    """
    mark = marks.mark_of(row)
    _ground(painter, box, row, mark.color, look)
    metrics = painter.fontMetrics()
    lines = words if box.height() >= 2 * metrics.height() else (": ".join(filter(None, words)),)
    side = min(metrics.height() - 4.0, 11.0)
    high = box.height() / len(lines)
    shape = QRectF(box.left() + PAD + 1, box.top() + (high - side) / 2, side, side)
    marks.draw(painter, shape, mark)
    left, whole = shape.right() + PAD, True
    for place, text in enumerate(lines):
        painter.setPen(QColor(look.quiet if row.state == "done" or place else look.text))
        start = left if place == 0 else box.left() + PAD + 1
        line = QRectF(start, box.top() + place * high, box.right() - start - PAD, high)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
        whole = whole and shown == text
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
    return whole


def slip_height(painter: QPainter, width: float, words: tuple[str, ...]) -> float:
    """Give how high a slip of this width must be for all its words, in the painter's font."""
    return sum(_text_height(painter, _room(painter, width), text) for text in words if text) + 2 * PAD


def draw_slip(painter: QPainter, box: QRectF, row: DateRow, look: theme.Look, words: tuple[str, ...]) -> None:
    """Draw a date with every word of it, wrapped below one another; `slip_height` says how high it is."""
    mark = marks.mark_of(row)
    _ground(painter, box, row, mark.color, look)
    line = painter.fontMetrics().height()
    side = min(line - 4.0, 11.0)
    marks.draw(painter, QRectF(box.left() + PAD + 1, box.top() + PAD + (line - side) / 2, side, side), mark)
    left, top = box.right() - PAD - _room(painter, box.width()), box.top() + PAD
    for place, text in enumerate(one for one in words if one):
        high = _text_height(painter, box.right() - PAD - left, text)
        painter.setPen(QColor(look.quiet if row.state == "done" or place else look.text))
        painter.drawText(QRectF(left, top, box.right() - PAD - left, high), text, _wrapped())
        top += high


def _room(painter: QPainter, width: float) -> float:
    return width - 3 * PAD - 1 - min(painter.fontMetrics().height() - 4.0, 11.0)


def _text_height(painter: QPainter, width: float, text: str) -> float:
    return painter.boundingRect(QRectF(QPointF(0, 0), QPointF(width, 100000.0)), text, _wrapped()).height()


def _wrapped() -> QTextOption:
    option = QTextOption(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _ground(painter: QPainter, box: QRectF, row: DateRow, code: str, look: theme.Look) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    soft = theme.color(code, 60 if look.dark else 38)
    if is_waiting(row):
        painter.setPen(QPen(QColor(code), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QBrush(theme.color(code, 46), Qt.BrushStyle.BDiagPattern))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(look.quiet, 24) if row.state == "done" else soft)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
