"""The second look: a colleague confirms a fatal date; until then it says so, everywhere it stands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.rows import Changed, DateRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

WAITING = "waiting"
"""What `DateRow.second_look` says while nobody has looked; else it is the name of who did."""


def with_looks(read: Reading, rows: Sequence[DateRow]) -> list[DateRow]:
    """Give the rows with their second look: the name of who confirmed just this day, or "waiting"."""
    fatal = [row.entry_id for row in rows if _asks(row)]
    if not fatal:
        return list(rows)
    looked = _looks(read, fatal)
    return [
        replace(row, second_look=looked.get(_seen(row.entry_id, row.on), WAITING)) if _asks(row) else row
        for row in rows
    ]


def confirm(office: Office, entry_id: str, staff_id: str) -> Changed:
    """Keep that a colleague has looked at a fatal date as it stands now.

    A date that moves afterwards waits for a second look again. Raises Problem when the date is not on the
    docket, when `staff_id` is no active colleague, or is who accepted the date.
    """
    rows = office.rows("SELECT * FROM docket_entry WHERE id = ? AND state = 'kept'", [entry_id])
    if not rows:
        raise Problem(_("This date is no longer on the docket."), "", _("Look at the list again."))
    entry = rows[0]
    colleague = office.rows("SELECT id FROM staff WHERE id = ? AND active = 'yes'", [staff_id])
    if not colleague or entry["accepted_by"] == staff_id:
        raise Problem(
            _("A second look is somebody else's."),
            _("Whoever accepted the date cannot confirm it too."),
            _("Choose another colleague."),
        )
    values = {
        "case_id": entry["case_id"] or _case_of(office, entry["person_id"]),
        "what": f"date:{entry_id}",
        "staff_id": staff_id,
        "at": office.now().isoformat(),
        "seen_hash": entry["due_on"] or "",
    }

    def work(session: Session) -> None:
        from immdesk.records.cases import Approval

        session.add(Approval(**values))

    _made, changed = office.change(_("Confirm a fatal date"), work, message=_("Confirmed."))
    return changed


def waiting(office: Office) -> tuple[DateRow, ...]:
    """Give the fatal dates on the docket that nobody else has looked at, the earliest first."""
    from datetime import date

    from immdesk.office.dates import kept_between

    rows = kept_between(office, date(1900, 1, 1), date(2999, 12, 31), ("kept",))
    return tuple(row for row in rows if row.second_look == WAITING)


def _asks(row: DateRow) -> bool:
    return row.severity == "fatal" and row.state == "kept"


def _seen(entry_id: str, on: Any) -> str:
    return f"{entry_id} {on}"


def _looks(read: Reading, entry_ids: Iterable[str]) -> dict[str, str]:
    """Give who looked, by entry and the day that was seen."""
    what = json.dumps([f"date:{one}" for one in entry_ids])
    rows = read.all(
        "SELECT a.what, a.seen_hash, s.given_name || ' ' || s.family_name AS name FROM approval a "
        "JOIN staff s ON s.id = a.staff_id WHERE a.what IN (SELECT value FROM json_each(?)) ORDER BY a.at",
        [what],
    )
    return {_seen(row["what"].removeprefix("date:"), row["seen_hash"]): row["name"] for row in rows}


def _case_of(office: Office, person_id: str | None) -> str:
    rows = office.rows(
        "SELECT p.case_id FROM case_party p JOIN case_file c ON c.id = p.case_id "
        "WHERE p.person_id = ? AND c.deleted_at IS NULL ORDER BY c.status <> 'open', c.number LIMIT 1",
        [person_id],
    )
    return str(rows[0]["case_id"])
