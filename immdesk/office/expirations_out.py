"""The register of expirations leaving the desk: as a list for a spreadsheet, or as pages to sign."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.calendar_days import CalendarFilter
from immdesk.office.expirations import ExpiryLine, advice, shown_end

if TYPE_CHECKING:
    from immdesk.office.office import Office


def columns() -> tuple[str, ...]:
    """Give the titles of the list as it is written to a file."""
    return (
        _("What ends"), _("Whose"), _("Case"), _("Ends on"), _("Start by"), _("What to start"),
        _("What to do"),
    )  # fmt: skip


def cells(line: ExpiryLine) -> tuple[str, ...]:
    """Give a line of the list in the order of its columns."""
    days = (shown_end(line), on_screen(line.begin_on))
    return line.what, line.who, line.case_number, *days, line.start, advice(line)


def write_list(lines: Sequence[ExpiryLine], out: Path) -> None:
    """Write these lines to a .xlsx or .csv file. It names clients: keep it with their files."""
    from immdesk.office.planning.table_files import write_table

    write_table(columns(), [cells(one) for one in lines], out, _("Expirations"))


def as_pdf(office: Office, lines: Sequence[ExpiryLine]) -> bytes:
    """Give these lines as a PDF: what has ended, what to begin now, what is missing, what comes later."""
    from immdesk.office.docket_sheets import paper_of
    from immdesk.packets.docket_pages import Column, Group, list_pages

    shown = (
        Column("", 2.6, "tick"),
        Column(_("Ends on"), 13),
        Column(_("Start by"), 13),
        Column(_("What ends"), 20),
        Column(_("Whose"), 19),
        Column(_("What to start"), 23),
        Column(_("What to do"), 17),
        Column(_("Signature"), 10, "sign"),
    )
    groups = [
        Group(title, tuple(_printed(one) for one in lines if one.level == level))
        for level, title in (
            ("expired", _("Ended")),
            ("begin", _("Begin now")),
            ("unknown", _("Something is missing")),
            ("later", _("Later")),
        )
        if any(one.level == level for one in lines)
    ]
    count = n_("{n} line", "{n} lines", len(lines))
    paper = paper_of(office, _("Register of expirations"), CalendarFilter(), count, True)
    return list_pages(paper, shown, groups, _("Nothing expires."))


def _printed(line: ExpiryLine) -> tuple[str, ...]:
    whose = " · ".join(filter(None, (line.case_number, line.who)))
    days = (shown_end(line), on_screen(line.begin_on))
    return *days, line.what, whose, line.start, advice(line)
