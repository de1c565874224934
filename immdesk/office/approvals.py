"""What waits for an attorney: asked with the reason, approved or sent back, and only then done.

Nothing waits where nobody signs in by name, or where who sits here is an attorney.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.clock import day_in
from immdesk.office.rows import Changed
from immdesk.office.sign_in import may, must, those_who_may, who

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

What = Literal["date.accept", "date.refuse", "date.law", "packet", "response", "finding", "pack"]
State = Literal["waiting", "approved", "sent_back", "stale"]
TOLD_FOR = 7
"""For how many days Today tells who asked that a request came back."""
ANSWERED = 20
"""How many answers the list still shows."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing that waits: what would be done, about what, from what to what.

    `args` is what doing it needs, and `mark` what was seen when it was asked: another mark, and it is stale.
    """

    what: What
    about_id: str
    case_id: str
    title: str
    before: str = ""
    after: str = ""
    args: Mapping[str, Any] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request as a screen shows it; `state` words tell waiting, approved, sent back or overtaken."""

    id: str
    kind: str
    what: str
    title: str
    case_id: str
    case: str
    before: str
    after: str
    why: str
    asked_by: str
    asked_at: str
    state: State
    answered_by: str
    answered_at: str
    reason: str


class NeedsApproval(Problem):
    """An attorney decides this first: `asked` can be asked for."""

    def __init__(self, asked: Asked, attorneys: Iterable[str]) -> None:
        names = ", ".join(attorneys)
        super().__init__(
            _("An attorney approves this before it takes effect."),
            _("Nothing was changed yet: {what}.").format(what=asked.title),
            _("Ask {names} to approve it, with the reason.").format(names=names)
            if names
            else _("Nobody who signs in here is an attorney: an administrator gives the role."),
        )
        self.asked = asked


def hold(office: Office, asked: Asked) -> None:
    """Raise NeedsApproval unless who sits here approves by themselves, or this very thing was approved."""
    if not may(office, "approve") and not _granted(office, asked):
        must(office, "work")
        raise NeedsApproval(asked, those_who_may(office, "approve"))


def ask(office: Office, asked: Asked, why: str) -> Changed:
    """Ask an attorney to approve. Raises Problem without a reason, or when it is asked already."""
    if not why.strip():
        raise Problem(
            _("Say why."), _("The attorney reads it before deciding."), _("Type a sentence, then ask.")
        )
    if any(
        row["about_id"] == asked.about_id and row["what"] == asked.what for row in _rows(office, "waiting")
    ):
        raise Problem(
            _("This waits for an attorney already."),
            _("Nothing was asked twice."),
            _("See “Waiting for approval” on Today."),
        )
    told = {"title": asked.title, "before": asked.before, "after": asked.after, "why": why.strip()}
    kept = json.dumps({**told, "args": dict(asked.args), "mark": asked.mark}, ensure_ascii=False)
    by, at = office.user, office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.access import ApprovalRequest

        session.add(
            ApprovalRequest(
                what=asked.what,
                about_kind=asked.what.partition(".")[0],
                about_id=asked.about_id,
                case_id=asked.case_id or None,
                told=kept,
                asked_by=by,
                asked_at=at,
                state="waiting",
            )
        )

    message = _("Asked. It takes effect when an attorney approves.")
    return office.change(_("Ask an attorney to approve"), work, why=why.strip(), message=message)[1]


def waiting(office: Office) -> tuple[RequestRow, ...]:
    """Give what waits for an attorney, the oldest first. Reads only; looks at nothing else."""
    return tuple(_row(office, row) for row in _rows(office, "waiting"))


def answered(office: Office) -> tuple[RequestRow, ...]:
    """Give the last answers, the newest first."""
    found = [row for row in _rows(office) if row["state"] != "waiting"]
    found.sort(key=lambda row: row["answered_at"] or "", reverse=True)
    return tuple(_row(office, row) for row in found[:ANSWERED])


def for_today(office: Office) -> tuple[RequestRow, ...]:
    """Give what waits, and what came back to who sits here in the last days without having been done."""
    since = (office.today() - timedelta(days=TOLD_FOR)).isoformat()
    back = [
        row
        for row in _rows(office)
        if row["state"] in ("sent_back", "stale")
        and row["asked_by"] == office.user
        and (row["answered_at"] or "") >= since
    ]
    return (*waiting(office), *(_row(office, row) for row in reversed(back)))


def overtaken(office: Office) -> frozenset[str]:
    """Give the ids of the requests whose thing was changed since; runs the law of their cases."""
    return frozenset(row["id"] for row in _rows(office, "waiting") if _is_stale(office, row))


