"""`immdesk files`: closing cases, how long their files are kept, holds, and destroying what may go."""

from __future__ import annotations

from typing import Annotated

import typer

from immdesk.basics.words import _
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
from immdesk.office.office import open_office

app = typer.Typer(no_args_is_help=True, help="Closed files: kept, held, destroyed.")
Why = Annotated[str, typer.Option("--why", help="The reason, without names or numbers of clients.")]


@app.command("list")
def list_files(
    office: OfficeFolder,
    due: Annotated[bool, typer.Option("--due", help="Only what may go now.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the files that are kept: until when, by which rule, what holds them."""
    from immdesk.office import retention

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        today = opened.today()
        rows = [row for row in retention.kept_rows(opened) if not due or row.may_go(today)]
        lines = (
            "  ".join((row.case_number, str(row.until or "-"), row.what, retention.state_words(row, today)))
            for row in rows
        )
        tell(as_json, rows, lambda: "\n".join(lines))


@app.command()
def close(
    number: Number,
    office: OfficeFolder,
    how: Annotated[str, typer.Option("--how", help="approved, denied, withdrawn, …")],
    on: Annotated[str, typer.Option("--on", help="The day; today when left out.")] = "t",
    why: Why = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Close a case; open lines of its checklist want a reason."""
    from immdesk.office import closing

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        done = closing.close_case(opened, case_named(opened, number), on, how, why)
        tell(as_json, done, lambda: done.message)


@app.command()
def reopen(
    number: Number,
    office: OfficeFolder,
    why: Why,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Open a closed case again."""
    from immdesk.office import closing

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        done = closing.reopen_case(opened, case_named(opened, number), why)
        tell(as_json, done, lambda: done.message)


@app.command()
def hold(
    number: Number,
    office: OfficeFolder,
    why: Why,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Hold everything of a case back from destruction."""
    from immdesk.office import retention

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        done = retention.hold(opened, "case", case_named(opened, number), why)
        tell(as_json, done, lambda: done.message)


@app.command()
def destroy(
    number: Number,
    office: OfficeFolder,
    why: Why,
    sure: Annotated[bool, typer.Option("--sure", help="Really; it cannot be undone.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Say what would go with a closed file whose time is over; with --sure destroy it for good."""
    from immdesk.office import destroying

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        row_id = f"file/{case_named(opened, number)}"
        if not sure:
            goes = destroying.what_goes(opened, row_id)
            tell(as_json, goes, lambda: goes.words() + "\n" + _("Nothing was destroyed: add --sure."))
            return
        done = destroying.destroy(opened, row_id, why)
        tell(as_json, done, lambda: done.message)
