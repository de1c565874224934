"""The history of a cutoff as a line of steps: drawn by one function on the screen and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QLineF, QMarginsF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPaintEvent,
    QPdfWriter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from immdesk.basics.words import _
from immdesk.office.bulletins import month_words, printed
from immdesk.office.written import searchable, write_out
from ui import theme
from ui.calendar.grid import Pen
from ui.calendar.paper import pen_on_paper

if TYPE_CHECKING:
    from immdesk.office.bulletin_months import CellHistory, Point

_DOTS = 96.0
_MARK = 4.0


class StepsLine(QWidget):
    """One history. A screen reader is told where it begins and ends and where it went back."""

    def __init__(self, found: CellHistory) -> None:
        super().__init__()
        self._found = found
        self.setAccessibleName(found.title())
        self.setAccessibleDescription(". ".join([found.summary(), *_went_back(found)]))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """As high as some 18 lines of the desk's type."""
        high = self.fontMetrics().height()
        return QSize(40 * high, 18 * high)

    def minimumSizeHint(self) -> QSize:
        """Never too low to tell one year from the next."""
        high = self.fontMetrics().height()
        return QSize(12 * high, 12 * high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = theme.type_size(self, 0)
        pen = Pen(theme.look_of(self), self.font(), small, theme.type_size(self, 3))
        draw_history(painter, QRectF(self.rect()), self._found, pen)
        painter.end()


def draw_history(painter: QPainter, box: QRectF, found: CellHistory, pen: Pen) -> None:
    """Draw a history: the months across, the cutoffs up, each step back marked by a sign and its colour.

    "C" stands on a line of its own at the top, "U" on one at the bottom.
    """
    if not found.points:
        return
    metrics = QFontMetricsF(pen.small)
    scale = _Scale(box, found, metrics)
    painter.setFont(pen.small)
    _draw_years(painter, scale, pen, metrics)
    before: tuple[Point, QPointF] | None = None
    for place, point in enumerate(found.points):
        spot = QPointF(scale.across(point.month), scale.up(point.cutoff))
        following = found.points[place + 1] if place + 1 < len(found.points) else None
        right = scale.across(following.month) if following else scale.area.right()
        _draw_month(painter, spot, min(scale.at(_count(point.month) + 1), right), right, pen)
        if before is not None and spot.y() != before[1].y():
            back = point.move.way == "back"
            painter.setPen(QPen(QColor(pen.look.bad if back else pen.look.accent), 2))
            painter.drawLine(QLineF(QPointF(spot.x(), before[1].y()), spot))
            if back:
                _mark_back(painter, spot, pen)
        before = (point, spot)


class _Scale:
    """Where a month and a cutoff stand within the box."""

    def __init__(self, box: QRectF, found: CellHistory, metrics: QFontMetricsF) -> None:
        days = [date.fromisoformat(one.cutoff).toordinal() for one in found.points if _is_day(one.cutoff)]
        self.low, self.high = (min(days), max(days)) if days else (0, 1)
        self.high = max(self.high, self.low + 1)
        self.first, self.last = _count(found.points[0].month), _count(found.points[-1].month) + 1
        room = metrics.height()
        left = metrics.horizontalAdvance("00000") + theme.S
        self.area = box.adjusted(left, room, -metrics.horizontalAdvance("000"), -1.6 * room)
        self.has_days = bool(days)
        self.top, self.bottom = self.area.top() + 1.4 * room, self.area.bottom() - 1.4 * room

    def across(self, month: str) -> float:
        return self.at(_count(month))

    def at(self, count: float) -> float:
        whole = max(self.last - self.first, 1)
        return self.area.left() + self.area.width() * (count - self.first) / whole

    def up(self, cutoff: str) -> float:
        if cutoff == "C":
            return self.area.top()
        if cutoff == "U":
            return self.area.bottom()
        return self.day(date.fromisoformat(cutoff).toordinal())

    def day(self, ordinal: int) -> float:
        part = (ordinal - self.low) / (self.high - self.low)
        return self.bottom - (self.bottom - self.top) * part


def _draw_years(painter: QPainter, scale: _Scale, pen: Pen, metrics: QFontMetricsF) -> None:
    area, line = scale.area, QPen(QColor(pen.look.line), 1)
    middle = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
    high = metrics.height()
    marks = [("C", area.top()), ("U", area.bottom())]
    if scale.has_days:
        years = range(date.fromordinal(scale.low).year, date.fromordinal(scale.high).year + 2)
        step = max(1, round(len(years) * 1.6 * high / max(scale.bottom - scale.top, 1.0)))
        shown = [(year, scale.day(date(year, 1, 1).toordinal())) for year in years if year % step == 0]
        marks += [(str(year), y) for year, y in shown if scale.top - 2 <= y <= scale.bottom + 2]
    for words, y in marks:
        painter.setPen(line)
        painter.drawLine(QLineF(area.left(), y, area.right(), y))
        painter.setPen(QColor(pen.look.quiet))
        painter.drawText(QRectF(area.left() - 80 - theme.S, y - high / 2, 80, high), middle, words)
    _draw_across(painter, scale, pen, metrics)


def _draw_across(painter: QPainter, scale: _Scale, pen: Pen, metrics: QFontMetricsF) -> None:
    """Write the years of the bulletins below."""
    wide, high = metrics.horizontalAdvance("0000") + theme.M, metrics.height()
    first, last = -(-scale.first // 12), scale.last // 12
    step = max(1, round((last - first + 1) * wide / max(scale.area.width(), 1.0) + 0.5))
    for year in range(first, last + 1):
        if year % step and last - first > 1:
            continue
        x = scale.at(year * 12)
        painter.setPen(QPen(QColor(pen.look.line), 1))
        painter.drawLine(QLineF(x, scale.area.top(), x, scale.area.bottom() + 4))
        painter.setPen(QColor(pen.look.quiet))
        spot = QRectF(x - wide / 2, scale.area.bottom() + 5, wide, high)
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignHCenter), str(year))


