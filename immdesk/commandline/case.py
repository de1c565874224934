"""`immdesk case`: the cases of an office, one case, its dates and its packet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.watched import never, silent
from immdesk.basics.words import _, n_
from immdesk.commandline import case_tasks
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    plainly,
    tell,
)
from immdesk.office.office import open_office
from immdesk.office.rows import CasePage, DateRow, LineRow, PacketMade

app = typer.Typer(no_args_is_help=True, help="Cases, their dates and packets.")
app.command()(case_tasks.board)
app.command()(case_tasks.tasks)
app.command()(case_tasks.follow)
Number = Annotated[str, typer.Argument(help="The case number, such as 26-0001.")]


@app.command("list")
def list_cases(office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """List the open cases with their next date."""
    from immdesk.office import cases

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        ids = cases.case_ids(opened)
        found = cases.case_rows(opened, ids)
        rows = [found[one] for one in ids]
        tell(
            as_json,
            rows,
            lambda: "\n".join(f"{r.number}  {r.title}  {r.next_due or '-'}  {r.next_title}" for r in rows),
        )


@app.command()
def show(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show one case: parties, filings, notices, what it still needs."""
    from immdesk.office import cases

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        page = cases.case_page(opened, case_named(opened, number))
        tell(as_json, page, lambda: _page_text(page))


@app.command()
def dates(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show every date of a case with its arithmetic and citation."""
    from immdesk.office import dates as docket

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = docket.dates_told(opened, case_named(opened, number))
        tell(as_json, rows, lambda: "\n".join(_date_text(row) for row in rows))


@app.command()
def packet(
    number: Number,
    office: OfficeFolder,
    out: Annotated[Path, typer.Option("--out", help="The packet, a PDF.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the filing packet of a case; without an attorney's approval it says DRAFT."""
    from immdesk.office import packets

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        made = packets.build(opened, case_named(opened, number), out, silent, never)
        tell(as_json, made, lambda: _made_text(made))


@app.command()
def fees(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show what each filing of a case costs, with the reason of each line and how one may pay."""
    from immdesk.office import fee_sheet

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = fee_sheet.fees_of_case(opened, case_named(opened, number))
        tell(as_json, found, lambda: "\n".join(fee_sheet.text_of(found)))


@app.command()
def options(
    number: Number,
    office: OfficeFolder,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the strategy memo here, a PDF.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show red flags and paths of everybody in a case: possible, blocked by what, or what they ask."""
    from immdesk.office import options as found_options

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if pdf is not None:
            found_options.write_memo(opened, case_id, pdf)
            tell(as_json, {"path": pdf}, lambda: str(pdf))
            return
        found = found_options.options_of(opened, case_id)
        tell(as_json, found, lambda: "\n".join(found_options.text_of(found)))


@app.command()
def unknowns(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """List the questions that dates of a case wait for, the one that settles most first."""
    from immdesk.office.unknowns import unknowns_of

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = unknowns_of(opened, case_named(opened, number))
        tell(
            as_json,
            found,
            lambda: "\n".join(f"{one.label}  {one.who}: {', '.join(one.dates)}" for one in found),
        )


@app.command("attorney-page")
def attorney_page(
    number: Number,
    office: OfficeFolder,
    out: Annotated[Path, typer.Option("--out", help="The page, a PDF.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write all dates of a case with their arithmetic and a line for the attorney to sign."""
    from immdesk.office import attorney_page as page

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        page.write_page(opened, case_named(opened, number), out)
        tell(as_json, {"path": out}, lambda: str(out))


@app.command()
def calculate(
    number: Number,
    calculator: Annotated[str, typer.Argument(help="The calculator; `list` names those for this case.")],
    office: OfficeFolder,
    person: Annotated[str, typer.Option("--person", help="Whose sheet: words of the person's name.")] = "",
    tried: Annotated[
        list[str] | None, typer.Option("--try", help="A value to try: field=value. Nothing is written.")
    ] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the sheet as a PDF too.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Work out one calculator for a case: the answer, its arithmetic and what may be tried."""
    from immdesk.commandline import calculating
    from immdesk.office.calculators import paper, registry

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if calculator == "list":
            offers = registry.offered(opened, case_id)
            tell(as_json, offers, lambda: calculating.offers_text(offers))
            return
        who = calculating.person_of(opened, case_id, person)
        sheet = registry.work_out(opened, case_id, calculator, who, calculating.values(tried or []))
        if pdf is not None:
            paper.write_page(sheet, pdf)
        tell(as_json, sheet, lambda: calculating.sheet_text(sheet))


@app.command()
def typing(
    number: Number,
    system: Annotated[str, typer.Argument(help="The online system; `list` names those of this case.")],
    office: OfficeFolder,
    person: Annotated[str, typer.Option("--person", help="For whom: words of the person's name.")] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Give the answers of a case in the order in which an agency's online system asks for them."""
    from immdesk.commandline import calculating, online
    from immdesk.office import online_typing

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if system == "list":
            offers = online_typing.offers(opened, case_id)
            tell(as_json, offers, lambda: online.offers_text(offers))
            return
        who = calculating.person_of(opened, case_id, person)
        sheet = online_typing.sheet(opened, case_id, system, who)
        tell(as_json, sheet, lambda: online.sheet_text(sheet))


@app.command("age-outs")
def age_outs(
    office: OfficeFolder,
    months: Annotated[int, typer.Option("--months", min=1, max=240, help="How many months to look at.")] = 24,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the children of all open cases who would age out, those in the nearest months first."""
    from immdesk.commandline import calculating
    from immdesk.office.calculators.age_out import over_cases

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = over_cases(opened, months)
        tell(as_json, rows, lambda: "\n".join(calculating.age_out_text(row, months) for row in rows))


def _page_text(page: CasePage) -> str:
    lines = [f"{page.row.number}  {page.row.title}", f"  {page.row.stage}"]
    lines += [f"  {one.role:<12} {one.name}  {one.relationship}" for one in page.parties]
    lines += [f"  {one}" for one in (*page.filings, *page.notices)]
    lines += [f"  {_('still needed')}: {one}" for one in page.gaps]
    return "\n".join(lines)


def _date_text(row: DateRow) -> str:
    head = f"{row.shown or '?':<18} {row.title}  {row.who}  [{row.state}]"
    work = [_line_text(line) for line in row.explanation]
    asks = [f"    {_('ask')}: {label}" for _path, label in row.ask]
    tail = [f"    {'; '.join(row.cite)}"] if row.cite else []
    return "\n".join([head, *work, *asks, *tail, *([f"    {row.verify}"] if row.verify else [])])


def _line_text(line: LineRow) -> str:
    told = "  ".join(part for part in (line.step, line.reason, line.authority) if part)
    return f"    {line.value:<16} {told}" + (f"  ({line.source})" if line.source else "")


def _made_text(made: PacketMade) -> str:
    parts = [f"  {part.first_page or '-':>4}  {part.title}" for part in made.parts]
    pages = n_("{n} page", "{n} pages", made.pages)
    head = _("{file}: {pages}, DRAFT") if made.draft else _("{file}: {pages}")
    return "\n".join([head.format(file=Path(made.path).name, pages=pages), *parts, *made.warnings])
