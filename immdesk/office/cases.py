"""Cases: the list, one case, its facts, notes and history."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.computed import shut_out
from immdesk.office.office import Office
from immdesk.office.rows import CasePage, CaseRow, Changed, FactRow, HistoryRow, NoteRow

_NAME = """(SELECT q.sort_key FROM case_party p JOIN person q ON q.id = p.person_id WHERE p.case_id = c.id
ORDER BY CASE p.role WHEN 'principal' THEN 0 WHEN 'beneficiary' THEN 1 WHEN 'derivative' THEN 2
WHEN 'petitioner' THEN 3 ELSE 4 END, p.ordinal LIMIT 1)"""
"""The name that a case is called by, in plain small letters: "Đặng" stands between "Cruz" and "Evans"."""

_RESPONSIBLE = "(SELECT s.given_name || ' ' || s.family_name FROM staff s WHERE s.id = c.responsible_id)"
_SORTS = {
    "number": ("c.number",),
    "title": (_NAME, "c.number"),
    "type": ("c.case_type", "c.number"),
    "opened": ("c.opened_on", "c.number"),
    "next": ("next_due", "c.number"),
    "responsible": (_RESPONSIBLE, "c.number"),
}
_AHEAD = "d.state = 'kept' AND (d.kind NOT IN ('opens', 'planning') OR d.due_on >= :today)"
_OF_CASE = f"""
SELECT c.id AS case_id, d.due_on, d.title FROM case_file c
JOIN docket_entry d ON d.case_id = c.id WHERE {_AHEAD}
UNION ALL
SELECT p.case_id, d.due_on, d.title FROM case_party p JOIN docket_entry d
ON d.person_id = p.person_id AND d.case_id IS NULL WHERE {_AHEAD} AND NOT {shut_out("d", "p.case_id")}
"""
"""Every kept date of a case that is not behind it: its own, and those of its people's documents and statuses.

