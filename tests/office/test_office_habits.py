"""The habits of a careful office: reminders, dates that passed, who is away, what the agency is late with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import dates, events, missed, register, reminders, today, watches, whereabouts
from immdesk.office.clock import stopped_at
from immdesk.office.office import Office

Case = Callable[[str], str]
RFE = "Answer the request for evidence"


def reminded(office: Office, since: date | None = None) -> list[tuple[str, str, bool]]:
    return [(one.row.title, one.fell_on.isoformat(), one.fresh) for one in reminders.due(office, since)]


def entry(office: Office, title: str) -> str:
    rows = office.rows("SELECT id FROM docket_entry WHERE title = ? AND state = 'kept'", [title])
    return str(rows[0]["id"])


def test_a_fatal_date_reminds_two_weeks_a_week_and_a_day_before(practice: Office) -> None:
    # due Wednesday August 19: 14, 7 and 1 days before are August 5, 12 and 18; today is August 14
    assert (RFE, "2026-08-12", False) in reminded(practice)
    practice.clock = stopped_at(date(2026, 8, 18))
    assert (RFE, "2026-08-18", False) in reminded(practice)
    reminders.set_habit(practice, "remind_fatal", "10, 3")
    assert (RFE, "2026-08-16", False) in reminded(practice)
    reminders.set_habit(practice, "remind_fatal", "never")
    assert RFE not in [one[0] for one in reminded(practice)]
    with pytest.raises(Problem, match="whole numbers from 1 to 180"):
        reminders.set_habit(practice, "remind_fatal", "soon")


def test_nothing_is_lost_while_the_desk_was_closed_for_a_week(practice: Office) -> None:
    practice.clock = stopped_at(date(2026, 8, 21))
    found = reminders.due(practice, date(2026, 8, 14))
    assert (RFE, "2026-08-20", True) in reminded(practice, date(2026, 8, 14))
    told = reminders.since_words(practice, date(2026, 8, 14), found)
    assert told.startswith("Since Fri Aug 14, 2026, when ImmDesk was last looked at: 1 date passed, ")
    practice.clock = stopped_at(date(2026, 8, 13))  # the clock set back
    assert reminders.since_words(practice, date(2026, 8, 14), reminders.due(practice)) == ""


def test_only_a_fatal_date_asks_why_it_can_wait_and_never_beyond_itself(practice: Office) -> None:
    rfe = entry(practice, RFE)
    with pytest.raises(Problem, match="only with a reason"):
        reminders.put_off(practice, rfe, "+2")
    with pytest.raises(Problem, match="beyond itself"):
        reminders.put_off(practice, rfe, "Aug 20 2026", "The client is away")
    reminders.put_off(practice, rfe, "Aug 17 2026", "The client is away")
    assert RFE not in [one[0] for one in reminded(practice)]
    practice.clock = stopped_at(date(2026, 8, 17))
    assert (RFE, "2026-08-17", True) in reminded(practice, date(2026, 8, 14))


def test_the_office_s_own_day_reminds_before_the_law_s(practice: Office) -> None:
    reminders.set_habit(practice, "own_day_fatal", "5")
    own = [one for one in reminders.due(practice) if one.row.title == RFE]
    assert [(one.own, one.words) for one in own] == [
        (True, "The office's own day for it was Fri Aug 14, 2026.")
    ]


def test_a_date_that_passed_stays_on_top_until_somebody_says_what_happened(practice: Office) -> None:
    practice.clock = stopped_at(date(2026, 8, 21))
    rfe = entry(practice, RFE)
    assert RFE in [row.title for row in today.today_page(practice).overdue]
    with pytest.raises(Problem, match="Say what happened"):
        missed.tell_missed(practice, rfe, " ")
    missed.tell_missed(practice, rfe, "Answered online on August 18; the receipt is in the mail.")
    assert RFE not in [row.title for row in today.today_page(practice).overdue]
    assert practice.rows("SELECT state FROM docket_entry WHERE id = ?", [rfe])[0]["state"] == "kept"


def test_who_is_on_leave_hands_over_and_gets_it_back(practice: Office) -> None:
    ana, helen = (
        practice.rows("SELECT id FROM staff WHERE given_name = ?", [name])[0]["id"]
        for name in ("Ana", "Helen")
    )
    mine = len(practice.rows("SELECT id FROM task WHERE staff_id = ? AND due_on <> ''", [ana]))
    whereabouts.away(practice, ana, "leave", "Aug 13 2026", "Aug 28 2026", helen)
    (told,) = whereabouts.covered(practice, helen)
    assert RFE in [row.title for row in told.dates]
    assert whereabouts.covered(practice, ana) == ()
    assert told.absence.words.startswith(
        "on leave · Thu Aug 13, 2026 – Fri Aug 28, 2026 · Helen Whitaker covers"
    )
    whereabouts.back(practice, told.absence.absence_id)
    assert whereabouts.covered(practice) == ()
    assert len(practice.rows("SELECT id FROM task WHERE staff_id = ? AND due_on <> ''", [ana])) == mine
    with pytest.raises(Problem, match="covers for themselves"):
        whereabouts.away(practice, ana, "leave", "Aug 13 2026", "", ana)


def test_a_filing_without_a_receipt_and_one_past_its_time_are_named(practice: Office, case: Case) -> None:
    here = case("26-0006")
    person = practice.rows(
        "SELECT person_id FROM case_party WHERE case_id = ? AND role = 'beneficiary'", [here]
    )
    mailed = {"form": "I-130", "person_id": person[0]["person_id"], "postmark_on": "7/20/2026"}
    events.record(practice, "filing", here, mailed)
    assert watches.late(practice) == []
    watches.set_receipt_days(practice, "21")
    assert [(one.title, one.words) for one in watches.late(practice)] == [
        ("I-130 – Peña Ibáñez, María de los Ángeles", "mailed Mon Jul 20, 2026, 25 days ago and no receipt")
    ]
    pending = practice.rows("SELECT id, case_id FROM filing WHERE receipt_number = 'IOE0934567890'")[0]
    looked = {"processing_months": "14", "processing_looked_up_on": "8/3/2026"}
    events.record(practice, "filing", pending["case_id"], looked, pending["id"])
    assert watches.late(practice)[0].words == (
        "past 14 months since Fri Apr 17, 2026 (looked up on Mon Aug 3, 2026): ask the agency"
    )


def test_what_was_entered_today_says_from_what_and_waits_for_a_second_person(
    practice: Office, case: Case
) -> None:
    rfe = {"kind": "rfe", "dated_on": "8/3/2026", "response_days": "84", "served_by": "mail"}
    events.record(practice, "notice", case("26-0002"), {**rfe, "sent_abroad": "no", "due_on": "none"})
    key = next(row.key for row in dates.dates_of(practice, case("26-0002")) if row.title == RFE)
    dates.accept(practice, case("26-0002"), [key])
    mine = register.entered_today(practice, "26-0002")
    assert [(one.title, one.source, one.checked) for one in mine] == [
        (RFE, "Request for evidence, Mon Aug 3, 2026", "waits for a second look")
    ]


def test_what_reminds_is_read_once_until_something_changes(practice: Office) -> None:
    reminders.due(practice, passed=False)
    [first] = practice.standing.values()
    reminders.due(practice, date(2026, 8, 1))
    assert list(practice.standing.values()) == [first]
    reminders.set_habit(practice, "remind_fatal", "never")
    reminders.due(practice)
    assert list(practice.standing.values()) != [first]
