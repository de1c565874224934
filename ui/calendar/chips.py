"""Draws one date as a chip: its mark, its words, hatched while nobody has accepted it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPen

from ui import theme
from ui.calendar import marks
from ui.calendar.days import is_waiting

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

PAD = 4


def draw_chip(painter: QPainter, box: QRectF, row: DateRow, look: theme.Look, words: tuple[str, ...]) -> None:
    """Draw a chip into its box: `words` in two lines where the box is high enough, else in one.

    What has no room is cut with "…".
    """
    mark = marks.mark_of(row)
    _ground(painter, box, row, mark.color, look)
    metrics = QFontMetrics(painter.font())
    lines = words if box.height() >= 2 * metrics.height() else (": ".join(filter(None, words)),)
    side = min(metrics.height() - 4.0, 11.0)
    high = box.height() / len(lines)
    shape = QRectF(box.left() + PAD + 1, box.top() + (high - side) / 2, side, side)
    marks.draw(painter, shape, mark)
    left = shape.right() + PAD
    for place, text in enumerate(lines):
        painter.setPen(QColor(look.quiet if row.state == "done" or place else look.text))
        start = left if place == 0 else box.left() + PAD + 1
        line = QRectF(start, box.top() + place * high, box.right() - start - PAD, high)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


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
