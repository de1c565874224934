"""`immdesk find`: people, cases, receipts, documents and notes, found by a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from immdesk.basics.words import _
from immdesk.commandline.telling import AsJson, OfficeFolder, PassphraseFile, passphrase_for, plainly, tell
from immdesk.office.find import Hit
from immdesk.office.office import open_office


def find(
    words: Annotated[list[str], typer.Argument(help="Letters of a name, a number, words of a note or page.")],
    office: OfficeFolder,
    limit: Annotated[int, typer.Option("--limit", min=1, max=200, help="The most to show.")] = 20,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Find anything in the office by the beginnings of words; names by plain letters."""
    from immdesk.office import find as finding
    from immdesk.office.search_pages import read_pages

    text = " ".join(words)
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        read_pages(opened)
        hits = finding.find(opened, text, limit)
        other = finding.did_you_mean(opened, text)
        tell(as_json, {"hits": hits, "did_you_mean": other}, lambda: _text(hits, other))


def _text(hits: Sequence[Hit], other: Sequence[str]) -> str:
    lines = [
        f"{hit.kind:<9} {hit.title}  {hit.detail}{f'  [{hit.why}]' if hit.why else ''}".rstrip()
        for hit in hits
    ]
    if not hits:
        lines.append(_("Nothing is found."))
    if other:
        lines.append(_("Did you mean: {names}?").format(names=", ".join(other)))
    return "\n".join(lines)
