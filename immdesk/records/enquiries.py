"""Before a case: enquiries, others in a matter, conflict checks; and two records that were one person."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Enquiry(Record):
    """Somebody who asked for help: who, what they ask, when to call again, and what became of it."""

    __tablename__ = "enquiry"
    family_name: Mapped[Said]
    given_name: Mapped[Said]
    phone: Mapped[Said]
    email: Mapped[Said]
    languages: Mapped[Said]
    asks: Mapped[Said]
    source: Mapped[Said]
    came_on: Mapped[Said]
    follow_up_on: Mapped[Said]
    outcome: Mapped[Must]
    note: Mapped[Said]
    staff_id: Mapped[str | None] = to("staff")
    person_id: Mapped[str | None] = to("person")
    case_id: Mapped[str | None] = to("case_file")
    deleted_at: Mapped[Said]
    __table_args__ = (Index(None, "outcome", "follow_up_on", "id"),)


class OtherParty(Record):
    """Somebody in a matter who is no client: an opposing party, a former spouse, an employer."""

    __tablename__ = "other_party"
    name: Mapped[Must]
    part: Mapped[Said]
    case_id: Mapped[str | None] = to("case_file")
    enquiry_id: Mapped[str | None] = to("enquiry")


class ConflictCheck(Record):
    """One look for conflicts of interest: which names, what was found, what was decided, by whom and when."""

    __tablename__ = "conflict_check"
    moment: Mapped[Must]
    about_id: Mapped[Must]
    case_id: Mapped[str | None] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    enquiry_id: Mapped[str | None] = to("enquiry")
    names: Mapped[Must]
    found: Mapped[Said]
    result: Mapped[Must]
    note: Mapped[Said]
    looked_by: Mapped[Must]
    at: Mapped[Must]
    __table_args__ = (Index(None, "about_id", "at"),)


class PersonMerge(Record):
    """Two records that a person found to be one: which stayed, which went, and what came from where."""

    __tablename__ = "person_merge"
    person_id: Mapped[str] = to("person")
    gone_id: Mapped[str] = to("person")
    merged_by: Mapped[Must]
    merged_at: Mapped[Must]
    came: Mapped[Must]
    split_at: Mapped[Said]
