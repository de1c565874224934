"""An enquiry is taken down, comes up on its day, and becomes a case without being typed again."""

from __future__ import annotations

import pytest

from immdesk.basics.problems import Problem
from immdesk.office import cases, enquiries, histories, today, undo
from immdesk.office.conflict_matters import about, add_other_party, still_to_look
from immdesk.office.conflicts import checks_of, look, new_names, record
from immdesk.office.office import Office

TOLD = {
    "given_name": "Mohamed", "family_name": "Choudhury", "phone": "(210) 555-0144", "email": "mo@example.com",
    "languages": "Bengali, English", "asks": "Brother of a citizen, wants to work", "source": "A friend",
    "follow_up_on": "8/17/2026",
}  # fmt: skip


def test_an_enquiry_comes_up_on_its_day_and_becomes_a_case_without_retyping(practice: Office) -> None:
    enquiry_id, _changed = enquiries.keep(practice, "", TOLD)
    (row,) = today.today_page(practice).enquiries
    assert (row.name, row.words["follow_up_on"], row.late) == ("Choudhury, Mohamed", "2026-08-17", False)
    add_other_party(practice, "Rahman Foods LLC", "employer", enquiry_id=enquiry_id)
    case_id, changed = enquiries.make_case(practice, enquiry_id, "family-adjustment", "beneficiary")
    assert cases.case_rows(practice, [case_id])[case_id].title == "Choudhury, Mohamed"
    (person,) = practice.rows("SELECT * FROM person WHERE family_name = 'Choudhury'")
    assert person["language"] == "Bengali"
    contacts = practice.rows(
        "SELECT kind, value FROM contact WHERE person_id = ? ORDER BY kind", [person["id"]]
    )
    assert [(one["kind"], one["value"]) for one in contacts] == [
        ("email", "mo@example.com"),
        ("phone_day", "+12105550144"),
    ]
    assert cases.notes(practice, case_id)[0].text == "Brother of a citizen, wants to work"
    assert about(practice, f"case/{case_id}").names == ("Mohamed Choudhury", "Rahman Foods LLC")
    assert today.today_page(practice).enquiries == ()
    with pytest.raises(Problem, match="a case already"):
        enquiries.make_case(practice, enquiry_id, "family-adjustment", "beneficiary")
    undo.undo(practice, changed.operation)
    assert enquiries.enquiry(practice, enquiry_id).outcome == "open"


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"phone": "555"}, "name is missing"),
        ({"family_name": "Ek", "follow_up_on": "31/02/2026"}, "February"),
        ({"family_name": "Ek", "follow_up_on": "2026"}, "whole date is needed"),
        ({"family_name": "Ek", "email": "not an address"}, "e-mail"),
    ],
)
def test_what_cannot_be_right_is_refused_and_nothing_is_kept(
    practice: Office, told: dict[str, str], said: str
) -> None:
    with pytest.raises(Problem, match=said):
        enquiries.keep(practice, "", told)
    assert enquiries.enquiries(practice) == ()


@pytest.mark.parametrize(
    ("name", "found", "what"),
    [
        ("Lucia Ramires Ortega", "Ramírez Ortega, Lucía", "person in the office"),
        ("ليلى الحسن", "Al-Hassan, Leila", "person in the office"),
        ("Lukas Vishnievski", "Wiśniewski, Łukasz", "person in the office"),
    ],
)
def test_a_name_is_found_by_its_sound_in_any_script(
    practice: Office, name: str, found: str, what: str
) -> None:
    assert (found, what) in {(hit.name.split(" (")[0], hit.what) for hit in look(practice, [name])}


def test_who_looked_when_and_what_was_decided_is_kept_and_new_parties_are_named(practice: Office) -> None:
    (case,) = practice.rows("SELECT id FROM case_file WHERE number = '26-0001'")
    matter = about(practice, f"case/{case['id']}")
    assert "Lucía Ramírez Ortega" in matter.names
    assert still_to_look(practice, case["id"]) == ()  # opened long before anybody looked at all
    assert new_names(matter, checks_of(practice, case["id"])) == matter.names
    hits = look(practice, matter.names, matter.own)
    assert all(hit.ref not in matter.own for hit in hits)
    record(practice, matter, matter.names, hits, "no_conflict")
    add_other_party(practice, "Brisa Textiles, Inc.", "opposing party", case_id=case["id"])
    again = about(practice, f"case/{case['id']}")
    assert new_names(again, checks_of(practice, case["id"])) == ("Brisa Textiles, Inc.",)
    assert still_to_look(practice, case["id"]) == ("Brisa Textiles, Inc.",)
    (kept,) = checks_of(practice, case["id"])
    assert (kept.looked_by, kept.at[:10], kept.names) == ("ana", "2026-08-14", matter.names)
    (found,) = look(practice, ["Briza Textils Incorporated"])
    assert (found.what, found.screen) == ("other person in a matter", "case")
    told = " / ".join(histories.of_office(practice, text="conflict check").rows[0].lines)
    assert "Result: nobody found" in told
    assert "Looked because of: new case" in told
    with pytest.raises(Problem, match="reason is missing"):
        record(practice, matter, matter.names, hits, "waived")
