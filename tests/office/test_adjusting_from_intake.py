"""From the hard questions to Form I-485: what was answered is kept, printed, there again when reopened."""

from __future__ import annotations

import pytest

from immdesk.office import interviews
from immdesk.office.case_packet import read_packet
from immdesk.office.office import Office
from immdesk.office.packet_people import scope_for
from immdesk.packets.boxes import BoxValues, box_values
from immdesk.records.facts_of import facts_of

SPOUSE = "relatives[0]"


def answer(office: Office, draft: str, **texts: str) -> None:
    for word, text in texts.items():
        interviews.answer(office, draft, f"{SPOUSE}.{word}", text)


@pytest.fixture
def kept(practice: Office) -> tuple[Office, str]:
    """A case whose spouse was asked the hard questions: one arrest, one no for the rest of the page."""
    draft = interviews.start(practice, "family-adjustment").draft_id
    interviews.answer(practice, draft, "petitioner.family_name", "Carter")
    interviews.answer(practice, draft, "petitioner.is_us_citizen", "yes")
    interviews.add_section(practice, draft, "spouse")
    interviews.answer(practice, draft, "case.filing_place", "adjustment")
    answer(practice, draft, family_name="Soto", given_name="Ana", arrested_or_detained="yes")
    row = interviews.add_row(practice, draft, f"{SPOUSE}.arrests").removeprefix(f"{SPOUSE}.")
    told = {"kind": "cited", "happened_on": "2019", "charge": "Fishing without a licence"}
    answer(practice, draft, **{f"{row}.{word}": text for word, text in told.items()})
    answer(practice, draft, **{f"{row}.disposition": "dismissed", f"{row}.country": "Mexico"})
    interviews.said_complete(practice, draft, f"{SPOUSE}.arrests")
    assert interviews.say_no(practice, draft, f"{SPOUSE}/crimes") == 17
    case_id, _changed = interviews.finish(practice, draft)
    return practice, case_id


def boxes(office: Office, case_id: str) -> BoxValues:
    library = office.library
    with office.store.read() as read:
        facts = facts_of(read, [case_id], library.vocabulary, office.today())[case_id]
    (form_map,) = library.official["I-485"]
    return box_values(form_map, facts.for_person(facts.principal_id or ""), library.vocabulary)


def test_each_answer_of_the_page_is_an_answer_of_its_own_in_the_record(kept: tuple[Office, str]) -> None:
    office, _case_id = kept
    rows = office.rows(
        "SELECT path, text FROM answer WHERE path IN ('person.convicted', 'person.prostitution')"
    )
    assert sorted((row["path"], row["text"]) for row in rows) == [
        ("person.convicted", "no"),
        ("person.prostitution", "no"),
    ]


def test_what_was_answered_stands_on_the_form_and_what_was_not_stays_empty(kept: tuple[Office, str]) -> None:
    found = boxes(*kept)
    crimes = {name.rsplit(".", 1)[-1] for name in found.values if "subform[14]" in name}
    assert {"Pt9Line23_YesNo[0]", "Pt9Line24_YesNo[1]"} <= crimes
    assert not [name for name in found.values if "subform[16]" in name and "YesNo" in name]
    assert "person.torture" in found.unanswered
    (arrest,) = [one for one in found.additional if one.item == "22"]
    assert arrest.text == "Cited, 2019, Mexico, Fishing without a licence, dismissed"


def test_the_answers_are_there_again_when_the_case_is_asked_on(kept: tuple[Office, str]) -> None:
    office, case_id = kept
    draft = interviews.start(office, "family-adjustment", case_id).draft_id
    view = interviews.section(office, draft, f"{SPOUSE}/crimes")
    texts = {one.key: one.text for block in view.blocks for one in getattr(block, "questions", ())}
    assert texts[f"{SPOUSE}.arrested_or_detained"] == "yes"
    assert texts[f"{SPOUSE}.money_laundering"] == "no"
    rows = [block for block in view.blocks if hasattr(block, "groups")]
    assert [len(block.groups) for block in rows] == [1]
    assert view.open_no == ()


def test_each_g28_names_only_the_forms_that_its_client_signs(kept: tuple[Office, str]) -> None:
    office, case_id = kept
    packet = read_packet(office, case_id)
    named = {
        person: scope_for(office, packet.facts, person, packet.planned).get("case.appearance_forms")
        for person in (packet.facts.petitioner_id or "", packet.facts.principal_id or "")
    }
    assert list(named.values()) == ["I-130, I-864", "I-485"]
    g28 = [one.person_id for one in packet.planned if (one.part, one.form) == ("form", "G-28")]
    assert g28 == list(named)
