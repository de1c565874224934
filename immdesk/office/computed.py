"""What the law makes of each case, computed once and remembered on this computer until something changes."""

from __future__ import annotations

import json
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.watched import Cancelled, never
from immdesk.docket.agenda import days_left
from immdesk.office import date_rows
from immdesk.office.rows import DateRow

if TYPE_CHECKING:
    from immdesk.basics.finding import Finding
    from immdesk.docket.entry import Entry
    from immdesk.docket.proposal import Proposal
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.records.facts_of import CaseFacts
    from immdesk.store.reading import LocalWriting, Reading

CHUNK = 50
"""How many cases are computed at a time."""

SLICE = 10
"""How many cases are computed between two looks at the clock and at "cancelled", beside the screen."""


@dataclass(frozen=True, slots=True)
class Computed:
    """What was computed for one case: its stage in words, and the dates that wait or only inform."""

    case_id: str
    stage: str
    type_title: str
    rows: tuple[DateRow, ...]
    stage_since: date | None = None


def computed(office: Office, case_ids: Sequence[str]) -> dict[str, Computed]:
    """Give what the law makes of these cases, from memory where it is of today and of these packs."""
    remembered = _remembered(office, case_ids)
    missing = [one for one in case_ids if one not in remembered]
    for start in range(0, len(missing), CHUNK):
        remembered |= _compute(office, missing[start : start + CHUNK])
    return remembered


def waiting_between(office: Office, first: date, last: date) -> list[DateRow]:
    """Give the dates from `first` to `last` that wait to be accepted, as remembered, over all open cases.

    Loads no pack and runs no rule. A date of a person's document stands there once, with the first case.
    """
    rows = office.rows(
        "SELECT w.row FROM waiting_date w JOIN case_file c ON c.id = w.case_id "
        "WHERE w.due_on BETWEEN ? AND ? AND c.status = 'open' AND c.deleted_at IS NULL "
        "ORDER BY c.number DESC",
        [first.isoformat(), last.isoformat()],
    )
    found = {row.key: row for row in date_rows.from_text([json.loads(row["row"]) for row in rows])}
    today = office.today()
    return [replace(row, days_left=days_left(row.on, today)) for row in found.values()]


_WAITING = """
SELECT c.id FROM search_case s CROSS JOIN case_file c ON c.id = s.case_id
WHERE c.status = 'open' AND c.deleted_at IS NULL AND NOT EXISTS (
  SELECT 1 FROM finding_cache f WHERE f.case_id = c.id AND f.day = :day AND f.packs_hash = :packs)
ORDER BY s.next_due IS NULL, s.next_due
"""
_NOT_LISTED = """
SELECT c.id FROM case_file c WHERE c.status = 'open' AND c.deleted_at IS NULL
AND c.id NOT IN (SELECT case_id FROM search_case) AND NOT EXISTS (
  SELECT 1 FROM finding_cache f WHERE f.case_id = c.id AND f.day = :day AND f.packs_hash = :packs)
"""


def waiting(office: Office) -> list[str]:
    """Give the open cases to compute again: changed, or computed on another day or with other packs.

    Cases whose next date is near come first, for they are what people look at in the morning.
    """
    asked = {"day": office.today().isoformat(), "packs": office.library.hash}
    rows = [*office.rows(_WAITING, asked), *office.rows(_NOT_LISTED, asked)]
    return [row["id"] for row in rows]


def catch_up(office: Office, cancelled: Cancelled = never) -> int:
    """Compute all that waits, in chunks; give how many cases were computed."""
    todo, done = waiting(office), 0
    for start in range(0, len(todo), CHUNK):
        if cancelled():
            break
        done += len(_compute(office, todo[start : start + CHUNK]))
    return done


def catch_up_a_while(office: Office, todo: list[str], seconds: float, cancelled: Cancelled = never) -> int:
    """Compute the first cases of `todo` for about so long, and take them out; give how many were computed.

    The caller comes back for the rest when others have had their turn.
    """
    end, done = time.monotonic() + seconds, 0
    while todo and not cancelled() and (not done or time.monotonic() < end):
        done += len(_compute(office, todo[:SLICE]))
        del todo[:SLICE]
    return done


