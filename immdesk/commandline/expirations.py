"""`immdesk calendar register`: what ends, when to start and with what; as words, a list or pages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from immdesk.basics.words import _, n_
from immdesk.commandline.telling import AsJson, OfficeFolder, PassphraseFile, passphrase_for, plainly, tell
from immdesk.office.office import open_office

if TYPE_CHECKING:
    from immdesk.office.expirations import ExpiryLine


def register(
    office: OfficeFolder,
    find: Annotated[str, typer.Option("--find", help="Only lines with these beginnings of words.")] = "",
    begin: Annotated[bool, typer.Option("--begin", help="Only what has ended or begins now.")] = False,
    out: Annotated[
        Path | None, typer.Option("--out", help="A .xlsx, .csv or .pdf file. It names clients.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Tell what ends, the earliest first, with the day on which to start and what to start."""
    from immdesk.office import expirations, expirations_out
    from immdesk.office.written import write_out

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        lines = expirations.expirations(opened, find)
        if begin:
            lines = [one for one in lines if one.level in ("expired", "begin")]
        if out is None:
            tell(as_json, [_plain(one) for one in lines], lambda: "\n".join(map(_told, lines)))
            return
        if out.suffix.lower() == ".pdf":
            write_out(out, expirations_out.as_pdf(opened, lines), _("The list could not be written."))
        else:
            expirations_out.write_list(lines, out)
        words = n_("{n} line.", "{n} lines.", len(lines))
        tell(as_json, {"path": out, "lines": len(lines)}, lambda: f"{out}: {words}")


def _plain(line: ExpiryLine) -> dict[str, Any]:
    return {
        "what": line.what, "who": line.who, "case": line.case_number, "ends": line.expires_on,
        "start_by": line.begin_on, "start": line.start, "level": line.level, "lasts": line.lasts,
        "missing": line.missing, "renewal": line.open_number,
    }  # fmt: skip


def _told(line: ExpiryLine) -> str:
    from immdesk.office.expirations_out import cells

    return "\t".join(cells(line))
