"""Lays what the law says today beside what the docket holds, and proposes what a person may accept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from immdesk.basics.finding import Finding, Output
from immdesk.basics.shown import in_words
from immdesk.basics.words import _
from immdesk.docket.entry import OF_A_PERSON, Entry, docketed, entry_key, seen_hash
from immdesk.docket.proposal import Found, Proposal, cannot_say, for_day, for_entry

__all__ = ["Proposal", "reconcile"]

_PRINTED = "+printed"  # ends the mark of somebody who has decided about a later printed date


@dataclass(frozen=True, slots=True)
class _Desk:
    """What one reconciling looks at."""

    case_id: str | None
    kept: Mapping[str, Entry]
    today: date
    formerly: Mapping[str, Collection[str]]

    def key(self, finding: Finding, output: str, ordinal: int, rule: str = "") -> str:
        return entry_key(
            rule or finding.rule, self.case_id, finding.subject_kind, finding.subject_id, output, ordinal
        )

    def entry(self, finding: Finding, output: str, ordinal: int) -> Entry | None:
        for rule in (finding.rule, *self.formerly.get(finding.rule, ())):
            found = self.kept.get(self.key(finding, output, ordinal, rule))
            if found:
                return found
        return None


def reconcile(
    findings: Iterable[Finding],
    kept: Iterable[Entry],
    *,
    today: date,
    case_id: str | None = None,
    subjects: Collection[tuple[str, str]] | None = None,
    formerly: Mapping[str, Collection[str]] | None = None,
) -> list[Proposal]:
    """Give the proposals for one case, earliest day first.

    `kept` are the case's entries and those of its people's documents and statuses, in every state.
    `subjects` names each (kind, id) that still exists; an entry whose subject is gone is lifted, and
    without it only "cannot say" is proposed. An entry of no rule (brought in from elsewhere) stays as it
    is. `formerly` maps a rule to its old ids.
    """
    desk = _Desk(case_id, {entry.key: entry for entry in kept}, today, formerly or {})
    proposals: list[Proposal] = []
    met: set[str] = set()
    for finding in findings:
        for proposal, entry in _of_finding(desk, finding):
            if entry is not None:
                met.add(entry.key)
            if proposal is not None:
                proposals.append(proposal)
    for entry in desk.kept.values():
        if entry.key not in met and entry.state == "kept" and entry.rule:
            proposals.extend(_without_finding(entry, subjects, today))
    return sorted(proposals, key=lambda one: (one.on or one.was_on or date.max, one.title, one.key))


def _of_finding(desk: _Desk, finding: Finding) -> Iterable[tuple[Proposal | None, Entry | None]]:
    if finding.outcome == "found":
        for output, ordinal in docketed(finding):
            entry = desk.entry(finding, output.name, ordinal)
            yield _found(desk, finding, output, ordinal, entry), entry
        return
    entries = [entry for entry in desk.kept.values() if _about(desk, entry, finding)]
    for entry in entries:
        yield _not_found(desk, finding, entry), entry
    live = [entry for entry in entries if entry.state != "lifted"]
    if finding.docket and finding.outcome in ("ask", "error") and not live:
        yield cannot_say(finding, desk.key(finding, "", 0), desk.case_id, desk.today), None


def _about(desk: _Desk, entry: Entry, finding: Finding) -> bool:
    if (entry.subject_kind, entry.subject_id) != (finding.subject_kind, finding.subject_id):
        return False
    if entry.rule != finding.rule and entry.rule not in desk.formerly.get(finding.rule, ()):
        return False
    return entry.subject_kind in OF_A_PERSON or entry.case_id == desk.case_id


def _found(
    desk: _Desk, finding: Finding, output: Output, ordinal: int, entry: Entry | None
) -> Proposal | None:
    if entry is not None and entry.state == "done":
        return None
    if not isinstance(output.value, date):
        return _no_day(desk, finding, entry)
    seen = seen_hash(finding, output)
    day, reason = _governing(finding, output)
    found = Found(finding, output, ordinal, desk.case_id, desk.key(finding, output.name, ordinal), desk.today)
    if entry is None or entry.state in ("refused", "lifted"):
        if entry is not None and entry.state == "refused" and _base(entry.seen_hash) == seen:
            return None
        return for_day("new", found, entry, day, seen, reason)
    if _later_printed(finding, output):
        return _mismatch(found, entry, seen)
    if entry.due_on == day or _base(entry.seen_hash) == seen:
        return None
    return for_day("moved", found, entry, day, seen, reason)


def _governing(finding: Finding, output: Output) -> tuple[date, str]:
    """Give the day to work to: the agency's printed day when it is earlier."""
    day: date = output.value
    printed = finding.printed if output.kind == "deadline" else None
    if printed is None or printed == day:
        return day, ""
    if printed < day:
        return printed, _("The notice prints an earlier day, which controls.")
    return day, _(
        "The notice prints {day}. The earlier day stays until an attorney accepts the later."
    ).format(day=in_words(printed))


def _later_printed(finding: Finding, output: Output) -> bool:
    return output.kind == "deadline" and finding.printed is not None and finding.printed > output.value


def _mismatch(found: Found, entry: Entry, seen: str) -> Proposal | None:
    """Offer a later printed day to an attorney, unless one has already decided about just this."""
    if entry.seen_hash == seen + _PRINTED:
        return None
    if entry.due_on != found.output.value and _base(entry.seen_hash) != seen:
        day, reason = _governing(found.finding, found.output)
        return for_day("moved", found, entry, day, seen, reason)
    reason = _("The notice prints a later day than the law gives. Only an attorney may accept it.")
    return for_day("mismatch", found, entry, found.finding.printed, seen + _PRINTED, reason, attorney=True)


def _no_day(desk: _Desk, finding: Finding, entry: Entry | None) -> Proposal | None:
    """The rule was found to give no day here: what stands on the docket cannot be checked against it."""
    if entry is None or entry.state != "kept":
        return None
    return for_entry(
        "cannot say", entry, desk.today, _("The rule gives no day for this now."), entry.seen_hash, finding
    )


def _not_found(desk: _Desk, finding: Finding, entry: Entry) -> Proposal | None:
    if entry.state != "kept":
        return None
    if finding.outcome in ("ask", "error"):
        reason = _("The date cannot be checked: something must be answered first.")
        return for_entry("cannot say", entry, desk.today, reason, entry.seen_hash, finding)
    seen = seen_hash(finding)
    if entry.seen_hash == seen:
        return None
    reason = (
        _("The rule no longer applies to these facts.")
        if finding.outcome == "not applicable"
        else _("The rule is no longer in force.")
    )
    return for_entry("lifted", entry, desk.today, reason, seen, finding)


def _without_finding(
    entry: Entry, subjects: Collection[tuple[str, str]] | None, today: date
) -> Iterable[Proposal]:
    if subjects is not None and (entry.subject_kind, entry.subject_id) not in subjects:
        if entry.seen_hash != "gone":
            reason = _("What this date was about is no longer in the file.")
            yield for_entry("lifted", entry, today, reason, "gone", None)
        return
    reason = _("The rule behind this date is not in the packs of this desk. The date stays.")
    yield for_entry("cannot say", entry, today, reason, entry.seen_hash, None)


def _base(seen: str) -> str:
    return seen.removesuffix(_PRINTED)
