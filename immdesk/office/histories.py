"""History: who changed what, when and from what, of one record and of the whole office; its chain checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import read_value
from immdesk.basics.watched import ALONE, Cancelled, Watched, never
from immdesk.basics.words import _, n_
from immdesk.office.rows import ChainRow, HistoryPage, HistoryRow

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

PAGE = 40
"""How many operations a page of the history holds."""

_READ_AT_ONCE = 200


def of_office(
    office: Office,
    *,
    text: str = "",
    who: str = "",
    case_id: str = "",
    person_id: str = "",
    before: int = 0,
    limit: int = PAGE,
    cancelled: Cancelled = never,
    record: tuple[str, str] | None = None,
    since: date | None = None,
    until: date | None = None,
) -> HistoryPage:
    """Give a page of the history, the newest first; `before` is what the page before gave (0 begins).

    `text` is looked for in titles, names, reasons, days and fields, each of its words anywhere; `who` is a
    user of the desk; `case_id` takes in the case's people, `person_id` one person, `record` (table, id) one
    record; `since` and `until` are days of the office's zone, both included.
    """
    asked = _Asked(who, case_id, person_id, record, _moment(office, since), _moment(office, until, 1))
    words = folded(text).split()
    found: list[HistoryRow] = []
    while not cancelled():
        rows, before = _stretch(office, asked, before, len(words) > 0, limit)
        for row in rows:
            if all(word in _heap(row) for word in words):
                found.append(row)
                if len(found) == limit:
                    return HistoryPage(tuple(found), row.seq)
        if not before:
            break
    return HistoryPage(tuple(found), before)


def of_case(office: Office, case_id: str) -> tuple[HistoryRow, ...]:
    """Give every operation that touched a case or its people, the newest first."""
    from immdesk.office.history_words import told
    from immdesk.store.history import history

    with office.store.read() as read:
        return told(office, read, history(read, case_id=case_id, people=_people(read, case_id)))


def of_person(office: Office, person_id: str) -> tuple[HistoryRow, ...]:
    """Give every operation that touched a person or what belongs to them, the newest first."""
    from immdesk.office.history_words import told
    from immdesk.store.history import history

    with office.store.read() as read:
        return told(office, read, history(read, people=_with_merged(read, person_id)))


def of_record(office: Office, table: str, record_id: str) -> tuple[HistoryRow, ...]:
    """Give every operation that touched one record, the newest first."""
    from immdesk.office.history_words import told
    from immdesk.store.history import history

    with office.store.read() as read:
        return told(office, read, history(read, table=table, pk=record_id))


def staff_of(office: Office) -> tuple[str, ...]:
    """Give everybody who ever changed something, by the name in the history."""
    return tuple(row["who"] for row in office.rows("SELECT DISTINCT who FROM operation ORDER BY who"))


def chain(office: Office, watched: Watched = ALONE) -> ChainRow:
    """Read the whole record of changes and say whether it is as it was written.

    Raises Stopped when somebody cancelled.
    """
    found = office.store.verify_chain(watched)
    if not found.ok:
        broken = _("The record was changed from outside at number {n:,}. Everything before it is as written.")
        return ChainRow(False, found.operations, broken.format(n=found.broken_at))
    said = n_("{n:,} change, unbroken", "{n:,} changes, unbroken", found.operations)
    if found.purged_rows:
        said += ", " + n_("{n} record deleted for good", "{n} records deleted for good", found.purged_rows)
    return ChainRow(True, found.operations, said)


def _people(read: Reading, case_id: str) -> list[str]:
    """Give everybody who is, or was at some time, a party of the case."""
    found = read.tuples(
        "SELECT person_id FROM case_party WHERE case_id = ? UNION SELECT person_id FROM operation_row "
        "WHERE case_id = ? AND \"table\" = 'case_party' AND person_id IS NOT NULL",
        [case_id, case_id],
    )
    return [person_id for (person_id,) in found]


def _with_merged(read: Reading, person_id: str) -> list[str]:
    """Give a person and those who were found to be the same one and merged: their history goes on here."""
    found = read.tuples(
        "WITH RECURSIVE same (id) AS (SELECT ? UNION SELECT m.gone_id FROM person_merge m JOIN same "
        "ON m.person_id = same.id WHERE m.split_at IS NULL) SELECT id FROM same",
        [person_id],
    )
    return [one for (one,) in found]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for besides words."""

    who: str
    case_id: str
    person_id: str
    record: tuple[str, str] | None
    since: str
    until: str


def _moment(office: Office, day: date | None, later: int = 0) -> str:
    """Give the beginning of a day of the office's zone in UTC, `later` days after it; "" for no day."""
    if day is None:
        return ""
    begin = datetime.combine(day + timedelta(days=later), time(), ZoneInfo(office.zone))
    return begin.astimezone(UTC).isoformat(timespec="milliseconds")


def _stretch(
    office: Office, asked: _Asked, before: int, looking: bool, limit: int
) -> tuple[tuple[HistoryRow, ...], int]:
    """Give the next operations in words, and where to go on (0: that was all)."""
    from immdesk.office.history_words import told
    from immdesk.store.history import newest

    count = _READ_AT_ONCE if looking else limit
    with office.store.read() as read:
        people = [*(_people(read, asked.case_id) if asked.case_id else ())]
        people += _with_merged(read, asked.person_id) if asked.person_id else []
        done = newest(
            read,
            count,
            before=before,
            who=asked.who,
            case_id=asked.case_id,
            people=people,
            record=asked.record,
            since=asked.since,
            until=asked.until,
        )
        rows = told(office, read, done)
    return rows, done[-1].seq if len(done) == count else 0


def day_typed(office: Office, text: str) -> date | None:
    """Give the day that somebody typed to narrow the history, None for none. Raises Problem for no day."""
    if not text.strip():
        return None
    read = read_value("date", text, today=office.today())
    if not isinstance(read.value, date):
        raise Problem(
            _("“{text}” is no day.").format(text=text.strip()),
            _("All days are shown."),
            _("Type a day such as March 3, 2026."),
        )
    return read.value


def _heap(row: HistoryRow) -> str:
    """Give everything that a search may find of an operation, in plain small letters."""
    numbers = (number for _case, number in row.cases)
    day = f"{on_screen(row.at.date())} {row.at:%Y-%m-%d}"
    return folded(" ".join((row.title, row.who, row.why, day, *numbers, *row.lines)))
