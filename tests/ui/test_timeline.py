"""The timeline and the year at the desk: walked by key, read aloud, filtered, on any amount of dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtGui import QAccessible

from immdesk.basics.timeline import Line, Spot, Stretch, Timeline, lay_out
from tests.desk import DeskDriver
from ui.calendar.chart_area import SCALES
from ui.calendar.timeline import TimelineView
from ui.calendar.year import YearView

DAY = date(2026, 8, 14)


def spot(title: str, on: date, kind: str = "deadline", rank: int = 1) -> Spot:
    whose = ("Soto, Ana", "p", "c", "26-0001", "Soto, Ana")
    return Spot(on.toordinal(), rank, title, kind, "serious", "kept", *whose, title)


def chart() -> Timeline:
    window = Stretch(date(2026, 9, 1).toordinal(), date(2026, 12, 1).toordinal(), "window", "File the I-751")
    life = Stretch(date(2000, 1, 1).toordinal(), date(2040, 1, 1).toordinal(), "window", "A long one")
    crowd = tuple(spot(f"number {n}", date(2026, 8, 20)) for n in range(10_000))
    first = (spot("answer", date(2026, 8, 20)), spot("ends", date(2026, 10, 2), "status_end", 3))
    return lay_out(
        (
            Line("a", "Soto, Ana", "26-0001", first, (window,)),
            Line("b", "Ek, Bo", "26-0002", crowd, (life,)),
            Line("c", "Without, Any", "26-0003"),
        ),
        DAY.toordinal(),
    )


@pytest.fixture
def timeline(qapp: object) -> TimelineView:
    view = TimelineView(DAY)
    view.resize(900, 400)
    view.show()
    view.set_chart(chart(), DAY)
    view.choose(DAY)
    return view


def press(view: TimelineView, *keys: str) -> None:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest

    for key in keys:
        QTest.keySequence(view, QKeySequence(key))


def said(view: TimelineView) -> str:
    return view.spoken_item(view.spoken_now())[0]


def test_arrows_walk_dates_and_windows_of_a_row_and_the_rows(timeline: TimelineView) -> None:
    assert said(timeline) == "Thursday, August 20, 2026: due, answer, Soto, Ana, 26-0001"
    press(timeline, "Right")
    assert said(timeline) == "may be filed, File the I-751, Tue Sep 1, 2026 to Tue Dec 1, 2026"
    press(timeline, "End")
    assert timeline.day == date(2026, 10, 2)
    press(timeline, "Ctrl+End")
    assert said(timeline) == "Without, Any, 26-0003"
    press(timeline, "Up", "Up")
    assert said(timeline).startswith("Friday, October 2, 2026: ends")


def test_plus_and_minus_zoom_from_days_to_years_and_t_leads_to_today(timeline: TimelineView) -> None:
    press(timeline, *["-"] * 20)
    assert timeline.zoom() == 0
    press(timeline, *["+"] * 20)
    assert timeline.zoom() == len(SCALES) - 1
    press(timeline, "Ctrl+PgDown", "Ctrl+PgDown")
    left = timeline.seen().left
    assert left > DAY.toordinal()
    press(timeline, "T")
    assert timeline.seen().left < DAY.toordinal() < left
    assert timeline.day == DAY


def test_a_screen_reader_hears_what_is_seen_of_ten_thousand_dates_on_a_day(timeline: TimelineView) -> None:
    heard = QAccessible.queryAccessibleInterface(timeline)
    names = [heard.child(place).text(QAccessible.Text.Name) for place in range(heard.childCount())]
    assert heard.text(QAccessible.Text.Name) == "Timeline"
    assert len(names) == 8
    assert names[0] == "Soto, Ana, 26-0001"
    assert "may be filed, A long one, Sat Jan 1, 2000 to Sun Jan 1, 2040" in names
    assert not timeline.grab().isNull()


@pytest.fixture
def at_timeline(desk: DeskDriver) -> DeskDriver:
    desk.go_to("Calendar")
    desk.press("Timeline")
    desk.settle()
    return desk


def test_the_timeline_is_walked_by_keys_to_a_date_and_its_case(at_timeline: DeskDriver) -> None:
    view = at_timeline.find(TimelineView, "Timeline")
    assert at_timeline.window.settings.get("calendar_view") == "timeline"
    at_timeline.key("Ctrl+Home", view)
    assert said(view).startswith("Tuesday, July 14, 2026: planned, Renew the passport, Ramírez Ortega, Lucía")
    at_timeline.see("go back 6 months")
    at_timeline.key("Return", view)
    at_timeline.key("Space")
    at_timeline.wait_for(lambda: at_timeline.status() == "1 date accepted.", "the date to be accepted")


def test_rows_by_person_and_a_filter_by_kind_of_case_are_remembered(at_timeline: DeskDriver) -> None:
    at_timeline.choose("Rows of the timeline", "By person")
    view = at_timeline.find(TimelineView, "Timeline")
    rows = [row.line.name for row in view.chart.rows]
    assert "Nguyễn, Văn Đức" in rows
    assert at_timeline.window.settings.get("timeline_rows") == "person"
    at_timeline.choose("Kind of case", "Family adjustment of status")
    at_timeline.choose("Severity", "Fatal if missed")
    assert 0 < len(view.chart.rows) < len(rows)
    at_timeline.see(" dates shown")
    assert at_timeline.window.settings.get("calendar_filter").count("|") == 5


def test_the_year_is_walked_by_day_month_and_year_and_shows_the_day_beside_it(desk: DeskDriver) -> None:
    desk.go_to("Calendar")
    desk.press("Year")
    view = desk.find(YearView, "Year of dates")
    desk.key("PgUp", view)
    desk.see("Tuesday, July 14, 2026")
    desk.see("Renew the passport")
    heard = QAccessible.queryAccessibleInterface(view)
    assert heard.text(QAccessible.Text.Name) == "Dates of 2026"
    assert heard.childCount() == 365
    words = heard.child(194).text(QAccessible.Text.Name)
    assert words.startswith("Tuesday, July 14, 2026: 1 date, planned, Renew the passport")
    desk.key("Ctrl+PgDown", view)
    desk.see("Wednesday, July 14, 2027")
    assert view.spoken_title() == "Dates of 2027"
    desk.key("+", view)
    desk.see("July 2027")
    desk.key("+")
    assert desk.window.settings.get("calendar_view") == "week"
    desk.key("-")
    desk.key("Ctrl+PgUp")
    desk.see("July 2026")


def test_a_sheet_is_chosen_by_name_and_saved(at_timeline: DeskDriver, tmp_path: Path) -> None:
    at_timeline.picker.path = tmp_path / "sheet"
    at_timeline.press("Print or save a sheet of the docket")
    at_timeline.choose("Which sheet", "Deadline control")
    at_timeline.choose("Where to", "Into a PDF file")
    at_timeline.press("Go on…")
    at_timeline.wait_for(lambda: at_timeline.status() == "The sheet is on disk.", "the sheet")
    assert "Deadline control" in pypdf.PdfReader(tmp_path / "sheet.pdf").pages[0].extract_text()


def test_the_timeline_is_saved_as_it_is_filtered(at_timeline: DeskDriver, tmp_path: Path) -> None:
    at_timeline.choose("Severity", "Fatal if missed")
    at_timeline.picker.path = tmp_path / "mine.pdf"
    at_timeline.press("Save the calendar as PDF")
    at_timeline.wait_for(lambda: at_timeline.status() == "The sheet is on disk.", "the timeline")
    text = pypdf.PdfReader(tmp_path / "mine.pdf").pages[0].extract_text()
    assert "Timeline, August 2026 to July 2027" in text
    assert "Fatal if missed" in text


def test_a_lifeline_is_reached_from_the_calendar_and_walked_by_key(at_timeline: DeskDriver) -> None:
    at_timeline.key("Ctrl+Home", at_timeline.find(TimelineView, "Timeline"))
    at_timeline.press("Lifeline")
    at_timeline.see("Lifeline of Ramírez Ortega, Lucía")
    view = at_timeline.find(TimelineView, "Lifeline")
    at_timeline.key("Ctrl+End", view)
    at_timeline.key("End", view)
    assert at_timeline.sees("Dates: ")
    at_timeline.key("Return", view)
    at_timeline.wait_for(lambda: at_timeline.window.place()[0] == "case", "the case of the date")
