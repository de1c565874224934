"""Family: marriages, who is whose child, and households."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Marriage(Record):
    """One marriage of a person, the present one or an earlier one."""

    __tablename__ = "marriage"
    person_id: Mapped[str] = to("person")
    spouse_id: Mapped[str | None] = to("person")
    spouse_family_name: Mapped[Said]
    spouse_given_name: Mapped[Said]
    spouse_middle_name: Mapped[Said]
    married_on: Mapped[Said]
    city: Mapped[Said]
    state: Mapped[Said]
    province: Mapped[Said]
    country: Mapped[Said]
    ended_on: Mapped[Said]
    ended_how: Mapped[Said]
    spouse_born_on: Mapped[Said]
    spouse_birth_country: Mapped[Said]
    spouse_citizenship: Mapped[Said]
    spouse_a_number: Mapped[Said]
    ended_city: Mapped[Said]
    ended_province: Mapped[Said]
    ended_country: Mapped[Said]


class Relationship(Record):
    """`person_id` is the `kind` (spouse, parent, child, stepchild, stepparent, sibling) OF `relative_id`."""

    __tablename__ = "relationship"
    person_id: Mapped[str] = to("person")
    relative_id: Mapped[str] = to("person")
    kind: Mapped[Must]
    since_on: Mapped[Said]
    until_on: Mapped[Said]


class Household(Record):
    """People whose cases belong together; it may hold several petitions."""

    __tablename__ = "household"
    name: Mapped[Said]


class HouseholdMember(Record):
    """A person in a household."""

    __tablename__ = "household_member"
    household_id: Mapped[str] = to("household")
    person_id: Mapped[str] = to("person")
    role: Mapped[Said]


class School(Record):
    """A school that a person went to."""

    __tablename__ = "school"
    person_id: Mapped[str] = to("person")
    name: Mapped[Said]
    kind: Mapped[Said]
    place: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]


class Sibling(Record):
    """A brother or sister of a person, as told; whoever is in a case has a record as a person."""

    __tablename__ = "sibling"
    person_id: Mapped[str] = to("person")
    family_name: Mapped[Said]
    given_name: Mapped[Said]
    birth_city: Mapped[Said]
    birth_country: Mapped[Said]
    lives_in: Mapped[Said]
