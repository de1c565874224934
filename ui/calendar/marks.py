"""Draws the marks of dates: the shapes and colours of immdesk/basics/marks.py."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from immdesk.basics.marks import FILLED, STROKES
from immdesk.basics.marks import Mark as Mark
from immdesk.basics.marks import legend as legend
from immdesk.basics.marks import mark_of as mark_of


def draw(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """Draw the shape of a mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mark.color))
    centre, half = box.center(), box.width() / 2
    if mark.shape in FILLED:
        painter.drawPath(_polygon(mark.shape, centre, half))
    elif mark.shape == "circle":
        painter.drawEllipse(centre, half * 0.78, half * 0.78)
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(mark.color), max(1.6, half * 0.38))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(_strokes(mark.shape, centre, half * 0.72))
    painter.restore()


def picture(mark: Mark, size: int = 12) -> QPixmap:
    """Give the shape as a picture, sharp on dense screens."""
    made = QPixmap(size * 2, size * 2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, QRectF(0, 0, size * 2, size * 2), mark)
    painter.end()
    made.setDevicePixelRatio(2.0)
    return made


def _polygon(shape: str, centre: QPointF, half: float) -> QPainterPath:
    corners = FILLED[shape]
    path = QPainterPath(centre + QPointF(*corners[0]) * half)
    for corner in corners[1:]:
        path.lineTo(centre + QPointF(*corner) * half)
    path.closeSubpath()
    return path


def _strokes(shape: str, centre: QPointF, half: float) -> QPainterPath:
    path = QPainterPath()
    for start, end in STROKES[shape]:
        path.moveTo(centre + QPointF(*start) * half)
        path.lineTo(centre + QPointF(*end) * half)
    return path