def findings_of(
    library: Library, facts: CaseFacts, today: date, kept: Collection[str] | None = None
) -> list[Finding]:
    """Give every finding of the shipped rules about one case and all that belongs to it.

    Of the rules that do not apply only those that `kept` names are given (None: all).
    """
    from immdesk.law.find import find

    found: list[Finding] = []
    for subject in facts.subjects():
        found += find(
            library.rules,
            subject.facts,
            subject_kind=subject.kind,
            subject_id=subject.id,
            person_id=subject.person_id,
            today=today,
            library=library,
            kept=kept,
        )
    return found


def proposals_of(
    office: Office,
    read: Reading,
    case_id: str,
    findings: Iterable[Finding],
    subjects: Collection[tuple[str, str]],
) -> list[Proposal]:
    """Give what a person may accept, refuse or must answer for one case."""
    from immdesk.docket.reconcile import reconcile

    kept = [entry for entry, _work in entries_of(read, case_id)]
    return reconcile(findings, kept, today=office.today(), case_id=case_id, subjects=subjects)


def entries_of(read: Reading, case_id: str) -> list[tuple[Entry, str | None]]:
    """Give the docket of a case and of its people's documents and statuses, each with its kept arithmetic.

    The + keeps SQLite from walking through every date of the office that belongs to no case.
    """
    rows = read.all(
        "SELECT * FROM docket_entry d WHERE case_id = :case OR (+case_id IS NULL AND person_id IN "
        f"(SELECT person_id FROM case_party WHERE case_id = :case) AND NOT {shut_out('d', ':case')})",
        {"case": case_id},
    )
    return [(entry_of(row), row["work"]) for row in rows]


def shut_out(entry: str, case: str) -> str:
    """Give the SQL that says whether an entry is about a document that only another case may see."""
    return f"EXISTS (SELECT 1 FROM document x WHERE x.id = {entry}.subject_id AND x.only_in_case <> {case})"


