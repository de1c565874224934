"""`immdesk office serve`, `join-server`, `user`, `upgrade-server`: an office on a PostgreSQL server."""

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
from immdesk.office import firm, on_server
from immdesk.office.office import open_office

Folder = Annotated[Path, typer.Argument(help="The office's folder.")]
Owner = Annotated[
    str, typer.Option("--owner", envvar="IMMDESK_OWNER", help="How the owner of the database connects.")
]


def serve(
    folder: Folder,
    owner: Owner,
    desk: Annotated[str, typer.Option("--desk", help="How the person of this computer connects.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Put an office into an empty PostgreSQL database; what is counted here and there is compared."""
    with plainly(as_json), open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
        moved = on_server.put_on_server(opened, owner, desk)
        said = _("The office is on the server: {rows}, counted on both sides.")
        rows = n_("{n} record", "{n} records", moved.rows)
        tell(as_json, moved, lambda: said.format(rows=rows))


def join_server(
    server: Annotated[str, typer.Argument(help="How you connect: host=… dbname=… user=… sslrootcert=…")],
    to: Annotated[Path, typer.Option("--to", help="An empty folder on this computer for its copy.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Join an office on a server: this computer gets its own encrypted copy of what you may see."""
    with plainly(as_json):
        passphrase = passphrase_from(passphrase_file) or ""
        with on_server.join(server, to, passphrase=passphrase) as joined:
            row = firm.office_row(joined)
        tell(as_json, row, lambda: row.name)


def upgrade_server(
    folder: Folder, owner: Owner, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Bring the server's tables and rights up to this ImmDesk; every desk follows when it is updated."""
    with plainly(as_json):
        before, after = on_server.upgrade_server(folder, passphrase_for(folder, passphrase_file) or "", owner)
        told = {"before": before, "after": after}
        said = _("The server was at schema {before} and is at {after}. Update ImmDesk at every desk now.")
        same = _("The server was up to date; its functions and rights were made anew.")
        tell(as_json, told, lambda: same if before == after else said.format(before=before, after=after))


def user(
    folder: Folder,
    name: Annotated[str, typer.Argument(help="The user on the server.")],
    owner: Owner,
    role: Annotated[str, typer.Option("--role", help="reader, paralegal, attorney or administrator.")] = "",
    password_file: Annotated[
        Path | None, typer.Option("--password-file", help="A file whose first line is the password.")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the user off the server.")] = False,
    as_json: AsJson = False,
) -> None:
    """Give somebody a role in the office on a server, another role, or none any more."""
    with plainly(as_json):
        if remove:
            on_server.remove_user(owner, name)
            tell(as_json, {"removed": name}, lambda: _("{name} connects no more.").format(name=name))
            return
        on_server.add_user(folder, owner, name, _password(password_file), role)
        told = _("{name} {may}.").format(name=name, may=on_server.roles()[role])
        tell(as_json, {"user": name, "role": role}, lambda: told)


def _password(file: Path | None) -> str:
    lines = file.read_text(encoding="utf-8").splitlines() if file is not None and file.is_file() else []
    if not lines or not lines[0].strip():
        raise Problem(
            _("No password was given."), _("Nobody was added."), _("Use --password-file with its first line.")
        )
    return lines[0]
