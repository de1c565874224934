"""`immdesk case preflight` and `case signatures`: what to look at before mailing, and who has signed what."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.problems import Problem
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
from immdesk.office.rows import PreflightRow
from immdesk.office.signature_run import ToSign


def preflight(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Look the packet of a case over: what stops it, what to look at, what to do, and what was let stand."""
    from immdesk.office.overriding import findings

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = findings(opened, case_named(opened, number))
        tell(as_json, rows, lambda: "\n".join(map(_finding_text, rows)))


def signatures(
    number: Number,
    office: OfficeFolder,
    who: Annotated[str, typer.Option("--who", help="Who signs: words of the name.")] = "",
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the pages that --who signs here.")] = None,
    scan: Annotated[Path | None, typer.Option("--scan", help="Take a scan of signed pages home.")] = None,
    household: Annotated[
        bool, typer.Option("--household", help="All open cases of the household, not this one alone.")
    ] = False,
    flags: Annotated[bool, typer.Option(help="Print flags where one signs.")] = True,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show who signs what and how it stands; print the pages of a signer, or take signed pages home."""
    from immdesk.office import signature_run, signatures_home

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if scan is not None:
            home, _changed = signatures_home.take_scan(opened, case_id, scan)
            tell(as_json, home, home.words)
            return
        rows = signature_run.to_sign(opened, case_id, household)
        mine = tuple(one for one in rows if who.casefold() in one.name.casefold())
        if pdf is not None:
            signature_run.write_run(opened, case_id, _one_name(mine), pdf, household, flags)
            rows = signature_run.to_sign(opened, case_id, household)
            mine = tuple(one for one in rows if one.name == mine[0].name)
        tell(as_json, mine, lambda: "\n\n".join(_signers_text(mine)))


def _one_name(rows: tuple[ToSign, ...]) -> str:
    names = list(dict.fromkeys(row.name for row in rows))
    if len(names) != 1:
        raise Problem(
            _("These words name nobody, or several who sign: {names}").format(names="; ".join(names)),
            _("Nothing was written."),
            _("Say with --who whose pages are printed."),
        )
    return names[0]


def _finding_text(row: PreflightRow) -> str:
    head = {"stop": _("STOP"), "warn": _("look"), "note": _("note")}[row.severity]
    said = f"{row.where}: {row.message}" if row.where else row.message
    return f"{head:5} {said}\n      {row.overridden or row.do}"


def _signers_text(rows: tuple[ToSign, ...]) -> list[str]:
    by_name = groupby(rows, lambda row: row.name)
    return [_signer_text(name, tuple(mine)) for name, mine in by_name]


def _signer_text(name: str, rows: tuple[ToSign, ...]) -> str:
    lines = []
    for row in rows:
        where = f"{row.number} {row.form}, {row.who}, p. {row.page}, {row.label}"
        lines.append(f"  {row.state:9} {where} {row.reason}".rstrip())
    return "\n".join((name, *lines))
