"""The agenda: the dates of all cases day after day, drawn by hand, walked with the arrow keys."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)

from immdesk.basics.words import _
from ui import theme
from ui.calendar import speech
from ui.calendar.days import day_name, next_month, same_day_in, spoken
from ui.calendar.grid import Pen, card_shape, draw_day_line
from ui.calendar.listing import draw_date_line
from ui.calendar.painted import Painted

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow


class AgendaView(Painted):
    """A list of days with their dates."""

    def __init__(self, today: date) -> None:
        super().__init__(today, _("List of dates"))
        self._lines: list[tuple[date, DateRow | None]] = []
        self._place = 0
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_rows(self, rows: dict[date, list[DateRow]], today: date) -> None:
        """Show these dates, by day."""
        self.today = today
        self._lines = []
        for day in sorted(rows):
            self._lines.append((day, None))
            self._lines += [(day, row) for row in rows[day]]
        self._set_scroll()
        self.choose(self.day)

    def choose(self, day: date) -> None:
        """Move to the first date on a day or after it."""
        self.day = day
        dates = [place for place, (_day, row) in enumerate(self._lines) if row is not None]
        on_or_after = [place for place in dates if self._lines[place][0] >= day]
        self._place = (on_or_after or dates or [0])[0] if on_or_after else (dates[-1] if dates else 0)
        self._show()

    def rows_on(self, day: date) -> list[DateRow]:
        """Give the dates of a day, the worst first."""
        return [row for on, row in self._lines if on == day and row is not None]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move the date, Page Up and Down the month, with Ctrl the year; T is today, Enter."""
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._step(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            months = 12 if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
            self._move(self.turned(-months if key == Qt.Key.Key_PageUp else months))
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
        """Choose the date under the mouse."""
        place = self._place_at(event.position().toPoint())
        if 0 <= place < len(self._lines):
            self._place = place
            self._tell()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        self.entered.emit(self.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the scroll bar."""
        super().resizeEvent(event)
        self._set_scroll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines that are to be seen."""
        look = theme.look_of(self)
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.ground))
        card_shape(painter, QRectF(self.viewport().rect()), look)
        if not self._lines:
            painter.setPen(QColor(look.quiet))
            words = _("No date in these three months.")
            painter.drawText(self.viewport().rect(), int(Qt.AlignmentFlag.AlignCenter), words)
        first = max(0, self._place_at(QPoint(0, 0)))
        last = min(len(self._lines) - 1, self._place_at(QPoint(0, self.viewport().height())))
        for place in range(first, last + 1):
            self._draw_line(painter, place, look)
        painter.end()

    def _draw_line(self, painter: QPainter, place: int, look: theme.Look) -> None:
        day, row = self._lines[place]
        box, pen = (
            QRectF(self._box(place)),
            Pen(look, QFont(self.font()), self.font(), theme.type_size(self, 3)),
        )
        if row is None:
            draw_day_line(painter, box.adjusted(theme.L, theme.XS, -theme.L, 0), day, self.today, pen)
            return
        if place == self._place:
            painter.setBrush(theme.color(look.accent_soft, 170))
            painter.setPen(QPen(QColor(look.accent), 2 if self.hasFocus() else 1))
            painter.drawRoundedRect(box.adjusted(theme.S, 1, -theme.S, -1), 5, 5)
        draw_date_line(painter, box.adjusted(theme.L, 3, -theme.L, -3), row, pen)

    def _step(self, step: int) -> None:
        place = self._place + step
        while 0 <= place < len(self._lines) and self._lines[place][1] is None:
            place += step
        if 0 <= place < len(self._lines):
            self._place = place
            self._tell()

    def _tell(self) -> None:
        self.day = self._lines[self._place][0]
        self._show()
        self.chosen.emit(self.day)

    def _move(self, day: date) -> None:
        self.choose(day)
        self.chosen.emit(self.day)

    def _show(self) -> None:
        bar, height = self.verticalScrollBar(), self._height()
        top = max(0, (self._place - 1) * height)
        if top < bar.value():
            bar.setValue(top)
        elif (self._place + 1) * height > bar.value() + self.viewport().height():
            bar.setValue((self._place + 1) * height - self.viewport().height() + theme.S)
        self.viewport().update()
        if self._lines:
            speech.moved(self)

    def _height(self) -> int:
        return self.fontMetrics().height() + theme.M

    def _box(self, place: int) -> QRect:
        top = theme.XS + place * self._height() - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._height())

    def _place_at(self, point: QPoint) -> int:
        return (point.y() + self.verticalScrollBar().value() - theme.XS) // self._height()

    def _set_scroll(self) -> None:
        over = len(self._lines) * self._height() + theme.M - self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, over))
        self.verticalScrollBar().setPageStep(self.viewport().height())
        self.verticalScrollBar().setSingleStep(self._height())

    # -- for a screen reader ------------------------------------------------------------------

    def spoken_title(self) -> str:
        """Give what the whole list is called aloud."""
        return _("List of dates")

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give what is to be read aloud, and where it is drawn: days and their dates."""
        return [self.spoken_item(place) for place in range(len(self._lines))]

    def spoken_count(self) -> int:
        """Give how many they are."""
        return len(self._lines)

    def spoken_item(self, place: int) -> tuple[str, QRect]:
        """Give one of them."""
        if not 0 <= place < len(self._lines):
            return "", QRect()
        day, row = self._lines[place]
        return spoken(row) if row is not None else day_name(day), self._box(place)

    def spoken_now(self) -> int:
        """Give the place of the chosen date among them."""
        return self._place
