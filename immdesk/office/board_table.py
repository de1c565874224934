"""The board as a table: each open case of a kind with its stage, age, next action, next date and who."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_

if TYPE_CHECKING:
    from immdesk.basics.calculation import Sheet
    from immdesk.office.board import Board
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class BoardLine:
    """A case in the table. `step` is the place of its stage, `age` its days there, None when unknown."""

    id: str
    number: str
    title: str
    step: int
    stage: str
    age: int | None
    action: str
    action_on: date | None
    next_on: date | None
    next_title: str
    responsible: str
    quiet_days: int | None

    def age_words(self) -> str:
        """Say how long it stands in its stage."""
        return n_("{n} day", "{n} days", self.age) if self.age is not None else ""

    def action_words(self) -> str:
        """Say what is to be done next, and by when."""
        due = _("due {day}").format(day=on_screen(self.action_on)) if self.action_on else ""
        return "\n".join(filter(None, (self.action, due)))

    def date_words(self) -> str:
        """Say the next date and what it is for."""
        return f"{on_screen(self.next_on)}\n{self.next_title}" if self.next_on else ""


def lines(board: Board) -> tuple[BoardLine, ...]:
    """Give the cases of a board, stage by stage."""
    return tuple(
        BoardLine(
            card.id,
            card.number,
            card.title,
            step,
            column.title,
            card.stage_days,
            card.action(),
            card.task.due_on if card.task else None,
            card.next.on if card.next else None,
            card.next.title if card.next else "",
            card.responsible,
            card.quiet_days,
        )
        for step, column in enumerate(board.columns)
        for card in column.cards
    )


def columns() -> tuple[str, ...]:
    """Give the titles of the columns on paper and in a file."""
    return (
        _("Case"),
        _("Client"),
        _("Stage"),
        _("Days in it"),
        _("Next action"),
        _("Due"),
        _("Next date"),
        _("What for"),
        _("Responsible"),
    )


def cells(rows: Sequence[BoardLine]) -> tuple[tuple[str, ...], ...]:
    """Give the rows as texts, as on paper and in a file."""
    return tuple(
        (
            one.number,
            one.title,
            one.stage,
            str(one.age) if one.age is not None else "",
            one.action,
            on_screen(one.action_on) if one.action_on else "",
            on_screen(one.next_on) if one.next_on else "",
            one.next_title,
            one.responsible,
        )
        for one in rows
    )


def sheet_of(office: Office, rows: Sequence[BoardLine], kind: str, filtered: str) -> Sheet:
    """Give the page: the table in the order shown; its head says the kind, the filter and how many."""
    from immdesk.basics.calculation import Sheet, Table

    count = n_("{n} case", "{n} cases", len(rows))
    head = " · ".join(filter(None, (kind, filtered, count)))
    table = Table(_("Cases by stage"), columns(), cells(rows), "")
    return Sheet(
        "board", _("Cases by stage"), "", head, "plain", tables=(table,), as_of=office.today(), case=kind
    )


def write(rows: Sequence[BoardLine], out: Path) -> None:
    """Write the table to a file, .xlsx or .csv by its ending. Raises Refused when the disk says no."""
    from immdesk.office.planning.table_files import write_table

    write_table(columns(), cells(rows), out, _("Cases by stage"))
