"""The docket as a calendar file for other programs: of everything, a case, a client or one of the staff."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from immdesk.basics.marks import BESIDE
from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import ALONE, Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _
from immdesk.office.pack_age import stale_words, times_of_packs
from immdesk.office.pre_days import own_teller, own_times_told
from immdesk.office.restricted import choice_of
from immdesk.office.send_by import teller, times_told
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.docket.ics import CalendarDay
    from immdesk.office.office import Office

Names = Literal["none", "initials"]
"""How clients appear in the other program: not at all, or by their initials."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes into the file: everything, or only one case, client or member of the staff (by id).

    A client's dates are those of the person and those of the person's cases that are nobody else's. `kind`
    and `severity` are those of the docket; kind "send_by" asks for what must be received, "own_day" for
    what has a day of the office's own.

    `names` is "none" unless somebody asks for initials, since calendars get shared.
    """

    case_id: str = ""
    person_id: str = ""
    staff_id: str = ""
    first: date | None = None
    last: date | None = None
    names: Names = "none"
    kind: str = ""
    severity: str = ""
    employer_id: str = ""
    case_type: str = ""


_ENTRIES = """
SELECT d.id, d.key, d.version, d.title, d.due_on, d.raw_on, d.severity, d.state, d.kind, d.rule, d.work,
       d.case_id, d.subject_id, q.family_name, q.given_name, c.number, c.restricted,
       (SELECT count(*) FROM operation_row o WHERE o."table" = 'case_file' AND o.pk = c.id
        AND o.act = 'update' AND (o."before" LIKE '%"restricted"%' OR o.after LIKE '%"restricted"%')
       ) AS restricted_changed,
       (SELECT count(*) FROM operation_row o WHERE o."table" = 'person' AND o.pk = d.person_id
        AND o.act = 'update' AND (o."before" LIKE '%"family_name"%' OR o."before" LIKE '%"given_name"%')
       ) AS names_changed
FROM docket_entry d LEFT JOIN person q ON q.id = d.person_id
JOIN case_file c ON c.id = coalesce(d.case_id,
    (SELECT x.only_in_case FROM document x WHERE x.id = d.subject_id), (
    SELECT p.case_id FROM case_party p JOIN case_file o ON o.id = p.case_id
    WHERE p.person_id = d.person_id AND o.deleted_at IS NULL
    ORDER BY o.status <> 'open', o.number LIMIT 1))
WHERE d.due_on IS NOT NULL AND d.kind <> 'appointment' AND d.state IN ('kept', 'lifted')
AND c.deleted_at IS NULL
AND (:case_id = '' OR c.id = :case_id OR (d.case_id IS NULL AND EXISTS (
    SELECT 1 FROM case_party p WHERE p.case_id = :case_id AND p.person_id = d.person_id)))
AND (:person_id = '' OR d.person_id = :person_id OR (d.person_id IS NULL AND EXISTS (
    SELECT 1 FROM case_party p WHERE p.case_id = d.case_id AND p.person_id = :person_id)))
AND (:kind = '' OR d.kind = :kind) AND (:severity = '' OR d.severity = :severity)
AND (:staff_id = '' OR :staff_id IN (c.responsible_id, c.attorney_id))
AND (:case_type = '' OR c.case_type = :case_type)
AND (:employer_id = '' OR c.employer_id = :employer_id OR EXISTS (
    SELECT 1 FROM job j WHERE j.case_id = c.id AND j.employer_id = :employer_id AND j.deleted_at IS NULL))
