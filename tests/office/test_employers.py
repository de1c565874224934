"""Employers, their people and places, jobs, payments and conversations are recorded, found and corrected."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import (
    cases,
    employers,
    event_sheets,
    events,
    find,
    histories,
    undo,
    work,
    work_sheets,
)
from immdesk.office.employer_page import employer_page
from immdesk.office.work_rows import payments, talks


def case(office):
    return cases.id_of(office, "26-0001")


@pytest.fixture
def mill(practice):
    """An employer with a worksite, a signatory and a job in the first case; give its id."""
    texts = {"name": "Sonora Mills, Inc.", "fein": "123456789", "city": "Tucson", "state": "az"}
    mill, _changed = work.record(practice, "employer", {}, texts)
    owner = {"employer_id": mill}
    work.record(practice, "worksite", owner, {"city": "Nogales", "county": "Santa Cruz", "is_main": "yes"})
    signing = {"family_name": "Okafor", "given_name": "Ada", "title": "Owner", "is_signatory": "yes"}
    work.record(practice, "contact", owner, signing)
    job = {"employer_id": mill, "title": "Engineer", "wage_from": "120,000", "wage_unit": "year"}
    work.record(practice, "job", {"case_id": case(practice)}, job)
    return mill


def test_an_employer_is_listed_with_its_place_its_workers_and_its_cases(practice, mill):
    line = employers.employer_lines(practice, employers.employer_ids(practice))[mill]
    assert (line.name, line.fein, line.place) == ("Sonora Mills, Inc.", "12-3456789", "Tucson, AZ")
    assert (line.workers, line.cases) == (1, "26-0001")


@pytest.mark.parametrize("typed", ["sono", "MILLS", "12-3456789", "123456789", "12-345", "okafor"])
def test_an_employer_is_found_by_name_fein_and_contact(practice, mill, typed):
    assert employers.employer_ids(practice, typed) == [mill]
    assert [(one.kind, one.title) for one in find.find(practice, typed) if one.kind == "employer"] == [
        ("employer", "Sonora Mills, Inc.")
    ]


def test_an_employer_that_is_renamed_is_found_by_its_new_name_only(practice, mill):
    work.record(practice, "employer", {}, {"name": "Baja Foods"}, mill)
    assert employers.employer_ids(practice, "sonora") == []
    assert employers.employer_ids(practice, "baja") == [mill]


def test_the_page_of_an_employer_holds_its_facts_places_people_cases_and_jobs(practice, mill):
    page = employer_page(practice, mill)
    assert page.groups[0] == (
        "The employer",
        (("Name of the employer", "Sonora Mills, Inc."), ("FEIN", "12-3456789")),
    )
    assert [(one.title, one.words, one.note) for one in page.worksites] == [("Nogales", "Santa Cruz", "main")]
    assert [(one.title, one.words, one.note) for one in page.contacts] == [("Okafor, Ada", "Owner", "signs")]
    assert [one.words for one in page.cases] == ["26-0001"]
    assert [(one.title, one.words) for one in page.jobs] == [("Engineer", "$120,000 per year")]
    assert page.doubts == ()


def test_an_employer_without_a_fein_is_kept_and_said(practice):
    mill, _changed = work.record(practice, "employer", {}, {"name": "Corner Shop"})
    assert employer_page(practice, mill).doubts[0].startswith("No FEIN is recorded.")
    work.record(practice, "employer", {}, {"fein": "none"}, mill)
    assert employer_page(practice, mill).doubts[0].startswith("This employer has no FEIN.")


def test_a_wrong_fein_is_said_and_kept_as_typed(practice):
    mill, _changed = work.record(practice, "employer", {}, {"name": "Corner Shop", "fein": "12-345"})
    said = "FEIN: A FEIN has 9 digits, like 12-3456789; 5 typed. Kept as typed."
    assert employer_page(practice, mill).doubts[0] == said
    assert practice.rows("SELECT fein FROM employer WHERE id = ?", [mill]) == [{"fein": "12-345"}]


def test_a_word_without_a_column_is_kept_and_shown(practice, mill):
    work.record(practice, "employer", {}, {"h1b_dependent": "no", "employees_fte": "30"}, mill)
    shown = {pair for _title, pairs in employer_page(practice, mill).groups for pair in pairs}
    assert ("H-1B dependent employer", "No") in shown or ("H-1B dependent employer", "no") in shown


def test_an_employer_without_a_name_is_not_kept(practice):
    with pytest.raises(Problem, match="Name of the employer"):
        work.record(practice, "employer", {}, {"city": "Tucson"})
    assert practice.rows("SELECT id FROM employer WHERE name IS NULL") == []


def test_the_first_job_of_a_case_names_its_employer(practice, mill):
    rows = practice.rows("SELECT employer_id FROM case_file WHERE id = ?", [case(practice)])
    assert rows == [{"employer_id": mill}]


def test_a_changed_employer_computes_its_cases_again(practice, mill):
    _made, changed = work.record(practice, "employer", {}, {"willful_violator": "no"}, mill)
    assert changed.cases == {case(practice)}
    sheet = work_sheets.work_sheet(practice, "worksite", {}, employer_page(practice, mill).worksites[0].id)
    assert work.remove(practice, sheet).cases == {case(practice)}


def test_an_employer_that_a_case_names_is_not_removed(practice, mill):
    with pytest.raises(Problem, match="A case or a job names this employer"):
        work.remove(practice, work_sheets.work_sheet(practice, "employer", {}, mill))


def test_days_out_of_order_are_said_and_kept(practice, mill):
    sheet = work_sheets.work_sheet(practice, "job", {"case_id": case(practice)})
    texts = {"title": "Engineer", "lca_from": "2026-10-01", "lca_until": "2026-09-01"}
    questions = {one.key: one for block in work_sheets.view(sheet, texts).blocks for one in block.questions}
    assert questions["lca_until"].message == "This is before “LCA valid from”."
    job, _changed = work.keep(practice, sheet, {**texts, "employer_id": mill})
    assert practice.rows("SELECT lca_until FROM job WHERE id = ?", [job]) == [{"lca_until": "2026-09-01"}]


def test_two_people_who_correct_the_same_employer_are_told(practice, mill):
    mine = work_sheets.work_sheet(practice, "employer", {}, mill)
    work.record(practice, "employer", {}, {"naics": "541511"}, mill)
    with pytest.raises(work.Stale):
        work.keep(practice, mine, {"naics": "3119"})
    now = work_sheets.work_sheet(practice, "employer", {}, mill)
    (one,) = work_sheets.differences(mine, now, {"naics": "3119"})
    assert (one.label, one.theirs, one.mine) == ("NAICS code", "541511", "3119")


def test_payments_are_summed_by_what_became_of_them(practice):
    owner = {"case_id": case(practice)}
    work.record(practice, "payment", owner, {"item": "I-485", "amount": "1,440"})
    paid = {"item": "I-130", "amount": "675", "state": "paid", "paid_on": "2026-08-01", "method": "check"}
    work.record(practice, "payment", owner, paid)
    with practice.store.read() as read:
        found = payments(read, practice.library, case(practice))
    assert (found.due, found.paid, found.refunded) == (1440, 675, 0)
    assert [(one.title, one.note) for one in found.lines] == [
        ("$1,440  I-485", "due"),
        ("$675  I-130", "paid"),
    ]


def test_a_conversation_is_logged_with_its_time_and_staff(practice):
    staff = practice.rows("SELECT id FROM staff ORDER BY family_name LIMIT 1")[0]["id"]
    texts = {"how": "call", "direction": "in", "spoke_with": "Ada", "summary": "Asked for the LCA."}
    work.record(practice, "talk", {"case_id": case(practice)}, {**texts, "minutes": "12", "staff_id": staff})
    with practice.store.read() as read:
        (one,) = talks(read, practice, "case_id", case(practice))
    assert one.head.startswith("Call · in · with Ada · ")
    assert (one.summary, one.minutes, one.timed) == ("Asked for the LCA.", 12, True)


def test_a_conversation_of_another_day_keeps_that_day(practice):
    texts = {"how": "letter", "summary": "The offer letter came.", "on": "2026-08-03"}
    work.record(practice, "talk", {"case_id": case(practice)}, texts)
    with practice.store.read() as read:
        (one,) = talks(read, practice, "case_id", case(practice))
    assert (f"{one.at:%Y-%m-%d}", one.timed) == ("2026-08-03", False)


def test_the_history_tells_of_an_employer_by_its_labels(practice, mill):
    newest = histories.of_case(practice, case(practice))[0]
    assert newest.title == "Add a job"
    assert "Engineer · Employer: Sonora Mills, Inc." in newest.lines


def test_a_removed_job_comes_back_by_undo(practice, mill):
    job = employer_page(practice, mill).jobs[0].id
    work.remove(practice, work_sheets.work_sheet(practice, "job", {}, job))
    assert employer_page(practice, mill).jobs == ()
    undo.undo(practice, undo.undoable(practice).operation)
    assert [one.title for one in employer_page(practice, mill).jobs] == ["Engineer"]


def test_a_document_of_the_employer_is_recorded_in_a_case_and_stands_on_its_page(practice, mill):
    texts = {"kind": "tax_return", "title": "Tax return 2025", "person_id": f"employer:{mill}"}
    events.record(practice, "document", case(practice), texts)
    (one,) = employer_page(practice, mill).documents
    assert (one.title, one.note) == ("Tax return 2025", "no scan yet")
    kept = event_sheets.sheet(practice, "document", case(practice), one.id).kept
    assert kept["person_id"] == f"employer:{mill}"
    lucia = practice.rows("SELECT person_id FROM case_party WHERE case_id = ?", [case(practice)])[0]
    events.record(practice, "document", case(practice), lucia, one.id)
    assert employer_page(practice, mill).documents == ()


def test_the_facts_of_a_case_tell_of_its_employer_and_its_job(practice, mill):
    rows = {(one.path, one.owner): one for one in cases.facts_page(practice, case(practice))}
    assert rows["employer.fein", "Employer: Sonora Mills, Inc."].shown == "12-3456789"
    assert rows["employer.naics", "Employer: Sonora Mills, Inc."].state == "unknown"
    assert "120" in rows["job.wage_from", "Job: Engineer"].shown
