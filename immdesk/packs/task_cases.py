"""Worked cases beside the tasks of a kind of case: what must come out, with its day, run on every check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from pydantic import Field

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.packs.recorded import as_recorded

if TYPE_CHECKING:
    from immdesk.packs.library import Library
    from immdesk.workflow.tasks import TaskPlan
    from immdesk.workflow.to_do import DocketDate, ToDo


class TaskCase(Shape):
    """A worked case of one person: `facts` by path, `dates` on the docket by rule and result.

    `settled` are tasks that somebody has done, `gives` the tasks to do now with their days, `waits` those
    that come later, `finished` those that the facts say are done.
    """

    case: str
    opened: date
    facts: dict[str, str | list[dict[str, str]]] = {}
    role: str = "principal"
    dates: dict[str, date] = {}
    settled: tuple[str, ...] = ()
    gives: dict[str, date] = {}
    waits: tuple[str, ...] = ()
    finished: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    source: str


class TaskCaseFile(Shape):
    """The worked cases of the tasks of one kind of case."""

    tasks_for: str
    cases: tuple[TaskCase, ...] = Field(min_length=1)


def prove_tasks(library: Library) -> tuple[int, tuple[Problem, ...]]:
    """Run every worked case of tasks: how many held, and a Problem for each that did not.

    Cases count for the file of their own pack: an office that replaces tasks brings cases of its own.
    """
    passed, problems = 0, list[Problem]()
    try:
        plans = library.tasks
    except Problem:
        return 0, ()  # told of where the packs are held against one another
    for kind, (_file, at) in library.task_files.items():
        if kind not in library.task_cases:
            problems.append(_problem(kind, "have no worked cases"))
            continue
        cases, beside = library.task_cases[kind]
        if _pack(beside) != _pack(at) or kind not in plans:
            continue
        for one in cases.cases:
            said = list(_differences(library, plans[kind], one))
            problems += [_problem(kind, f"case '{one.case}': {'; '.join(said)}")] if said else []
            passed += not said
    return passed, tuple(problems)


def _pack(at: Source) -> str:
    return at.name.partition("/")[0]


def _differences(library: Library, plan: TaskPlan, case: TaskCase) -> Iterator[str]:
    try:
        found = {one.task: one for one in _worked_out(library, plan, case)}
    except Problem as problem:
        yield problem.happened
        return
    names = [one.shape.task for one in plan.tasks]
    said: Mapping[str, tuple[str, ...]] = {
        "now": tuple(case.gives), "waits": case.waits, "done": case.finished, "": case.absent,
    }  # fmt: skip
    for state, tasks in said.items():
        for task in tasks:
            if task not in names:
                yield f"there is no task '{task}'.{did_you_mean(task, names)}"
            elif (got := found[task].state if task in found else "") != state:
                yield f"{task}: expected {state or 'nothing'}, got {got or 'nothing'}"
    for task, day in case.gives.items():
        if task in found and found[task].due_on != day:
            yield f"{task}: expected {day}, got {found[task].due_on}"
    yield from (f"{task}: not expected now" for task in _unsaid(found, case))


def _unsaid(found: Mapping[str, ToDo], case: TaskCase) -> Iterator[str]:
    for task, one in found.items():
        if one.state == "now" and task not in case.gives and task not in case.settled:
            yield task


def _worked_out(library: Library, plan: TaskPlan, case: TaskCase) -> tuple[ToDo, ...]:
    from immdesk.workflow.checklist import Member
    from immdesk.workflow.to_do import to_do, with_order

    facts = as_recorded({"party.role": case.role, **case.facts}, library.vocabulary)
    dates = [_kept(path, day) for path, day in case.dates.items()]
    found = to_do(plan, case.opened, facts, [Member("p1", "", case.role, facts)], dates)
    settled = {one.key for one in found if one.task in case.settled}
    return with_order(found, settled)


def _kept(path: str, day: date) -> DocketDate:
    from immdesk.workflow.to_do import DocketDate

    rule, _dot, output = path.partition(".")
    return DocketDate(path, rule, output, None, day)


def _problem(kind: str, said: str) -> Problem:
    return Problem(
        f"The tasks of '{kind}' {said}.", "Its days cannot be relied on.", "Correct the task or the case."
    )
