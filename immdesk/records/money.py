"""Fees and payments of a case, and the log of who spoke with whom."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Payment(Record):
    """A fee or other payment of a case: due, paid, or given back."""

    __tablename__ = "payment"
    case_id: Mapped[str] = to("case_file")
    filing_id: Mapped[str | None] = to("filing")
    person_id: Mapped[str | None] = to("person")
    item: Mapped[Said]
    amount: Mapped[Said]
    payer: Mapped[Said]
    method: Mapped[Said]
    due_on: Mapped[Said]
    paid_on: Mapped[Said]
    refunded_on: Mapped[Said]
    reference: Mapped[Said]
    g1450: Mapped[Said]
    state: Mapped[Said]
    note: Mapped[Said]


class ContactLog(Record):
    """A call, letter, visit or message, with the one who had it and the time that it took."""

    __tablename__ = "contact_log"
    case_id: Mapped[str | None] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    employer_id: Mapped[str | None] = to("employer")
    at: Mapped[Must]
    how: Mapped[Said]
    direction: Mapped[Said]
    spoke_with: Mapped[Said]
    summary: Mapped[Said]
    staff_id: Mapped[str | None] = to("staff")
    minutes: Mapped[Said]
