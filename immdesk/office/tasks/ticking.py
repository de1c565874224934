"""Tasks ticked off: with a proof where the template, or the date that the task prepares, asks for one."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Final

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.own_settings import keep_own, own_word
from immdesk.office.rows import Changed
from immdesk.office.tasks.words import proof_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

PROOF_FROM: Final = "task_proof"
"""The office's word: the least severity of a date whose tasks ask for a proof, "all" or "none"."""
CHOICES: Final = ("none", "fatal", "serious", "all")
HABIT: Final = "fatal"
ANY: Final = ("receipt", "tracking", "note")
_SEVERE: Final[Mapping[str, tuple[str, ...]]] = {"fatal": ("fatal",), "serious": ("fatal", "serious")}

_ASKED = """
SELECT t.id, k.proof, d.severity FROM task t LEFT JOIN template_task k ON k.task_id = t.id
LEFT JOIN docket_entry d ON d.id = t.entry_id WHERE t.id IN (SELECT value FROM json_each(?))
"""


def proofs_asked(office: Office, task_ids: Collection[str]) -> dict[str, tuple[str, ...]]:
    """Give which proof ticking off asks for, by task: receipt, tracking, note; others are left out."""
    least = proof_from(office)
    severe = _SEVERE.get(least, ())
    found: dict[str, tuple[str, ...]] = {}
    for row in office.rows(_ASKED, [json.dumps(list(task_ids))]):
        if row["proof"]:
            found[row["id"]] = tuple(row["proof"].split())
        elif least == "all" or row["severity"] in severe:
            found[row["id"]] = ANY
    return found


def done(office: Office, task_ids: Collection[str], proof: str = "") -> Changed:
    """Tick tasks off today, with the proof of it, as one operation.

    Raises Problem when one of them asks for a proof and none is given, or is no longer there.
    """
    asked = proofs_asked(office, task_ids)
    if asked and not proof.strip():
        raise no_proof(next(iter(asked.values())))
    today, words = office.today().isoformat(), proof.strip()

    def work(session: Session) -> None:
        from immdesk.records.answers import say
        from immdesk.records.cases import Task

        for task_id in task_ids:
            row = session.get(Task, task_id)
            if row is None:
                raise _gone()
            row.done_on = today
            if words:
                say(session, "task", task_id, "proof", words)

    title = _("Tick off a task") if len(task_ids) == 1 else _("Tick off tasks of several cases")
    message = n_("{n} task ticked off.", "{n} tasks ticked off.", len(task_ids))
    return office.change(title, work, why=words, message=message)[1]


def no_proof(kinds: tuple[str, ...]) -> Problem:
    """Give what is told when a proof is missing."""
    return Problem(
        _("This task is done only with a proof: {kinds}.").format(kinds=proof_words(kinds)),
        _("It stays open."),
        _("Give the tracking number, receipt, or how it was done."),
    )


def proof_from(office: Office) -> str:
    """Give from which severity on tasks of dates ask for a proof (CHOICES): the office's choice or habit."""
    said = own_word(office, PROOF_FROM)
    return said if said in CHOICES else HABIT


def set_proof_from(office: Office, least: str) -> Changed:
    """Choose from which severity on tasks of dates ask for a proof. Raises Problem for another word."""
    if least not in CHOICES:
        raise Problem(
            _("“{typed}” is no choice.").format(typed=least),
            _("Nothing was changed."),
            _("Choose one of: {choices}.").format(choices=", ".join(CHOICES)),
        )
    return keep_own(office, {PROOF_FROM: least}, _("Say which tasks ask for a proof"))


def choice_words() -> dict[str, str]:
    """Say each choice of `proof_from`."""
    return {
        "none": _("only where the template asks"),
        "fatal": _("for fatal dates too"),
        "serious": _("for fatal and serious dates too"),
        "all": _("for every task"),
    }


def _gone() -> Problem:
    return Problem(
        _("A task is no longer there."), _("Nothing was ticked off."), _("Look at the list again.")
    )
