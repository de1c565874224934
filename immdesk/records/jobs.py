"""Jobs, and the recruitment that tests the labor market for one."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, object_session

from immdesk.records.base import Record, Said, to


class Job(Record):
    """A job with an employer: held, offered, or asked for in a case. Its person is the worker."""

    __tablename__ = "job"
    employer_id: Mapped[str | None] = to("employer")
    person_id: Mapped[str | None] = to("person")
    case_id: Mapped[str | None] = to("case_file")
    worksite_id: Mapped[str | None] = to("worksite")
    title: Mapped[Said]
    soc_code: Mapped[Said]
    soc_title: Mapped[Said]
    full_time: Mapped[Said]
    hours_per_week: Mapped[Said]
    wage_from: Mapped[Said]
    wage_to: Mapped[Said]
    wage_unit: Mapped[Said]
    wage_level: Mapped[Said]
    prevailing_wage: Mapped[Said]
    prevailing_wage_unit: Mapped[Said]
    prevailing_wage_source: Mapped[Said]
    pwd_number: Mapped[Said]
    pwd_on: Mapped[Said]
    pwd_until: Mapped[Said]
    lca_number: Mapped[Said]
    lca_filed_on: Mapped[Said]
    lca_certified_on: Mapped[Said]
    lca_from: Mapped[Said]
    lca_until: Mapped[Said]
    start_on: Mapped[Said]
    end_on: Mapped[Said]
    hired_on: Mapped[Said]
    terminated_on: Mapped[Said]
    employment_ended_on: Mapped[Said]
    requested_from: Mapped[Said]
    requested_until: Mapped[Said]
    offsite: Mapped[Said]
    duties: Mapped[Said]
    education: Mapped[Said]
    off_days: Mapped[Said]
    deleted_at: Mapped[Said]


class Recruitment(Record):
    """The test of the labor market for a job (PERM, 20 CFR 656.17), and the application that came of it."""

    __tablename__ = "recruitment"
    case_id: Mapped[str] = to("case_file")
    job_id: Mapped[str | None] = to("job")
    pwd_number: Mapped[Said]
    pwd_requested_on: Mapped[Said]
    pwd_on: Mapped[Said]
    pwd_until: Mapped[Said]
    filed_on: Mapped[Said]
    number: Mapped[Said]
    certified_on: Mapped[Said]
    valid_until: Mapped[Said]
    denied_on: Mapped[Said]
    withdrawn_on: Mapped[Said]
    audit_letter_on: Mapped[Said]
    audit_due_on: Mapped[Said]
    professional: Mapped[Said]


class RecruitmentStep(Record):
    """One step of a recruitment: the job order, a Sunday advertisement, the posted notice, a fair."""

    __tablename__ = "recruitment_step"
    recruitment_id: Mapped[str] = to("recruitment")
    kind: Mapped[Said]
    started_on: Mapped[Said]
    ended_on: Mapped[Said]
    place: Mapped[Said]
    proof: Mapped[Said]

    def whose(self) -> tuple[str | None, str | None]:
        """A step concerns the case of its recruitment."""
        session = object_session(self)
        if session is None:
            return None, None
        with session.no_autoflush:
            above = session.get(Recruitment, self.recruitment_id)
        return (above.case_id if above else None), None
