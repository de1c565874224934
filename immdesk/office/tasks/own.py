"""The office's own templates of tasks: laid over those of the packs, checked before they count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Source, parse
from immdesk.basics.words import _, told
from immdesk.office.own_settings import keep_own
from immdesk.office.rows import Changed
from immdesk.office.tasks.words import due_words, proof_words, who_words

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.workflow.tasks import ReadyTask, TaskFile, TaskPlan, Template

_WORD = "tasks "
"""Begins the office's words that keep its own tasks of a kind."""


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A task of a kind as the Library shows it. `due` is as the file says it, `due_words` for people."""

    task: str
    title: str
    who: str
    due: str
    due_words: str
    minutes: int
    proof: str
    after: str
    when: str


@dataclass(frozen=True, slots=True)
class TemplateKind:
    """The tasks of a kind of case; `own` says that the office has changed them."""

    kind: str
    title: str
    own: bool
    lines: tuple[TemplateLine, ...]


def template_kinds(office: Office) -> tuple[TemplateKind, ...]:
    """Give the tasks of every kind of case, by its title."""
    library, mine = office.library, _own_words(office)
    found = [
        TemplateKind(
            kind,
            told(library.case_types[kind].title),
            kind in mine,
            tuple(_lines(office, plan)),
        )
        for kind, plan in library.tasks.items()
    ]
    return tuple(sorted(found, key=lambda one: one.title.casefold()))


def change(office: Office, kind: str, task: str, words: Mapping[str, str]) -> Changed:
    """Let the office work with other words of a task: title, who, due ("10 days after opening"), minutes.

    Raises Problem, and nothing counts, when the tasks would not hold together.
    """
    file = _file(office, kind)
    if task not in {one.task for one in file.tasks}:
        raise _gone()
    rows = [{**_plain(one), **(words if one.task == task else {})} for one in file.tasks]
    return _keep(office, kind, rows, _("The template is changed. Look at the open cases to let them follow."))


def leave_out(office: Office, kind: str, task: str) -> Changed:
    """Let the office do without a task; what waited for it waits no longer."""
    file = _file(office, kind)
    rows = [_plain(one) for one in file.tasks if one.task != task]
    for row in rows:
        if task in row.get("after", ()):
            row["after"] = [one for one in row["after"] if one != task]
    return _keep(
        office, kind, rows, _("The template is left out. Look at the open cases to let them follow.")
    )


def add(office: Office, kind: str, title: str, who: str, due: str, minutes: str) -> Changed:
    """Add a task of the office's own to a kind. Raises Problem when it would not hold."""
    file = _file(office, kind)
    ids = {one.task for one in file.tasks}
    number = next(n for n in range(1, len(ids) + 2) if f"own-{n}" not in ids)
    row = {
        "task": f"own-{number}",
        "title": title.strip(),
        "who": who,
        "due": due.strip(),
        "minutes": minutes,
    }
    rows = [*(_plain(one) for one in file.tasks), row]
    return _keep(office, kind, rows, _("The template is added. Look at the open cases to let them follow."))


def shipped_again(office: Office, kind: str) -> Changed:
    """Use the tasks of the packs again."""
    message = _("The tasks that came with the program count again.")
    return keep_own(office, {f"{_WORD}{kind}": ""}, _("Use the shipped templates of tasks again"), message)


def with_own_tasks(office: Office, library: Library) -> Library:
    """Give the library with the office's own tasks; those that no longer hold together are passed over."""
    own = _own_words(office)
    if not own:
        return library
    files = dict(library.task_files)
    for kind, text in own.items():
        made = _checked(library, kind, text) if kind in library.case_types else None
        files |= {kind: made} if made else {}
    return replace(library, task_files=files)


# -- private ------------------------------------------------------------------------------------


def _lines(office: Office, plan: TaskPlan) -> Iterable[TemplateLine]:
    titles = {one.shape.task: told(one.shape.title) for one in plan.tasks}
    return (_line(office, plan, one, titles) for one in plan.tasks)


def _line(office: Office, plan: TaskPlan, one: ReadyTask, titles: dict[str, str]) -> TemplateLine:
    shape = one.shape
    return TemplateLine(
        shape.task,
        told(shape.title),
        who_words(shape.who),
        shape.due,
        due_words(one.due, plan, office.library),
        shape.minutes,
        proof_words(shape.proof),
        ", ".join(titles[each] for each in shape.after),
        shape.when,
    )


def _file(office: Office, kind: str) -> TaskFile:
    if kind not in office.library.task_files:
        raise _gone()
    return office.library.task_files[kind][0]


def _plain(one: Template) -> dict[str, Any]:
    return {key: value for key, value in one.model_dump(mode="json").items() if value not in ("", [], None)}


def _own_words(office: Office) -> dict[str, str]:
    rows = office.rows(
        "SELECT word, value FROM said WHERE owner_kind = 'office' AND word LIKE 'tasks %' AND value <> ''"
    )
    return {row["word"].removeprefix(_WORD): row["value"] for row in rows}


def _keep(office: Office, kind: str, rows: list[dict[str, Any]], message: str) -> Changed:
    text = _written(kind, rows)
    try:
        _made(office.library, kind, text)
    except Problem as problem:
        means, do = _("The template stays as it was."), _("Correct what you typed.")
        raise Problem(problem.happened, means, do) from None
    kept = json.dumps(rows, ensure_ascii=False)
    return keep_own(office, {f"{_WORD}{kind}": kept}, _("Change the templates of tasks"), message)


def _checked(library: Library, kind: str, kept: str) -> tuple[TaskFile, Source] | None:
    try:
        return _made(library, kind, _written(kind, json.loads(kept)))
    except (Problem, ValueError):
        return None


def _made(library: Library, kind: str, text: str) -> tuple[TaskFile, Source]:
    """Read tasks as a pack's file is read; raises Problem for what does not hold."""
    from immdesk.workflow.tasks import TaskFile, make_tasks

    at = Source(f"own/tasks/{kind}.yaml", text)
    file = parse(TaskFile, text, at.name)
    make_tasks(file, library.case_types[kind], library.vocabulary, at)
    _refuse_unknown_rules(library, file)
    return file, at


def _written(kind: str, rows: list[Mapping[str, Any]] | list[dict[str, Any]]) -> str:
    import yaml

    plain = {"tasks_for": kind, "tasks": list(rows)}
    return str(yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=200))


def _refuse_unknown_rules(library: Library, file: TaskFile) -> None:
    from immdesk.workflow.tasks import rules_named

    for _task, rule, output in rules_named(file):
        known = library.rules
        if rule not in known:
            raise _unknown(_("There is no rule {name}.").format(name=f"'{rule}'"), rule, list(known))
        given = {name for one in known[rule].versions for name in one.file.gives}
        if output and output not in given:
            said = _("The rule {rule} gives no {name}.").format(rule=rule, name=f"'{output}'")
            raise _unknown(said, output, list(given))


def _unknown(said: str, typed: str, known: list[str]) -> Problem:
    from immdesk.basics.strictyaml import did_you_mean

    return Problem(said + did_you_mean(typed, known), _("Nothing was changed."), _("Correct what you typed."))


def _gone() -> Problem:
    return Problem(_("There is no such template."), _("Nothing was changed."), _("Look at the list again."))
