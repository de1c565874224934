"""The docket: dates that a person accepted, refused or did."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Count, Must, Record, Said, to


class DocketEntry(Record):
    """A date on the docket; its id is the uuid5 of its key, so two desks that accept it make one row."""

    __tablename__ = "docket_entry"
    key: Mapped[Must]
    rule: Mapped[Said]
    case_id: Mapped[str | None] = to("case_file")
    subject_kind: Mapped[Said]
    subject_id: Mapped[Said]
    person_id: Mapped[str | None] = to("person")
    output: Mapped[Said]
    ordinal: Mapped[Count]
    title: Mapped[Said]
    kind: Mapped[Said]
    severity: Mapped[Said]
    due_on: Mapped[Said]
    raw_on: Mapped[Said]
    printed_on: Mapped[Said]
    state: Mapped[Must]
    seen_hash: Mapped[Said]
    rule_version: Mapped[Said]
    work: Mapped[Said]
    accepted_by: Mapped[Said]
    accepted_at: Mapped[Said]
    done_on: Mapped[Said]
    done_proof: Mapped[Said]
    reason: Mapped[Said]
    __table_args__ = (
        Index("uq_docket_entry_key", "key", unique=True),
        Index(None, "state", "due_on", "id"),
        Index(None, "due_on", "id"),
    )
