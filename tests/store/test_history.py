"""The history of a case, a person and a record, the newest first."""

from __future__ import annotations

from immdesk.records.answers import say
from immdesk.records.cases import CaseFile
from immdesk.records.people import Person


def titles(done):
    return [operation.title for operation in done]


def test_the_history_of_a_person_shows_each_field_before_and_after(store, do, rosa, now):
    def work(session):
        person = session.get(Person, rosa)
        person.born_on, person.given_name = "1988-03-07", "Rosa María"

    store.change("Correct a person", "Ben", "From the passport", work, now=now)
    newest, oldest = store.history(people=[rosa])
    assert (newest.title, newest.who, newest.why) == ("Correct a person", "Ben", "From the passport")
    assert newest.rows[0].changed() == (
        ("born_on", None, "1988-03-07"),
        ("given_name", "Rosa", "Rosa María"),
    )
    assert oldest.seq == 1


def test_the_history_of_a_case_leaves_out_other_cases(store, do, rosa):
    do(lambda session: session.add(CaseFile(id="other", number="26-002", case_type="x", status="open")))
    do(lambda session: setattr(session.get(CaseFile, "case"), "title", "Ramírez, Rosa"))
    assert [operation.seq for operation in store.history(case_id="case")] == [3, 1]


def test_the_history_of_a_case_with_its_people_holds_both(store, do, rosa):
    do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    do(lambda session: setattr(session.get(CaseFile, "case"), "title", "Ramírez, Rosa"))
    assert [operation.seq for operation in store.history(case_id="case", people=[rosa])] == [3, 2, 1]


def test_what_was_said_of_a_party_belongs_to_its_case_and_person(store, do, rosa):
    do(lambda session: say(session, "party", "party", "born_in_wedlock", "yes"))
    row = store.history(case_id="case")[0].rows[0]
    assert (row.table, row.case_id, row.person_id) == ("said", "case", "rosa")


def test_a_word_said_twice_is_one_row_with_two_versions(store, do, rosa):
    do(lambda session: say(session, "person", rosa, "ever_arrested", "no"))
    do(lambda session: say(session, "person", rosa, "ever_arrested", "yes"))
    done = store.history(people=[rosa])
    assert done[0].rows[0].changed() == (("value", "no", "yes"),)
    assert store.history(table="said", pk=done[0].rows[0].pk)[0].seq == 3


def test_the_history_of_one_record_is_found_by_its_table_and_id(store, do, rosa):
    do(lambda session: setattr(session.get(Person, rosa), "sex", "female"))
    assert [operation.seq for operation in store.history(table="person", pk=rosa)] == [2, 1]
