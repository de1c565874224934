"""The office's own day and the second look: earlier than the law's, with a reason, confirmed by another."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, dates, own_days, second_looks
from immdesk.office.firm import staff
from immdesk.office.office import Office
from immdesk.office.rows import DateRow


@pytest.fixture
def rfe(practice: Office) -> DateRow:
    """The answer to the request for evidence, on the docket for August 19, 2026."""
    [case_id] = cases.case_ids(practice, "nguyen")
    dates.accept_all(practice, case_id)
    return again(practice, case_id)


def again(practice: Office, case_id: str) -> DateRow:
    rows = dates.dates_of(practice, case_id)
    return next(row for row in rows if row.rule == "rfe-deadline" and row.state == "kept")


def test_the_office_works_to_an_earlier_day_and_the_laws_stays_in_sight(
    practice: Office, rfe: DateRow
) -> None:
    own_days.set_own_day(practice, rfe.entry_id, "8/17/2026", "The courier does not come on Wednesdays")
    row = again(practice, rfe.case_id)
    assert (row.on, row.law_on) == (date(2026, 8, 17), date(2026, 8, 19))
    assert "courier" in row.note
    assert [one for one in dates.dates_of(practice, rfe.case_id) if one.state == "moved"] == []


def test_a_second_own_day_is_measured_by_the_laws_day_and_it_can_be_taken_back(
    practice: Office, rfe: DateRow
) -> None:
    own_days.set_own_day(practice, rfe.entry_id, "2026-08-15", "Early")
    own_days.set_own_day(practice, rfe.entry_id, "2026-08-18", "A little later, still before")
    assert again(practice, rfe.case_id).on == date(2026, 8, 18)
    own_days.back_to_law(practice, rfe.entry_id)
    row = again(practice, rfe.case_id)
    assert (row.on, row.law_on, row.note) == (date(2026, 8, 19), None, rfe.note)


@pytest.mark.parametrize(
    ("typed", "reason", "said"),
    [
        ("2026-08-20", "later", "later than the law's"),
        ("soon", "why", "is no day"),
        ("2026-08-18", "  ", "needs a reason"),
    ],
)
def test_a_later_day_no_day_and_no_reason_are_refused(
    practice: Office, rfe: DateRow, typed: str, reason: str, said: str
) -> None:
    with pytest.raises(Problem, match=said):
        own_days.set_own_day(practice, rfe.entry_id, typed, reason)
    assert again(practice, rfe.case_id).on == date(2026, 8, 19)


def test_a_fatal_date_waits_visibly_until_a_colleague_has_looked(practice: Office, rfe: DateRow) -> None:
    assert rfe.second_look == "waiting"
    assert rfe.entry_id in [row.entry_id for row in second_looks.waiting(practice)]
    colleague = staff(practice)[0]
    second_looks.confirm(practice, rfe.entry_id, colleague.id)
    assert again(practice, rfe.case_id).second_look == colleague.name
    assert rfe.entry_id not in [row.entry_id for row in second_looks.waiting(practice)]


def test_a_date_that_moved_waits_for_a_second_look_again(practice: Office, rfe: DateRow) -> None:
    second_looks.confirm(practice, rfe.entry_id, staff(practice)[0].id)
    own_days.set_own_day(practice, rfe.entry_id, "2026-08-17", "Earlier")
    assert again(practice, rfe.case_id).second_look == "waiting"


def test_nobody_confirms_a_date_that_is_not_on_the_docket_or_as_nobody(
    practice: Office, rfe: DateRow
) -> None:
    with pytest.raises(Problem, match="somebody else's"):
        second_looks.confirm(practice, rfe.entry_id, "nobody")
    dates.done(practice, rfe.entry_id, "mailed")
    with pytest.raises(Problem, match="no longer on the docket"):
        second_looks.confirm(practice, rfe.entry_id, staff(practice)[0].id)
