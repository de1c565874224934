"""What the calendar shows: the dates of all cases, only those that were asked for, and the days to send."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from immdesk.basics.marks import BESIDE
from immdesk.basics.words import _
from immdesk.office.calendar_files import Names, Wanted
from immdesk.office.cases import short_name
from immdesk.office.dates import calendar
from immdesk.office.firm import staff
from immdesk.office.lean_dates import lean_between
from immdesk.office.pre_days import beside, own_ahead
from immdesk.office.rows import DateRow
from immdesk.office.send_by import FURTHEST

if TYPE_CHECKING:
    from immdesk.office.office import Office

KINDS = ("deadline", "closes", "status_end", "appointment", "opens", "planning", "send_by", "own_day")
SEVERITIES = ("fatal", "serious", "normal", "info")


@dataclass(frozen=True, slots=True)
class CalendarFilter:
    """What the calendar is asked for, by id or word; "" asks for all. What is given holds together."""

    staff_id: str = ""
    person_id: str = ""
    kind: str = ""
    severity: str = ""
    employer_id: str = ""
    case_type: str = ""

    def asks(self) -> bool:
        """Say whether anything is left out."""
        return any(
            (self.staff_id, self.person_id, self.kind, self.severity, self.employer_id, self.case_type)
        )

    def as_text(self) -> str:
        """Give it as this computer remembers it: ids and words, no names."""
        parts = (self.staff_id, self.person_id, self.kind, self.severity)
        more = (self.employer_id, self.case_type)
        return "|".join((*parts, *more) if any(more) else parts)


@dataclass(frozen=True, slots=True)
class CalendarDates:
    """The dates that fit, the days to send among them (`kind` "send_by"), and how many dates there are."""

    rows: tuple[DateRow, ...]
    fit: int
    total: int
    clients: tuple[tuple[str, str], ...]  # (id, name) of everybody with a date in these days


def filter_from(office: Office, text: str) -> CalendarFilter:
    """Give the filter that this computer remembers; whom this office does not know is not asked for."""
    words = (*text.split("|"), "", "", "", "", "", "")
    staff_id, person_id, kind, severity, employer_id, case_type = words[:6]
    known = {one.id for one in staff(office)}
    types, employers = dict(case_types(office)), dict(employer_choices(office))
    people = office.rows("SELECT id FROM person WHERE id = ? AND deleted_at IS NULL", [person_id])
    return CalendarFilter(
        staff_id if staff_id in known else "",
        person_id if people else "",
        kind if kind in KINDS else "",
        severity if severity in SEVERITIES else "",
        employer_id if employer_id in employers else "",
        case_type if case_type in types else "",
    )


def calendar_dates(
    office: Office, first: date, last: date, only: CalendarFilter, done: bool = True, lean: bool = False
) -> CalendarDates:
    """Give what the calendar shows from `first` to `last`, both included; loads no pack.

    `done` says whether done dates are shown, `lean` that their arithmetic is not needed. The total counts
    dates, not the days to send.
    """
    ahead = _ahead(office)
    found = (
        lean_between(office, first, last, ahead)
        if lean
        else calendar(office, first, last + timedelta(days=ahead))
    )
    marks = beside(found, first, last, office.today())
    dates = [row for row in found if row.on and row.on <= last and (done or row.state != "done")]
    fits = fitting(office, only)
    fit = [row for row in (*dates, *marks) if fits(row)]
    rows = sorted(fit, key=lambda row: (row.on or date.max, row.title, row.case_number))
    return CalendarDates(
        tuple(rows),
        sum(row.kind not in BESIDE for row in fit),
        len(dates),
        _clients(office, [*dates, *marks], only.person_id),
    )


def _ahead(office: Office) -> int:
    """Give how many days after the last one shown a date may lie whose mark stands before it."""
    return max(FURTHEST, *own_ahead(office).values())


def filter_words(office: Office, only: CalendarFilter) -> str:
    """Say what is asked for: "Amy Chen · Ortega, Lucía · deadlines · fatal if missed"; "" for all."""
    names = {one.id: one.name for one in staff(office)}
    people = office.rows("SELECT family_name, given_name FROM person WHERE id = ?", [only.person_id])
    parts = (
        names.get(only.staff_id, ""),
        short_name(people[0]) if people else "",
        dict(employer_choices(office)).get(only.employer_id, "") if only.employer_id else "",
        dict(case_types(office)).get(only.case_type, "") if only.case_type else "",
        kinds().get(only.kind, ""),
        severities().get(only.severity, ""),
    )
    return " · ".join(part for part in parts if part)


def kinds() -> dict[str, str]:
    """Give the kinds of dates that can be asked for, with their words."""
    words = (
        _("Deadlines"),
        _("Last days"),
        _("Ends"),
        _("Appointments"),
        _("Opens"),
        _("Planned"),
        _("Send by"),
        _("Our days"),
    )
    return dict(zip(KINDS, words, strict=True))


def severities() -> dict[str, str]:
    """Give the severities that can be asked for, with their words."""
    words = (_("Fatal if missed"), _("Serious"), _("Normal"), _("Only informs"))
    return dict(zip(SEVERITIES, words, strict=True))


def wanted_of(only: CalendarFilter, names: Names) -> Wanted:
    """Give what goes into a calendar file for a filter; a send-by day stands in its date's description."""
    return Wanted(
        "",
        only.person_id,
        only.staff_id,
        names=names,
        kind=only.kind,
        severity=only.severity,
        employer_id=only.employer_id,
        case_type=only.case_type,
    )


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


