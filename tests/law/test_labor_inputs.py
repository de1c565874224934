"""Labor rules and the shapes in which their facts come: lists, rows, none, not known, badly written."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from immdesk.basics.facts import Facts
from immdesk.basics.finding import Finding
from immdesk.law.explain import explain
from immdesk.law.find import evaluate_given, find

TODAY = date(2026, 11, 21)
STEPS: dict[str, Any] = {
    "job_order": {"start": "2026-01-05", "end": "2026-02-05"},
    "sunday_ads": ["2026-01-11", "2026-01-18"],
    "nof": {"start": "2026-01-12", "end": "2026-01-26"},
}


def weigh(library, rule: str, **inputs: Any) -> Finding:
    return evaluate_given(library.rules[rule], inputs, TODAY, library)


def values(finding: Finding) -> dict[str, Any]:
    return {output.name: output.value for output in finding.outputs}


@pytest.mark.parametrize("additional", [{}, {"additional": None}, {"additional": []}])
def test_no_additional_steps_may_be_said_in_three_ways(library, additional):
    found = values(weigh(library, "perm-filing-window", **STEPS, **additional))
    assert (found["earliest"], found["latest"]) == (date(2026, 3, 7), date(2026, 7, 4))


def test_a_window_is_explained_step_by_step_with_what_to_look_at(library):
    short = {**STEPS, "job_order": {"start": "2026-01-05", "end": "2026-02-02"}}
    finding = weigh(library, "perm-filing-window", **{**short, "sunday_ads": ["2026-01-10", "2026-01-10"]})
    text = "\n".join(explain(finding))
    assert "Job order: 30 days after its last day" in text
    assert "The job order ran for fewer than 30 days." in finding.note
    assert "An advertisement is not on a Sunday." in finding.note
    assert "Two different Sundays are needed" in finding.note


@pytest.mark.parametrize("closed", [None, [], ["2026-03-04"], "2026-03-04", "2026-03-04;"])
def test_closed_days_come_as_a_list_a_text_or_none(library, closed):
    finding = weigh(library, "i9-section2", hire_date="2026-03-02", closed_dates=closed)
    assert values(finding)["due"] == (date(2026, 3, 6) if closed else date(2026, 3, 5))


def test_who_says_no_working_days_works_monday_to_friday(library):
    finding = weigh(library, "i9-section2", hire_date="2026-03-01", employer_days=[])
    assert values(finding)["due"] == date(2026, 3, 4)


def test_an_employer_that_is_always_closed_is_asked_about(library):
    every = [date.fromordinal(date(2026, 3, 1).toordinal() + one) for one in range(500)]
    finding = weigh(library, "i9-section2", hire_date="2026-03-01", closed_dates=every)
    assert (finding.outcome, finding.ask) == ("ask", {"employer.work_days"})


def test_a_link_that_hangs_on_the_filing_tells_by_when(library):
    wage = {"pwd_start": "2026-03-02", "pwd_end": "2026-06-30"}
    found = values(weigh(library, "perm-pwd-link", **wage, first_recruitment="2026-02-27", filing=None))
    assert found == {"ok": False, "file_by": date(2026, 6, 30)}
    assert values(weigh(library, "perm-pwd-link", **wage)) == {"begin_by": date(2026, 6, 30)}


def test_while_somebody_works_no_day_for_destroying_is_given(library):
    assert "retain_until" not in values(weigh(library, "i9-retention", hired="2024-01-08", terminated=None))


@pytest.mark.parametrize("kind", ["job", "recruitment"])
def test_a_job_or_recruitment_of_which_nothing_is_known_asks_nothing(library, kind: str):
    ours = [
        rule
        for rule in library.rules.values()
        if rule.about == kind and rule.id.startswith(("perm-", "pwd-", "balca-", "lca-", "i9-", "everify-"))
    ]
    found = find(
        ours, Facts({kind: {"title": "Cook"}}), subject_kind=kind, subject_id="x", person_id=None,
        today=TODAY, library=library,
    )  # fmt: skip
    assert len(found) >= 11
    assert {one.outcome for one in found} == {"not applicable"}


@pytest.mark.parametrize(
    ("printed", "doubted"), [("2026-05-30", True), ("2026-05-31", False), ("2027-03-03", True)]
)
def test_a_printed_validity_that_cannot_be_is_shown_and_doubted(library, printed: str, doubted: bool):
    finding = weigh(library, "pwd-validity", determined="2026-03-02", printed_until=printed)
    assert values(finding) == {"valid_until": date.fromisoformat(printed)}
    assert ("read the notice again" in finding.note) is doubted
