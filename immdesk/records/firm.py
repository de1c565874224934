"""The office itself and the people who work in it."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Count, Record, Said


class OfficeRecord(Record):
    """The office: one row. `practice` is "yes" in the office that one learns with."""

    __tablename__ = "office"
    name: Mapped[Said]
    street: Mapped[Said]
    unit_type: Mapped[Said]
    unit: Mapped[Said]
    city: Mapped[Said]
    state: Mapped[Said]
    zip: Mapped[Said]
    country: Mapped[Said]
    phone: Mapped[Said]
    fax: Mapped[Said]
    email: Mapped[Said]
    zone: Mapped[Said]
    practice: Mapped[Said]
    next_case_number: Mapped[Count]


class Staff(Record):
    """A member of the staff."""

    __tablename__ = "staff"
    family_name: Mapped[Said]
    given_name: Mapped[Said]
    middle_name: Mapped[Said]
    role: Mapped[Said]
    is_attorney: Mapped[Said]
    bar_number: Mapped[Said]
    bar_state: Mapped[Said]
    uscis_account: Mapped[Said]
    phone: Mapped[Said]
    mobile: Mapped[Said]
    email: Mapped[Said]
    active: Mapped[Said]
