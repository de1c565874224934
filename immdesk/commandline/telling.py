"""How a command answers: text for a person, JSON with --json, a problem in plain words and exit 1."""

from __future__ import annotations

import json
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.unattended import given_passphrase

if TYPE_CHECKING:
    from immdesk.office.office import Office

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
OfficeFolder = Annotated[
    Path, typer.Option("--office", help="The office's folder.", envvar="IMMDESK_OFFICE", show_default=False)
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option("--passphrase-file", help="A file whose first line is the passphrase.", show_default=False),
]


def plain(value: Any) -> Any:
    """Give what json can write: rows as objects, dates ISO, sets sorted, paths as text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    return str(value)


def case_named(office: Office, number: str) -> str:
    """Give the id of the case with this number. Raises Problem for none, Refused for a hidden one."""
    from immdesk.office import cases, restricted

    found = cases.id_of(office, number)
    if found is None and (
        restricted.is_hidden(office, number) or restricted.is_hidden_number(office, number)
    ):
        raise restricted.refused(office)
    if found is None:
        raise Problem(
            _("There is no case {number}.").format(number=number), "", _("See `immdesk case list`.")
        )
    return found


def tell(as_json: bool, answer: Any, text: Callable[[], str]) -> None:
    """Print the answer of a command, as JSON or as the text that `text` makes."""
    say(json.dumps(plain(answer), ensure_ascii=False, indent=1) if as_json else text())


def say(text: str, *, err: bool = False) -> None:
    """Print a text; a broken character, which no terminal can show, is printed as "?"."""
    typer.echo(text.encode("utf-8", "replace").decode(), err=err)


@contextmanager
def plainly(as_json: bool) -> Iterator[None]:
    """Turn a Problem into its three sentences on standard error and exit 1."""
    try:
        yield
    except Problem as problem:
        if as_json:
            told = {"problem": problem.happened, "means": problem.means, "do": problem.do}
            say(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            say("\n".join(part for part in (problem.happened, problem.means, problem.do) if part), err=True)
        raise typer.Exit(1) from None


def mistaken(mistake: Exception) -> str:
    """Give what may be sent to us about a mistake of the program: places in the code, no client's data."""
    places = traceback.extract_tb(mistake.__traceback__)
    lines = [f"  {Path(one.filename).name}, line {one.lineno}, {one.name}" for one in places]
    head = _("ImmDesk made a mistake ({kind}). Nothing more was done. It happened here:").format(
        kind=type(mistake).__name__
    )
    return "\n".join([head, *lines])


def passphrase_for(folder: Path, file: Path | None) -> str | None:
    """Give the passphrase of an office from a file, IMMDESK_PASSPHRASE, or the person at the terminal.

    None when the office opens without one (the practice office, or a key that this computer keeps).
    """
    from immdesk.office.firm import asks_passphrase

    if file is None and not asks_passphrase(folder):
        return None
    return passphrase_from(file)


def passphrase_from(file: Path | None, *, twice: bool = False) -> str | None:
    """Give the passphrase from a file, from IMMDESK_PASSPHRASE, or from the person at the terminal.

    None when nobody can be asked.
    """
    found = given_passphrase(file)
    if found is not None:
        return found
    if sys.stdin.isatty():
        return str(typer.prompt(_("Passphrase"), hide_input=True, confirmation_prompt=twice))
    return None
