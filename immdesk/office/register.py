"""The register of the dates entered today: each with who did it and from what, to be checked by another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from immdesk.basics.dates import iso_day
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, told
from immdesk.office.cases import short_name
from immdesk.office.clock import day_in
from immdesk.office.event_words import notice_titles
from immdesk.office.expirations import fits
from immdesk.office.send_by import sends

if TYPE_CHECKING:
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A date that came onto the docket today, or was decided about: for a second person to check."""

    id: str
    title: str
    who: str
    case_id: str
    case_number: str
    due_on: date | None
    state: str
    by: str
    at: str  # the moment in UTC, ISO
    time: str  # the same on the office's clock, "15:04"
    rule: str
    source: str = ""  # from what: the notice, the rule, or where it was brought in from
    checked: str = ""  # of a fatal date: who looked at it too, or that it waits
    sent: str = ""  # "send by …", where it must be received


def entered_today(office: Office, words: str = "") -> list[EntryLine]:
    """Give the dates that came onto the docket today or were decided about, the latest first."""
    with office.store.read() as read:
        staff = {row["id"]: short_name(row) for row in read.all("SELECT * FROM staff")}
        rows = read.all(_ENTERED, [(office.today() - timedelta(days=1)).isoformat()])
    sent = sends(office)
    moments = [datetime.fromisoformat(row["accepted_at"]) for row in rows]
    lines = [
        _entry(office, row, staff, moment, sent(row, row["state"]))
        for row, moment in zip(rows, moments, strict=True)
        if day_in(office.zone, moment) == office.today()
    ]
    return [one for one in lines if fits(words, one.title, one.who, one.case_number, one.by)]


_ENTERED: Final = """
SELECT d.id, d.title, d.key, d.raw_on, d.state, d.due_on, d.accepted_by, d.accepted_at,
       d.rule, d.kind, d.severity,
       q.family_name, q.given_name, c.id AS case_id, c.number, n.kind AS notice, n.dated_on,
       (SELECT s.given_name || ' ' || s.family_name FROM approval a JOIN staff s ON s.id = a.staff_id
        WHERE a.what = 'date:' || d.id AND a.seen_hash = d.due_on ORDER BY a.at DESC LIMIT 1) AS looked
FROM docket_entry d LEFT JOIN person q ON q.id = d.person_id
LEFT JOIN notice n ON d.subject_kind = 'notice' AND n.id = d.subject_id
LEFT JOIN case_file c ON c.id = coalesce(d.case_id,
  (SELECT p.case_id FROM case_party p JOIN case_file o ON o.id = p.case_id
   WHERE p.person_id = d.person_id AND o.deleted_at IS NULL ORDER BY o.status <> 'open', o.number LIMIT 1))
WHERE d.accepted_at >= ? ORDER BY d.accepted_at DESC, d.due_on, d.id"""


def _entry(
    office: Office, row: Mapping[str, Any], staff: Mapping[str, str], moment: datetime, sent: str
) -> EntryLine:
    return EntryLine(
        row["id"],
        row["title"] or "",
        short_name(row) if row["family_name"] or row["given_name"] else "",
        row["case_id"] or "",
        row["number"] or "",
        iso_day(row["due_on"] or ""),
        row["state"],
        staff.get(row["accepted_by"] or "", row["accepted_by"] or ""),
        row["accepted_at"],
        f"{moment.astimezone(ZoneInfo(office.zone)):%H:%M}",
        row["rule"] or "",
        _source(office, row),
        _checked(row),
        sent,
    )


def _source(office: Office, row: Mapping[str, Any]) -> str:
    """Say from what a date came: its notice with the day, else its rule, else from elsewhere."""
    if row["notice"]:
        day = iso_day(row["dated_on"] or "")
        return ", ".join(filter(None, (notice_titles().get(row["notice"], ""), on_screen(day))))
    if row["kind"] == "appointment":
        return _("another calendar")
    rule = office.library.rules.get(row["rule"] or "")
    return told(rule.file.title) if rule else _("brought in")


def _checked(row: Mapping[str, Any]) -> str:
    """Say who has looked at a fatal date too; other dates need nobody."""
    if row["severity"] != "fatal" or row["state"] != "kept":
        return ""
    return row["looked"] or _("waits for a second look")
