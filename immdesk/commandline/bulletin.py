"""`immdesk bulletin`: a visa bulletin read, taken into an office, shown, and what it does to the cases."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.commandline.telling import AsJson, OfficeFolder, PassphraseFile, passphrase_for, plainly, tell

if TYPE_CHECKING:
    from immdesk.law.bulletin_terms import Cell
    from immdesk.office.bulletin_months import MonthPage
    from immdesk.office.office import Office

app = typer.Typer(
    no_args_is_help=True, help="The visa bulletin: read, take in, show, and who became current."
)

Month = Annotated[
    str, typer.Argument(help="The month, as 2025-12; the newest that the office has if left out.")
]
Meant = Annotated[str, typer.Option("--month", help="The month that it is of, as 2025-12.")]
File = Annotated[Path, typer.Argument(help="The saved page, its copied text, or a CSV of many months.")]


@app.command()
def read(file: File, month: Meant = "", as_json: AsJson = False) -> None:
    """Print the cutoffs of a bulletin: bulletin, preference, table, category, chargeability, raw, cutoff."""
    from immdesk.office.bulletins import read_file

    with plainly(as_json):
        found = read_file(file, month)
        rows = [asdict(cell) for cell in found.rows]
        tell(as_json, rows, lambda: "\n".join([*map(_cell_line, found.rows), *found.notes]))


@app.command("import")
def take_in(
    file: File,
    office: OfficeFolder,
    month: Meant = "",
    family: Annotated[
        str,
        typer.Option("--family", help="The chart USCIS named for families: final_action, dates_for_filing."),
    ] = "",
    employment: Annotated[
        str, typer.Option("--employment", help="The chart USCIS named for employment, likewise.")
    ] = "",
    only_try: Annotated[bool, typer.Option("--trial", help="Only say what would change.")] = False,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Take it although something is odd about it.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Take a bulletin into the office in one step; what is odd about it is said first."""
    from immdesk.office import bulletins

    with plainly(as_json), _open(office, passphrase_file) as opened:
        planned = bulletins.plan(opened, bulletins.read_file(file, month))
        charts = {"family": _chart(family), "employment": _chart(employment)}
        if planned.doubts and not only_try and not anyway:
            raise Problem(
                _("Something about this bulletin is to be looked at first. Nothing was taken in."),
                "\n".join(planned.doubts),
                _("Look at the page. If it is right, do it again with --anyway."),
            )
        message = "" if only_try else bulletins.take(opened, planned, charts).message
        said = bulletins.plan_words(planned)
        answer = {
            "taken": not only_try,
            "months": planned.months,
            "new": len(planned.new),
            "different": [bulletins.difference_words(one) for one in planned.different],
            "same": planned.same,
            "doubts": planned.doubts,
            "notes": planned.notes,
        }
        tell(as_json, answer, lambda: "\n".join([*said, *planned.doubts, *planned.notes, message]).rstrip())