class Dated(Protocol):
    """A date as a filter sees it."""

    @property
    def case_id(self) -> str:
        """Give the case with which it is shown."""

    @property
    def person_id(self) -> str:
        """Give whose it is; "" when it is the case's."""

    @property
    def kind(self) -> str:
        """Give its kind."""

    @property
    def severity(self) -> str:
        """Give its severity."""


def fitting(office: Office, only: CalendarFilter) -> Callable[[Dated], bool]:
    """Give what says whether a date is asked for; the cases that fit are read once."""
    cases = cases_asked(office, only)
    sql = "SELECT case_id FROM case_party WHERE person_id = ?"
    theirs = frozenset(row["case_id"] for row in office.rows(sql, [only.person_id]))

    def fits(row: Dated) -> bool:
        if cases is not None and row.case_id not in cases:
            return False
        if only.person_id:
            here = row.person_id == only.person_id if row.person_id else row.case_id in theirs
            if not here:
                return False
        return only.kind in ("", row.kind) and only.severity in ("", row.severity)

    return fits


def cases_asked(office: Office, only: CalendarFilter) -> frozenset[str] | None:
    """Give the ids of the cases of the staff, employer and kind asked for; None when all are."""
    if not (only.staff_id or only.employer_id or only.case_type):
        return None
    rows = office.rows(_ASKED, {"s": only.staff_id, "e": only.employer_id, "t": only.case_type})
    return frozenset(row["id"] for row in rows)


_ASKED = """
SELECT c.id FROM case_file c WHERE c.deleted_at IS NULL
AND (:s = '' OR :s IN (c.responsible_id, c.attorney_id)) AND (:t = '' OR c.case_type = :t)
AND (:e = '' OR c.employer_id = :e OR EXISTS (
    SELECT 1 FROM job j WHERE j.case_id = c.id AND j.employer_id = :e AND j.deleted_at IS NULL))"""


def employer_choices(office: Office) -> tuple[tuple[str, str], ...]:
    """Give the employers that have a case: id and name, by name."""
    sql = """
    SELECT e.id, e.name FROM employer e WHERE e.deleted_at IS NULL AND (
    EXISTS (SELECT 1 FROM case_file c WHERE c.employer_id = e.id AND c.deleted_at IS NULL)
    OR EXISTS (SELECT 1 FROM job j
               WHERE j.employer_id = e.id AND j.case_id IS NOT NULL AND j.deleted_at IS NULL))
    ORDER BY e.name, e.id"""
    return tuple((row["id"], row["name"] or "?") for row in office.rows(sql))


_TYPES = """
SELECT t.case_type AS id, json_extract(f.findings, '$.type_title') AS title FROM (
  SELECT c.case_type, min(k.case_id) AS known FROM case_file c LEFT JOIN finding_cache k ON k.case_id = c.id
  WHERE c.deleted_at IS NULL AND c.case_type <> '' GROUP BY c.case_type) t
LEFT JOIN finding_cache f ON f.case_id = t.known"""


def case_types(office: Office) -> tuple[tuple[str, str], ...]:
    """Give the kinds of the office's cases: id and title as remembered, by title; loads no pack."""
    found = [
        (row["id"], row["title"] or row["id"].replace("-", " ").capitalize()) for row in office.rows(_TYPES)
    ]
    return tuple(sorted(found, key=lambda one: one[1]))


def _clients(office: Office, rows: Iterable[DateRow], chosen: str) -> tuple[tuple[str, str], ...]:
    """Give whose dates these are: each date's own person, else everybody in its case."""
    listed = list(rows)
    found = {row.person_id: row.who for row in listed if row.person_id and row.who}
    ids = json.dumps(sorted({row.case_id for row in listed if not row.person_id}))
    found |= {row["id"]: short_name(row) for row in office.rows(_PEOPLE, {"ids": ids})}
    if chosen and chosen not in found:
        said: list[dict[str, Any]] = office.rows("SELECT * FROM person WHERE id = ?", [chosen])
        found |= {row["id"]: short_name(row) for row in said}
    return tuple(sorted(found.items(), key=lambda one: one[1]))


_PEOPLE = """
SELECT DISTINCT q.id, q.family_name, q.given_name FROM case_party p JOIN person q ON q.id = p.person_id
WHERE p.case_id IN (SELECT value FROM json_each(:ids))"""
