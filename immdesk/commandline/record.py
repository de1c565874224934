"""`immdesk case record`: what happened in the world, recorded or corrected without a window."""

from __future__ import annotations

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
from immdesk.office.office import open_office
from immdesk.office.rows import Question

Number = Annotated[str, typer.Argument(help="The case number, such as 26-0001.")]
KindOf = Annotated[str, typer.Option("--kind", help="notice, filing, task or document.")]
Set = Annotated[
    list[str] | None, typer.Option("--set", help="NAME=VALUE, once for each answer; see --ask for the names.")
]
Which = Annotated[str, typer.Option("--id", help="Correct the one with this id instead of a new one.")]
Ask = Annotated[bool, typer.Option("--ask", help="Record nothing: list what is asked, with what was read.")]
Remove = Annotated[bool, typer.Option("--remove", help="Take the one with this --id out of the case.")]


def record(
    number: Number,
    office: OfficeFolder,
    kind: KindOf,
    answers: Set = None,
    record_id: Which = "",
    ask: Ask = False,
    remove: Remove = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Record a notice, a filing, a task or a document of a case, or correct one; say what follows from it."""
    from immdesk.office import event_sheets, events
    from immdesk.office.event_words import KINDS

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if kind not in KINDS:
            raise Problem(
                _("'{kind}' cannot be recorded.").format(kind=kind),
                "",
                _("Use one of: {kinds}.").format(kinds=", ".join(KINDS)),
            )
        of_kind, texts = kind, _texts(answers or [])
        if ask:
            rows = events.questions(opened, of_kind, case_id, record_id, texts)
            tell(as_json, rows, lambda: "\n".join(_line(row) for row in rows))
            return
        if remove:
            gone = events.remove(opened, of_kind, record_id)
            tell(as_json, {"id": record_id, "changed": gone}, lambda: gone.message)
            return
        sheet = event_sheets.sheet(opened, of_kind, case_id, record_id)
        made, changed = events.keep(opened, sheet, texts)
        tell(as_json, {"id": made, "changed": changed}, lambda: f"{changed.message}\n  id {made}")


def _texts(answers: list[str]) -> dict[str, str]:
    """Give the answers by name; raises Problem for one without a name."""
    found = {}
    for one in answers:
        name, equals, text = one.partition("=")
        if not equals:
            raise Problem(
                _("'{one}' is no answer.").format(one=one),
                _("Nothing was recorded."),
                _("Write it as NAME=VALUE."),
            )
        found[name.strip()] = text
    return found


def _line(row: Question) -> str:
    choices = " | ".join(value for value, _label in row.options[:12]) if row.type == "choice" else row.type
    head = f"{row.key:<20} {row.label}  [{choices}]{'  ' + _('must be there') if row.required else ''}"
    read = f"\n    {row.shown or row.text}  {row.message}".rstrip() if row.text else ""
    return head + read
