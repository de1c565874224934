"""The tasks that the templates ask for in cases, beside what became of those that were proposed before."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.dates import iso_day
from immdesk.office.clock import day_in
from immdesk.office.computed import shut_out

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packs.library import Library
    from immdesk.store.reading import Reading
    from immdesk.workflow.to_do import DocketDate, ToDo

State = Literal["open", "done", "removed", "refused"]


@dataclass(frozen=True, slots=True)
class Kept:
    """A task that was proposed once: what the template said then, and how the office's task is now.

    `state` is open, done, removed (the task is gone) or refused. `by_hand` says that somebody has changed
    title, day or minutes since. A day that had passed when it was taken (`taken_on`) is that day.
    """

    key: str
    state: State
    task_id: str
    title: str
    due_on: date | None
    minutes: int
    who: str
    by_hand: bool
    staff_id: str
    taken_on: date | None = None

    @property
    def settled(self) -> bool:
        """Say whether nothing waits for it any more."""
        return self.state != "open"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A case with all that its kind's tasks make of it, in their order, and what became of each by key."""

    id: str
    number: str
    title: str
    kind: str
    opened_on: date | None
    responsible_id: str
    attorney_id: str
    found: tuple[ToDo, ...]
    kept: Mapping[str, Kept]

    def new(self) -> tuple[ToDo, ...]:
        """Give the tasks to do now that nobody has taken or refused."""
        return tuple(one for one in self.found if one.state == "now" and one.key not in self.kept)

    def staff_of(self, who: str) -> str:
        """Give who of the office has a task: the attorney, else whoever is responsible."""
        return (self.attorney_id if who == "attorney" else "") or self.responsible_id


def weighed(
    office: Office, read: Reading, case_ids: Sequence[str], library: Library | None = None
) -> list[Weighed]:
    """Give what the tasks of their kinds make of these cases; of closed cases nothing is found."""
    from immdesk.records.facts_of import facts_of

    knows = library or office.library
    asked = {"ids": json.dumps(list(case_ids))}
    rows = read.all(_CASES, asked)
    facts = facts_of(read, [row["id"] for row in rows], knows.vocabulary, office.today())
    dates, kept = _dates(read, asked), _kept(office, read, asked)
    return [_weighed(knows, row, facts[row["id"]], dates, kept.get(row["id"], {})) for row in rows]


_CASES = """
SELECT id, number, title, case_type, status, opened_on, responsible_id, attorney_id FROM case_file
WHERE id IN (SELECT value FROM json_each(:ids)) AND deleted_at IS NULL ORDER BY number
"""
_DATES = f"""
SELECT j.value AS case_id, d.id, d.rule, d.output, d.person_id, d.due_on
FROM json_each(:ids) j CROSS JOIN docket_entry d ON d.case_id = j.value
WHERE d.state = 'kept' AND d.due_on IS NOT NULL
UNION ALL
SELECT p.case_id, d.id, d.rule, d.output, d.person_id, d.due_on
FROM json_each(:ids) j CROSS JOIN case_party p ON p.case_id = j.value
CROSS JOIN docket_entry d ON d.person_id = p.person_id
WHERE +d.case_id IS NULL AND d.state = 'kept' AND d.due_on IS NOT NULL AND NOT {shut_out("d", "p.case_id")}
"""
_KEPT = """
SELECT k.*, t.title AS now_title, t.due_on AS now_due, t.done_on, t.staff_id, m.value AS now_minutes
FROM template_task k LEFT JOIN task t ON t.id = k.task_id
LEFT JOIN said m ON m.owner_kind = 'task' AND m.owner_id = k.task_id AND m.word = 'minutes'
WHERE k.case_id IN (SELECT value FROM json_each(:ids))
"""


def _weighed(
    knows: Library,
    row: dict[str, Any],
    facts: Any,
    dates: Mapping[str, list[DocketDate]],
    kept: Mapping[str, Kept],
) -> Weighed:
    from immdesk.office.progress import members_of
    from immdesk.workflow.to_do import to_do, with_order

    plan = knows.tasks.get(row["case_type"] or "")
    opened = iso_day(row["opened_on"] or "")
    found: tuple[ToDo, ...] = ()
    if plan is not None and row["status"] == "open":
        case = next(one.facts for one in facts.subjects() if one.kind == "case")
        asked = to_do(plan, opened, case, members_of(facts), dates.get(row["id"], ()))
        found = with_order(asked, {key for key, one in kept.items() if one.settled})
    return Weighed(
        row["id"],
        row["number"],
        row["title"] or "",
        row["case_type"] or "",
        opened,
        row["responsible_id"] or "",
        row["attorney_id"] or "",
        found,
        kept,
    )


def _dates(read: Reading, asked: Mapping[str, str]) -> dict[str, list[DocketDate]]:
    from immdesk.workflow.to_do import DocketDate

    found: dict[str, list[DocketDate]] = {}
    for row in read.all(_DATES, asked):
        day = iso_day(row["due_on"])
        if day is not None:
            one = DocketDate(row["id"], row["rule"] or "", row["output"] or "", row["person_id"], day)
            found.setdefault(row["case_id"], []).append(one)
    return found


def _kept(office: Office, read: Reading, asked: Mapping[str, str]) -> dict[str, dict[str, Kept]]:
    found: dict[str, dict[str, Kept]] = {}
    for row in read.all(_KEPT, asked):
        found.setdefault(row["case_id"], {})[row["key"]] = _one(office, row)
    return found


def _one(office: Office, row: dict[str, Any]) -> Kept:
    state: State = "open"
    if row["state"] == "refused":
        state = "refused"
    elif row["now_title"] is None:
        state = "removed"
    elif row["done_on"]:
        state = "done"
    minutes = row["minutes"] or ""
    counted = iso_day(row["due_on"] or "")
    taken = day_in(office.zone, datetime.fromisoformat(row["at"])) if row["at"] else counted
    first_day = max(counted, taken) if counted and taken else counted
    same = (
        row["now_title"] == row["title"]
        and iso_day(row["now_due"] or "") == first_day
        and (row["now_minutes"] or "") == minutes
    )
    return Kept(
        row["key"],
        state,
        row["task_id"] or "",
        row["title"] or "",
        counted,
        int(minutes) if minutes.isdecimal() else 0,
        row["who"] or "",
        not same,
        row["staff_id"] or "",
        taken,
    )
