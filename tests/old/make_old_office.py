"""Makes the office of the present schema that later programs must open: run once at each new schema.

    python tests/old/make_old_office.py

writes `tests/old/<schema>/`, an office with one invented family, an attachment and a history.
A released folder is never made again: it is the real file that a real program wrote.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from immdesk.records.answers import say, that_is_all
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.contacts import Address
from immdesk.records.documents import Document
from immdesk.records.employers import Employer, EmployerContact, Worksite
from immdesk.records.enquiries import ConflictCheck, Enquiry, OtherParty
from immdesk.records.family import Relationship, School, Sibling
from immdesk.records.firm import OfficeRecord, Staff
from immdesk.records.habits import Absence
from immdesk.records.jobs import Job, Recruitment, RecruitmentStep
from immdesk.records.money import ContactLog, Payment
from immdesk.records.people import Person
from immdesk.records.research import ResearchCase, ResearchNote, ResearchTag
from immdesk.records.screening import Arrest, Equity
from immdesk.store import create_store
from immdesk.store.home import SCHEMA
from immdesk.store.keys import Cost, add_passphrase

KEY = bytes(range(32))
PASSPHRASE = "an old office"
NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


def main() -> None:
    """Make the office of this program's schema."""
    folder = Path(__file__).parent / SCHEMA
    with create_store(folder, key=KEY, device="desk 1") as store:
        add_passphrase(folder, KEY, PASSPHRASE, cost=Cost(64, 1, 1))
        blob = store.attachments.put(b"a scan of an invented passport").name
        store.change("Open a case", "Ana", "", lambda session: _family(session, blob), now=NOW)
        store.change("Correct a person", "Ana", "From the passport", _correct, now=NOW)
        store.change("Add an employer", "Ana", "", _employer, now=NOW)
        store.change("Ask the hard questions", "Ana", "", _screening, now=NOW)
        store.change("Take down an enquiry", "Ana", "", _enquiry, now=NOW)
        store.change("Write a research note", "Ana", "", _research, now=NOW)
        store.change("Ask of the family", "Ana", "", _siblings, now=NOW)
        store.change("Say who is away", "Ana", "", _habits, now=NOW)
        with store.local() as local:
            local.run("INSERT INTO search VALUES ('person', 'thi', 'dang thi hoa')")
    print(f"made {folder}")


def _family(session: Session, blob: str) -> None:
    session.add(OfficeRecord(id="office", name="Vega & Hoang, PLLC", zone="America/Phoenix"))
    session.add(Person(id="thi", family_name="Đặng", given_name="Thị Hoa", born_on="1988-03"))
    session.add(Person(id="minh", family_name="Đặng", given_name="Minh", born_on="2012-02-29", adopted="no"))
    session.add(Relationship(person_id="minh", relative_id="thi", kind="child"))
    session.add(CaseFile(id="case", number="26-001", case_type="family-adjustment", status="open"))
    session.add(CaseParty(id="party", case_id="case", person_id="thi", role="petitioner"))
    session.add(Address(person_id="thi", kind="residence", city="Tucson", from_on="2020-05", until_on="∅"))
    session.add(Document(id="pass", person_id="thi", kind="passport", blob=blob))
    say(session, "person", "thi", "ever_arrested", "no")
    that_is_all(session, "person", "thi", "children")


def _employer(session: Session) -> None:
    session.add(Employer(id="mill", name="Sonora Mills, Inc.", fein="12-3456789", city="Tucson", state="AZ"))
    session.add(Worksite(id="plant", employer_id="mill", city="Nogales", state="AZ", is_main="no"))
    session.add(EmployerContact(employer_id="mill", family_name="Okafor", title="Owner", is_signatory="yes"))
    session.add(Job(id="job", employer_id="mill", person_id="thi", case_id="case", title="Engineer"))
    session.add(Recruitment(id="perm", case_id="case", job_id="job", filed_on="2026-10-01"))
    session.add(RecruitmentStep(recruitment_id="perm", kind="job_order", started_on="2026-06-01"))
    session.add(Payment(case_id="case", item="I-129", amount="780", state="due"))
    session.add(ContactLog(employer_id="mill", at="2026-11-21T15:30:00+00:00", how="call", minutes="10"))
    say(session, "employer", "mill", "willful_violator", "no")


def _screening(session: Session) -> None:
    session.add(
        Arrest(id="arrest", person_id="thi", happened_on="2015-05", charge="Speeding", convicted_on="∅")
    )
    session.add(Equity(id="tie", person_id="thi", kind="family_tie", told="Two children born here"))


def _enquiry(session: Session) -> None:
    session.add(Enquiry(id="asks", family_name="Petrov", asks="A work permit", outcome="open"))
    session.add(OtherParty(enquiry_id="asks", name="Sonora Mills", part="employer"))
    looked = {"moment": "client", "about_id": "asks", "enquiry_id": "asks", "names": "Petrov"}
    session.add(ConflictCheck(**looked, result="none", looked_by="Ana", at=NOW.isoformat()))


def _research(session: Session) -> None:
    session.add(ResearchNote(id="memo", title="A stepchild counts", text="Before 18", noted_on="2026-11-21"))
    session.add(ResearchTag(note_id="memo", kind="form", value="I-130"))
    session.add(ResearchCase(note_id="memo", case_id="case"))


def _siblings(session: Session) -> None:
    session.add(School(person_id="thi", name="Trần Phú", kind="High school", from_on="2003", until_on="2006"))
    session.add(Sibling(person_id="thi", given_name="Lan", birth_country="Vietnam", lives_in="Huế"))
    session.get_one(Person, "minh").lives = "with_the_parent"


def _habits(session: Session) -> None:
    session.add(Staff(id="helen", family_name="Whitaker", given_name="Helen", active="yes"))
    session.add(Absence(staff_id="helen", how="leave", from_on="2026-12-01", until_on="2026-12-05"))


def _correct(session: Session) -> None:
    session.get_one(Person, "thi").born_on = "1988-03-07"


if __name__ == "__main__":
    main()
