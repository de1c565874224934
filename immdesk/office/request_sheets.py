"""The desk for requests on paper: what is due and open, each request, and what has changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.calculation import Line, Sheet, Table, Tone
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told

if TYPE_CHECKING:
    from immdesk.office.as_filed import FiledRow
    from immdesk.office.office import Office
    from immdesk.office.request_rows import RequestsPage


@dataclass(frozen=True, slots=True)
class SinceFiled:
    """The case as it was filed against the case now: the day of mailing, and a line for each difference.

    `mailed_on` is "" when no packet of the case was kept as filed: then nothing can be compared.
    """

    mailed_on: str
    lines: tuple[str, ...] = ()


def since_filed(office: Office, case_id: str) -> SinceFiled:
    """Compare the newest filing of a case, not a response, with the case as it is now."""
    from immdesk.office.packet_kept import packets_of
    from immdesk.office.since_filing import since_filing

    filed = (one for one in packets_of(office, case_id) if one.mailing and not one.answers)
    packet = next(filed, None)
    if packet is None or packet.mailing is None:
        return SinceFiled("")
    day = on_screen(date.fromisoformat(packet.mailing.on))
    return SinceFiled(day, since_filing(office, case_id, packet))


def filed_of(office: Office, case_id: str, notice_id: str) -> tuple[SinceFiled, tuple[FiledRow, ...]]:
    """Give the case as filed against now, and the responses to this notice that were mailed."""
    from immdesk.office.as_filed import filed_packets

    rows = filed_packets(office, case_id, answers=notice_id)
    return since_filed(office, case_id), rows


def requests_sheet(office: Office, page: RequestsPage, since: SinceFiled) -> Sheet:
    """Give the whole desk of a notice as a sheet: for the file, or to talk it over with the client."""
    head, count = page.head, page.open
    open_ones = n_("{n} request is open.", "{n} requests are open.", count)
    tone: Tone = "bad" if count else "good"
    return Sheet(
        "requests",
        head.title,
        head.who,
        open_ones if count else _("Every request is answered."),
        tone,
        lines=(*_due(page), *_checks(page)),
        tables=(_requests(page), *_since(since)),
        case=f"{head.case_number}  {head.case_title}",
        as_of=office.today(),
    )


def filed_sheet(office: Office, case: str, row: FiledRow) -> Sheet:
    """Give what was filed as a sheet: who approved it, how it went out, and the SHA-256 of every part."""
    sound = not row.troubles
    said = (
        (_("Sent"), " ".join(filter(None, (row.mailed_on, row.sent)))),
        (_("Carrier"), row.carrier),
        (_("Tracking number"), row.tracking),
        (_("Confirmation"), row.confirmation),
        (_("Address"), ", ".join(row.address.splitlines())),
        (_("Approved by"), ", ".join(filter(None, (row.approved_by, row.approved_at)))),
        (_("Recorded by"), ", ".join(filter(None, (row.recorded_by, row.recorded_at)))),
        (_("SHA-256 of the whole"), row.sha256),
        (_("Seal of the record"), row.seal),
    )
    facts = tuple((name, value) for name, value in said if value)
    parts = tuple((told(part.title), str(part.pages or ""), part.sha256) for part in row.parts if part.pages)
    corrected = tuple((one.at, one.by, one.why) for one in row.corrections)
    tables = [Table(_("Parts"), (_("Part"), _("Pages"), "SHA-256"), parts)]
    if corrected:
        tables.append(Table(_("Corrections"), (_("Day"), _("By"), _("Why")), corrected))
    if row.overridden:
        stood = tuple((line,) for line in row.overridden)
        tables.append(Table(_("Let stand before printing"), (_("What"),), stood))
    if row.since:
        tables.append(Table(_("Filed against now"), (_("What"),), tuple((line,) for line in row.since)))
    return Sheet(
        "as filed",
        _("As filed"),
        "",
        _("Everything is as it was filed.") if sound else _("Not everything is as it was filed."),
        "good" if sound else "bad",
        tables=(Table(_("The filing"), (_("What"), ""), facts), *tables),
        notes=row.troubles,
        case=case,
        as_of=office.today(),
    )


def _due(page: RequestsPage) -> list[Line]:
    head, due = page.head, page.due
    lines = [Line(_("Dated"), " ".join(filter(None, (head.dated, head.served))))]
    if due is None or due.on is None:
        return [*lines, Line(_("Due"), _("not known yet"), tone="warn")]
    cite = "; ".join(due.cite)
    lines.append(Line(_("Due"), due.shown, due.title, cite, verify=bool(due.verify), tone="bad"))
    lines += [Line(one.step, one.value, one.reason, one.authority, step=True) for one in due.explanation]
    if head.printed:
        lines.append(Line(_("Day printed on the notice"), head.printed))
    if due.send_by is not None:
        lines.append(Line(_("Send by"), on_screen(due.send_by)))
    return lines


def _checks(page: RequestsPage) -> list[Line]:
    tones: dict[str, Tone] = {"stop": "bad", "warn": "warn", "good": "good"}
    return [Line(one.message, "", one.do, one.cite, tone=tones[one.level]) for one in page.checks]


def _requests(page: RequestsPage) -> Table:
    rows = tuple(
        (
            one.called,
            "; ".join(f"{paper.title} ({paper.reference})" for paper in one.papers) or "–",
            _("written") if one.answer.strip() else "–",
            "; ".join(one.missing) or _("answered"),
        )
        for one in page.requests
    )
    return Table(_("Requests"), (_("Request"), _("Documents"), _("Paragraph"), _("Open")), rows)


def _since(since: SinceFiled) -> list[Table]:
    if not since.lines:
        return []
    title = _("Filed on {day}, against now").format(day=since.mailed_on)
    return [Table(title, (_("What"),), tuple((line,) for line in since.lines))]
