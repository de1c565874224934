"""`immdesk case letter`: the letters of a case, their versions, sign-off, Word and PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    plainly,
    tell,
)
from immdesk.office.letter_rows import LetterRow, letters_of
from immdesk.office.office import Office, open_office

app = typer.Typer(no_args_is_help=True, help="The letters of a case.")
Number = Annotated[str, typer.Argument(help="The case number, such as 26-0001.")]
Which = Annotated[str, typer.Argument(help="The letter: its id, or its place in the list (1, 2 …).")]
Out = Annotated[Path, typer.Option("--out", help="The file to write.")]


@app.command("list")
def list_letters(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """List the letters of a case, each with its newest version."""
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = letters_of(opened, case_named(opened, number))
        tell(as_json, rows, lambda: "\n".join(_line(place, row) for place, row in enumerate(rows, 1)))


@app.command()
def library(
    number: Number,
    office: OfficeFolder,
    paragraphs: Annotated[bool, typer.Option("--paragraphs", help="The paragraphs by criterion.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the letters, or the paragraphs, that the library has for a case."""
    from immdesk.office.letter_offers import offered, paragraphs_for

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if paragraphs:
            found = paragraphs_for(opened, case_id, all_of_them=True)
            tell(as_json, found, lambda: "\n".join(f"{one.id}  {one.title}  [{one.cite}]" for one in found))
            return
        rows = offered(opened, case_id)
        tell(as_json, rows, lambda: "\n".join(f"{one.id}  {one.title}" for one in rows))


@app.command()
def begin(
    number: Number,
    letter: Annotated[str, typer.Argument(help="The letter of the library; `library` names them.")],
    office: OfficeFolder,
    paragraph: Annotated[
        list[str] | None, typer.Option("--paragraph", help="A paragraph to put in; may be given again.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Begin a letter: its fields are filled from the case; the text is printed."""
    from immdesk.office import letters

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        made, _changed = letters.make(opened, case_id, letter, paragraphs=paragraph or ())
        _show(opened, made, "", as_json)


@app.command()
def show(
    number: Number,
    letter: Which,
    office: OfficeFolder,
    version: Annotated[int, typer.Option("--version", help="A version; left out, the newest.")] = 0,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Print the text of a letter."""
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        row = _letter(opened, number, letter)
        found = [one.id for one in row.versions if not version or one.number == version]
        if not found:
            raise Problem(_("The letter has no version {n}.").format(n=version), "", _("See its list."))
        _show(opened, row.id, found[0], as_json)


@app.command()
def save(
    number: Number,
    letter: Which,
    office: OfficeFolder,
    source: Annotated[Path, typer.Option("--from", help="A text as `show` prints it, or a Word file.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Keep a changed text, or a letter saved in Word, as a new version."""
    from immdesk.office import letter_word, letters
    from immdesk.office.given import read_given

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        row = _letter(opened, number, letter)
        if source.suffix.lower() == ".docx":
            changed = letter_word.take_word(opened, row.id, source)
        else:
            text = read_given(source, 2_000_000, _("Choose the file again.")).decode("utf-8", "replace")
            changed = letters.save(opened, row.id, text, how="command")
        message = changed.message if changed else _("Nothing was changed.")
        tell(as_json, {"message": message}, lambda: message)


@app.command()
def sign(
    number: Number,
    letter: Which,
    office: OfficeFolder,
    attorney: Annotated[str, typer.Option("--attorney", help="Words of the attorney's name.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Record that an attorney of the office signs the newest version off."""
    from immdesk.office import letter_review
    from immdesk.office.pack_install import attorney_called

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        row = _letter(opened, number, letter)
        changed = letter_review.sign_off(opened, row.id, attorney_called(opened, attorney))
        tell(as_json, {"message": changed.message}, lambda: changed.message)


@app.command()
def word(
    number: Number,
    letter: Which,
    office: OfficeFolder,
    out: Out,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a letter as a Word file, to be changed there and brought home with `save`."""
    from immdesk.office.letter_word import write_word

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        write_word(opened, _letter(opened, number, letter).id, out)
        tell(as_json, {"path": out}, lambda: str(out))


@app.command()
def pdf(
    number: Number,
    letter: Which,
    office: OfficeFolder,
    out: Out,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a letter as a PDF; unsigned, each page says so."""
    from immdesk.office.letter_print import write_pdf

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        write_pdf(opened, _letter(opened, number, letter).id, out)
        tell(as_json, {"path": out}, lambda: str(out))


@app.command("open")
def still_open(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """List what is still open in the letters of a case's packet."""
    from immdesk.office.letter_print import letters_open

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = letters_open(opened, case_named(opened, number))
        none = _("Every letter of the packet is finished.")
        tell(as_json, rows, lambda: "\n".join(one.words for one in rows) or none)


@app.command()
def template(
    office: OfficeFolder,
    source: Annotated[Path, typer.Option("--from", help="The Word template, a .docx.")],
    title: Annotated[str, typer.Option("--title", help="What it is called; left out, the file's name.")] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Look a Word template through and add it to the office's library of letters."""
    from immdesk.office.letter_word import add_template

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        made, changed = add_template(opened, source, title)
        tell(as_json, {"id": f"own:{made}"}, lambda: f"own:{made}  {changed.message}")


def _letter(office: Office, number: str, letter: str) -> LetterRow:
    rows = letters_of(office, case_named(office, number))
    found = {**{str(place): row for place, row in enumerate(rows, 1)}, **{row.id: row for row in rows}}
    if letter not in found:
        raise Problem(
            _("Case {number} has no letter {letter}.").format(number=number, letter=letter),
            "",
            _("See `immdesk case letter list`."),
        )
    return found[letter]


def _show(office: Office, letter_id: str, version_id: str, as_json: bool) -> None:
    from immdesk.office.letter_rows import letter_row, version_text

    row = letter_row(office, letter_id)
    text = version_text(office, version_id or row.newest.id)[0]
    tell(as_json, {"letter": row, "text": text}, lambda: text)


def _line(place: int, row: LetterRow) -> str:
    newest = row.newest
    state = _("signed off by {name}").format(name=newest.signed_by) if newest.signed_by else _("draft")
    marks = [_("work product")] if row.work_product else []
    version = _("version {n}").format(n=newest.number)
    return f"{place}  {row.title}  {', '.join((version, state, *marks))}"
