"""A date as a screen or a sheet shows it, made from a proposal, a docket entry or a finding."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from immdesk.basics.dates import iso_day
from immdesk.basics.finding import Finding, Line, Output
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.docket.agenda import days_left
from immdesk.docket.entry import Entry
from immdesk.docket.proposal import Proposal
from immdesk.office.rows import DateRow, LineRow


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose date it is, for the row: the case's number and title, the names and labels that it shows."""

    case_id: str
    number: str
    title: str
    names: dict[str, str]
    labels: Mapping[str, str]


def of_proposal(proposal: Proposal, whose: Whose, today: date) -> DateRow:
    """Give the row of something that waits for a person's decision."""
    finding = proposal.finding
    output = _output(finding, proposal.output, proposal.ordinal)
    day = proposal.on
    row = DateRow(
        key=proposal.key,
        entry_id=proposal.entry.id if proposal.entry else "",
        state="proposed" if proposal.kind == "new" else proposal.kind,
        title=told(proposal.title),
        who=whose.names.get(proposal.person_id or "", ""),
        case_id=whose.case_id,
        case_number=whose.number,
        case_title=whose.title,
        kind=proposal.date_kind,
        severity=proposal.severity,
        on=day,
        raw_on=proposal.raw_on,
        was_on=proposal.was_on,
        shown=on_screen(day) if day else "",
        note=proposal.reason,
        days_left=days_left(day, today),
        rule=proposal.rule,
        person_id=proposal.person_id or "",
        subject=f"{proposal.subject_kind}:{proposal.subject_id}",
    )
    return _explained(row, finding, output, whose)


def of_finding(finding: Finding, output: Output, whose: Whose, today: date) -> DateRow:
    """Give the row of a result that stays off the docket: a fee, a yes or no, a choice."""
    day = output.value if isinstance(output.value, date) else None
    row = DateRow(
        key=f"{finding.rule}|{finding.subject_id}|{output.name}",
        entry_id="",
        state="finding",
        title=f"{told(finding.title)}: {told(output.title or output.name.replace('_', ' '))}",
        who=whose.names.get(finding.person_id or "", ""),
        case_id=whose.case_id,
        case_number=whose.number,
        case_title=whose.title,
        kind=output.kind,
        severity=finding.severity,
        on=day,
        raw_on=output.raw,
        was_on=None,
        shown=on_screen(output.value),
        days_left=days_left(day, today),
        rule=finding.rule,
        person_id=finding.person_id or "",
        subject=f"{finding.subject_kind}:{finding.subject_id}",
    )
    return _explained(row, finding, output, whose)


def of_entry(entry: Entry, work: str | None, whose: Whose, today: date) -> DateRow:
    """Give the row of a date on the docket; its arithmetic is the one that was accepted."""
    kept = json.loads(work) if work else {}
    return DateRow(
        key=entry.key,
        entry_id=entry.id,
        state=entry.state if entry.state != "lifted" else "refused",
        title=told(entry.title),
        who=whose.names.get(entry.person_id or "", ""),
        case_id=whose.case_id,
        case_number=whose.number,
        case_title=whose.title,
        kind=entry.kind,
        severity=entry.severity,
        on=entry.due_on,
        raw_on=entry.raw_on,
        was_on=None,
        shown=on_screen(entry.due_on) if entry.due_on else "",
        explanation=tuple(LineRow(*line) for line in kept.get("lines", ())),
        cite=tuple(kept.get("cite", ())),
        confidence=kept.get("confidence", ""),
        verify=kept.get("verify", ""),
        disputed=kept.get("disputed", ""),
        note=" ".join(part for part in (entry.reason, kept.get("note", "")) if part),
        done_on=entry.done_on,
        proof=entry.done_proof,
        days_left=days_left(entry.due_on, today) if entry.state == "kept" else None,
        rule=entry.rule,
        subject=f"{entry.subject_kind}:{entry.subject_id}",
        law_on=iso_day(kept.get("law_on") or ""),
        person_id=entry.person_id or "",
    )


def work_text(row: DateRow) -> str:
    """Give what a docket entry keeps of the arithmetic that was accepted."""
    lines = [
        [line.value, line.step, line.reason, line.authority, line.source, line.path]
        for line in row.explanation
    ]
    kept = {
        "lines": lines,
        "cite": row.cite,
        "confidence": row.confidence,
        "verify": row.verify,
        "disputed": row.disputed,
        "note": row.note,
    }
    return json.dumps(kept, ensure_ascii=False)


def line_rows(output: Output | None, labels: Mapping[str, str]) -> tuple[LineRow, ...]:
    """Give the lines of arithmetic as shown; a fact is named by its label."""
    return tuple(_line(line, labels) for line in output.lines) if output else ()


def verify_sentence(finding: Finding) -> str:
    """Give what the reader must still verify, empty when the rule is sourced and reviewed in time."""
    if finding.confidence in ("", "sourced") and not finding.stale:
        return finding.verify
    if finding.stale:
        return _("Verify: this rule is due for review.")
    if finding.confidence == "partly":
        return finding.verify or _("Verify: a part of this rule rests on general knowledge.")
    return finding.verify or _("Verify: this rule rests on general knowledge.")


def to_text(rows: list[DateRow]) -> list[dict[str, Any]]:
    """Give rows as JSON values; `from_text` gives equal rows back."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(row).items()}
        for row in rows
    ]


_DAYS = ("on", "raw_on", "was_on", "done_on", "law_on", "aim", "send_by", "own_by")


def from_text(kept: list[dict[str, Any]]) -> list[DateRow]:
    """Give the rows that `to_text` wrote."""
    rows = []
    for one in kept:
        values = one | {name: date.fromisoformat(one[name]) if one.get(name) else None for name in _DAYS}
        values["explanation"] = tuple(LineRow(**line) for line in one["explanation"])
        values["cite"] = tuple(one["cite"])
        for name in ("ask", "assumed"):
            values[name] = tuple((path, label) for path, label in one.get(name, ()))
        rows.append(DateRow(**values))
    return rows


def _explained(row: DateRow, finding: Finding | None, output: Output | None, whose: Whose) -> DateRow:
    if finding is None:
        return row
    return replace(
        row,
        explanation=line_rows(output, whose.labels),
        cite=finding.cite,
        confidence=finding.confidence,
        verify=verify_sentence(finding),
        disputed=_disputed(output),
        ask=_labelled(finding.ask, whose),
        assumed=_labelled(finding.assumed, whose) if output is not None else (),
        note=row.note or finding.note,
    )


def _labelled(paths: frozenset[str], whose: Whose) -> tuple[tuple[str, str], ...]:
    return tuple((path, whose.labels.get(path, path)) for path in sorted(paths))


def _disputed(output: Output | None) -> str:
    if output is None or not output.disputed_reason:
        return ""
    return (
        f"{on_screen(output.disputed)}: {output.disputed_reason}"
        if output.disputed
        else output.disputed_reason
    )


def _output(finding: Finding | None, name: str, ordinal: int) -> Output | None:
    if finding is None:
        return None
    same = [output for output in finding.outputs if output.name == name]
    return same[ordinal] if ordinal < len(same) else None


def _line(line: Line, labels: Mapping[str, str]) -> LineRow:
    source = labels.get(line.source, line.source) if line.source else ""
    return LineRow(on_screen(line.value), line.step, line.reason, line.authority, source, line.source)
