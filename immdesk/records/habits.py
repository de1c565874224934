"""The habits of a careful office: who is away and who covers, reminders put off, dates that were missed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class Absence(Record):
    """A stretch in which somebody works elsewhere or is on leave; `handed` lists the tasks handed over."""

    __tablename__ = "absence"
    staff_id: Mapped[str] = to("staff")
    how: Mapped[Must]
    from_on: Mapped[Must]
    until_on: Mapped[Said]
    cover_id: Mapped[str | None] = to("staff")
    note: Mapped[Said]
    handed: Mapped[Said]
    back_on: Mapped[Said]


class ReminderRest(Record):
    """A reminder of a date that rests until a day; of a fatal date with the reason."""

    __tablename__ = "reminder_rest"
    entry_id: Mapped[str] = to("docket_entry")
    until_on: Mapped[Must]
    reason: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class MissedDate(Record):
    """What somebody said happened to a date that had passed; it holds for the day it was due then."""

    __tablename__ = "missed_date"
    entry_id: Mapped[str] = to("docket_entry")
    due_on: Mapped[Said]
    told: Mapped[Must]
    by: Mapped[Said]
    at: Mapped[Said]
