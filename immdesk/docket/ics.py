"""The calendar that goes into other programs: each date one all-day event, as Outlook and phones read it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_WEEK_AHEAD: Final = timedelta(days=-7, hours=9)
_DAY_AHEAD: Final = timedelta(days=-1, hours=9)
_ONE_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One date as it leaves the desk.

    `id` is the lasting id of the docket entry, `sequence` how often it was changed, `summary` what the
    other program shows (no names of clients unless somebody asked for them), `off` that it is no longer
    on the docket: the other program is told to take it away.
    """

    id: str
    on: date
    sequence: int
    summary: str
    description: str = ""
    severity: str = "normal"
    off: bool = False


def to_ics(days: Iterable[CalendarDay], *, office_id: str, name: str, stamp: datetime) -> bytes:
    """Give the bytes of an iCalendar file (RFC 5545, lines end with CRLF).

    `office_id` keeps the events of two offices apart, `name` is the calendar's, `stamp` the moment of
    writing, aware, in UTC. Each event has a lasting UID, a SEQUENCE that grows with each change, and one
    alarm at nine in the morning: a week ahead of what is fatal or serious, else a day ahead. The trigger
    is written negative, since Outlook reads it as minutes before the start. Each day is written before the
    next one is asked for, so that whoever gives the days may stop the work.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//ImmDesk//Docket//EN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    head, end, rest = calendar.to_ical().partition(b"END:VCALENDAR")
    events = b"".join(_event(day, office_id, stamp).to_ical() for day in days)
    text: bytes = head + events + end + rest
    return text


def uid(entry_id: str, office_id: str) -> str:
    """Give the lasting UID of an event."""
    return f"evt-{entry_id}@{office_id}.immdesk.invalid"


def _event(day: CalendarDay, office_id: str, stamp: datetime) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", uid(day.id, office_id))
    event.add("sequence", day.sequence)
    event.add("dtstamp", stamp)
    event.add("dtstart", day.on)
    event.add("dtend", day.on + _ONE_DAY)
    event.add("summary", day.summary)
    if day.description:
        event.add("description", day.description)
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    if day.off:
        event.add("status", "CANCELLED")
    else:
        event.add_component(_alarm(day))
    return event


def _alarm(day: CalendarDay) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", day.summary)
    alarm.add("trigger", _WEEK_AHEAD if day.severity in ("fatal", "serious") else _DAY_AHEAD)
    return alarm
