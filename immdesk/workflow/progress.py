"""Where a case stands, worked out from its facts each time and never stored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.workflow.case_type import Stage, Workflow

_APPLICANTS = frozenset(("principal", "beneficiary", "derivative"))


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage of a case: its id and title, and the how-manieth it is of how many."""

    stage: str
    title: str
    step: int
    steps: int


def standing(workflow: Workflow, case: Facts, applicants: Iterable[tuple[str, Facts]]) -> Standing:
    """Give the last stage whose condition is yes; an unknown fact never moves a case on.

    `case` is the case's own scope, `applicants` (role, facts) of its people; other roles are passed over.
    """
    people = [facts for role, facts in applicants if role in _APPLICANTS]
    stages = workflow.shape.stages
    reached = 0
    for place, stage in enumerate(stages):
        if _reached(workflow, stage, case, people):
            reached = place
    return Standing(stages[reached].stage, stages[reached].title, reached + 1, len(stages))


def _reached(workflow: Workflow, stage: Stage, case: Facts, people: list[Facts]) -> bool:
    if stage.over == "case":
        return _holds(workflow, stage, case)
    answers = [_holds(workflow, stage, facts) for facts in people]
    return any(answers) if stage.over == "any" else bool(answers) and all(answers)


def _holds(workflow: Workflow, stage: Stage, facts: Facts) -> bool:
    if stage.known and isinstance(facts.get(stage.known), (Unknown, Nothing)):
        return False
    return not stage.when or workflow.conditions[stage.when].weigh(facts) is True
