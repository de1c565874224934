"""Dates that have passed: they stay on top until somebody says what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

NOT_TOLD = "NOT EXISTS (SELECT 1 FROM missed_date m WHERE m.entry_id = d.id AND m.due_on IS d.due_on)"
"""Holds for a row of the docket (`d`) of which nobody has said what happened on the day it was due."""


def tell_missed(office: Office, entry_id: str, told: str) -> Changed:
    """Keep what happened to a date that has passed. It stays in the case, and leaves the top of Today.

    Raises Problem when the date has not passed, or nothing is said.
    """
    rows = office.rows("SELECT due_on FROM docket_entry WHERE id = ? AND state = 'kept'", [entry_id])
    if not rows or not rows[0]["due_on"] or rows[0]["due_on"] >= office.today().isoformat():
        raise Problem(
            _("This date has not passed, or is off the docket."),
            _("Nothing was changed."),
            _("Mark it as done, with its proof, when it is done."),
        )
    if not told.strip():
        raise Problem(_("Say what happened."), _("The date stays on top until then."), _("Type some words."))
    values = {
        "entry_id": entry_id,
        "due_on": rows[0]["due_on"],
        "told": told.strip(),
        "by": office.user,
        "at": office.now().isoformat(),
    }

    def work(session: Session) -> None:
        from immdesk.records.habits import MissedDate

        session.add(MissedDate(**values))

    _made, changed = office.change(
        _("Say what happened to a date that has passed"), work, why=told.strip(), message=_("Kept.")
    )
    return changed


def told_of(office: Office, entry_id: str) -> str:
    """Give what was said last of a date that has passed, "" for nothing."""
    rows = office.rows("SELECT told FROM missed_date WHERE entry_id = ? ORDER BY at DESC LIMIT 1", [entry_id])
    return str(rows[0]["told"]) if rows else ""
