"""The list of cases, ready to be sorted: a line for each case, kept on this computer only."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from immdesk.office.computed import shut_out
from immdesk.office.search_words import place_of

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import LocalWriting, Reading

_PASSES = "d.kind IN ('opens', 'planning')"
_AHEAD = f"+d.state = 'kept' AND (NOT {_PASSES} OR d.due_on >= :today)"
_THESE = "(SELECT value FROM json_each(:ids))"

DATES_AHEAD = f"""
SELECT d.case_id AS case_id, d.due_on, d.title, {_PASSES} AS passes, d.kind, d.severity, d.key, d.raw_on
FROM docket_entry d
WHERE d.case_id IN {_THESE} AND {_AHEAD}
UNION ALL
SELECT p.case_id, d.due_on, d.title, {_PASSES}, d.kind, d.severity, d.key, d.raw_on
FROM case_party p CROSS JOIN docket_entry d
ON d.person_id = p.person_id AND +d.case_id IS NULL
WHERE p.case_id IN {_THESE} AND {_AHEAD} AND NOT {shut_out("d", "p.case_id")}
ORDER BY 2 DESC, 4 DESC
"""
"""Every kept date of these cases (:ids, a JSON list) that is not behind them on :today, the next last.

A case's own dates, and those of its people's documents and statuses. A day on which something opened, or
was planned, is behind once it has passed; a missed deadline stays. CROSS JOIN and + keep SQLite from walking
through every kept date of the office.
"""

_NAME = """(SELECT q.sort_key FROM case_party p JOIN person q ON q.id = p.person_id WHERE p.case_id = c.id
ORDER BY CASE p.role WHEN 'principal' THEN 0 WHEN 'beneficiary' THEN 1 WHEN 'derivative' THEN 2
WHEN 'petitioner' THEN 3 ELSE 4 END, p.ordinal LIMIT 1)"""
"""The name that a case is called by, in plain small letters: "Đặng" stands between "Cruz" and "Evans"."""

_LINES = f"""
SELECT c.id, c.number, c.status, {_NAME}, c.case_type, c.opened_on, s.given_name || ' ' || s.family_name
FROM case_file c LEFT JOIN staff s ON s.id = c.responsible_id
WHERE c.deleted_at IS NULL AND c.id IN {_THESE}
"""

_SORTS = {
    "number": "number",
    "title": "name",
    "type": "type",
    "opened": "opened",
    "next": "next_due",
    "responsible": "responsible",
}


def ordered(sort: str, status: str, matching: bool) -> str:
    """Give the SQL that gives the ids of cases in order, as one text; what has nothing to sort by is last.

    One text of 30,000 ids is there in two thirds of the time of 30,000 rows; None when no case fits.
    `sort` with a leading `-` runs backward. It takes :status, and with `matching` :words, :first and :last.
    The + keeps SQLite walking along the order: faster than sorting what thousands of hits look up.
    """
    back = " DESC" if sort.startswith("-") else ""
    column = _SORTS[sort.lstrip("-")]
    order = f"{column}{back} NULLS LAST" + ("" if column == "number" else f", number{back}")
    where = ["1" if status == "all" else "status = :status"]
    if matching:
        found = "SELECT rowid FROM search WHERE search MATCH :words AND rowid BETWEEN :first AND :last"
        where.append(f"+place IN ({found})")
    lines = f"SELECT case_id FROM search_case WHERE {' AND '.join(where)} ORDER BY {order}"
    return f"SELECT group_concat(case_id, ' ') FROM ({lines})"


def unsorted(office: Office, text: str, status: str) -> list[str]:
    """Give the ids by number, found by number or title: what a screen can have meanwhile."""
    words = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    rows = office.rows(
        "SELECT id FROM case_file WHERE deleted_at IS NULL AND (:status = 'all' OR status = :status) "
        "AND (number LIKE :words ESCAPE '\\' OR title LIKE :words ESCAPE '\\') ORDER BY number",
        {"status": status, "words": f"%{words}%"},
    )
    return [row["id"] for row in rows]


def write_lines(local: LocalWriting, case_ids: Sequence[str], today: date) -> None:
    """Write the lines of these cases anew; a case that is gone loses its line."""
    asked = {"ids": json.dumps(list(case_ids)), "today": today.isoformat()}
    ahead = {row["case_id"]: row for row in local.all(DATES_AHEAD, asked)}
    lines = []
    for case_id, number, status, name, kind, opened, responsible in local.tuples(_LINES, asked):
        row = ahead.get(case_id)
        due = row["due_on"] if row else None
        lapses = due if row and row["passes"] else None
        place = place_of("case", case_id)
        lines.append((place, case_id, number, status, name, kind, opened, due, lapses, responsible))
    local.run_many("DELETE FROM search_case WHERE place = ?", [(place_of("case", one),) for one in case_ids])
    local.run_many(
        "INSERT INTO search_case (place, case_id, number, status, name, type, opened, next_due, lapses, "
        "responsible) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        lines,
    )


def lapsed(read: Reading, today: date) -> Iterable[str]:
    """Give the cases whose next date has been left behind by the calendar alone."""
    rows = read.tuples("SELECT case_id FROM search_case WHERE lapses < ?", [today.isoformat()])
    return [row[0] for row in rows]
