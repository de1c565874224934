"""The area of a timeline: which days and rows are seen, how near, and the drawing of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)

from immdesk.basics.timeline import Timeline, lay_out
from immdesk.basics.timeline_drawn import HEAD, Thing, View, draw_timeline
from ui import theme
from ui.calendar.chart_pen import ChartPen, Known
from ui.calendar.grid import card_shape
from ui.calendar.painted import Painted

SCALES = (0.03, 0.06, 0.12, 0.18, 0.25, 0.45, 0.8, 1.4, 2.4, 4.0, 7.0, 12.0, 22.0, 40.0)
"""Dots to the day, from years to days."""
_FIRST_SCALE = 8


class ChartArea(Painted):
    """The chart that is drawn, scrolled and zoomed. `zoomed` tells how near it is now."""

    zoomed = Signal(int)

    def __init__(self, today: date, name: str) -> None:
        super().__init__(today, name)
        self.chart: Timeline = lay_out((), today.toordinal())
        self.thing: Thing | None = None
        self._zoom, self._known, self._fitted = _FIRST_SCALE, Known(), False

    def zoom(self) -> int:
        """Give how near it is: 0 shows years, the last single days."""
        return self._zoom

    def fit(self) -> None:
        """Come so near that everything is seen at once, if it can be."""
        self._fitted = True
        days = self.chart.last - self.chart.first
        wide = self.viewport().width() - self._names()
        self._zoom = max((place for place, one in enumerate(SCALES) if days * one <= wide), default=0)
        self._set_scroll()
        self.viewport().update()

    def set_zoom(self, zoom: int) -> None:
        """Come nearer or go farther; the chosen day stays where it is, today where it is out of sight."""
        x = self.seen().at(self.day.toordinal())
        place = x if self.seen().names <= x <= self.viewport().width() else self._middle()
        self._zoom, self._fitted = min(max(zoom, 0), len(SCALES) - 1), False
        self._set_scroll()
        left = self.day.toordinal() - (place - self._names()) / SCALES[self._zoom]
        self.horizontalScrollBar().setValue(self._at(left))
        self.viewport().update()
        self.zoomed.emit(self._zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bars; the first time, show today."""
        super().resizeEvent(event)
        fresh = self.horizontalScrollBar().maximum() == 0
        self._set_scroll()
        if self._fitted:
            self.fit()
        elif fresh:
            self._show_day(self.day.toordinal())

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the wheel for rows, with Shift for days, with Ctrl to come nearer."""
        turned = event.angleDelta().y()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom + (1 if turned > 0 else -1))
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - turned)
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is to be seen."""
        look, painter = theme.look_of(self), QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.ground))
        around = QRectF(self.viewport().rect())
        card_shape(painter, around, look)
        edge = QPainterPath()
        edge.addRoundedRect(around.adjusted(1, 1, -1, -1), 8, 8)
        painter.setClipPath(edge)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        draw_timeline(self.chart, ChartPen(painter, look, self._font(), self._known), self.seen())
        painter.end()

    def seen(self) -> View:
        """Give what is seen now."""
        scale = SCALES[self._zoom]
        left = self.chart.first + self.horizontalScrollBar().value() / scale
        size = self.viewport().size()
        return View(
            left,
            scale,
            self.verticalScrollBar().value(),
            size.width(),
            size.height(),
            self._names(),
            self.thing,
            self.hasFocus(),
        )

    def _font(self) -> QFont:
        return theme.type_size(self, 0)

    def _line(self) -> float:
        return QFontMetricsF(self._font()).height()

    def _names(self) -> float:
        return float(min(self.viewport().width() * 0.28, self._line() * 13))

    def _middle(self) -> float:
        return (self._names() + self.viewport().width()) / 2

    def _at(self, day: float) -> int:
        return round((day - self.chart.first) * SCALES[self._zoom])

    def _set_scroll(self) -> None:
        line, size = self._line(), self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, int(self.chart.tops[-1] * line - (size.height() - HEAD * line))))
        down.setPageStep(max(1, int(size.height() - HEAD * line)))
        down.setSingleStep(int(line * 2))
        wide = size.width() - self._names()
        across.setRange(0, max(0, int(self._at(self.chart.last + 1) - wide)))
        across.setPageStep(max(1, int(wide)))
        across.setSingleStep(max(1, int(wide / 12)))

    def _show_row(self, row: int) -> None:
        line, bar = self._line(), self.verticalScrollBar()
        top, low = self.chart.tops[row] * line, self.chart.tops[row + 1] * line
        room = self.viewport().height() - HEAD * line
        if top < bar.value():
            bar.setValue(int(top))
        elif low > bar.value() + room:
            bar.setValue(int(low - room) + 1)

    def _show_day(self, day: int) -> None:
        seen, bar = self.seen(), self.horizontalScrollBar()
        x, air = seen.at(day), self._line() * 2
        if x < seen.names + air or x > seen.width - 4 * air:
            bar.setValue(int(self._at(day) - (seen.width - seen.names) * 0.3))
