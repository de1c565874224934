"""The days before a date that an office keeps for itself: the day to send, and its own earlier day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.dates import iso_day
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.own_settings import own_words
from immdesk.office.rows import DateRow
from immdesk.office.send_by import day_mark, send_words, sending_marks, with_send_by

if TYPE_CHECKING:
    from immdesk.office.office import Office

SEVERITIES: Final = ("fatal", "serious", "normal")
_KINDS: Final = frozenset(("deadline", "closes", "status_end", "appointment"))
_LIVE: Final = frozenset(("proposed", "moved", "mismatch", "kept"))


def own_ahead(office: Office) -> dict[str, int]:
    """Give by severity how many days before the law's day the office means to be done, 0 for none."""
    kept = own_words(office, (f"own_day_{one}" for one in SEVERITIES))
    days = {one: kept[f"own_day_{one}"] for one in SEVERITIES}
    return {one: int(text) if text.isdecimal() else 0 for one, text in days.items()}


def with_days(office: Office, rows: Iterable[DateRow]) -> list[DateRow]:
    """Give the rows with the day to send for what must be received, and the office's own earlier day.

    Somebody who has chosen an own day for one date has said when that one is to be done: it has no other.
    """
    sent, ahead = with_send_by(office, rows), own_ahead(office)
    return [_with_own(row, ahead) for row in sent] if any(ahead.values()) else sent


def beside(rows: Iterable[DateRow], first: date, last: date, today: date) -> list[DateRow]:
    """Give the marks of their own, `kind` send_by or own_day, that stand from `first` to `last`."""
    found = list(rows)
    own = [_mark(row, today) for row in found if row.own_by and first <= row.own_by <= last]
    return [*sending_marks(found, first, last, today), *own]


def own_by_words(row: DateRow) -> str:
    """Say by when the office itself means to be done; "" where it has no own day."""
    if row.own_by is None or row.on is None:
        return ""
    return _told(row.own_by, (row.on - row.own_by).days)


def days_words(row: DateRow) -> str:
    """Say both in a few words: "send by Mon Aug 17, 2026, ours Fri Aug 14, 2026"; "" for neither."""
    if row.kind in ("send_by", "own_day"):
        return ""
    parts = (
        _("send by {day}").format(day=on_screen(row.send_by)) if row.send_by else "",
        _("ours {day}").format(day=on_screen(row.own_by)) if row.own_by else "",
    )
    return ", ".join(filter(None, parts))


def all_words(row: DateRow) -> tuple[str, ...]:
    """Say both in whole sentences, each by itself."""
    return tuple(filter(None, (own_by_words(row), send_words(row))))


def has_own_day(kind: str, state: str) -> bool:
    """Say whether the office may have an own day for a date of this kind in this state."""
    return kind in _KINDS and state in _LIVE


def chosen_days(office: Office) -> frozenset[str]:
    """Give the keys of the dates for which somebody has chosen an own day: these have no other."""
    rows = office.rows("""SELECT key FROM docket_entry WHERE work LIKE '%"law_on": "%'""")
    return frozenset(row["key"] for row in rows)


def own_teller(office: Office) -> Callable[[Mapping[str, Any]], str]:
    """Give what tells the own day of a docket row (`kind`, `state`, `severity`, `due_on`, `work`), or ""."""
    ahead = own_ahead(office)

    def tell(row: Mapping[str, Any]) -> str:
        on, days = iso_day(row["due_on"] or ""), ahead.get(row["severity"] or "", 0)
        chosen = '"law_on": "' in (row["work"] or "")
        if not days or on is None or chosen or not has_own_day(row["kind"], row["state"]):
            return ""
        return _told(on - timedelta(days=days), days)

    return tell


def own_times_told(office: Office) -> Callable[[str], int]:
    """Give what says of a severity how often the office has changed its own days; the number never falls."""
    from immdesk.records.base import id_of

    found = {}
    for one in SEVERITIES:
        said = id_of("said", "office", office.id(), f"own_day_{one}")
        sql = """SELECT count(*) AS n FROM operation_row WHERE "table" = 'said' AND pk = ?"""
        found[one] = int(office.rows(sql, [said])[0]["n"])
    return lambda severity: found.get(severity, 0)


def _told(own: date, days: int) -> str:
    before = n_("{n} day before", "{n} days before", days)
    return _("The office's own day is {day}, {before}.").format(day=on_screen(own), before=before)


def _with_own(row: DateRow, ahead: Mapping[str, int]) -> DateRow:
    days = ahead.get(row.severity, 0)
    if not days or row.on is None or row.law_on or not has_own_day(row.kind, row.state):
        return row
    return replace(row, own_by=row.on - timedelta(days=days))


def _mark(row: DateRow, today: date) -> DateRow:
    title = _("Our day: {title}").format(title=row.title)
    note = _("The law's day is {day}.").format(day=on_screen(row.on))
    return replace(day_mark(row, "own", "own_day", title, row.own_by, today, note), send_by=None, aim=None)
