"""The what-if desk: the days of the rules side by side, tried days, planned backward, nothing written."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pypdfium2
import pytest

from immdesk.basics.problems import Problem
from immdesk.office.calculators import paper
from immdesk.office.office import Office
from immdesk.office.planning import what_if
from immdesk.office.planning.laid_over import PlannedFor, planned_for
from immdesk.office.planning.what_if_rows import ScenarioRow, StepRow
from immdesk.office.planning.what_if_sheet import comparison, sheet_of

FAMILY = "26-0002"
"""A resident of Mexico, his wife, a son born in 2005 and a daughter born in 2003."""


def step(row: ScenarioRow, name: str) -> StepRow:
    return next(one for one in row.steps if one.key == f"{row.id}.{name}")


@pytest.fixture
def worker(practice: Office, case: Callable[[str], str], set_fact: Callable[..., None]) -> PlannedFor:
    """Make the mother an H-1B worker since October 1, 2022, admitted until September 30, 2027."""
    set_fact(
        "status_period", "status = 'H-4'", status="H-1B", from_on="2022-10-01", until_on="2027-09-30",
        i94_until="2027-09-30", petition_until="2027-09-30",
        petition_i94_until="2027-09-30", i94_issued_on="2024-10-01", petition_issued_on="2024-09-01",
    )  # fmt: skip
    person = practice.rows("SELECT person_id FROM status_period WHERE status = 'H-1B'")[0]["person_id"]
    return planned_for(practice, case(FAMILY), str(person))


def test_an_extension_opens_six_months_before_and_ends_with_the_stay(worker: PlannedFor) -> None:
    row = what_if.scenario(worker, "extend")
    filed = step(row, "filed")
    assert (filed.day, filed.opens, filed.safe) == (
        date(2027, 4, 1), date(2027, 4, 1), date(2027, 9, 30),
    )  # fmt: skip
    assert step(row, "start").safe == date(2028, 9, 30)  # the six years
    assert step(row, "lca").how == "assumed"
    assert step(row, "lca").why.startswith("seven working days")


def test_the_last_day_of_a_perm_is_the_same_by_the_rule_and_by_trying_every_day(worker: PlannedFor) -> None:
    by_rule = what_if.scenario(worker, "perm-now")
    assert step(by_rule, "filed").safe == date(2027, 10, 2)
    late = what_if.scenario(worker, "perm-now", {"perm-now.filed": "2027-10-03"})
    assert late.tone == "bad"
    assert "the last safe day is Sat Oct 2, 2027" in late.answer
    in_time = what_if.scenario(worker, "perm-now", {"perm-now.filed": "2027-10-02"})
    assert step(in_time, "filed").remark == "close to the last day"
    assert in_time.tone == "warn"
    assert ("The first day asked for may be exempt", "yes") in in_time.results
    assert ("The first day asked for may be exempt", "no") in late.results


def test_work_that_ends_earlier_moves_the_last_safe_day_for_the_new_petition(worker: PlannedFor) -> None:
    tried = {"change-employer.last_day": "10/1/2026"}
    row = what_if.scenario(worker, "change-employer", tried)
    assert step(row, "filed").safe == date(2026, 11, 30)  # sixty days of grace
    back = what_if.backward(worker, "change-employer", tried)
    assert back == {"change-employer.last_day": "10/1/2026", "change-employer.filed": "2026-11-30"}


def test_a_trip_that_is_tried_gives_days_back_once_it_is_over(worker: PlannedFor) -> None:
    tried = {"recapture.leave": "2026-09-01", "recapture.back": "2026-09-12"}
    results = dict(what_if.scenario(worker, "recapture", tried).results)
    assert results["Whole days abroad"] == "10"
    assert results["Last day of H-1B time (with days abroad given back)"] == "Tue Oct 10, 2028"


def test_a_family_is_told_how_late_the_oath_and_the_visa_number_may_be(
    practice: Office, case: Callable[[str], str]
) -> None:
    family = planned_for(practice, case(FAMILY))
    oath = step(what_if.scenario(family, "naturalize-first"), "oath")
    assert oath.safe is not None
    assert oath.how == "assumed"
    later = what_if.scenario(family, "naturalize-first", {"naturalize-first.oath": "2030-01-01"})
    assert later.tone == "bad"
    assert "the last safe day is" in later.answer
    visa = step(what_if.scenario(family, "adjust"), "visa")
    assert (visa.safe, visa.whose) == (date(2025, 9, 14), "Hernández Soto, Sofía")
    fits = {one.id: one.reason for one in what_if.offers(family)}
    assert fits["adjust"] == ""
    assert fits["extend"] == "Only for a person who holds H-1B status now."


def test_what_is_tried_is_never_written_and_a_day_that_is_none_is_refused(
    practice: Office, worker: PlannedFor
) -> None:
    before = practice.rows("SELECT count(*) AS n FROM operation")
    what_if.scenario(worker, "extend", {"extend.start": "2027-06-01"})
    assert practice.rows("SELECT count(*) AS n FROM operation") == before
    with pytest.raises(Problem, match="'soon' is not a day"):
        what_if.scenario(worker, "extend", {"extend.start": "soon"})
    with pytest.raises(Problem, match="There is no scenario 'extnd'"):
        what_if.scenario(worker, "extnd")


def test_the_sheet_holds_each_scenario_its_arithmetic_and_what_was_tried(worker: PlannedFor) -> None:
    tried = {"extend.start": "2027-06-01"}
    rows = [what_if.scenario(worker, one, tried) for one in ("extend", "perm-now")]
    assert comparison(rows).columns == ("What the rules give", "Extend with the same employer", "PERM now")
    pages = pypdfium2.PdfDocument(io.BytesIO(paper.as_pdf(sheet_of(worker, rows))))
    text = " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    for words in (
        "Tried, not so in the case: Extend with the same employer, First day of the new period",
        "8 CFR 214.2(h)(13)(iii)(A)",
        "Side by side",
        "An attorney has not reviewed this rule",
    ):
        assert words in text
