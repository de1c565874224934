"""What a person decides about a date: accept, refuse, done, reopen. Each gives the row to keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.docket.entry import Entry
from immdesk.docket.proposal import Proposal


def accept(
    proposal: Proposal, *, by: str, at: str, attorney: bool = False, own: date | None = None, reason: str = ""
) -> Entry:
    """Give the entry after a person accepted `proposal`.

    `by` is a staff id, `at` the moment as text; `own` is the office's own day, which may be earlier
    than the law's, never later. A later printed day needs an attorney with a reason.
    Raises Problem when it may not be accepted.
    """
    if proposal.kind == "cannot say":
        raise Problem(
            _("This date cannot be accepted yet."),
            _("The desk cannot work it out from what is known."),
            _("Answer what is asked first."),
        )
    if proposal.attorney and not (attorney and reason.strip()):
        raise Problem(
            _("Only an attorney may accept the later printed day."),
            _("The earlier day stays on the docket."),
            _("Let an attorney accept it and give the reason."),
        )
    if proposal.kind == "lifted" and proposal.entry is not None:
        return replace(
            proposal.entry,
            state="lifted",
            seen_hash=proposal.seen_hash,
            accepted_by=by,
            accepted_at=at,
            reason=reason or proposal.reason,
        )
    if own is not None and proposal.on is not None and own > proposal.on:
        raise Problem(
            _("The office's own day is later than the law's."),
            _("Only an earlier day can be kept."),
            _("Choose a day on or before the law's."),
        )
    return _entry(proposal, own or proposal.on, by, at, reason)


def refuse(proposal: Proposal, *, by: str, at: str, reason: str) -> Entry:
    """Give the entry after a person refused `proposal`: it is not proposed again until something changes."""
    if not reason.strip():
        raise Problem(
            _("A date is refused only with a reason."), "", _("Say in a few words why it does not apply.")
        )
    if proposal.kind == "cannot say":
        raise Problem(_("There is no date to refuse here."), "", _("Answer what is asked first."))
    if proposal.kind == "new" or proposal.entry is None:
        return replace(_entry(proposal, proposal.on, by, at, reason), state="refused")
    return replace(
        proposal.entry, seen_hash=proposal.seen_hash, accepted_by=by, accepted_at=at, reason=reason
    )


def done(entry: Entry, *, on: date, proof: str) -> Entry:
    """Give the entry as done on a day, with its proof (a tracking number, "filed online")."""
    if not proof.strip():
        raise Problem(
            _("A date is done only with a proof."),
            "",
            _("Give the tracking number, receipt, or how it was done."),
        )
    return replace(entry, state="done", done_on=on, done_proof=proof.strip())


def reopen(entry: Entry) -> Entry:
    """Put a done, refused or lifted entry back on the docket, as after a rejected filing."""
    return replace(entry, state="kept", done_on=None, done_proof="")


def _entry(proposal: Proposal, day: date | None, by: str, at: str, reason: str) -> Entry:
    key = proposal.entry.key if proposal.entry else proposal.key
    return Entry(
        key,
        proposal.entry.rule if proposal.entry else proposal.rule,
        proposal.case_id,
        proposal.subject_kind,
        proposal.subject_id,
        proposal.person_id,
        proposal.output,
        proposal.ordinal,
        proposal.title,
        proposal.date_kind,
        proposal.severity,
        day,
        raw_on=proposal.raw_on,
        printed_on=proposal.printed_on,
        state="kept",
        seen_hash=proposal.seen_hash,
        rule_version=proposal.rule_version,
        accepted_by=by,
        accepted_at=at,
        reason=reason,
    )
