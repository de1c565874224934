"""One thing done to several cases at once, each time as one operation: assign, add a task, tick off, note."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from immdesk.basics.problems import Problem
from immdesk.basics.values import read_value
from immdesk.basics.words import _, n_, told
from immdesk.office.rows import Changed
from immdesk.office.tasks import ticking

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

_MOST: Final = 200  # letters of a task's title


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An open task that several cases share by its title: the ids of the tasks, and of how many cases."""

    title: str
    task_ids: tuple[str, ...]
    cases: int

    def words(self) -> str:
        """Say the task and in how many cases it is open."""
        return f"{self.title} · " + n_("{n} case", "{n} cases", self.cases)


def assign(office: Office, case_ids: Collection[str], staff_id: str) -> Changed:
    """Make somebody responsible for these cases, "" for nobody.

    Raises Problem for who does not work here, or for a case that is gone.
    """
    name = _("nobody")
    if staff_id:
        rows = office.rows("SELECT * FROM staff WHERE id = ? AND active = 'yes'", [staff_id])
        if not rows:
            raise Problem(_("This person does not work here."), _("Nothing was changed."), "")
        name = f"{rows[0]['given_name'] or ''} {rows[0]['family_name'] or ''}".strip()
    ids = _cases(office, case_ids)

    def work(session: Session) -> None:
        from immdesk.records.cases import CaseFile

        for case_id in ids:
            session.get_one(CaseFile, case_id).responsible_id = staff_id or None

    counted = n_("{n} case assigned", "{n} cases assigned", len(ids))
    message = f"{counted}: {name}"
    return office.change(_("Say who is responsible for cases"), work, message=message)[1]


def add_task(office: Office, case_ids: Collection[str], title: str, by_when: str = "") -> Changed:
    """Add a task to each of these cases, for whoever is responsible there; `by_when` is read as any day is.

    Raises Problem without a title, or for what is no day.
    """
    words = title.strip()
    if not words or len(words) > _MOST:
        raise Problem(
            _("A task needs a few words."), _("Nothing was added."), _("Say in a line what is to be done.")
        )
    due = _day(office, by_when)
    ids = _cases(office, case_ids)

    def work(session: Session) -> None:
        from immdesk.records.cases import CaseFile, Task

        for case_id in ids:
            whose = session.get_one(CaseFile, case_id).responsible_id
            session.add(Task(case_id=case_id, title=words, due_on=due, staff_id=whose))

    message = n_("{n} task added.", "{n} tasks added.", len(ids))
    return office.change(_("Add a task to several cases"), work, message=message)[1]


def note(office: Office, case_ids: Collection[str], text: str) -> Changed:
    """Add the same note to each of these cases. Raises Problem when it says nothing."""
    if not text.strip():
        raise Problem(_("The note is empty."), _("Nothing was added."), _("Type what happened."))
    ids, at = _cases(office, case_ids), office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.notes import Note

        for case_id in ids:
            session.add(Note(case_id=case_id, text=text.strip(), at=at))

    message = n_("Note added to {n} case.", "Note added to {n} cases.", len(ids))
    return office.change(_("Add a note to several cases"), work, message=message)[1]


def open_tasks(office: Office, case_ids: Collection[str]) -> tuple[OpenTask, ...]:
    """Give the open tasks of these cases by title, those of the most cases first."""
    rows = office.rows(
        "SELECT id, case_id, title FROM task WHERE done_on IS NULL "
        "AND case_id IN (SELECT value FROM json_each(?)) ORDER BY due_on IS NULL, due_on, title",
        [json.dumps(list(case_ids))],
    )
    found: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        found.setdefault(row["title"], []).append(row)
    tasks = [
        OpenTask(told(title), tuple(row["id"] for row in of), len({row["case_id"] for row in of}))
        for title, of in found.items()
    ]
    return tuple(sorted(tasks, key=lambda one: -one.cases))


def tick(office: Office, task_ids: Sequence[str], proof: str = "") -> Changed:
    """Tick these tasks off as one operation; raises Problem when one asks for a proof and none is given."""
    return ticking.done(office, task_ids, proof)


def _cases(office: Office, case_ids: Collection[str]) -> list[str]:
    rows = office.rows(
        "SELECT id FROM case_file WHERE id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL",
        [json.dumps(list(case_ids))],
    )
    if not rows or len(rows) < len(set(case_ids)):
        raise Problem(
            _("A case is no longer in the office."), _("Nothing was changed."), _("Choose the cases again.")
        )
    return [row["id"] for row in rows]


def _day(office: Office, typed: str) -> str | None:
    if not typed.strip():
        return None
    found = read_value("date", typed, today=office.today())
    if found.value is None or found.level == "bad":
        raise Problem(
            _("“{typed}” is no day.").format(typed=typed),
            _("Nothing was changed."),
            _("Type a day such as March 3, 2027."),
        )
    return str(found.value)
