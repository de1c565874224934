"""The year: twelve small months, each day warm by what stands on it, drawn by hand, walked by key."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)

from immdesk.basics.words import _
from immdesk.basics.year_drawn import (
    Fields,
    Year,
    box_of_day,
    count_words,
    day_at,
    days_of,
    draw_year,
    fields_of,
)
from ui import theme
from ui.calendar.chart_pen import ChartPen, Known
from ui.calendar.days import day_name, next_month, same_day_in, spoken
from ui.calendar.grid import card_shape
from ui.calendar.painted import Painted

if TYPE_CHECKING:
    from immdesk.basics.timeline import Spot

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
_AIR = 6.0


class YearView(Painted):
    """One year with what stands on each day."""

    def __init__(self, today: date) -> None:
        super().__init__(today, _("Year of dates"))
        self._spots: list[Spot] = []
        self._known = Known()
        self._counted = 0
        self._picture: tuple[object, QPixmap] = (None, QPixmap())
        self._shown = Year(today.year, {}, today)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_spots(self, spots: list[Spot], today: date) -> None:
        """Show these dates."""
        self._spots, self.today = spots, today
        self._count()

    def choose(self, day: date) -> None:
        """Move to a day; the year follows."""
        turned = day.year != self.day.year
        self.day = day
        if turned or self._shown.year != day.year:
            self._count()
        self.setAccessibleDescription(self._words(day))
        self._show_day()
        self.viewport().update()

    def turned(self, step: int) -> date:
        """Give the day one year on (or, with -1, back)."""
        return self._in_reach(next_month(self.day, 12 * step))

    def keys_on(self, day: date) -> frozenset[str]:
        """Give the keys of what stands on a day."""
        number = day.toordinal()
        return frozenset(one.key for one in self._spots if one.on == number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the day, Page Up and Down the month, with Ctrl the year, T is today, Enter opens."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key), 0)
        if key in _STEPS:
            self._move(self.day + timedelta(days=_STEPS[Qt.Key(key)]))
        elif page:
            self._move(self._in_reach(next_month(self.day, page * (12 if ctrl else 1))))
        elif key == Qt.Key.Key_Home:
            self._move(self.day.replace(month=1, day=1))
        elif key == Qt.Key.Key_End:
            self._move(self.day.replace(month=12, day=31))
        elif key == Qt.Key.Key_T:
            self._move(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the mouse."""
        x, y = event.position().x() - _AIR, event.position().y() - _AIR + self.verticalScrollBar().value()
        day = day_at(self.day.year, x, y, self._fields(), self._line())
        if day is not None:
            self._move(day)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        self.entered.emit(self.day)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give small windows a scroll bar."""
        super().resizeEvent(event)
        self._set_scroll()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the months that are to be seen."""
        look, painter = theme.look_of(self), QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(look.ground))
        card_shape(painter, QRectF(self.viewport().rect()), look)
        painter.drawPixmap(0, 0, self._year_picture(look))
        painter.translate(_AIR, _AIR - self.verticalScrollBar().value())
        left, top, wide, high = box_of_day(self.day, self._fields(), self._line())
        pen = ChartPen(painter, look, theme.type_size(self, 0), self._known)
        pen.frame(left + 1, top + 1, wide - 2, high - 2, self.hasFocus())
        painter.end()

    def _year_picture(self, look: theme.Look) -> QPixmap:
        """Give the year without what is chosen, drawn once until something of it changes."""
        view, font = self.viewport(), theme.type_size(self, 0)
        top, dense = self.verticalScrollBar().value(), view.devicePixelRatioF()
        mark = (self._counted, view.size().toTuple(), top, dense, look.dark, font.key(), self.today)
        if self._picture[0] != mark:
            made = QPixmap(view.size() * dense)
            made.setDevicePixelRatio(dense)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.translate(_AIR, _AIR)
            pen = ChartPen(painter, look, font, self._known)
            draw_year(self._shown, pen, self._fields(), float(top), view.height())
            painter.end()
            self._picture = (mark, made)
        return self._picture[1]

    def _count(self) -> None:
        self._counted += 1
        self._shown = Year(self.day.year, days_of(self._spots, self.day.year), self.today)
        self._set_scroll()
        self.viewport().update()

    def _in_reach(self, month: date) -> date:
        return same_day_in(month, self.day)

    def _move(self, day: date) -> None:
        from ui.calendar import speech

        self.choose(day)
        speech.moved(self)
        self.chosen.emit(day)

    def _line(self) -> float:
        return QFontMetricsF(theme.type_size(self, 0)).height()

    def _fields(self) -> Fields:
        size = self.viewport().size()
        return fields_of(size.width() - 2 * _AIR, size.height() - 2 * _AIR, self._line())

    def _set_scroll(self) -> None:
        over = int(self._fields().height() + 2 * _AIR - self.viewport().height())
        self.verticalScrollBar().setRange(0, max(0, over))
        self.verticalScrollBar().setPageStep(max(1, self.viewport().height()))
        self.verticalScrollBar().setSingleStep(int(self._line() * 2))

    def _show_day(self) -> None:
        _left, top, _wide, high = box_of_day(self.day, self._fields(), self._line())
        bar = self.verticalScrollBar()
        if top < bar.value():
            bar.setValue(int(top - 3 * self._line()))
        elif top + high + 2 * _AIR > bar.value() + self.viewport().height():
            bar.setValue(int(top + high + 2 * _AIR - self.viewport().height()) + 1)

    # -- for a screen reader ------------------------------------------------------------------

    def spoken_title(self) -> str:
        """Give what the whole year is called aloud."""
        return _("Dates of {year}").format(year=self.day.year)

    def spoken_count(self) -> int:
        """Give how many days it has."""
        return (date(self.day.year, 12, 31) - date(self.day.year, 1, 1)).days + 1

    def spoken_item(self, place: int) -> tuple[str, QRect]:
        """Give one day as it is read aloud, and where it is drawn."""
        if not 0 <= place < self.spoken_count():
            return "", QRect()
        day = date(self.day.year, 1, 1) + timedelta(days=place)
        left, top, wide, high = box_of_day(day, self._fields(), self._line())
        down = _AIR + top - self.verticalScrollBar().value()
        return self._words(day), QRect(int(left + _AIR), int(down), int(wide), int(high))

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give every day of the year."""
        return [self.spoken_item(place) for place in range(self.spoken_count())]

    def spoken_now(self) -> int:
        """Give the place of the chosen day among them."""
        return (self.day - date(self.day.year, 1, 1)).days

    def _words(self, day: date) -> str:
        found = self._shown.days.get(day.toordinal())
        worst = f", {spoken(found.worst)}" if found is not None else ""
        return f"{day_name(day)}: {count_words(found)}{worst}"
