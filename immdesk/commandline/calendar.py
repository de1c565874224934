"""`immdesk calendar`: the docket as a file for other calendar programs, and its sheets on paper."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    plainly,
    tell,
)
from immdesk.office.office import Office, open_office

app = typer.Typer(no_args_is_help=True, help="The docket for other calendar programs.")
Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], show_default=False)]


@app.callback()
def _calendar() -> None:
    """The docket for other calendar programs."""


@app.command()
def export(
    office: OfficeFolder,
    out: Annotated[Path, typer.Option("--out", help="The calendar file, .ics.")],
    case: Annotated[str, typer.Option("--case", help="Only this case, such as 26-0001.")] = "",
    person: Annotated[
        str, typer.Option("--person", help="Only this client, by name as `find` takes it.")
    ] = "",
    staff: Annotated[str, typer.Option("--staff", help="Only cases of this member of the staff.")] = "",
    first: Day = None,
    last: Day = None,
    kind: Annotated[str, typer.Option("--kind", help="Only this kind, such as deadline or status_end.")] = "",
    severity: Annotated[str, typer.Option("--severity", help="Only fatal, serious, normal or info.")] = "",
    initials: Annotated[bool, typer.Option("--initials", help="Show clients by their initials.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the open dates as .ics, without names of clients; import it again after changes."""
    from immdesk.office import calendar_days, calendar_files

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        wanted = calendar_files.Wanted(
            case_named(opened, case) if case else "",
            _one(opened, "person", person) if person else "",
            _one(opened, "staff", staff) if staff else "",
            first.date() if first else None,
            last.date() if last else None,
            "initials" if initials else "none",
            _known(kind, calendar_days.KINDS),
            _known(severity, calendar_days.SEVERITIES),
        )
        count = calendar_files.export(opened, out, wanted)
        tell(
            as_json, {"path": out, "dates": count}, lambda: f"{out}: " + n_("{n} date.", "{n} dates.", count)
        )


@app.command("print")
def print_sheet(
    office: OfficeFolder,
    sheet: Annotated[
        str,
        typer.Argument(
            help="morning, week-sheet, control, expirations, timeline, year, month; lifeline with --person."
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="The PDF file. It names clients.")],
    day: Day = None,
    person: Annotated[str, typer.Option("--person", help="Only this client.")] = "",
    staff: Annotated[str, typer.Option("--staff", help="Only cases of this member of the staff.")] = "",
    employer: Annotated[str, typer.Option("--employer", help="Only cases of this employer.")] = "",
    rows: Annotated[str, typer.Option("--rows", help="Timeline by case, person or employer.")] = "case",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a sheet of the docket as a PDF, as the calendar prints it."""
    from immdesk.office import calendar_days, docket_sheets, timelines
    from immdesk.office.written import write_out

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        name = _known(sheet, (*docket_sheets.LISTS, *docket_sheets.CHARTS))
        by = timelines.ROWS[timelines.ROWS.index(_known(rows, timelines.ROWS))]
        person_id = _one(opened, "person", person) if person or name == "lifeline" else ""
        only = calendar_days.CalendarFilter(
            _one(opened, "staff", staff) if staff else "",
            person_id,
            employer_id=_employer(opened, employer) if employer else "",
        )
        asked = docket_sheets.Asked(only, day.date() if day else opened.today(), by)
        pdf = docket_sheets.sheet_pdf(opened, name, asked, person_id)
        write_out(out, pdf, _("The sheet could not be written."))
        tell(as_json, {"path": out, "sheet": name}, lambda: str(out))


def _employer(office: Office, name: str) -> str:
    from immdesk.basics.folded import folded
    from immdesk.office.calendar_days import employer_choices

    found = [one for one, words in employer_choices(office) if folded(name) in folded(words)]
    if len(found) != 1:
        raise Problem(
            n_("{n} employer has that name.", "{n} employers have that name.", len(found)),
            _("No file was written."),
            _("Give the whole name of an employer that has a case."),
        )
    return found[0]


def _known(word: str, words: tuple[str, ...]) -> str:
    if word and word not in words:
        raise Problem(
            _("{word} is not known.").format(word=word),
            _("No file was written."),
            _("Choose one of: {words}.").format(words=", ".join(words)),
        )
    return word


def _one(office: Office, table: str, name: str) -> str:
    """Give the id of the one person (or member of the staff) with this name."""
    from immdesk.basics.folded import folded

    rows = office.rows(f"SELECT id, family_name, given_name FROM {table}")
    asked = set(folded(name).replace(",", " ").split())
    found = [
        row["id"]
        for row in rows
        if asked <= set(folded(f"{row['given_name'] or ''} {row['family_name'] or ''}").split())
    ]
    if len(found) != 1:
        happened = (
            n_("{n} person has that name.", "{n} people have that name.", len(found))
            if found
            else _("Nobody has that name.")
        )
        raise Problem(happened, _("No file was written."), _("Give the whole name, family and given."))
    return str(found[0])
