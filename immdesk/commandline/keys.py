"""`immdesk office key`: the ways into an office, from a terminal or from a script with nobody at it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.commandline.telling import AsJson, PassphraseFile, passphrase_from, plainly, tell
from immdesk.office import firm, keys, new_key
from immdesk.office.office import Office, open_office

app = typer.Typer(no_args_is_help=True, help="The ways into an office: passphrase, keyring, recovery sheet.")
Folder = Annotated[Path, typer.Argument(help="The office's folder.")]
NewPassphraseFile = Annotated[
    Path | None,
    typer.Option(
        "--new-passphrase-file",
        help="A file whose first line is the new passphrase (or IMMDESK_NEW_PASSPHRASE).",
        show_default=False,
    ),
]
CodeFile = Annotated[
    Path | None,
    typer.Option(
        "--code-file",
        help="A file whose first line is the code of the sheet (or IMMDESK_RECOVERY_CODE).",
        show_default=False,
    ),
]


@app.command("list")
def list_(folder: Folder, as_json: AsJson = False) -> None:
    """Say how the office can be opened."""
    with plainly(as_json):
        found = keys.ways_in(folder)
        tell(as_json, found, lambda: "\n".join(_ways(found)))


@app.command()
def remember(folder: Folder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Let this computer open the office without asking, by its own encrypted keyring."""
    with plainly(as_json):
        keys.remember_here(folder, old_passphrase(passphrase_file))
        tell(as_json, keys.ways_in(folder), lambda: "This computer opens the office without asking.")


@app.command()
def forget(folder: Folder, as_json: AsJson = False) -> None:
    """Let this computer ask for the passphrase again."""
    with plainly(as_json):
        keys.forget_here(folder)
        tell(as_json, keys.ways_in(folder), lambda: "This computer asks for the passphrase again.")


