"""Cases: the list, one case, its facts, notes and history."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.case_list import DATES_AHEAD, ordered, unsorted
from immdesk.office.office import Office
from immdesk.office.rows import CasePage, CaseRow, Changed, FactRow, HistoryRow, NoteRow
from immdesk.office.search import keep_current
from immdesk.office.search_words import match_of, places_of
from immdesk.office.send_by import titles_to_send


def case_ids(office: Office, text: str = "", sort: str = "number", status: str = "open") -> list[str]:
    """Give the ids of the cases that match, in order; `sort` with a leading `-` runs backward.

    `text` is matched against names, case numbers, receipts and A-numbers, each word by its beginning.
    A case that has nothing to sort by stands last in either direction.
    """
    if not keep_current(office, patient=False):
        return unsorted(office, text, status)
    words, (first, last) = match_of(text), places_of("case")
    sql = ordered(sort, status, bool(words))
    with office.store.read() as read:
        found = read.value(sql, {"status": status, "words": words, "first": first, "last": last})
    return found.split(" ") if found else []


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
            "SELECT c.id, c.number, c.title, c.case_type, c.status, c.opened_on, c.restricted, "
            "s.given_name || ' ' || s.family_name AS responsible, "
            "json_extract(f.findings, '$.stage') AS stage, "
            "json_extract(f.findings, '$.type_title') AS type_title, "
            "f.waiting AS proposals "
            "FROM case_file c LEFT JOIN staff s ON s.id = c.responsible_id "
            f"LEFT JOIN finding_cache f ON f.case_id = c.id WHERE c.id IN ({marks})",
            ids,
        )
        people = read.all(
            "SELECT p.case_id, p.role, q.family_name, q.given_name FROM case_party p "
            f"JOIN person q ON q.id = p.person_id WHERE p.case_id IN ({marks}) ORDER BY p.ordinal",
            ids,
        )
        due = read.all(DATES_AHEAD, {"today": office.today().isoformat(), "ids": json.dumps(list(ids))})
    next_due = {row["case_id"]: row for row in due}
    names: dict[str, dict[str, list[str]]] = {}
    for row in people:
        names.setdefault(row["case_id"], {}).setdefault(row["role"], []).append(short_name(row))
    titled = titles_to_send(office)
    return {
        row["id"]: _case_row(row, names.get(row["id"], {}), next_due.get(row["id"]), titled) for row in cases
    }


def _case_row(
    row: Any, names: dict[str, list[str]], due: Any | None, titled: Callable[[Mapping[str, Any]], str]
) -> CaseRow:
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
        next_title=titled(due) if due else "",
        responsible=row["responsible"] or "",
        opened_on=date.fromisoformat(row["opened_on"]) if row["opened_on"] else None,
        proposals=row["proposals"] or 0,
        restricted=(row["restricted"] or "no") != "no",
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
    from immdesk.office import histories

    return histories.of_case(office, case_id)


def case_page(office: Office, case_id: str) -> CasePage:
    """Give everything that the overview of a case shows at once."""
    from immdesk.office import case_pages

    return case_pages.case_page(office, case_id)


def facts_page(office: Office, case_id: str) -> tuple[FactRow, ...]:
    """Give every fact of a case by person, known, none or not asked yet, with where it came from."""
    from immdesk.office import case_pages
    from immdesk.office.handing.lent import not_here

    return not_here(office, case_pages.facts_page(office, case_id))
