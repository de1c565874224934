"""The priority-date board leaving the desk: as a list for a spreadsheet, or as pages with whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.bulletins import area_words
from immdesk.office.planning.date_board import Board, BoardRow, Standing

if TYPE_CHECKING:
    from immdesk.office.office import Office


def to_call(rows: Sequence[BoardRow]) -> tuple[BoardRow, ...]:
    """Give those who became current this month, to be called."""
    return tuple(row for row in rows if row.became)


def columns() -> tuple[str, ...]:
    """Give the titles of the list as it is written to a file or printed."""
    return (
        _("Case"), _("People"), _("Category"), _("Chargeability"), _("Priority date"),
        _("Final Action Dates"), _("Dates for Filing"), _("Months to wait"), _("This month"),
        _("Cross-chargeability"), _("Telephone"), _("Language"),
    )  # fmt: skip


def cells(row: BoardRow) -> tuple[str, ...]:
    """Give a line of the list in the order of its columns."""
    months = "" if row.months is None else str(row.months)
    return (
        f"{row.number} {row.title}", row.names, row.category, area_words(row.area), on_screen(row.priority),
        _flat(row.final), _flat(row.filing), months, row.said, row.charged, row.call, row.language,
    )  # fmt: skip


def write_list(office: Office, found: Board, rows: Sequence[BoardRow], out: Path) -> None:
    """Write these lines to a file: .xlsx, .csv, or a PDF. It names clients: keep it with their files."""
    from immdesk.office.planning.table_files import write_table

    if out.suffix.lower() in (".xlsx", ".csv"):
        write_table(columns(), [cells(row) for row in rows], out, _("Priority dates"))
        return
    from immdesk.office.calculators.paper import write_pdf

    write_pdf(as_pdf(office, found, rows), out)


def as_pdf(office: Office, found: Board, rows: Sequence[BoardRow]) -> bytes:
    """Give these lines as a PDF, grouped by what happened this month."""
    from immdesk.packets.impact_page import ImpactGroup, impact_page

    call, others = to_call(rows), [row for row in rows if not row.became]
    groups = []
    if call:
        do = _("Call, and look at what may be filed now: the proposed dates of the case say by when.")
        groups.append(ImpactGroup(_("To call: became current"), do, tuple(_line(row) for row in call)))
    if others:
        do = _("Months at the speed of the last year are no forecast: each cutoff is set anew.")
        groups.append(ImpactGroup(_("Waiting"), do, tuple(_line(row) for row in others)))
    day = _("Printed on {day}.").format(day=on_screen(office.today()))
    practice = _("Practice bulletin: invented cutoffs.") if found.practice else ""
    printed = " ".join(filter(None, (f"{found.head()}.", practice, day)))
    return impact_page(printed, (), tuple(groups), _("Priority dates"))


# -- private ------------------------------------------------------------------------------------


def _flat(one: Standing) -> str:
    return one.words().replace("\n", ", ")


def _line(row: BoardRow) -> str:
    shown = (
        f"{row.number}  {row.title}",
        f"{row.category} {area_words(row.area)}, {on_screen(row.priority)}",
        _("Final Action Dates: {words}").format(words=_flat(row.final)),
        _("Dates for Filing: {words}").format(words=_flat(row.filing)),
        _("charge to {words}").format(words=row.charged) if row.charged else "",
        row.call,
    )
    return " · ".join(filter(None, shown))
