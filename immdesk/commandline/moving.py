"""`immdesk office move`, `follow`, `move-back` and `remove-old`: the office in another home."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import AsJson, PassphraseFile, passphrase_for, plainly, tell
from immdesk.office import moving_home
from immdesk.office.office import Office, open_office

Folder = Annotated[Path, typer.Argument(help="The office's folder on this computer.")]
Place = Annotated[Path | None, typer.Option("--place", help="The shared folder.")]
Owner = Annotated[
    str, typer.Option("--owner", envvar="IMMDESK_OWNER", help="How the owner of the database connects.")
]
Desk = Annotated[str, typer.Option("--desk", help="How the person of this computer connects to the server.")]


def move(
    folder: Folder,
    to: Annotated[str, typer.Option("--to", help="alone, share or server.")],
    place: Place = None,
    owner: Owner = "",
    desk: Desk = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Move the office to this computer alone, an empty shared folder or an empty database; all is counted."""
    with plainly(as_json), open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
        kinds: dict[str, moving_home.Kind] = {"alone": "alone", "share": "share", "server": "server"}
        if to not in kinds:
            raise Problem(
                _("“{word}” is no place for an office.").format(word=to),
                _("Nothing was changed."),
                _("Use one of: {words}.").format(words=", ".join(kinds)),
            )
        counted = moving_home.move(opened, kinds[to], place=place, owner=owner, desk=desk or owner)
        tell(as_json, counted, lambda: _table(counted))


def follow(
    folder: Folder,
    place: Place = None,
    desk: Desk = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Let this computer follow an office that has moved; what waits here is sent there."""
    with plainly(as_json):
        row = _home_after(folder, passphrase_file, partial(moving_home.follow, place=place, desk=desk))
        tell(as_json, row, lambda: _("This computer follows the office at {place}.").format(place=row.place))


def move_back(
    folder: Folder, owner: Owner = "", passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Take the last move back, as long as nothing was changed in the new place."""
    with plainly(as_json):
        row = _home_after(folder, passphrase_file, partial(moving_home.go_back, owner=owner))
        tell(as_json, row, lambda: _("The office is back at {place}.").format(place=row.place))


def remove_old(
    folder: Folder, owner: Owner = "", passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Take the old place away for good, from the day after the move on."""
    with plainly(as_json), open_office(folder, passphrase=passphrase_for(folder, passphrase_file)) as opened:
        said = moving_home.remove_old(opened, owner)
        tell(as_json, {"said": said}, lambda: said)


def _home_after(
    folder: Path, passphrase_file: Path | None, deed: Callable[[Office], object]
) -> moving_home.HomeRow:
    """Give where the office lives once it was opened, `deed` done, and opened again in its new home."""
    phrase = passphrase_for(folder, passphrase_file)
    with open_office(folder, passphrase=phrase) as opened:
        deed(opened)
    with open_office(folder, passphrase=phrase) as opened:
        return moving_home.home(opened)


def _table(counted: tuple[moving_home.CountedRow, ...]) -> str:
    wide = max(len(one.name) for one in counted)
    lines = [
        f"{one.name:<{wide}}  {one.here:>9,}  {one.here_sum}  {one.there:>9,}  {one.there_sum}"
        for one in counted
        if one.here or one.there
    ]
    same = n_("{n} table is the same.", "{n} tables are the same.", len(counted))
    return "\n".join([*lines, same, _("The office has moved.")])
