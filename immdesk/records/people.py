"""People: names, numbers, citizenships and work."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Person(Record):
    """Somebody whom the office knows, stored once and used by every case."""

    __tablename__ = "person"
    family_name: Mapped[Said]
    given_name: Mapped[Said]
    middle_name: Mapped[Said]
    native_family_name: Mapped[Said]
    native_given_name: Mapped[Said]
    sex: Mapped[Said]
    born_on: Mapped[Said]
    birth_city: Mapped[Said]
    birth_province: Mapped[Said]
    birth_country: Mapped[Said]
    language: Mapped[Said]
    interpreter_needed: Mapped[Said]
    deceased_on: Mapped[Said]
    safe_contact: Mapped[Said]
    marital_status: Mapped[Said]
    is_us_citizen: Mapped[Said]
    is_permanent_resident: Mapped[Said]
    lpr_since: Mapped[Said]
    naturalized_on: Mapped[Said]
    sort_key: Mapped[Said]
    deleted_at: Mapped[Said]
    lives: Mapped[Said]
    lives_in: Mapped[Said]
    adopted: Mapped[Said]
    supported: Mapped[Said]
    __table_args__ = (Index(None, "sort_key", "id"), Index(None, "born_on", "id"))

    def whose(self) -> tuple[str | None, str | None]:
        """A person's own row concerns that person."""
        return None, self.id


class PersonName(Record):
    """Another name that a person used."""

    __tablename__ = "person_name"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Said]
    family_name: Mapped[Said]
    given_name: Mapped[Said]
    middle_name: Mapped[Said]


class Identifier(Record):
    """A number by which the government knows a person: A-Number, SSN, online account."""

    __tablename__ = "identifier"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Must]
    value: Mapped[Said]
    is_main: Mapped[Said]
    __table_args__ = (Index(None, "value", "kind"),)


class Citizenship(Record):
    """A country of which a person is or was a citizen."""

    __tablename__ = "citizenship"
    person_id: Mapped[str] = to("person")
    country: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]


class Employment(Record):
    """Where a person works or worked."""

    __tablename__ = "employment"
    person_id: Mapped[str] = to("person")
    employer: Mapped[Said]
    occupation: Mapped[Said]
    street: Mapped[Said]
    unit_type: Mapped[Said]
    unit: Mapped[Said]
    city: Mapped[Said]
    state: Mapped[Said]
    zip: Mapped[Said]
    province: Mapped[Said]
    postal_code: Mapped[Said]
    country: Mapped[Said]
    from_on: Mapped[Said]
    until_on: Mapped[Said]
    support: Mapped[Said]
