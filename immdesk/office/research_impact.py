"""What a note that changed concerns: open cases of its classes, forms and rules, and those that use it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _
from immdesk.office import research
from immdesk.office.impact import Impact, ImpactRow

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.research import ResearchRow
    from immdesk.store.reading import Reading

CHUNK = 100


def impact_of_note(
    office: Office, note_id: str, progress: Progress = silent, cancelled: Cancelled = never
) -> Impact:
    """Give the open cases that a note concerns, each with the reason; nothing is changed.

    A class is looked for among the preference category, statuses, admissions and what is asked for; a form
    among what was filed and what the packet needs; a rule among the dates of the case.
    """
    note = research.row(office, note_id)
    cases = office.rows(
        "SELECT id, number, title FROM case_file WHERE status = 'open' AND deleted_at IS NULL ORDER BY number"
    )
    found: list[ImpactRow] = []
    for start in range(0, len(cases), CHUNK):
        if cancelled():
            break
        found += _of_some(office, note, cases[start : start + CHUNK])
        progress(min(start + CHUNK, len(cases)), len(cases), _("Looking at {n} cases").format(n=len(cases)))
    return Impact((_said(note),), tuple(found))


def _said(note: ResearchRow) -> str:
    """Give the note in a line: its title, its source and what changed."""
    source = " ".join(part for part in (note.source, note.link) if part)
    changed = (
        _("Changed on {day}: {why}").format(day=on_screen(note.changed_on), why=note.changed_why)
        if note.changed_on
        else ""
    )
    return " · ".join(part for part in (note.title, source, changed) if part)


def _of_some(office: Office, note: ResearchRow, cases: list[dict[str, Any]]) -> Iterator[ImpactRow]:
    ids = [one["id"] for one in cases]
    with office.store.read() as read:
        classes, filed, rules = _classes(read, ids), _forms(read, ids), _rules(read, ids, note.rules)
    needed = _needed(office, ids) if note.forms else {}
    used = {case_id for case_id, _number, _title in note.cases}
    do = _("Read the note again and look at this case with it.")
    for one in cases:
        mine = one["id"]
        reasons = [_("uses this note")] if mine in used else []
        reasons += [name for name in note.classes if plain(name) in classes.get(mine, ())]
        reasons += [name for name in note.forms if name in filed.get(mine, set()) | needed.get(mine, set())]
        reasons += [research.rule_title(office, name) for name in note.rules if name in rules.get(mine, ())]
        if reasons:
            says = ", ".join(reasons)
            yield ImpactRow(note.title, mine, one["number"], one["title"] or "", says, do, f"note {note.id}")


def plain(name: str) -> str:
    """Give a class in letters and digits alone: "H-1B" is "H1B"."""
    return re.sub(r"[^A-Z0-9]", "", name.upper())


_CLASSES = """
SELECT id, category FROM case_file WHERE id IN (SELECT value FROM json_each(:ids))
UNION SELECT p.case_id, s.status FROM case_party p JOIN status_period s ON s.person_id = p.person_id
  WHERE p.case_id IN (SELECT value FROM json_each(:ids))
UNION SELECT p.case_id, e.class_of_admission FROM case_party p JOIN entry e ON e.person_id = p.person_id
  WHERE p.case_id IN (SELECT value FROM json_each(:ids))
UNION SELECT f.case_id, s.value FROM said s JOIN filing f ON f.id = s.owner_id
  WHERE s.owner_kind = 'filing' AND s.word = 'worker_class'
  AND f.case_id IN (SELECT value FROM json_each(:ids))
"""


def _classes(read: Reading, ids: list[str]) -> dict[str, set[str]]:
    pairs = read.tuples(_CLASSES, {"ids": json.dumps(ids)})
    return _grouped((case_id, plain(value)) for case_id, value in pairs if value)


def _forms(read: Reading, ids: list[str]) -> dict[str, set[str]]:
    sql = "SELECT case_id, form FROM filing WHERE case_id IN (SELECT value FROM json_each(?))"
    return _grouped((case_id, form) for case_id, form in read.tuples(sql, [json.dumps(ids)]) if form)


_RULES = """
SELECT f.case_id, json_extract(r.value, '$.rule') FROM finding_cache f, json_each(f.findings, '$.rows') r
  WHERE f.case_id IN (SELECT value FROM json_each(:ids))
UNION SELECT case_id, rule FROM docket_entry WHERE case_id IN (SELECT value FROM json_each(:ids))
UNION SELECT p.case_id, d.rule FROM case_party p JOIN docket_entry d ON d.person_id = p.person_id
  WHERE d.case_id IS NULL AND p.case_id IN (SELECT value FROM json_each(:ids))
"""


def _rules(read: Reading, ids: list[str], wanted: tuple[str, ...]) -> dict[str, set[str]]:
    pairs = read.tuples(_RULES, {"ids": json.dumps(ids)}) if wanted else []
    return _grouped((case_id, rule) for case_id, rule in pairs if rule in wanted)


def _needed(office: Office, ids: list[str]) -> dict[str, set[str]]:
    """Give the forms that the packets of these cases need."""
    from immdesk.office.case_packet import forms_wanted
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, ids, office.library.vocabulary, office.today())
    return {one: set(forms_wanted(office, facts[one])) for one in ids}


def _grouped(pairs: Iterator[tuple[str, str]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for case_id, value in pairs:
        found.setdefault(case_id, set()).add(value)
    return found
