"""The command line: `immdesk office`, `case`, `calendar`, `files`, `law`, `forms`, `pack` and others."""

from __future__ import annotations

import sys

import typer

from immdesk.commandline import (
    backups,
    bulletin,
    calendar,
    case,
    caseload,
    copies,
    evidence,
    expirations,
    files,
    find,
    forms,
    hand_off,
    history,
    keys,
    law,
    letters,
    moving,
    notes,
    office,
    pack,
    people,
    questions,
    record,
    responses,
    server,
    signing,
)
from immdesk.commandline.spoken import choose_language, in_language
from immdesk.commandline.telling import mistaken
from immdesk.crash import keep_texts_private, no_core_dumps
from immdesk.settings import settings_folder
from immdesk.temporary import keep_temporary_private

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="ImmDesk: the desk of a small US immigration office, without a screen.",
)
office.app.add_typer(keys.app, name="key")
office.app.command("backups")(backups.backups)
office.app.command("restore")(backups.restore)
office.app.command("serve")(server.serve)
office.app.command("join-server")(server.join_server)
office.app.command("upgrade-server")(server.upgrade_server)
office.app.command("user")(server.user)
office.app.command("move")(moving.move)
office.app.command("follow")(moving.follow)
office.app.command("move-back")(moving.move_back)
office.app.command("remove-old")(moving.remove_old)
office.app.command("drill")(backups.drill)
office.app.command("month-report")(backups.month_report)
app.add_typer(office.app, name="office")
app.command("sample")(office.sample)
case.app.command("record")(record.record)
case.app.command("copies")(copies.copies)
case.app.command("binder")(copies.binder)
case.app.command("export")(copies.export)
case.app.command("requests")(responses.requests)
case.app.command("filed")(responses.filed)
case.app.command("preflight")(signing.preflight)
case.app.command("signatures")(signing.signatures)
case.app.command("questionnaire")(questions.questionnaire)
case.app.command("answers")(questions.answers)
case.app.add_typer(letters.app, name="letter")
app.add_typer(case.app, name="case")
app.add_typer(evidence.app, name="evidence")
calendar.app.command("register")(expirations.register)
app.add_typer(calendar.app, name="calendar")
app.command("find")(find.find)
app.command("import")(caseload.bring_in)
app.add_typer(files.app, name="files")
app.command("history")(history.history)
app.add_typer(law.app, name="law")
app.add_typer(bulletin.app, name="bulletin")
app.add_typer(forms.app, name="forms")
app.add_typer(pack.app, name="pack")
app.add_typer(notes.app, name="notes")
app.add_typer(people.app, name="people")
app.add_typer(hand_off.app, name="hand-off")


def main() -> None:
    """Run the command line; a bundle also starts its document reader this way."""
    no_core_dumps()
    keep_texts_private()
    if sys.argv[1:] == ["--evidence-child"]:
        from immdesk.packets.evidence_child import main as read_documents

        read_documents()
        return
    keep_temporary_private(settings_folder())
    choose_language(sys.argv[1:])
    try:
        in_language(typer.main.get_command(app))()
    except Exception as mistake:
        typer.echo(mistaken(mistake), err=True)
        sys.exit(70)


if __name__ == "__main__":
    main()
