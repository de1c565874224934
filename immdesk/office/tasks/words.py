"""Tasks in words: who does them, from what their day is counted, and why they wait."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told

if TYPE_CHECKING:
    from datetime import date

    from immdesk.packs.library import Library
    from immdesk.workflow.tasks import Due, TaskPlan
    from immdesk.workflow.to_do import ToDo


def who_words(who: str) -> str:
    """Say who does a task."""
    return {
        "client": _("client"),
        "paralegal": _("paralegal"),
        "attorney": _("attorney"),
        "employer": _("employer"),
    }.get(who, who)


def proof_words(kinds: tuple[str, ...]) -> str:
    """Say which proof is asked for, "" for none."""
    said = {"receipt": _("receipt"), "tracking": _("tracking number"), "note": _("note")}
    return _(" or ").join(said.get(one, one) for one in kinds)


def habit_words() -> str:
    """Say whose days these are."""
    return _("habit of the office")


def due_words(due: Due, plan: TaskPlan, library: Library) -> str:
    """Say from what a day is counted: "7 days after the case is opened"."""
    anchor = anchor_words(due, plan, library)
    if due.days == 0:
        return _("on the day: {anchor}").format(anchor=anchor)
    if due.days < 0:
        days = n_("{n} day before", "{n} days before", -due.days)
    else:
        days = n_("{n} day after", "{n} days after", due.days)
    return f"{days}: {anchor}"


def anchor_words(due: Due, plan: TaskPlan, library: Library) -> str:
    """Name the day from which a task counts."""
    if due.anchor == "opening":
        return _("the case is opened")
    if due.anchor == "stage":
        return told(plan.stages[due.name].title)
    if due.anchor == "rule":
        return _rule_words(due, library)
    return library.vocabulary.word(due.name).label


def why_words(one: ToDo, plan: TaskPlan, library: Library, today: date) -> str:
    """Show the arithmetic of a task's day, line by line; what has passed is due today."""
    due = one.template.due
    if one.anchor_on is None or one.due_on is None:
        return due_words(due, plan, library)
    sign = "+" if due.days >= 0 else "−"
    days = n_("{n} day", "{n} days", abs(due.days))
    lines = [
        f"{on_screen(one.anchor_on)}  {anchor_words(due, plan, library)}",
        f"{sign} {days}  {habit_words()}",
        f"= {on_screen(one.due_on)}",
    ]
    if one.due_on < today:
        lines.append(_("That day has passed: due today, {day}.").format(day=on_screen(today)))
    return "\n".join(lines)


def sum_words(one: ToDo, plan: TaskPlan, library: Library) -> str:
    """Show the arithmetic of a task's day in one line: "the case is opened Tue Aug 11, 2026 + 14 days"."""
    if one.anchor_on is None:
        return ""
    due = one.template.due
    sign = "+" if due.days >= 0 else "−"
    days = n_("{n} day", "{n} days", abs(due.days))
    return f"{anchor_words(due, plan, library)} {on_screen(one.anchor_on)} {sign} {days}"


def waits_words(one: ToDo, plan: TaskPlan, library: Library) -> str:
    """Say for what a task waits: another task, an answer, or the day from which it counts."""
    if one.after:
        titles = {task.shape.task: told(task.shape.title) for task in plan.tasks}
        return _("after “{task}”").format(task="”, “".join(titles.get(task, task) for task in one.after))
    if one.ask:
        labels = (library.vocabulary.word(path).label for path in sorted(one.ask))
        return _("when this is answered: {what}").format(what=", ".join(labels))
    return due_words(one.template.due, plan, library)


def _rule_words(due: Due, library: Library) -> str:
    rule = library.rules.get(due.name)
    if rule is None:
        return due.name
    for version in rule.versions:
        output = version.file.gives.get(due.output)
        if output is not None and output.title:
            return told(output.title)
    return told(rule.title)
