"""`immdesk law`: what a rule makes of given facts, and files of worked cases checked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from immdesk.basics.dates import iso_day
from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    passphrase_for,
    plain,
    plainly,
    tell,
)
from immdesk.office.clock import real_clock

app = typer.Typer(no_args_is_help=True, help="Rules, their arithmetic and their worked cases.")


@app.command()
def explain(
    rule: Annotated[str, typer.Argument(help="The rule's id, such as rfe-deadline.")],
    facts: Annotated[
        list[str] | None, typer.Argument(help="name=value, the value as in YAML: notice_date=2026-03-02.")
    ] = None,
    given: Annotated[
        list[str] | None, typer.Option("--given", help="name=value, the value as in YAML.")
    ] = None,
    office: Annotated[
        Path | None, typer.Option("--office", help="Say also who in this office signed the rule off.")
    ] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Say what a rule makes of the given facts, line by line."""
    from immdesk.office import knowledge

    with plainly(as_json):
        finding = knowledge.explain(rule, _given([*(facts or []), *(given or [])]), real_clock().date())
        signed = [_signed(office, passphrase_file, rule)] if office else []
        row = knowledge.finding_row(finding) | ({"signed": signed[0]} if signed else {})
        tell(as_json, row, lambda: "\n".join([*knowledge.explanation(finding), *signed]))


@app.command()
def fee(
    item: Annotated[str, typer.Argument(help="An item of the fee table (I-130:paper), or a form (I-129).")],
    facts: Annotated[
        list[str] | None, typer.Argument(help="For a form: path=value, such as filing.worker_class=H-1B.")
    ] = None,
    on: Annotated[
        str, typer.Option("--on", help="Postmark day; online, the day of submission. Today if left out.")
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Say what an item or a whole form costs on a day, with the reason of each line."""
    from immdesk.office import knowledge

    with plainly(as_json):
        day = _day(on)
        if item in knowledge.shipped().fee_sheets:
            sheet = knowledge.fees_of(item, day, _said(facts or []))
            tell(as_json, sheet, lambda: "\n".join(knowledge.fee_lines(sheet)))
        else:
            finding = knowledge.fee(item, day)
            tell(as_json, knowledge.finding_row(finding), lambda: "\n".join(knowledge.explanation(finding)))


@app.command()
def decide(
    office: OfficeFolder,
    passphrase_file: PassphraseFile = None,
    every: Annotated[bool, typer.Option("--all", help="Also what only informs or plans.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the dates of all open cases that wait for a decision: new, moved, lifted, mismatch."""
    from immdesk.office import deciding
    from immdesk.office.office import open_office

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = deciding.to_decide(opened)
        rows = found.material + (found.folded if every else ())
        tell(as_json, rows, lambda: "\n".join([*map(deciding.line_words, rows), deciding.head_words(found)]))


@app.command()
def impact(
    office: OfficeFolder,
    before: Annotated[
        Path | None, typer.Option("--before", help="The pack that was in use; without it, practice alerts.")
    ] = None,
    after: Annotated[
        Path | None, typer.Option("--after", help="The pack that follows; without it, the shipped one.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Write the list as a PDF.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """List the open cases that a change of the law concerns, and what to do: two packs, or the alerts."""
    from immdesk.office import impact as law
    from immdesk.office.office import open_office

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = law.impact_of_packs(opened, before, after) if before else law.impact_of_alerts(opened)
        if out is not None:
            law.write_impact(opened, found, out)
        tell(as_json, found, lambda: "\n".join(law.text_of(found)))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="Worked cases, in the format of the vectors.")],
    as_json: AsJson = False,
) -> None:
    """Run a file of worked cases; exit 1 when one fails."""
    from immdesk.office import knowledge

    with plainly(as_json):
        report = knowledge.check_cases(file)
    answer = {"passed": report.passed, "failed": report.failed, "differences": plain(report.lines)}
    tell(
        as_json,
        answer,
        lambda: "\n".join(
            [
                *report.lines,
                _("{passed} passed, {failed} failed").format(passed=report.passed, failed=report.failed),
            ]
        ),
    )
    if report.failed:
        raise typer.Exit(1)


def _signed(office: Path, passphrase_file: Path | None, rule: str) -> str:
    from immdesk.office import signing
    from immdesk.office.office import open_office

    with open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        sign = signing.sign_offs(opened).get(rule)
    return signing.words_of(sign) if sign else _("Nobody in the office has signed this rule off.")


def _day(text: str) -> date:
    day = iso_day(text) if text else real_clock().date()
    if day is None:
        raise Problem(_("'{text}' is not a day.").format(text=text), "", _("Write it as 2026-03-01."))
    return day


def _said(pairs: list[str]) -> dict[str, str]:
    found = (pair.partition("=") for pair in pairs)
    return {path.strip(): value.strip() for path, _equals, value in found}


def _given(pairs: list[str]) -> dict[str, Any]:
    import yaml

    found: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not equals:
            raise Problem(
                _("--given {pair} has no '='.").format(pair=pair),
                "",
                _("Write --given notice_date=2026-03-02."),
            )
        try:
            found[name.strip()] = yaml.safe_load(text)
        except yaml.YAMLError as unreadable:
            raise Problem(
                _("The value of {name} is not YAML.").format(name=name),
                "",
                _("Quote it, or write a plain value."),
            ) from unreadable
    return found
