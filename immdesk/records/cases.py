"""Cases, who has which role in them, and the work on them."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Count, Must, Record, Said, to


class CaseFile(Record):
    """A case: one petition or application and what goes with it."""

    __tablename__ = "case_file"
    number: Mapped[Must]
    case_type: Mapped[Must]
    household_id: Mapped[str | None] = to("household")
    title: Mapped[Said]
    status: Mapped[Must]
    opened_on: Mapped[Said]
    closed_on: Mapped[Said]
    restricted: Mapped[Said]
    responsible_id: Mapped[str | None] = to("staff")
    attorney_id: Mapped[str | None] = to("staff")
    category: Mapped[Said]
    chargeability: Mapped[Said]
    priority_date: Mapped[Said]
    filing_place: Mapped[Said]
    deleted_at: Mapped[Said]
    employer_id: Mapped[str | None] = to("employer")
    __table_args__ = (
        Index("uq_case_file_number", "number", unique=True),
        Index(None, "title", "id"),
        Index(None, "status", "id"),
        Index(None, "opened_on", "id"),
        Index(None, "priority_date", "id"),
    )

    def whose(self) -> tuple[str | None, str | None]:
        """A case's own row concerns that case."""
        return self.id, None


class CaseParty(Record):
    """A person in a case, with the role and the relationship to the petitioner."""

    __tablename__ = "case_party"
    case_id: Mapped[str] = to("case_file")
    person_id: Mapped[str] = to("person")
    role: Mapped[Must]
    relationship: Mapped[Said]
    own_petition: Mapped[Said]
    adopted: Mapped[Said]
    ordinal: Mapped[Count]


class ChecklistItem(Record):
    """One thing that a case needs, and whether it is here."""

    __tablename__ = "checklist_item"
    case_id: Mapped[str] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    key: Mapped[Must]
    title: Mapped[Said]
    state: Mapped[Said]
    document_id: Mapped[str | None] = to("document")
    note: Mapped[Said]


class Task(Record):
    """A thing to do by a day."""

    __tablename__ = "task"
    case_id: Mapped[str | None] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    title: Mapped[Must]
    due_on: Mapped[Said]
    done_on: Mapped[Said]
    staff_id: Mapped[str | None] = to("staff")
    entry_id: Mapped[str | None] = to("docket_entry")
    __table_args__ = (Index(None, "due_on", "id"),)


class Approval(Record):
    """A named attorney's word that something may be filed as it was seen (`seen_hash`)."""

    __tablename__ = "approval"
    case_id: Mapped[str] = to("case_file")
    what: Mapped[Must]
    staff_id: Mapped[str] = to("staff")
    at: Mapped[Must]
    seen_hash: Mapped[Said]
    note: Mapped[Said]


class Packet(Record):
    """A packet that was built: when, how long, and the checksum of the file."""

    __tablename__ = "packet"
    case_id: Mapped[str] = to("case_file")
    made_at: Mapped[Must]
    pages: Mapped[Count]
    size: Mapped[Count]
    draft: Mapped[Said]
    sha256: Mapped[Said]
    parts: Mapped[Said]


class PacketLayout(Record):
    """How somebody wants the packet of a case: the order of its parts, its sheets, stamps and blank pages."""

    __tablename__ = "packet_layout"
    case_id: Mapped[str] = to("case_file")
    in_order: Mapped[Said]
    choices: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]