@app.command()
def change(
    folder: Folder,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: NewPassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Put a new passphrase in the place of the old one."""
    with plainly(as_json):
        old = old_passphrase(passphrase_file)
        keys.change_passphrase(folder, old, new_passphrase(new_passphrase_file))
        tell(
            as_json, keys.ways_in(folder), lambda: _("The passphrase is changed; the old one opens no more.")
        )


@app.command()
def recovery(
    folder: Folder,
    to: Annotated[Path, typer.Option("--to", help="The PDF to write; print it and keep it elsewhere.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Make a new recovery sheet as a PDF. Older sheets open nothing from then on."""
    with plainly(as_json):
        passphrase = old_passphrase(passphrase_file)
        with open_office(folder, passphrase=passphrase) as opened:
            keys.refuse_place(folder, to)
            keys.save_sheet(folder, keys.make_sheet(opened, passphrase), to)
            if sys.stdin.isatty() and not as_json:
                typer.echo(
                    _("{name} is written. Print it, then type four characters from the paper.").format(
                        name=to.name
                    )
                )
                _ask_back(opened)
        found = keys.ways_in(folder)
        tell(as_json, found, lambda: _kept(found) if found.sheet == "checked" else _not_kept(to))


@app.command()
def check(
    folder: Folder,
    passphrase_file: PassphraseFile = None,
    code_file: CodeFile = None,
    as_json: AsJson = False,
) -> None:
    """Compare the code on the paper with the office, once the sheet is printed."""
    with plainly(as_json):
        code = _secret(code_file, "IMMDESK_RECOVERY_CODE", _("Code of the recovery sheet"), _("code"))
        with open_office(folder, passphrase=old_passphrase(passphrase_file)) as opened:
            keys.check_sheet(opened, code)
        found = keys.ways_in(folder)
        tell(as_json, found, lambda: _kept(found))


@app.command("new-key")
def new_key_(
    folder: Folder,
    without: Annotated[
        list[str] | None,
        typer.Option("--without", help="Whose passphrase is taken away with it (its name); may stand often."),
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Give the office a new key, as when somebody leaves; everybody else keeps their passphrase."""
    with plainly(as_json):
        passphrase = old_passphrase(passphrase_file)
        with open_office(folder, passphrase=passphrase) as opened:
            gone = [new_key.slot_named(opened, name) for name in without or ()]
            changed = new_key.take_for(opened, gone, passphrase)
        over = keys.ways_in(folder).sheet == "over"
        more = (
            _("The recovery sheet of before opens nothing more: immdesk office key recovery") if over else ""
        )
        tell(as_json, keys.ways_in(folder), lambda: "\n".join(filter(None, (changed.message, more))))


@app.command("open-with-recovery")
def open_with_recovery(
    folder: Folder,
    code_file: CodeFile = None,
    new_passphrase_file: NewPassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Open an office whose passphrase is forgotten, by its recovery sheet, and choose a new passphrase."""
    with plainly(as_json):
        code = _secret(code_file, "IMMDESK_RECOVERY_CODE", _("Code of the recovery sheet"), _("code"))
        keys.check_code(folder, code)
        with keys.open_with_recovery(folder, code, new_passphrase(new_passphrase_file)) as opened:
            row = firm.office_row(opened)
        tell(as_json, row, lambda: _("{name} opens with the new passphrase.").format(name=row.name))


def _ask_back(office: Office) -> None:
    """Ask four characters of the paper at a terminal, until they fit or the person leaves it for later."""
    asked: Sequence[keys.Asked] = keys.ask_back()
    given: dict[keys.Asked, str] = {}
    while asked:
        for group, place in asked:
            text = typer.prompt(_asked(group, place) + " " + _("(empty: later)"), default="")
            if not text:
                return
            given[group, place] = text
        asked = keys.check_back(office, given)
        for group, place in asked:
            typer.echo(_asked(group, place) + ": " + _("it is another one on the sheet."))


def _ways(found: keys.WaysIn) -> list[str]:
    sheets = {
        "none": _("none"),
        "unchecked": _("made on {day}, not checked yet"),
        "checked": _("made on {day}"),
        "over": _("none since the office took a new key"),
    }
    return [
        _("practice office: opens to everybody")
        if found.practice
        else _("passphrases: {n}").format(n=found.passphrases),
        _("without asking on this computer: {yes}").format(yes=_("yes") if found.remembered else _("no")),
        _("recovery sheet: {state}").format(state=sheets[found.sheet].format(day=found.made)),
    ]


def _asked(group: int, place: int) -> str:
    return _("Group {group}, character {place}").format(group=group, place=place)


def _kept(found: keys.WaysIn) -> str:
    return _("The recovery sheet of {day} is right. Keep it away from this computer.").format(day=found.made)


def _not_kept(to: Path) -> str:
    return _("{name} is written. Print it, then compare: immdesk office key check").format(name=to.name)


def old_passphrase(file: Path | None) -> str:
    """Give the present passphrase, from a file, the environment or the terminal. Raises Problem without."""
    return _needed(lambda: passphrase_from(file), _("passphrase"))


def new_passphrase(file: Path | None) -> str:
    """Give the new passphrase, from a file, the environment or the terminal. Raises Problem without."""
    return _secret(file, "IMMDESK_NEW_PASSPHRASE", _("New passphrase"), _("new passphrase"), twice=True)


def _secret(file: Path | None, variable: str, prompt: str, what: str, *, twice: bool = False) -> str:
    """Give a secret from a file, from the environment, or from the person at the terminal."""
    if file is not None:
        return _needed(lambda: passphrase_from(file), what)
    if variable in os.environ:
        return os.environ[variable]
    if sys.stdin.isatty():
        return str(typer.prompt(prompt, hide_input=True, confirmation_prompt=twice))
    return _needed(lambda: None, what)


def _needed(give: Callable[[], str | None], what: str) -> str:
    found = give()
    if not found:
        raise Problem(
            _("No {what} was given.").format(what=what),
            _("Nothing was changed."),
            _("Name a file, set the variable that the help names, or run this in a terminal."),
        )
    return found
