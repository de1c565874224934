"""`immdesk office backups` and `restore`: the backups of an office, and the way back from one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import (
    AsJson,
    PassphraseFile,
    passphrase_for,
    passphrase_from,
    plainly,
    tell,
)
from immdesk.office.backup_rows import BackupRow, RestoredOffice
from immdesk.office.office import open_office


def backups(
    folder: Annotated[Path, typer.Argument(help="An office's folder, or a folder of backups.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the backups with what is in them, the newest first; the seal of each is checked."""
    from immdesk.office import backups as office_backups

    with plainly(as_json):
        newest = next(iter(office_backups.paths_in(folder)), None)
        rows = office_backups.found_in(folder, _passphrase(newest, passphrase_file) if newest else None)
        tell(as_json, rows, lambda: "\n".join(_line(row) for row in rows) or _("There is no backup."))


def restore(
    backup: Annotated[Path, typer.Argument(help="The backup, a file .immbak.")],
    to: Annotated[Path, typer.Option("--to", help="An empty or new folder for the office.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Read a whole backup, then make the office anew from it in another folder; never over an office."""
    from immdesk.office import backups as office_backups

    with plainly(as_json):
        made = office_backups.restore(backup, to, passphrase=_passphrase(backup, passphrase_file))
        assert made is not None
        tell(as_json, made, lambda: _made(made))


def drill(
    office: Annotated[Path, typer.Argument(help="The office's folder.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Restore the newest backup on trial, count, take it away again; exit 1 when it is not whole."""
    from immdesk.office import drills

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = drills.drill(opened)
        tell(as_json, found, lambda: found.words() if found else _("There is no backup."))
        if found is None or not found.ok:
            raise typer.Exit(1)


def month_report(
    office: Annotated[Path, typer.Argument(help="The office's folder.")],
    month: Annotated[str, typer.Option("--month", help="Such as 2026-08.")],
    out: Annotated[Path, typer.Option("--out", help="The report, a PDF.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write the monthly report with the seal of the record."""
    from immdesk.office import month_report as report
    from immdesk.office.calculators.paper import write_pdf

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        write_pdf(report.as_pdf(opened, month), out)
        tell(as_json, report.month_report(opened, month), lambda: _("The page is on disk."))


def _passphrase(path: Path, file: Path | None) -> str | None:
    """Give the passphrase of the day of the backup; None when this computer or an open door gives the key."""
    from immdesk.office import backups as office_backups

    if file is None:
        try:
            if not office_backups.needs_passphrase(path):
                return None
        except Problem:
            return None  # its description is told of by what comes next
    return passphrase_from(file)


def _line(row: BackupRow) -> str:
    head = f"{row.at:%Y-%m-%d %H:%M} UTC  {row.name}"
    if not row.ok:
        return f"{head}  {_('CANNOT BE USED')}: {row.note}"
    inside = (
        n_("{n} case", "{n} cases", row.cases),
        n_("{n} person", "{n} people", row.people),
        n_("{n} document file", "{n} document files", row.documents),
        n_("{n} change", "{n} changes", row.operations),
        _("{size} bytes").format(size=f"{row.size:,}"),
    )
    return f"{head}  {', '.join(inside)}"


def _made(made: RestoredOffice) -> str:
    return "\n".join(
        [
            n_(
                "The office is there again, with {n} document file.",
                "The office is there again, with {n} document files.",
                made.documents,
            ),
            *made.notes,
        ]
    )
