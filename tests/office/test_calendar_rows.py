"""The calendar over all cases: kept dates and those that wait, each once; Today in other weeks and clocks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from immdesk.office import computed, dates, today
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office, open_office

Case = Callable[[str], str]
TITLES = (
    "Answer the request for evidence",
    "Answer the notice of intent to deny",
    "Work permit (EAD) expires",
    "Passport expires",
    "Authorized stay ends",
    "Seek residence to keep the CSPA age",
    "Green card renewal may be filed from",
    "The parent's oath by this day makes the child an immediate relative",
)


def shown(office: Office, first: date, last: date) -> list[tuple[str, str, str, str]]:
    rows = dates.calendar(office, first, last)
    return [(str(row.on), row.state, row.title, row.case_number) for row in rows]


def test_the_calendar_shows_kept_and_proposed_dates_of_all_cases(practice_shared: Office) -> None:
    rows = shown(practice_shared, date(2026, 8, 1), date(2027, 7, 31))
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert len(rows) == len(set(rows))
    assert [row for row in rows if row[2] in TITLES] == [
        ("2026-08-19", "kept", "Answer the request for evidence", "26-0003"),
        ("2026-09-01", "kept", "Answer the notice of intent to deny", "26-0005"),
        ("2026-09-23", "kept", "Work permit (EAD) expires", "26-0004"),
        (
            "2026-10-13",
            "proposed",
            "The parent's oath by this day makes the child an immediate relative",
            "26-0002",
        ),
        ("2026-10-28", "kept", "Passport expires", "26-0005"),
        ("2027-01-14", "proposed", "Passport expires", "26-0001"),
        ("2027-02-14", "proposed", "Green card renewal may be filed from", "26-0002"),
        ("2027-05-14", "proposed", "Authorized stay ends", "26-0002"),
        ("2027-07-31", "proposed", "Seek residence to keep the CSPA age", "26-0002"),
    ]


def test_both_ends_of_the_asked_days_are_included(practice_shared: Office) -> None:
    assert len(shown(practice_shared, date(2026, 8, 19), date(2026, 9, 1))) == 2
    assert len(shown(practice_shared, date(2026, 8, 20), date(2026, 8, 31))) == 0


def test_a_done_date_stays_in_the_calendar_and_a_refused_one_leaves(practice: Office, case: Case) -> None:
    week = date(2026, 8, 14), date(2026, 9, 1)
    answer = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    dates.done(practice, answer.entry_id, "Delivered")
    assert [one[1] for one in shown(practice, *week)] == ["done", "kept"]
    stay = next(row for row in dates.dates_of(practice, case("26-0002")) if row.rule == "i94-governs")
    dates.refuse(practice, case("26-0002"), stay.key, "Left.")
    computed.catch_up(practice)
    assert stay.title not in [row[2] for row in shown(practice, date(2027, 5, 14), date(2027, 5, 14))]


def test_the_calendar_loads_no_pack(practice_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(practice_folder, tmp_path / "office")
    with open_office(tmp_path / "office", clock=stopped_at(date(2026, 8, 14))) as office:
        assert len(dates.calendar(office, date(2026, 8, 1), date(2027, 7, 31))) > 7
        today.today_page(office)
        assert office._library == []


def test_only_changed_cases_are_computed_again(practice: Office, case: Case) -> None:
    assert computed.waiting(practice) == []
    dates.accept_all(practice, case("26-0002"))
    assert computed.waiting(practice) in ([], [case("26-0002")])
    computed.catch_up(practice)
    assert computed.waiting(practice) == []


@pytest.mark.parametrize(
    ("day", "late", "week", "begun"),
    [
        (date(2026, 8, 19), 0, ["Answer the request for evidence"], 2),
        (date(2026, 8, 20), 1, [], 2),
        (date(2026, 10, 29), 4, [], 2),
        (date(2028, 2, 15), 4, [], 3),
    ],
)
def test_today_on_other_days(
    practice_folder: Path, tmp_path: Path, day: date, late: int, week: list[str], begun: int
) -> None:
    shutil.copytree(practice_folder, tmp_path / "office")
    with open_office(tmp_path / "office", clock=stopped_at(day)) as office:
        page = today.today_page(office)
        assert len(page.overdue) == late
        assert [row.title for row in page.this_week] == week
        assert len(page.open_now) == begun


def test_a_clock_that_stands_before_the_last_change_is_told(practice_folder: Path, tmp_path: Path) -> None:
    shutil.copytree(practice_folder, tmp_path / "office")
    with open_office(tmp_path / "office", clock=stopped_at(date(1999, 1, 4))) as office:
        assert "clock is before the last change" in today.today_page(office).banners[0]
        assert len(computed.waiting(office)) == 6


def test_a_task_is_ticked_off_and_leaves_the_list(practice: Office) -> None:
    first = today.open_tasks(practice)[0]
    changed = today.task_done(practice, first.id)
    assert changed.cases == {first.case_id}
    assert [task.title for task in today.open_tasks(practice)] == ["Ask for joint tax returns of three years"]
    assert practice.rows("SELECT done_on FROM task WHERE id = ?", [first.id]) == [{"done_on": "2026-08-14"}]


def test_a_case_with_a_task_is_not_without_a_next_step(practice: Office, case: Case) -> None:
    assert [row.number for row in today.today_page(practice).cases_without_date] == ["26-0002", "26-0006"]
    dates.accept_all(practice, case("26-0002"))
    assert [row.number for row in today.today_page(practice).cases_without_date] == ["26-0006"]
