"""Calculators of workers and students: the days of the rules, trips that are wrong, tried values, paper."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.law.worked_out.days_abroad import days_of_each, whole_days
from immdesk.office import dates, work
from immdesk.office.calculators import paper
from immdesk.office.calculators.asking import question_of
from immdesk.office.calculators.registry import offered, work_out
from immdesk.office.calculators.shapes import Sheet
from immdesk.office.office import Office
from immdesk.records.answers import say, that_is_all
from immdesk.records.documents import Document
from immdesk.records.people import Employment
from immdesk.records.travel import Entry, Trip

CASE = "26-0002"
"""A family of Mexico whose mother is made a worker or a student here."""


def rows_kept(office: Office, person: str, *rows: Any, said: dict[str, str] | None = None) -> None:
    """Put rows beside a person, and words beside a document with the id "card"."""

    def do(session: Any) -> None:
        for row in rows:
            session.add(row)
        for word, value in (said or {}).items():
            say(session, "document", "card", word, value)
        that_is_all(session, "person", person, "employment")

    office.change("Record", do)


@pytest.fixture
def worker(practice: Office, set_fact: Callable[..., None]) -> str:
    """Make the mother an H-1B worker since October 1, 2020; her trips are wrong in every way."""
    set_fact(
        "status_period", "status = 'H-4'", status="H-1B", from_on="2020-10-01", until_on="2026-12-31",
        i94_until="2027-01-10", petition_until="2026-12-31", petition_i94_until="2027-01-10",
    )  # fmt: skip
    person = str(practice.rows("SELECT person_id FROM status_period WHERE status = 'H-1B'")[0]["person_id"])
    trips = (
        ("2020-08-01", "2020-08-20"),  # before the first admission
        ("2022-12-15", "2023-01-10"),
        ("2023-01-05", "2023-01-20"),  # overlaps the one before
        ("2023-06-01", "2023-06-01"),  # back the same day
        ("2024-05-10", "2024-05-01"),  # backwards
        ("2026-07-01", None),  # without a return
    )
    made = [Trip(person_id=person, departed_on=left, returned_on=back) for left, back in trips]
    entry = Entry(person_id=person, arrived_on="2023-01-10", manner="inspected", port="DALLAS, TX")
    rows_kept(practice, person, *made, entry)
    return person


@pytest.fixture
def student(practice: Office) -> str:
    """Give the mother a work permit for OPT since June 1, 2026 and two jobs that overlap."""
    person = str(practice.rows("SELECT person_id FROM status_period WHERE status = 'H-4'")[0]["person_id"])
    card = Document(id="card", person_id=person, kind="ead", category="C03B", expires_on="2027-05-31")
    jobs = [
        Employment(person_id=person, employer="Mill", from_on=first, until_on=last)
        for first, last in (("2026-06-11", "2026-06-30"), ("2026-06-20", "2026-07-05"))
    ]
    said = {"valid_from": "2026-06-01", "jobs_known_until": "2026-08-14"}
    rows_kept(practice, person, card, *jobs, said=said)
    return person


def value(sheet: Sheet, label: str) -> str:
    return next(line.value for line in sheet.lines if line.label.startswith(label))


def test_trips_that_are_wrong_are_said_in_words_and_the_rest_counted_once(practice, case, worker):
    sheet = work_out(practice, case(CASE), "worker-clock", worker)
    assert sheet.answer.startswith("Last day: Wed Nov 4, 2026. 35 days abroad are given back;")
    (trips,) = sheet.tables
    assert [row[2:4] for row in trips.rows] == [
        ("18", "0"), ("25", "25"), ("14", "10"), ("0", "0"), ("0", "0"), ("0", "0"),
    ]  # fmt: skip
    told = [row[5] for row in trips.rows]
    assert told[0] == "Before the first admission: nothing to give back."
    assert told[2] == "Days of another trip are counted once."
    assert told[3] == "Left and came back the same day."
    assert "ends before it begins, on May 1, 2024: not counted. Correct the days." in told[4]
    assert "has no day of return: it is not counted." in told[5]
    assert [row[4] for row in trips.rows] == ["no", "arrival at DALLAS, TX", "no", "no", "no", "no"]


def test_the_sheet_and_the_docket_give_the_same_days(practice, case, worker):
    sheet = work_out(practice, case(CASE), "worker-clock", worker)
    proposed = {one.title: one.shown for one in dates.dates_of(practice, case(CASE))}
    for title in ("Last day of H-1B time (with days abroad given back)", "File a PERM or I-140 by (no gap"):
        assert value(sheet, title) == next(day for one, day in proposed.items() if one.startswith(title))
    held = dict(sheet.charts[0].rows)["Status"]
    assert [(one.label, one.kind, one.last) for one in held] == [("H-1B", "counted", date(2026, 12, 31))]
    bands = dict(sheet.charts[0].rows)["Given back"]
    assert [(one.first, one.last) for one in bands] == [(date(2022, 12, 16), date(2023, 1, 19))]


def test_what_is_tried_counts_and_is_never_written(practice, case, worker):
    before = practice.rows("SELECT (SELECT count(*) FROM operation) o, (SELECT count(*) FROM trip) t")
    tried = {"trip_left": "1/5/2026", "trip_back": "2026-01-20", "labor_filed": "2 Jun 2025"}
    sheet = work_out(practice, case(CASE), "worker-clock", worker, tried)
    assert value(sheet, "Last day of H-1B time") == "Wed Nov 18, 2026"  # 14 whole days more
    assert value(sheet, "One-year extension past the limit may begin") == "Tue Jun 2, 2026"
    assert sheet.answer.endswith("An extension past it may be asked for.")
    assert [one.id for one in sheet.fields if one.tried] == ["trip_left", "trip_back", "labor_filed"]
    approved = {"category": "EB2", "i140_approved": "2025-01-02", "priority_date": "2023-03-01"}
    waiting = work_out(practice, case(CASE), "worker-clock", worker, approved | {"cutoff": "2014-01-01"})
    assert value(waiting, "An extension of up to three years may be asked for") == "yes"
    assert value(waiting, "Last day of such an extension") == "Mon Dec 31, 2029"  # from January 1, 2027
    coming = {"trip_left": "2026-09-01", "trip_back": "2026-09-12"}  # ten whole days
    still = work_out(practice, case(CASE), "worker-clock", worker, coming)
    assert value(still, "Last day of H-1B time") == "Wed Nov 4, 2026"
    assert "still to come: nothing is given back until it is over." in still.tables[0].rows[-1][5]
    over = work_out(practice, case(CASE), "worker-clock", worker, coming | {"counted_on": "2026-09-13"})
    assert value(over, "Last day of H-1B time") == "Sat Nov 14, 2026"
    proven = work_out(practice, case(CASE), "worker-clock", worker, {"proven_only": "yes"})
    assert value(proven, "Last day of H-1B time") == "Sun Oct 25, 2026"  # only the 25 days
    after = practice.rows("SELECT (SELECT count(*) FROM operation) o, (SELECT count(*) FROM trip) t")
    assert [tuple(one.values()) for one in before] == [tuple(one.values()) for one in after]


def test_an_l1a_worker_has_seven_years_and_no_perm_by(practice, case, worker, set_fact):
    set_fact("status_period", "status = 'H-1B'", status="L-1A")
    sheet = work_out(practice, case(CASE), "worker-clock", worker)
    assert value(sheet, "Last day of L-1 time") == "Thu Nov 4, 2027"  # September 30, 2027 and 35 days
    assert "File a PERM or I-140 by" not in "".join(line.label for line in sheet.lines)
    assert [one.id for one in sheet.fields] == [
        "first_admission",
        "trip_left",
        "trip_back",
        "proven_only",
        "counted_on",
    ]


@pytest.mark.parametrize(
    ("tried", "words"),
    [
        ({"trip_left": "someday"}, "'someday' is not a day"),
        ({"proven_only": "perhaps"}, "neither yes nor no"),
        ({"trip_went": "2026-01-01"}, "Did you mean 'trip_left'?"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_plain_words(practice, case, worker, tried, words):
    with pytest.raises(Problem) as refused:
        work_out(practice, case(CASE), "worker-clock", worker, tried)
    assert words in refused.value.happened
    assert refused.value.means == "Nothing was tried."


def test_the_days_of_each_trip_add_up_to_the_days_of_the_rule():
    trips = [(1, 9), (3, 20), (18, 19), (30, 30), (40, 44)]
    rows = [
        {"depart": date(2025, 3, 1 + left % 28), "return": date(2025, 4, 1 + back % 28)}
        for left, back in trips
    ]
    whole = sum((last - first).days + 1 for first, last in whole_days(rows).spans)
    assert sum(one.counted for one in days_of_each(rows)) == whole


def test_a_perm_plan_keeps_sundays_holidays_and_the_quiet_period(practice, case):
    tried = {"start": "9/5/2026", "professional": "yes"}  # a Saturday; the Monday is Labor Day
    sheet = work_out(practice, case(CASE), "perm-plan", tried=tried)
    steps = {row[0]: row[1:3] for row in sheet.tables[0].rows}
    assert steps["Job order"] == ("Tue Sep 8, 2026", "Wed Oct 7, 2026")
    assert steps["Notice of filing"] == ("Tue Sep 8, 2026", "Mon Sep 21, 2026")
    sundays = [row[1] for row in sheet.tables[0].rows if row[0] == "Sunday advertisement"]
    assert sundays == ["Sun Sep 6, 2026", "Sun Sep 13, 2026"]
    assert sheet.answer == "File from Fri Nov 6, 2026 to Fri Mar 5, 2027."
    assert value(sheet, "Three additional steps are taken") == "yes"
    filing = dict(sheet.charts[0].rows)["Filing"]
    assert [(one.first, one.last) for one in filing] == [
        (date(2026, 10, 8), date(2026, 11, 5)), (date(2026, 11, 6), date(2027, 3, 5)),
    ]  # fmt: skip


def test_the_planned_steps_once_recorded_give_the_same_days_on_the_docket(practice, case):
    plan = work_out(practice, case(CASE), "perm-plan", tried={"professional": "no"})
    told = {"professional": "no", "filed_on": "none"}
    perm, _changed = work.record(practice, "recruitment", {"case_id": case(CASE)}, told)
    kinds = {"Job order": "job_order", "Notice of filing": "nof", "Sunday advertisement": "sunday_ad"}
    bands = [(kinds[name], one) for name, row in plan.charts[0].rows if name in kinds for one in row]
    for kind, band in bands:
        days = {"started_on": str(band.first), "ended_on": str(band.last)}
        work.record(practice, "step", {"recruitment_id": perm}, {"kind": kind, **days})
    found = {one.title: one.shown for one in dates.dates_of(practice, case(CASE))}
    assert found["PERM application may be filed from"] == value(plan, "PERM application may be filed from")
    assert found["PERM application must be filed by"] == value(plan, "PERM application must be filed by")
    again = work_out(practice, case(CASE), "perm-plan")
    assert {row[3] for row in again.tables[0].rows} == {"recorded"}
    assert again.answer == plan.answer == "File from Mon Oct 12, 2026 to Wed Feb 10, 2027."
    anew = work_out(practice, case(CASE), "perm-plan", tried={"anew": "yes", "start": "2026-10-05"})
    assert {row[3] for row in anew.tables[0].rows} == {"proposed"}
    assert anew.answer == "File from Thu Dec 3, 2026 to Sat Apr 3, 2027."  # job order October 5 to November 3
    late = work_out(practice, case(CASE), "perm-plan", tried={"first_ad": "2026-01-04"})
    assert late.answer.startswith("No day for filing is left: the first would be Mon Oct 12, 2026,")
    lapsed = {"job_order": "2025-10-06", "first_ad": "2025-10-05", "second_ad": "2025-10-12"}
    over = work_out(practice, case(CASE), "perm-plan", tried=lapsed | {"notice": "2025-10-06"})
    assert (over.tone, over.answer[:35]) == ("bad", "The last day for filing was Fri Apr")


def test_a_plan_that_is_not_legal_says_so(practice, case):
    tried = {"start": "2026-09-05", "first_ad": "2026-09-08", "job_order_until": "2026-09-20"}
    sheet = work_out(practice, case(CASE), "perm-plan", tried=tried)
    assert sheet.tone == "warn"
    assert "An advertisement is not on a Sunday. The job order ran for fewer than 30 days." in sheet.answer
    outside = {"pwd_on": "2026-08-20", "pwd_until": "2026-09-01"}
    sheet = work_out(practice, case(CASE), "perm-plan", tried=tried | outside)
    assert sheet.tone == "bad"
    assert "Recruitment begins outside the wage determination: file within it" in sheet.answer
    backwards = {"job_order": "2026-09-08", "job_order_until": "2026-09-01"}
    with pytest.raises(Problem, match="would end before it begins"):
        work_out(practice, case(CASE), "perm-plan", tried=backwards)


def test_days_without_a_job_are_counted_once_and_the_limit_has_a_day(practice, case, student):
    sheet = work_out(practice, case(CASE), "practical-training", student)
    assert (
        sheet.answer == "A job must begin by Thu Sep 24, 2026 (41 days from today). 50 of 90 days are used."
    )
    assert [row[1:] for row in sheet.tables[0].rows[:2]] == [
        ("Mon Jun 1, 2026", "Wed Jun 10, 2026", "10"), ("Mon Jul 6, 2026", "Fri Aug 14, 2026", "40"),
    ]  # fmt: skip
    later = work_out(practice, case(CASE), "practical-training", student, {"known_until": "10/15/2026"})
    assert (later.tone, value(later, "Days without a job so far")) == ("bad", "112")
    over = [one for one in dict(later.charts[0].rows)["Without a job"] if one.kind == "over"]
    assert [(one.first, one.last) for one in over] == [(date(2026, 9, 24), date(2026, 10, 15))]
    wrong = {"job_from": "2026-08-01", "job_until": "2026-07-01"}
    asked = work_out(practice, case(CASE), "practical-training", student, wrong)
    assert "ends before it begins, on July 1, 2026. Correct the days." in asked.answer


def test_the_best_country_of_those_allowed_is_named_with_every_cutoff(practice, case):
    same = work_out(practice, case(CASE), "charged-to")
    assert same.answer == "Only one column may be used: Mexico. The priority date is current there."
    other = work_out(practice, case(CASE), "charged-to", tried={"spouse_country": "another"})
    assert "no column for another country this month" in other.notes[0]
    waiting = work_out(practice, case(CASE), "charged-to", tried={"priority_date": "2024-01-01"})
    assert waiting.tone == "warn"
    assert {row[4] for row in waiting.tables[0].rows} == {"no"}


def test_what_does_not_fit_is_offered_last_with_its_reason(practice, case, worker):
    offers = offered(practice, case(CASE))
    assert next(one.id for one in offers if one.fits and one.person_id == worker) == "worker-clock"
    last = offers[-1]
    assert not last.fits
    assert last.reason.endswith(".")
    assert all(one.who for one in offers if one.person_id)


def test_what_is_missing_leads_to_where_it_is_asked(practice, case):
    sheet = work_out(practice, case("26-0001"), "charged-to")
    rows = [question_of(practice, case("26-0001"), one, "Rosa") for one in sheet.asks]
    assert {(one.path, one.where) for one in rows} >= {("case.priority_date", "facts")}


def test_a_sheet_is_one_page_that_says_what_it_is_and_what_was_tried(practice, case, worker):
    sheet = work_out(
        practice, case(CASE), "worker-clock", worker, {"trip_left": "2026-01-05", "trip_back": "2026-01-20"}
    )
    pdf = pypdfium2.PdfDocument(io.BytesIO(paper.as_pdf(sheet)))
    assert len(pdf) == 1
    text = pdf[0].get_textpage().get_text_range()
    for words in (
        "Attorney work product – not for filing",
        "As of Fri Aug 14, 2026.",
        "Tried, not so in the case: One more trip: left on: Mon Jan 5, 2026",
        "Last day of H-1B time (with days abroad given back) †",
    ):
        assert words in text
    assert paper.file_name_of(sheet) == "26-0002 worker-clock.pdf"
