"""What the calendar shows: the dates of all cases, only those that were asked for, and the days to send."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _
from immdesk.office.calendar_files import Names, Wanted
from immdesk.office.cases import short_name
from immdesk.office.dates import calendar
from immdesk.office.firm import staff
from immdesk.office.rows import DateRow
from immdesk.office.send_by import FURTHEST, sending_marks

if TYPE_CHECKING:
    from immdesk.office.office import Office

KINDS = ("deadline", "closes", "status_end", "opens", "planning", "send_by")
SEVERITIES = ("fatal", "serious", "normal", "info")


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """What the calendar is asked for, by id or word; "" asks for all. What is given holds together."""

    staff_id: str = ""
    person_id: str = ""
    kind: str = ""
    severity: str = ""

    def asks(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.staff_id or self.person_id or self.kind or self.severity)

    def as_text(self) -> str:
        """Give it as this computer remembers it: ids and words, no names."""
        return "|".join((self.staff_id, self.person_id, self.kind, self.severity))


@dataclass(frozen=True, slots=True)
class CalendarDates:
    """The dates that fit, the days to send among them (`kind` "send_by"), and how many dates there are."""

    rows: tuple[DateRow, ...]
    fit: int
    total: int
    clients: tuple[tuple[str, str], ...]  # (id, name) of everybody with a date in these days


def filter_from(office: Office, text: str) -> CalendarFilter:
    """Give the filter that this computer remembers; whom this office does not know is not asked for."""
    staff_id, person_id, kind, severity = (*text.split("|"), "", "", "", "")[:4]
    known = {one.id for one in staff(office)}
    people = office.rows("SELECT id FROM person WHERE id = ? AND deleted_at IS NULL", [person_id])
    return CalendarFilter(
        staff_id if staff_id in known else "",
        person_id if people else "",
        kind if kind in KINDS else "",
        severity if severity in SEVERITIES else "",
    )


def calendar_dates(
    office: Office, first: date, last: date, only: CalendarFilter, done: bool = True
) -> CalendarDates:
    """Give what the calendar shows from `first` to `last`, both included; loads no pack.

    `done` says whether done dates are shown. The total counts dates, not the days to send.
    """
    found = calendar(office, first, last + timedelta(days=FURTHEST))
    marks = sending_marks(found, first, last, office.today())
    dates = [row for row in found if row.on and row.on <= last and (done or row.state != "done")]
    cases, parties = _cases_of(office, only.staff_id), _parties(office, [*dates, *marks])
    fit = [row for row in (*dates, *marks) if _fits(row, only, cases, parties)]
    rows = sorted(fit, key=lambda row: (row.on or date.max, row.title, row.case_number))
    return CalendarDates(
        tuple(rows),
        sum(row.kind != "send_by" for row in fit),
        len(dates),
        _clients(office, [*dates, *marks], parties, only.person_id),
    )


def filter_words(office: Office, only: CalendarFilter) -> str:
    """Say what is asked for: "Amy Chen · Ortega, Lucía · deadlines · fatal if missed"; "" for all."""
    names = {one.id: one.name for one in staff(office)}
    people = office.rows("SELECT family_name, given_name FROM person WHERE id = ?", [only.person_id])
    parts = (
        names.get(only.staff_id, ""),
        short_name(people[0]) if people else "",
        kinds().get(only.kind, ""),
        severities().get(only.severity, ""),
    )
    return " · ".join(part for part in parts if part)


def kinds() -> dict[str, str]:
    """Give the kinds of dates that can be asked for, with their words."""
    words = (_("Deadlines"), _("Last days"), _("Ends"), _("Opens"), _("Planned"), _("Send by"))
    return dict(zip(KINDS, words, strict=True))


def severities() -> dict[str, str]:
    """Give the severities that can be asked for, with their words."""
    words = (_("Fatal if missed"), _("Serious"), _("Normal"), _("Only informs"))
    return dict(zip(SEVERITIES, words, strict=True))


def wanted_of(only: CalendarFilter, names: Names) -> Wanted:
    """Give what goes into a calendar file for a filter; a send-by day stands in its date's description."""
    return Wanted("", only.person_id, only.staff_id, names=names, kind=only.kind, severity=only.severity)


def case_choices(office: Office) -> tuple[tuple[str, str], ...]:
    """Give the open cases by number: id and "26-0001 Ortega, Lucía"."""
    rows = office.rows(
        "SELECT id, number, title FROM case_file WHERE status = 'open' AND deleted_at IS NULL ORDER BY number"
    )
    return tuple((row["id"], f"{row['number']} {row['title'] or ''}".strip()) for row in rows)


def client_choices(office: Office) -> tuple[tuple[str, str], ...]:
    """Give everybody with a date on the docket: id and name, by name."""
    sql = (
        "SELECT id, family_name, given_name FROM person q WHERE deleted_at IS NULL AND EXISTS ("
        "SELECT 1 FROM docket_entry d WHERE d.person_id = q.id AND d.state = 'kept')"
    )
    found = [(str(row["id"]), short_name(row)) for row in office.rows(sql)]
    return tuple(sorted(found, key=lambda one: one[1]))


def _fits(
    row: DateRow, only: CalendarFilter, cases: Collection[str], parties: Mapping[str, Mapping[str, str]]
) -> bool:
    if only.staff_id and row.case_id not in cases:
        return False
    if only.person_id and only.person_id not in _whose(row, parties):
        return False
    return only.kind in ("", row.kind) and only.severity in ("", row.severity)


def _whose(row: DateRow, parties: Mapping[str, Mapping[str, str]]) -> Collection[str]:
    """Give whose date it is: one person's, else that of everybody in the case."""
    return (row.person_id,) if row.person_id else parties.get(row.case_id, {}).keys()


def _cases_of(office: Office, staff_id: str) -> frozenset[str]:
    if not staff_id:
        return frozenset()
    sql = "SELECT id FROM case_file WHERE ? IN (responsible_id, attorney_id)"
    return frozenset(row["id"] for row in office.rows(sql, [staff_id]))


def _parties(office: Office, rows: Iterable[DateRow]) -> dict[str, dict[str, str]]:
    """Give the people of the cases in which these dates are: id and name, by case."""
    import json

    ids = json.dumps(sorted({row.case_id for row in rows}))
    found: dict[str, dict[str, str]] = {}
    for row in office.rows(_PEOPLE, {"ids": ids}):
        found.setdefault(row["case_id"], {})[row["id"]] = short_name(row)
    return found


_PEOPLE = """
SELECT p.case_id, q.id, q.family_name, q.given_name FROM case_party p JOIN person q ON q.id = p.person_id
WHERE p.case_id IN (SELECT value FROM json_each(:ids))"""


def _clients(
    office: Office, rows: Iterable[DateRow], parties: Mapping[str, Mapping[str, str]], chosen: str
) -> tuple[tuple[str, str], ...]:
    names = {one: name for people in parties.values() for one, name in people.items()}
    found = {one: names[one] for row in rows for one in _whose(row, parties) if one in names}
    if chosen and chosen not in found:
        said: list[dict[str, Any]] = office.rows("SELECT * FROM person WHERE id = ?", [chosen])
        found |= {row["id"]: short_name(row) for row in said}
    return tuple(sorted(found.items(), key=lambda one: one[1]))
