"""The habits of a careful office: who is away, reminders put off, missed dates, tasks from templates."""

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


class TemplateTask(Record):
    """What became of a task that a template proposed for a case: `state` is taken or refused.

    `key` is the template's task (and its person or date). The rest is what the template said when it was
    taken, so that what somebody changed by hand afterwards is known and left alone. `task_id` names no
    record: a task that was removed leaves this behind and is not proposed again.
    """

    __tablename__ = "template_task"
    case_id: Mapped[str] = to("case_file")
    key: Mapped[Must]
    state: Mapped[Must]
    task_id: Mapped[Said]
    title: Mapped[Said]
    who: Mapped[Said]
    due_on: Mapped[Said]
    minutes: Mapped[Said]
    proof: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]
