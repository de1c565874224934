"""The month: a grid of days with the dates of all cases, drawn by hand, walked with the arrow keys."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from immdesk.basics.words import _, n_
from ui import theme
from ui.calendar import speech
from ui.calendar.chips import draw_chip
from ui.calendar.days import (
    day_name,
    month_name,
    next_month,
    same_day_in,
    spoken_day,
    weekday_names,
    weeks_of,
)

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}
_LEAST = 76


class MonthView(QAbstractScrollArea):
    """One month. `chosen` tells the day, `entered` that Enter was pressed on it."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self, today: date) -> None:
        super().__init__()
        speech.speak_for(self)  # before anything is told of it: Qt keeps the first interface that it makes
        self.today = self.day = today
        self._rows: dict[date, list[DateRow]] = {}
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Month of dates"))
        self.viewport().setMouseTracking(True)
        self.setMinimumSize(320, 280)

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
        return [day for week in weeks_of(self.day) for day in week]

    def rows_on(self, day: date) -> list[DateRow]:
        """Give the dates of a day, the worst first."""
        return self._rows.get(day, [])

    def box_of(self, day: date) -> QRect:
        """Give where a day is drawn, in the viewport."""
        place = self.days().index(day)
        return self._box(place // 7, place % 7).toRect()

    def day_at(self, point: QPoint) -> date | None:
        """Give the day under a point of the viewport."""
        for place, day in enumerate(self.days()):
            if self._box(place // 7, place % 7).contains(point.toPointF()):
                return day
        return None

    # -- keys and mouse -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, Page Up and Down the month, Home and End the week, T is today, Enter opens."""
        key = event.key()
        if key in _STEPS:
            self._move(self.day + timedelta(days=_STEPS[Qt.Key(key)]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = -1 if key == Qt.Key.Key_PageUp else 1
            self._move(same_day_in(next_month(self.day, step), self.day))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            past = (self.day.weekday() + 1) % 7
            self._move(self.day + timedelta(days=-past if key == Qt.Key.Key_Home else 6 - past))
        elif key == Qt.Key.Key_T:
            self._move(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse."""
        day = self.day_at(event.position().toPoint())
        if day is not None:
            self._move(day)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        if self.day_at(event.position().toPoint()) is not None:
            self.entered.emit(self.day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keys go."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Stop showing it."""
        super().focusOutEvent(event)
        self.viewport().update()

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
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), QColor(look.ground))
        painter.setPen(QPen(QColor(look.line), 1))
        painter.setBrush(QColor(look.card))
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        sheet = QPainterPath()
        sheet.addRoundedRect(QRectF(self.viewport().rect()).adjusted(1, self._head(), -1, -1), 8, 8)
        painter.setClipPath(sheet)
        for place, day in enumerate(self.days()):
            self._draw_day(painter, self._box(place // 7, place % 7), day, look)
        painter.setClipRect(event.rect())
        self._draw_head(painter, look)
        painter.end()

    def _draw_head(self, painter: QPainter, look: theme.Look) -> None:
        painter.setFont(theme.type_size(self, 0))
        painter.setPen(QColor(look.quiet))
        width = self.viewport().width() / 7
        for column, name in enumerate(weekday_names()):
            box = QRectF(column * width + theme.S, 0, width - theme.S, self._head())
            shown = name if painter.fontMetrics().horizontalAdvance(name) < box.width() else name[:3]
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), shown)

    def _draw_day(self, painter: QPainter, box: QRectF, day: date, look: theme.Look) -> None:
        here = day.month == self.day.month
        if day.weekday() >= 5 or not here:
            painter.fillRect(box.adjusted(1, 1, 0, 0), theme.color(look.ground, 255 if not here else 140))
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(box.topLeft(), box.topRight())
        if box.left() > 0:
            painter.drawLine(box.topLeft(), box.bottomLeft())
        if day == self.day:
            self._draw_chosen(painter, box, look)
        self._draw_number(painter, box, day, here, look)
        self._draw_chips(painter, box, self.rows_on(day), look)

    def _draw_chosen(self, painter: QPainter, box: QRectF, look: theme.Look) -> None:
        painter.setBrush(theme.color(look.accent_soft, 170))
        painter.setPen(QPen(QColor(look.accent), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 5, 5)

    def _draw_number(self, painter: QPainter, box: QRectF, day: date, here: bool, look: theme.Look) -> None:
        font = theme.type_size(self, 0)
        painter.setFont(font)
        side = painter.fontMetrics().height() + 4
        spot = QRectF(box.left() + 6, box.top() + 5, side, side)
        painter.setPen(QColor(look.text if here else look.quiet))
        if day == self.today:
            painter.setBrush(QColor(look.accent))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawEllipse(spot)
            painter.setPen(QColor(look.on_accent))
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), str(day.day))

    def _draw_chips(self, painter: QPainter, box: QRectF, rows: list[DateRow], look: theme.Look) -> None:
        painter.setFont(theme.type_size(self, 0))
        line = painter.fontMetrics().height()
        top = box.top() + line + 12
        room = box.bottom() - 3 - top
        tall = 0 < len(rows) * (2 * line + 6) <= room
        height = 2 * line + 4 if tall else line + 4
        fit = max(0, int(room // (height + 2)))
        shown = rows if len(rows) <= fit else rows[: max(fit - 1, 0)]
        for place, row in enumerate(shown):
            chip = QRectF(box.left() + 5, top + place * (height + 2), box.width() - 10, height)
            draw_chip(painter, chip, row, look, (row.case_title.partition(",")[0], row.title))
        if len(shown) < len(rows):
            more = QRectF(box.left() + 8, top + len(shown) * (height + 2), box.width() - 12, height)
            if not fit:
                more.moveTo(box.left() + line + 14, box.top() + 5)
            painter.setPen(QColor(look.quiet))
            left = len(rows) - len(shown)
            words = _("{n} more").format(n=left) if shown else n_("{n} date", "{n} dates", left)
            painter.drawText(more, int(Qt.AlignmentFlag.AlignVCenter), words)

    def _head(self) -> float:
        return float(self.fontMetrics().height() + theme.S)

    def _week_height(self) -> float:
        weeks = len(weeks_of(self.day))
        return max(_LEAST, (self.viewport().height() - self._head()) / weeks)

    def _box(self, week: int, column: int) -> QRectF:
        width, height = self.viewport().width() / 7, self._week_height()
        top = self._head() + week * height - self.verticalScrollBar().value()
        return QRectF(column * width, top, width, height)

    def _set_scroll(self) -> None:
        whole = self._head() + self._week_height() * len(weeks_of(self.day))
        over = int(whole - self.viewport().height())
        self.verticalScrollBar().setRange(0, max(0, over))
        self.verticalScrollBar().setPageStep(self.viewport().height())

    def _show_week(self) -> None:
        week = self.days().index(self.day) // 7
        bar, height = self.verticalScrollBar(), self._week_height()
        top = int(week * height)
        if top < bar.value():
            bar.setValue(top)
        elif top + height > bar.value() + self.viewport().height() - self._head():
            bar.setValue(int(top + height - self.viewport().height() + self._head()))

    # -- for a screen reader ------------------------------------------------------------------

    def spoken_title(self) -> str:
        """Give what the whole grid is called aloud."""
        return _("Dates of {month}").format(month=month_name(self.day))

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give what is to be read aloud, and where it is drawn: the days of the month."""
        return [(spoken_day(day, self.rows_on(day)), self.box_of(day)) for day in self.days()]

    def spoken_now(self) -> int:
        """Give the place of the chosen day among them."""
        return self.days().index(self.day)

    def __repr__(self) -> str:
        return f"<MonthView {day_name(self.day)}>"
