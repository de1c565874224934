"""Appointments brought in from another calendar: looked at first, kept by their lasting name, never twice."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.docket.entry import entry_id
from immdesk.docket.ics_read import ReadEvent, read_ics
from immdesk.office.given import read_given
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

BIGGEST: Final = 20 * 1024 * 1024
_OURS: Final = ".immdesk.invalid"
_NUMBER: Final = re.compile(r"\b(\d{2}-\d{4,})\b")
_RECEIPT: Final = re.compile(r"\b([A-Z]{3}\d{10})\b")

What = Literal["new", "moves", "same", "cancelled", "older", "ours", "broken"]


@dataclass(frozen=True, slots=True)
class Coming:
    """One appointment of a file beside what is on the docket.

    `what` says what taking it in does; `case_id` is the case it belongs to as far as its words say, "" for a
    person to choose. `remark` says what is odd.
    """

    uid: str
    title: str
    on: date | None
    at: str
    place: str
    sequence: int
    what: What
    case_id: str
    case: str
    remark: str

    @property
    def when(self) -> str:
        """Give day and hour in words."""
        return ", ".join(part for part in (on_screen(self.on) if self.on else "", self.at) if part)

    @property
    def may_be_taken(self) -> bool:
        """Whether taking it in would do anything."""
        return self.what in ("new", "moves", "cancelled")


def look(office: Office, path: Path) -> tuple[Coming, ...]:
    """Read a calendar file and lay it beside the docket; changes nothing.

    Raises Problem for what is no calendar, is too large or cannot be read.
    """
    data = read_given(path, BIGGEST, _("Look whether it is still there, then choose it again."))
    events = read_ics(data, office.zone)
    ids = json.dumps([_id(one.uid) for one in events])
    with office.store.read() as read:
        sql = "SELECT * FROM docket_entry WHERE id IN (SELECT value FROM json_each(?))"
        kept = {row["id"]: row for row in read.all(sql, [ids])}
        cases = read.all("SELECT id, number, title FROM case_file WHERE deleted_at IS NULL")
        receipts = {
            row["receipt_number"]: row["case_id"]
            for row in read.all("SELECT receipt_number, case_id FROM filing WHERE receipt_number <> ''")
        }
    numbers = {row["number"]: row["id"] for row in cases}
    titles = {row["id"]: f"{row['number']} · {row['title'] or ''}" for row in cases}
    found = [_coming(one, kept.get(_id(one.uid)), numbers, receipts, titles) for one in events]
    return tuple(sorted(found, key=lambda one: (one.on or date.max, one.at, one.title)))


def take(office: Office, chosen: Mapping[str, str], coming: tuple[Coming, ...]) -> Changed:
    """Take appointments onto the docket, as one operation: `chosen` gives the case of each, by its name.

    One that is there already moves; a cancelled one is taken off. Raises Problem when a case is missing.
    """
    wanted = [one for one in coming if one.uid in chosen and one.may_be_taken]
    if not wanted:
        raise Problem(_("No appointment is marked."), _("Nothing was taken in."), _("Mark what to take."))
    if any(not chosen[one.uid] for one in wanted):
        raise Problem(
            _("An appointment has no case yet."),
            _("Nothing was taken in."),
            _("Choose its case with Enter, or take its mark away."),
        )
    at, by = office.now().isoformat(), office.user
    rows = [_columns(one, chosen[one.uid], at, by) for one in wanted]

    def work(session: Session) -> None:
        from immdesk.records.dates import DocketEntry

        for values in rows:
            row = session.get(DocketEntry, values["id"])
            if row is None:
                session.add(DocketEntry(**values))
                continue
            for name, value in values.items():
                setattr(row, name, value)

    message = n_("{n} appointment taken in.", "{n} appointments taken in.", len(rows))
    _made, changed = office.change(_("Bring in appointments"), work, message=message)
    return changed


def _coming(
    one: ReadEvent,
    kept: Mapping[str, Any] | None,
    numbers: Mapping[str, str],
    receipts: Mapping[str, str],
    titles: Mapping[str, str],
) -> Coming:
    case_id = (kept or {}).get("case_id") or _case_of(f"{one.title} {one.place}", numbers, receipts)
    what, remark = _what(one, kept)
    remark = " · ".join(part for part in (remark, one.remark) if part)
    case = titles.get(case_id, "")
    found = case_id if case else ""
    return Coming(one.uid, one.title, one.on, one.at, one.place, one.sequence, what, found, case, remark)


def _what(one: ReadEvent, kept: Mapping[str, Any] | None) -> tuple[What, str]:
    if one.uid.endswith(_OURS):
        return "ours", _("comes from ImmDesk itself")
    if one.trouble or one.on is None:
        return "broken", one.trouble
    if kept is None:
        return ("broken", _("cancelled, and never taken in")) if one.off else ("new", "")
    before = json.loads(kept["work"] or "{}")
    if one.sequence < before.get("sequence", 0):
        return "older", _("older than what is here")
    if one.off:
        return ("same", "") if kept["state"] == "lifted" else ("cancelled", _("taken off the docket"))
    same = kept["due_on"] == one.on.isoformat() and before.get("at", "") == one.at
    if same and kept["title"] == _titled(one.title, one.at) and kept["state"] != "lifted":
        return "same", _("is here already")
    was = ", ".join(part for part in (_day(kept["due_on"]), before.get("at", "")) if part)
    return "moves", _("was {when}").format(when=was)


def _columns(one: Coming, case_id: str, at: str, by: str) -> dict[str, Any]:
    assert one.on is not None
    return {
        "id": _id(one.uid),
        "key": _key(one.uid),
        "rule": None,
        "case_id": case_id,
        "subject_kind": "appointment",
        "subject_id": one.uid,
        "output": "appointment",
        "ordinal": 0,
        "title": _titled(one.title, one.at),
        "kind": "appointment",
        "severity": "serious",
        "due_on": one.on.isoformat(),
        "state": "lifted" if one.what == "cancelled" else "kept",
        "work": json.dumps({"at": one.at, "place": one.place, "sequence": one.sequence}),
        "accepted_by": by,
        "accepted_at": at,
    }


def _titled(title: str, at: str) -> str:
    return f"{title}, {at}" if at else title


def _key(uid: str) -> str:
    return json.dumps(["", "", "appointment", uid, "appointment", 0], separators=(",", ":"))


def _id(uid: str) -> str:
    return entry_id(_key(uid))


def _case_of(words: str, numbers: Mapping[str, str], receipts: Mapping[str, str]) -> str:
    """Give the case whose number or receipt stands in the words; nothing is guessed from names."""
    for number in _NUMBER.findall(words):
        if number in numbers:
            return numbers[number]
    return next((receipts[one] for one in _RECEIPT.findall(words.upper()) if one in receipts), "")


def _day(text: str | None) -> str:
    return on_screen(date.fromisoformat(text)) if text else ""
