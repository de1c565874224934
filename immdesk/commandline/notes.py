"""`immdesk notes`: the research notebook: written, found by any word, marked as changed with its cases."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.commandline.telling import AsJson, OfficeFolder, PassphraseFile, passphrase_for, plainly, tell
from immdesk.office.office import open_office
from immdesk.office.research import ResearchRow

app = typer.Typer(no_args_is_help=True, help="The research notebook: notes on the law, with their sources.")


@app.command()
def add(
    title: Annotated[str, typer.Argument(help="What was found out, in a few words.")],
    office: OfficeFolder,
    text: Annotated[str, typer.Option("--text", help="The note itself.")] = "",
    source: Annotated[str, typer.Option("--source", help="Where it was seen: a title.")] = "",
    link: Annotated[str, typer.Option("--link", help="A link, or a citation.")] = "",
    on: Annotated[str, typer.Option("--on", help="Day of the source.")] = "",
    classes: Annotated[str, typer.Option("--classes", help="Such as H-1B, F2A.")] = "",
    forms: Annotated[str, typer.Option("--forms", help="Such as I-751.")] = "",
    rules: Annotated[str, typer.Option("--rules", help="Ids of rules, such as rfe-deadline.")] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Write a note into the notebook."""
    from immdesk.office import research

    written = research.Written(title, text, source, link, on, classes, forms, rules)
    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        made, _changed = research.keep(opened, written)
        found = research.row(opened, made)
        tell(as_json, found, lambda: _lines([found]))


@app.command()
def find(
    office: OfficeFolder,
    words: Annotated[list[str] | None, typer.Argument(help="Beginnings of words; without, all.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Find notes by any word of their texts, sources and tags."""
    from immdesk.office import research

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = research.find(opened, " ".join(words or []))
        tell(as_json, found, lambda: _lines(found) if found else _("Nothing is found."))


@app.command()
def changed(
    note: Annotated[str, typer.Argument(help="The id of a note, or its first letters.")],
    why: Annotated[str, typer.Argument(help="What changed.")],
    office: OfficeFolder,
    out: Annotated[Path | None, typer.Option("--out", help="Write the list of cases here, a PDF.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Mark a note as changed, and list the open cases that it concerns."""
    from immdesk.office import impact, research, research_impact

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        note_id = next((one.id for one in research.rows(opened) if one.id.startswith(note)), note)
        research.row(opened, note_id)
        research.mark_changed(opened, note_id, why)
        found = research_impact.impact_of_note(opened, note_id)
        if out is not None:
            impact.write_impact(opened, found, out)
        tell(as_json, found, lambda: "\n".join(impact.text_of(found)))


def _lines(found: Iterable[ResearchRow]) -> str:
    lines = []
    for one in found:
        changed_since = _("changed") if one.changed_on else ""
        source = " ".join(filter(None, (one.source, one.link)))
        about = " · ".join(
            filter(
                None,
                (
                    on_screen(one.noted_on),
                    source,
                    ", ".join((*one.classes, *one.forms, *one.rules)),
                    changed_since,
                ),
            )
        )
        lines.append(f"{one.id[:8]}  {one.title}  [{about}]")
    return "\n".join(lines)
