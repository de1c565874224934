"""The attorney's page of a case, as a PDF: all its dates with their work, what is unknown, a line to sign."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.dates import dates_told
from immdesk.office.firm import staff
from immdesk.office.pre_days import all_words
from immdesk.office.rows import DateRow, LineRow
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.packets.attorney_page import AttorneySheet, SheetDate, SheetLine

_WAITING = ("proposed", "moved", "lifted", "mismatch")


def attorney_page(office: Office, case_id: str) -> bytes:
    """Give the page as a PDF. It holds private facts: keep it where the file of the case is kept."""
    from immdesk.packets.attorney_page import attorney_page as printed

    return printed(sheet_of(office, case_id))


def write_page(office: Office, case_id: str, out: Path) -> None:
    """Write the page to a file, whole or not at all. Raises Refused when the disk says no."""
    write_out(out, attorney_page(office, case_id), _("The page could not be written."))


def sheet_of(office: Office, case_id: str) -> AttorneySheet:
    """Give what stands on the attorney's page of a case, as of the office's today."""
    from immdesk.packets.attorney_page import AttorneySheet

    rows = dates_told(office, case_id)
    case = office.rows("SELECT number, title, attorney_id FROM case_file WHERE id = ?", [case_id])[0]
    names = {one.id: one.name for one in staff(office)}
    return AttorneySheet(
        office=_office_name(office),
        case=f"{case['number']}  {case['title'] or ''}".strip(),
        people="; ".join(dict.fromkeys(row.who for row in rows if row.who)),
        printed=_("Printed on {day}.").format(day=on_screen(office.today())),
        groups=tuple(_groups(rows)),
        asked=tuple(_asked(rows)),
        signer=names.get(case["attorney_id"] or "", ""),
    )


def _groups(rows: Sequence[DateRow]) -> Iterable[tuple[str, tuple[SheetDate, ...]]]:
    """Give the dates in the order of reading; groups without a date are left out."""
    wanted = (
        (_("Waiting for a decision"), _WAITING),
        (_("On the docket"), ("kept",)),
        (_("What the law says besides"), ("finding",)),
        (_("Done and not kept"), ("done", "refused")),
    )
    for title, states in wanted:
        dates = tuple(_date(row) for row in rows if row.state in states)
        if dates:
            yield title, dates


def _date(row: DateRow) -> SheetDate:
    from immdesk.packets.attorney_page import SheetDate

    return SheetDate(
        title=row.title,
        who=row.who,
        shown=row.shown,
        state=_state(row),
        lines=tuple(_line(one) for one in row.explanation),
        cite="; ".join(row.cite),
        told=tuple(
            part for part in (*all_words(row), row.disputed, row.note, *_trust(row), _done(row)) if part
        ),
    )


def _line(row: LineRow) -> SheetLine:
    from immdesk.packets.attorney_page import SheetLine

    step = f"{row.step} ({row.reason})" if row.reason else row.step
    return SheetLine(row.value, step, "; ".join(part for part in (row.authority, row.source) if part))


def _state(row: DateRow) -> str:
    kinds = {
        "deadline": _("deadline"),
        "opens": _("window opens"),
        "closes": _("window closes"),
        "status_end": _("status ends"),
        "planning": _("planning date"),
    }
    states = {
        "proposed": _("not yet accepted"),
        "moved": _("has moved, not yet accepted"),
        "lifted": _("no longer applies, not yet taken off"),
        "mismatch": _("differs from the printed day"),
        "kept": _("on the docket"),
        "done": _("done"),
        "refused": _("not kept"),
    }
    return ", ".join(filter(None, (kinds.get(row.kind, ""), states.get(row.state, ""))))


def _trust(row: DateRow) -> tuple[str, ...]:
    """Give what must be verified, who signed the rule off, and what was counted as if there were none."""
    labels = ", ".join(label for _path, label in row.assumed)
    said = _("Counted as if there were none, for nobody has said: {what}")
    return row.verify, row.signed, said.format(what=labels) if labels else ""


def _done(row: DateRow) -> str:
    if row.state != "done" or not row.done_on:
        return ""
    return _("Done on {day}: {proof}").format(day=on_screen(row.done_on), proof=row.proof)


def _asked(rows: Sequence[DateRow]) -> Iterable[str]:
    """Give each rule that cannot say yet, with the labels of what it asks."""
    for row in rows:
        if row.state == "cannot say":
            who = f" ({row.who})" if row.who else ""
            yield f"{row.title}{who}: {', '.join(label for _path, label in row.ask)}"


def _office_name(office: Office) -> str:
    found = office.rows("SELECT name FROM office")
    return str(found[0]["name"] or "") if found else ""
