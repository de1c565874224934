"""`immdesk hand-off make|open|back|take-in|list`: cases that work outside of the office, and come back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from immdesk.basics.watched import never, silent
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    passphrase_from,
    plainly,
    tell,
)
from immdesk.office.office import open_office

app = typer.Typer(no_args_is_help=True, help="Cases handed off in one encrypted file, and taken back in.")
Package = Annotated[Path, typer.Argument(help="The package: a file that ends in .immhand or .immback.")]
Out = Annotated[Path, typer.Option("--out", help="The file to write.")]


@app.command()
def make(
    numbers: Annotated[list[str], typer.Argument(help="The numbers of the cases.")],
    office: OfficeFolder,
    out: Out,
    to: Annotated[str, typer.Option("--to", help="Who gets it.")],
    why: Annotated[str, typer.Option("--why", help="Why it goes out, in a few words.")],
    due: Annotated[
        str, typer.Option("--due", help="The day by which it comes back, such as 2027-03-01.")
    ] = "",
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            help="What is left out: work_product, family, ssn, a_number, passport, birth, money, billing; "
            "several times.",
        ),
    ] = None,
    without_kind: Annotated[
        list[str] | None, typer.Option("--without-kind", help="A kind of document left out; several times.")
    ] = None,
    stops: Annotated[bool, typer.Option("--stops", help="Read-only after the day, then closed.")] = False,
    grace: Annotated[int, typer.Option("--grace", min=0, max=365, help="Days until it is closed.")] = 7,
    wipe: Annotated[bool, typer.Option("--wipe", help="Wiped there once it was sent back.")] = False,
    restricted: Annotated[
        bool, typer.Option("--restricted", help="Restricted cases go too (8 USC 1367, 8 CFR 208.6).")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write chosen cases as one encrypted file; its passphrase is printed once and kept nowhere."""
    from immdesk.office.handing import making

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        kinds = tuple(without_kind or ())
        left = (*(without or ()), *(("documents",) if kinds else ()))
        ids = tuple(case_named(opened, one) for one in numbers)
        wish = making.Wish(ids, to, why, due, left, kinds, stops, grace, wipe, restricted)
        made, _changed = making.make(opened, wish, out, silent, never)
        answer: dict[str, Any] = {
            "path": made.path, "size": made.size, "records": made.records, "scans": made.scans,
            "missing_scans": made.missing, "id": made.id, "passphrase": made.passphrase,
        }  # fmt: skip
        tell(as_json, answer, lambda: _made(answer))


@app.command("open")
def open_(
    package: Package,
    folder: Annotated[Path, typer.Option("--into", help="A new or empty folder for the cases on loan.")],
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Open a package outside of the office: its cases become an office on loan in a folder."""
    from immdesk.office.clock import real_clock
    from immdesk.office.handing import opening

    with plainly(as_json):
        phrase = passphrase_from(passphrase_file)
        loan = opening.open_outside(package, folder, phrase or "", real_clock().date())
        told = {"folder": folder, "office": loan.office, "due_on": loan.due_on, "left_out": loan.left_out}
        tell(as_json, told, lambda: _opened(folder, loan.office, loan.due_on))


@app.command()
def back(
    folder: Annotated[Path, typer.Argument(help="The folder of the cases on loan.")],
    out: Out,
    wipe: Annotated[
        bool, typer.Option("--wipe", help="Destroy the folder once the file is written.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write what was done in cases on loan as a file for the office that lent them."""
    from immdesk.office.clock import real_clock
    from immdesk.office.handing import lent, opening

    with plainly(as_json):
        phrase = passphrase_from(passphrase_file)
        sent = opening.send_back_by(folder, phrase, out, real_clock())
        wiped = lent.wipe_folder(folder) if wipe or sent.wipe else ""
        answer = {"path": out, "changes": sent.changes, "scans": sent.scans, "wiped": wiped}
        tell(as_json, answer, lambda: "\n".join(filter(None, (sent.words(), wiped))))


@app.command("take-in")
def take_in(
    package: Package,
    office: OfficeFolder,
    take: Annotated[
        bool, typer.Option("--take", help="Take in all that fits; without it, only show.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Take a package back in: what fits is shown first, what clashes waits for a choice in the window."""
    from immdesk.office.handing import returns, review

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        try:
            hand_off_id = returns.receive(opened, package)[0].hand_off_id
        except returns.CameBefore:
            if not take:
                raise
            hand_off_id = returns.hand_off_of(package)
        seen = review.review(opened, hand_off_id)
        if take:
            ids = [one.id for one in seen.items if one.how == "fits"]
            review.take(opened, hand_off_id, ids, silent, never)
            seen = review.review(opened, hand_off_id)
        tell(
            as_json,
            seen,
            lambda: "\n".join(_item(one) for one in seen.items) or _("Nothing was done outside."),
        )


@app.command("list")
def list_(office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False) -> None:
    """Say what is out, with whom and until when, and what came back."""
    from immdesk.office.handing.register import counts_words, register

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = register(opened)
        told = [
            (one.cases, one.to_whom, " ".join(one.state_words().split("\n")), one.due or "") for one in rows
        ]
        lines = ["  ".join(map(str, parts)).rstrip() for parts in told]
        tell(as_json, rows, lambda: "\n".join([*lines, counts_words(rows)]))


def _made(answer: dict[str, Any]) -> str:
    records = n_("{n} record", "{n} records", answer["records"])
    scans = n_("{n} scan", "{n} scans", answer["scans"])
    lines = [
        _("On disk: {path}: {records}, {scans}.").format(path=answer["path"], records=records, scans=scans)
    ]
    if answer["missing_scans"]:
        lines.append(
            n_(
                "{n} scan is missing here and is not in it.",
                "{n} scans are missing here and are not in it.",
                answer["missing_scans"],
            )
        )
    lines.append(_("Passphrase, shown only now: {words}").format(words=answer["passphrase"]))
    lines.append(_("Read it out on the telephone; never send it with the file."))
    return "\n".join(lines)


def _opened(folder: Path, office: str, due: str) -> str:
    said = _("The cases on loan from {office} are in {folder}.").format(office=office, folder=folder)
    return said + (" " + _("Back by {day}.").format(day=due) if due else "")


def _item(one: Any) -> str:
    hows = {
        "fits": _("fits"),
        "clash": _("clashes"),
        "waits": _("waits"),
        "taken": _("taken in"),
        "left": _("left out"),
        "back": _("taken back"),
    }
    head = f"[{hows[one.how]}] {one.at:%Y-%m-%d %H:%M} {one.who}: {one.title}"
    return "\n".join([head, *(f"    {line}" for line in one.lines)])
