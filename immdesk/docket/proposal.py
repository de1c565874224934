"""A proposal: a date that the law gives and the docket does not hold yet, for a person to decide."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from immdesk.basics.finding import Finding, Output
from immdesk.basics.words import _
from immdesk.docket.entry import OF_A_PERSON, Entry, docketed, entry_id

ProposalKind = Literal["new", "moved", "lifted", "mismatch", "cannot say"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something for a person to decide. Computed each time, never stored.

    `on` is the day to keep, `was_on` the day on the docket now, `attorney` that only an attorney may
    accept it, `ask` the paths that must be answered first, `days_left` from today to `on`.
    """

    kind: ProposalKind
    key: str
    rule: str
    case_id: str | None
    subject_kind: str
    subject_id: str
    person_id: str | None
    output: str
    ordinal: int
    title: str
    date_kind: str
    severity: str
    on: date | None = None
    raw_on: date | None = None
    printed_on: date | None = None
    was_on: date | None = None
    reason: str = ""
    attorney: bool = False
    ask: frozenset[str] = frozenset()
    seen_hash: str = ""
    rule_version: str = ""
    days_left: int | None = None
    entry: Entry | None = None
    finding: Finding | None = None

    @property
    def id(self) -> str:
        """Give the id that the entry has or would have."""
        return self.entry.id if self.entry else entry_id(self.key)


@dataclass(frozen=True, slots=True)
class Found:
    """A day that a rule gives, with where it would stand on the docket."""

    finding: Finding
    output: Output
    ordinal: int
    case_id: str | None
    key: str
    today: date


def cannot_say(finding: Finding, key: str, case_id: str | None, today: date) -> Proposal:
    """Say that a rule cannot give its date until something is answered."""
    return Proposal(
        "cannot say", key, finding.rule, case_id, finding.subject_kind, finding.subject_id, finding.person_id,
        "", 0, finding.title, "deadline", finding.severity,
        reason=_("Something must be answered first."), ask=finding.ask, finding=finding,
    )  # fmt: skip


def for_entry(
    kind: ProposalKind, entry: Entry, today: date, reason: str, seen: str, finding: Finding | None
) -> Proposal:
    """Give a proposal about a day that stands on the docket."""
    return Proposal(
        kind,
        entry.key,
        entry.rule,
        entry.case_id,
        entry.subject_kind,
        entry.subject_id,
        entry.person_id,
        entry.output,
        entry.ordinal,
        entry.title,
        entry.kind,
        entry.severity,
        raw_on=entry.raw_on,
        printed_on=entry.printed_on,
        was_on=entry.due_on,
        reason=reason,
        ask=finding.ask if finding else frozenset(),
        seen_hash=seen,
        rule_version=finding.version if finding else entry.rule_version,
        days_left=(entry.due_on - today).days if entry.due_on else None,
        entry=entry,
        finding=finding,
    )


def for_day(
    kind: ProposalKind,
    found: Found,
    entry: Entry | None,
    day: date | None,
    seen: str,
    reason: str,
    *,
    attorney: bool = False,
) -> Proposal:
    """Give a proposal to keep `day`; `entry` is what stands on the docket now."""
    finding, output = found.finding, found.output
    several = len(docketed(finding)) > 1
    name = output.name.replace("_", " ")
    return Proposal(
        kind,
        found.key,
        finding.rule,
        None if finding.subject_kind in OF_A_PERSON else found.case_id,
        finding.subject_kind,
        finding.subject_id,
        finding.person_id,
        output.name,
        found.ordinal,
        output.title or (f"{finding.title}: {name}" if several else finding.title),
        output.kind,
        finding.severity,
        on=day,
        raw_on=output.raw,
        printed_on=finding.printed if output.kind == "deadline" else None,
        was_on=entry.due_on if entry and entry.state == "kept" else None,
        reason=reason,
        attorney=attorney,
        seen_hash=seen,
        rule_version=finding.version,
        days_left=(day - found.today).days if day else None,
        entry=entry,
        finding=finding,
    )
