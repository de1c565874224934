"""`immdesk case requests` and `case filed`: what notices ask for, how it is answered, and what was filed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.watched import never, silent
from immdesk.basics.words import _, n_
from immdesk.commandline.case import Number
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    plainly,
    tell,
)
from immdesk.office.as_filed import FiledRow
from immdesk.office.office import open_office
from immdesk.office.request_rows import RequestsPage


def requests(
    number: Number,
    office: OfficeFolder,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the newest as a sheet here.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the response to the newest here.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show what the notices of a case ask for: due when, answered by what, what is still open."""
    from immdesk.office import request_sheets, response_packet
    from immdesk.office.calculators import paper
    from immdesk.office.requests import notices_asking

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        pages = [response_packet.read_desk(opened, one.notice_id) for one in notices_asking(opened, case_id)]
        if pages and pdf is not None:
            since = request_sheets.since_filed(opened, case_id)
            paper.write_page(request_sheets.requests_sheet(opened, pages[0], since), pdf)
        if pages and out is not None:
            response_packet.build_response(opened, pages[0].head.notice_id, out, silent, never)
        nothing = _("No notice of this case asks for an answer.")
        tell(as_json, pages, lambda: "\n\n".join(map(_requests_text, pages)) or nothing)


def filed(
    number: Number,
    office: OfficeFolder,
    out: Annotated[Path | None, typer.Option("--out", help="Write the newest as filed, a folder.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the record of the newest, a PDF.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show what was filed in a case, compare it with its sealed record, and with the case as it is now."""
    from immdesk.office import as_filed, request_sheets
    from immdesk.office.calculators import paper

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        rows = as_filed.filed_packets(opened, case_id)
        if rows and out is not None:
            as_filed.write_filed(opened, case_id, rows[0].packet_id, out)
        if rows and pdf is not None:
            paper.write_page(request_sheets.filed_sheet(opened, number, rows[0]), pdf)
        nothing = _("Nothing was filed from this desk in this case.")
        tell(as_json, rows, lambda: "\n\n".join(map(_filed_text, rows)) or nothing)
        if any(row.troubles for row in rows):
            raise typer.Exit(1)


def _requests_text(page: RequestsPage) -> str:
    head, due = page.head, page.due
    count = page.open
    open_ones = n_("{n} request is open.", "{n} requests are open.", count) if count else ""
    lines = [f"{head.title}  {head.who}  {head.dated}  {head.receipt}".rstrip()]
    when = _("Due: {day}").format(day=due.shown if due else _("not known yet"))
    lines.append(f"  {when}  {open_ones}".rstrip())
    for one in page.requests:
        lines.append(f"  {one.called}")
        lines += [f"      {paper.reference}  {paper.title}" for paper in one.papers]
        lines += [f"    ! {missing}" for missing in one.missing]
    return "\n".join([*lines, *(f"  [{one.level}] {one.message} {one.do}".rstrip() for one in page.checks)])


def _filed_text(row: FiledRow) -> str:
    way = " ".join(filter(None, (row.mailed_on, row.sent, row.carrier, row.tracking, row.confirmation)))
    approved = _("Approved by {name}").format(name=row.approved_by or "-")
    lines = [way, f"  {approved}", f"  SHA-256 {row.sha256}"]
    lines += [f"  {part.first_page:>4}  {part.title}  {part.sha256[:16]}" for part in row.parts if part.pages]
    told = _("Corrected {day} by {name}: {why}")
    lines += [f"  {told.format(day=one.at, name=one.by, why=one.why)}" for one in row.corrections]
    lines += [f"  ! {text}" for text in row.troubles]
    since = _("Since filing:")
    return "\n".join([*lines, *(f"  {since} {text}" for text in row.since)])
