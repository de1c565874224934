"""How people are reached and where they live: telephones, e-mail, addresses."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Contact(Record):
    """A telephone number or e-mail address, with a word on when it is safe."""

    __tablename__ = "contact"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Must]
    value: Mapped[Said]
    safe: Mapped[Said]
    note: Mapped[Said]
    only_in_case: Mapped[str | None] = to("case_file")


class Address(Record):
    """Where a person lives or lived, or takes mail."""

    __tablename__ = "address"
    person_id: Mapped[str] = to("person")
    kind: Mapped[Said]
    care_of: Mapped[Said]
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
    only_in_case: Mapped[str | None] = to("case_file")
