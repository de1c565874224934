"""The month: a grid of days with the dates of all cases, drawn by hand, walked with the arrow keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)

from immdesk.basics.shown import month_and_year
from immdesk.basics.words import _
from ui import theme
from ui.calendar import speech
from ui.calendar.days import (
    day_name,
    next_month,
    same_day_in,
    spoken_day,
    weeks_of,
)
from ui.calendar.grid import Grid, Pen, card_shape, draw_grid, draw_head, grid_boxes, inside_card
from ui.calendar.painted import Painted

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_LEAST = 76


class MonthView(Painted):
    """One month."""

    far = 12
    """So many pages Ctrl with Page Up and Page Down turns: a year."""

    def __init__(self, today: date) -> None:
        super().__init__(today, _("Month of dates"))
        self._rows: dict[date, list[DateRow]] = {}
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setMouseTracking(True)

    # -- what it shows ------------------------------------------------------------------------

    def set_rows(self, rows: dict[date, list[DateRow]], today: date) -> None:
        """Show these dates, by day."""
        self._rows, self.today = rows, today
        self.viewport().update()

    def choose(self, day: date) -> None:
        """Move to a day; the month follows."""
        self.day = day
        self.setAccessibleDescription(spoken_day(day, self._rows.get(day, [])))
        self._set_scroll()
        self._show_week()
        self.viewport().update()
        speech.moved(self)

    def days(self) -> list[date]:
        """Give the days that are shown, week by week."""
        return [day for week in self.weeks() for day in week]

    def rows_on(self, day: date) -> list[DateRow]:
        """Give the dates of a day, the worst first."""
        return self._rows.get(day, [])

    def box_of(self, day: date) -> QRect:
        """Give where a day is drawn, in the viewport."""
        return self._boxes()[self.days().index(day)].toRect()

    def day_at(self, point: QPoint) -> date | None:
        """Give the day under a point of the viewport."""
        found = zip(self.days(), self._boxes(), strict=True)
        return next((day for day, box in found if box.contains(point.toPointF())), None)

    # -- keys and mouse -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, Page Up and Down the month, with Ctrl the year, Home and End the week."""
        key = event.key()
        if key in _STEPS:
            self._move(self.day + timedelta(days=_STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            pages = self.far if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
            self._move(self.turned(-pages if key == Qt.Key.Key_PageUp else pages))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            past = (self.day.weekday() + 1) % 7
            self._move(self.day + timedelta(days=-past if key == Qt.Key.Key_Home else 6 - past))
        elif key == Qt.Key.Key_T:
            self._move(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.day)
        else:
            super().keyPressEvent(event)

    def turned(self, step: int) -> date:
        """Give the day one month on (or, with -1, back)."""
        return same_day_in(next_month(self.day, step), self.day)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._move(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        if self.day_at(event.position().toPoint()) is not None:
            self.entered.emit(self.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give small windows a scroll bar."""
        super().resizeEvent(event)
        self._set_scroll()

    def _move(self, day: date) -> None:
        self.choose(day)
        self.chosen.emit(day)

    # -- drawing ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the days that are to be seen."""
        look = theme.look_of(self)
        painter = QPainter(self.viewport())
        around, pen = QRectF(self.viewport().rect()), self._pen()
        painter.fillRect(event.rect(), QColor(look.ground))
        card_shape(painter, around, look)
        painter.setClipPath(inside_card(around, self._head()))
        draw_grid(painter, self._boxes(), self._grid(), pen)
        painter.setClipRect(event.rect())
        if self._head():
            draw_head(painter, around, self._head(), pen)
        painter.end()

    def weeks(self) -> list[list[date]]:
        """Give the days that are shown, each week from Sunday to Saturday."""
        return weeks_of(self.day)

    def _pen(self) -> Pen:
        small = theme.type_size(self, 0)
        return Pen(theme.look_of(self), QFont(self.font()), small, theme.type_size(self, 3))

    def _grid(self) -> Grid:
        return Grid(self.weeks(), self._rows, self.today, self.day.month, self.day, self.hasFocus())

    def _head(self) -> float:
        return float(self.fontMetrics().height() + theme.S)

    def _week_height(self) -> float:
        weeks = len(self.weeks())
        return max(_LEAST, (self.viewport().height() - self._head()) / weeks)

    def _boxes(self) -> list[QRectF]:
        """Give the field of each day, in the viewport."""
        down = -self.verticalScrollBar().value()
        area = QRectF(self.viewport().rect()).translated(0, down)
        return grid_boxes(area, self._head(), self._week_height(), len(self.weeks()))

    def _set_scroll(self) -> None:
        boxes, bar = self._boxes(), self.verticalScrollBar()
        over = int(boxes[-1].bottom() + bar.value() - self.viewport().height())
        bar.setRange(0, max(0, over))
        bar.setPageStep(self.viewport().height())

    def _show_week(self) -> None:
        box, bar = self._boxes()[self.days().index(self.day)], self.verticalScrollBar()
        if box.top() < self._head() or box.height() > self.viewport().height():
            bar.setValue(int(bar.value() + box.top() - self._head()))
        elif box.bottom() > self.viewport().height():
            bar.setValue(int(bar.value() + box.bottom() - self.viewport().height()) + 1)

    # -- for a screen reader ------------------------------------------------------------------

    def spoken_title(self) -> str:
        """Give what the whole grid is called aloud."""
        return _("Dates of {month}").format(month=month_and_year(self.day))

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give what is to be read aloud, and where it is drawn: the days of the month."""
        return [self.spoken_item(place) for place in range(self.spoken_count())]

    def spoken_count(self) -> int:
        """Give how many they are."""
        return len(self.days())

    def spoken_item(self, place: int) -> tuple[str, QRect]:
        """Give one of them."""
        days = self.days()
        if not 0 <= place < len(days):
            return "", QRect()
        return spoken_day(days[place], self.rows_on(days[place])), self._boxes()[place].toRect()

    def spoken_now(self) -> int:
        """Give the place of the chosen day among them."""
        return self.days().index(self.day)

    def __repr__(self) -> str:
        return f"<MonthView {day_name(self.day)}>"
