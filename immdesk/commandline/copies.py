"""`immdesk case copies|binder|export`: papers as one PDF, a binder, or the whole case as a folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.watched import never, silent
from immdesk.basics.words import _, n_
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

if TYPE_CHECKING:
    from immdesk.office.copies import HandedTo

To = Annotated[str, typer.Option("--to", help="Who gets it; it is then entered into the register.")]
How = Annotated[str, typer.Option("--how", help="hand, mail, courier, email or upload.")]
On = Annotated[str, typer.Option("--on", help="The day on which it is handed over; today when left out.")]
Sealed = Annotated[bool, typer.Option("--encrypt", help="Encrypt it; the passphrase is printed once.")]


def copies(
    number: Number,
    office: OfficeFolder,
    out: Annotated[Path, typer.Option("--out", help="The PDF.")],
    to: To,
    papers: Annotated[
        list[str] | None, typer.Option("--paper", help="Part of a paper's title; several times.")
    ] = None,
    how: How = "hand",
    on: On = "",
    encrypt: Sealed = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write copies for a client as one PDF with its list, and enter the hand-over; all papers by default."""
    from immdesk.office import copies as found

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        listed = found.papers_of(opened, case_id)
        if papers:
            chosen = [one.id for one in listed if _named(one.title, papers)]
        else:
            chosen = [one.id for one in listed if not one.why_not]
        secret = found.new_passphrase() if encrypt else ""
        write = partial(found.client_pack, passphrase=secret)
        made, _changed = write(opened, case_id, chosen, _to(to, how, on), out, silent, never)
        _tell(as_json, out, made.pages, secret)


def binder(
    number: Number,
    name: Annotated[str, typer.Argument(help="public-access, perm-audit or case-file.")],
    office: OfficeFolder,
    out: Annotated[Path, typer.Option("--out", help="The PDF.")],
    half: Annotated[str, typer.Option("--half", help="public or private, where a binder has halves.")] = "",
    to: To = "",
    how: How = "hand",
    on: On = "",
    encrypt: Sealed = False,
    work_product: Annotated[
        bool, typer.Option("--work-product", help="With attorney work product; only inside the office.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Bind a binder of a case with its index and, inside the office, the list of what is missing."""
    from immdesk.office import binders
    from immdesk.office import copies as found

    halves: dict[str, binders.Half] = {"": "whole", "public": "public", "private": "private"}
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        if half not in halves:
            raise Problem(
                _("{word} is not known.").format(word=half),
                _("No file was written."),
                _("Choose one of: {words}.").format(words="public, private"),
            )
        secret = found.new_passphrase() if encrypt else ""
        write = partial(binders.write_binder, passphrase=secret, work_product=work_product)
        case_id, given = case_named(opened, number), _to(to, how, on)
        made, _changed = write(opened, case_id, name, halves[half], given, out, silent, never)
        _tell(as_json, out, made.pages, secret)


def export(
    number: Number,
    office: OfficeFolder,
    out: Annotated[Path, typer.Option("--out", help="The folder in which the case's own folder is made.")],
    work_product: Annotated[
        bool, typer.Option("--work-product", help="With notes and attorney work product.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a whole case as a folder of pages and files that opens without ImmDesk; not encrypted."""
    from immdesk.office.case_export import export_case

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        write = partial(export_case, work_product=work_product)
        made, _changed = write(opened, case_named(opened, number), out, silent, never)
        what = n_("{n} paper", "{n} papers", made.files)
        told = _("On disk: {what}, in {folder}.").format(what=what, folder=made.folder)
        answer = {"path": made.folder, "files": made.files, "left_out": made.left_out}
        tell(as_json, answer, lambda: told)


def _to(to: str, how: str, on: str) -> HandedTo:
    from immdesk.office.copies import HandedTo

    return HandedTo(to, how, on)


def _named(title: str, papers: list[str]) -> bool:
    from immdesk.basics.folded import folded

    return any(folded(one) in folded(title) for one in papers)


def _tell(as_json: bool, out: Path, pages: int, secret: str) -> None:
    answer: dict[str, Any] = {"path": out, "pages": pages}
    if secret:
        answer["passphrase"] = secret
    words = n_("{n} page.", "{n} pages.", pages)
    kept = _("Passphrase, shown only now: {words}").format(words=secret) if secret else ""
    tell(as_json, answer, lambda: "\n".join(filter(None, (f"{out}: {words}", kept))))
