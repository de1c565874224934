"""What may be chosen on the page of a job, a payment or a conversation: employers, people, filings, staff."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from immdesk.basics.shown import name
from immdesk.basics.words import _

if TYPE_CHECKING:
    from immdesk.store.reading import Reading

Choices = tuple[tuple[str, str], ...]


def choices_of(
    read: Reading, kind: str, owner: Mapping[str, str], kept: Mapping[str, str]
) -> dict[str, Choices]:
    """Give what may be chosen for each question that names another record; what is kept stays among it."""
    asked = {"ids": "", **{one: owner.get(one, "") for one in ("case_id", "employer_id", "person_id")}}
    asked |= {f"kept_{one}": kept.get(one, "") for one in ("employer_id", "person_id", "staff_id")}
    if kind == "job":
        people = _people(read, asked)
        return {
            "employer_id": _employers(read, asked),
            "person_id": people,
            "worksite_id": _worksites(read, kept.get("employer_id") or _employer_of(read, asked)),
            **{sites_of(one): _worksites(read, one) for one, _name in _employers(read, asked)},
        }
    if kind == "payment":
        return {"whom": _people(read, asked), "filing_id": _filings(read, asked)}
    if kind == "talk":
        return {"staff_id": _staff(read, asked)}
    return {"job_id": _jobs(read, asked)} if kind == "recruitment" else {}


def sites_of(employer_id: str) -> str:
    """Give the name under which the worksites of one employer stand among the choices."""
    return f"worksite_id of {employer_id}"


def _employers(read: Reading, asked: Mapping[str, str]) -> Choices:
    sql = "SELECT id, name FROM employer WHERE deleted_at IS NULL OR id = :kept_employer_id ORDER BY sort_key"
    return tuple((row["id"], row["name"] or _("No name yet")) for row in read.all(sql, asked))


def _employer_of(read: Reading, asked: Mapping[str, str]) -> str:
    """Give the employer whose worksites are offered for a new job: its owner's, else the case's."""
    kept = asked["employer_id"] or read.value(
        "SELECT employer_id FROM case_file WHERE id = ?", [asked["case_id"]]
    )
    return str(kept or "")


def _worksites(read: Reading, employer_id: str) -> Choices:
    sql = "SELECT * FROM worksite WHERE employer_id = ? ORDER BY is_main DESC, rowid"
    return tuple((row["id"], place_words(row)) for row in read.all(sql, [employer_id]))


def place_words(row: Mapping[str, str | None]) -> str:
    """Give a worksite in one line: what it is called, street, city and state."""
    from immdesk.office.employers import said

    parts = (said(row.get(key)) for key in ("name", "street", "city", "state"))
    return ", ".join(filter(None, parts)) or _("Worksite")


def _people(read: Reading, asked: Mapping[str, str]) -> Choices:
    """Give the people of the case, or of the employer's cases and jobs, and the one that is kept."""
    rows = read.all(
        "SELECT q.* FROM person q WHERE q.deleted_at IS NULL AND (q.id IN (:kept_person_id, :person_id) "
        "OR q.id IN (SELECT person_id FROM case_party WHERE case_id = :case_id) "
        "OR (:case_id = '' AND q.id IN (SELECT person_id FROM job WHERE employer_id = :employer_id "
        "UNION SELECT p.person_id FROM case_party p JOIN case_file c ON c.id = p.case_id "
        "WHERE c.employer_id = :employer_id AND c.employer_id <> ''))) ORDER BY q.sort_key",
        asked,
    )
    return tuple((row["id"], name(row)) for row in rows)


def _filings(read: Reading, asked: Mapping[str, str]) -> Choices:
    sql = "SELECT f.id, f.form, f.receipt_number, q.family_name, q.given_name FROM filing f "
    sql += "LEFT JOIN person q ON q.id = f.person_id WHERE f.case_id = :case_id ORDER BY f.form, f.rowid"
    return tuple(
        (row["id"], " – ".join(filter(None, (row["form"], name(row), row["receipt_number"]))))
        for row in read.all(sql, asked)
    )


def _staff(read: Reading, asked: Mapping[str, str]) -> Choices:
    sql = "SELECT id, family_name, given_name FROM staff WHERE active = 'yes' OR id = :kept_staff_id "
    rows = read.all(sql + "ORDER BY is_attorney, family_name", asked)
    return tuple((row["id"], " ".join(filter(None, (row["given_name"], row["family_name"])))) for row in rows)


def _jobs(read: Reading, asked: Mapping[str, str]) -> Choices:
    sql = "SELECT id, title FROM job WHERE case_id = :case_id AND deleted_at IS NULL ORDER BY rowid"
    return tuple((row["id"], row["title"] or _("Job")) for row in read.all(sql, asked))
