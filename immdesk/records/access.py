"""Who may come in and do what, who may see a case, what waits for an attorney, what was handed off."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class StaffSignIn(Record):
    """Somebody of the staff comes in with a passphrase of their own: the way in named `slot`, in a `role`.

    `role` is read_only, paralegal, attorney or administrator; `ended_at` says when it was taken away.
    """

    __tablename__ = "staff_sign_in"
    staff_id: Mapped[str] = to("staff")
    slot: Mapped[Must]
    role: Mapped[Must]
    by: Mapped[Said]
    at: Mapped[Said]
    ended_at: Mapped[Said]


class CaseReader(Record):
    """Somebody who may see a restricted case, besides attorneys and administrators.

    `server_user` is that person's user on the server, where the office lives on one.
    """

    __tablename__ = "case_reader"
    case_id: Mapped[str] = to("case_file")
    staff_id: Mapped[str] = to("staff")
    by: Mapped[Said]
    at: Mapped[Said]
    server_user: Mapped[Said]


class CaseOpening(Record):
    """Somebody opened a restricted case, once a day and person; `who` is the author, `staff_id` who it is."""

    __tablename__ = "case_opening"
    case_id: Mapped[str] = to("case_file")
    staff_id: Mapped[str | None] = to("staff")
    who: Mapped[Must]
    opened_on: Mapped[Must]
    at: Mapped[Said]


class ApprovalRequest(Record):
    """Something that takes effect when an attorney says yes: `what` it is, and in `told` from what to what.

    `state` is waiting, approved, sent_back or stale; `staff_id` is who answered.
    """

    __tablename__ = "approval_request"
    what: Mapped[Must]
    about_kind: Mapped[Said]
    about_id: Mapped[Said]
    case_id: Mapped[str | None] = to("case_file")
    told: Mapped[Said]
    asked_by: Mapped[Said]
    asked_at: Mapped[Must]
    state: Mapped[Must]
    staff_id: Mapped[str | None] = to("staff")
    answered_at: Mapped[Said]
    reason: Mapped[Said]


class HandOff(Record):
    """A package of cases that works outside: to whom, until when, what was left out, what came back.

    `told` is what is in it, `sealed` the checksum of the package; `state` is out, back, over or ended.
    """

    __tablename__ = "hand_off"
    what: Mapped[Must]
    to_whom: Mapped[Must]
    why: Mapped[Said]
    how: Mapped[Said]
    due_on: Mapped[Said]
    redacted: Mapped[Said]
    told: Mapped[Must]
    sealed: Mapped[Said]
    state: Mapped[Must]
    by: Mapped[Said]
    at: Mapped[Said]
    back_at: Mapped[Said]
    back_by: Mapped[Said]


class KeyEpoch(Record):
    """The office took a new key: its number `n` (from 1 on), and in `told` the key, sealed to each way in.

    `gone` names the ways in that were taken away with it, `on` is the day. Never changed, never undone.
    """

    __tablename__ = "key_epoch"
    n: Mapped[Must]
    told: Mapped[Must]
    gone: Mapped[Said]
    on: Mapped[Must]
    by: Mapped[Said]
