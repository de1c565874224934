"""A case opened: its number, its people in their roles, its household."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from immdesk.basics.problems import Bug
from immdesk.basics.values import NONE_TEXT
from immdesk.office.keeping import Texts, Told, keep_facts, keep_lists, keep_words, relate
from immdesk.office.opening_work import TellingWork, keep_employer, keep_job
from immdesk.records.access import CaseReader
from immdesk.records.cases import CaseFile, CaseParty
from immdesk.records.family import Household, HouseholdMember, Relationship
from immdesk.records.firm import OfficeRecord
from immdesk.records.people import Person


@dataclass(frozen=True, slots=True)
class TellingPerson:
    """A person of a case as told: role, relationship to the petitioner, and the answers."""

    role: str
    told: Told
    party: Texts = field(default_factory=dict)
    person_id: str = ""
    slot: str = ""


@dataclass(frozen=True, slots=True)
class TellingCase:
    """A case as told: its type, words, people (the petitioner first), and who works on it.

    `case_id` is the case that exists already, `new_id` the id that a new one gets, `left` the people who
    are no longer part of it, `household_id` the household that a new case joins; without one it has its own.
    `restricted` is why a new case is restricted, `readers` the staff who may see it then.
    """

    case_type: str
    people: Sequence[TellingPerson]
    words: Texts
    year: int
    opened_on: str
    responsible_id: str | None = None
    attorney_id: str | None = None
    household: str = ""
    household_id: str = ""
    case_id: str = ""
    new_id: str = ""
    left: Sequence[str] = ()
    employer: TellingWork | None = None
    job: TellingWork | None = None
    restricted: str = ""
    readers: Sequence[str] = ()


def open_case(session: Session, telling: TellingCase) -> tuple[CaseFile, dict[str, Person]]:
    """Write a new case, or what was newly told of an old one; give it and its people by slot."""
    people = {one.slot or str(place): _person(session, one) for place, one in enumerate(telling.people)}
    session.flush()
    family = _family(session, list(people.values()))
    for one, person in zip(telling.people, people.values(), strict=True):
        keep_lists(session, person, one.told, family, telling.opened_on)
    case = session.get_one(CaseFile, telling.case_id) if telling.case_id else _new_case(session, telling)
    keep_words(session, "case", case, telling.words)
    persons = list(people.values())
    for place, (one, person) in enumerate(zip(telling.people, persons, strict=True)):
        _party(session, case, person, one, place)
    for person_id in telling.left:
        _leave(session, case, person_id)
    case.title = title_of(telling.people, persons)
    _work(session, case, telling, persons)
    _relate(session, telling.people, persons)
    _household(session, case, telling, persons)
    return case, people


def _work(session: Session, case: CaseFile, telling: TellingCase, persons: Sequence[Person]) -> None:
    """Write the employer that petitions and the job of the principal."""
    if telling.employer:
        keep_employer(session, case, telling.employer)
    if telling.job:
        keep_job(session, case, telling.job, case.employer_id, _head(telling.people, persons, "principal"))


def _head(told: Sequence[TellingPerson], persons: Sequence[Person], role: str) -> str | None:
    return next((who.id for one, who in zip(told, persons, strict=True) if one.role == role), None)


def title_of(told: Sequence[TellingPerson], persons: Sequence[Person]) -> str:
    """Give what the case is called: the principal or first beneficiary, else the petitioner."""
    order = ("principal", "beneficiary", "derivative", "petitioner", "joint_sponsor")
    ranked = sorted(zip(told, persons, strict=True), key=lambda pair: order.index(pair[0].role))
    person = ranked[0][1]
    return ", ".join(part for part in (person.family_name, person.given_name) if part and part != NONE_TEXT)


def next_number(session: Session, year: int) -> str:
    """Give the next case number of the office, such as 26-0007, and count on.

    A desk that cannot reach the others takes one of the numbers that it keeps for that.
    """
    if kept := _kept_number(session, year):
        return kept
    firm = session.scalars(select(OfficeRecord)).first()
    if firm is None:
        raise Bug("The office has no row of its own.")
    number = firm.next_case_number or 1
    firm.next_case_number = number + 1
    return f"{year % 100:02d}-{number:04d}"


def _kept_number(session: Session, year: int) -> str:
    if not session.info.get("away"):
        return ""
    from immdesk.office.sharing import numbers_away

    kept = [f"{year % 100:02d}-{number:04d}" for number in numbers_away(session)]
    used = set(session.scalars(select(CaseFile.number).where(CaseFile.number.in_(kept))))
    return next((one for one in kept if one not in used), "")


def _person(session: Session, one: TellingPerson) -> Person:
    person = session.get_one(Person, one.person_id) if one.person_id else Person()
    if not one.person_id:
        session.add(person)
        session.flush()
    keep_facts(session, person, one.told)
    return person


def _family(session: Session, people: list[Person]) -> list[Person]:
    """Give the people of a case and everybody who is recorded as related to them."""
    ids = [one.id for one in people]
    found = select(Relationship).where(Relationship.person_id.in_(ids) | Relationship.relative_id.in_(ids))
    related = {end for one in session.scalars(found) for end in (one.person_id, one.relative_id)}
    others = select(Person).where(Person.id.in_(sorted(related - set(ids))))
    return [*people, *session.scalars(others)]


def _new_case(session: Session, telling: TellingCase) -> CaseFile:
    given = {"id": telling.new_id} if telling.new_id else {}
    case = CaseFile(
        **given,
        number=next_number(session, telling.year),
        case_type=telling.case_type,
        status="open",
        opened_on=telling.opened_on,
        responsible_id=telling.responsible_id,
        attorney_id=telling.attorney_id,
        household_id=telling.household_id or None,
        restricted=telling.restricted or None,
    )
    session.add(case)
    session.flush()
    for staff_id in telling.readers if telling.restricted else ():
        session.add(CaseReader(case_id=case.id, staff_id=staff_id, at=telling.opened_on))
    return case


def _party(session: Session, case: CaseFile, person: Person, one: TellingPerson, place: int) -> None:
    party = party_of(session, case.id, person.id)
    words = dict(one.party)
    if party is None:
        party = CaseParty(case_id=case.id, person_id=person.id, role=one.role, ordinal=place)
        session.add(party)
        session.flush()
    elif {party.role, one.role} == {"principal", "beneficiary"}:
        words.pop("role", None)
    keep_words(session, "party", party, words)


def party_of(session: Session, case_id: str, person_id: str) -> CaseParty | None:
    """Give the part that a person has in a case, None when there is none."""
    known = select(CaseParty).where(CaseParty.case_id == case_id, CaseParty.person_id == person_id)
    return session.scalars(known).first()


def _leave(session: Session, case: CaseFile, person_id: str) -> None:
    party = party_of(session, case.id, person_id)
    if party is not None:
        session.delete(party)


def _relate(session: Session, told: Sequence[TellingPerson], persons: Sequence[Person]) -> None:
    """Record how each is related to the petitioner, both ways where the law names both.

    Where an employer petitions, the dependents are the principal's.
    """
    roles = {
        one.role: p for one, p in zip(told, persons, strict=True) if one.role in ("petitioner", "principal")
    }
    petitioner = roles.get("petitioner", roles.get("principal"))
    if petitioner is None:
        return
    for one, person in zip(told, persons, strict=True):
        kind = one.party.get("relationship")
        if not kind or person is petitioner:
            continue
        relate(session, person.id, petitioner.id, kind)
        if kind == "spouse":
            relate(session, petitioner.id, person.id, "spouse")
    if "petitioner" in roles:
        _children_of_spouse(session, told, persons)


def _children_of_spouse(session: Session, told: Sequence[TellingPerson], persons: Sequence[Person]) -> None:
    """A stepchild of the petitioner, or a derivative, is the spouse's child; of others nobody has said so."""
    pairs = list(zip(told, persons, strict=True))
    spouse = next((p for one, p in pairs if one.party.get("relationship") == "spouse"), None)
    if spouse is None:
        return
    for one, person in pairs:
        if one.party.get("relationship") == "stepchild" or one.role == "derivative":
            relate(session, person.id, spouse.id, "child", told=False)


def _household(session: Session, case: CaseFile, telling: TellingCase, persons: Sequence[Person]) -> None:
    if case.household_id is None:
        household = Household(name=telling.household or case.title)
        session.add(household)
        session.flush()
        case.household_id = household.id
    members = set(
        session.scalars(
            select(HouseholdMember.person_id).where(HouseholdMember.household_id == case.household_id)
        )
    )
    for one, person in zip(telling.people, persons, strict=True):
        if person.id not in members:
            session.add(HouseholdMember(household_id=case.household_id, person_id=person.id, role=one.role))
