"""Dates: what is on the docket, what waits to be accepted, and the decisions of a person about them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import computed as law
from immdesk.office import date_rows
from immdesk.office.approvals import Asked, hold
from immdesk.office.fact_sources import with_sources
from immdesk.office.firm import must_be_attorney
from immdesk.office.pre_days import with_days
from immdesk.office.rows import Changed, DateRow
from immdesk.office.second_looks import with_looks
from immdesk.office.sign_in import may
from immdesk.office.signing import with_sign_offs
from immdesk.office.whose import whose_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.docket.entry import Entry
    from immdesk.docket.proposal import Proposal
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading


def dates_of(office: Office, case_id: str) -> tuple[DateRow, ...]:
    """Give every date of a case: what waits for a decision first, then the docket, then what only informs."""
    found = law.computed(office, [case_id]).get(case_id)
    with office.store.read() as read:
        whose = whose_of(read, [case_id], None)[case_id]
        kept = [
            date_rows.of_entry(entry, work, whose, office.today())
            for entry, work in law.entries_of(read, case_id)
        ]
        kept = with_looks(read, kept)
    kept = with_sign_offs(office, with_days(office, kept))
    waiting = with_sign_offs(office, with_days(office, found.rows if found else ()))
    kept.sort(key=lambda row: (row.state != "kept", row.on or date.max, row.title))
    return (
        *(row for row in waiting if row.state != "finding"),
        *kept,
        *(row for row in waiting if row.state == "finding"),
    )


def dates_told(office: Office, case_id: str) -> tuple[DateRow, ...]:
    """Give the same with who recorded the fact of each line of arithmetic, and when: for who reads them."""
    return tuple(with_sources(office, dates_of(office, case_id)))


def calendar(office: Office, first: date, last: date) -> tuple[DateRow, ...]:
    """Give the docket and what waits to be accepted from `first` to `last`, both included, over all cases.

    A date of a person's document stands there once, with the first of the person's cases. Loads no pack
    and runs no rule: proposals are those remembered since the last look.
    """
    kept = kept_between(office, first, last)
    rows = [*kept, *with_days(office, with_sign_offs(office, law.waiting_between(office, first, last)))]
    return tuple(sorted(rows, key=lambda row: (row.on or date.max, row.title, row.case_number)))


_DOCKET = """
SELECT d.*, coalesce(d.case_id, (SELECT x.only_in_case FROM document x WHERE x.id = d.subject_id), (
  SELECT p.case_id FROM case_party p JOIN case_file c ON c.id = p.case_id
  WHERE p.person_id = d.person_id AND c.deleted_at IS NULL
  ORDER BY c.status <> 'open', c.number LIMIT 1)) AS shown_case
