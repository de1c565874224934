"""Facts of a case: every word has the value and the type that rules and forms expect."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.basics.facts import PartialDate
from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.answers import say
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.contacts import Address
from immdesk.records.documents import Document
from immdesk.records.family import Marriage

pytestmark = pytest.mark.usefixtures("family")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("petitioner.family_name", "Ramírez"),
        ("petitioner.full_name", "Rosa Ramírez"),
        ("petitioner.middle_name", NONE),
        ("petitioner.born_on", date(1988, 3, 7)),
        ("petitioner.is_permanent_resident", True),
        ("petitioner.phone_day", "+15205550100"),
        ("petitioner.current_address.city", "Tucson"),
        ("petitioner.mailing_address.city", "Nogales"),
        ("petitioner.father.family_name", "Ramírez"),
        ("petitioner.father.middle_name", NONE),
        ("petitioner.ever_arrested", False),
        ("petitioner.height_feet", 5),
        ("petitioner.times_married", 0),
        ("person.full_name", "Luis Ángel Ortega"),
        ("person.born_on", PartialDate(1985, 11)),
        ("person.a_number", "A201555666"),
        ("person.race", ("white", "asian")),
        ("person.passport.expires_on", date(2027, 2, 1)),
        ("person.current_status.until", "D/S"),
        ("principal.given_name", "Luis"),
        ("case.number", "26-001"),
        ("case.type", "family-adjustment"),
        ("case.priority_date", date(2023, 5, 1)),
        ("case.consulate_city", "Ciudad Juárez"),
        ("case.petition_filed_on", date(2023, 5, 1)),
        ("case.petition_approved_on", date(2026, 8, 20)),
        ("party.relationship", "spouse"),
        ("party.own_petition", True),
        ("party.lived_together_city", "Tucson"),
        ("party.is_child", False),
        ("party.i485_filed_on", NONE),
        ("office.name", "Vega & Hoang, PLLC"),
        ("attorney.family_name", "Vega"),
    ],
)
def test_a_form_about_luis_finds(facts_of, path, value):
    assert facts_of().for_person("luis").get(path) == value


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("person.sex", "person.sex"),
        ("person.mother.family_name", "person.mother.family_name"),
        ("person.email", "person.email"),
        ("person.addresses", "person.addresses"),
        ("person.ead", "person.documents"),
        ("person.times_married", "person.marriages"),
        ("petitioner.sex", "petitioner.sex"),
        ("case.uscis_office_city", "case.uscis_office_city"),
    ],
)
def test_what_nobody_has_said_is_asked_for_and_never_guessed(facts_of, path, asked):
    assert facts_of().for_person("luis").get(path) == Unknown(asked)


def test_lists_hold_their_rows_with_ids_in_the_order_of_entry(facts_of):
    facts = facts_of().for_person("luis")
    assert [row["city"] for row in facts.get("petitioner.addresses")] == ["Yuma", "Tucson", "Nogales"]
    assert [row["id"] for row in facts.get("person.status_periods")] == ["b2", "f1"]
    assert [row["value"] for row in facts.get("person.other_a_numbers")] == ["A201555777"]


def test_that_is_all_is_known_for_each_name_the_person_has_in_scope(facts_of):
    facts = facts_of().for_person("rosa")
    assert facts.complete("petitioner.addresses")
    assert facts.complete("person.addresses")
    assert facts.complete("person.family_members")
    assert not facts.complete("principal.addresses")


def test_a_whole_list_without_rows_is_an_empty_list_and_not_unknown(facts_of):
    assert facts_of().for_person("rosa").get("person.marriages") == ()


def test_children_and_spouse_come_from_relationships_said_from_either_side(facts_of):
    ana = {
        "id": "ana",
        "relationship": "child",
        "family_name": "Ortega",
        "given_name": "Ana",
        "middle_name": NONE,
        "born_on": date(2010, 6, 30),
    }
    ana["applies_too"] = True  # she is a party of the case
    ana["minor"] = True  # born in 2010
    facts = facts_of().for_person("luis")
    assert facts.get("petitioner.children") == (ana,)
    assert facts.get("person.children") == (ana,)
    assert [row["id"] for row in facts.get("petitioner.family_members")] == ["luis", "ana"]


def test_a_spouse_who_is_only_named_in_a_marriage_is_family_too(facts_of, do):
    do(
        lambda session: session.add(
            Marriage(id="m", person_id="ana", spouse_family_name="Lee", spouse_given_name="Kim", ended_on="∅")
        )
    )
    assert facts_of().for_person("ana").get("person.family_members") == (
        {"id": "m", "relationship": "spouse", "family_name": "Lee", "given_name": "Kim"},
    )


def test_the_subjects_are_the_case_its_parties_papers_and_present_statuses(facts_of):
    subjects = [(subject.kind, subject.id, subject.person_id) for subject in facts_of().subjects()]
    assert subjects == [
        ("case", "case", "luis"),
        ("party", "party-rosa", "rosa"),
        ("party", "party-luis", "luis"),
        ("party", "party-ana", "ana"),
        ("notice", "rfe", "luis"),
        ("filing", "i130", "luis"),
        ("document", "pass", "luis"),
        ("status_period", "f1", "luis"),
    ]


def test_each_subject_has_its_own_name_in_scope(facts_of):
    facts = {subject.kind: subject.facts for subject in facts_of().subjects()}
    assert facts["notice"].get("notice.response_days") == 84
    assert facts["filing"].get("filing.form") == "I-130"
    assert facts["document"].get("document.kind") == "passport"
    assert facts["status_period"].get("status_period.status") == "F-1"
    assert facts["case"].get("notice.kind") == Unknown("notice.kind")


def test_a_child_of_the_petitioner_claims_as_a_child(facts_of):
    assert facts_of().for_person("ana").get("party.is_child") is True


def test_a_document_that_was_replaced_or_deleted_is_no_fact_any_more(facts_of, do):
    def work(session):
        session.add(Document(id="new", person_id="luis", kind="passport", replaces_id="pass"))
        session.add(Document(id="bin", person_id="luis", kind="ead", deleted_at="2026-11-20"))

    do(work)
    documents = [subject.id for subject in facts_of().subjects() if subject.kind == "document"]
    assert documents == ["new"]


def test_what_is_for_one_case_only_never_enters_another(facts_of, do):
    def work(session):
        session.add(CaseFile(id="u-visa", number="26-002", case_type="u", status="open", restricted="yes"))
        session.add(CaseParty(id="p2", case_id="u-visa", person_id="luis", role="principal"))
        session.add(Address(person_id="luis", kind="safe", city="Shelter", only_in_case="u-visa"))
        session.add(Document(id="cert", person_id="luis", kind="affidavit", only_in_case="u-visa"))

    do(work)
    assert facts_of("u-visa").for_person("luis").get("person.addresses")[0]["city"] == "Shelter"
    assert facts_of("case").for_person("luis").get("person.addresses") == Unknown("person.addresses")
    documents = {
        case: [one.id for one in facts_of(case).subjects() if one.kind == "document"]
        for case in ("case", "u-visa")
    }
    assert documents == {"case": ["pass"], "u-visa": ["pass", "cert"]}


def test_a_text_that_cannot_be_read_is_asked_for_again(facts_of, do):
    do(lambda session: say(session, "person", "luis", "height_feet", "tall"))
    assert facts_of().for_person("luis").get("person.height_feet") == Unknown("person.height_feet")


def test_other_petitions_are_those_of_the_other_relatives(facts_of):
    assert facts_of().for_person("luis").get("case.other_petitions") == ()
    assert [row["id"] for row in facts_of().for_person("ana").get("case.other_petitions")] == ["luis"]


def test_one_case_and_fifty_cases_take_the_same_number_of_selects(store, do, vocabulary, today):
    from immdesk.records.facts_of import facts_of as facts_of_cases

    def work(session):
        for number in range(50):
            case = CaseFile(id=f"c{number}", number=f"27-{number:03d}", case_type="x", status="open")
            session.add_all([case, CaseParty(case_id=case.id, person_id="luis", role="principal")])

    do(work)
    counts = []
    for case_ids in (["case"], [f"c{number}" for number in range(50)]):
        asked = []
        with store.read() as reading:
            reading._connection.set_trace_callback(asked.append)
            facts_of_cases(reading, case_ids, vocabulary, today)
            reading._connection.set_trace_callback(None)
        counts.append(len(asked))
    assert counts[0] == counts[1] == 34


def test_equal_facts_have_one_fingerprint_and_any_change_another(facts_of, do):
    before = facts_of().fingerprint()
    assert facts_of().fingerprint() == before
    do(lambda session: say(session, "person", "ana", "in_us_now", "yes"))
    assert facts_of().fingerprint() != before
