"""Closing a case, how long its file is kept, holds, and destroying it for good."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import closing, find, retention
from immdesk.office.destroying import destroy, what_goes

CLOSED = date(2019, 5, 3)


@pytest.fixture
def closed(practice, case):
    """The case 26-0001, closed in 2019, in an office that keeps files for seven years."""
    closing.close_case(practice, case("26-0001"), "May 3, 2019", "approved", "Everything is here")
    retention.keep_years(practice, "7")
    return case("26-0001")


def file_of(office, case_id):
    return next(row for row in retention.kept_rows(office) if row.id == f"file/{case_id}")


def test_an_open_line_of_the_checklist_wants_a_reason_before_the_case_is_closed(practice, case):
    page = closing.closing_page(practice, case("26-0001"))
    assert ("tasks", "open") in [(line.id, line.state) for line in page.lines]
    with pytest.raises(Problem, match="of the checklist are open"):
        closing.close_case(practice, page.case_id, "t", "approved")
    closing.tick(practice, page.case_id, "originals", True)
    ticked = {line.id: (line.state, line.note) for line in closing.closing_page(practice, page.case_id).lines}
    assert ticked["originals"] == ("seen", "Fri Aug 14, 2026, ana")


def test_a_closed_case_says_how_it_ended_and_is_opened_again_with_a_reason(practice, closed):
    page = closing.closing_page(practice, closed)
    assert (page.closed_on, page.ended, page.why) == (CLOSED, "Approved or granted", "Everything is here")
    with pytest.raises(Problem, match="Say why"):
        closing.reopen_case(practice, closed, " ")
    closing.reopen_case(practice, closed, "The decision was reopened")
    assert closing.closing_page(practice, closed).closed_on is None


def test_a_closed_file_is_kept_for_the_years_that_the_office_says(practice, closed):
    assert file_of(practice, closed).until == date(2026, 5, 3)
    assert file_of(practice, closed).may_go(date(2026, 8, 14))
    retention.keep_years(practice, "8")
    assert not file_of(practice, closed).may_go(date(2026, 8, 14))
    retention.keep_years(practice, "")
    assert file_of(practice, closed).why_not.startswith("Nobody has said for how many years")
    with pytest.raises(Problem, match="whole number of years"):
        retention.keep_years(practice, "seven")


def test_a_hold_on_a_person_keeps_the_file_until_it_is_lifted(practice, closed):
    (person,) = practice.rows("SELECT person_id FROM case_party WHERE case_id = ? LIMIT 1", [closed])
    retention.hold(practice, "person", person["person_id"], "A malpractice claim was announced")
    assert file_of(practice, closed).held == "A malpractice claim was announced"
    with pytest.raises(Problem, match="A legal hold stands"):
        destroy(practice, f"file/{closed}", "Seven years are over")
    (held,) = retention.holds(practice)
    retention.lift(practice, held.id, "The claim was settled")
    assert (retention.holds(practice), file_of(practice, closed).held) == ((), "")


def test_a_file_whose_time_runs_is_not_destroyed(practice, closed):
    retention.keep_years(practice, "10")
    with pytest.raises(Problem, match="is not over"):
        destroy(practice, f"file/{closed}", "Tidying up")


def test_a_destroyed_file_leaves_one_line_without_content_and_a_whole_chain(practice, closed):
    goes = what_goes(practice, f"file/{closed}")
    (name,) = practice.rows(
        "SELECT q.family_name, q.id FROM person q JOIN case_party p ON p.person_id = q.id "
        "WHERE p.case_id = ? AND p.role = 'beneficiary' LIMIT 1",
        [closed],
    )
    assert name["family_name"] in goes.words()
    assert goes.blobs
    destroy(practice, f"file/{closed}", "The office's rule of seven years")
    assert practice.rows("SELECT id FROM case_file WHERE id = ?", [closed]) == []
    assert practice.rows("SELECT id FROM person WHERE id = ?", [name["id"]]) == []
    left = practice.rows(
        "SELECT count(*) AS n FROM operation_row WHERE (case_id = ? OR person_id = ?) "
        "AND (before IS NOT NULL OR after IS NOT NULL)",
        [closed, name["id"]],
    )
    assert left == [{"n": 0}]
    assert not set(goes.blobs) & set(practice.store.attachments.names())
    assert practice.store.verify_chain().ok
    (line,) = practice.rows("SELECT title, why FROM operation ORDER BY seq DESC LIMIT 1")
    assert line == {"title": "Destroy a client file", "why": "The office's rule of seven years"}


def test_people_whom_another_case_needs_stay(practice, closed):
    people = practice.rows("SELECT person_id FROM case_party WHERE case_id = ?", [closed])
    (other,) = practice.rows("SELECT id FROM case_file WHERE number = '26-0002'")

    def join(session):
        from immdesk.records.cases import CaseParty

        session.add(CaseParty(case_id=other["id"], person_id=people[0]["person_id"], role="petitioner"))

    practice.change("Add a party", join)
    goes = what_goes(practice, f"file/{closed}")
    assert len(goes.stay) == 1
    destroy(practice, f"file/{closed}", "The office's rule of seven years")
    assert practice.rows("SELECT id FROM person WHERE id = ?", [people[0]["person_id"]])


def test_nothing_of_a_destroyed_client_is_found_any_more(practice, closed):
    (name,) = what_goes(practice, f"file/{closed}").people[:1]
    family_name = name.split(",")[0]
    assert find.find(practice, family_name)
    destroy(practice, f"file/{closed}", "The office's rule of seven years")
    assert find.find(practice, family_name) == ()
    kept = practice.rows("SELECT CAST(c2 AS BLOB) AS words FROM search_content")
    assert not any(family_name.casefold().encode() in row["words"] for row in kept)
