"""The history of the office: who changed what, from what to what; found by words, people, cases and staff."""

from __future__ import annotations

from collections.abc import Callable

from immdesk.basics.words import set_language
from immdesk.office import cases, dates, histories, undo
from immdesk.office.office import Office

Case = Callable[[str], str]


def titles(office: Office, **asked: str) -> list[str]:
    return [row.title for row in histories.of_office(office, **asked).rows]  # type: ignore[arg-type]


def test_the_newest_change_stands_first_with_its_case_and_its_number(practice: Office, case: Case) -> None:
    cases.add_note(practice, case("26-0001"), "Called about the lease.")
    row = histories.of_office(practice).rows[0]
    assert (row.title, row.who, row.lines) == ("Add a note", "ana", ("Note · Text: Called about the lease.",))
    assert row.cases == ((case("26-0001"), "26-0001"),)


def test_the_history_comes_page_by_page_to_the_first_operation(practice: Office) -> None:
    first = histories.of_office(practice, limit=2)
    rest = histories.of_office(practice, before=first.before)
    seqs = [row.seq for row in (*first.rows, *rest.rows)]
    assert seqs == list(range(len(seqs), 0, -1))
    assert rest.before == 0


def test_words_find_a_change_by_its_fields_in_plain_letters_and_by_its_day(
    practice: Office, set_fact: Callable[..., None]
) -> None:
    set_fact("person", "family_name = 'Wiśniewski'", birth_city="Kraków")
    assert titles(practice, text="wisniewski krakow") == ["Correct a fact"]
    assert titles(practice, text="krakow", who="ben") == []
    assert "Correct a fact" in titles(practice, text="aug 14, 2026")


def test_the_history_of_a_case_holds_its_people_and_no_others(
    practice: Office, case: Case, set_fact: Callable[..., None]
) -> None:
    set_fact("person", "family_name = 'Wiśniewski'", birth_city="Kraków")
    assert "Correct a fact" in titles(practice, case_id=case("26-0005"))
    assert "Correct a fact" not in titles(practice, case_id=case("26-0003"))
    person = practice.rows("SELECT id FROM person WHERE family_name = 'Wiśniewski'")[0]["id"]
    assert titles(practice, person_id=person)[0] == "Correct a fact"
    assert histories.of_person(practice, person)[0].title == "Correct a fact"


def test_none_is_told_in_the_words_of_its_question(practice: Office, set_fact: Callable[..., None]) -> None:
    set_fact("person", "family_name = 'Wiśniewski'", middle_name="Jan")
    set_fact("person", "family_name = 'Wiśniewski'", middle_name="∅")
    newest = histories.of_office(practice).rows[0]
    assert newest.lines == ("Wiśniewski, Łukasz · Middle name: Jan → no middle name",)


def test_an_undo_says_so_and_names_the_person_who_is_gone(practice: Office) -> None:
    from tests.office.test_undo_office import take_in

    take_in(practice)
    undo.undo(practice, undo.undoable(practice).operation)
    newest = histories.of_office(practice).rows[0]
    assert (newest.title, newest.why, newest.cases) == ("Undo: Take in a questionnaire", "", ())
    assert "Đặng · Date of birth: Mar 1990 → –" in newest.lines


def test_everybody_who_changed_something_can_be_chosen(practice: Office, case: Case) -> None:
    practice.user = "ben"
    cases.add_note(practice, case("26-0001"), "Called.")
    assert histories.staff_of(practice) == ("ana", "ben")
    assert titles(practice, who="ben") == ["Add a note"]


def test_the_chain_says_how_long_and_whole_it_is(practice: Office) -> None:
    count = practice.rows("SELECT count(*) AS n FROM operation")[0]["n"]
    assert histories.chain(practice).words == f"{count} changes, unbroken"


def test_a_record_that_was_changed_from_outside_is_named(practice: Office) -> None:
    from immdesk.store.engine import connect

    connection = connect(practice.store.database, practice.store.key_for("database"))
    connection.execute("DROP TRIGGER operation_is_never_changed")
    connection.execute("UPDATE operation SET who = 'mallory' WHERE seq = 2")
    connection.close()
    row = histories.chain(practice)
    assert not row.ok
    assert row.words.startswith("The record was changed from outside at number 2.")


def test_a_change_made_in_spanish_is_told_in_the_language_of_whoever_reads(
    practice: Office, case: Case
) -> None:
    set_language("es")
    try:
        dates.accept_all(practice, case("26-0001"))
        assert histories.of_case(practice, case("26-0001"))[0].title == "Aceptar fechas"
        undo.undo(practice, undo.undoable(practice).operation)
        assert histories.of_case(practice, case("26-0001"))[0].title == "Deshacer: Aceptar fechas"
    finally:
        set_language("en")
    assert histories.of_case(practice, case("26-0001"))[0].title == "Undo: Accept dates"
    newest = practice.rows("SELECT title FROM operation ORDER BY seq DESC LIMIT 1")
    assert newest == [{"title": "Undo: Accept dates"}]
