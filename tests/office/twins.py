"""A second record of a client of the practice office, as another desk might have written it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from immdesk.office.office import Office


def lucia(office: Office) -> str:
    (row,) = office.rows(
        "SELECT id FROM person WHERE given_name LIKE 'Luc_a' AND family_name LIKE 'Ram_rez%'"
    )
    return str(row["id"])


def twin(office: Office) -> str:
    """Write a second record of Lucía, as another desk might have: another spelling, a case, papers."""
    from immdesk.records.answers import say, that_is_all
    from immdesk.records.cases import CaseFile, CaseParty
    from immdesk.records.contacts import Contact
    from immdesk.records.documents import Document
    from immdesk.records.notes import Note
    from immdesk.records.people import Identifier, Person

    def work(session: Session) -> None:
        person = Person(
            id="twin",
            family_name="Ramires",
            given_name="Lucia",
            born_on="1990-01-02",
            sort_key="ramires lucia",
        )
        session.add_all(
            [person, CaseFile(id="case2", number="26-0099", case_type="naturalization", status="open")]
        )
        session.flush()
        session.add(CaseParty(id="party2", case_id="case2", person_id="twin", role="principal"))
        session.add(Contact(id="tel", person_id="twin", kind="phone_day", value="2105550199"))
        session.add(
            Identifier(id="num", person_id="twin", kind="a_number", value="A200000001", is_main="yes")
        )
        session.add(Document(id="doc2", person_id="twin", kind="passport", blob="b" * 64))
        session.add(Note(id="note2", person_id="twin", text="Called from work"))
        say(session, "person", "twin", "ever_arrested", "yes")
        that_is_all(session, "person", "twin", "trips")

    office.change("Add a person", work)
    return "twin"
