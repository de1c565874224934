"""`immdesk import`: an open caseload from a spreadsheet, looked at first, then brought in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.commandline.telling import AsJson, OfficeFolder, PassphraseFile, passphrase_for, plainly, tell
from immdesk.office.office import Office, open_office

if TYPE_CHECKING:
    from immdesk.intake.sheets import Sheet
    from immdesk.office.caseload import Choices
    from immdesk.office.caseload_trial import Trial


def bring_in(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file with one row a case.")],
    office: OfficeFolder,
    sheet: Annotated[str, typer.Option("--sheet", help="The sheet's name; else the first with rows.")] = "",
    row: Annotated[int, typer.Option("--titles", help="The row of the titles, from 1; else found.")] = 0,
    column: Annotated[
        list[str] | None, typer.Option("--column", help="TITLE=meaning, as `--trial` shows them.")
    ] = None,
    family_first: Annotated[bool, typer.Option("--family-first", help="Names without comma.")] = False,
    kind: Annotated[str, typer.Option("--kind", help="The kind of case where a row names none.")] = "",
    only_try: Annotated[bool, typer.Option("--trial", help="Only say what would be made.")] = False,
    report: Annotated[Path | None, typer.Option("--report", help="CSV of what was not understood.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Bring an open caseload in: people, cases, receipts, notices, open dates."""
    from immdesk.office import caseload

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = _sheet(caseload.open_file(file), sheet)
        choices = _choices(opened, found, row, column or [], family_first, kind)
        tried = caseload.trial(opened, found, choices)
        if report:
            caseload.write_report(tried, report)
        if not only_try:
            caseload.remember(opened, choices)
            caseload.bring_in(opened, tried)
        answer = {
            "made": not only_try,
            "columns": {choices.header.titles[place]: meaning for place, meaning in choices.meant.items()},
            "counts": tried.counts(),
            "notes": [*found.notes, *choices.header.notes, *tried.notes],
            "troubles": list(tried.troubles),
        }
        tell(as_json, answer, lambda: "\n".join(_text(found, choices, tried, only_try)))


def _sheet(sheets: tuple[Sheet, ...], name: str) -> Sheet:
    named = [one for one in sheets if one.name == name] if name else list(sheets)
    if not named:
        raise Problem(
            _("There is no sheet {name}.").format(name=name),
            "",
            _("The sheets are: {names}.").format(names=", ".join(one.name for one in sheets)),
        )
    return named[0]


def _choices(
    office: Office, sheet: Sheet, row: int, columns: list[str], family_first: bool, kind: str
) -> Choices:
    from immdesk.intake.caseload_columns import TYPES
    from immdesk.office import caseload

    if row and not 0 < row <= len(sheet.rows):
        raise Problem(_("The sheet has no row {row}.").format(row=row), "", _("Give a row that it has."))
    first = caseload.first_choices(office, sheet, row)
    meant = dict(first.meant)
    for one in columns:
        title, _equals, target = one.partition("=")
        if title not in first.header.titles or target not in TYPES:
            raise Problem(
                _("{one} is no column and meaning.").format(one=one),
                _("The columns are: {names}.").format(names=", ".join(first.header.titles)),
                _("The meanings are: {names}.").format(names=", ".join(TYPES)),
            )
        meant = {place: old for place, old in meant.items() if old != target}
        meant[first.header.titles.index(title)] = target
    names = "family_first" if family_first else first.names
    return caseload.Choices(first.header, meant, names, kind or first.default_type)


def _text(sheet: Sheet, choices: Choices, tried: Trial, only_try: bool) -> list[str]:
    counts = tried.counts()
    lines = [f"{choices.header.titles[place]} = {meaning}" for place, meaning in choices.meant.items()]
    lines += [*sheet.notes, *choices.header.notes, *tried.notes]
    lines += _troubles(tried)
    done = _("Would bring in") if only_try else _("Brought in")
    said = (
        n_("{n} case", "{n} cases", counts["cases"]) + _already(counts["cases_known"]),
        n_("{n} person", "{n} people", counts["people"]) + _already(counts["people_known"]),
        n_("{n} receipt", "{n} receipts", counts["receipts"]),
        n_("{n} notice", "{n} notices", counts["notices"]),
        n_("{n} date", "{n} dates", counts["dates"]),
    )
    return [*lines, f"{done}: {', '.join(said)}."]


def _troubles(tried: Trial) -> Iterator[str]:
    """Tell what was not understood, the same words in many rows once; the report names every row."""
    rows: dict[tuple[str, str, str], list[int]] = {}
    for one in tried.troubles:
        rows.setdefault((one.column, one.text, one.reason), []).append(one.row)
    for (column, text, reason), found in rows.items():
        more = n_(" and {n} more row", " and {n} more rows", len(found) - 1) if len(found) > 1 else ""
        yield f"{_('row')} {found[0]}{more}: {column} {text!r}: {reason}"


def _already(count: int) -> str:
    return f" ({_('{n} here already').format(n=count)})"
