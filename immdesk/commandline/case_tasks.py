"""`immdesk case board`, `case tasks`, `case follow`: cases by stage, their tasks, changed templates."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.strictyaml import did_you_mean
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
from immdesk.office.office import Office, open_office

if TYPE_CHECKING:
    from immdesk.office.board_table import BoardLine
    from immdesk.office.tasks.proposed import CaseTasks

Kind = Annotated[str, typer.Option("--kind", help="The kind of case, such as perm; left out, the largest.")]


def board(
    office: OfficeFolder,
    kind: Kind = "",
    out: Annotated[Path | None, typer.Option("--out", help="Write it here too, .xlsx or .csv.")] = None,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show the open cases of a kind by stage: days in it, next action, next date, who is responsible."""
    from immdesk.office import board as boards
    from immdesk.office import board_table

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = board_table.lines(boards.board(opened, _kind(opened, kind)))
        if out is not None:
            board_table.write(found, out)
        tell(as_json, found, lambda: "\n".join(_board_text(found)))


def tasks(
    number: Annotated[str, typer.Argument(help="The case number, such as 26-0001.")],
    office: OfficeFolder,
    take: Annotated[bool, typer.Option("--take", help="Take every task that is proposed now.")] = False,
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Show the open tasks of a case and those that templates propose, each with the sum of its day."""
    from immdesk.office import today
    from immdesk.office.tasks import proposed, taking

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        case_id = case_named(opened, number)
        if take:
            changed = taking.take(opened, case_id)
            tell(as_json, {"message": changed.message}, lambda: changed.message)
            return
        now, found = today.open_tasks(opened, case_id), proposed.proposed(opened, case_id)
        lines = [f"{_day(row.due_on)}  {row.title}  {row.who}".rstrip() for row in now]
        tell(as_json, {"open": now, "templates": found}, lambda: "\n".join([*lines, *_tasks_text(found)]))


def follow(
    office: OfficeFolder,
    apply: Annotated[
        str, typer.Option("--apply", help="Let these follow, as one operation: new, moved, gone, or all.")
    ] = "",
    passphrase_file: PassphraseFile = None,
    as_json: AsJson = False,
) -> None:
    """Hold the tasks of all open cases against the templates: what is new, moved or gone; apply by choice."""
    from immdesk.office.tasks import review

    with plainly(as_json), open_office(office, passphrase=passphrase_for(office, passphrase_file)) as opened:
        found = review.review(opened)
        if not apply:
            tell(as_json, found, lambda: "\n".join(review.text_of(found)))
            return
        acts = ("new", "moved", "gone") if apply == "all" else tuple(apply.replace(",", " ").split())
        unknown = next((one for one in acts if one not in ("new", "moved", "gone")), "")
        if unknown:
            hint = did_you_mean(unknown, ("new", "moved", "gone", "all"))
            raise Problem(
                _("“{typed}” is no choice.").format(typed=unknown) + hint,
                _("Nothing was changed."),
                _("Choose one of: {choices}.").format(choices="new, moved, gone, all"),
            )
        changed = review.apply(opened, review.chosen_ids(found.rows, acts))
        tell(as_json, {"message": changed.message}, lambda: changed.message)


def _kind(office: Office, wanted: str) -> str:
    from immdesk.office import board as boards

    kinds = boards.kinds(office)
    known = [one.id for one in kinds]
    if wanted and wanted not in known:
        raise Problem(
            _("No open case is of the kind {kind}.").format(kind=wanted) + did_you_mean(wanted, known),
            "",
            _("Kinds of open cases: {kinds}").format(kinds=", ".join(known)),
        )
    return wanted or max(kinds, key=lambda one: one.cases).id if kinds else ""


def _board_text(rows: tuple[BoardLine, ...]) -> list[str]:
    lines, stage = [], ""
    for row in rows:
        lines += [] if row.stage == stage else [row.stage]
        stage = row.stage
        when = f"{_day(row.next_on)} {row.next_title}" if row.next_on else ""
        told = (row.number, row.title, row.age_words(), row.action, when, row.responsible)
        lines.append("  " + "  ".join(part for part in told if part))
    return lines


def _tasks_text(found: CaseTasks) -> list[str]:
    lines = []
    for one in found.now:
        who = one.person or one.who_words
        lines.append(_("proposed: {task}").format(task=f"{_day(one.due_on)}  {one.title}  {who}"))
        lines += [f"    {line}" for line in one.why.splitlines()]
    later, finished = _("later: {task}"), _("done by the record: {task}")
    lines += [later.format(task=f"{one.title}  {one.person}: {one.waits}") for one in found.later]
    lines += [finished.format(task=title) for _id, title in found.finished]
    return lines


def _day(day: object) -> str:
    return on_screen(day) if day else _("no day")
