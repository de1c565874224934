"""The timeline: rows of cases, people or employers with dates and windows, drawn by hand, walked by key."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip

from immdesk.basics.timeline import Timeline, things_of
from immdesk.basics.timeline_drawn import (
    HEAD,
    Thing,
    View,
    box_of,
    day_of,
    seen_things,
    thing_at,
)
from immdesk.basics.words import _
from ui.calendar import speech
from ui.calendar.chart_area import ChartArea
from ui.calendar.timeline_words import spoken_row, spoken_thing

if TYPE_CHECKING:
    from immdesk.basics.timeline import Spot


class TimelineView(ChartArea):
    """A timeline that is walked by key, told by mouse and read aloud."""

    def __init__(self, today: date, name: str = "") -> None:
        super().__init__(today, name or _("Timeline"))
        self._aim = (today, today.toordinal())
        self._things: tuple[int, list[tuple[int, str, int]]] = (-1, [])
        self._spoken: tuple[object, list[Thing]] = (None, [])

    # -- what it shows ------------------------------------------------------------------------

    def set_chart(self, chart: Timeline, today: date) -> None:
        """Show another timeline; the row and the day that were chosen stay chosen where they still are."""
        before = self._row_id()
        self.chart, self.today = chart, today
        self._things, self._spoken = (-1, []), (None, [])
        self._set_scroll()
        self._nearest(chart.own.get(before, 0), self.day.toordinal())
        self.viewport().update()

    def choose(self, day: date) -> None:
        """Move to a day; the marked thing nearest to it in the row is marked."""
        self.day = day
        self._nearest(self.thing.row if self.thing else 0, day.toordinal())
        self._show_day(day.toordinal())
        self.viewport().update()

    def spot(self) -> Spot | None:
        """Give the marked day, when one is chosen."""
        if self.thing is None or self.thing.kind != "spot" or self.thing.place < 0:
            return None
        return self.chart.rows[self.thing.row].line.spots[self.thing.place]

    def keys_on(self, day: date) -> frozenset[str]:
        """Give the keys of what stands on a day: of the chosen row, when its mark is of it."""
        number, thing = day.toordinal(), self.thing
        rows = self.chart.rows
        if thing is not None and thing.place >= 0 and day_of(self.chart, thing) == number:
            rows = [rows[thing.row]]
        return frozenset(
            one.key
            for row in rows
            for one in row.line.spots[bisect_left(row.ons, number) : bisect_right(row.ons, number)]
        )

    # -- keys and mouse -----------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk by the arrow keys; Page Up and Down turn rows, with Ctrl days; T, + and -, Enter."""
        key, ctrl = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        side = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
        down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        page = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}.get(Qt.Key(key), 0)
        end = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}.get(Qt.Key(key))
        if side:
            self._step(side)
        elif down:
            self._go_row((self.thing.row if self.thing else 0) + down)
        elif page and ctrl:
            self.turn(page)
        elif page:
            self._go_row((self.thing.row if self.thing else 0) + page * self._rows_a_page())
        elif end is not None and ctrl:
            self._go_row(0 if end == 0 else len(self.chart.rows) - 1)
        elif end is not None:
            self._go_end(end)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.set_zoom(self._zoom + (-1 if key == Qt.Key.Key_Minus else 1))
        elif key == Qt.Key.Key_T:
            self.go_to(self.today)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.day)
        else:
            super().keyPressEvent(event)

    def go_to(self, day: date) -> None:
        """Show a day in the middle and tell of it."""
        self.choose(day)
        self.day = day
        self.chosen.emit(day)

    def turn(self, step: int) -> None:
        """Turn a page of days and tell of the day that is then in the middle."""
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + step * int((self.viewport().width() - self._names()) * 0.9))
        day = self._day_of(self.seen().day_at(self._middle()))
        self.day = day
        self._nearest(self.thing.row if self.thing else 0, day.toordinal(), move=False)
        self._tell()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose what is under the mouse."""
        point = event.position()
        found = thing_at(self.chart, self.seen(), self._line(), point.x(), point.y())
        if found is None:
            return
        self.thing = found
        if found.place >= 0:
            self.day = self._day_of(day_of(self.chart, found))
        elif point.x() >= self._names():
            self.day = self._day_of(self.seen().day_at(point.x()))
        self._tell()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        """Open the day under the mouse."""
        self.entered.emit(self.day)

    def viewportEvent(self, event: QEvent) -> bool:
        """Say all the words of what is under the mouse: on the chart they may be cut."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = thing_at(self.chart, self.seen(), self._line(), event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self._words(found) if found else "", self)
            return True
        return super().viewportEvent(event)

    def _rows_a_page(self) -> int:
        line, top = self._line(), self.verticalScrollBar().value()
        seen = self.chart.between(top / line, (top + self.viewport().height()) / line - HEAD)
        return max(1, len(seen) - 1)

    # -- walking ------------------------------------------------------------------------------

    def _row_id(self) -> str:
        rows = self.chart.rows
        return rows[self.thing.row].line.id if self.thing and self.thing.row < len(rows) else ""

    def things(self, row: int) -> list[tuple[int, str, int]]:
        """Give everything of a row in the order of days."""
        if self._things[0] != row:
            self._things = (row, things_of(self.chart.rows[row]))
        return self._things[1]

    def _nearest(self, row: int, day: int, move: bool = True) -> None:
        """Mark what stands nearest to a day in a row; the row itself where nothing does."""
        if not self.chart.rows:
            self.thing = None
            return
        row = min(max(row, 0), len(self.chart.rows) - 1)
        things = self.things(row)
        place = bisect_left(things, (day, "", 0))
        near = sorted(things[max(place - 1, 0) : place + 1], key=lambda one: abs(one[0] - day))
        self.thing = Thing(row, near[0][1], near[0][2]) if near else Thing(row, "row", -1)
        if move:
            self._show_row(row)

    def _step(self, side: int) -> None:
        if self.thing is None:
            return
        things = self.things(self.thing.row)
        now = (day_of(self.chart, self.thing), self.thing.kind, self.thing.place)
        place = things.index(now) + side if self.thing.place >= 0 else (0 if side > 0 else len(things) - 1)
        if 0 <= place < len(things):
            day, kind, number = things[place]
            self.thing, self.day = Thing(self.thing.row, kind, number), self._day_of(day)
            self._show_day(day)
            self._tell()

    def _go_row(self, row: int) -> None:
        """Go to another row, near the day from which one began to go up or down."""
        if self._aim[0] != self.day:
            self._aim = (self.day, self.day.toordinal())
        self._nearest(row, self._aim[1])
        if self.thing is not None and self.thing.place >= 0:
            day = day_of(self.chart, self.thing)
            self.day = self._day_of(day)
            self._aim = (self.day, self._aim[1])
            self._show_day(day)
        self._tell()

    def _go_end(self, place: int) -> None:
        things = self.things(self.thing.row) if self.thing is not None else []
        if self.thing is not None and things:
            day, kind, number = things[place]
            self.thing, self.day = Thing(self.thing.row, kind, number), self._day_of(day)
            self._show_day(day)
            self._tell()

    def _day_of(self, number: int) -> date:
        return date.fromordinal(min(max(number, 1), date.max.toordinal()))

    def _tell(self) -> None:
        self.viewport().update()
        speech.moved(self)
        self.chosen.emit(self.day)

    # -- for a screen reader ------------------------------------------------------------------

    def spoken_title(self) -> str:
        """Give what the whole timeline is called aloud."""
        return self.accessibleName()

    def spoken_items(self) -> list[tuple[str, QRect]]:
        """Give what is read aloud, and where it is drawn: the rows that are seen, and what is on them."""
        seen, line = self.seen(), self._line()
        return [(self._words(one), self._rect(one, seen, line)) for one in self._seen_things()]

    def spoken_item(self, place: int) -> tuple[str, QRect]:
        """Give one of them."""
        things = self._seen_things()
        if not 0 <= place < len(things):
            return "", QRect()
        return self._words(things[place]), self._rect(things[place], self.seen(), self._line())

    def spoken_count(self) -> int:
        """Give how many they are."""
        return len(self._seen_things())

    def spoken_now(self) -> int:
        """Give the place of what is chosen among them."""
        things = self._seen_things()
        return things.index(self.thing) if self.thing in things else 0

    def _seen_things(self) -> list[Thing]:
        view = self.seen()
        key = (id(self.chart), view.left, view.scale, view.top, view.width, view.height, self.thing)
        if self._spoken[0] != key:
            self._spoken = (key, seen_things(self.chart, view, self._line()))
        return self._spoken[1]

    def _words(self, thing: Thing) -> str:
        line = self.chart.rows[thing.row].line
        return spoken_row(line) if thing.place < 0 else spoken_thing(line, thing)

    def _rect(self, thing: Thing, view: View, line: float) -> QRect:
        left, top, wide, high = box_of(self.chart, view, line, thing)
        return QRect(QPoint(int(left), int(top)), QPoint(int(left + wide), int(top + high)))
