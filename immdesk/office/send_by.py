"""When a paper must leave the office to be received in time: the courier's days, counted backwards."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import add_days, iso_day
from immdesk.basics.paths import resource
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told
from immdesk.docket.agenda import days_left
from immdesk.office.rows import Changed, DateRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.law.closures import Calendar
    from immdesk.office.office import Office

HABIT: Final = 2
"""Working days on the way, until the office says otherwise: a habit, no law."""

SATURDAY: Final = 5
MOST_DAYS: Final = 10
FURTHEST: Final = 31
"""No date is to be sent more calendar days ahead than this: ten open days, weekends, holidays, a roll."""

_WORD: Final = "courier_days"
_LIVE: Final = ("proposed", "moved", "mismatch", "kept")


@dataclass(frozen=True, slots=True)
class Courier:
    """How many working days the office gives the courier, and whether somebody has said so."""

    days: int
    said: bool


def courier(office: Office) -> Courier:
    """Give the working days on the way: what the office says, else the habit of two."""
    rows = office.rows("SELECT value FROM said WHERE owner_kind = 'office' AND word = ?", [_WORD])
    text = str(rows[0]["value"] or "") if rows else ""
    return Courier(int(text), True) if text.isdecimal() else Courier(HABIT, False)


def set_courier_days(office: Office, text: str) -> Changed:
    """Say how many working days a courier needs; empty goes back to the habit.

    Raises Problem for what is no whole number from 0 to 10.
    """
    text = text.strip()
    if text and not (text.isascii() and text.isdecimal() and int(text) <= MOST_DAYS):
        raise Problem(
            _("Days on the way are a whole number from 0 to 10."),
            _("Send-by days rest on it, so nothing was changed."),
            _("Type a number such as 2, or nothing for the habit of two."),
        )

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.answers import say
        from immdesk.records.firm import OfficeRecord

        row = session.scalars(select(OfficeRecord)).one()
        say(session, "office", row.id, _WORD, str(int(text)) if text else None)

    _made, changed = office.change(_("Change the office's settings"), work, message=_("Kept."))
    return changed


def aim_and_send(raw_last_day: date, courier_days: int, federal: Calendar | OpenDays) -> tuple[date, date]:
    """Give the day to aim at and the day to send, as the rule `send-by` counts them.

    Aim: the last open day at or before the last day, which is never a rolled one. Send: so many open days
    earlier. Office practice, 5 USC 6103.
    """
    aim = federal.open_day(raw_last_day, -1)
    return aim, federal.add_open(aim, courier_days, -1)


def must_arrive(row: DateRow) -> bool:
    """Say whether a date is one by which the agency must have the paper in hand."""
    return row.state in _LIVE and row.rule in sent_rules() and _output_of(row.key) in _received()


@cache
def sent_rules() -> frozenset[str]:
    """Give the rules that give a day by which something must be received."""
    return frozenset(rule for rule, _output in _received())


def with_send_by(office: Office, rows: Iterable[DateRow]) -> list[DateRow]:
    """Give the rows with the send-by day for those that must be received; loads no pack.

    Where the office works to a day of its own before the law's, that day is counted from.
    """
    found = list(rows)
    if not any(must_arrive(row) for row in found):
        return found
    days, federal = courier(office), _federal()
    return [_sent(row, days, federal) if must_arrive(row) else row for row in found]


def sending_marks(rows: Iterable[DateRow], first: date, last: date, today: date) -> list[DateRow]:
    """Give a mark of its own, `kind` "send_by", for each send-by day from `first` to `last`."""
    return [_mark(row, today) for row in rows if row.send_by and first <= row.send_by <= last]


def send_words(row: DateRow) -> str:
    """Say by when the paper of a date is to be sent and what that rests on; "" when it need not be."""
    if row.send_by is None or row.aim is None:
        return ""
    return _told(row.send_by, row.aim, Courier(row.courier_days, not row.courier_habit))


def teller(office: Office) -> Callable[[Mapping[str, Any]], str]:
    """Give what tells the send-by day of a docket row (`key`, `state`, `due_on`, `raw_on`), "" for none."""
    days, federal = courier(office), _federal()

    def tell(row: Mapping[str, Any]) -> str:
        ends = [day for day in map(iso_day, (row["raw_on"] or "", row["due_on"] or "")) if day]
        if row["state"] != "kept" or not ends or _output_of(row["key"]) not in _received():
            return ""
        aim, send = aim_and_send(min(ends), days.days, federal)
        return _told(send, aim, days)

    return tell


def sender(office: Office) -> Callable[[str, str, str | None, str | None], date | None]:
    """Give what tells the day to send of a docket key, its state, and its raw and due days (ISO).

    None for what need not be received. One day is counted once: many dates share it.
    """
    days, federal, known = courier(office).days, _federal(), dict[date, date]()

    def sent(key: str, state: str, raw: str | None, due: str | None) -> date | None:
        if (
            state not in _LIVE
            or key[2:].partition('"')[0] not in sent_rules()
            or _output_of(key) not in _received()
        ):
            return None
        ends = [day for day in map(iso_day, (raw or "", due or "")) if day]
        if not ends:
            return None
        last = min(ends)
        if last not in known:
            known[last] = aim_and_send(last, days, federal)[1]
        return known[last]

    return sent


def titles_to_send(office: Office) -> Callable[[Mapping[str, Any]], str]:
    """Give what names a kept docket row (`title`, `key`, `due_on`, `raw_on`) with the day to send it."""
    sent = sends(office)
    return lambda row: " – ".join(filter(None, (sent(row, "kept"), told(row["title"] or ""))))


def sends(office: Office) -> Callable[[Mapping[str, Any], str], str]:
    """Give what says "send by Mon Aug 17, 2026" of a docket row in a state, "" for what is not sent."""
    sent = sender(office)

    def words(row: Mapping[str, Any], state: str) -> str:
        day = sent(row["key"], state, row["raw_on"], row["due_on"])
        return _("send by {day}").format(day=on_screen(day)) if day else ""

    return words


def times_told(office: Office) -> Callable[[str], int]:
    """Give what says of a date's key how often the office has changed the days on the way that it rests on.

    The number never falls, whatever was said and taken back.
    """
    from immdesk.records.base import id_of

    said = id_of("said", "office", office.id(), _WORD)
    rows = office.rows(
        """SELECT count(*) AS n FROM operation_row WHERE "table" = 'said' AND pk = ?""", [said]
    )
    return lambda key: rows[0]["n"] if _output_of(key) in _received() else 0


def _sent(row: DateRow, days: Courier, federal: OpenDays) -> DateRow:
    ends = [day for day in (row.raw_on, row.on) if day is not None]
    if not ends:
        return row
    aim, send = aim_and_send(min(ends), days.days, federal)
    return replace(row, aim=aim, send_by=send, courier_days=days.days, courier_habit=not days.said)


def _told(send: date, aim: date, courier: Courier) -> str:
    days = n_("{n} working day on the way", "{n} working days on the way", courier.days)
    if not courier.said:
        days = _("{days}, the office's habit").format(days=days)
    return _("On paper: send it by {day} to be received on {aim} ({days}).").format(
        day=on_screen(send), aim=on_screen(aim), days=days
    )


def _mark(row: DateRow, today: date) -> DateRow:
    return day_mark(row, "send", "send_by", _("Send: {title}").format(title=row.title), row.send_by, today)


def day_mark(
    row: DateRow, beside: str, kind: str, title: str, on: date | None, today: date, note: str = ""
) -> DateRow:
    """Give a mark of its own for a day before a date; `beside` tells its key from that of the date."""
    return replace(
        row,
        key=f"{row.key}|{beside}",
        kind=kind,
        title=title,
        on=on,
        raw_on=None,
        was_on=None,
        law_on=None,
        second_look="",
        shown=on_screen(on) if on else "",
        days_left=days_left(on, today),
        explanation=(),
        cite=(),
        verify="",
        disputed="",
        ask=(),
        note=note,
    )


def _output_of(key: str) -> tuple[str, str]:
    """Give the rule and its output from the lasting key of a date."""
    try:
        parts: Sequence[object] = json.loads(key)
        return str(parts[0]), str(parts[4])
    except (ValueError, IndexError, KeyError, TypeError):
        return "", ""


@cache
def _received() -> frozenset[tuple[str, str]]:
    text = resource("lists", "received.json").read_text("utf-8")
    read: Mapping[str, Mapping[str, str]] = json.loads(text)
    return frozenset((rule, said["output"]) for rule, said in read.items())


class OpenDays:
    """The open days of the federal calendar from a short list, so that Today reads no pack to count them.

    Days beyond the list are asked of the calendar itself.
    """

    def __init__(self) -> None:
        text = resource("lists", "closed-days.json").read_text("utf-8")
        listed: Mapping[str, Any] = json.loads(text)
        self._first, self._last = date.fromisoformat(listed["from"]), date.fromisoformat(listed["to"])
        self._closed = frozenset(listed["closed"])

    def open_day(self, day: date, direction: int = 1) -> date:
        """Give the day itself if open, else the next (or, with -1, previous) open one."""
        if not self._first <= day <= self._last:
            return federal_calendar().open_day(day, direction)
        while day.weekday() >= SATURDAY or day.isoformat() in self._closed:
            day = add_days(day, direction)
        return day

    def add_open(self, day: date, count: int, direction: int = 1) -> date:
        """Give the `count`th open day after `day` (with -1: before it)."""
        for _turn in range(count):
            day = self.open_day(add_days(day, direction), direction)
        return day


@cache
def _federal() -> OpenDays:
    return OpenDays()


@cache
def federal_calendar() -> Calendar:
    """Give the shipped calendar of the federal offices."""
    from immdesk.basics.strictyaml import parse_all
    from immdesk.law.closures import Calendar, ClosureFile

    text = resource("packs", "us", "closures", "federal.yaml").read_text("utf-8")
    return Calendar(parse_all(ClosureFile, text, "us/closures/federal.yaml")[0])
