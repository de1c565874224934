"""Steps on a line of days: each is dragged, or moved with the arrow keys; drawn as on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from immdesk.basics.bands import Scale, draw_bands, height_of, row_at, row_box, scale_of
from immdesk.basics.calculation import Chart
from immdesk.basics.dates import add_months
from ui import theme
from ui.calendar import speech
from ui.parts.bands import ScreenMeasure, ScreenPen

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stop:
    """A step of the track: its key, its day, the first and the last day allowed, its words for the ear.

    `fixed` are steps that have happened: they cannot be moved.
    """

    key: str
    day: date | None
    first: date | None
    last: date | None
    words: str
    fixed: bool = False


class Track(QWidget):
    """Up and Down choose a step; Left and Right move it by a day, with Shift by a week, Page keys a month.

    Home puts it on its first day, End on its last safe day, Backspace where it would stand by itself.
    `moved` tells the key and the new day (None: by itself) while it moves, `settled` when it stands.
    """

    moved = Signal(str, object)
    settled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._chart = Chart("", (), date(2000, 1, 1))
        self._stops: Sequence[Stop] = ()
        self._now = 0
        self._dragging = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        speech.speak_for(self)

    def put(self, chart: Chart, stops: Sequence[Stop]) -> None:
        """Show a chart; each of its rows is the step of the same place."""
        grown = len(chart.rows) != len(self._chart.rows)
        self._chart, self._stops = chart, stops
        self._now = min(self._now, max(len(stops) - 1, 0))
        self.setAccessibleName(chart.title)
        if grown:
            self.updateGeometry()
        self.update()

    def is_moving(self) -> bool:
        """Say whether a step is being dragged right now."""
        return self._dragging

    def sizeHint(self) -> QSize:
        """As high as its rows need with the type of the desk."""
        letters = self._letters()
        return QSize(int(30 * letters), int(height_of(self._chart, letters)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Never less high; narrow it may be."""
        return QSize(240, self.sizeHint().height())

    # -- for the ear --------------------------------------------------------------------------

    def viewport(self) -> QWidget:
        """Give the widget on which the items lie."""
        return self

    def spoken_title(self) -> str:
        """Give the name of the list."""
        return self._chart.title

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give each step with its words and its row."""
        letters = self._letters()
        return [
            (one.words, QRect(0, int(row_box(letters, row)[0]), self.width(), int(row_box(letters, row)[1])))
            for row, one in enumerate(self._stops)
        ]

    def spoken_now(self) -> int:
        """Give the chosen step."""
        return self._now

    # -- drawing ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chosen row, the bands of all, and a handle on each step that may be moved."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen, look, letters = ScreenPen(self, painter), theme.look_of(self), self._letters()
        if self.hasFocus() and self._stops:
            top, high = row_box(letters, self._now)
            painter.setPen(QPen(QColor(look.accent), 1.5))
            painter.setBrush(theme.color(look.accent_soft, 120))
            painter.drawRoundedRect(QRectF(1, top + 1, self.width() - 2, high - 2), 5, 5)
        draw_bands(self._chart, pen, float(self.width()))
        scale = self._scale()
        for row, one in enumerate(self._stops):
            if one.day:
                self._draw_handle(painter, scale.at(one.day), *row_box(letters, row), one.fixed)
        painter.end()

    def _draw_handle(self, painter: QPainter, across: float, top: float, high: float, fixed: bool) -> None:
        look, side = theme.look_of(self), high * 0.56
        box = QRectF(across - side / 2, top + (high - side) / 2, side, side)
        painter.setPen(QPen(QColor(look.card), 1.5))
        painter.setBrush(QColor(look.quiet if fixed else look.accent))
        if fixed:
            painter.drawRect(box.adjusted(1.5, 1.5, -1.5, -1.5))
        else:
            painter.drawEllipse(box)

    # -- mouse and keys -----------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a step."""
        row = row_at(self._chart, self._letters(), event.position().y())
        if event.button() != Qt.MouseButton.LeftButton or row < 0:
            return
        self._choose(row)
        if not self._stops[row].fixed:
            self._dragging = True
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move the step that is held."""
        if self._dragging:
            day = self._scale().day(event.position().x())
            if day != self._stops[self._now].day:
                self.moved.emit(self._stops[self._now].key, day)
            return
        row = row_at(self._chart, self._letters(), event.position().y())
        free = 0 <= row < len(self._stops) and not self._stops[row].fixed
        self.setCursor(Qt.CursorShape.OpenHandCursor if free else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go of the step."""
        if self._dragging:
            self._dragging = False
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            self.settled.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a step, or move the chosen one."""
        key, ways = event.key(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in ways:
            row = self._now + ways[Qt.Key(key)]
            if 0 <= row < len(self._stops):
                self._choose(row)
            else:
                event.ignore()
            return
        if not self._stops or self._stops[self._now].fixed or not self._move(event):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which step is chosen."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show it no longer."""
        super().focusOutEvent(event)
        self.update()

    # -- private ------------------------------------------------------------------------------

    def _move(self, event: QKeyEvent) -> bool:
        """Move the chosen step by a key; say whether the key means anything."""
        stop, key = self._stops[self._now], event.key()
        if key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._moved_to(None)
            return True
        day = stop.day or self._chart.today
        week = 7 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        steps = {
            Qt.Key.Key_Left: day - week * _DAY,
            Qt.Key.Key_Right: day + week * _DAY,
            Qt.Key.Key_PageUp: add_months(day, -1, "last_day_of_month"),
            Qt.Key.Key_PageDown: add_months(day, 1, "last_day_of_month"),
            Qt.Key.Key_Home: stop.first,
            Qt.Key.Key_End: stop.last,
        }
        wanted = steps.get(Qt.Key(key))
        if wanted is not None:
            self._moved_to(wanted)
        return key in steps

    def _moved_to(self, day: date | None) -> None:
        self.moved.emit(self._stops[self._now].key, day)
        self.settled.emit()
        speech.moved(self)

    def _choose(self, row: int) -> None:
        self._now = row
        self.update()
        speech.moved(self)

    def _scale(self) -> Scale:
        return scale_of(self._chart, ScreenMeasure(self), float(self.width()))

    def _letters(self) -> float:
        return QFontMetricsF(theme.type_size(self, 0)).height()
