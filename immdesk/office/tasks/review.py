"""A changed template looked at over the open cases: what would be new, moved or gone, applied by choice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_, told
from immdesk.office.rows import Changed
from immdesk.office.tasks.proposed import due_day
from immdesk.office.tasks.taking import add_task, cases_weighed, said_of
from immdesk.office.tasks.weighing import Kept, Weighed, weighed

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.workflow.to_do import ToDo

Act = Literal["new", "moved", "gone"]
CHUNK = 50


@dataclass(frozen=True, slots=True)
class Difference:
    """One task of an open case that the templates now say otherwise; `says` tells both in words."""

    case_id: str
    number: str
    case_title: str
    key: str
    act: Act
    title: str
    person: str
    says: str

    @property
    def id(self) -> str:
        """Give what tells it apart from all others."""
        return f"{self.case_id} {self.key}"


@dataclass(frozen=True, slots=True)
class TaskReview:
    """The differences of all open cases, by case number, and how many cases were looked at."""

    rows: tuple[Difference, ...]
    cases: int

    def words(self) -> str:
        """Say how much there is."""
        counts = {act: sum(row.act == act for row in self.rows) for act in ("new", "moved", "gone")}
        return " · ".join(
            (
                n_("{n} new task", "{n} new tasks", counts["new"]),
                n_("{n} moved", "{n} moved", counts["moved"]),
                n_("{n} gone", "{n} gone", counts["gone"]),
                n_("in {n} open case", "in {n} open cases", len({row.case_id for row in self.rows})),
            )
        )


def review(
    office: Office,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    library: Library | None = None,
) -> TaskReview:
    """Hold the tasks of every open case against the templates, or against those of another `library`.

    What is done, refused, removed or changed by hand is left alone. Nothing is written. Raises Stopped.
    """
    watched = Watched(progress, cancelled, _("Nothing was changed."))
    sql = "SELECT id FROM case_file WHERE status = 'open' AND deleted_at IS NULL ORDER BY number"
    ids = [row["id"] for row in office.rows(sql)]
    said = _("Looking at {n} cases").format(n=len(ids))
    rows: list[Difference] = []
    for start in range(0, len(ids), CHUNK):
        watched.step(start, len(ids), said)
        with office.store.read() as read:
            for case in weighed(office, read, ids[start : start + CHUNK], library):
                rows += _differences(case, office.today())
    return TaskReview(tuple(rows), len(ids))


def apply(office: Office, chosen: Collection[str]) -> Changed:
    """Let the chosen differences (their ids) count, as one operation.

    Each case is weighed once more at this moment; what no longer differs is passed over.
    """
    cases = cases_weighed(office, {one.partition(" ")[0] for one in chosen})
    today, at = office.today(), office.now().isoformat()
    work_list = [
        (case, row)
        for case in cases.values()
        for row in _differences(case, today)
        if row.id in chosen
    ]  # fmt: skip

    def work(session: Session) -> None:
        for case, row in work_list:
            _apply(session, case, row, today, at, office.user)

    message = n_("{n} task follows the templates.", "{n} tasks follow the templates.", len(work_list))
    return office.change(_("Let open cases follow the templates of tasks"), work, message=message)[1]


def pack_words(office: Office, library: Library, watched: Watched) -> tuple[tuple[str, int], ...]:
    """Say what another library's templates would change beside those in use: a sentence and its cases."""
    from immdesk.office.tasks.own import with_own_tasks

    library = with_own_tasks(office, library)
    if {kind: file for kind, (file, _at) in library.task_files.items()} == {
        kind: file for kind, (file, _at) in office.library.task_files.items()
    }:
        return ()
    now = {row.id: row.says for row in review(office, cancelled=watched.cancelled).rows}
    then = review(office, cancelled=watched.cancelled, library=library).rows
    fresh = tuple(row for row in then if now.get(row.id) != row.says)
    if not fresh:
        return ()
    said = TaskReview(fresh, 0).words()
    words = _("Tasks of open cases: {said}; look at them in the Library, shelf Tasks.").format(said=said)
    return ((words, len({row.case_id for row in fresh})),)


