"""The office's own day: earlier than the law's, with a reason; the law's day stays in sight."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.approvals import Asked, hold
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def set_own_day(office: Office, entry_id: str, typed: str, reason: str) -> Changed:
    """Let the office work to a day of its own; `typed` is read as any day is ("Mar 3", "in 2 weeks").

    Raises Problem for what is no day, for a day after the law's, and without a reason.
    """
    row, law_on = _kept(office, entry_id)
    day = _read(office, typed)
    if not reason.strip():
        raise Problem(
            _("An own day needs a reason."), "", _("Say in a few words why the office acts earlier.")
        )
    if day > law_on:
        raise Problem(
            _("The office's own day is later than the law's."),
            _("The law gives {day}; it stays.").format(day=on_screen(law_on)),
            _("Choose a day on or before it."),
        )
    return _write(office, row, day, law_on, reason.strip())


def back_to_law(office: Office, entry_id: str) -> Changed:
    """Work to the law's own day again."""
    row, law_on = _kept(office, entry_id)
    if row["severity"] == "fatal":
        due = on_screen(date.fromisoformat(row["due_on"]))
        told = {"entry": entry_id}
        mark = mark_of_day(office, entry_id)
        hold(
            office,
            Asked(
                "date.law", entry_id, row["case_id"] or "", row["title"], due, on_screen(law_on), told, mark
            ),
        )
    return _write(office, row, law_on, law_on, "")


def mark_of_day(office: Office, entry_id: str) -> str:
    """Give a mark of a kept date and of the law's own day. Raises Problem when it is off the docket."""
    row, law_on = _kept(office, entry_id)
    return f"{row['due_on']} {law_on.isoformat()}"


def _kept(office: Office, entry_id: str) -> tuple[dict[str, Any], date]:
    rows = office.rows("SELECT * FROM docket_entry WHERE id = ? AND state = 'kept'", [entry_id])
    if not rows or not rows[0]["due_on"]:
        raise Problem(_("This date is no longer on the docket."), "", _("Look at the list again."))
    law = json.loads(rows[0]["work"] or "{}").get("law_on") or rows[0]["due_on"]
    return rows[0], date.fromisoformat(law)


def _read(office: Office, typed: str) -> date:
    from immdesk.basics.values import read_value

    found = read_value("date", typed, today=office.today())
    if not isinstance(found.value, date):
        raise Problem(
            _("“{typed}” is no day.").format(typed=typed),
            found.message,
            _("Type a day such as March 3, 2027."),
        )
    return found.value


def _write(office: Office, row: dict[str, Any], day: date, law_on: date, reason: str) -> Changed:
    kept = json.loads(row["work"] or "{}")
    kept["law_on"] = law_on.isoformat() if day != law_on else None
    values = {"due_on": day.isoformat(), "reason": reason, "work": json.dumps(kept, ensure_ascii=False)}

    def work(session: Session) -> None:
        from immdesk.records.dates import DocketEntry

        entry = session.get_one(DocketEntry, row["id"])
        for name, value in values.items():
            setattr(entry, name, value)

    _made, changed = office.change(
        _("Choose the office's own day"), work, why=reason, message=_("The day was changed.")
    )
    return changed
