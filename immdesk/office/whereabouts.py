"""Who is where: in the office, elsewhere, or on leave; who covers, and what is handed over and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import read_value
from immdesk.basics.words import _, n_
from immdesk.office.dates import docket_rows
from immdesk.office.firm import staff
from immdesk.office.rows import Changed, DateRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

AHEAD: Final = timedelta(days=14)
"""So far ahead the dates of somebody who is away show at the cover's Today, besides those of the absence."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where one of the staff is. `absence_id` is "" for who is in the office and has nothing planned."""

    staff_id: str
    name: str
    how: str  # office | remote | leave
    absence_id: str
    first: date | None
    last: date | None
    cover_id: str
    cover: str
    note: str
    handed: int
    now: bool

    @property
    def words(self) -> str:
        """Say it in a line."""
        if not self.absence_id:
            return _("in the office")
        where = _("works elsewhere") if self.how == "remote" else _("on leave")
        days = " – ".join(on_screen(day) for day in (self.first, self.last) if day)
        cover = _("{name} covers").format(name=self.cover) if self.cover else _("nobody covers")
        tasks = n_("{n} task handed over", "{n} tasks handed over", self.handed) if self.handed else ""
        told = (where, days, cover if self.how == "leave" else "", tasks, self.note)
        return " · ".join(part for part in told if part)


@dataclass(frozen=True, slots=True)
class Covered:
    """What somebody who is away has coming: the dates of their cases, for who covers."""

    absence: Whereabouts
    dates: tuple[DateRow, ...]


def everybody(office: Office) -> tuple[Whereabouts, ...]:
    """Give where everybody of the staff is today; a leave that is planned stands there before it begins."""
    today = office.today()
    rows = office.rows(
        "SELECT a.* FROM absence a WHERE a.back_on IS NULL AND (a.until_on IS NULL OR a.until_on >= ? "
        "OR a.handed IS NOT NULL) ORDER BY a.from_on DESC",
        [today.isoformat()],
    )
    nearest = {row["staff_id"]: row for row in rows}
    people = staff(office)
    names = {one.id: one.name for one in people}
    return tuple(_where(one.id, one.name, nearest.get(one.id), names, today) for one in people)


def away(
    office: Office, staff_id: str, how: str, first: str, last: str = "", cover_id: str = "", note: str = ""
) -> Changed:
    """Say that somebody works elsewhere or is on leave, from a day until a day as typed.

    With a cover, the open tasks that are due meanwhile are handed over, and handed back with `back`.
    Raises Problem for days that cannot be, and for who would cover for themselves.
    """
    begins, ends = _day(office, first), _day(office, last) if last.strip() else None
    if ends and ends < begins:
        raise Problem(
            _("The last day is before the first."), _("Nothing was changed."), _("Correct one of the days.")
        )
    if cover_id == staff_id:
        raise Problem(
            _("Nobody covers for themselves."), _("Nothing was changed."), _("Choose another colleague.")
        )
    leave = how == "leave"
    tasks = _tasks(office, staff_id, ends) if leave and cover_id else []
    values = {
        "staff_id": staff_id,
        "how": how,
        "from_on": begins.isoformat(),
        "until_on": ends.isoformat() if ends else None,
        "cover_id": cover_id or None,
        "note": note.strip() or None,
        "handed": json.dumps(tasks) if tasks else None,
    }

    def work(session: Session) -> None:
        from immdesk.records.cases import Task
        from immdesk.records.habits import Absence

        session.add(Absence(**values))
        for task in tasks:
            session.get_one(Task, task).staff_id = cover_id

    told = n_("{n} task handed over.", "{n} tasks handed over.", len(tasks)) if tasks else ""
    message = " ".join(filter(None, (_("Kept."), told)))
    _made, changed = office.change(_("Say where somebody is"), work, message=message)
    return changed


def back(office: Office, absence_id: str) -> Changed:
    """Say that somebody is back: what was handed over and is still open comes back to them."""
    rows = office.rows("SELECT * FROM absence WHERE id = ? AND back_on IS NULL", [absence_id])
    if not rows:
        raise Problem(_("This was taken back already."), _("Nothing was changed."), _("Look again."))
    row = rows[0]
    handed = json.loads(row["handed"] or "[]")
    marks = ", ".join("?" * len(handed))
    still = office.rows(
        f"SELECT id FROM task WHERE id IN ({marks}) AND done_on IS NULL AND staff_id = ?",
        [*handed, row["cover_id"]],
    )
    today = office.today().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.cases import Task
        from immdesk.records.habits import Absence

        session.get_one(Absence, absence_id).back_on = today
        for task in still:
            session.get_one(Task, task["id"]).staff_id = row["staff_id"]

    told = n_("{n} open task is theirs again.", "{n} open tasks are theirs again.", len(still))
    message = " ".join(filter(None, (_("Kept."), told if still else "")))
    _made, changed = office.change(_("Say that somebody is back"), work, message=message)
    return changed


def covered(office: Office, cover_id: str = "") -> tuple[Covered, ...]:
    """Give what those who are on leave today have coming: what has passed, and what comes until two weeks on.

    `cover_id` asks only for those for whom this colleague covers; "" for everybody who is away.
    """
    today = office.today()
    gone = [one for one in everybody(office) if one.how == "leave" and one.now]
    found = []
    with office.store.read() as read:
        for one in gone:
            if cover_id and one.cover_id != cover_id:
                continue
            last = max(one.last or today, today) + AHEAD
            params = {"who": one.staff_id, "last": last.isoformat(), "today": today.isoformat()}
            found.append(Covered(one, tuple(docket_rows(office, read, _THEIRS, params, limit=30))))
    return tuple(found)


_THEIRS = """d.state = 'kept' AND d.due_on <= :last
AND (d.due_on >= :today OR d.kind IN ('deadline', 'closes', 'status_end')) AND EXISTS (
  SELECT 1 FROM case_file c WHERE c.status = 'open' AND c.deleted_at IS NULL
  AND :who IN (c.responsible_id, c.attorney_id) AND (c.id = d.case_id OR (d.case_id IS NULL AND EXISTS (
    SELECT 1 FROM case_party p WHERE p.case_id = c.id AND p.person_id = d.person_id))))"""


def _where(
    staff_id: str, name: str, row: Mapping[str, Any] | None, names: Mapping[str, str], today: date
) -> Whereabouts:
    if row is None:
        return Whereabouts(staff_id, name, "office", "", None, None, "", "", "", 0, True)
    first, last = iso_day(row["from_on"]), iso_day(row["until_on"] or "")
    cover = row["cover_id"] or ""
    return Whereabouts(
        staff_id,
        name,
        row["how"],
        row["id"],
        first,
        last,
        cover,
        names.get(cover, ""),
        row["note"] or "",
        len(json.loads(row["handed"] or "[]")),
        first is not None and first <= today and (last is None or last >= today),
    )


def _tasks(office: Office, staff_id: str, last: date | None) -> list[str]:
    rows = office.rows(
        "SELECT id FROM task WHERE staff_id = ? AND done_on IS NULL AND due_on IS NOT NULL "
        "AND (? = '' OR due_on <= ?) ORDER BY due_on, id",
        [staff_id, *[last.isoformat() if last else ""] * 2],
    )
    return [row["id"] for row in rows]


def _day(office: Office, typed: str) -> date:
    found = read_value("date", typed, today=office.today())
    if not isinstance(found.value, date):
        raise Problem(
            _("“{typed}” is no day.").format(typed=typed),
            _("Nothing was changed."),
            _("Type a day such as March 3, 2027."),
        )
    return found.value