def text_of(found: TaskReview) -> list[str]:
    """Give a review in plain text, for the command line."""
    lines = [found.words()]
    for row in found.rows:
        who = f" – {row.person}" if row.person else ""
        lines.append(f"{row.number}  {act_words(row.act)}: {row.title}{who}  {row.says}")
    return lines


def act_words(act: Act) -> str:
    """Say what would happen to a task."""
    return {"new": _("new"), "moved": _("changed"), "gone": _("gone")}[act]


# -- private ------------------------------------------------------------------------------------


def _differences(case: Weighed, today: date) -> Iterator[Difference]:
    found = {one.key: one for one in case.found}
    for one in case.new():
        due = due_day(one, today)
        says = _("due {day}").format(day=on_screen(due)) if due else _("no day")
        yield _row(case, one.key, "new", one.template.shape.title, one.person, says)
    for key, kept in case.kept.items():
        if kept.state != "open" or kept.by_hand:
            continue
        if key not in found:
            yield _row(case, key, "gone", kept.title, "", _("no template asks for it any more"))
        elif says := _moved(kept, found[key]):
            yield _row(case, key, "moved", found[key].template.shape.title, found[key].person, says)


def _row(case: Weighed, key: str, act: Act, title: str, person: str, says: str) -> Difference:
    return Difference(case.id, case.number, case.title, key, act, told(title), person, says)


def _moved(kept: Kept, now: ToDo) -> str:
    """Say what the template says otherwise than when the task was taken; "" for nothing."""
    shape, parts = now.template.shape, []
    if now.due_on and _set(now.due_on, kept.taken_on) != _set(kept.due_on, kept.taken_on):
        before = on_screen(kept.due_on) if kept.due_on else _("no day")
        parts.append(_("was due {before}, now {after}").format(before=before, after=on_screen(now.due_on)))
    if shape.title != kept.title:
        parts.append(_("was called “{title}”").format(title=told(kept.title)))
    if shape.minutes != kept.minutes:
        words = _("was {before} minutes, now {after}")
        parts.append(words.format(before=kept.minutes, after=shape.minutes))
    if shape.who != kept.who:
        from immdesk.office.tasks.words import who_words

        words = _("was for: {before}, now: {after}")
        parts.append(words.format(before=who_words(kept.who), after=who_words(shape.who)))
    return "; ".join(parts)


def _set(counted: date | None, taken_on: date | None) -> date | None:
    """Give the day that a task was given: the counted one, or that of taking it where it had passed."""
    return max(counted, taken_on) if counted and taken_on else counted


def _apply(session: Session, case: Weighed, row: Difference, today: date, at: str, by: str) -> None:
    from immdesk.records.answers import say
    from immdesk.records.base import id_of
    from immdesk.records.cases import Task
    from immdesk.records.habits import TemplateTask

    found = next((one for one in case.found if one.key == row.key), None)
    if row.act == "new" and found is not None:
        add_task(session, case, found, today, at, by)
        return
    mark = session.get_one(TemplateTask, id_of("template_task", case.id, row.key))
    task = session.get_one(Task, mark.task_id)
    if row.act == "gone" or found is None:
        say(session, "task", task.id, "minutes", None)
        session.delete(task)
        session.delete(mark)
        return
    due = due_day(found, today)
    if found.template.shape.who != mark.who and task.staff_id == (case.staff_of(mark.who or "") or None):
        task.staff_id = case.staff_of(found.template.shape.who) or None
    task.title, task.due_on = found.template.shape.title, due.isoformat() if due else task.due_on
    say(session, "task", task.id, "minutes", str(found.template.shape.minutes))
    for name, value in {**said_of(found), "at": at}.items():
        setattr(mark, name, value)


def chosen_ids(rows: Iterable[Difference], acts: Collection[str] = ("new", "moved", "gone")) -> list[str]:
    """Give the ids of the differences of these kinds."""
    return [row.id for row in rows if row.act in acts]
