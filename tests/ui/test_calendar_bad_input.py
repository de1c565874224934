"""The calendar with what nobody expects: ten thousand dates on a day, forty years, a clock set back."""

from __future__ import annotations

import time
from datetime import date

import pytest
from PySide6.QtGui import QPixmap

from immdesk.basics.timeline import Line, Stretch, lay_out
from immdesk.office.rows import DateRow
from ui.calendar.agenda import AgendaView
from ui.calendar.day_panel import DayPanel
from ui.calendar.days import by_day
from ui.calendar.month import MonthView
from ui.calendar.timeline import TimelineView
from ui.calendar.week import WeekView

DAY = date(2026, 8, 14)
MANY = 10_000


def a_date(number: int) -> DateRow:
    return DateRow(
        key=f"{number}", entry_id="", state="kept", title=f"date {number}", who="Soto, Ana", case_id="1",
        case_number="26-0001", case_title="Soto, Ana", kind="deadline", severity="fatal", on=DAY,
        raw_on=None, was_on=None, shown="",
    )  # fmt: skip


@pytest.mark.parametrize("kind", [MonthView, WeekView, AgendaView])
def test_ten_thousand_dates_on_a_day_are_drawn_at_once_and_told(
    qapp: object, kind: type[MonthView] | type[AgendaView]
) -> None:
    view = kind(DAY)
    view.resize(900, 600)
    view.set_rows(by_day(a_date(number) for number in range(MANY)), DAY)
    view.choose(DAY)
    screen = QPixmap(view.size())
    start = time.perf_counter()
    view.viewport().render(screen)
    assert time.perf_counter() - start < 2
    assert len(view.rows_on(DAY)) == MANY
    assert len(view.spoken_item(view.spoken_now())[0]) < 5000


def test_the_panel_shows_what_can_be_read_and_says_how_many_more_there_are(qapp: object) -> None:
    from PySide6.QtWidgets import QLabel

    panel = DayPanel()
    panel.show_day(DAY, [a_date(number) for number in range(MANY)])
    told = [one.text() for one in panel.findChildren(QLabel)]
    assert "9940 more on this day. Choose a client or a kind above to see them." in told


def test_forty_years_and_a_clock_set_back_leave_the_timeline_walkable(qapp: object) -> None:
    life = Stretch(
        date(2000, 1, 1).toordinal(), date(2039, 12, 31).toordinal(), "status", "Permanent resident"
    )
    view = TimelineView(DAY)
    view.resize(900, 400)
    view.set_chart(lay_out((Line("a", "Soto, Ana", "", (), (life,)),), DAY.toordinal()), DAY)
    view.fit()
    assert view.seen().at(life.first) >= view.seen().names
    assert view.seen().at(life.last) <= view.viewport().width()
    earlier = date(1999, 3, 1)
    view.set_chart(lay_out((Line("a", "Soto, Ana", "", (), (life,)),), earlier.toordinal()), earlier)
    view.go_to(earlier)
    assert view.seen().left < earlier.toordinal()
    assert not view.grab().isNull()
