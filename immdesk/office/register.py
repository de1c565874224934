"""The registers of a careful office: what expires and when to begin, and the dates entered today."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Literal
from zoneinfo import ZoneInfo

from immdesk.basics.dates import iso_day
from immdesk.basics.folded import folded
from immdesk.basics.paths import resource
from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _, told
from immdesk.office.cases import short_name
from immdesk.office.clock import day_in
from immdesk.office.event_words import choice_words, notice_titles

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.reading import Reading

Level = Literal["expired", "begin", "later", "unknown"]


@dataclass(frozen=True, slots=True)
class ExpiryLine:
    """One thing that ends: a document or a status of a person.

    `begin_on` is the end less the office's lead time for its kind, `days_left` counts to the end. `level`
    says what to do: expired, begin (the lead time has begun), later, or unknown (nobody recorded the end).
    """

    id: str
    what: str
    who: str
    person_id: str
    case_id: str
    case_number: str
    expires_on: date | None
    begin_on: date | None
    days_left: int | None
    level: Level


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


_CASE_OF: Final = """
(SELECT c.id FROM case_party p JOIN case_file c ON c.id = p.case_id
 WHERE p.person_id = q.id AND c.deleted_at IS NULL AND (x.only_in_case IS NULL OR c.id = x.only_in_case)
 ORDER BY c.status <> 'open', c.number LIMIT 1)"""

_DOCUMENTS = f"""
SELECT x.id, x.kind, x.title, x.expires_on AS ends, q.id AS person_id, q.family_name, q.given_name,
       {_CASE_OF} AS case_id
FROM document x JOIN person q ON q.id = x.person_id
WHERE x.deleted_at IS NULL AND q.deleted_at IS NULL
AND (x.expires_on IS NULL OR x.expires_on <> :none)
AND (x.expires_on IS NOT NULL OR x.kind IN (SELECT value FROM json_each(:kinds)))
AND NOT EXISTS (SELECT 1 FROM document n WHERE n.replaces_id = x.id AND n.deleted_at IS NULL)"""

_STATUSES = f"""
SELECT x.id, x.status, x.until_on, x.i94_until, x.petition_until, q.id AS person_id, q.family_name,
       q.given_name, {_CASE_OF.replace("x.only_in_case", "NULL")} AS case_id
FROM status_period x JOIN person q ON q.id = x.person_id
WHERE q.deleted_at IS NULL AND NOT EXISTS (SELECT 1 FROM status_period n WHERE n.person_id = x.person_id
  AND (coalesce(n.from_on, ''), n.id) > (coalesce(x.from_on, ''), x.id))"""


def expirations(office: Office, words: str = "") -> list[ExpiryLine]:
    """Give everything that ends, of everybody in the office, the earliest end first.

    Of a person's statuses the latest counts, of a document its newest scan. A passport, visa, work permit,
    green card or I-94 whose end nobody has recorded stands at the end of the list: it is not forgotten.
    `words` filters by name, kind or case number, by the beginning of words.
    """
    lead, today = _lead(), office.today()
    with office.store.read() as read:
        numbers = {row["id"]: row["number"] for row in read.all("SELECT id, number FROM case_file")}
        rows = [*_documents(office, read, lead), *_statuses(read)]
    lines = [_expiry(row, numbers, lead, today) for row in rows]
    found = [one for one in lines if _fits(words, one.what, one.who, one.case_number)]
    return sorted(found, key=lambda one: (one.expires_on or date.max, one.who, one.what))


def entered_today(office: Office, words: str = "") -> list[EntryLine]:
    """Give the dates that came onto the docket today or were decided about, the latest first."""
    with office.store.read() as read:
        staff = {row["id"]: short_name(row) for row in read.all("SELECT * FROM staff")}
        rows = read.all(_ENTERED, [(office.today() - timedelta(days=1)).isoformat()])
    moments = [datetime.fromisoformat(row["accepted_at"]) for row in rows]
    lines = [
        _entry(office, row, staff, moment)
        for row, moment in zip(rows, moments, strict=True)
        if day_in(office.zone, moment) == office.today()
    ]
    return [one for one in lines if _fits(words, one.title, one.who, one.case_number, one.by)]


_ENTERED = """
SELECT d.id, d.title, d.state, d.due_on, d.accepted_by, d.accepted_at, d.rule, d.kind, d.severity,
       q.family_name, q.given_name, c.id AS case_id, c.number, n.kind AS notice, n.dated_on,
       (SELECT s.given_name || ' ' || s.family_name FROM approval a JOIN staff s ON s.id = a.staff_id
        WHERE a.what = 'date:' || d.id AND a.seen_hash = d.due_on ORDER BY a.at DESC LIMIT 1) AS looked
FROM docket_entry d LEFT JOIN person q ON q.id = d.person_id
LEFT JOIN notice n ON d.subject_kind = 'notice' AND n.id = d.subject_id
LEFT JOIN case_file c ON c.id = coalesce(d.case_id,
  (SELECT p.case_id FROM case_party p JOIN case_file o ON o.id = p.case_id
   WHERE p.person_id = d.person_id AND o.deleted_at IS NULL ORDER BY o.status <> 'open', o.number LIMIT 1))
WHERE d.accepted_at >= ? ORDER BY d.accepted_at DESC, d.due_on, d.id"""


def _documents(office: Office, read: Reading, lead: Mapping[str, Any]) -> Iterable[dict[str, Any]]:
    titles = {
        **dict(office.library.vocabulary.word("document.kind").choices),
        **choice_words("document.kind"),
    }
    params = {"none": NONE_TEXT, "kinds": json.dumps(list(lead["document"]))}
    for row in read.all(_DOCUMENTS, params):
        days = lead["document"].get(row["kind"], lead["other"])
        what = row["title"] or titles.get(row["kind"], row["kind"])
        yield {**row, "what": what, "lead": days}


def _statuses(read: Reading) -> Iterable[dict[str, Any]]:
    """Give each person's latest status with its earliest recorded end; duration of status has none."""
    for row in read.all(_STATUSES):
        days = [iso_day(row[name] or "") for name in ("until_on", "i94_until", "petition_until")]
        ends = min((day for day in days if day), default=None)
        if ends:
            what = _("Status {status}").format(status=row["status"] or "?")
            yield {**row, "what": what, "ends": ends.isoformat(), "lead": None}


def _expiry(
    row: Mapping[str, Any], numbers: Mapping[str, str], lead: Mapping[str, Any], today: date
) -> ExpiryLine:
    ends = iso_day(row["ends"] or "")
    days = row["lead"] if row["lead"] is not None else lead["status"]
    begin = ends - timedelta(days=days) if ends else None
    return ExpiryLine(
        row["id"],
        row["what"],
        short_name(row),
        row["person_id"],
        row["case_id"] or "",
        numbers.get(row["case_id"] or "", ""),
        ends,
        begin,
        (ends - today).days if ends else None,
        _level(ends, begin, today),
    )


def _level(ends: date | None, begin: date | None, today: date) -> Level:
    if ends is None or begin is None:
        return "unknown"
    if ends < today:
        return "expired"
    return "begin" if begin <= today else "later"


def _entry(office: Office, row: Mapping[str, Any], staff: Mapping[str, str], moment: datetime) -> EntryLine:
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


def _fits(words: str, *texts: str) -> bool:
    plain = folded(" ".join(texts)).replace(",", " ").split()
    return all(any(word.startswith(one) for word in plain) for one in folded(words).split())


@cache
def _lead() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(resource("lists", "lead_days.json").read_text("utf-8"))
    return found
