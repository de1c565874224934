"""Timeline and year with 20,000 dates of 1,500 cases: painted, scrolled, zoomed and printed in time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from immdesk.basics.marks import mark_for
from immdesk.basics.timeline import Spot, Timeline, lay_out
from immdesk.office.docket_charts import pages_of, within
from immdesk.office.spots import windows_of
from immdesk.office.timelines import Names, Spots, rows_of
from tests.benchmarks.ratio import measure_amount, measure_seconds
from ui.calendar.month import MonthView
from ui.calendar.painted import Painted
from ui.calendar.timeline import TimelineView
from ui.calendar.year import YearView

DAY = date(2026, 8, 14)
CASES, DATES = 1500, 20_000
KINDS = (("opens", "normal"), ("closes", "fatal"), ("deadline", "fatal"), ("status_end", "serious"))
FIRST_PAINT, FRAME, YEAR, PDF, INDEX = 0.120, 16.0, 0.050, 0.5, 0.040


def a_date(number: int) -> Spot:
    kind, severity = KINDS[number % 4]
    case, turn = number % CASES, number // CASES
    on = DAY - timedelta(days=500) + timedelta(days=(case * 7 + turn * 90 + number % 4 * 45) % 1500)
    who = f"Wiśniewski {case}, Łukasz"
    key = f'["rule","c{case}","case","s{case}","{kind}",{turn // 4}]'
    rank = mark_for(kind, severity, "kept").rank
    whose = (who, f"p{case}", f"c{case}", f"26-{case:04}", who)
    return Spot(on.toordinal(), rank, f"Answer number {number}", kind, severity, "kept", *whose, key)


@pytest.fixture(scope="module")
def spots() -> list[Spot]:
    return sorted(a_date(number) for number in range(DATES))


def index(spots: list[Spot]) -> Timeline:
    names = {f"c{case}": (f"Wiśniewski {case}, Łukasz", f"26-{case:04}") for case in range(CASES)}
    asked = Spots(spots, windows_of(spots), DATES, DATES, ())
    return lay_out(rows_of(asked, "case", Names(names, frozenset(), {})), DAY.toordinal())


def a_view(chart: Timeline) -> TimelineView:
    view = TimelineView(DAY)
    view.resize(1300, 800)
    view.set_chart(chart, DAY)
    view.show()
    view.grab()
    return view


def frames(view: Painted, moves: list[Callable[[], object]]) -> Iterator[float]:
    """Give how many milliseconds each move took, with its paint."""
    screen = QPixmap(view.viewport().size())
    for move in moves:
        start = time.perf_counter()
        move()
        view.viewport().render(screen)
        yield (time.perf_counter() - start) * 1000


def slow(seen: list[float]) -> float:
    """Give the time that 95 of 100 frames keep to."""
    return sorted(seen)[int(len(seen) * 0.95)]


def test_the_index_and_the_first_paint(qapp: QApplication, spots: list[Spot]) -> None:
    measure_seconds("index of 20,000 dates", partial(index, spots), INDEX)
    chart = index(spots)
    measure_seconds("timeline, first paint", partial(a_view, chart), FIRST_PAINT)


def test_every_frame_of_the_timeline(qapp: QApplication, spots: list[Spot]) -> None:
    view = a_view(index(spots))
    down, across = view.verticalScrollBar(), view.horizontalScrollBar()
    moves: dict[str, list[Callable[[], object]]] = {
        "scroll of rows": [partial(down.setValue, n * 137) for n in range(200)],
        "scroll of days": [partial(across.setValue, n * 23) for n in range(200)],
        "zoom": [partial(view.set_zoom, n % 10) for n in range(60)],
        "page of rows": [partial(QTest.keyClick, view, Qt.Key.Key_PageDown) for _n in range(60)],
        "page of days": [partial(view.turn, 1 if n < 30 else -1) for n in range(60)],
        "arrow keys": [
            partial(QTest.keyClick, view, Qt.Key.Key_Down if n % 3 else Qt.Key.Key_Right) for n in range(100)
        ],
    }
    for name, each in moves.items():
        measure_amount(f"timeline, {name}, p95", slow(list(frames(view, each))), FRAME, "ms")


def test_the_year(qapp: QApplication, spots: list[Spot]) -> None:
    view = YearView(DAY)
    view.resize(1300, 800)
    view.show()

    screen = QPixmap(view.viewport().size())

    def shown() -> None:
        view.set_spots(spots, DAY)
        view.viewport().render(screen)

    measure_seconds("year of 20,000 dates", shown, YEAR)
    turns: list[Callable[[], object]] = [
        partial(QTest.keyClick, view, Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier) for _n in range(24)
    ]
    measure_amount("year, page of a month, p95", slow(list(frames(view, turns))), FRAME, "ms")


def test_the_month_turns(qapp: QApplication, spots: list[Spot]) -> None:
    days: dict[date, list[Any]] = {}
    for one in spots:
        days.setdefault(date.fromordinal(one.on), []).append(one)
    view = MonthView(DAY)
    view.resize(900, 800)
    view.set_rows(days, DAY)
    view.show()
    moves: list[Callable[[], object]] = [
        partial(QTest.keyClick, view, Qt.Key.Key_PageDown if n < 12 else Qt.Key.Key_PageUp) for n in range(24)
    ]
    measure_amount("month, page, p95", slow(list(frames(view, moves))), FRAME, "ms")


def test_twelve_months_become_a_pdf(spots: list[Spot]) -> None:
    from immdesk.packets.docket_pages import Paper, chart_pages

    chart = index(spots)
    first, after = date(2026, 8, 1).toordinal(), date(2027, 8, 1).toordinal()
    made: list[bytes] = []

    def print_it() -> None:
        year = within(chart, first, after - 1)
        paper = Paper("Timeline", "All cases", "Printed", across=True)
        made.append(chart_pages(paper, pages_of(year, first, after)))

    measure_seconds("timeline of 12 months to PDF", print_it, PDF, rounds=3)
    assert made[0].startswith(b"%PDF")
