"""The order in which dates are worked through."""

from dataclasses import dataclass
from datetime import date

from immdesk.docket.agenda import agenda, days_left

TODAY = date(2026, 11, 21)


@dataclass(frozen=True)
class Row:
    title: str
    due_on: date | None
    kind: str = "deadline"
    severity: str = "normal"


def grouped(*rows):
    return agenda(rows, today=TODAY, on=lambda row: row.due_on)


def titles(rows):
    return [row.title for row in rows]


def test_dates_fall_into_overdue_this_week_next_weeks_and_later():
    found = grouped(
        Row("yesterday", date(2026, 11, 20)),
        Row("today", date(2026, 11, 21)),
        Row("day six", date(2026, 11, 27)),
        Row("day seven", date(2026, 11, 28)),
        Row("day 28", date(2026, 12, 19)),
        Row("no day", None),
    )
    assert titles(found.overdue) == ["yesterday"]
    assert titles(found.this_week) == ["today", "day six"]
    assert titles(found.next_weeks) == ["day seven"]
    assert titles(found.later) == ["day 28"]
    assert titles(found.undated) == ["no day"]


def test_an_opening_day_that_has_come_is_begun_and_not_overdue():
    found = grouped(Row("window", date(2026, 11, 1), kind="opens"))
    assert (titles(found.begun), titles(found.overdue)) == (["window"], [])


def test_the_worst_to_miss_stands_first_on_a_day():
    day = date(2026, 11, 23)
    found = grouped(
        Row("b", day), Row("opens", day, kind="opens"), Row("fatal", day, severity="fatal"), Row("a", day)
    )
    assert titles(found.this_week) == ["fatal", "a", "b", "opens"]


def test_days_left_are_negative_when_the_day_has_passed():
    assert days_left(date(2026, 11, 20), TODAY) == -1
    assert days_left(date(2027, 2, 16), TODAY) == 87
    assert days_left(None, TODAY) is None
