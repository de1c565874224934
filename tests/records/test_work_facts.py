"""Facts of employers, jobs and recruitment: who has them in scope, and what is worked out from them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from immdesk.basics.unknown import NONE, Unknown
from immdesk.records.answers import say, that_is_all
from immdesk.records.cases import CaseFile
from immdesk.records.employers import Employer, EmployerContact, Worksite
from immdesk.records.jobs import Job, Recruitment, RecruitmentStep

pytestmark = pytest.mark.usefixtures("family", "mill")


@pytest.fixture
def mill(do, family):
    """The mill that petitions for Luis, with a job in the case, an old job, and a recruitment."""

    def work(session):
        session.add(Employer(id="mill", name="Sonora Mills", fein="12-3456789", employees_us="240"))
        session.add(Worksite(id="old", employer_id="mill", city="Yuma", until_on="2020-01-01"))
        session.add(Worksite(id="plant", employer_id="mill", city="Nogales", is_main="yes"))
        for name, title, until in (("Lee", "Clerk", None), ("Okafor", "Owner", NONE_TEXT)):
            signs = "yes" if name == "Okafor" else "no"
            session.add(
                EmployerContact(
                    employer_id="mill", family_name=name, title=title, is_signatory=signs, until_on=until
                )
            )
        session.add(Employer(id="shop", name="Corner Shop"))
        session.add(Job(id="before", employer_id="shop", person_id="luis", hired_on="2020-02-03"))
        session.add(Job(id="job", employer_id="mill", case_id="case", worksite_id="plant", wage_from="60.5"))
        session.get_one(Job, "job").wage_unit, session.get_one(Job, "job").hours_per_week = "hour", "40"
        session.add(Recruitment(id="perm", case_id="case", job_id="job", pwd_until="2027-01-31"))
        for kind, day in (
            ("sunday_ad", "2026-05-10"),
            ("job_order", "2026-05-01"),
            ("sunday_ad", "2026-05-17"),
        ):
            session.add(RecruitmentStep(recruitment_id="perm", kind=kind, started_on=day))
        say(session, "employer", "mill", "h1b_dependent", "no")
        say(session, "job", "job", "other_compensation", NONE_TEXT)

    do(work)


NONE_TEXT = "∅"


def subject(facts, kind, subject_id):
    return next(one for one in facts.subjects() if (one.kind, one.id) == (kind, subject_id))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("employer.name", "Sonora Mills"),
        ("employer.fein", "12-3456789"),
        ("employer.employees_us", 240),
        ("employer.h1b_dependent", False),
        ("employer.signatory.family_name", "Okafor"),
        ("employer.main_worksite.city", "Nogales"),
        ("job.wage_from", Decimal("60.5")),
        ("job.wage_year", Decimal("125840.0")),
        ("job.worksite.city", "Nogales"),
        ("job.other_compensation", NONE),
    ],
)
def test_a_form_about_the_worker_finds_employer_and_job(facts_of, path, value):
    assert facts_of().for_person("luis").get(path) == value


def test_what_nobody_said_of_an_employer_is_asked_for(facts_of):
    facts = facts_of().for_person("luis")
    assert facts.get("employer.willful_violator") == Unknown("employer.willful_violator")
    assert facts.get("employer.naics") == Unknown("employer.naics")
    assert facts.get("job.lca_number") == Unknown("job.lca_number")


def test_each_job_of_the_case_and_of_its_people_is_a_subject_with_its_own_employer(facts_of):
    jobs = [one for one in facts_of().subjects() if one.kind == "job"]
    assert [(one.id, one.person_id, one.facts.get("employer.name")) for one in jobs] == [
        ("job", "luis", "Sonora Mills"),
        ("before", "luis", "Corner Shop"),
    ]
    assert jobs[1].facts.get("job.hired_on") == date(2020, 2, 3)
    assert jobs[1].facts.get("person.given_name") == "Luis"


def test_a_recruitment_is_a_subject_with_its_job_its_employer_and_its_steps(facts_of):
    perm = subject(facts_of(), "recruitment", "perm").facts
    assert perm.get("recruitment.pwd_until") == date(2027, 1, 31)
    assert perm.get("recruitment.first_step.kind") == "job_order"
    assert perm.get("recruitment.job_order.started_on") == date(2026, 5, 1)
    assert perm.get("employer.name") == "Sonora Mills"
    assert perm.get("job.wage_unit") == "hour"


def test_how_many_sunday_advertisements_ran_is_known_once_the_steps_are_whole(facts_of, do):
    def ads():
        return subject(facts_of(), "recruitment", "perm").facts.get("recruitment.sunday_ads")

    assert ads() == Unknown("recruitment.steps")
    do(lambda session: that_is_all(session, "recruitment", "perm", "steps"))
    assert ads() == 2


def test_a_case_without_a_job_of_its_own_is_about_the_employer_that_it_names(facts_of, do):
    def work(session):
        session.get_one(Job, "job").deleted_at = "2026-11-20"
        session.get_one(Job, "before").deleted_at = "2026-11-20"
        session.get_one(CaseFile, "case").employer_id = "mill"

    do(work)
    facts = facts_of().for_person("luis")
    assert (facts.get("employer.name"), facts.get("job.title")) == ("Sonora Mills", Unknown("job.title"))


def test_a_changed_employer_job_step_or_said_word_gives_another_fingerprint(facts_of, do):
    seen = [facts_of().fingerprint()]
    for work in (
        lambda session: setattr(session.get(Employer, "mill"), "naics", "311211"),
        lambda session: setattr(session.get(Worksite, "plant"), "city", "Douglas"),
        lambda session: setattr(session.get(Job, "job"), "title", "Engineer"),
        lambda session: session.add(RecruitmentStep(recruitment_id="perm", kind="job_fair")),
        lambda session: say(session, "employer", "mill", "willful_violator", "no"),
        lambda session: say(session, "job", "job", "experience", "two years"),
    ):
        do(work)
        seen.append(facts_of().fingerprint())
    assert len(set(seen)) == 7


def test_a_word_said_of_a_job_concerns_its_case_and_its_worker(store, do):
    do(lambda session: say(session, "job", "job", "experience", "two years"))
    do(lambda session: say(session, "job", "before", "experience", "none"))
    with store.read() as reading:
        sql = "SELECT case_id, person_id FROM operation_row WHERE \"table\" = 'said' "
        rows = reading.tuples(sql + "ORDER BY rowid DESC LIMIT 2")
    assert rows == [(None, "luis"), ("case", None)]


@pytest.mark.parametrize(
    ("wage", "unit", "hours", "year"),
    [("90000", "year", None, 90000), ("5000", "month", None, 60000), ("2000", "two_weeks", None, 52000),
     ("1000", "week", None, 52000), ("50", "hour", "20", 52000), ("50", "hour", None, None),
     ("50", None, "40", None)],
)  # fmt: skip
def test_the_wage_of_a_year_is_worked_out_from_its_unit(facts_of, do, wage, unit, hours, year):
    def work(session):
        job = session.get_one(Job, "job")
        job.wage_from, job.wage_unit, job.hours_per_week = wage, unit, hours

    do(work)
    found = facts_of().for_person("luis").get("job.wage_year")
    assert found == (Unknown("job.wage_year") if year is None else Decimal(year))
