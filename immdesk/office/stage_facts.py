"""Which fact moves a case to a stage, and where it is recorded: a stage is never set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from immdesk.basics.words import _, told

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.workflow.case_type import Stage

Where = Literal["filing", "job", "recruitment", "facts", ""]
_OF_RECRUITMENT: Final = ("wage_determined_on", "recruiting_since", "labor_filed_on", "labor_certified_on")


@dataclass(frozen=True, slots=True)
class StageFact:
    """What moves a case to a stage: said in words, and the sheet on which it is recorded.

    `where` is "" when nothing needs to be recorded; `record_id` is the record to correct, "" for a new one.
    """

    title: str
    words: str
    where: Where = ""
    record_id: str = ""


def stage_fact(office: Office, case_id: str, stage_id: str) -> StageFact | None:
    """Give which fact moves a case to a stage; None when the case or the stage is not known."""
    rows = office.rows("SELECT case_type FROM case_file WHERE id = ?", [case_id])
    workflow = office.workflow(str(rows[0]["case_type"])) if rows else None
    stages = workflow.shape.stages if workflow else ()
    stage = next((one for one in stages if one.stage == stage_id), None)
    if stage is None:
        return None
    title = told(stage.title)
    if not stage.known:
        words = _("Every case begins in the stage “{stage}”. It leaves it by what is recorded.")
        return StageFact(title, words.format(stage=title))
    label = office.library.vocabulary.word(stage.known).label
    words = _(
        "A stage is never set by hand: it follows from what is recorded. A case stands in “{stage}” once "
        "this is known: {fact}."
    )
    where = _where(stage)
    return StageFact(title, words.format(stage=title, fact=label), where, _record(office, case_id, where))


def _where(stage: Stage) -> Where:
    root, _dot, word = stage.known.partition(".")
    if root == "job":
        return "job"
    if root == "case" and word in _OF_RECRUITMENT:
        return "recruitment"
    return "filing" if root in ("case", "party") else "facts"


_RECORDS: Final = {
    "filing": "SELECT id FROM filing WHERE case_id = ? AND approved_on IS NULL "
    "ORDER BY coalesce(received_on, postmark_on) DESC LIMIT 1",
    "job": "SELECT id FROM job WHERE case_id = ? AND deleted_at IS NULL ORDER BY rowid LIMIT 1",
    "recruitment": "SELECT id FROM recruitment WHERE case_id = ? ORDER BY rowid LIMIT 1",
}


def _record(office: Office, case_id: str, where: Where) -> str:
    rows = office.rows(_RECORDS[where], [case_id]) if where in _RECORDS else []
    return str(rows[0]["id"]) if rows else ""
