"""One case told: its overview, every fact with its source, notes, and what was done to it line by line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, dates, interviews
from immdesk.office.office import Office

Case = Callable[[str], str]
SetFact = Callable[..., None]


def test_the_overview_names_people_filings_notices_and_what_is_missing(practice_shared: Office) -> None:
    case_id = cases.id_of(practice_shared, "26-0003")
    assert case_id is not None
    page = cases.case_page(practice_shared, case_id)
    assert [(one.role, one.name, one.native_name, one.relationship) for one in page.parties] == [
        ("petitioner", "Peterson, Karen", "", ""),
        ("beneficiary", "Nguyễn, Văn Đức", "Nguyễn Văn Đức", "spouse"),
    ]
    assert page.filings == (
        "I-130 received 2026-02-14, pending, IOE0923456789",
        "I-485 received 2026-02-14, pending, IOE0923456790",
    )
    assert page.notices == ("Request for evidence of 2026-05-24, IOE0923456790",)
    assert [row.on for row in page.next_dates] == [
        date(2026, 8, 19),
        date(2029, 3, 14),
        date(2029, 9, 14),
    ]
    assert (page.attorney, page.household) == ("Helen Whitaker", "Nguyễn and Peterson")
    assert [task.title for task in page.tasks] == ["Order the tax transcript with the sponsor"]


def test_facts_are_known_none_or_not_asked_yet(practice_shared: Office) -> None:
    case_id = cases.id_of(practice_shared, "26-0001")
    assert case_id is not None
    rows = {(row.owner, row.path): row for row in cases.facts_page(practice_shared, case_id)}
    lucia = "Beneficiary: Lucía Ramírez Ortega"
    assert rows[lucia, "person.born_on"].shown == "Mon Mar 7, 1988"
    assert (rows[lucia, "person.a_number"].state, rows[lucia, "person.a_number"].shown) == (
        "none",
        "none was ever given",
    )
    assert rows[lucia, "person.income"].state == "unknown"
    assert rows[lucia, "person.father.given_name"].shown == "Ernesto"
    assert rows[lucia, "person.father.given_name"].label == "Father: Given name"
    assert rows[lucia, "party.relationship"].shown == "spouse"
    assert rows[lucia, "person.ssn"].private
    assert rows["Petitioner: Daniel Robert Carter", "person.ethnicity"].shown == "not hispanic"
    assert rows["The case", "case.uscis_office_city"].shown == "San Antonio"
    assert rows["The case", "case.type"].shown == "Family adjustment of status"


def test_a_list_shows_each_row_and_says_whether_there_may_be_more(practice_shared: Office) -> None:
    case_id = cases.id_of(practice_shared, "26-0001")
    assert case_id is not None
    rows = [row for row in cases.facts_page(practice_shared, case_id) if "Lucía" in row.owner]
    marriages = [
        (row.label, row.shown, row.source) for row in rows if row.path.startswith("person.marriages")
    ]
    assert marriages[1] == (
        "Marriages 2",
        "López Vega, Andrés, Sat Jun 20, 2009, Guadalajara, Jalisco, Mexico, Fri Nov 4, 2016, divorce",
        "",
    )
    trips = next(row for row in rows if row.path == "person.trips")
    assert (trips.state, trips.shown) == ("none", "none")
    documents = next(row for row in rows if row.path == "person.documents[0]")
    assert documents.source == "there may be more"


def test_a_note_says_what_when_and_who_wrote_it(practice: Office, case: Case) -> None:
    changed = cases.add_note(practice, case("26-0003"), "  Called <b>Karen</b> & left no message.\n")
    notes = cases.notes(practice, case("26-0003"))
    assert [(one.text, one.by) for one in notes] == [
        ("Called <b>Karen</b> & left no message.", "ana"),
        ("The request asks for the sponsor's tax transcript. Joint sponsor may be needed.", "Ana Morales"),
    ]
    assert notes[0].at == datetime(2026, 8, 14, 15, tzinfo=UTC)
    assert (changed.tables, changed.cases) == ({"note"}, {case("26-0003")})


def test_an_empty_note_is_not_kept(practice: Office, case: Case) -> None:
    with pytest.raises(Problem, match="The note is empty"):
        cases.add_note(practice, case("26-0003"), " \n ")
    assert len(cases.notes(practice, case("26-0003"))) == 1


def test_the_history_says_field_by_field_what_changed(
    practice: Office, case: Case, set_fact: SetFact
) -> None:
    set_fact("person", "family_name = 'Wiśniewski'", born_on="1989-06-16", birth_city=None)
    newest = cases.history(practice, case("26-0005"))[0]
    assert (newest.who, newest.title, newest.at) == (
        "ana",
        "Correct a fact",
        datetime(2026, 8, 14, 15, tzinfo=UTC),
    )
    assert sorted(newest.lines) == [
        "Wiśniewski, Łukasz · City or town of birth: Łódź → –",
        "Wiśniewski, Łukasz · Date of birth: Thu Jun 15, 1989 → Fri Jun 16, 1989",
    ]
    assert all(one.title != "Correct a fact" for one in cases.history(practice, case("26-0003")))


def test_the_history_of_a_case_tells_its_dates(practice: Office, case: Case) -> None:
    answer = next(row for row in dates.dates_of(practice, case("26-0003")) if row.rule == "rfe-deadline")
    dates.done(practice, answer.entry_id, "USPS 9405")
    newest = cases.history(practice, case("26-0003"))[0]
    assert newest.title == "Mark a date as done"
    assert sorted(newest.lines) == [
        "Nguyễn, Văn Đức · Answer the request for evidence · Done on: – → Fri Aug 14, 2026",
        "Nguyễn, Văn Đức · Answer the request for evidence · Proof: – → USPS 9405",
        "Nguyễn, Văn Đức · Answer the request for evidence · State: kept → done",
    ]


def test_the_history_names_single_values_and_whole_lists(practice: Office, case: Case) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.answer(practice, draft, "petitioner.eye_color", "green")
    interviews.answer(practice, draft, "petitioner.phone_day", "210 555 0199")
    interviews.said_complete(practice, draft, "petitioner.children")
    interviews.finish(practice, draft)
    assert sorted(cases.history(practice, case("26-0001"))[0].lines) == [
        "Carter, Daniel · Children, that is all: yes",
        "Carter, Daniel · Daytime telephone: (210) 555-0171 → (210) 555-0199",
        "Carter, Daniel · Eye color: blue → green",
        "Carter, Daniel · Typed: Daytime telephone: 210 555 0199",
        "Carter, Daniel · Typed: Eye color: green",
    ]
