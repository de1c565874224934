"""A real office with one family: Rosa petitions for her husband Luis; their daughter Ana comes along."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from immdesk.basics.paths import resource
from immdesk.basics.vocabulary import Vocabulary
from immdesk.records.answers import say, that_is_all
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.contacts import Address, Contact
from immdesk.records.documents import Document
from immdesk.records.family import Relationship
from immdesk.records.filings import Filing
from immdesk.records.firm import OfficeRecord, Staff
from immdesk.records.notices import Notice
from immdesk.records.people import Identifier, Person
from immdesk.records.travel import StatusPeriod
from immdesk.store import create_store

NONE = "∅"


@pytest.fixture(scope="session")
def vocabulary():
    files = sorted(resource("packs", "us", "vocabulary").glob("*.yaml"))
    return Vocabulary.load([(file.name, file.read_text(encoding="utf-8")) for file in files])


@pytest.fixture
def store(tmp_path):
    with create_store(tmp_path / "office", key=bytes(range(32)), device="desk 1") as made:
        yield made


@pytest.fixture
def do(store):
    """Change the office as Ana would, at a fixed time."""

    def change(work):
        now = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
        return store.change("Change a record", "Ana", "", work, now=now)[0]

    return change


@pytest.fixture
def today():
    return date(2026, 11, 21)


@pytest.fixture
def facts_of(store, vocabulary, today):
    """Give the facts of one case as the office sees them today."""
    from immdesk.records.facts_of import facts_of

    def of(case_id="case"):
        with store.read() as reading:
            return facts_of(reading, [case_id], vocabulary, today)[case_id]

    return of


@pytest.fixture
def family(do):
    """Fill the office with the family of case 26-001."""
    do(_the_office)
    do(_the_people)
    do(_the_case)


def _the_office(session):
    session.add(OfficeRecord(id="office", name="Vega & Hoang, PLLC", city="Tucson", state="AZ"))
    session.add(Staff(id="vega", family_name="Vega", given_name="Elena", role="attorney", is_attorney="yes"))


def _the_people(session):
    rosa = Person(id="rosa", family_name="Ramírez", given_name="Rosa", middle_name=NONE, born_on="1988-03-07")
    luis = Person(id="luis", family_name="Ortega", given_name="Luis", middle_name="Ángel", born_on="1985-11")
    ana = Person(id="ana", family_name="Ortega", given_name="Ana", middle_name=NONE, born_on="2010-06-30")
    session.add_all([rosa, luis, ana])
    rosa.is_permanent_resident, rosa.lpr_since = "yes", "2015-04-01"
    session.add_all(
        [
            Relationship(person_id="luis", relative_id="rosa", kind="spouse"),
            Relationship(person_id="ana", relative_id="rosa", kind="child"),
            Relationship(person_id="luis", relative_id="ana", kind="parent"),
            Identifier(person_id="luis", kind="a_number", value="A201555666", is_main="yes"),
            Identifier(person_id="luis", kind="a_number", value="A201555777", is_main="no"),
            Contact(person_id="rosa", kind="phone_day", value="+15205550100"),
            Address(
                person_id="rosa", kind="residence", city="Yuma", from_on="2012-01", until_on="2020-05-01"
            ),
            Address(person_id="rosa", kind="residence", city="Tucson", from_on="2020-05-01", until_on=NONE),
            Address(person_id="rosa", kind="mailing", city="Nogales", from_on="2021-01-01", until_on=NONE),
            StatusPeriod(
                id="b2", person_id="luis", status="B-2", from_on="2019-01-05", until_on="2019-07-04"
            ),
            StatusPeriod(id="f1", person_id="luis", status="F-1", from_on="2019-07-05", until_on="D/S"),
            Document(id="pass", person_id="luis", kind="passport", expires_on="2027-02-01"),
        ]
    )
    say(session, "person", "rosa", "father.family_name", "Ramírez")
    say(session, "person", "rosa", "father.middle_name", NONE)
    say(session, "person", "rosa", "ever_arrested", "no")
    say(session, "person", "rosa", "height_feet", "5")
    say(session, "person", "luis", "race", "white,asian")
    for word in ("addresses", "children", "marriages"):
        that_is_all(session, "person", "rosa", word)


def _the_case(session):
    session.add(
        CaseFile(
            id="case",
            number="26-001",
            case_type="family-adjustment",
            status="open",
            attorney_id="vega",
            category="F2A",
            chargeability="MEXICO",
            priority_date="2023-05-01",
            filing_place="adjustment",
        )
    )
    roles = (("petitioner", "rosa", None), ("principal", "luis", "spouse"), ("derivative", "ana", "child"))
    for order, (role, person, relationship) in enumerate(roles):
        session.add(
            CaseParty(
                id=f"party-{person}",
                case_id="case",
                person_id=person,
                role=role,
                relationship=relationship,
                own_petition="yes" if person == "luis" else "no",
                ordinal=order,
            )
        )
    session.add(
        Filing(
            id="i130",
            case_id="case",
            person_id="luis",
            form="I-130",
            received_on="2023-05-01",
            approved_on="2026-08-20",
        )
    )
    session.add(Notice(id="rfe", case_id="case", filing_id="i130", kind="rfe", response_days="84"))
    say(session, "case", "case", "consulate_city", "Ciudad Juárez")
    say(session, "party", "party-luis", "lived_together_city", "Tucson")
