"""The week: seven days side by side or below one another, each date with all its words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap

from immdesk.basics.words import _
from ui.calendar.days import day_name, week_of
from ui.calendar.grid import Grid, day_needs
from ui.calendar.month import MonthView

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

_LEAST_LETTERS = 17
_MOST = 200
"""So many dates of a day are written out; nobody reads more, and the agenda has them all."""


class WeekView(MonthView):
    """One week. A day with many dates makes the week higher, and it scrolls: nothing is left out."""

    far = 4

    def __init__(self, today: date) -> None:
        self._needed: tuple[object, list[float]] = (None, [])
        super().__init__(today)
        self.setAccessibleName(_("Week of dates"))

    def set_rows(self, rows: dict[date, list[DateRow]], today: date) -> None:
        """Show these dates, by day."""
        self._needed = (None, [])
        super().set_rows(rows, today)

    def weeks(self) -> list[list[date]]:
        """Give the seven days, from Sunday to Saturday."""
        return [week_of(self.day)]

    def turned(self, step: int) -> date:
        """Give the day one week on (or, with -1, back)."""
        return self.day + timedelta(days=7 * step)

    def spoken_title(self) -> str:
        """Give what the whole week is called aloud."""
        return _("Dates of the week of {day}").format(day=day_name(self.weeks()[0][0]))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move a day where the days stand below one another; else as in the month."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if self._stacked() and event.key() in steps:
            self._move(self.day + timedelta(days=steps[Qt.Key(event.key())]))
        else:
            super().keyPressEvent(event)

    def _grid(self) -> Grid:
        named, days = self._stacked(), self.days()
        more = {day: over for day in days if (over := len(self._rows.get(day, ())) - _MOST) > 0}
        rows = {**self._rows, **{day: self._rows[day][:_MOST] for day in more}} if more else self._rows
        return Grid(self.weeks(), rows, self.today, 0, self.day, self.hasFocus(), True, named, more)

    def _stacked(self) -> bool:
        """Say whether the days stand below one another, because seven columns would break words."""
        return self.viewport().width() / 7 < _LEAST_LETTERS * self.fontMetrics().averageCharWidth()

    def _head(self) -> float:
        return 0.0 if self._stacked() else super()._head()

    def _boxes(self) -> list[QRectF]:
        needs, wide = self._needs(), float(self.viewport().width())
        top = self._head() - self.verticalScrollBar().value()
        if not self._stacked():
            high = max(*needs, self.viewport().height() - self._head())
            return [QRectF(place * wide / 7, top, wide / 7, high) for place in range(7)]
        return [QRectF(0, top + sum(needs[:place]), wide, need) for place, need in enumerate(needs)]

    def _needs(self) -> list[float]:
        mark = (self.weeks()[0][0], self.viewport().width(), self.font().key())
        if self._needed[0] != mark:
            scrap = QPixmap(1, 1)
            painter = QPainter(scrap)
            width = self.viewport().width() / (1 if self._stacked() else 7)
            self._needed = (mark, day_needs(painter, width, self._grid(), self._pen()))
            painter.end()
        return self._needed[1]
