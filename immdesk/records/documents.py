"""Documents: passports, certificates and other evidence, and the cases that use them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Count, Must, Record, Said, to


class Document(Record):
    """A document of a person or an employer; the scan is an attachment. A new scan is a new row."""

    __tablename__ = "document"
    person_id: Mapped[str | None] = to("person")
    kind: Mapped[Must]
    title: Mapped[Said]
    number: Mapped[Said]
    country: Mapped[Said]
    category: Mapped[Said]
    issued_on: Mapped[Said]
    expires_on: Mapped[Said]
    blob: Mapped[Said]
    original_name: Mapped[Said]
    mime: Mapped[Said]
    size: Mapped[Count]
    pages: Mapped[Count]
    state: Mapped[Said]
    received_on: Mapped[Said]
    replaces_id: Mapped[str | None] = to("document")
    only_in_case: Mapped[str | None] = to("case_file")
    deleted_at: Mapped[Said]
    employer_id: Mapped[str | None] = to("employer")
    __table_args__ = (Index(None, "expires_on", "id"),)


class CaseDocument(Record):
    """A document used in a case, and its exhibit letter and place."""

    __tablename__ = "case_document"
    case_id: Mapped[str] = to("case_file")
    document_id: Mapped[str] = to("document")
    exhibit: Mapped[Said]
    ordinal: Mapped[Count]
    title: Mapped[Said]
    include: Mapped[Said]
