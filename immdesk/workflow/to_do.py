"""What is to be done in a case by the tasks of its kind: each now, waiting for something, or done already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from immdesk.basics.conditions import Condition
from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Nothing, Unknown
from immdesk.workflow.case_type import Stage
from immdesk.workflow.checklist import Member
from immdesk.workflow.progress import APPLICANTS, stage_day
from immdesk.workflow.tasks import ReadyTask, TaskPlan

State = Literal["now", "waits", "done"]


@dataclass(frozen=True, slots=True)
class DocketDate:
    """A kept date of the docket, as far as tasks count from it."""

    entry_id: str
    rule: str
    output: str
    person_id: str | None
    due_on: date


@dataclass(frozen=True, slots=True)
class ToDo:
    """A task of a case. `key` is the same each time, so that it is never proposed twice.

    It waits while its day (`anchor_on`) is not known, `ask` names facts that decide whether it is wanted,
    or tasks of `after` are open. `due_on` counts `template.due.days` from `anchor_on`.
    """

    key: str
    template: ReadyTask
    person_id: str | None
    person: str
    state: State
    anchor_on: date | None = None
    due_on: date | None = None
    entry_id: str = ""
    ask: frozenset[str] = frozenset()
    after: tuple[str, ...] = ()

    @property
    def task(self) -> str:
        """Give the template's own name."""
        return self.template.shape.task


def to_do(
    plan: TaskPlan,
    opened_on: date | None,
    case: Facts,
    members: Sequence[Member],
    dates: Iterable[DocketDate],
) -> tuple[ToDo, ...]:
    """Give the tasks that the facts of a case ask for, in the order of the file; nobody's ticking counts.

    `case` is the case's own scope, `members` its people. What does not apply is left out.
    """
    kept = sorted(dates, key=lambda one: (one.due_on, one.entry_id))
    return tuple(
        found for task in plan.tasks for found in _of_task(plan, task, opened_on, case, members, kept)
    )


def with_order(found: Iterable[ToDo], settled: Collection[str]) -> tuple[ToDo, ...]:
    """Let each task wait for those that come before it and are neither done nor in `settled` (keys)."""
    every = tuple(found)
    open_now = [one for one in every if one.state != "done" and one.key not in settled]
    return tuple(_ordered(one, open_now) for one in every)


def _ordered(one: ToDo, still_open: Sequence[ToDo]) -> ToDo:
    first = [
        other.task
        for other in still_open
        if other.task in one.template.shape.after
        and (not one.person_id or not other.person_id or one.person_id == other.person_id)
    ]
    if one.state == "done" or not first:
        return one
    return replace(one, state="waits", after=tuple(dict.fromkeys(first)))


def _of_task(
    plan: TaskPlan,
    task: ReadyTask,
    opened_on: date | None,
    case: Facts,
    members: Sequence[Member],
    dates: Sequence[DocketDate],
) -> Iterator[ToDo]:
    people: list[Member | None] = [None]
    if task.shape.of:
        people = [one for one in members if one.role in task.shape.of]
    for who in people:
        facts = who.facts if who else case
        made = ToDo(
            f"{task.shape.task}:{who.person_id}" if who else task.shape.task,
            task,
            who.person_id if who else None,
            who.name if who else "",
            "now",
        )
        if task.due.anchor == "rule":
            yield from _by_dates(plan, made, facts, members, dates)
        else:
            yield from _weighed(plan, made, facts, members, _day(plan, task, opened_on, facts, members))


def _by_dates(
    plan: TaskPlan, made: ToDo, facts: Facts, members: Sequence[Member], dates: Sequence[DocketDate]
) -> Iterator[ToDo]:
    """Give the task once for each date of its rule that is on the docket; it waits while there is none."""
    due = made.template.due
    mine = [
        one
        for one in dates
        if one.rule == due.name
        and due.output in ("", one.output)
        and (not made.template.shape.of or one.person_id == made.person_id)
    ]
    if not mine:
        yield from _weighed(plan, made, facts, members, None)
    seen: set[str | None] = set()
    for one in mine:
        if due.output == "" and one.person_id in seen:
            continue  # of a window its first day counts
        seen.add(one.person_id)
        who = next((member for member in members if member.person_id == one.person_id), None)
        named = replace(
            made,
            key=f"{made.template.shape.task}@{one.entry_id}",
            person_id=who.person_id if who else made.person_id,
            person=who.name if who else made.person,
            entry_id=one.entry_id,
        )
        yield from _weighed(plan, named, who.facts if who else facts, members, one.due_on)


def _weighed(
    plan: TaskPlan, made: ToDo, facts: Facts, members: Sequence[Member], anchor: date | None
) -> Iterator[ToDo]:
    """Give the task as the facts leave it; nothing when its condition is no."""
    task = made.template
    wanted = _answer(task.when, facts)
    if wanted is False:
        return
    if _is_done(plan, task, facts, members):
        yield replace(made, state="done")
        return
    due = anchor + timedelta(days=task.due.days) if anchor else None
    ask = wanted.paths if isinstance(wanted, Unknown) else frozenset[str]()
    state: State = "waits" if ask or due is None else "now"
    yield replace(made, state=state, anchor_on=anchor, due_on=due, ask=ask)


def _is_done(plan: TaskPlan, task: ReadyTask, facts: Facts, members: Sequence[Member]) -> bool:
    reached = task.shape.done_at
    if reached and _stage_day(plan.stages[reached], facts, members) is not None:
        return True
    if task.shape.done and _known(facts, task.shape.done):
        return True
    return task.done_when is not None and task.done_when.weigh(facts) is True


def _answer(condition: Condition | None, facts: Facts) -> bool | Unknown:
    return True if condition is None else condition.weigh(facts)


def _day(
    plan: TaskPlan, task: ReadyTask, opened_on: date | None, facts: Facts, members: Sequence[Member]
) -> date | None:
    due = task.due
    if due.anchor == "opening":
        return opened_on
    if due.anchor == "stage":
        return _stage_day(plan.stages[due.name], facts, members)
    return _date(facts, due.name)


def _stage_day(stage: Stage, case: Facts, members: Sequence[Member]) -> date | None:
    return stage_day(stage, case, (one.facts for one in members if one.role in APPLICANTS))


def _date(facts: Facts, path: str) -> date | None:
    value = facts.get(path)
    return value if isinstance(value, date) else None


def _known(facts: Facts, path: str) -> bool:
    return not isinstance(facts.get(path), (Unknown, Nothing))
