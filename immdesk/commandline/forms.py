"""`immdesk forms`: the agencies' blank PDFs inspected, filled, and added to an office."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    passphrase_for,
    plain,
    plainly,
    tell,
)

if TYPE_CHECKING:
    from immdesk.office.blank_needs import BlankNeed
    from immdesk.packets.carry import CarriedMap

MOST_CASES = 8

app = typer.Typer(no_args_is_help=True, help="The agencies' official PDF forms.")


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="A PDF form.")],
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="Write the list as a spreadsheet too.")] = None,
    as_json: AsJson = False,
) -> None:
    """List every field of a form: name, type, page, place, length, options."""
    from immdesk.office.new_editions import write_fields
    from immdesk.packets.inspect import inspect as look

    with plainly(as_json):
        found = look(file)
        if xlsx is not None:
            write_fields(found, xlsx)
        tell(as_json, found.as_json(), lambda: _form_text(found))


@app.command()
def fill(
    file: Annotated[Path, typer.Argument(help="The blank PDF form.")],
    values: Annotated[Path, typer.Option("--values", help="JSON: full field name to text or true/false.")],
    out: Annotated[Path, typer.Option("--out", help="The filled PDF.")],
    flatten: Annotated[bool, typer.Option("--flatten", help="Make a filing copy without fields.")] = False,
    as_json: AsJson = False,
) -> None:
    """Fill a form and report what was set, unknown, too long, or not writable as given."""
    from immdesk.office.blanks import fill_file

    with plainly(as_json):
        report = fill_file(file, _values(values), out, flatten=flatten)
        tell(as_json, report.as_json(), lambda: _fill_text(plain(report), out))


@app.command()
def add(
    files: Annotated[
        list[Path], typer.Argument(help="Blank PDF forms as downloaded from the agency, or folders of them.")
    ],
    office: OfficeFolder,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Add blank forms to an office; the untouched original is kept, encrypted. Exit 1 if one is not taken."""
    from immdesk.office import blanks
    from immdesk.office.office import open_office

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        alone = len(files) == 1 and not files[0].is_dir()
        taken = [blanks.add(opened, files[0])] if alone else blanks.add_all(opened, files)
        tell(as_json, taken, lambda: "\n".join(f"{one.called()}: {one.note}" for one in taken))
    if not all(one.form for one in taken):
        raise typer.Exit(1)


@app.command()
def blanks(office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Say which blank forms the office has, which its open cases need, and what is superseded."""
    from immdesk.office.blank_needs import blank_needs
    from immdesk.office.office import open_office

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = blank_needs(opened)
        tell(as_json, rows, lambda: "\n".join(_need_text(one) for one in rows))


@app.command()
def carry(
    old: Annotated[Path, typer.Argument(help="The blank of the edition that has a map.")],
    new: Annotated[Path, typer.Argument(help="The blank of the new edition.")],
    out: Annotated[Path | None, typer.Option("--out", help="Write the map of the new edition here.")] = None,
    as_json: AsJson = False,
) -> None:
    """Carry the map of a form over to its new edition; say what is new, gone or has to be looked at."""
    from immdesk.office.new_editions import carried, write_map

    with plainly(as_json):
        found = carried(old, new)
        if out is not None:
            write_map(found, out)
        tell(as_json, found.boxes, lambda: _carried_text(found))


@app.command()
def propose(
    file: Annotated[Path, typer.Argument(help="The blank of a form that has no map.")],
    as_json: AsJson = False,
) -> None:
    """Propose what goes into each box of a form, from its own words; a person confirms it in the window."""
    from immdesk.office.knowledge import proposals

    with plainly(as_json):
        rows = proposals(file)
        tell(as_json, rows, lambda: "\n".join(_proposal_text(one) for one in rows))


def _proposal_text(one: Any) -> str:
    return f"  p. {one.page} {one.place or '-':<18} {one.asks[:60]:<60} {one.said or _('not mapped')}"


def _carried_text(found: CarriedMap) -> str:
    kinds, words = Counter(str(one.kind) for one in found.boxes), _kind_words()
    head = ", ".join(f"{kinds[kind]} {word}" for kind, word in words.items() if kinds[kind])
    rows = [
        f"  p. {one.page} {words[one.kind]:<10} {one.new or one.old}\n      {one.new_words or one.old_words}"
        for one in found.to_look_at()
    ]
    return "\n".join([head, *rows])


def _kind_words() -> dict[str, str]:
    return {
        "same": _("the same"),
        "renumbered": _("renumbered"),
        "renamed": _("renamed"),
        "changed": _("to look at"),
        "new": _("new"),
        "gone": _("gone"),
    }


def _need_text(one: BlankNeed) -> str:
    cases = f"  {_('cases')} {_named(one.cases)}" if one.cases else "  " + _("no open case needs it")
    maps = f"  {one.confirmed}" if one.confirmed else ""
    head = f"{one.form:<8} {', '.join(one.editions) or '-':<20} {one.words()}{cases}{maps}"
    return "\n".join([head, *(f"{'':9}{said}" for said in one.files if ": " in said)])


def _named(cases: tuple[str, ...]) -> str:
    """Name the first cases and count the rest; `--json` names all."""
    more = len(cases) - MOST_CASES
    rest = [n_("and {n} more", "and {n} more", more)] if more > 0 else []
    return " ".join([", ".join(cases[:MOST_CASES]), *rest])


def _values(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as unreadable:
        raise Problem(_("The file of values cannot be read."), "", _("Check its name.")) from unreadable
    except ValueError as wrong:
        raise Problem(
            _("The file of values is not JSON."), "", _("Give an object: field name to value.")
        ) from wrong
    if not isinstance(found, dict):
        raise Problem(
            _("The file of values is not a JSON object."), "", _("Give an object: field name to value.")
        )
    odd = [name for name, value in found.items() if not isinstance(value, str | bool | int | None)]
    if odd:
        raise Problem(
            _("The value of {name} is neither text nor true or false.").format(name=odd[0]),
            _("Nothing was written."),
            _("Write it as text."),
        )
    return found


def _form_text(found: Any) -> str:
    name = f"{found.form or _('Form not recognised')} {found.edition or ''}"
    pages, fields = n_("{n} page", "{n} pages", found.pages), n_("{n} field", "{n} fields", len(found.fields))
    head = f"{name}  {pages}  {fields}"
    return "\n".join([head, *(f"  p. {one.page}  {one.type:<9} {one.name}" for one in found.fields)])


def _fill_text(report: dict[str, Any], out: Path) -> str:
    counts = ", ".join(f"{len(report[name])} {name.replace('_', ' ')}" for name in report)
    return _("{name} written: {counts}").format(name=out.name, counts=counts)
