"""Practice alerts: which changes of practice reach which open cases, and what an attorney has decided."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, get_args

from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _
from immdesk.office.firm import must_be_attorney, staff
from immdesk.office.law_rows import AlertRow
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.law.alerts import Alert
    from immdesk.office.office import Office
    from immdesk.records.facts_of import CaseFacts, Subject

CHUNK = 100


def alerts_of_case(office: Office, case_id: str) -> tuple[AlertRow, ...]:
    """Give the alerts that reach or may reach a case, but for those that an attorney has decided."""
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
    return alerts_in(office, facts)


def alerts_in(office: Office, facts: CaseFacts) -> tuple[AlertRow, ...]:
    """Give the same for facts that are read already."""
    decided = _decided(office)
    rows = (row for row in _rows(office, facts) if decided.get((row.id, facts.case_id)) != mark_of(row))
    return tuple(sorted(rows, key=lambda row: (row.reach != "reaches", row.title)))


def cases_reached(
    office: Office,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[AlertRow, ...]:
    """Give every alert with each open case that it reaches or may reach, by alert, then by case number."""
    from immdesk.records.facts_of import facts_of

    cases = office.rows(
        "SELECT id, number, title FROM case_file WHERE status = 'open' AND deleted_at IS NULL ORDER BY number"
    )
    found: list[AlertRow] = []
    for start in range(0, len(cases), CHUNK):
        if cancelled():
            break
        some = cases[start : start + CHUNK]
        with office.store.read() as read:
            facts = facts_of(read, [one["id"] for one in some], office.library.vocabulary, office.today())
        for one in some:
            told = {"case_id": one["id"], "case_number": one["number"], "case_title": one["title"] or ""}
            found += [replace(row, **told) for row in alerts_in(office, facts[one["id"]])]
        progress(min(start + CHUNK, len(cases)), len(cases), _("Looking at {n} cases").format(n=len(cases)))
    return tuple(sorted(found, key=lambda row: (row.title, row.reach != "reaches", row.case_number)))


def decide_alert(office: Office, case_id: str, alert_id: str, staff_id: str, note: str) -> Changed:
    """Record what an attorney has decided about an alert in a case; a changed alert stands there again."""
    must_be_attorney(office, staff_id)
    row = next(one for one in alerts_of_case(office, case_id) if one.id == alert_id)
    name = next(one.name for one in staff(office) if one.id == staff_id)
    kept = {"name": name, "at": office.now().isoformat(), "note": note.strip(), "mark": mark_of(row)}
    office_id = office.id()

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        text = json.dumps(kept, ensure_ascii=False)
        say(session, "office", office_id, f"alert {alert_id} {case_id}", text)

    _done, changed = office.change(_("Decide about an alert"), work, message=_("The decision is kept."))
    return changed


def mark_of(row: AlertRow) -> str:
    """Give a mark of what an alert says, so that a changed alert is decided anew."""
    return hashlib.sha256(repr((row.id, row.text, row.do, row.since)).encode()).hexdigest()[:16]


def _decided(office: Office) -> dict[tuple[str, str], str]:
    rows = office.rows("SELECT word, value FROM said WHERE owner_kind = 'office' AND word LIKE 'alert %'")
    found = {}
    for row in rows:
        _alert, alert_id, case_id = row["word"].split(" ", 2)
        found[alert_id, case_id] = json.loads(row["value"])["mark"]
    return found


def _rows(office: Office, facts: CaseFacts) -> Iterator[AlertRow]:
    """Give each alert once, with everybody in the case whom it reaches; what reaches goes before what may."""
    found: dict[tuple[str, str], tuple[Alert, list[str]]] = {}
    for subject, alert in _found(office, facts.subjects()):
        name = subject.facts.get("person.full_name") if alert.about != "case" else ""
        _one, names = found.setdefault((alert.id, alert.reach), (alert, []))
        names += [name] if isinstance(name, str) and name and name not in names else []
    for (alert_id, reach), (alert, names) in found.items():
        if reach == "may reach" and (alert_id, "reaches") in found:
            continue
        yield _row(office, alert, ", ".join(names))


def _found(office: Office, subjects: Iterable[Subject]) -> Iterator[tuple[Subject, Alert]]:
    from immdesk.law.alerts import About, alerts_for

    kinds = get_args(About)
    for subject in subjects:
        if subject.kind in kinds:
            for alert in alerts_for(office.library.alerts, subject.facts, office.today(), subject.kind):
                yield subject, alert


def _row(office: Office, alert: Alert, who: str) -> AlertRow:
    vocabulary: Any = office.library.vocabulary
    asked = (vocabulary.word(path).label if vocabulary.has(path) else path for path in sorted(alert.ask))
    return AlertRow(
        alert.id,
        alert.title,
        alert.reach,
        who,
        alert.text,
        alert.do,
        alert.since,
        alert.source,
        alert.verify,
        tuple(asked),
    )
