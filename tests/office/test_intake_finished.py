"""A questionnaire finished: people, lists and answers in the records; an old case brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, dates, interviews, recording
from immdesk.office.office import Office

Case = Callable[[str], str]

HARD_NAMES = [
    ("O'Brien & <b>Sons</b>", 'María "José"'),
    ("Nguyễn", "Văn & Đức"),
    ("<img src=x>", "'; DROP TABLE person; --"),
    ("الحسن", "محمد"),
    ("Müller-Lüdenscheidt", "{person.ssn} %s \\n"),
]


def family(office: Office) -> str:
    """Begin a questionnaire: Rosa Ortiz, a citizen, and her husband Juan Ortiz."""
    draft = interviews.start(office, "family-adjustment").draft_id
    interviews.add_section(office, draft, "spouse")
    answers = {
        "petitioner.family_name": "Ortiz",
        "petitioner.given_name": "Rosa",
        "petitioner.is_us_citizen": "yes",
        "relatives[0].family_name": "Ortiz",
        "relatives[0].given_name": "Juan",
        "relatives[0].born_on": "Mar 1990",
        "relatives[0].a_number": "A 211 222 333",
        "case.filing_place": "adjustment",
    }
    for key, text in answers.items():
        interviews.answer(office, draft, key, text)
    return draft


def of_person(office: Office, case_id: str, name: str) -> dict[str, Any]:
    rows = office.rows(
        "SELECT p.*, c.role, c.relationship, c.own_petition FROM case_party c "
        "JOIN person p ON p.id = c.person_id WHERE c.case_id = ? AND p.given_name = ?",
        [case_id, name],
    )
    assert len(rows) == 1
    return rows[0]


def count(office: Office, *tables: str) -> list[int]:
    return [office.rows(f'SELECT count(*) AS n FROM "{table}"')[0]["n"] for table in tables]


def test_a_family_is_recorded_in_one_operation(practice: Office) -> None:
    before = count(practice, "operation")[0]
    case_id, changed = interviews.finish(practice, family(practice))
    assert count(practice, "operation")[0] == before + 1
    assert changed.cases == {case_id}
    rosa, juan = of_person(practice, case_id, "Rosa"), of_person(practice, case_id, "Juan")
    assert (rosa["role"], rosa["is_us_citizen"]) == ("petitioner", "yes")
    assert (juan["role"], juan["relationship"], juan["own_petition"]) == ("principal", "spouse", "yes")
    assert (juan["born_on"], juan["sort_key"]) == ("1990-03", "ortiz juan")
    assert practice.rows("SELECT value, is_main FROM identifier WHERE person_id = ?", [juan["id"]]) == [
        {"value": "A211222333", "is_main": "yes"}
    ]
    assert cases.case_rows(practice, [case_id])[case_id].title == "Ortiz, Juan"
    assert practice.rows("SELECT filing_place FROM case_file WHERE id = ?", [case_id]) == [
        {"filing_place": "adjustment"}
    ]


def test_typed_texts_are_kept_with_their_source(practice: Office) -> None:
    draft = family(practice)
    case_id, _changed = interviews.finish(practice, draft)
    juan = of_person(practice, case_id, "Juan")["id"]
    rows = practice.rows(
        "SELECT owner_kind, path, text, source, given_by, at FROM answer WHERE owner_id IN (?, ?) "
        "AND path IN ('person.born_on', 'case.filing_place', 'party.relationship') ORDER BY path",
        [juan, case_id],
    )
    same = {"source": "family-adjustment", "given_by": "ana", "at": "2026-08-14T15:00:00+00:00"}
    assert rows == [
        {"owner_kind": "case", "path": "case.filing_place", "text": "adjustment", **same},
        {"owner_kind": "person", "path": "person.born_on", "text": "Mar 1990", **same},
    ]
    born = [row for row in cases.facts_page(practice, case_id) if row.path == "person.born_on" and row.shown]
    assert [(row.shown, row.source) for row in born] == [("Mar 1990", "Family adjustment, Fri Aug 14, 2026")]


def test_an_answer_that_cannot_be_read_stops_finishing_and_loses_nothing(practice: Office) -> None:
    before = count(practice, "person", "case_file", "operation")
    draft = family(practice)
    interviews.answer(practice, draft, "petitioner.born_on", "the 45th of May")
    assert not interviews.overview(practice, draft).ready
    with pytest.raises(Problem, match="An answer cannot be read"):
        interviews.finish(practice, draft)
    assert count(practice, "person", "case_file", "operation") == before
    interviews.answer(practice, draft, "petitioner.born_on", "5/4/1990")
    case_id, _changed = interviews.finish(practice, draft)
    assert of_person(practice, case_id, "Rosa")["born_on"] == "1990-05-04"


@pytest.mark.parametrize(("family_name", "given_name"), HARD_NAMES)
def test_names_of_every_kind_come_through_as_typed(
    practice: Office, family_name: str, given_name: str
) -> None:
    draft = family(practice)
    interviews.answer(practice, draft, "relatives[0].family_name", family_name)
    interviews.answer(practice, draft, "relatives[0].given_name", given_name)
    case_id, _changed = interviews.finish(practice, draft)
    person = of_person(practice, case_id, given_name)
    assert person["family_name"] == family_name
    row = cases.case_rows(practice, [case_id])[case_id]
    assert row.title == f"{family_name}, {given_name}"
    assert case_id in cases.case_ids(practice, family_name)
    assert any(one.shown == given_name for one in cases.facts_page(practice, case_id))


def test_an_old_case_is_brought_up_to_date_and_nobody_is_doubled(practice: Office, case: Case) -> None:
    before = count(practice, "person", "case_party", "relationship", "marriage", "address", "entry")
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.answer(practice, draft, "relatives[0].marital_status", "separated")
    interviews.answer(practice, draft, "relatives[0].addresses[0].street", "5 New Street")
    again, _changed = interviews.finish(practice, draft)
    assert again == case("26-0001")
    assert count(practice, "person", "case_party", "relationship", "marriage", "address", "entry") == before
    assert of_person(practice, again, "Lucía")["marital_status"] == "separated"
    assert of_person(practice, again, "Lucía")["role"] == "beneficiary"
    assert count_where(practice, "address", "street = '5 New Street'") == 1


def test_finishing_what_nobody_changed_changes_nothing(practice: Office, case: Case) -> None:
    before = count(practice, "operation", "answer")
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.finish(practice, draft)
    assert count(practice, "operation", "answer") == before


def test_a_row_taken_away_is_taken_out_of_the_records(practice: Office, case: Case) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.remove_row(practice, draft, "relatives[0].marriages[1]")
    interviews.remove_row(practice, draft, "relatives[0].addresses[0]")
    practice.drafts.clear()
    interviews.finish(practice, draft)
    lucia = of_person(practice, case("26-0001"), "Lucía")["id"]
    assert count_where(practice, "marriage", f"person_id = '{lucia}'") == 1
    assert practice.rows("SELECT street FROM address WHERE person_id = ?", [lucia]) == [
        {"street": "Calle Hidalgo 214"}
    ]
    assert any("divorce → –" in line for line in cases.history(practice, case("26-0001"))[0].lines)


def test_a_row_that_was_emptied_is_taken_away_too(practice: Office, case: Case) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    for word in ("family_name", "given_name", "middle_name", "kind"):
        interviews.answer(practice, draft, f"relatives[0].other_names[0].{word}", "")
    interviews.finish(practice, draft)
    assert count(practice, "person_name") == [0]


def test_a_document_taken_away_is_put_aside_and_its_date_is_proposed_to_be_lifted(
    practice: Office, case: Case
) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0005")).draft_id
    sections = [one.id for one in interviews.overview(practice, draft).sections]
    assert "relatives[0]/documents" in sections
    interviews.remove_row(practice, draft, "relatives[0].documents[0]")
    interviews.finish(practice, draft)
    assert count_where(practice, "document", "deleted_at = '2026-08-14'") == 1
    lifted = [row.title for row in dates.dates_of(practice, case("26-0005")) if row.state == "lifted"]
    assert lifted == ["Renew the passport", "Passport expires"]


def test_an_answer_cleared_is_unknown_again(practice: Office, case: Case) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    for word in ("birth_city", "phone_day", "ever_arrested", "father.given_name"):
        interviews.answer(practice, draft, f"relatives[0].{word}", "")
    interviews.answer(practice, draft, "relatives[0].entries[0].port", "")
    interviews.finish(practice, draft)
    shown = {
        row.path: row.state
        for row in cases.facts_page(practice, case("26-0001"))
        if row.owner == "Beneficiary: Lucía Ramírez Ortega"
    }
    for word in ("birth_city", "phone_day", "ever_arrested", "father.given_name"):
        assert shown[f"person.{word}"] == "unknown"
    assert count_where(practice, "entry", "port IS NULL AND i94_number = '123456789A1'") == 1


def test_a_list_that_is_no_longer_said_to_be_whole_is_open_again(practice: Office, case: Case) -> None:
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.said_complete(practice, draft, "relatives[0].trips", False)
    interviews.finish(practice, draft)
    trips = [row.state for row in cases.facts_page(practice, case("26-0001")) if row.path == "person.trips"]
    assert "none" not in trips


def test_somebody_taken_out_leaves_the_case_and_stays_in_the_office(practice: Office, case: Case) -> None:
    people = count(practice, "person")
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.remove_section(practice, draft, "relatives[1]")
    interviews.finish(practice, draft)
    page = cases.case_page(practice, case("26-0001"))
    assert [one.name for one in page.parties] == ["Carter, Daniel", "Ramírez Ortega, Lucía"]
    assert count(practice, "person") == people


def test_a_child_of_the_family_is_one_person_and_a_namesake_elsewhere_is_another(
    practice: Office,
) -> None:
    people = count(practice, "person")[0]
    draft = family(practice)
    for parent in ("petitioner", "relatives[0]"):
        row = interviews.add_row(practice, draft, f"{parent}.children")
        answers = {"family_name": "Hernández Soto", "given_name": "Diego", "born_on": "10/14/2005"}
        for word, text in answers.items():
            interviews.answer(practice, draft, f"{row}.{word}", text)
    interviews.finish(practice, draft)
    assert count(practice, "person")[0] == people + 3
    assert count_where(practice, "person", "given_name = 'Diego'") == 2


def test_a_child_whose_name_is_corrected_stays_the_same_child(practice: Office, case: Case) -> None:
    people = count(practice, "person")
    draft = interviews.start(practice, "family-adjustment", case("26-0001")).draft_id
    interviews.answer(practice, draft, "relatives[1].given_name", "Camila Sofía")
    interviews.answer(practice, draft, "relatives[0].children[0].given_name", "Camila Sofía")
    interviews.answer(practice, draft, "petitioner.children[0].given_name", "Camila Sofía")
    interviews.finish(practice, draft)
    assert count(practice, "person") == people
    assert of_person(practice, case("26-0001"), "Camila Sofía")["sort_key"] == "lopez ramirez camila sofia"


def test_what_was_said_of_a_child_stands_over_what_follows(practice: Office) -> None:
    draft = family(practice)
    interviews.add_section(practice, draft, "stepchild")
    told = {"family_name": "Ortiz", "given_name": "Ana", "born_on": "5/5/2015"}
    row = interviews.add_row(practice, draft, "relatives[0].children")
    for word, text in told.items():
        interviews.answer(practice, draft, f"relatives[1].{word}", text)
        interviews.answer(practice, draft, f"{row}.{word}", text)
    interviews.answer(practice, draft, f"{row}.relationship", "stepchild")
    case_id, _changed = interviews.finish(practice, draft)
    ana, juan = (of_person(practice, case_id, name)["id"] for name in ("Ana", "Juan"))
    kinds = practice.rows(
        "SELECT kind FROM relationship WHERE person_id = ? AND relative_id = ?", [ana, juan]
    )
    assert [one["kind"] for one in kinds] == ["stepchild"]


def test_a_draft_recorded_before_the_program_was_killed_is_not_recorded_twice(practice: Office) -> None:
    draft = family(practice)
    interview = practice.drafts[draft]
    case_id, _changed = recording.record(practice, draft, interview.result(), "")
    before = count(practice, "person", "case_file", "answer")
    again, _changed = interviews.finish(practice, draft)
    assert again == case_id
    assert count(practice, "person", "case_file", "answer") == before


def test_what_was_not_answered_stays_unknown(practice: Office) -> None:
    draft = interviews.start(practice, "family-adjustment").draft_id
    interviews.answer(practice, draft, "petitioner.given_name", "Rosa")
    case_id, _changed = interviews.finish(practice, draft)
    rosa = of_person(practice, case_id, "Rosa")
    assert (rosa["born_on"], rosa["is_us_citizen"], rosa["middle_name"]) == (None, None, None)
    assert [row for row in dates.dates_of(practice, case_id) if row.on] == []


def count_where(office: Office, table: str, where: str) -> int:
    return int(office.rows(f'SELECT count(*) AS n FROM "{table}" WHERE {where}')[0]["n"])


@pytest.mark.parametrize(
    ("list_name", "word", "text"),
    [
        ("documents", "number", "X1"),
        ("children", "born_on", "2015"),
        ("other_names", "given_name", "Juanito"),
        ("other_a_numbers", "value", "A211222444"),
        ("marriages", "city", "Reno"),
        ("entries", "port", "LAREDO, TX"),
    ],
)
def test_a_row_of_which_little_is_known_is_kept(
    practice: Office, list_name: str, word: str, text: str
) -> None:
    draft = family(practice)
    interviews.answer(practice, draft, "relatives[0].ever_in_us", "yes")
    row = interviews.add_row(practice, draft, f"relatives[0].{list_name}")
    interviews.answer(practice, draft, f"{row}.{word}", text)
    case_id, _changed = interviews.finish(practice, draft)
    rows = [one for one in cases.facts_page(practice, case_id) if one.path == f"person.{list_name}[0]"]
    assert [text in one.shown for one in rows if "Juan" in one.owner] == [True]