def approve(office: Office, request_id: str, staff_id: str = "") -> Changed:
    """Approve a request: what was asked is done now, in the attorney's name.

    `staff_id` names the attorney where nobody signs in by name. Raises Problem when it was answered already,
    or is stale: then it is marked so, and nothing else is done.
    """
    must(office, "approve")
    row = _waiting(office, request_id)
    attorney = who(office).staff_id or staff_id
    if _is_stale(office, row):
        _answer(office, row, "stale", attorney, "")
        raise Problem(
            _("This was changed since it was asked."),
            _("It was not done; the request says that it was overtaken."),
            _("Look at it as it is now, and ask or decide again."),
        )
    from immdesk.office.approved import do

    done = do(office, row["what"], _told(row), attorney)
    changed = _answer(office, row, "approved", attorney, "")
    tables = done.tables | changed.tables
    return Changed(changed.operation, tables, done.cases | changed.cases, done.people, _("Approved."))


def send_back(office: Office, request_id: str, reason: str, staff_id: str = "") -> Changed:
    """Send a request back with the reason: nothing of it is done. Raises Problem without a reason."""
    must(office, "approve")
    if not reason.strip():
        raise Problem(
            _("A request is sent back only with a reason."),
            _("Who asked it should know what to do."),
            _("Type a sentence."),
        )
    row = _waiting(office, request_id)
    return _answer(office, row, "sent_back", who(office).staff_id or staff_id, reason.strip())


def what_words() -> dict[What, str]:
    """Give what each kind of request would do, in words."""
    return {
        "date.accept": _("Change a fatal date"),
        "date.refuse": _("Leave a fatal date off the docket"),
        "date.law": _("Go back to the law's later day"),
        "packet": _("Approve a packet"),
        "response": _("Approve a response"),
        "finding": _("Let a finding before printing stand"),
        "pack": _("Install a pack"),
    }


def state_words() -> dict[State, str]:
    """Give how a request stands, in words."""
    return {
        "waiting": _("waits for an attorney"),
        "approved": _("approved"),
        "sent_back": _("sent back"),
        "stale": _("overtaken: it was changed meanwhile"),
    }


# -- private ----------------------------------------------------------------------------------


def _granted(office: Office, asked: Asked) -> bool:
    """Say whether an attorney approved this very thing, to be done at another desk: a pack's own file."""
    sql = "SELECT 1 FROM approval_request WHERE state = 'approved' AND what = ? AND about_id = ?"
    return asked.what == "pack" and bool(office.rows(sql, [asked.what, asked.about_id]))


def _rows(office: Office, state: str = "") -> list[dict[str, Any]]:
    """Give requests, the oldest first; one about a case that may not be seen here is not given."""
    return office.rows(
        "SELECT r.*, c.number, c.title AS case_title, s.given_name, s.family_name FROM approval_request r "
        "LEFT JOIN case_file c ON c.id = r.case_id LEFT JOIN staff s ON s.id = r.staff_id "
        "WHERE (:state = '' OR r.state = :state) AND (r.case_id IS NULL OR c.id IS NOT NULL) "
        "ORDER BY r.asked_at, r.id",
        {"state": state},
    )


def _waiting(office: Office, request_id: str) -> dict[str, Any]:
    for row in _rows(office, "waiting"):
        if row["id"] == request_id:
            return row
    raise Problem(
        _("This request was answered already."), _("Nothing was changed."), _("Read the list again.")
    )


def _is_stale(office: Office, row: Mapping[str, Any]) -> bool:
    from immdesk.office.approved import mark_now

    told = _told(row)
    return bool(mark_now(office, row["what"], told) != told["mark"])


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(row["told"])
    return told


def _row(office: Office, row: Mapping[str, Any]) -> RequestRow:
    told, what = _told(row), what_words()
    name = " ".join(filter(None, (row["given_name"], row["family_name"])))
    return RequestRow(
        row["id"],
        row["about_kind"] or "",
        what.get(row["what"], row["what"]),
        told["title"],
        row["case_id"] or "",
        " ".join(filter(None, (row["number"], row["case_title"]))),
        told["before"],
        told["after"],
        told["why"],
        row["asked_by"] or "",
        _moment(office, row["asked_at"]),
        row["state"],
        name,
        _moment(office, row["answered_at"]),
        row["reason"] or "",
    )


def _moment(office: Office, at: str | None) -> str:
    return on_screen(day_in(office.zone, datetime.fromisoformat(at))) if at else ""


def _answer(office: Office, row: Mapping[str, Any], state: State, staff_id: str, reason: str) -> Changed:
    at, request_id = office.now().isoformat(), row["id"]

    def work(session: Session) -> None:
        from immdesk.records.access import ApprovalRequest

        found = session.get_one(ApprovalRequest, request_id)
        found.state, found.staff_id, found.answered_at, found.reason = state, staff_id or None, at, reason

    title = {
        "approved": _("Approve what was asked"),
        "sent_back": _("Send back what was asked"),
        "stale": _("A request was overtaken"),
    }[state]
    message = {"approved": _("Approved."), "sent_back": _("Sent back."), "stale": ""}[state]
    return office.change(title, work, why=reason, message=message)[1]
