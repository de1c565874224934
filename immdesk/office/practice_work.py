"""Employers, jobs, recruitment, payments, conversations, notes and tasks of the practice cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.office.practice_rows import kept, told_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.records.cases import CaseFile


def write_employer(session: Session, told: Mapping[str, Any]) -> str:
    """Write an employer with its worksites and contacts; give its id."""
    from immdesk.office.keeping import keep_work
    from immdesk.records.employers import Employer

    employer = Employer(sort_key=folded(told["name"]))
    session.add(employer)
    session.flush()
    keep_work(session, "employer", employer, told_of(told, ("id", "complete")))
    return employer.id


def write_work(session: Session, told: Mapping[str, Any], case: CaseFile, people: Mapping[str, str]) -> None:
    """Write the job that a case is about, held by its principal, and the recruitment for it."""
    from immdesk.office.opening_work import TellingWork, keep_job

    worker = people.get("principal")
    job = None
    if "job" in told:
        job = keep_job(session, case, TellingWork(told_of(told["job"])), case.employer_id, worker)
    if "recruitment" in told:
        _write_recruitment(session, told["recruitment"], case.id, job.id if job else None)


def _write_recruitment(session: Session, told: Mapping[str, Any], case_id: str, job_id: str | None) -> None:
    from immdesk.office.keeping import keep_work
    from immdesk.records.jobs import Recruitment

    recruitment = Recruitment(case_id=case_id, job_id=job_id)
    session.add(recruitment)
    session.flush()
    keep_work(session, "recruitment", recruitment, told_of(told))


def write_log(
    office: Office, session: Session, told: Mapping[str, Any], case: CaseFile, staff_id: str
) -> None:
    """Write what was noted, said, paid and is to be done."""
    from immdesk.records.cases import Task
    from immdesk.records.money import ContactLog, Payment
    from immdesk.records.notes import Note

    if note := told["case"].get("note"):
        session.add(Note(case_id=case.id, text=note, at=office.now().isoformat(), staff_id=staff_id))
    for task in told.get("tasks", ()):
        session.add(Task(case_id=case.id, staff_id=staff_id, **task))
    for one in told.get("talks", ()):
        words = {name: kept(text) for name, text in one.items() if name != "on"}
        session.add(ContactLog(case_id=case.id, staff_id=staff_id, at=f"{one['on']}T15:00:00+00:00", **words))
    for one in told.get("payments", ()):
        session.add(Payment(case_id=case.id, **{name: kept(text) for name, text in one.items()}))