def _draw_month(painter: QPainter, spot: QPointF, known: float, right: float, pen: Pen) -> None:
    """Draw a month's cutoff; months after it that the office does not have are dotted."""
    painter.setPen(QPen(QColor(pen.look.accent), 2))
    painter.drawLine(QLineF(spot, QPointF(known, spot.y())))
    if right > known:
        painter.setPen(QPen(QColor(pen.look.accent), 1, Qt.PenStyle.DotLine))
        painter.drawLine(QLineF(known, spot.y(), right, spot.y()))


def _mark_back(painter: QPainter, spot: QPointF, pen: Pen) -> None:
    """Draw the sign of a step back: a triangle that points down."""
    painter.setBrush(QColor(pen.look.bad))
    painter.setPen(QPen(QColor(pen.look.bad), 1))
    x, y = spot.x(), spot.y()
    painter.drawPolygon(
        QPolygonF([QPointF(x - _MARK, y - _MARK), QPointF(x + _MARK, y - _MARK), QPointF(x, y + _MARK)])
    )


def paint_page(device: QPdfWriter, found: CellHistory, told: str) -> None:
    """Draw a history on one Letter page across: what it is, its line, and where and when it was printed."""
    margins = QMarginsF(0.6, 0.6, 0.6, 0.6)
    letter = QPageSize(QPageSize.PageSizeId.Letter)
    layout = QPageLayout(letter, QPageLayout.Orientation.Landscape, margins, QPageLayout.Unit.Inch)
    device.setPageLayout(layout)
    room, pen = layout.paintRect(QPageLayout.Unit.Inch), pen_on_paper()
    wide, high = room.width() * _DOTS, room.height() * _DOTS
    painter = QPainter(device)
    try:
        painter.scale(device.logicalDpiX() / _DOTS, device.logicalDpiY() / _DOTS)
        painter.setPen(QColor(pen.look.text))
        painter.setFont(pen.head)
        painter.drawText(QRectF(0, 0, wide, 24), found.title())
        painter.setFont(pen.small)
        painter.drawText(QRectF(0, 26, wide, 18), f"{found.summary()}. {legend()}")
        draw_history(painter, QRectF(0, 52, wide, high - 52 - 24), found, pen)
        painter.setFont(pen.small)
        painter.setPen(QColor(pen.look.quiet))
        painter.drawText(QRectF(0, high - 18, wide, 18), told)
    finally:
        painter.end()


def history_pdf(found: CellHistory, told: str) -> bytes:
    """Give the page as a PDF."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(found.title())
    writer.setCreator("ImmDesk")
    paint_page(writer, found, told)
    return searchable(bytes(buffer.data().data()))


def write_history(found: CellHistory, told: str, out: Path) -> None:
    """Write the page, whole or not at all."""
    path = out if out.suffix else out.with_suffix(".pdf")
    write_out(path, history_pdf(found, told), _("The page could not be written."))


def legend() -> str:
    """Say what the marks mean."""
    return _("C current, U unavailable, ▼ went back")


def _went_back(found: CellHistory) -> list[str]:
    said = _("went back in {month} to {cutoff}")
    return [
        said.format(month=month_words(one.month), cutoff=printed(one.cutoff))
        for one in found.points
        if one.move.way == "back"
    ]


def _is_day(cutoff: str) -> bool:
    return cutoff not in ("C", "U")


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1
