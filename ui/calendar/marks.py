"""How a kind of date is marked: a shape and a colour (Okabe–Ito), and words; never colour alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape, its colour, what it stands for, and its place among the dates of one day (0 first)."""

    shape: str
    color: str
    words: str
    rank: int


def mark_of(row: DateRow) -> Mark:
    """Give the mark of a date: what is lost when it passes decides, then its kind."""
    if row.state == "done":
        return Mark("check", "#7a858f", _("done"), 9)
    if row.kind == "deadline":
        fatal = row.severity == "fatal"
        return (
            Mark("diamond", "#D55E00", _("deadline"), 0) if fatal else Mark("circle", "#E69F00", _("due"), 1)
        )
    known = {
        "status_end": Mark("cross", "#CC79A7", _("ends"), 3),
        "closes": Mark("bar_right", "#0072B2", _("last day"), 2),
        "opens": Mark("bar_left", "#009E73", _("opens"), 6),
        "send_by": Mark("send", "#0072B2", _("send by"), 2),
        "planning": Mark("triangle", "#56B4E9", _("planned"), 5),
    }
    return known.get(row.kind, Mark("circle", "#56B4E9", _("date"), 4))


def legend() -> tuple[Mark, ...]:
    """Give every mark once, for the line that explains them."""
    return (
        Mark("diamond", "#D55E00", _("deadline"), 0),
        Mark("circle", "#E69F00", _("due"), 1),
        Mark("bar_right", "#0072B2", _("last day"), 2),
        Mark("send", "#0072B2", _("send by"), 2),
        Mark("cross", "#CC79A7", _("ends"), 3),
        Mark("triangle", "#56B4E9", _("planned"), 5),
        Mark("bar_left", "#009E73", _("opens"), 6),
    )


def draw(painter: QPainter, box: QRectF, mark: Mark) -> None:
    """Draw the shape of a mark into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(mark.color))
    centre, half = box.center(), box.width() / 2
    if mark.shape in ("diamond", "triangle"):
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
    corners = {
        "diamond": ((0, -1), (1, 0), (0, 1), (-1, 0)),
        "triangle": ((0, -0.9), (0.95, 0.75), (-0.95, 0.75)),
    }[shape]
    path = QPainterPath(centre + QPointF(*corners[0]) * half)
    for corner in corners[1:]:
        path.lineTo(centre + QPointF(*corner) * half)
    path.closeSubpath()
    return path


def _strokes(shape: str, centre: QPointF, half: float) -> QPainterPath:
    lines = {
        "cross": (((-1, -1), (1, 1)), ((1, -1), (-1, 1))),
        "check": (((-1, 0), (-0.3, 0.8)), ((-0.3, 0.8), (1, -0.8))),
        "send": (((-1, -0.8), (1, 0)), ((1, 0), (-1, 0.8)), ((-1, 0.8), (-0.5, 0)), ((-0.5, 0), (-1, -0.8))),
        "bar_right": (((1, -1), (1, 1)), ((-1, 0), (0.55, 0)), ((0, -0.5), (0.55, 0)), ((0, 0.5), (0.55, 0))),
        "bar_left": (
            ((-1, -1), (-1, 1)),
            ((-0.55, 0), (1, 0)),
            ((0.45, -0.5), (1, 0)),
            ((0.45, 0.5), (1, 0)),
        ),
    }[shape]
    path = QPainterPath()
    for start, end in lines:
        path.moveTo(centre + QPointF(*start) * half)
        path.lineTo(centre + QPointF(*end) * half)
    return path
