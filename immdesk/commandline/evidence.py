"""`immdesk evidence`: documents of a case taken in, listed and marked; what is missing and for how long."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.watched import ALONE
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
from immdesk.office.chase import AgeLine, Missing
from immdesk.office.evidence_criteria import CriteriaOfCase
from immdesk.office.evidence_import import Imported
from immdesk.office.evidence_log import HOWS, STATES, Provenance
from immdesk.office.office import Office, open_office
from immdesk.office.rows import EvidenceRow

app = typer.Typer(no_args_is_help=True, help="Evidence: documents taken in, marked, and asked for.")
Document = Annotated[str, typer.Argument(help="The document's id, as `evidence list --json` gives it.")]


@app.command("import")
def bring_in(
    number: Number,
    files: Annotated[list[Path], typer.Argument(help="PDF, JPEG or PNG files, or folders of them.")],
    office: OfficeFolder,
    whose: Annotated[
        str, typer.Option("--for", help="Letters of the person's name; without, the client.")
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", help="What they are, such as passport or bank_record.")
    ] = "other",
    given_by: Annotated[str, typer.Option("--given-by", help="Who gave them.")] = "",
    how: Annotated[str, typer.Option("--how", help=f"How they came: {', '.join(HOWS)}.")] = "",
    as_they_are: Annotated[bool, typer.Option("--as-they-are", help="Do not make scans smaller.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Take files into a case as evidence; each is also kept as it came. Bad ones are left out and named."""
    from immdesk.office import evidence_import

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        _must_be(how, HOWS)
        _must_be(kind, tuple(opened.library.vocabulary.word("document.kind").options))
        person = _person(opened, case_id, whose)
        paths = evidence_import.files_in(files)
        titles = [(path, path.stem.replace("_", " ").strip() or kind) for path in paths]
        incoming = [evidence_import.Incoming(path, person, kind, title) for path, title in titles]
        given = Provenance(given_by, opened.today().isoformat() if given_by or how else "", how)
        made = evidence_import.take_in(opened, case_id, incoming, given, ALONE, smaller=not as_they_are)
        tell(as_json, made, lambda: _imported_text(made))


@app.command("list")
def list_documents(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """List the documents of a case and what is still wanted."""
    from immdesk.office import documents

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        rows = documents.evidence(opened, case_named(opened, number))
        tell(as_json, rows, lambda: "\n".join(map(_row_text, rows)))


@app.command()
def state(
    document: Document,
    state: Annotated[str, typer.Argument(help=f"One of: {', '.join(STATES)}.")],
    office: OfficeFolder,
    reason: Annotated[str, typer.Option("--reason", help="What is wrong with it, or who translates.")] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Say how a document stands; the day and who said it are kept."""
    from immdesk.office import documents, evidence_log

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        _must_be(state, STATES)
        evidence_log.log_of(opened, document)
        documents.set_state(opened, document, state, reason)
        log = evidence_log.log_of(opened, document)
        tell(as_json, log, lambda: "\n".join(f"{one.day}  {one.words}  {one.who}" for one in log.lines))


@app.command()
def chase(
    number: Number,
    office: OfficeFolder,
    language: Annotated[str, typer.Option("--language", help="en or es; without, the client's own.")] = "",
    eml: Annotated[Path | None, typer.Option("--eml", help="Write the e-mail here, as a draft.")] = None,
    asked: Annotated[
        bool, typer.Option("--asked", help="Record that all of it was asked for today.")
    ] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List what a client still owes, and write the letter that asks for it."""
    from immdesk.office import chase as chasing
    from immdesk.office import client_texts

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if eml is not None:
            client_texts.write_eml(opened, chasing.message(opened, case_id, language), eml)
        if asked:
            keys = [one.item for one in chasing.missing_of(opened, case_id)]
            chasing.record_asked(opened, case_id, keys, "e-mail" if eml else "letter")
        missing = chasing.missing_of(opened, case_id)
        nothing = _("Nothing is missing in this case.")
        tell(as_json, missing, lambda: "\n".join(map(_missing_text, missing)) or nothing)


@app.command()
def ageing(
    office: OfficeFolder,
    out: Annotated[Path | None, typer.Option("--out", help="Write the report: .pdf, .xlsx or .csv.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List every paper that was asked for and is still missing, the longest first."""
    from immdesk.office import chase as chasing

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        lines = chasing.ageing(opened)
        if out is not None:
            chasing.write_report(opened, lines, out)
        nothing = _("Nothing that was asked for is missing.")
        tell(as_json, lines, lambda: "\n".join(map(_age_text, lines)) or nothing)


@app.command()
def criteria(
    number: Number, office: OfficeFolder, passphrase_file: PassphraseFile = None, as_json: AsJson = False
) -> None:
    """Show what the law asks a petition to show, criterion by criterion, and what stands under each."""
    from immdesk.office.evidence_criteria import criteria_of

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = criteria_of(opened, case_named(opened, number))
        nothing = _("This kind of case has no criteria.")
        tell(as_json, found, lambda: _criteria_text(found) or nothing)


def _must_be(word: str, known: tuple[str, ...]) -> None:
    if word and word not in known:
        raise Problem(
            _("“{word}” is not known here.").format(word=word),
            _("Nothing was changed."),
            _("Use one of: {words}.").format(words=", ".join(known)),
        )


def _person(office: Office, case_id: str, whose: str) -> str:
    from immdesk.office.cases import case_page

    parties = case_page(office, case_id).parties
    if not whose:
        return next((one.person_id for one in parties if one.role != "petitioner"), parties[0].person_id)
    found = [one for one in parties if folded(whose) in folded(one.name)]
    if len(found) != 1:
        names = ", ".join(one.name for one in parties)
        raise Problem(
            _("“{word}” does not name one person of the case.").format(word=whose),
            _("Nothing was added."),
            _("Name one of: {words}.").format(words=names),
        )
    return found[0].person_id


def _imported_text(made: Imported) -> str:
    lines = [made.changed.message] if made.changed else []
    lines += [f"  {one.path.name}: {one.problem.happened} {one.problem.do}".rstrip() for one in made.left_out]
    if made.before > made.after:
        told = _("{before} kB as they came, {after} kB as they are shown and printed")
        lines.append(told.format(before=made.before // 1000, after=made.after // 1000))
    return "\n".join(lines)


def _row_text(row: EvidenceRow) -> str:
    return f"{row.exhibit or '-':<3} [{row.state}] {row.title}  {row.who}  {row.note}".rstrip()


def _missing_text(one: Missing) -> str:
    return " · ".join(part for part in (one.title, one.who, one.reason, one.asked_words()) if part)


def _age_text(line: AgeLine) -> str:
    days = _("{n} days").format(n=line.missing.days)
    return f"{line.number}  {days:<9} {_missing_text(line.missing)}"


def _criteria_text(found: CriteriaOfCase) -> str:
    lines = []
    for who, sheet in found.sheets:
        verify = f"  ({_('verify')})" if sheet.confidence == "verify" else ""
        lines.append(f"{sheet.title}  {who}  {sheet.met}/{sheet.needs}{verify}")
        lines += [f"  [{one.accepted}/{one.there}] {one.title}  {one.cite}" for one in sheet.lines]
    return "\n".join(lines)
