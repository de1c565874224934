"""`immdesk people`: who comes in by name, and in which role; letting in, another role, taking back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.commandline.keys import NewPassphraseFile, new_passphrase, old_passphrase
from immdesk.commandline.telling import AsJson, OfficeFolder, PassphraseFile, passphrase_for, plainly, tell
from immdesk.office import letting_in, our_office, sign_in
from immdesk.office.office import Office, open_office

app = typer.Typer(no_args_is_help=True, help="Who comes in by name, and what they may do.")
Who = Annotated[str, typer.Argument(help="Somebody of the staff: their name, or its beginning.")]
RoleOption = Annotated[
    str, typer.Option("--role", help="read_only, paralegal, attorney or administrator.", show_default=True)
]


@app.command("list")
def list_(office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """List the staff, with the role of those who come in by name."""
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        tell(as_json, sign_in.ways_of_staff(opened), lambda: "\n".join(_lines(opened)))


@app.command("let-in")
def let_in(
    name: Who,
    office: OfficeFolder,
    role: RoleOption = "paralegal",
    me: Annotated[str, typer.Option("--me", help="Who you are; asked the first time only.")] = "",
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: NewPassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody a first passphrase, which only leads to choosing one of their own."""
    with plainly(as_json):
        mine, first = old_passphrase(passphrase_file), new_passphrase(new_passphrase_file)
        with open_office(office, passphrase=mine) as opened:
            who, by = _named(opened, name), _named(opened, me) if me else ""
            changed = letting_in.let_in(opened, who, role, mine, first, me=by)
            tell(as_json, sign_in.ways_of_staff(opened), lambda: changed.message)


@app.command()
def role(
    name: Who,
    office: OfficeFolder,
    role: RoleOption = "paralegal",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Give somebody who comes in by name another role."""
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        letting_in.give_role(opened, _named(opened, name), role)
        tell(as_json, sign_in.ways_of_staff(opened), lambda: "\n".join(_lines(opened)))


@app.command("take-away")
def take_away(
    name: Who,
    office: OfficeFolder,
    left: Annotated[bool, typer.Option("--left", help="They no longer work here.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Take somebody's way in back. What they copied stays readable to them."""
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        changed = letting_in.take_away(opened, _named(opened, name), left=left)
        tell(as_json, sign_in.ways_of_staff(opened), lambda: changed.message)


@app.command("own-passphrase")
def own_passphrase(
    name: Who,
    office: OfficeFolder,
    passphrase_file: PassphraseFile = None,
    new_passphrase_file: NewPassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Put a passphrase of one's own in the place of the first one."""
    from immdesk.office import at_the_door

    with plainly(as_json):
        first, new = old_passphrase(passphrase_file), new_passphrase(new_passphrase_file)
        at_the_door.choose_own(office, _slot(office, name), first, new)
        tell(as_json, {"changed": True}, lambda: _("It is yours now; the first one opens nothing more."))


def _lines(office: Office) -> list[str]:
    ways = {one.staff_id: one for one in sign_in.ways_of_staff(office)}
    roles, active = sign_in.roles(), [one for one in our_office.members(office) if one.active]
    none = _("no passphrase of their own")
    told = [f"{one.name:<28} {roles[ways[one.id].role][0] if one.id in ways else none}" for one in active]
    return [*told, "", letting_in.what_a_role_means(office)]


def _named(office: Office, name: str) -> str:
    """Give the staff id of the one person whose name begins so. Raises Problem for none or several."""
    found = [
        one
        for one in our_office.members(office)
        if one.active and one.name.casefold().startswith(name.strip().casefold())
    ]
    if len(found) != 1:
        raise Problem(
            _("“{name}” is not one person of the staff.").format(name=name),
            _("Nothing was changed."),
            _("Type the whole name, as `immdesk people list` shows it."),
        )
    return found[0].id


def _slot(folder: Path, name: str) -> str:
    from immdesk.office import at_the_door

    typed = name.strip().casefold()
    found = [one.slot for one in at_the_door.names(folder) if one.name.casefold().startswith(typed)]
    return found[0] if len(found) == 1 else name