A day on which something opened, or was planned, is behind once it has passed; a missed deadline stays.
"""

_NEXT_DUE = f"(SELECT min(due_on) FROM ({_OF_CASE}) n WHERE n.case_id = c.id)"


def case_ids(office: Office, text: str = "", sort: str = "number", status: str = "open") -> list[str]:
    """Give the ids of the cases that match, in order; `sort` with a leading `-` runs backward.

    `text` is matched against names, case numbers, receipts and A-numbers, each word by its beginning.
    A case that has nothing to sort by stands last in either direction.
    """
    back = " DESC" if sort.startswith("-") else ""
    order = ", ".join(f"{part}{back} NULLS LAST" for part in _SORTS[sort.lstrip("-")])
    where = ["c.deleted_at IS NULL"]
    values = {"today": office.today().isoformat(), "status": status, "words": _match(text)}
    if status != "all":
        where.append("c.status = :status")
    if values["words"]:
        where.append("c.id IN (SELECT ref FROM search WHERE kind = 'case' AND search MATCH :words)")
    sql = (
        f"SELECT c.id, {_NEXT_DUE} AS next_due FROM case_file c WHERE {' AND '.join(where)} ORDER BY {order}"
    )
    return [row["id"] for row in office.rows(sql, values)]


def _match(text: str) -> str:
    """Give the question to the index: every word by its beginning, a number with or without its dashes."""
    words = [word for word in folded(text).replace('"', " ").split() if any(c.isalnum() for c in word)]
    return " AND ".join(f'("{word}"* OR "{word.replace("-", "")}"*)' for word in words)


def id_of(office: Office, number: str) -> str | None:
    """Give the id of the case with this number (or this id), None when there is none."""
    rows = office.rows("SELECT id FROM case_file WHERE number = ? OR id = ?", [number, number])
    return rows[0]["id"] if rows else None


def case_rows(office: Office, ids: Sequence[str]) -> dict[str, CaseRow]:
    """Give one row a case for the table; at most a few hundred ids at a time."""
    if not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    with office.store.read() as read:
        cases = read.all(
            "SELECT c.id, c.number, c.title, c.case_type, c.status, c.opened_on, "
            "s.given_name || ' ' || s.family_name AS responsible, "
            "json_extract(f.findings, '$.stage') AS stage, "
            "json_extract(f.findings, '$.type_title') AS type_title, "
            "json_extract(f.findings, '$.proposals') AS proposals "
            "FROM case_file c LEFT JOIN staff s ON s.id = c.responsible_id "
            f"LEFT JOIN finding_cache f ON f.case_id = c.id WHERE c.id IN ({marks})",
            ids,
        )
        people = read.all(
            "SELECT p.case_id, p.role, q.family_name, q.given_name FROM case_party p "
            f"JOIN person q ON q.id = p.person_id WHERE p.case_id IN ({marks}) ORDER BY p.ordinal",
            ids,
        )
        due = read.all(
            f"SELECT case_id, due_on, title FROM ({_OF_CASE}) "
            "WHERE case_id IN (SELECT value FROM json_each(:ids)) ORDER BY due_on DESC",
            {"today": office.today().isoformat(), "ids": json.dumps(list(ids))},
        )
    next_due = {row["case_id"]: row for row in due}
    names: dict[str, dict[str, list[str]]] = {}
    for row in people:
        names.setdefault(row["case_id"], {}).setdefault(row["role"], []).append(short_name(row))
    return {row["id"]: _case_row(row, names.get(row["id"], {}), next_due.get(row["id"])) for row in cases}


def _case_row(row: Any, names: dict[str, list[str]], due: Any | None) -> CaseRow:
    others = [name for role in ("principal", "beneficiary", "derivative") for name in names.get(role, [])]
    type_title = row["type_title"] or row["case_type"].replace("-", " ").capitalize()
    return CaseRow(
        id=row["id"],
        number=row["number"],
        title=row["title"] or "",
        case_type=row["case_type"],
        case_type_title=type_title,
        petitioner="; ".join(names.get("petitioner", [])),
        beneficiaries="; ".join(others),
        status=row["status"],
        stage=row["stage"] or "",
        next_due=date.fromisoformat(due["due_on"]) if due else None,
        next_title=due["title"] if due else "",
        responsible=row["responsible"] or "",
        opened_on=date.fromisoformat(row["opened_on"]) if row["opened_on"] else None,
        proposals=row["proposals"] or 0,
    )


def short_name(row: Any) -> str:
    """Give "Family, Given" of a row that has both columns."""
    return ", ".join(part for part in (row["family_name"], row["given_name"]) if part)


def notes(office: Office, case_id: str) -> tuple[NoteRow, ...]:
    """Give the notes of a case, the newest first."""
    rows = office.rows(
        "SELECT n.id, n.at, n.text, coalesce(s.given_name || ' ' || s.family_name, (SELECT o.who "
        "FROM operation_row r JOIN operation o ON o.id = r.op WHERE r.\"table\" = 'note' AND r.pk = n.id "
        "ORDER BY o.seq LIMIT 1)) AS by FROM note n LEFT JOIN staff s ON s.id = n.staff_id "
        "WHERE n.case_id = ? ORDER BY n.at DESC, n.rowid DESC",
        [case_id],
    )
    return tuple(NoteRow(r["id"], datetime.fromisoformat(r["at"]), r["by"] or "", r["text"]) for r in rows)


def add_note(office: Office, case_id: str, text: str) -> Changed:
    """Add a note to a case. Raises Problem when it says nothing."""
    from immdesk.records.notes import Note

    if not text.strip():
        raise Problem(_("The note is empty."), _("Nothing was added."), _("Type what happened."))
    at = office.now().isoformat()
    _made, changed = office.change(
        _("Add a note"), lambda session: session.add(Note(case_id=case_id, text=text.strip(), at=at))
    )
    return changed


def history(office: Office, case_id: str) -> tuple[HistoryRow, ...]:
    """Give the operations that touched a case or its people, the newest first, field by field."""
    from immdesk.office.history_words import lines_of, names_of
    from immdesk.store.history import history as read_history

    with office.store.read() as read:
        parties = read.all("SELECT id, person_id FROM case_party WHERE case_id = ?", [case_id])
        people = [row["person_id"] for row in parties]
        done = read_history(read, case_id=case_id, people=people)
        names = names_of(read, [case_id, *people, *(row["id"] for row in parties)])
    return tuple(
        HistoryRow(one.id, datetime.fromisoformat(one.at), one.who, one.title, lines_of(one, names))
        for one in done
    )


def case_page(office: Office, case_id: str) -> CasePage:
    """Give everything that the overview of a case shows at once."""
    from immdesk.office import case_pages

    return case_pages.case_page(office, case_id)


def facts_page(office: Office, case_id: str) -> tuple[FactRow, ...]:
    """Give every fact of a case by person, known, none or not asked yet, with where it came from."""
    from immdesk.office import case_pages

    return case_pages.facts_page(office, case_id)
