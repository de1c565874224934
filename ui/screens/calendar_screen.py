"""The calendar: the dates of all cases by month, week, agenda, timeline or year, and what a day asks for."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QWidget

from immdesk.basics.marks import BESIDE
from immdesk.basics.shown import month_and_year
from immdesk.basics.words import _, n_
from ui import theme
from ui.calendar.agenda import AgendaView
from ui.calendar.day_panel import DayPanel
from ui.calendar.day_wishes import DayWishes
from ui.calendar.days import (
    by_day,
    count_words,
    first_shown,
    next_month,
    week_name,
    week_of,
)
from ui.calendar.filter_bar import FilterBar, shown_words
from ui.calendar.going_out import GoingOut
from ui.calendar.legend import legend_line
from ui.calendar.month import MonthView
from ui.calendar.timeline import TimelineView
from ui.calendar.timeline_pane import TimelinePane
from ui.calendar.week import WeekView
from ui.calendar.year import YearView
from ui.parts.buttons import button
from ui.parts.finder import Finder, found_in
from ui.parts.heading import Heading, page_layout

if TYPE_CHECKING:
    from immdesk.basics.timeline import Spot
    from immdesk.office.calendar_days import CalendarFilter
    from immdesk.office.docket_sheets import Asked
    from immdesk.office.rows import Changed, DateRow
    from immdesk.office.spots import Read
    from immdesk.office.timelines import Spots
    from ui.calendar.paper import Sheet, View
    from ui.parts.desk import Desk

_AGENDA_MONTHS = 3
_VIEWS: tuple[View, ...] = ("month", "week", "agenda", "timeline", "year")
_WIDE = ("timeline", "year")
_LEAN = ("month", "week")
"""Views of every date that there is, read lean."""
_NEARER: tuple[View, ...] = ("year", "month", "week")

CalendarView = MonthView | AgendaView | TimelineView | YearView


class CalendarScreen(QWidget):
    """Its main action is the button of the chosen date: accept it, or mark it as done."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        settings = desk.settings
        self._day: date = office.today()
        self._show_done = settings.get("done_in_calendar") == "yes"
        self._shown: tuple[tuple[DateRow, ...], int] = ((), 0)
        self._every: Read | None = None
        self._panel, self._views = DayPanel(), QStackedWidget()
        self._pane = TimelinePane(self._day, settings)
        self._pane.regrouped.connect(self._read)
        self._all: dict[str, CalendarView] = {
            "month": MonthView(self._day),
            "week": WeekView(self._day),
            "agenda": AgendaView(self._day),
            "timeline": self._pane.view,
            "year": YearView(self._day),
        }
        for word, view in self._all.items():
            self._views.addWidget(self._pane if word == "timeline" else view)
            view.chosen.connect(self._on_chosen)
            view.entered.connect(self._on_entered)
        self._wishes = DayWishes(office, desk)
        self._panel.wanted.connect(self._wishes.do)
        page = page_layout(self)
        self._heading = Heading(_("Calendar"), " ")
        self._find = Finder(_("Find a date"), _("A name, a case number, a kind of date"))
        self._find.finding.connect(self._on_finding)
        self._find.leaving.connect(self._to_view)
        self._heading.add(self._find)
        self._add_buttons(settings.get("calendar_view"))
        page.addWidget(self._heading)
        page.addWidget(self._make_bar())
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(self._views, 5)
        across.addWidget(self._panel, 3)
        page.addLayout(across, 1)
        page.addLayout(legend_line())

    def show_ref(self, ref: str) -> None:
        """Show the month of a day; "" is where one was, today at first."""
        if ref:
            self._day = date.fromisoformat(ref)
        self._every = None
        self._read()
        self.view().setFocus()

    def refresh(self, _changed: Changed) -> None:
        """Any change may move a date."""
        self._every = None
        self._read()

    def focus_filter(self) -> None:
        """Put the cursor into the finder (Ctrl+F)."""
        self._find.take()

    def view(self) -> CalendarView:
        """Give the view that is shown."""
        return self._all[self._kind()]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Come nearer with + and go farther with −, from the year over the month to the week and back."""
        side = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1}.get(Qt.Key(event.key()), 0)
        place = _NEARER.index(self._kind()) + side if side and self._kind() in _NEARER else -1
        if 0 <= place < len(_NEARER):
            self._switch.buttons()[_VIEWS.index(_NEARER[place])].setChecked(True)
        else:
            super().keyPressEvent(event)

    # -- private ------------------------------------------------------------------------------

    def _kind(self) -> View:
        return _VIEWS[self._views.currentIndex()]

    def _add_buttons(self, view: str) -> None:
        self._back = button("", partial(self._turn, -1), picture="left")
        self._on = button("", partial(self._turn, 1), picture="right")
        for one in (self._back, button(_("Today"), self._go_today), self._on):
            self._heading.add(one)
        self._switch = QButtonGroup(self)
        titles = {
            "month": _("Month"),
            "week": _("Week"),
            "agenda": _("Agenda"),
            "timeline": _("Timeline"),
            "year": _("Year"),
        }
        for place, word in enumerate(_VIEWS):
            switch: QPushButton = button(titles[word])
            switch.setCheckable(True)
            switch.setChecked(word == view)
            self._switch.addButton(switch)
            self._heading.add(switch)
            if word == view:
                self._views.setCurrentIndex(place)
            switch.toggled.connect(partial(self._show_view, place))  # a screen reader does not click
        self._name_turns()

    def _make_bar(self) -> FilterBar:
        from immdesk.office.calendar_days import filter_from

        only = filter_from(self._office, self._desk.settings.get("calendar_filter"))
        self._out = GoingOut(self._office, self._desk, self._sheet, self._asked)
        register = button(_("Register"), partial(self._desk.go, "register"), picture="list")
        self._life = button(_("Lifeline"), self._to_lifeline, picture="person")
        self._bar = FilterBar(self._office, only, *self._out.buttons(), register, self._life)
        self._bar.changed.connect(self._on_filter)
        self._bar.clearing.connect(self._on_clearing)
        return self._bar

    def _span(self) -> tuple[date, date]:
        if self._kind() == "month":
            first = first_shown(self._day)
            return first, first + timedelta(days=41)
        if self._kind() == "week":
            days = week_of(self._day)
            return days[0], days[-1]
        if self._kind() in _WIDE:
            return date.min, date.max
        first = self._day.replace(day=1)
        return first, next_month(first, _AGENDA_MONTHS) - timedelta(days=1)

    def _read(self) -> None:
        from immdesk.office.calendar_days import calendar_dates

        if self._kind() in _WIDE:
            self._read_wide()
            return
        only = self._bar.only()
        lean = self._kind() in _LEAN
        found = calendar_dates(self._office, *self._span(), only, self._show_done, lean)
        rows = tuple(row for row in found.rows if self._fits(row))
        dates = [row for row in rows if row.kind not in BESIDE]
        view = self.view()
        if not isinstance(view, TimelineView | YearView):
            view.set_rows(by_day(rows), self._office.today())
        view.choose(self._day)
        self._shown, self._read_span = (rows, found.total), self._span()
        self._heading.set_title(self._title())
        self._heading.set_words(count_words(dates))
        self._bar.tell(found, len(dates))
        self._show_day()

    def _read_wide(self) -> None:
        """Show every date there is; what is chosen is read with its arithmetic when it is chosen."""
        from immdesk.office import timelines
        from immdesk.office.spots import read_spots

        only = self._bar.only()
        words = self._fits if self._find.words() else None
        if self._every is None:
            self._every = read_spots(self._office, self._show_done)
        found = timelines.spots_asked(self._office, only, self._show_done, words, self._every)
        self._show_wide(found, only)
        self._read_span = self._span()
        self._heading.set_title(self._title())
        self._heading.set_words(count_words([one for one in found.spots if one.kind not in BESIDE]))
        self._bar.tell(found, found.fit)
        self._show_day()

    def _show_wide(self, found: Spots, only: CalendarFilter) -> None:
        from immdesk.office import timelines

        view, today, by = self.view(), self._office.today(), self._pane.by()
        if isinstance(view, YearView):
            view.set_spots(found.spots, today)
            view.choose(self._day)
            return
        chart = timelines.timeline_of(self._office, found, by, only, not self._find.words())
        self._pane.put(chart, today)
        self._pane.view.choose(self._day)

    def _rows_on(self, day: date) -> list[DateRow]:
        """Give the dates of a day with their arithmetic; in a timeline those of the chosen row."""
        from immdesk.office.calendar_days import calendar_dates

        view = self.view()
        if not isinstance(view, TimelineView | YearView):
            rows = view.rows_on(day)
            if self._kind() not in _LEAN or not rows:
                return rows
            keys = {row.key for row in rows}
        else:
            keys = set(view.keys_on(day))
        if not keys:
            return []
        found = calendar_dates(self._office, day, day, self._bar.only(), self._show_done)
        return by_day(row for row in found.rows if row.key in keys).get(day, [])

    def _title(self) -> str:
        if self._kind() == "timeline":
            return _("Timeline")
        if self._kind() == "year":
            return f"{self._day.year}"
        if self._kind() == "week":
            return week_name(self._day)
        return month_and_year(self._day)

    def _sheet(self) -> Sheet:
        """Give what is shown now, to be printed."""
        from immdesk.office.calendar_days import filter_words
        from immdesk.office.docket_sheets import printed_words
        from immdesk.office.pack_age import stale_words
        from ui.calendar.paper import Sheet

        rows, total = self._shown
        parts = (filter_words(self._office, self._bar.only()), self._find.words())
        shown = shown_words(sum(row.kind not in BESIDE for row in rows), total)
        asked = " · ".join(part for part in parts if part)
        first, last = self._span()
        title = self._title()
        if self._kind() == "agenda":
            title = _("{first} to {last}").format(first=month_and_year(first), last=month_and_year(last))
        words = f"{shown}: {asked}" if asked else n_("{n} date", "{n} dates", total)
        printed = printed_words(self._office)
        late = stale_words(self._office)
        return Sheet(self._kind(), self._day, self._office.today(), by_day(rows), title, words, printed, late)

    def _to_lifeline(self) -> None:
        """Go to the lifeline of whose date is marked in the timeline, else of the client who is asked for."""
        person_id = self._whose()
        if person_id:
            self._desk.go("lifeline", person_id)
        else:
            self._desk.tell(_("Choose a client, or a date of somebody in the timeline."))

    def _whose(self) -> str:
        view, asked = self.view(), self._bar.only().person_id
        if asked or not isinstance(view, TimelineView) or view.thing is None:
            return asked
        spot, row = view.spot(), view.chart.rows[view.thing.row].line.id
        return row if self._pane.by() == "person" else spot.person_id if spot else ""

    def _asked(self) -> Asked:
        """Give what a sheet is asked for now."""
        from immdesk.office.docket_sheets import Asked

        words = self._find.words()
        finding = partial(_found, words) if words else None
        return Asked(self._bar.only(), self._day, self._pane.by(), finding, words)

    def _on_filter(self, only: CalendarFilter) -> None:
        self._desk.settings.set("calendar_filter", only.as_text())
        self._read()

    def _on_clearing(self) -> None:
        self._bar.clear()
        self._find.clear()
        self._on_filter(self._bar.only())
        self._to_view()

    def _fits(self, row: DateRow | Spot) -> bool:
        return _found(self._find.words(), row)

    def _on_finding(self, _words: str) -> None:
        self._read()

    def _to_view(self) -> None:
        self.view().setFocus()

    def _name_turns(self) -> None:
        back, on = {
            "week": (_("One week back"), _("One week on")),
            "timeline": (_("One page of days back"), _("One page of days on")),
            "year": (_("One year back"), _("One year on")),
        }.get(self._kind(), (_("One month back"), _("One month on")))
        self._back.setAccessibleName(back)
        self._on.setAccessibleName(on)

    def _show_day(self) -> None:
        rows = self._rows_on(self._day)
        self._panel.show_day(self._day, rows)
        if any(line.path for row in rows for line in row.explanation):
            self._desk.work.run_pure(
                self,
                _sourced,
                self._office,
                rows,
                done=self._panel.tell_sources,
                failed=self._desk.problem,
            )

    def _on_chosen(self, day: date) -> None:
        self._day = day
        if self._span() != self._read_span:
            self._read()
        else:
            self._heading.set_title(self._title())
            self._show_day()

    def _on_entered(self, _day: date) -> None:
        if not self._panel.focus_first():
            self._desk.tell(_("No date on this day. Arrow keys move to another."))

    def _turn(self, step: int) -> None:
        view = self.view()
        if isinstance(view, TimelineView):
            view.turn(step)
            return
        self._day = view.turned(step)
        self._read()

    def _go_today(self) -> None:
        self._day = self._office.today()
        self._read()

    def _show_view(self, place: int, on: bool) -> None:
        if not on:
            return
        self._views.setCurrentIndex(place)
        self._desk.settings.set("calendar_view", self._kind())
        self._name_turns()
        self._read()
        self.view().setFocus()


def _found(words: str, row: DateRow | Spot) -> bool:
    return found_in(words, row.title, row.who, row.case_number, row.case_title)


def _sourced(office: Any, rows: list[DateRow]) -> list[DateRow]:
    from immdesk.office.fact_sources import with_sources

    return with_sources(office, rows)
