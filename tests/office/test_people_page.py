"""The People of an office: sorted, found, and never more of a number than its last four."""

from __future__ import annotations

from dataclasses import astuple

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import people
from immdesk.office.office import Office
from immdesk.office.person_page import person_page
from immdesk.records.contacts import Contact


def names(office: Office, text: str = "", sort: str = "name") -> list[str]:
    ids = people.person_ids(office, text, sort)
    lines = people.person_lines(office, ids)
    return [lines[one].name for one in ids]


def test_people_are_sorted_by_name_as_a_card_index_is(practice: Office) -> None:
    found = names(practice)
    assert found[:3] == ["Al-Hassan, Leila", "Al-Hassan, Mohammed", "Carter, Daniel Robert"]
    assert names(practice, sort="-name") == found[::-1]


def test_people_sorted_by_birth_stand_last_when_it_is_unknown(practice: Office) -> None:
    assert names(practice, sort="born")[0] == "Hernández Cruz, Miguel Ángel"
    unknown = {"Núñez Peña, José María", "Peña Ibáñez, María de los Ángeles"}
    assert set(names(practice, sort="born")[-2:]) == unknown
    assert set(names(practice, sort="-born")[-2:]) == unknown


def test_a_page_holds_no_whole_number(practice: Office) -> None:
    for one in people.person_ids(practice):
        told = repr(astuple(person_page(practice, one)))
        for row in practice.rows("SELECT value FROM identifier WHERE length(value) > 4"):
            assert row["value"] not in told


def test_a_contact_that_only_one_case_may_see_is_counted_and_not_shown(practice: Office) -> None:
    guadalupe = people.person_ids(practice, "guadalupe")[0]
    case = person_page(practice, guadalupe).cases[0].id
    secret = Contact(person_id=guadalupe, kind="email", value="shelter@example.org", only_in_case=case)
    practice.change("Add a contact", lambda session: session.add(secret))
    page = person_page(practice, guadalupe)
    assert "shelter@example.org" not in repr(page)
    assert page.kept_apart == 1


def test_relatives_are_told_from_where_this_person_stands(practice: Office) -> None:
    camila = person_page(practice, people.person_ids(practice, "camila")[0])
    assert [(one.name, one.kind) for one in camila.relatives] == [
        ("Carter, Daniel Robert", "stepparent"),
        ("Ramírez Ortega, Lucía", "parent"),
    ]


def test_somebody_who_has_gone_is_a_problem_in_plain_words(practice: Office) -> None:
    with pytest.raises(Problem) as told:
        person_page(practice, "gone")
    assert told.value.happened == "This person is no longer in the office."
