"""Filings and the blank official forms that they are made on."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Count, Must, Record, Said, to


class Filing(Record):
    """A form that is filed for a person in a case, and what became of it."""

    __tablename__ = "filing"
    case_id: Mapped[str] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    form: Mapped[Must]
    edition: Mapped[Said]
    item: Mapped[Said]
    receipt_number: Mapped[Said]
    postmark_on: Mapped[Said]
    received_on: Mapped[Said]
    approved_on: Mapped[Said]
    denied_on: Mapped[Said]
    rejected_on: Mapped[Said]
    priority_date: Mapped[Said]
    status: Mapped[Said]
    __table_args__ = (Index(None, "receipt_number"),)


class FormBlank(Record):
    """A blank official form that the office has added; the file is an attachment (`blob`)."""

    __tablename__ = "form_blank"
    form: Mapped[Must]
    edition: Mapped[Must]
    pages: Mapped[Count]
    sha256: Mapped[Must]
    fields_hash: Mapped[Said]
    blob: Mapped[Must]
    added_at: Mapped[Said]
    encrypted: Mapped[Said]
    xfa: Mapped[Said]
    __table_args__ = (Index(None, "form", "edition"),)
