"""Proposed tasks taken or left out, each list as one operation; what was decided is never asked again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.own_settings import keep_own, own_word
from immdesk.office.rows import Changed
from immdesk.office.tasks.proposed import due_day, finished_in
from immdesk.office.tasks.weighing import Weighed, weighed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.workflow.to_do import ToDo

AT_OPENING = "tasks_at_opening"
"""The office's word: "yes" when the tasks of a new case are taken by themselves."""


def take(office: Office, case_id: str, keys: Collection[str] | None = None) -> Changed:
    """Take proposed tasks of a case, all of them without `keys`, in one operation.

    Raises Problem when one of them is no longer proposed.
    """
    one = _case(office, case_id)
    chosen = [task for task in one.new() if keys is None or task.key in keys]
    if keys is not None and len(chosen) < len(keys):
        raise _no_longer()
    return take_over(office, {case_id: (one, chosen)}, _("Take proposed tasks"))


def take_over(office: Office, chosen: Mapping[str, tuple[Weighed, list[ToDo]]], title: str) -> Changed:
    """Take tasks of several cases as one operation."""
    count = sum(len(tasks) for _one, tasks in chosen.values())
    today, at = office.today(), office.now().isoformat()

    def work(session: Session) -> None:
        for case, tasks in chosen.values():
            for task in tasks:
                add_task(session, case, task, today, at, office.user)

    return office.change(title, work, message=n_("{n} task taken.", "{n} tasks taken.", count))[1]


def refuse(office: Office, case_id: str, keys: Collection[str]) -> Changed:
    """Leave proposed tasks out; they are not proposed again. Raises Problem as `take` does."""
    one = _case(office, case_id)
    chosen = [task for task in one.new() if task.key in keys]
    if len(chosen) < len(keys):
        raise _no_longer()
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.base import id_of
        from immdesk.records.habits import TemplateTask

        for task in chosen:
            words = {"state": "refused", "title": task.template.shape.title, "by": office.user, "at": at}
            made = id_of("template_task", case_id, task.key)
            session.add(TemplateTask(id=made, case_id=case_id, key=task.key, **words))

    message = n_("{n} task left out.", "{n} tasks left out.", len(chosen))
    return office.change(_("Leave proposed tasks out"), work, message=message)[1]


def propose_again(office: Office, case_id: str) -> Changed:
    """Propose once more what was refused or removed in a case."""
    one = _case(office, case_id)
    again = [key for key, kept in one.kept.items() if kept.state in ("refused", "removed")]

    def work(session: Session) -> None:
        from immdesk.records.base import id_of
        from immdesk.records.habits import TemplateTask

        for key in again:
            session.delete(session.get_one(TemplateTask, id_of("template_task", case_id, key)))

    message = n_("{n} task is proposed again.", "{n} tasks are proposed again.", len(again))
    return office.change(_("Propose tasks again"), work, message=message)[1]


def tick_finished(office: Office, case_id: str) -> Changed:
    """Tick off every open task of which the record says that it is done, as one operation."""
    done = finished_in(_case(office, case_id))
    today = office.today().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.answers import say
        from immdesk.records.cases import Task

        for task_id, _title in done:
            session.get_one(Task, task_id).done_on = today
            say(session, "task", task_id, "proof", "recorded in the case")

    message = n_("{n} task ticked off.", "{n} tasks ticked off.", len(done))
    return office.change(_("Tick off what the record says is done"), work, message=message)[1]


def takes_at_opening(office: Office) -> bool:
    """Say whether the office lets a new case take its tasks by itself."""
    return own_word(office, AT_OPENING) == "yes"


def let_take_at_opening(office: Office, yes: bool) -> Changed:
    """Let a new case take its tasks by itself, or not."""
    return keep_own(office, {AT_OPENING: "yes" if yes else ""}, _("Say whether new cases take their tasks"))


def opened(office: Office, case_id: str, changed: Changed) -> Changed:
    """Let a case that was just opened take its tasks, where the office wishes so; say what both changed."""
    if not takes_at_opening(office):
        return changed
    one = _case(office, case_id)
    if not one.new():
        return changed
    took = take_over(office, {case_id: (one, list(one.new()))}, _("Take the tasks of a new case"))
    return replace(
        took,
        tables=changed.tables | took.tables,
        cases=changed.cases | took.cases,
        people=changed.people | took.people,
        message=f"{changed.message} {took.message}".strip(),
    )


def add_task(session: Session, case: Weighed, one: ToDo, today: date, at: str, by: str) -> None:
    """Write a task as its template says it, and that it was taken."""
    from immdesk.records.answers import say
    from immdesk.records.base import id_of
    from immdesk.records.cases import Task
    from immdesk.records.habits import TemplateTask

    shape, due = one.template.shape, due_day(one, today)
    task = Task(
        case_id=case.id,
        person_id=one.person_id,
        title=shape.title,
        due_on=due.isoformat() if due else None,
        staff_id=case.staff_of(shape.who) or None,
        entry_id=one.entry_id or None,
    )
    session.add(task)
    session.flush()
    say(session, "task", task.id, "minutes", str(shape.minutes))
    made = id_of("template_task", case.id, one.key)
    session.add(
        TemplateTask(id=made, case_id=case.id, key=one.key, task_id=task.id, by=by, at=at, **said_of(one))
    )


def said_of(one: ToDo) -> dict[str, str | None]:
    """Give the columns that keep what the template says of a task now."""
    shape = one.template.shape
    return {
        "state": "taken",
        "title": shape.title,
        "who": shape.who,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "minutes": str(shape.minutes),
        "proof": " ".join(shape.proof) or None,
    }


def cases_weighed(office: Office, case_ids: Iterable[str]) -> dict[str, Weighed]:
    """Give these cases as they stand at this moment, by id."""
    with office.store.read() as read:
        return {one.id: one for one in weighed(office, read, list(case_ids))}


def _case(office: Office, case_id: str) -> Weighed:
    found = cases_weighed(office, [case_id])
    if case_id not in found:
        raise Problem(_("This case is no longer in the office."), _("Nothing was recorded."), "")
    return found[case_id]


def _no_longer() -> Problem:
    return Problem(_("A task is no longer proposed."), _("Nothing was taken."), _("Look at the list again."))
