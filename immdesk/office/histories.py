"""History: who changed what, when and from what, of one record and of the whole office; its chain checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.folded import folded
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, never
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
) -> HistoryPage:
    """Give a page of the history, the newest first; `before` is what the page before gave (0 begins).

    `text` is looked for in titles, names, reasons, days and fields, each of its words anywhere; `who` is a
    user of the desk; `case_id` takes in the case's people, `person_id` one person.
    """
    words = folded(text).split()
    found: list[HistoryRow] = []
    while not cancelled():
        rows, before = _stretch(office, who, case_id, person_id, before, len(words) > 0, limit)
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


def chain(office: Office) -> ChainRow:
    """Read the whole record of changes and say whether it is as it was written."""
    found = office.store.verify_chain()
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


def _stretch(
    office: Office, who: str, case_id: str, person_id: str, before: int, looking: bool, limit: int
) -> tuple[tuple[HistoryRow, ...], int]:
    """Give the next operations in words, and where to go on (0: that was all)."""
    from immdesk.office.history_words import told
    from immdesk.store.history import newest

    count = _READ_AT_ONCE if looking else limit
    with office.store.read() as read:
        people = [*(_people(read, case_id) if case_id else ())]
        people += _with_merged(read, person_id) if person_id else []
        done = newest(read, count, before=before, who=who, case_id=case_id, people=people)
        rows = told(office, read, done)
    return rows, done[-1].seq if len(done) == count else 0


def _heap(row: HistoryRow) -> str:
    """Give everything that a search may find of an operation, in plain small letters."""
    numbers = (number for _case, number in row.cases)
    day = f"{on_screen(row.at.date())} {row.at:%Y-%m-%d}"
    return folded(" ".join((row.title, row.who, row.why, day, *numbers, *row.lines)))
