"""The calendar shows what was asked for: by staff, client, kind and severity, alone and together."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.office import calendar_days
from immdesk.office.calendar_days import CalendarFilter, calendar_dates, filter_from
from immdesk.office.office import Office

FIRST, LAST = date(2026, 8, 1), date(2026, 9, 30)


def titles(office: Office, only: CalendarFilter) -> list[tuple[str, str]]:
    rows = calendar_dates(office, FIRST, LAST, only).rows
    return [(f"{row.on:%m-%d}", row.title) for row in rows if row.kind in ("deadline", "send_by")]


def test_send_by_days_stand_beside_the_days_of_receipt(practice_shared: Office) -> None:
    assert titles(practice_shared, CalendarFilter()) == [
        ("08-17", "Send: Answer the request for evidence"),
        ("08-19", "Answer the request for evidence"),
        ("08-28", "Send: Answer the notice of intent to deny"),
        ("09-01", "Answer the notice of intent to deny"),
    ]


def test_a_day_to_send_is_shown_in_a_month_that_its_deadline_is_not_in(practice_shared: Office) -> None:
    found = calendar_dates(practice_shared, date(2026, 8, 20), date(2026, 8, 31), CalendarFilter())
    assert [row.title for row in found.rows] == ["Send: Answer the notice of intent to deny"]
    assert (found.fit, found.total) == (0, 0)


@pytest.mark.parametrize(
    ("only", "days"),
    [
        (CalendarFilter(kind="send_by"), ["08-17", "08-28"]),
        (CalendarFilter(kind="deadline"), ["08-19", "09-01"]),
        (CalendarFilter(kind="opens", severity="fatal"), []),
    ],
)
def test_kinds_and_severities_are_asked_for(
    practice_shared: Office, only: CalendarFilter, days: list[str]
) -> None:
    assert [day for day, _title in titles(practice_shared, only)] == days


def test_a_clients_dates_are_his_own_and_those_of_his_case(practice_shared: Office) -> None:
    everything = calendar_dates(practice_shared, FIRST, LAST, CalendarFilter())
    named = {name: one for one, name in everything.clients}
    answer = next(row for row in everything.rows if row.case_number == "26-0003")
    only = CalendarFilter(person_id=named[answer.who])
    found = calendar_dates(practice_shared, FIRST, LAST, only)
    assert {row.case_number for row in found.rows} == {"26-0003"}
    assert 1 <= found.fit < found.total


def test_dates_of_the_cases_of_one_of_the_staff(practice_shared: Office) -> None:
    shown = set()
    for one in practice_shared.rows("SELECT id FROM staff"):
        shown |= {
            row.key for row in calendar_dates(practice_shared, FIRST, LAST, CalendarFilter(one["id"])).rows
        }
    everything = calendar_dates(practice_shared, FIRST, LAST, CalendarFilter())
    assert shown == {row.key for row in everything.rows}
    assert calendar_dates(practice_shared, FIRST, LAST, CalendarFilter("nobody")).fit == 0


def test_a_filter_is_remembered_without_names_and_forgets_whom_the_office_does_not_know(
    practice_shared: Office,
) -> None:
    staff = practice_shared.rows("SELECT id FROM staff")[0]["id"]
    client = practice_shared.rows("SELECT person_id FROM case_party")[0]["person_id"]
    only = CalendarFilter(staff, client, "deadline", "fatal")
    assert filter_from(practice_shared, only.as_text()) == only
    assert filter_from(practice_shared, "x|y|deadline|dire") == CalendarFilter(kind="deadline")
    assert filter_from(practice_shared, "") == CalendarFilter()
    words = calendar_days.filter_words(practice_shared, only)
    assert words.endswith("Deadlines · Fatal if missed")
