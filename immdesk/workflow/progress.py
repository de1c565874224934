"""Where a case stands, worked out from its facts each time and never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.workflow.case_type import Stage, Workflow

APPLICANTS = frozenset(("principal", "beneficiary", "derivative"))


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage of a case: its id and title, the how-manieth of how many, and its day where it has one."""

    stage: str
    title: str
    step: int
    steps: int
    since: date | None = None


def standing(workflow: Workflow, case: Facts, applicants: Iterable[tuple[str, Facts]]) -> Standing:
    """Give the last stage whose condition is yes; an unknown fact never moves a case on.

    `case` is the case's own scope, `applicants` (role, facts) of its people; other roles are passed over.
    """
    people = [facts for role, facts in applicants if role in APPLICANTS]
    stages = workflow.shape.stages
    reached = 0
    for place, stage in enumerate(stages):
        if _reached(workflow, stage, case, people):
            reached = place
    now = stages[reached]
    since = stage_day(now, case, people) if reached else _date(case, "case.opened_on")
    return Standing(now.stage, now.title, reached + 1, len(stages), since)


def stage_day(stage: Stage, case: Facts, applicants: Iterable[Facts]) -> date | None:
    """Give the day on which a stage is reached: of the case, or the first or last day of its applicants."""
    if stage.over == "case":
        return _date(case, stage.known)
    days = [_date(facts, stage.known) for facts in applicants]
    known = [day for day in days if day is not None]
    if stage.over == "any":
        return min(known, default=None)
    return max(known) if known and len(known) == len(days) else None


def _date(facts: Facts, path: str) -> date | None:
    value = facts.get(path) if path else None
    return value if isinstance(value, date) else None


def _reached(workflow: Workflow, stage: Stage, case: Facts, people: list[Facts]) -> bool:
    if stage.over == "case":
        return _holds(workflow, stage, case)
    answers = [_holds(workflow, stage, facts) for facts in people]
    return any(answers) if stage.over == "any" else bool(answers) and all(answers)


def _holds(workflow: Workflow, stage: Stage, facts: Facts) -> bool:
    if stage.known and isinstance(facts.get(stage.known), (Unknown, Nothing)):
        return False
    return not stage.when or workflow.conditions[stage.when].weigh(facts) is True
