"""Opens the sheet of an employer, a job, a payment or a conversation, wherever one works on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import work, work_sheets
from immdesk.office.work_sheets import WorkSheet
from immdesk.office.work_words import Kind, correct_title, new_title
from ui.parts.desk import Desk
from ui.screens.case_event import EventSheet, Way, show, to_the_front


def _again(office: Any, sheet: WorkSheet) -> WorkSheet:
    return work_sheets.work_sheet(office, sheet.kind, sheet.owner, sheet.record_id)


WORK = Way(
    work_sheets.view,
    work.keep,
    work.remove,
    _again,
    work_sheets.differences,
    lambda: _("Remove this from the office?"),
)


def open_work(
    desk: Desk, office: Any, kind: Kind, owner: Mapping[str, str] | None = None, record_id: str = ""
) -> None:
    """Open the sheet of a record, or of a new one that belongs to `owner` (a column and an id)."""
    about = (kind, "".join((owner or {}).values()), record_id)
    if to_the_front(desk, about):
        return
    try:
        sheet = work_sheets.work_sheet(office, kind, owner, record_id)
    except Problem as problem:
        desk.problem(problem)
        return
    title = correct_title(kind) if record_id else new_title(kind)
    show(EventSheet(office, desk, sheet, title, about, WORK))
