"""The tasks that the templates propose for one case: now, later, done by the record, left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, told
from immdesk.office.tasks.weighing import Weighed, weighed
from immdesk.office.tasks.words import sum_words, waits_words, who_words, why_words

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.workflow.tasks import TaskPlan
    from immdesk.workflow.to_do import ToDo

CHUNK = 50


@dataclass(frozen=True, slots=True)
class Proposed:
    """A task that a template proposes: `who` is client, paralegal, attorney or employer, `why` its sum.

    `due_on` is the day for the docket of tasks: never one that has passed. `waits` says for what a later
    task waits.
    """

    key: str
    title: str
    who: str
    who_words: str
    staff_id: str
    staff: str
    person: str
    due_on: date | None
    minutes: int
    proof: tuple[str, ...]
    why: str
    waits: str = ""
    sum: str = ""  # the arithmetic in one line


@dataclass(frozen=True, slots=True)
class CaseTasks:
    """What the tasks of its kind say of a case. `finished` are (task id, title) of open tasks that the
    record says are done; `left_out` counts what was refused or removed.
    """

    case_id: str
    now: tuple[Proposed, ...]
    later: tuple[Proposed, ...]
    finished: tuple[tuple[str, str], ...]
    left_out: int
    has_templates: bool


def proposed(office: Office, case_id: str) -> CaseTasks:
    """Give what is proposed in a case. Nothing is written."""
    with office.store.read() as read:
        found = weighed(office, read, [case_id])
    if not found:
        return CaseTasks(case_id, (), (), (), 0, False)
    one, plan = found[0], office.library.tasks.get(found[0].kind)
    names = staff_names(office)
    later = [
        _row(office, one, task, plan, names)
        for task in one.found
        if task.state == "waits" and task.key not in one.kept
    ]
    return CaseTasks(
        case_id,
        tuple(_row(office, one, task, plan, names) for task in one.new()),
        tuple(later),
        finished_in(one),
        sum(kept.state in ("refused", "removed") for kept in one.kept.values()),
        plan is not None,
    )


def finished_in(one: Weighed) -> tuple[tuple[str, str], ...]:
    """Give the open tasks of which the record says that they are done: task id and title."""
    done = {task.key for task in one.found if task.state == "done"}
    open_now = (kept for key, kept in one.kept.items() if key in done and kept.state == "open")
    return tuple((kept.task_id, told(kept.title)) for kept in open_now)


def proposed_over(
    office: Office, case_ids: Sequence[str], progress: Progress = silent, cancelled: Cancelled = never
) -> Mapping[str, int]:
    """Give how many tasks are proposed now in each of these cases. Raises Stopped when cancelled."""
    watched = Watched(progress, cancelled, _("Nothing was changed."))
    said = _("Looking at {n} cases").format(n=len(case_ids))
    counts: dict[str, int] = {}
    for start in range(0, len(case_ids), CHUNK):
        watched.step(start, len(case_ids), said)
        with office.store.read() as read:
            found = weighed(office, read, case_ids[start : start + CHUNK])
        counts |= {one.id: len(one.new()) for one in found}
    return counts


def staff_names(office: Office) -> dict[str, str]:
    """Give the names of everybody who works or worked here, by id."""
    sql = "SELECT id, trim(coalesce(given_name, '') || ' ' || coalesce(family_name, '')) AS name FROM staff"
    return {row["id"]: row["name"] for row in office.rows(sql)}


def due_day(one: ToDo, today: date) -> date | None:
    """Give the day by which a task is to be done when it is taken today: today at the earliest."""
    return max(one.due_on, today) if one.due_on else None


def _row(
    office: Office, case: Weighed, one: ToDo, plan: TaskPlan | None, names: Mapping[str, str]
) -> Proposed:
    assert plan is not None
    shape, today = one.template.shape, office.today()
    staff_id = case.staff_of(shape.who)
    return Proposed(
        one.key,
        told(shape.title),
        shape.who,
        who_words(shape.who),
        staff_id,
        names.get(staff_id, ""),
        one.person,
        due_day(one, today),
        shape.minutes,
        shape.proof,
        why_words(one, plan, office.library, today),
        waits_words(one, plan, office.library) if one.state == "waits" else "",
        sum_words(one, plan, office.library),
    )