def entry_of(row: dict[str, Any]) -> Entry:
    """Give the docket's own shape of a row of the database."""
    from immdesk.docket.entry import Entry

    return Entry(
        row["key"],
        row["rule"] or "",
        row["case_id"],
        row["subject_kind"] or "",
        row["subject_id"] or "",
        row["person_id"],
        row["output"] or "",
        row["ordinal"] or 0,
        row["title"] or "",
        row["kind"] or "",
        row["severity"] or "",
        _day(row["due_on"]),
        _day(row["raw_on"]),
        _day(row["printed_on"]),
        row["state"],
        row["seen_hash"] or "",
        row["rule_version"] or "",
        row["accepted_by"] or "",
        row["accepted_at"] or "",
        _day(row["done_on"]),
        row["done_proof"] or "",
        row["reason"] or "",
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _compute(office: Office, case_ids: Sequence[str]) -> dict[str, Computed]:
    from immdesk.office.whose import whose_of
    from immdesk.records.facts_of import facts_of

    today, library = office.today(), office.library
    made: dict[str, Computed] = {}
    hashes: dict[str, str] = {}
    with office.store.read() as read:
        facts = facts_of(read, case_ids, library.vocabulary, today)
        people = whose_of(read, case_ids, library)
        kept = _rules_kept(read, list(facts))
        for case_id, of_case in facts.items():
            findings = findings_of(library, of_case, today, kept)
            subjects = {(one.kind, one.id) for one in of_case.subjects()}
            proposals = proposals_of(office, read, case_id, findings, subjects)
            rows = _rows(findings, proposals, people[case_id], today)
            made[case_id] = _with_stage(office, of_case, case_id, rows)
            hashes[case_id] = of_case.fingerprint()
    _remember(office, made, hashes)
    return made


def _rules_kept(read: Reading, case_ids: Sequence[str]) -> frozenset[str]:
    """Give the rules of which these cases or their people's papers keep a date: those may be lifted.

    The + keeps SQLite from walking through every date of the office that belongs to no case.
    """
    said = """SELECT rule FROM docket_entry WHERE case_id IN (SELECT value FROM json_each(?1))
              UNION SELECT rule FROM docket_entry WHERE +case_id IS NULL AND person_id IN
              (SELECT person_id FROM case_party WHERE case_id IN (SELECT value FROM json_each(?1)))"""
    return frozenset(row["rule"] for row in read.all(said, [json.dumps(case_ids)]) if row["rule"])


def _rows(
    findings: list[Finding], proposals: list[Proposal], whose: date_rows.Whose, today: date
) -> tuple[DateRow, ...]:
    from immdesk.docket.entry import DATE_KINDS

    waiting_rows = [date_rows.of_proposal(one, whose, today) for one in proposals]
    others = [
        date_rows.of_finding(finding, output, whose, today)
        for finding in findings
        if finding.outcome == "found"
        for output in finding.outputs
        if not output.working and (not finding.docket or output.kind not in DATE_KINDS)
    ]
    return tuple(waiting_rows + others)


def _with_stage(office: Office, facts: CaseFacts, case_id: str, rows: tuple[DateRow, ...]) -> Computed:
    from immdesk.office.progress import stage_now, type_title

    stage, since = stage_now(office, facts)
    return Computed(case_id, stage, type_title(office, facts), rows, since)


_WAITS = ("proposed", "moved", "lifted", "mismatch")
_IN_CALENDAR = ("proposed", "moved", "mismatch")


def _remember(office: Office, made: dict[str, Computed], hashes: dict[str, str]) -> None:
    day, packs = office.today().isoformat(), office.library.hash
    lines = [(one.case_id, hashes[one.case_id], packs, day, *_text(one)) for one in made.values()]
    dates = [line for one in made.values() for line in _waiting_lines(one)]
    with office.store.local() as local:
        forget(local, made)
        local.run_many("INSERT INTO finding_cache VALUES (?, ?, ?, ?, ?, ?)", lines)
        local.run_many("INSERT INTO waiting_date VALUES (?, ?, ?, ?)", dates)


def forget(local: LocalWriting, case_ids: Iterable[str]) -> None:
    """Drop what is remembered of these cases."""
    ids = [(one,) for one in case_ids]
    local.run_many("DELETE FROM finding_cache WHERE case_id = ?", ids)
    local.run_many("DELETE FROM waiting_date WHERE case_id = ?", ids)


def _waiting_lines(one: Computed) -> Iterable[tuple[str, int, str | None, str]]:
    """Give a line for each date that stands in the calendar until somebody has decided about it."""
    for place, row in enumerate(one.rows):
        if row.state in _IN_CALENDAR and row.on:
            (kept,) = date_rows.to_text([row])
            yield one.case_id, place, row.on.isoformat(), json.dumps(kept, ensure_ascii=False)


def _text(one: Computed) -> tuple[str, int]:
    """Give what is remembered of a case, and how many of its dates wait for a decision."""
    since = one.stage_since.isoformat() if one.stage_since else None
    kept = {
        "stage": one.stage,
        "stage_since": since,
        "type_title": one.type_title,
        "rows": date_rows.to_text(list(one.rows)),
    }
    return json.dumps(kept, ensure_ascii=False), sum(row.state in _WAITS for row in one.rows)


def _remembered(office: Office, case_ids: Sequence[str]) -> dict[str, Computed]:
    marks = ", ".join("?" * len(case_ids))
    rows = office.rows(
        "SELECT case_id, findings FROM finding_cache "
        f"WHERE day = ? AND packs_hash = ? AND case_id IN ({marks})",
        [office.today().isoformat(), office.library.hash, *case_ids],
    )
    return {row["case_id"]: _read(row) for row in rows}


def _read(row: dict[str, Any]) -> Computed:
    kept = json.loads(row["findings"])
    rows = tuple(date_rows.from_text(kept["rows"]))
    return Computed(row["case_id"], kept["stage"], kept["type_title"], rows, _day(kept.get("stage_since")))
