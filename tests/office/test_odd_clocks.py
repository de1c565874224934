"""A computer whose clock is wrong: the desk says so, goes on, and loses nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from immdesk.office import backups, cases, computed, dates, histories, today
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office

BEFORE = (
    "This computer's clock is before the last change in the office. "
    "Check the date before you trust the days left."
)


def at(office: Office, day: date) -> Office:
    office.clock = stopped_at(day)
    return office


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2026, 8, 10), date(1970, 1, 1)])
def test_a_clock_set_back_is_told_first_on_today(practice: Office, day: date) -> None:
    assert BEFORE not in today.today_page(practice).banners
    assert today.today_page(at(practice, day)).banners[0] == BEFORE


def test_a_date_accepted_with_the_clock_set_back_is_kept_and_its_operation_stays_in_order(
    practice: Office,
) -> None:
    case_id = next(one for one in cases.case_ids(practice) if proposed(practice, one))
    at(practice, date(1999, 1, 1))
    keys = proposed(practice, case_id)
    dates.accept(practice, case_id, keys[:1])
    at(practice, date(2026, 8, 14))
    assert keys[0] in {row.key for row in dates.dates_of(practice, case_id) if row.state == "kept"}
    newest = histories.of_case(practice, case_id)[0]
    assert newest.at.year == 1999
    assert practice.store.verify_chain().ok


def proposed(office: Office, case_id: str) -> list[str]:
    return [row.key for row in dates.dates_of(office, case_id) if row.state == "proposed"]


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2100, 1, 1)])
def test_every_case_can_be_seen_changed_and_saved_in_1999_and_in_2100(
    practice: Office, day: date, tmp_path: Path
) -> None:
    at(practice, day)
    computed.catch_up(practice)
    ids = cases.case_ids(practice)
    assert len(ids) == 6
    assert sum(len(dates.dates_of(practice, one)) for one in ids) > 20
    assert len(dates.calendar(practice, date(1990, 1, 1), date(2110, 1, 1))) > 6
    cases.add_note(practice, ids[0], "Called the client.")
    assert day.year in {row.at.year for row in cases.notes(practice, ids[0])}
    assert Path(backups.make(practice, tmp_path / "saved").path).name.startswith(day.isoformat())


def test_in_2100_a_day_of_this_year_is_long_overdue_and_none_is_lost(practice: Office) -> None:
    kept = {row.key for row in today.today_page(practice).this_week}
    page = today.today_page(at(practice, date(2100, 1, 1)))
    assert kept <= {row.key for row in page.overdue}
    assert page.next_weeks == ()
