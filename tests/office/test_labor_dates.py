"""Jobs and recruitment that a person records put their own dates before the office, and nothing senseless."""

from __future__ import annotations

from datetime import date

import pytest

from immdesk.office import cases, dates, work

STEPS = (
    ("job_order", "2026-03-02", "2026-04-03"),
    ("sunday_ad", "2026-03-08", "2026-03-08"),
    ("sunday_ad", "2026-03-15", "2026-03-15"),
    ("nof", "2026-03-02", "2026-03-16"),
    ("employer_website", "2026-03-09", "2026-03-23"),
    ("job_fair", "2026-03-11", "2026-03-11"),
    ("local_newspaper", "2026-03-12", "2026-03-12"),
)


@pytest.fixture
def case(practice):
    return cases.id_of(practice, "26-0001")


def recorded(office, what, owner, **texts):
    return work.record(office, what, owner, texts)[0]


def told(office, case, *titles):
    found = {row.title: row.on for row in dates.dates_of(office, case)}
    return [found.get(title) for title in titles]


def proposed(office, case):
    return sum(row.state == "proposed" for row in dates.dates_of(office, case))


def test_a_recruitment_tells_its_filing_window_and_the_wage_that_it_hangs_on(practice, case):
    before = proposed(practice, case)
    perm = recorded(
        practice,
        "recruitment",
        {"case_id": case},
        pwd_on="2026-02-02",
        pwd_until="2026-09-30",
        filed_on="none",
    )
    for kind, start, end in STEPS:
        recorded(practice, "step", {"recruitment_id": perm}, kind=kind, started_on=start, ended_on=end)
    assert told(
        practice,
        case,
        "PERM application may be filed from",
        "PERM application must be filed by",
        "Prevailing wage determination expires",
        "Job order must run through",
        "Notice of filing must stay posted through",
    ) == [date(2026, 5, 3), date(2026, 8, 29), date(2026, 9, 30), date(2026, 3, 31), date(2026, 3, 13)]
    assert proposed(practice, case) == before + 5


def test_a_recruitment_is_seen_at_a_glance_in_the_order_of_its_steps(practice, case):
    perm = recorded(practice, "recruitment", {"case_id": case}, pwd_on="2026-02-02", filed_on="none")
    recorded(
        practice, "step", {"recruitment_id": perm}, kind="nof", started_on="2026-03-02", ended_on="2026-03-16"
    )
    rows = [row for row in dates.dates_of(practice, case) if row.rule == "perm-recruitment-timeline"]
    assert [(row.title.partition(": ")[2], row.on) for row in rows] == [
        ("1. Prevailing wage is valid from", date(2026, 2, 2)),
        ("4. Notice of filing stays posted through", date(2026, 3, 13)),
        ("4. Notice of filing counts from", date(2026, 4, 15)),
        ("4. Notice of filing counts until", date(2026, 8, 29)),
        ("6. Application must be filed by", date(2026, 8, 29)),
    ]


def test_a_hire_tells_when_the_i9_and_the_everify_case_are_due(practice, case):
    mill = recorded(
        practice, "employer", {}, name="Sonora Mills", work_days="mon,tue,wed,thu,fri,sat", uses_everify="yes"
    )
    recorded(
        practice, "job", {"case_id": case}, employer_id=mill, title="Cook", hired_on="2026-08-13",
        i9_completed_on="none", everify_opened_on="none",
    )  # fmt: skip
    titles = (
        "Employee completes section 1 of the I-9",
        "Employer completes section 2 of the I-9",
        "Open the E-Verify case",
    )
    assert told(practice, case, *titles) == [date(2026, 8, 13), date(2026, 8, 17), date(2026, 8, 17)]


def test_a_job_without_days_asks_nothing_about_lca_or_i9(practice, case):
    before = {row.title for row in dates.dates_of(practice, case)}
    mill = recorded(practice, "employer", {}, name="Sonora Mills")
    recorded(practice, "job", {"case_id": case}, employer_id=mill, title="Cook")
    recorded(practice, "recruitment", {"case_id": case}, professional="yes")
    assert {row.title for row in dates.dates_of(practice, case)} == before