AND (:first = '' OR d.due_on >= :first) AND (:last = '' OR d.due_on <= :last)
ORDER BY d.due_on, d.id
"""


def calendar_text(
    office: Office, wanted: Wanted, watched: Watched = ALONE, *, whole: bool = False
) -> tuple[bytes, int]:
    """Give the calendar file (RFC 5545) with the docket that is wanted, and how many dates are in it.

    A date that was taken off the docket goes out as cancelled, so that the other program drops it. Of a
    restricted case only the day goes out: calendars get shared. With `whole`, these days go out whoever sits
    here, so that a file in a shared folder stays the same. Raises Stopped when somebody cancelled.
    """
    from immdesk.docket.ics import to_ics

    with office.store.read(whole=whole) as read:
        rows = read.all(_ENTRIES, _params(wanted))
    told, times = teller(office), times_told(office)
    own, own_times = own_teller(office), own_times_told(office)
    if wanted.kind == "own_day":
        rows = [row for row in rows if row["state"] == "lifted" or own(row)]
    if wanted.kind == "send_by":
        rows = [row for row in rows if row["state"] == "lifted" or told(row)]
    each = watched.each(rows, len(rows), _("Writing the calendar"), every=50)
    late, turns = stale_words(office), times_of_packs(office)
    days = (
        _day(
            row,
            wanted.names,
            "\n".join(filter(None, (own(row), told(row)))),
            times(row["key"]) + own_times(row["severity"]) + turns,
            late,
        )
        for row in each
    )
    text = to_ics(days, office_id=_office_id(office), name=_("ImmDesk docket"), stamp=office.now())
    return text, sum(row["state"] != "lifted" for row in rows)


def export(
    office: Office, out: Path, wanted: Wanted, progress: Progress = silent, cancelled: Cancelled = never
) -> int:
    """Write the calendar file, whole or not at all, and give how many dates are in it.

    Raises Problem when there is no such date, Refused when the disk says no, Stopped when somebody cancelled.
    """
    watched = Watched(progress, cancelled, _("No file was written."))
    text, count = calendar_text(office, wanted, watched)
    if not count:
        raise Problem(
            _("There is no date to put into a calendar."),
            _("No file was written."),
            _("Accept dates first, or choose another case, person or time."),
        )
    watched.look()
    write_out(out, text, _("The calendar could not be written."))
    return count


def _params(wanted: Wanted) -> dict[str, str]:
    return {
        "case_id": wanted.case_id,
        "person_id": wanted.person_id,
        "staff_id": wanted.staff_id,
        "first": wanted.first.isoformat() if wanted.first else "",
        "last": wanted.last.isoformat() if wanted.last else "",
        "kind": "" if wanted.kind in BESIDE else wanted.kind,
        "severity": wanted.severity,
        "employer_id": wanted.employer_id,
        "case_type": wanted.case_type,
    }


def _day(row: dict[str, Any], names: Names, send: str, sent_anew: int, late: str) -> CalendarDay:
    """Give a date as it leaves. Its sequence counts each change of what the event says: the date's own,
    of the days on the way, of the client's name, of the packs; it never falls.
    """
    from immdesk.docket.ics import CalendarDay

    return CalendarDay(
        row["id"],
        date.fromisoformat(row["due_on"]),
        row["version"] - 1 + sent_anew + row["names_changed"] + row["restricted_changed"],
        _summary(row, names),
        "\n".join(_description(row, send, late)),
        row["severity"] or "normal",
        row["state"] == "lifted",
    )


def _summary(row: dict[str, Any], names: Names) -> str:
    if choice_of(row["restricted"]) is not None:
        return _("A date of a restricted case")
    whose = "".join(str(row[name] or "")[:1] for name in ("given_name", "family_name"))
    parts = [row["number"], whose if names == "initials" else ""]
    return f"{row['title']} ({' '.join(part for part in parts if part)})"


def _description(row: dict[str, Any], send: str, late: str) -> Iterable[str]:
    """Say what the date rests on; no fact of a client stands in it."""
    if choice_of(row["restricted"]) is not None:
        yield _("It stands in ImmDesk for those who may see the case.")
        return
    kept = json.loads(row["work"]) if row["work"] else {}
    if row["raw_on"] and row["raw_on"] != row["due_on"]:
        yield _("Counted to {day}, then moved.").format(day=on_screen(date.fromisoformat(row["raw_on"])))
    if send:
        yield send
    if kept.get("cite"):
        yield "; ".join(kept["cite"])
    if late and row["rule"]:
        yield late
    if kept.get("verify"):
        yield kept["verify"]
    yield _("From the docket in ImmDesk: change it there.")


def _office_id(office: Office) -> str:
    """Give a mark of the office that tells nothing about it, for the events' lasting names."""
    return hashlib.sha256((office.id() or "office").encode()).hexdigest()[:12]
