"""What Today reads: of each group no more than a page shows, and how many there are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from immdesk.office.missed import NOT_TOLD
from immdesk.office.rows import CaseRow, DateRow, DraftRow, TaskRow

if TYPE_CHECKING:
    from immdesk.office.enquiries import EnquiryRow
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

SHOWN = 12
"""How many lines of a group a page shows; how many there are stands beside its title."""

COUNTED_TO = 200
"""Dates beyond this many are no longer counted: nobody works by the difference, and counting costs time."""

_WEEK, _WEEKS = timedelta(days=7), timedelta(days=28)
_LATE = ("deadline", "closes", "status_end")


@dataclass(frozen=True, slots=True)
class Counted:
    """How many lines each group of Today has in all; of dates, COUNTED_TO + 1 says that there are more."""

    overdue: int = 0
    this_week: int = 0
    next_weeks: int = 0
    open_now: int = 0
    tasks: int = 0
    enquiries: int = 0
    proposals: int = 0
    cases_without_date: int = 0


@dataclass(frozen=True, slots=True)
class TodayPage:
    """What Today shows, each list in order of the day and no longer than SHOWN; `counted` says how many."""

    today: date
    greeting: str
    overdue: tuple[DateRow, ...]
    this_week: tuple[DateRow, ...]
    next_weeks: tuple[DateRow, ...]
    tasks: tuple[TaskRow, ...]
    proposals: tuple[tuple[str, str, int], ...]  # case id, case title, how many dates wait to be accepted
    drafts: tuple[DraftRow, ...]
    cases_without_date: tuple[CaseRow, ...]
    open_cases: int
    counted: Counted
    banners: tuple[str, ...] = ()
    without_date: str = ""  # how many open cases nobody has given a date or task, in words
    open_now: tuple[DateRow, ...] = ()  # windows that have opened and plans whose day has come
    backup_warning: str = ""  # when the newest verified backup is too old
    enquiries: tuple[EnquiryRow, ...] = ()  # open ones whose day has come, or comes within a week


_OF_A_CASE = "(d.case_id IS NOT NULL OR EXISTS (SELECT 1 FROM case_party p WHERE p.person_id = d.person_id))"
_LATEST = f"d.kind IN {_LATE}"
_GROUPS = {
    "overdue": f"d.due_on < :today AND {_LATEST} AND {NOT_TOLD}",
    "open_now": f"d.due_on < :today AND NOT {_LATEST} AND d.kind <> 'appointment'",
    "this_week": "d.due_on >= :today AND d.due_on < :week",
    "next_weeks": "d.due_on >= :week AND d.due_on < :weeks",
}
_ORDER = """d.due_on,
CASE d.severity WHEN 'fatal' THEN 0 WHEN 'serious' THEN 1 WHEN 'normal' THEN 2 WHEN 'info' THEN 3 ELSE 4 END,
CASE d.kind WHEN 'deadline' THEN 0 WHEN 'status_end' THEN 1 WHEN 'closes' THEN 2 WHEN 'planning' THEN 3
WHEN 'opens' THEN 4 ELSE 5 END, d.title"""
_KEPT = f"d.state = 'kept' AND {_OF_A_CASE}"


def dates_of_today(office: Office, read: Reading) -> dict[str, tuple[tuple[DateRow, ...], int]]:
    """Give each group of the docket around today: its first lines, and how many it has."""
    from immdesk.office.dates import docket_rows

    today = office.today()
    days = {"today": today, "week": today + _WEEK, "weeks": today + _WEEKS}
    params = {name: day.isoformat() for name, day in days.items()}
    found = {}
    for name, group in _GROUPS.items():
        some = f"SELECT 1 FROM docket_entry d WHERE {_KEPT} AND {group} LIMIT {COUNTED_TO + 1}"
        count = read.value(f"SELECT count(*) FROM ({some})", params)
        rows = docket_rows(office, read, f"{_KEPT} AND {group}", params, _ORDER, SHOWN) if count else []
        found[name] = tuple(rows), count
    return found


_WAITING = """
SELECT (SELECT count(*) FROM main.finding_cache WHERE waiting > 0) - (
  SELECT count(*) FROM temp.hidden_record h CROSS JOIN main.finding_cache f
  ON f.case_id = h.id AND f.waiting > 0)
"""
"""Counted by the index alone; the few that are hidden are taken off."""


def cases_to_look_at(read: Reading) -> tuple[tuple[tuple[str, str, int], ...], int]:
    """Give the cases whose dates wait to be accepted, most dates first: id, title, how many; and how many.

    CROSS JOIN keeps SQLite from looking at every open case first.
    """
    rows = read.all(
        "SELECT c.id, c.title, f.waiting FROM finding_cache f CROSS JOIN case_file c ON c.id = f.case_id "
        "WHERE f.waiting > 0 AND c.status = 'open' AND c.deleted_at IS NULL "
        "ORDER BY f.waiting DESC LIMIT ?",
        [SHOWN],
    )
    count = read.value(_WAITING) if rows else 0
    return tuple((row["id"], row["title"] or "", row["waiting"]) for row in rows), count
