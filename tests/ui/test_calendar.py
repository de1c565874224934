"""The calendar: days walked by key, dates with their reasons, accepted and done by a person."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from immdesk.office.rows import DateRow
from tests.desk import DeskDriver
from ui.calendar import days
from ui.calendar.agenda import AgendaView
from ui.calendar.month import MonthView


def row(
    title: str, on: date, *, kind: str = "deadline", severity: str = "normal", state: str = "kept"
) -> DateRow:
    return DateRow(
        key=title, entry_id="", state=state, title=title, who="Łukasz <b>&", case_id="1",
        case_number="26-0001", case_title="Wiśniewski, Łukasz", kind=kind, severity=severity, on=on,
        raw_on=None, was_on=None, shown="",
    )  # type: ignore[arg-type]  # fmt: skip


def test_a_month_that_starts_on_a_sunday_and_ends_on_a_saturday_has_four_weeks() -> None:
    weeks = days.weeks_of(date(2026, 2, 10))
    assert len(weeks) == 4
    assert (weeks[0][0], weeks[-1][-1]) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_month_can_touch_six_weeks() -> None:
    weeks = days.weeks_of(date(2026, 8, 14))
    assert (len(weeks), weeks[0][0], weeks[-1][-1]) == (6, date(2026, 7, 26), date(2026, 9, 5))


def test_january_31_goes_to_the_last_day_of_february() -> None:
    month = days.next_month(date(2026, 1, 31))
    assert days.same_day_in(month, date(2026, 1, 31)) == date(2026, 2, 28)


def test_on_a_day_the_worst_date_comes_first_and_a_done_one_last() -> None:
    on = date(2026, 8, 20)
    rows = [
        row("window opens", on, kind="opens"),
        row("mailed", on, severity="fatal", state="done"),
        row("permit ends", on, kind="status_end"),
        row("answer", on, severity="fatal"),
    ]
    assert [one.title for one in days.by_day(rows)[on]] == ["answer", "permit ends", "window opens", "mailed"]


@pytest.fixture
def month(qapp: QApplication) -> MonthView:
    view = MonthView(date(2026, 8, 14))
    view.resize(700, 500)
    view.set_rows(days.by_day([row("answer", date(2026, 8, 20), severity="fatal")]), date(2026, 8, 14))
    view.choose(date(2026, 8, 14))
    view.show()
    return view


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("Right", date(2026, 8, 15)), ("Left", date(2026, 8, 13)), ("Down", date(2026, 8, 21)),
        ("Up", date(2026, 8, 7)), ("PgDown", date(2026, 9, 14)), ("PgUp", date(2026, 7, 14)),
        ("Home", date(2026, 8, 9)), ("End", date(2026, 8, 15)),
    ],
)  # fmt: skip
def test_keys_walk_the_month(month: MonthView, keys: str, day: date) -> None:
    from PySide6.QtGui import QKeySequence
    from PySide6.QtTest import QTest

    told: list[date] = []
    month.chosen.connect(told.append)
    QTest.keySequence(month, QKeySequence(keys))
    assert (told, month.day) == ([day], day)


def test_a_click_chooses_the_day_under_the_mouse(month: MonthView) -> None:
    assert month.day_at(month.box_of(date(2026, 8, 20)).center()) == date(2026, 8, 20)


def test_a_screen_reader_hears_each_day_with_its_dates(month: MonthView) -> None:
    heard = QAccessible.queryAccessibleInterface(month)
    assert heard.text(QAccessible.Text.Name) == "Dates of August 2026"
    assert heard.childCount() == 42
    spoken = heard.child(25)
    assert spoken.text(QAccessible.Text.Name) == (
        "Thursday, August 20, 2026: deadline, answer, Łukasz <b>&, 26-0001"
    )
    assert spoken.role() == QAccessible.Role.ListItem


def test_a_month_with_many_dates_on_a_day_is_drawn(month: MonthView) -> None:
    on = date(2026, 8, 20)
    many = [row(f"date {n}", on, state="proposed") for n in range(40)]
    month.set_rows(days.by_day(many), date(2026, 8, 14))
    assert not month.grab().isNull()


def test_the_agenda_steps_from_date_to_date_over_the_days(qapp: QApplication) -> None:
    view = AgendaView(date(2026, 8, 14))
    rows = [row("one", date(2026, 8, 20)), row("two", date(2026, 8, 20)), row("three", date(2026, 9, 2))]
    view.resize(600, 300)
    view.set_rows(days.by_day(rows), date(2026, 8, 14))
    heard = [view.spoken_items()[view.spoken_now()][0]]
    for _ in range(2):
        view._step(1)
        heard.append(view.spoken_items()[view.spoken_now()][0])
    assert [words.split(", ")[1] for words in heard] == ["one", "two", "three"]
    assert view.day == date(2026, 9, 2)


@pytest.fixture
def july(desk: DeskDriver) -> DeskDriver:
    """The calendar on the day on which the practice office should renew a passport."""
    desk.window.desk.go("calendar", "2026-07-14")
    desk.settle()
    return desk


def test_a_day_shows_each_line_of_the_arithmetic_and_the_law(july: DeskDriver) -> None:
    for words in ("July 2026", "Tuesday, July 14, 2026", "Renew the passport", "go back 6 months", "new"):
        july.see(words)
    assert july.sees("INA 212(a)(7)(B)(i)(I)")


def test_a_day_says_who_recorded_the_fact_that_a_date_counts_from(july: DeskDriver) -> None:
    july.wait_for(lambda: july.sees(", recorded "), "who recorded the fact")


def test_a_date_is_accepted_then_done_with_its_proof_then_put_back(july: DeskDriver) -> None:
    july.press("Accept Renew the passport")
    july.see("on the docket")
    assert july.status() == "1 date accepted."
    july.press("Done… Renew the passport")
    july.type_into("Tracking number, receipt, or how it was done", "renewed <b>& paid")
    july.press("Mark as done")
    july.see("Done on Fri Aug 14, 2026: renewed <b>& paid")
    july.press("Put it back on the docket Renew the passport")
    july.see("on the docket")


def test_a_date_is_refused_only_with_a_reason(july: DeskDriver) -> None:
    july.press("Not this… Renew the passport")
    assert not july.can_press("Do not keep it")
    july.type_into("Why it is not kept; the attorney reads this in the history", "has another passport")
    july.press("Do not keep it")
    july.see("No date on this day.")
    assert july.status() == "Date refused."


def test_enter_on_a_day_goes_to_its_first_date_and_its_case_opens(july: DeskDriver) -> None:
    view = july.find(MonthView, "Month of dates")
    view.setFocus()
    july.key("Return", view)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Accept Renew the passport"
    july.press("26-0001 · Ramírez Ortega, Lucía")
    assert july.window.place()[0] == "case"


def test_the_agenda_is_remembered_as_the_chosen_view(july: DeskDriver) -> None:
    july.press("Agenda")
    july.find(AgendaView, "List of dates")
    assert july.window.settings.get("calendar_view") == "agenda"


def test_t_and_the_button_today_lead_back_to_today(july: DeskDriver) -> None:
    view = july.find(MonthView, "Month of dates")
    july.key("T", view)
    july.see("Friday, August 14, 2026")
