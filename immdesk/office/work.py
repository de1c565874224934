"""Employers, jobs, recruitment, payments and conversations, recorded by a person: each one operation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.values import value_to_text
from immdesk.basics.words import _
from immdesk.office import work_sheets
from immdesk.office.rows import Changed
from immdesk.office.work_sheets import Answer, WorkSheet
from immdesk.office.work_words import SHAPES, Kind, correct_title, new_title, remove_title
from immdesk.store.operations import Stale as Stale

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

Texts = Mapping[str, str]


def record(
    office: Office, kind: Kind, owner: Mapping[str, str], texts: Texts, record_id: str = ""
) -> tuple[str, Changed]:
    """Record a new employer, job, payment …, or correct the one with this id; give its id.

    Raises Problem when an answer cannot be read or one that must be there is missing.
    """
    return keep(office, work_sheets.work_sheet(office, kind, owner, record_id), texts)


def keep(office: Office, opened: WorkSheet, texts: Texts) -> tuple[str, Changed]:
    """Record what was typed on a sheet, as one operation; only what `texts` name is changed.

    Raises Stale when the row was saved meanwhile, Problem when an answer cannot be read or one that must
    be there is missing: nothing is recorded then, and the texts are still the person's.
    """
    found = work_sheets.answers(opened, texts)
    _refuse(found)
    first = {} if opened.record_id else opened.kept
    told = {
        one.asked.key: value_to_text(one.read.value)
        for one in found
        if one.asked.key in texts or one.asked.key in first
    }
    title = correct_title(opened.kind) if opened.record_id else new_title(opened.kind)
    at = office.now().isoformat()

    def work(session: Session) -> str:
        return _write(session, opened, told, at)

    made, changed = office.change(title, work, message=_done(opened))
    return made, changed if changed.operation else replace(changed, message=_("Nothing was changed."))


def remove(office: Office, opened: WorkSheet) -> Changed:
    """Take a record away; Undo brings it back. An employer or a job is put aside, the rest is deleted.

    Raises Problem for an employer that a case or a job names.
    """
    if opened.kind == "employer":
        _refuse_used(office, opened.record_id)

    def work(session: Session) -> None:
        row = _current(session, opened, {})
        if hasattr(row, "deleted_at"):
            row.deleted_at = office.now().isoformat()
            return
        for below in _below(session, opened):
            session.delete(below)
        session.delete(row)

    return office.change(remove_title(opened.kind), work, message=_("Removed."))[1]


def at_the_desk(office: Office) -> dict[str, str]:
    """Give the answer that names who is at the desk, where the user's name fits one of the staff."""
    asked = folded(office.user).split()
    rows = office.rows("SELECT id, family_name, given_name FROM staff WHERE active = 'yes'")
    named = [(row["id"], folded(f"{row['given_name']} {row['family_name']}").split()) for row in rows]
    fitting = [one for one, names in named if asked and all(word in names for word in asked)]
    return {"staff_id": fitting[0]} if len(fitting) == 1 else {}


def put_employer(office: Office, case_id: str, employer_id: str) -> Changed:
    """Say which employer a case is about; "" takes it back."""
    from immdesk.records.cases import CaseFile

    def work(session: Session) -> None:
        session.get_one(CaseFile, case_id).employer_id = employer_id or None

    return office.change(_("Choose the employer of a case"), work)[1]


def _refuse(found: list[Answer]) -> None:
    for one in found:
        if one.read.level == "bad":
            raise Problem(
                f"{one.asked.word.label}: {one.read.message}",
                _("Nothing was recorded; all that was typed is still here."),
                _("Correct this answer, or leave it empty when it is not known yet."),
            )
    for one in found:
        if one.asked.required and one.read.value is None:
            raise Problem(
                _("“{label}” is missing.").format(label=one.asked.word.label),
                _("Nothing was recorded; all that was typed is still here."),
                _("Answer it, then record."),
            )


def _write(session: Session, opened: WorkSheet, told: Mapping[str, str | None], at: str) -> str:
    from immdesk.records.answers import say
    from immdesk.records.kept_in import SAYING, columns

    shape = SHAPES[opened.kind]
    places = columns(shape)
    row = _current(session, opened, told) if opened.record_id else _new(session, opened, at)
    for word, text in told.items():
        column = places.get(word) or _LINKS.get(word)
        if column:
            setattr(row, column, text)
        elif word == "on" and text and text != row.at[:10]:
            row.at = text
        elif word != "on" and shape in SAYING:
            say(session, shape, row.id, word, text)
    if opened.kind == "employer":
        row.sort_key = folded(row.name or "")
    if opened.kind == "job" and not opened.record_id:
        _name_the_employer(session, row)
    return str(row.id)


_LINKS = {
    "employer_id": "employer_id",
    "person_id": "person_id",
    "worksite_id": "worksite_id",
    "job_id": "job_id",
    "filing_id": "filing_id",
    "whom": "person_id",
    "staff_id": "staff_id",
}


def _new(session: Session, opened: WorkSheet, at: str) -> Any:
    row = _class_of(opened.kind)(**work_sheets.owner_columns(opened))
    if opened.kind == "talk":
        row.at = at
    session.add(row)
    return row


def _name_the_employer(session: Session, job: Any) -> None:
    """A case that names no employer yet is about the employer of its first job."""
    from immdesk.records.cases import CaseFile

    case = session.get(CaseFile, job.case_id) if job.case_id else None
    if case is not None and case.employer_id is None:
        case.employer_id = job.employer_id


def _current(session: Session, opened: WorkSheet, mine: Mapping[str, Any]) -> Any:
    """Give the row to change, of the version that the person saw; raises Stale."""
    from immdesk.store.change import expect

    return expect(session, _class_of(opened.kind), opened.record_id, opened.version, dict(mine))


def _below(session: Session, opened: WorkSheet) -> list[Any]:
    """Give the steps of a recruitment that is taken away with them."""
    from sqlalchemy import select

    from immdesk.records.jobs import RecruitmentStep

    if opened.kind != "recruitment":
        return []
    return list(
        session.scalars(select(RecruitmentStep).where(RecruitmentStep.recruitment_id == opened.record_id))
    )


def _refuse_used(office: Office, employer_id: str) -> None:
    used = office.rows(
        "SELECT 1 FROM case_file WHERE employer_id = :id AND deleted_at IS NULL UNION ALL "
        "SELECT 1 FROM job WHERE employer_id = :id AND deleted_at IS NULL LIMIT 1",
        {"id": employer_id},
    )
    if used:
        raise Problem(
            _("A case or a job names this employer."),
            _("It was not removed."),
            _("Choose another employer there first, or remove the job."),
        )


def _class_of(kind: Kind) -> Any:
    from immdesk.records.employers import Employer, EmployerContact, Worksite
    from immdesk.records.jobs import Job, Recruitment, RecruitmentStep
    from immdesk.records.money import ContactLog, Payment

    return {
        "employer": Employer,
        "worksite": Worksite,
        "contact": EmployerContact,
        "job": Job,
        "recruitment": Recruitment,
        "step": RecruitmentStep,
        "payment": Payment,
        "talk": ContactLog,
    }[kind]


def _done(opened: WorkSheet) -> str:
    return _("Corrected.") if opened.record_id else _("Recorded.")
