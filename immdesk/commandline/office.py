"""`immdesk office` and `immdesk sample`: an office made, opened, checked, backed up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import AsJson, PassphraseFile, passphrase_for, passphrase_from, plainly, tell
from immdesk.office import backups, firm, sharing
from immdesk.office.office import open_office
from immdesk.office.rows import BackupMade, OfficeRow

app = typer.Typer(no_args_is_help=True, help="The office's encrypted file.")
Folder = Annotated[Path, typer.Argument(help="The office's folder.")]


@app.command()
def new(
    folder: Folder,
    name: Annotated[str, typer.Option("--name", help="The office's name.")],
    zone: Annotated[str, typer.Option("--zone", help="Its time zone.")] = "America/New_York",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Start an office in an empty folder, encrypted with a passphrase."""
    with plainly(as_json):
        passphrase = passphrase_from(passphrase_file, twice=True)
        if not passphrase:
            raise Problem(
                _("No passphrase was given."),
                _("An office is always encrypted."),
                _("Use --passphrase-file, or set IMMDESK_PASSPHRASE."),
            )
        with firm.new_office(folder, name=name, zone=zone, passphrase=passphrase) as made:
            row = firm.office_row(made)
        tell(as_json, row, lambda: _("{name} is ready.").format(name=row.name))


@app.command("open")
def open_(folder: Folder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Open an office and say what is in it."""
    with plainly(as_json), open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
        row = firm.office_row(opened)
        tell(as_json, row, lambda: f"{row.name}: {counted(row.cases, row.people)}")


@app.command()
def check(folder: Folder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Check the database, the chain of operations and every attachment."""
    with plainly(as_json):
        report = firm.check_office(folder, passphrase_for(folder, passphrase_file))
        tell(as_json, report, lambda: "\n".join(report.lines))
        if not report.ok:
            raise typer.Exit(1)


@app.command()
def backup(
    folder: Folder,
    to: Annotated[Path | None, typer.Option("--to", help="Where backups go.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a backup and verify it by opening it again."""
    with plainly(as_json), open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
        made = backups.make(opened, to)
        tell(as_json, made, lambda: _written(made))


@app.command()
def share(
    folder: Folder,
    on: Annotated[Path, typer.Option("--on", help="The empty shared folder.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Put an office on a shared folder, so that other computers can join it."""
    with plainly(as_json):
        with open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
            sharing.put_on_share(opened, on)
        with open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
            row = sharing.row(opened)
        tell(as_json, row, lambda: _("The office is on the shared folder. Other computers can join it now."))


@app.command()
def join(
    folder: Annotated[Path, typer.Argument(help="The shared folder of the office.")],
    to: Annotated[Path, typer.Option("--to", help="An empty folder on this computer for its copy.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Join an office on a shared folder: this computer gets its own encrypted copy."""
    with plainly(as_json):
        passphrase = passphrase_from(passphrase_file) or ""
        with sharing.join(folder, to, passphrase=passphrase) as joined:
            row = firm.office_row(joined)
        tell(as_json, row, lambda: f"{row.name}: {counted(row.cases, row.people)}")


@app.command()
def sync(folder: Folder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Take in what other desks did, send what waits here, and say how the shared folder is."""
    with plainly(as_json), open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
        row = sharing.look(opened).row
        tell(as_json, row, lambda: "\n".join(sharing.in_words(row)))


def sample(
    to: Annotated[Path, typer.Option("--to", help="An empty folder.")], as_json: AsJson = False
) -> None:
    """Build the practice office: fictional cases of many kinds, dates relative to today."""
    from immdesk.office import practice

    with plainly(as_json), practice.make(to) as made:
        row = firm.office_row(made)
        tell(as_json, row, lambda: _made_in(row, to))


def counted(cases: int, people: int) -> str:
    """Give how many cases and people there are, in words."""
    return f"{n_('{n} case', '{n} cases', cases)}, {n_('{n} person', '{n} people', people)}"


def _written(made: BackupMade) -> str:
    return _("{name}: verified, {size} bytes").format(name=Path(made.path).name, size=f"{made.size:,}")


def _made_in(row: OfficeRow, to: Path) -> str:
    said = n_("{n} case", "{n} cases", row.cases)
    return _("{name}: {cases} in {folder}").format(name=row.name, cases=said, folder=to)