@app.command()
def show(
    office: OfficeFolder, month: Month = "", passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show the charts of a month, with what moved since the month before."""
    from immdesk.office import bulletin_months

    with plainly(as_json), _open(office, passphrase_file) as opened:
        page = bulletin_months.month_page(opened, _month(opened, month))
        tell(as_json, _page_answer(page), lambda: "\n".join(_page_lines(page)))


@app.command()
def cases(
    office: OfficeFolder,
    month: Month = "",
    weeks: Annotated[
        float, typer.Option("--weeks", help="Say how long others wait at so many weeks a month.")
    ] = 0.0,
    out: Annotated[Path | None, typer.Option("--out", help="Write who turned as a PDF.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the open cases that became current in a month, or stopped being current."""
    from immdesk.office import bulletin_cases

    with plainly(as_json), _open(office, passphrase_file) as opened:
        which = _month(opened, month)
        found = bulletin_cases.turned(opened, which)
        waiting = bulletin_cases.waits(opened, which, weeks) if weeks else ()
        if out is not None:
            bulletin_cases.write_turned(opened, found, out)
        lines = [f"  {one.number}  {one.title}  {one.says()}" for one in waiting]
        answer: Any = {"turned": found, "waiting": waiting}
        tell(as_json, answer, lambda: "\n".join([*bulletin_cases.text_of(found), *lines]))


@app.command("chart")
def name_chart(
    month: Annotated[str, typer.Argument(help="The month, as 2025-12.")],
    preference: Annotated[str, typer.Argument(help="family or employment")],
    chart: Annotated[str, typer.Argument(help="final_action or dates_for_filing; none to forget it.")],
    office: OfficeFolder,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Keep which chart USCIS named for a month."""
    from immdesk.office import bulletins

    with plainly(as_json), _open(office, passphrase_file) as opened:
        if preference not in bulletins.PREFERENCES:
            raise Problem(_("'{text}' is neither family nor employment.").format(text=preference[:40]))
        kept = bulletins.name_chart(opened, _month(opened, month), preference, _chart(chart))
        tell(as_json, {"month": month, "preference": preference, "chart": chart}, lambda: kept.message)


def _open(folder: Path, passphrase_file: Path | None) -> Office:
    from immdesk.office.office import open_office

    return open_office(folder, passphrase=passphrase_for(folder, passphrase_file))


def _chart(text: str) -> str:
    from immdesk.office.bulletins import TABLES

    if text in ("", "none"):
        return ""
    if text not in TABLES:
        raise Problem(
            _("'{text}' is no chart.").format(text=text[:40]), "", _("Say final_action or dates_for_filing.")
        )
    return text


def _month(office: Office, text: str) -> str:
    from immdesk.office.bulletin_months import month_lines

    months = [one.month for one in month_lines(office)]
    if not text and months:
        return months[0]
    if text not in months:
        last = _("The newest here is {month}.").format(month=months[0]) if months else ""
        raise Problem(
            _("The office has no visa bulletin of {month}.").format(month=text[:20] or "?"),
            last,
            _("Take the page of that month in: immdesk bulletin import FILE."),
        )
    return text


def _cell_line(cell: Cell) -> str:
    where = (
        f"{cell.bulletin} {cell.preference:<10} {cell.table:<16} {cell.category:<22} {cell.chargeability:<12}"
    )
    return f"{where} {cell.raw:<9} {cell.cutoff}".rstrip()


def _page_answer(page: MonthPage) -> dict[str, Any]:
    rows = [
        {
            "preference": chart.preference,
            "table": chart.table,
            "category": cell.category,
            "chargeability": cell.area,
            "cutoff": cell.cutoff,
            "moved": cell.move.way,
            "days": cell.move.days,
        }
        for chart in page.charts
        for cell in chart.cells.values()
    ]
    named = dict(page.named)
    return {
        "month": page.month,
        "before": page.before,
        "practice": page.practice,
        "named": named,
        "rows": rows,
    }


def _page_lines(page: MonthPage) -> list[str]:
    from immdesk.office.bulletin_months import cell_words
    from immdesk.office.bulletins import area_words, chart_words

    lines = [_("Visa bulletin of {month}").format(month=page.month)]
    lines += [_("Practice bulletin: invented cutoffs.")] if page.practice else []
    for chart in page.charts:
        titles = [f"{area_words(area)[:16]:<18}" for area in chart.areas]
        named = page.named.get(chart.preference) == chart.table
        told = "  ({})".format(_("named by USCIS")) if named else ""
        head = f"{chart_words(chart.preference, chart.table)}{told}"
        lines += ["", head, f"{'':<22}{''.join(titles)}".rstrip()]
        for category in chart.categories:
            cells = (chart.cells.get((category, area)) for area in chart.areas)
            row = "".join(f"{cell_words(cell) if cell else '':<18}" for cell in cells)
            lines.append(f"{category:<22}{row}".rstrip())
    return lines
