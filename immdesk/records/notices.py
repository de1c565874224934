"""Notices: what the agency wrote."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Record, Said, to


class Notice(Record):
    """A receipt, request for evidence, approval, denial or other notice of the agency."""

    __tablename__ = "notice"
    case_id: Mapped[str] = to("case_file")
    filing_id: Mapped[str | None] = to("filing")
    person_id: Mapped[str | None] = to("person")
    kind: Mapped[Said]
    dated_on: Mapped[Said]
    response_days: Mapped[Said]
    served_by: Mapped[Said]
    sent_abroad: Mapped[Said]
    due_on: Mapped[Said]
    receipt_number: Mapped[Said]
    received_on: Mapped[Said]
    note: Mapped[Said]
    __table_args__ = (Index(None, "receipt_number"),)
