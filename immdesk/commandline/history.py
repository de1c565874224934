"""`immdesk history`: who changed what, when and from what; and whether the record is whole."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from immdesk.basics.words import n_
from immdesk.commandline.telling import (
    AsJson,
    OfficeFolder,
    PassphraseFile,
    case_named,
    passphrase_for,
    plainly,
    tell,
)
from immdesk.office.office import Office, open_office
from immdesk.office.rows import ChainRow, HistoryRow


def history(
    office: OfficeFolder,
    number: Annotated[str, typer.Option("--case", help="Only this case and its people.")] = "",
    person: Annotated[str, typer.Option("--person", help="Only the person with this id.")] = "",
    who: Annotated[str, typer.Option("--who", help="Only changes that this user made.")] = "",
    text: Annotated[str, typer.Option("--find", help="Only changes with all these words.")] = "",
    since: Annotated[str, typer.Option("--since", help="Only changes from this day on.")] = "",
    until: Annotated[str, typer.Option("--until", help="Only changes up to this day.")] = "",
    record: Annotated[str, typer.Option("--record", help="Only one record: TABLE/ID.")] = "",
    most: Annotated[int, typer.Option("--most", help="At most so many, the newest.", min=1)] = 40,
    out: Annotated[Path | None, typer.Option("--out", help="Write all of them to an .xlsx or .csv.")] = None,
    seal: Annotated[str, typer.Option("--seal", help="Compare a seal from a monthly report.")] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show the changes, the newest first, and check that their record is unbroken; exit 1 when it is not."""
    from immdesk.office import histories, history_out

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        if seal:
            _compare(opened, seal, as_json)
            return
        if out is not None:
            written = history_out.write_history(opened, out, text, who)
            tell(as_json, {"written": written}, lambda: n_("{n} change", "{n} changes", written or 0))
            return
        case_id = case_named(opened, number) if number else ""
        table, _slash, pk = record.partition("/")
        page = histories.of_office(
            opened,
            text=text,
            who=who,
            case_id=case_id,
            person_id=person,
            limit=most,
            record=(table, pk) if pk else None,
            since=histories.day_typed(opened, since),
            until=histories.day_typed(opened, until),
        )
        chain = histories.chain(opened)
        answer = {"chain": chain, "changes": page.rows, "more": bool(page.before)}
        tell(as_json, answer, lambda: _text(chain, page.rows, bool(page.before)))
        if not chain.ok:
            raise typer.Exit(1)


def _compare(office: Office, seal: str, as_json: bool) -> None:
    from immdesk.office import anchor

    same = anchor.holds(office, seal)
    tell(as_json, {"same": same}, lambda: anchor.words_of(same))
    if not same:
        raise typer.Exit(1)


def _text(chain: ChainRow, rows: tuple[HistoryRow, ...], more: bool) -> str:
    lines = [line for row in rows for line in _lines(row)]
    return "\n".join([*lines, *(["…"] if more else []), chain.words])


def _lines(row: HistoryRow) -> list[str]:
    cases = ", ".join(number for _id, number in row.cases)
    head = "  ".join(
        part for part in (f"{row.at:%Y-%m-%d %H:%M}", row.who, row.title, cases, row.why) if part
    )
    return [head, *(f"    {line}" for line in row.lines)]