FROM docket_entry d WHERE {where} ORDER BY {order} LIMIT {limit}
"""
_BETWEEN = "d.state IN (SELECT value FROM json_each(:states)) AND d.due_on BETWEEN :first AND :last"


def kept_between(
    office: Office, first: date, last: date, states: Sequence[str] = ("kept", "done")
) -> list[DateRow]:
    """Give the docket from `first` to `last`, both included, of these states over all cases."""
    params = {"states": json.dumps(list(states)), "first": first.isoformat(), "last": last.isoformat()}
    with office.store.read() as read:
        rows = docket_rows(office, read, _BETWEEN, params)
    return with_sign_offs(office, rows)


def docket_rows(
    office: Office,
    read: Reading,
    where: str,
    params: Mapping[str, Any],
    order: str = "d.due_on",
    limit: int = -1,
) -> list[DateRow]:
    """Give the rows of the docket (`d`) for which the SQL `where` holds, each with its first case.

    What must be received has its day to send, and each the office's own day where it keeps one.
    """
    rows = read.all(_DOCKET.format(where=where, order=order, limit=limit), params)
    case_ids = sorted({row["shown_case"] for row in rows if row["shown_case"]})
    whose = whose_of(read, case_ids, None)
    found = [
        date_rows.of_entry(law.entry_of(row), row["work"], whose[row["shown_case"]], office.today())
        for row in rows
        if row["shown_case"] in whose
    ]
    return with_days(office, with_looks(read, found))


def accept(
    office: Office, case_id: str, keys: Collection[str], reason: str = "", attorney_id: str = ""
) -> Changed:
    """Put proposed dates of a case on the docket as they are computed now, in one operation.

    `attorney_id` names the attorney who accepts a later printed day, with a reason. Raises Problem when a
    key is no longer proposed or may not be accepted.
    """
    entries = accepted(office, case_id, keys, reason, attorney_id)
    return keep_entries(office, _("Accept dates"), entries, accepted_words(len(entries)))


def accepted_words(count: int) -> str:
    """Say how many dates were accepted."""
    return n_("{n} date accepted.", "{n} dates accepted.", count)


def accepted(
    office: Office, case_id: str, keys: Collection[str], reason: str = "", attorney_id: str = ""
) -> list[tuple[Entry, str | None]]:
    """Give the entries that accepting these dates would keep, each with its arithmetic; changes nothing."""
    from immdesk.docket.decide import accept as decide

    rows = _fresh(office, case_id)
    chosen = [rows[key] for key in keys if key in rows]
    if len(chosen) < len(keys):
        raise Problem(
            _("A date is no longer proposed."), _("Nothing was accepted."), _("Look at the list again.")
        )
    if any(is_for_attorney(one) for one, _row in chosen):
        hold(office, _asked("date.accept", case_id, chosen, reason))
    if attorney_id:
        must_be_attorney(office, attorney_id)
    at, who = office.now().isoformat(), attorney_id or office.user
    return [
        (
            decide(one, by=who, at=at, attorney=bool(attorney_id), reason=reason),
            None if one.kind == "lifted" else date_rows.work_text(row),
        )
        for one, row in chosen
    ]


def accept_all(office: Office, case_id: str) -> Changed:
    """Accept every proposed date of a case that needs no attorney; NeedsApproval when no other is left."""
    plain = [
        one for one, _row in _fresh(office, case_id).values() if one.kind != "cannot say" and not one.attorney
    ]
    mine = plain if may(office, "approve") else [one for one in plain if not is_for_attorney(one)]
    return accept(office, case_id, [one.key for one in mine or plain])


def refuse(office: Office, case_id: str, key: str, reason: str) -> Changed:
    """Refuse a proposed date with a reason; it is not proposed again until something changes."""
    from immdesk.docket.decide import refuse as decide

    rows = _fresh(office, case_id)
    if key not in rows:
        raise Problem(_("The date is no longer proposed."), "", _("Look at the list again."))
    proposal, row = rows[key]
    if proposal.severity == "fatal":
        hold(office, _asked("date.refuse", case_id, [rows[key]], reason))
    entry = decide(proposal, by=office.user, at=office.now().isoformat(), reason=reason)
    return keep_entries(
        office, _("Refuse a date"), [(entry, date_rows.work_text(row))], _("Date refused."), reason
    )


def is_for_attorney(one: Proposal) -> bool:
    """Say whether accepting this needs an attorney: it moves or lifts a fatal date, or keeps a later day."""
    return one.attorney or (one.severity == "fatal" and one.kind in ("moved", "lifted", "mismatch"))


def mark_of_proposals(office: Office, case_id: str, keys: Collection[str]) -> str:
    """Give a mark of what is proposed under these keys now; "" when one is no longer proposed."""
    rows = _fresh(office, case_id)
    return _mark([rows[key][0] for key in keys]) if all(key in rows for key in keys) else ""


def _mark(proposals: Iterable[Proposal]) -> str:
    return json.dumps([[one.kind, str(one.on), str(one.was_on), one.seen_hash] for one in proposals])


def _asked(
    what: Literal["date.accept", "date.refuse"],
    case_id: str,
    chosen: Sequence[tuple[Proposal, DateRow]],
    reason: str,
) -> Asked:
    """Give what an attorney is asked about proposed dates: each from the day that is kept to the new one."""
    proposals = [one for one, _row in chosen]
    keys = [one.key for one in proposals]
    title = "; ".join(f"{row.title} {row.who}".strip() for _one, row in chosen)
    kept = "; ".join(_day_words(one.was_on) for one in proposals)
    new = "; ".join(_("off the docket") if one.kind == "lifted" else _day_words(one.on) for one in proposals)
    before, after = (kept, new) if what == "date.accept" else (new, kept)
    args = {"case": case_id, "keys": keys, "reason": reason}
    return Asked(what, " ".join(sorted(keys)), case_id, title, before, after, args, _mark(proposals))


def _day_words(day: date | None) -> str:
    return on_screen(day) if day else _("not on the docket")


def done(office: Office, entry_id: str, proof: str) -> Changed:
    """Mark a date as done today, with its proof: a tracking number, a receipt, how it was done."""
    from immdesk.docket.decide import done as decide

    kept = _entry(office, entry_id)
    if kept.state != "kept":
        raise Problem(
            _("This date is not open."), _("Nothing was changed."), _("Put it back on the docket first.")
        )
    entry = decide(kept, on=office.today(), proof=proof)
    return keep_entries(office, _("Mark a date as done"), [(entry, None)], _("Done."))


def reopen(office: Office, entry_id: str) -> Changed:
    """Put a done or refused date back on the docket."""
    from immdesk.docket.decide import reopen as decide

    return keep_entries(
        office, _("Reopen a date"), [(decide(_entry(office, entry_id)), None)], _("Back on the docket.")
    )


def _entry(office: Office, entry_id: str) -> Entry:
    rows = office.rows("SELECT * FROM docket_entry WHERE id = ?", [entry_id])
    if not rows:
        raise Problem(_("This date is no longer on the docket."), "", _("Look at the list again."))
    return law.entry_of(rows[0])


def _fresh(office: Office, case_id: str) -> dict[str, tuple[Proposal, DateRow]]:
    """Give the proposals of a case, computed at this moment, by key."""
    from immdesk.records.facts_of import facts_of

    library, today = office.library, office.today()
    with office.store.read() as read:
        facts = facts_of(read, [case_id], library.vocabulary, today)[case_id]
        whose = whose_of(read, [case_id], library)[case_id]
        findings = law.findings_of(library, facts, today)
        subjects = {(one.kind, one.id) for one in facts.subjects()}
        proposals = law.proposals_of(office, read, case_id, findings, subjects)
    return {one.key: (one, date_rows.of_proposal(one, whose, today)) for one in proposals}


def keep_entries(
    office: Office, title: str, entries: Iterable[tuple[Entry, str | None]], message: str = "", why: str = ""
) -> Changed:
    """Write decided entries to the docket in one operation, each with its work (None leaves what is kept)."""
    rows = [(_columns(entry), work) for entry, work in entries]

    def work_on(session: Session) -> None:
        from immdesk.records.dates import DocketEntry

        for values, work in rows:
            row = session.get(DocketEntry, values["id"])
            if row is None:
                session.add(DocketEntry(**values, work=work))
                continue
            for name, value in values.items():
                setattr(row, name, value)
            row.work = work if work is not None else row.work

    _made, changed = office.change(title, work_on, why=why, message=message)
    return changed


_SAME = (
    "id",
    "key",
    "rule",
    "case_id",
    "subject_kind",
    "subject_id",
    "person_id",
    "output",
    "ordinal",
    "title",
    "kind",
    "severity",
    "state",
    "seen_hash",
    "rule_version",
    "accepted_by",
    "accepted_at",
    "done_proof",
    "reason",
)
_DAYS = ("due_on", "raw_on", "printed_on", "done_on")


def _columns(entry: Entry) -> dict[str, Any]:
    days = {name: getattr(entry, name) for name in _DAYS}
    return {name: getattr(entry, name) for name in _SAME} | {
        name: day.isoformat() if day else None for name, day in days.items()
    }
