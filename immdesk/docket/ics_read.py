"""A calendar file of another program read as appointments, each by its lasting name; broken ones say why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from immdesk.basics.problems import Problem
from immdesk.basics.words import _

if TYPE_CHECKING:
    from icalendar import Component

MOST: Final = 20_000
_LONGEST: Final = 200
_FIRST_YEAR, _LAST_YEAR = 1950, 2199


@dataclass(frozen=True, slots=True)
class ReadEvent:
    """One event as it stands in the file.

    `on` is the day and `at` the hour ("09:30") in the office's zone, "" for a whole day; `on` is None for a
    day that cannot be read, and `trouble` says so. `off` says that the other program cancelled it.
    """

    uid: str
    title: str
    on: date | None
    at: str = ""
    place: str = ""
    sequence: int = 0
    off: bool = False
    trouble: str = ""
    remark: str = ""


def read_ics(data: bytes, zone: str) -> list[ReadEvent]:
    """Give the events of a calendar file (RFC 5545); hours are told in `zone`, an IANA name.

    Raises Problem for what is no calendar at all. An hour without a zone is taken in the office's own, and so
    is one in a zone that nobody knows: the remark says it.
    """
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(data, multiple=True)
        events = [event for one in calendars for event in one.walk("VEVENT")]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise _no_calendar() from error
    if not calendars:
        raise _no_calendar()
    return list(_last_of_each(_event(one, ZoneInfo(zone)) for one in events[:MOST]))


def _no_calendar() -> Problem:
    return Problem(
        _("This is no calendar file."),
        _("Nothing was read."),
        _("Export the calendar again, as a file that ends in .ics."),
    )


def _last_of_each(events: Iterator[ReadEvent]) -> Iterator[ReadEvent]:
    """Give each event once: of two with one name the later sequence counts."""
    kept: dict[str, ReadEvent] = {}
    for one in events:
        before = kept.get(one.uid)
        if before is None or one.sequence >= before.sequence:
            kept[one.uid] = one
    yield from kept.values()


def _event(event: Component, zone: ZoneInfo) -> ReadEvent:
    title = _text(event, "summary") or _("Appointment")
    uid, place = _text(event, "uid"), _text(event, "location")
    sequence = _text(event, "sequence")
    number = int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0
    off = _text(event, "status").upper() == "CANCELLED"
    on, at, remark = _when(event, zone)
    at = at if on else ""
    trouble = "" if on else _("its day cannot be read: “{text}”").format(text=_raw(event))
    if not uid:
        trouble = trouble or _("it has no lasting name (UID)")
    if event.get("rrule") is not None:
        remark = _("repeats: only the first time is taken")
    return ReadEvent(uid or f"no name {title} {on}", title, on, at, place, number, off, trouble, remark)


def _when(event: Component, zone: ZoneInfo) -> tuple[date | None, str, str]:
    try:
        start = event.get("dtstart").dt
    except Exception:  # the library tells a broken day by an error of its own, a missing one by None
        return None, "", ""
    if isinstance(start, datetime):
        named = str(event["dtstart"].params.get("TZID", ""))[:60]
        remark = ""
        if start.tzinfo is None:
            start = start.replace(tzinfo=zone)
            if named:
                remark = _("the time zone “{zone}” is unknown: taken in the office's").format(zone=named)
        try:
            there = start.astimezone(zone)
        except (OverflowError, ValueError):
            return None, "", ""
        return _possible(there.date()), f"{there:%H:%M}", remark
    return (_possible(start), "", "") if isinstance(start, date) else (None, "", "")


def _possible(day: date) -> date | None:
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None


def _text(event: Component, name: str) -> str:
    value: Any = event.get(name)
    if isinstance(value, list):
        value = value[0]
    try:
        text = str(value if value is not None else "")
    except Exception:  # a broken property tells so when it is read
        return ""
    return " ".join(text.split())[:_LONGEST]


def _raw(event: Component) -> str:
    """Give the day as it stands in the file, of one that cannot be read."""
    found = event.get("dtstart")
    told = found if isinstance(found, str) else getattr(found, "dt", "")
    return " ".join(str(told).split())[:80]
