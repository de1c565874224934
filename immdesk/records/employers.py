"""Employers, where their people work, and who speaks and signs for them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Record, Said, to


class Employer(Record):
    """A company or other employer whom the office knows, stored once and used by every case."""

    __tablename__ = "employer"
    name: Mapped[Said]
    trade_name: Mapped[Said]
    fein: Mapped[Said]
    naics: Mapped[Said]
    kind: Mapped[Said]
    type_of_business: Mapped[Said]
    founded_year: Mapped[Said]
    employees_us: Mapped[Said]
    gross_income: Mapped[Said]
    net_income: Mapped[Said]
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
    county: Mapped[Said]
    phone: Mapped[Said]
    mobile: Mapped[Said]
    email: Mapped[Said]
    website: Mapped[Said]
    sort_key: Mapped[Said]
    deleted_at: Mapped[Said]
    __table_args__ = (Index(None, "sort_key", "id"), Index(None, "fein"))


class Worksite(Record):
    """A place where an employer's people work, its own or that of a third party."""

    __tablename__ = "worksite"
    employer_id: Mapped[str] = to("employer")
    name: Mapped[Said]
    street: Mapped[Said]
    unit_type: Mapped[Said]
    unit: Mapped[Said]
    city: Mapped[Said]
    state: Mapped[Said]
    zip: Mapped[Said]
    county: Mapped[Said]
    is_main: Mapped[Said]
    third_party: Mapped[Said]
    third_party_name: Mapped[Said]
    until_on: Mapped[Said]


class EmployerContact(Record):
    """Somebody who speaks for an employer; a signatory signs its forms."""

    __tablename__ = "employer_contact"
    employer_id: Mapped[str] = to("employer")
    family_name: Mapped[Said]
    given_name: Mapped[Said]
    middle_name: Mapped[Said]
    title: Mapped[Said]
    phone: Mapped[Said]
    mobile: Mapped[Said]
    email: Mapped[Said]
    role: Mapped[Said]
    is_signatory: Mapped[Said]
    until_on: Mapped[Said]
