"""The employer and the job of a case, as an intake told them: written into the office's records."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from immdesk.basics.folded import folded
from immdesk.basics.values import NONE_TEXT
from immdesk.office.keeping import Told, keep_work
from immdesk.records.cases import CaseFile
from immdesk.records.employers import Employer, Worksite
from immdesk.records.jobs import Job


@dataclass(frozen=True, slots=True)
class TellingWork:
    """An employer or a job as told; `id` is that of one which the office knows already."""

    told: Told
    id: str = ""


def keep_employer(session: Session, case: CaseFile, telling: TellingWork) -> Employer:
    """Write the employer of a case, a new one or one that the office knows; give it."""
    employer = session.get_one(Employer, telling.id) if telling.id else Employer()
    if not telling.id:
        session.add(employer)
        session.flush()
    keep_work(session, "employer", employer, telling.told)
    employer.sort_key = folded(employer.name or "")
    case.employer_id = employer.id
    return employer


def keep_job(
    session: Session, case: CaseFile, telling: TellingWork, employer_id: str | None, worker_id: str | None
) -> Job:
    """Write the job that a case asks for, with its worker and the place where the work is done; give it."""
    job = session.get_one(Job, telling.id) if telling.id else Job(case_id=case.id)
    if not telling.id:
        session.add(job)
        session.flush()
    keep_work(session, "job", job, telling.told)
    job.employer_id, job.person_id = employer_id or job.employer_id, worker_id or job.person_id
    job.worksite_id = job.worksite_id or _only_worksite(session, job.employer_id)
    return job


def job_of(session: Session, case_id: str) -> str | None:
    """Give the id of the job that a case asks for, None when there is none."""
    found = select(Job).where(Job.case_id == case_id, Job.deleted_at.is_(None))
    return next((one.id for one in session.scalars(found)), None)


def _only_worksite(session: Session, employer_id: str | None) -> str | None:
    """Give the main worksite of an employer, or its only one; among several it is for a person to say."""
    found = select(Worksite).where(Worksite.employer_id == employer_id)
    used = [one for one in session.scalars(found) if one.until_on in (None, NONE_TEXT)]
    main = [one for one in used if one.is_main == "yes"] or used
    return main[0].id if len(main) == 1 else None
