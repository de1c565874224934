"""A person's lifeline: statuses, documents, petitions, trips by day, with gaps and overlaps shown."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.timeline import Line, Spot, Stretch, Timeline, lay_out
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.calendar_days import CalendarFilter
from immdesk.office.cases import short_name
from immdesk.office.event_words import choice_words
from immdesk.office.timelines import spots_asked

if TYPE_CHECKING:
    from immdesk.office.office import Office

_Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Lifeline:
    """The lifeline of a person: whose, the chart, and what a reader should see first, in sentences."""

    person_id: str
    name: str
    chart: Timeline
    remarks: tuple[str, ...]


_STATUSES = "SELECT * FROM status_period WHERE person_id = ? ORDER BY from_on, id"
_DOCUMENTS = """
SELECT * FROM document x WHERE person_id = ? AND deleted_at IS NULL AND coalesce(only_in_case, '') = ''
AND NOT EXISTS (SELECT 1 FROM document n WHERE n.replaces_id = x.id AND n.deleted_at IS NULL)
ORDER BY kind, issued_on, id"""
_FILINGS = """
SELECT f.* FROM filing f JOIN case_file c ON c.id = f.case_id WHERE c.deleted_at IS NULL
AND (f.person_id = :id OR (f.person_id IS NULL AND f.case_id IN (
    SELECT case_id FROM case_party WHERE person_id = :id))) ORDER BY f.postmark_on, f.received_on, f.id"""
_TRIPS = "SELECT * FROM trip WHERE person_id = ? ORDER BY departed_on, id"
_ENTRIES = "SELECT * FROM entry WHERE person_id = ? ORDER BY arrived_on, id"


def lifeline(office: Office, person_id: str) -> Lifeline:
    """Give the lifeline of a person. A date of which only the year or month is known reaches over all of it.

    Documents that only one case may see are left out. Raises Problem when the person is gone.
    """
    with office.store.read() as read:
        person = read.one("SELECT * FROM person WHERE id = ? AND deleted_at IS NULL", [person_id])
        if person is None:
            raise Problem(
                _("This person is no longer in the office."),
                _("Somebody has removed the record, or merged it with another."),
                _("Find the person by name."),
            )
        statuses = _statuses(person, read.all(_STATUSES, [person_id]), office.today().toordinal())
        documents = read.all(_DOCUMENTS, [person_id])
        filings = read.all(_FILINGS, {"id": person_id})
        trips, entries = read.all(_TRIPS, [person_id]), read.all(_ENTRIES, [person_id])
    today = office.today().toordinal()
    asked = spots_asked(office, CalendarFilter(person_id=person_id), True)
    windows = tuple(sorted(band for _one, band in asked.windows))
    rows = (
        Line("statuses", _("Statuses"), "", (), tuple(sorted((*statuses, *breaks_of(statuses, today))))),
        Line("documents", _("Documents"), "", *_documents(documents)),
        Line("petitions", _("Petitions"), "", _priority(filings), tuple(_petitions(filings, today))),
        Line("trips", _("Trips and arrivals"), "", tuple(_arrivals(entries)), tuple(_trips(trips, today))),
        Line("dates", _("Dates"), "", tuple(one._replace(who="") for one in asked.spots), windows),
    )
    found = [row for row in rows if row.spots or row.stretches]
    chart = lay_out(found, today, short_name(person))
    return Lifeline(person_id, short_name(person), chart, tuple(_remarks(statuses, today)))


def breaks_of(statuses: Sequence[Stretch], today: int) -> list[Stretch]:
    """Give the gaps between statuses and the days on which two were held, up to today."""
    found: list[Stretch] = []
    reached = 0
    for place, one in enumerate(statuses):
        if place and one.first > reached + 1:
            found.append(Stretch(reached + 1, one.first - 1, "gap", _("no status recorded")))
        elif place and one.first <= reached:
            last = min(reached, one.last)
            found.append(Stretch(one.first, last, "overlap", _("two statuses recorded")))
        reached = max(reached, one.last)
    if statuses and reached < today:
        found.append(Stretch(reached + 1, today, "gap", _("no status recorded")))
    return found


def _statuses(person: _Row, rows: Iterable[_Row], today: int) -> list[Stretch]:
    """Give every status in the order of days; duration of status and residence have no end that is known."""
    found = []
    for row in rows:
        first = _first(row["from_on"])
        ends = [day for name in ("until_on", "i94_until") if (day := _last(row[name]))]
        if first is not None:
            last = max(first, min(ends)) if ends else max(today + 365, first)
            open_end = "" if ends else _("no end recorded")
            found.append(Stretch(first, last, "status", row["status"] or "?", False, open_end))
    resident, citizen = _first(person["lpr_since"]), _first(person["naturalized_on"])
    if resident:
        last = citizen - 1 if citizen else max(today + 365, resident)
        found.append(Stretch(resident, max(last, resident), "status", _("Permanent resident")))
    if citizen:
        found.append(Stretch(citizen, max(today + 365, citizen), "status", _("US citizen")))
    return sorted(found)


def _documents(rows: Iterable[_Row]) -> tuple[tuple[Spot, ...], tuple[Stretch, ...]]:
    titles, spots, bands = choice_words("document.kind"), [], []
    for row in rows:
        title = row["title"] or titles.get(row["kind"], row["kind"])
        first, last = _first(row["issued_on"]), _last(row["expires_on"])
        if first is not None and last is not None and first <= last:
            bands.append(Stretch(first, last, "document", title))
        elif last is not None:
            spots.append(_spot(last, "status_end", _("{what} ends").format(what=title)))
    return tuple(sorted(spots)), tuple(sorted(bands))


def _petitions(rows: Iterable[_Row], today: int) -> Iterable[Stretch]:
    found = []
    for row in rows:
        first = _first(row["received_on"]) or _first(row["postmark_on"])
        if first is None:
            continue
        outcomes = (
            ("approved_on", _("{form}, approved")),
            ("denied_on", _("{form}, denied")),
            ("rejected_on", _("{form}, rejected")),
        )
        last, words = today, _("{form}, pending")
        for name, told in outcomes:
            if (day := _last(row[name])) is not None:
                last, words = day, told
                break
        pending = words == _("{form}, pending")
        title, note = words.format(form=row["form"]), row["receipt_number"] or ""
        found.append(Stretch(first, max(first, last), "petition", title, pending, _plain(note)))
    return sorted(found)


def _priority(rows: Iterable[_Row]) -> tuple[Spot, ...]:
    days = {day for row in rows if (day := _first(row["priority_date"]))}
    return tuple(_spot(day, "date", _("Priority date")) for day in sorted(days))


def _trips(rows: Iterable[_Row], today: int) -> Iterable[Stretch]:
    found = []
    for row in rows:
        first, last = _first(row["departed_on"]), _last(row["returned_on"])
        if first is not None:
            title = _plain(row["destination"]) or _("abroad")
            end = max(first, last if last is not None else today)
            found.append(Stretch(first, end, "trip", title, last is None))
    return sorted(found)


def _arrivals(rows: Iterable[_Row]) -> Iterable[Spot]:
    found = []
    for row in rows:
        day = _first(row["arrived_on"])
        if day is not None:
            words = _plain(row["class_of_admission"])
            title = _("Arrived, {status}").format(status=words) if words else _("Arrived")
            found.append(_spot(day, "arrival", title))
    return sorted(found)


def _spot(on: int, kind: str, title: str) -> Spot:
    return Spot(on, 4, title, kind, "normal", "kept", "", "", "", "", "", "")


def _remarks(statuses: Sequence[Stretch], today: int) -> Iterable[str]:
    for one in breaks_of(statuses, today):
        first, last = (on_screen(date.fromordinal(day)) for day in (one.first, one.last))
        days = one.last - one.first + 1
        if one.kind == "gap":
            text = _("No status is recorded from {first} to {last} ({days} days).")
        else:
            text = _("Two statuses are recorded from {first} to {last} ({days} days).")
        yield text.format(first=first, last=last, days=days)


def _plain(text: str | None) -> str:
    return "" if text in (None, NONE_TEXT) else str(text)


def _first(text: str | None) -> int | None:
    """Give the day, or the first day of a month or year."""
    parts = _parts(text)
    return date(parts[0], parts[1] or 1, parts[2] or 1).toordinal() if parts else None


def _last(text: str | None) -> int | None:
    """Give the day, or the last day of a month or year."""
    parts = _parts(text)
    if not parts:
        return None
    month = parts[1] or 12
    return date(parts[0], month, parts[2] or months.monthrange(parts[0], month)[1]).toordinal()


def _parts(text: str | None) -> tuple[int, int, int] | None:
    words = _plain(text).split("-")
    if not (1 <= len(words) <= 3 and all(one.isdecimal() for one in words)):
        return None
    year, month, day = (*map(int, words), 0, 0)[:3]
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return None
    return year, month, day
