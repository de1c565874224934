"""What the hard questions bring up: arrests, orders, earlier petitions, groups, public help, equities."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Record, Said, to


class Arrest(Record):
    """One time that a person was arrested, cited, charged or detained, and how it ended."""

    __tablename__ = "arrest"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Said]
    happened_on: Mapped[Said]
    city: Mapped[Said]
    province: Mapped[Said]
    country: Mapped[Said]
    agency: Mapped[Said]
    charge: Mapped[Said]
    disposition: Mapped[Said]
    disposed_on: Mapped[Said]
    sentence: Mapped[Said]
    records: Mapped[Said]
    convicted_on: Mapped[Said]


class CourtOrder(Record):
    """A proceeding or order of an immigration court or officer."""

    __tablename__ = "court_order"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Said]
    place: Mapped[Said]
    dated_on: Mapped[Said]
    outcome: Mapped[Said]
    still_open: Mapped[Said]


class EarlierPetition(Record):
    """A petition or application that was filed before by or for a person, by whomever."""

    __tablename__ = "earlier_petition"
    person_id: Mapped[str] = to("person")
    form: Mapped[Said]
    filed_by: Mapped[Said]
    filed_on: Mapped[Said]
    receipt_number: Mapped[Said]
    priority_date: Mapped[Said]
    result: Mapped[Said]
    decided_on: Mapped[Said]


class Organization(Record):
    """A group of any kind to which a person belonged."""

    __tablename__ = "organization"
    person_id: Mapped[str] = to("person")
    name: Mapped[Said]
    city: Mapped[Said]
    province: Mapped[Said]
    country: Mapped[Said]
    nature: Mapped[Said]
    involvement: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]


class Benefit(Record):
    """Public help in cash that a person received."""

    __tablename__ = "benefit"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]
    amount: Mapped[Said]
    exempt: Mapped[Said]


class InstitutionStay(Record):
    """A long stay in an institution that the government paid for."""

    __tablename__ = "institution_stay"
    person_id: Mapped[str] = to("person")
    place: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]
    reason: Mapped[Said]
    exempt: Mapped[Said]


class Skill(Record):
    """A certificate, licence or skill of a person."""

    __tablename__ = "skill"
    person_id: Mapped[str] = to("person")
    title: Mapped[Said]


class Equity(Record):
    """A reason for granting a benefit as a matter of discretion, and what shows it."""

    __tablename__ = "equity"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Said]
    told: Mapped[Said]
    shown_by: Mapped[Said]
