"""What a notice sets going: tasks from an approval, closed dates that a rejection reopens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.dates import iso_day
from immdesk.basics.words import _, n_
from immdesk.office.proofread import differences, person_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Effects:
    """Tasks to make, by title, whom they concern, and the dates that go back onto the docket, by id."""

    tasks: tuple[str, ...] = ()
    person_id: str = ""
    reopened: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Say it after the event was recorded; "" when nothing follows."""
        parts = (
            n_("{n} task from it.", "{n} tasks from it.", len(self.tasks)) if self.tasks else "",
            n_("{n} date is back on the docket.", "{n} dates are back on the docket.", len(self.reopened))
            if self.reopened
            else "",
        )
        return " ".join(filter(None, parts))


def effects_of(office: Office, case_id: str, values: Values) -> Effects:
    """Give what a notice with these answers sets going; changes nothing."""
    with office.store.read() as read:
        person = person_of(read, case_id, values)
        if values.get("kind") == "approval":
            titles = differences(read, case_id, values)
            return Effects(_not_open_yet(read, case_id, titles), person)
        if values.get("kind") == "rejection" and values.get("filing_id"):
            filing = read.all("SELECT * FROM filing WHERE id = ?", [values["filing_id"]])
            if filing:
                title = _("{form} was rejected: mend what was wrong and file it again.")
                titles = [title.format(form=filing[0]["form"])]
                return Effects(
                    _not_open_yet(read, case_id, titles), person, _closed_by(read, case_id, filing[0])
                )
    return Effects()


def apply(session: Session, case_id: str, found: Effects, today: date) -> None:
    """Make the tasks and put the dates back, within the operation that records the notice."""
    from immdesk.records.cases import CaseFile, Task
    from immdesk.records.dates import DocketEntry

    responsible = session.get_one(CaseFile, case_id).responsible_id if found.tasks else None
    for title in found.tasks:
        session.add(
            Task(
                case_id=case_id,
                person_id=found.person_id or None,
                title=title,
                due_on=today.isoformat(),
                staff_id=responsible,
            )
        )
    for entry_id in found.reopened:
        row = session.get_one(DocketEntry, entry_id)
        row.state, row.done_on, row.done_proof = "kept", None, ""


def _not_open_yet(read: Reading, case_id: str, titles: list[str]) -> tuple[str, ...]:
    rows = read.all("SELECT title FROM task WHERE case_id = ? AND done_on IS NULL", [case_id])
    known = {row["title"] for row in rows}
    return tuple(title for title in titles if title not in known)


def _closed_by(read: Reading, case_id: str, filing: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the dates that were marked as done by this filing: on its day, or with its number as proof."""
    days = {filing[name] for name in ("postmark_on", "received_on") if iso_day(filing[name] or "")}
    number = filing["receipt_number"] or ""
    rows = read.all(
        "SELECT id, done_on, done_proof FROM docket_entry WHERE state = 'done' AND rule <> '' "
        "AND (case_id = ? OR (case_id IS NULL AND person_id = ?))",
        [case_id, filing["person_id"] or ""],
    )
    return tuple(
        row["id"]
        for row in rows
        if row["done_on"] in days or (number and number in (row["done_proof"] or "").upper())
    )
