"""Employers: the list of everybody who employs, found by a few letters of the name or by the FEIN."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.search import keep_current
from immdesk.office.search_words import match_of, places_of

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading


@dataclass(frozen=True, slots=True)
class EmployerLine:
    """One line of the Employers table."""

    id: str
    name: str
    trade_name: str
    fein: str
    place: str
    workers: int
    cases: str


_SORTS = {"name": "sort_key", "fein": "fein", "place": "city"}


def employer_ids(office: Office, text: str = "", sort: str = "name") -> list[str]:
    """Give the ids of the employers that match, in order; `sort` with a leading `-` runs backward."""
    back = " DESC" if sort.startswith("-") else ""
    column = _SORTS[sort.lstrip("-")]
    words, (first, last) = match_of(text), places_of("employer")
    sql = "SELECT id FROM employer WHERE deleted_at IS NULL"
    if words:
        keep_current(office)
        sql += (
            " AND id IN (SELECT ref FROM search WHERE search MATCH :words AND rowid BETWEEN :first AND :last)"
        )
    sql += f" ORDER BY {column}{back} NULLS LAST, sort_key{back}, id{back}"
    with office.store.read() as read:
        return [row[0] for row in read.tuples(sql, {"words": words, "first": first, "last": last})]


def employer_lines(office: Office, ids: Sequence[str]) -> dict[str, EmployerLine]:
    """Give one line an employer for the table; at most a few hundred ids at a time."""
    these = json.dumps(list(ids))
    with office.store.read() as read:
        employers = read.all(f"SELECT * FROM employer WHERE id IN {_THESE}", [these])
        jobs = read.tuples(_WORKERS, [these])
        cases = read.tuples(_CASES, {"ids": these})
    workers = dict(jobs)
    theirs: dict[str, list[str]] = {}
    for employer_id, number in cases:
        theirs.setdefault(employer_id, []).append(number)
    return {
        row["id"]: EmployerLine(
            row["id"],
            row["name"] or _("No name yet"),
            said(row["trade_name"]),
            fein_words(row["fein"]),
            ", ".join(filter(None, (said(row["city"]), said(row["state"]) or said(row["country"])))),
            workers.get(row["id"], 0),
            ", ".join(theirs.get(row["id"], ())),
        )
        for row in employers
    }


def fein_words(text: str | None) -> str:
    """Give a FEIN for the screen, or that the employer has none; "" when nobody has told it."""
    return _("has none") if text == NONE_TEXT else text or ""


def said(text: str | None) -> str:
    """Give a kept text; "" when it is unknown or known to be none."""
    return (text or "").replace(NONE_TEXT, "").strip()


def cases_touched(read: Reading, operation_id: str) -> frozenset[str]:
    """Give the cases of the employers that an operation touched, by a row or by a word said of them."""
    employers = {row[0] for row in read.tuples(_TOUCHED, {"op": operation_id}) if row[0]}
    if not employers:
        return frozenset()
    return frozenset(row[0] for row in read.tuples(_THEIR_CASES, {"ids": json.dumps(sorted(employers))}))


_THESE = "(SELECT value FROM json_each(?))"
_WORKERS = f"""
SELECT employer_id, count(DISTINCT coalesce(person_id, id)) FROM job
WHERE deleted_at IS NULL AND employer_id IN {_THESE} GROUP BY employer_id
"""
_OF_EMPLOYERS = """
SELECT c.employer_id AS employer_id, c.id AS case_id FROM case_file c
WHERE c.employer_id IN (SELECT value FROM json_each(:ids))
UNION SELECT j.employer_id, j.case_id FROM job j
WHERE j.case_id IS NOT NULL AND j.deleted_at IS NULL AND j.employer_id IN (SELECT value FROM json_each(:ids))
"""
_CASES = f"""
SELECT o.employer_id, c.number FROM ({_OF_EMPLOYERS}) o JOIN case_file c ON c.id = o.case_id
WHERE c.deleted_at IS NULL ORDER BY c.number
"""
_TOUCHED = """
SELECT coalesce(
  CASE r."table" WHEN 'employer' THEN r.pk END,
  (SELECT employer_id FROM worksite w WHERE r."table" = 'worksite' AND w.id = r.pk),
  (SELECT employer_id FROM employer_contact k WHERE r."table" = 'employer_contact' AND k.id = r.pk),
  (SELECT owner_id FROM said s WHERE r."table" = 'said' AND s.id = r.pk AND s.owner_kind = 'employer'),
  CASE WHEN r."table" IN ('worksite', 'employer_contact') THEN json_extract(r.before, '$.employer_id')
       WHEN json_extract(r.before, '$.owner_kind') = 'employer' THEN json_extract(r.before, '$.owner_id') END
) FROM operation_row r WHERE r.op = :op
AND r."table" IN ('employer', 'worksite', 'employer_contact', 'said', 'list_complete')
"""
_THEIR_CASES = f"""
SELECT case_id FROM ({_OF_EMPLOYERS}) UNION SELECT p.case_id FROM job j JOIN case_party p
ON p.person_id = j.person_id WHERE j.case_id IS NULL AND j.employer_id IN (SELECT value FROM json_each(:ids))
"""
