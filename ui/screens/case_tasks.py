"""The tasks of a case on its page Work: what is open, what the kind's templates propose, what comes later."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.planning.workload import hours
from immdesk.office.tasks import taking
from immdesk.office.tasks.words import habit_words, proof_words
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.elided import plain_tip
from ui.parts.labels import label
from ui.parts.line import text_line
from ui.parts.tick_task import tick_off

if TYPE_CHECKING:
    from immdesk.office.rows import TaskRow
    from immdesk.office.tasks.proposed import CaseTasks, Proposed
    from ui.parts.desk import Desk

Do = Callable[..., None]
LATER = 12


def task_cards(
    desk: Desk, office: Any, who: QWidget, do: Do, tasks: tuple[TaskRow, ...], found: CaseTasks
) -> list[Card]:
    """Give the cards of open and proposed tasks; `do(title, function, *args)` changes something."""
    return [_open_tasks(desk, office, who, do, tasks, found), _proposed(do, found)]


def _open_tasks(
    desk: Desk, office: Any, who: QWidget, do: Do, tasks: tuple[TaskRow, ...], found: CaseTasks
) -> Card:
    add = button(_("Add a task…"), partial(_edit, desk, office, found.case_id, ""), link=True)
    card = Card(_("Tasks"), action=add)
    for row in tasks:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        due = on_screen(row.due_on) if row.due_on else _("no day")
        words = " · ".join(filter(None, (due, row.who, row.person)))
        across.addWidget(text_line(row.title, words, partial(_edit, desk, office, found.case_id, row.id)), 1)
        spoken = _("Done: {title}").format(title=row.title)
        tick = partial(tick_off, desk, office, who, [row.id])
        across.addWidget(button(_("Done"), tick, link=True, name=spoken))
        card.body.addLayout(across)
    if not tasks:
        card.body.addWidget(label(_("Nothing is to be done."), quiet=True))
    if found.finished:
        names = ", ".join(f"“{title}”" for _id, title in found.finished)
        words = _("The record of the case says that this is done: {names}").format(names=names)
        card.body.addWidget(label(words, wrap=True))
        tick_all = partial(do, _("Ticking off"), taking.tick_finished, found.case_id)
        card.body.addWidget(button(_("Tick off what is done"), tick_all), 0, Qt.AlignmentFlag.AlignLeft)
    return card


def _proposed(do: Do, found: CaseTasks) -> Card:
    card = Card(_("Proposed tasks"), _about(found))
    for one in found.now:
        card.body.addLayout(_line(do, found.case_id, one))
    if found.now:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        every = [one.key for one in found.now]
        take = partial(do, _("Taking tasks"), taking.take, found.case_id, every)
        across.addWidget(button(_("Take all"), take, main=True))
        leave = partial(do, _("Leaving tasks out"), taking.refuse, found.case_id, every)
        across.addWidget(button(_("Leave all out"), leave))
        across.addStretch(1)
        card.body.addLayout(across)
    elif found.has_templates:
        card.body.addWidget(label(_("No task is proposed now."), quiet=True, wrap=True))
    else:
        words = _("No templates of tasks are known for this kind of case.")
        card.body.addWidget(label(words, quiet=True, wrap=True))
    _come_later(card, found)
    if found.left_out:
        words = n_("{n} task was left out.", "{n} tasks were left out.", found.left_out)
        across = QHBoxLayout()
        across.addWidget(label(words, quiet=True))
        again = partial(do, _("Proposing again"), taking.propose_again, found.case_id)
        across.addWidget(button(_("Propose again"), again, link=True))
        across.addStretch(1)
        card.body.addLayout(across)
    return card


def _about(found: CaseTasks) -> str:
    return _("The days are a habit of the office, not law.") if found.has_templates else ""


def _line(do: Do, case_id: str, one: Proposed) -> QHBoxLayout:
    """Give a proposed task: what, who, by when and why; taken or left out with one press."""
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    parts = (_due(one), _who(one), one.person, hours(one.minutes), _proof(one), one.sum)
    words = " · ".join(filter(None, parts))
    spoken = _("Take: {title}").format(title=one.title)
    take = partial(do, _("Taking a task"), taking.take, case_id, [one.key])
    line = text_line(one.title, words, take)
    line.setToolTip(plain_tip(one.why))
    line.setAccessibleDescription(one.why)
    across.addWidget(line, 1)
    take_it = button(_("Take"), take, link=True, name=spoken)
    leave = partial(do, _("Leaving a task out"), taking.refuse, case_id, [one.key])
    leave_it = button(_("Leave out"), leave, link=True, name=_("Leave out: {title}").format(title=one.title))
    for each in (take_it, leave_it):
        each.setToolTip(plain_tip(one.why))
        across.addWidget(each)
    return across


def _due(one: Proposed) -> str:
    return _("due {day}").format(day=on_screen(one.due_on)) if one.due_on else _("no day")


def _who(one: Proposed) -> str:
    if one.who in ("client", "employer") and one.staff:
        return _("{who}, followed up by {name}").format(who=one.who_words, name=one.staff)
    return one.staff or one.who_words


def _proof(one: Proposed) -> str:
    return _("with proof: {kinds}").format(kinds=proof_words(one.proof)) if one.proof else ""


def _come_later(card: Card, found: CaseTasks) -> None:
    if not found.later:
        return
    card.body.addWidget(label(n_("{n} comes later", "{n} come later", len(found.later)), quiet=True))
    for one in found.later[:LATER]:
        who = f"{one.title} – {one.person}" if one.person else one.title
        told = label(f"•  {who}: {one.waits}", quiet=True, small=True, wrap=True)
        told.setToolTip(plain_tip(f"{one.why}\n{habit_words()}"))
        card.body.addWidget(told)
    more = len(found.later) - LATER
    if more > 0:
        card.body.addWidget(label(n_("and {n} more", "and {n} more", more), quiet=True))


def _edit(desk: Desk, office: Any, case_id: str, task_id: str) -> None:
    from ui.screens.case_event import open_event

    open_event(desk, office, "task", case_id, task_id)
