"""The week: seven days side by side, each date with all its words, walked like the month."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtGui import QPainter, QPixmap

from immdesk.basics.words import _
from ui.calendar.days import day_name, week_of
from ui.calendar.grid import Grid, week_needs
from ui.calendar.month import MonthView

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow


class WeekView(MonthView):
    """One week. A day with many dates makes the week higher, and it scrolls: nothing is left out."""

    def __init__(self, today: date) -> None:
        self._needed: tuple[object, float] = (None, 0.0)
        super().__init__(today)
        self.setAccessibleName(_("Week of dates"))

    def set_rows(self, rows: dict[date, list[DateRow]], today: date) -> None:
        """Show these dates, by day."""
        self._needed = (None, 0.0)
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

    def _grid(self) -> Grid:
        return Grid(self.weeks(), self._rows, self.today, 0, self.day, self.hasFocus(), whole=True)

    def _week_height(self) -> float:
        mark = (self.weeks()[0][0], self.viewport().width(), self.font().key())
        if self._needed[0] != mark:
            scrap = QPixmap(1, 1)
            painter = QPainter(scrap)
            needs = week_needs(painter, self.viewport().width() / 7, self._grid(), self._pen())
            painter.end()
            self._needed = (mark, needs)
        return max(self._needed[1], self.viewport().height() - self._head())
