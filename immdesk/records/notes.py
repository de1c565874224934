"""Notes: what somebody wrote down."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Note(Record):
    """What somebody wrote down about a case or a person."""

    __tablename__ = "note"
    case_id: Mapped[str | None] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    text: Mapped[Must]
    at: Mapped[Said]
    staff_id: Mapped[str | None] = to("staff")
