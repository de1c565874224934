"""What the register shows of expirations: its columns, and what is written to a file or printed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui.parts.buttons import button
from ui.parts.paper_out import PaperOut
from ui.tables.table import Column

if TYPE_CHECKING:
    from immdesk.office.expirations import ExpiryLine
    from ui.parts.desk import Desk
    from ui.parts.heading import Heading
    from ui.parts.paper_out import Made


class ExpiryOut:
    """The buttons that write the lines of the register to a file or print them; `lines` gives those shown."""

    def __init__(
        self, office: Any, desk: Desk, heading: Heading, lines: Callable[[], Sequence[ExpiryLine]]
    ) -> None:
        self._office, self._desk, self._lines = office, desk, lines
        self._write_list = button(_("Write the list…"), self._ask_where, picture="list")
        heading.add(self._write_list)
        self._paper = PaperOut(desk, heading, self._page)

    def show(self, there: bool) -> None:
        """Show the buttons on the shelf of expirations; the other shelves have none."""
        self._write_list.setVisible(there)
        self._paper.show(there)

    def _ask_where(self) -> None:
        if not self._lines():
            self._desk.tell(_("Nothing is shown: there is nothing to write."))
            return
        kinds = _("Lists ({kinds})").format(kinds="*.xlsx *.csv")
        self._desk.pick_save(_("Write the list"), _("expirations") + ".xlsx", kinds, self._write)

    def _write(self, out: Path) -> None:
        from immdesk.office import expirations_out

        lines = self._lines()
        out = out if out.suffix.lower() in (".xlsx", ".csv") else out.with_suffix(".xlsx")
        try:
            expirations_out.write_list(lines, out)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(n_("{n} line is on disk.", "{n} lines are on disk.", len(lines)))

    def _page(self) -> Made | None:
        from immdesk.office import expirations_out

        lines = self._lines()
        pdf = expirations_out.as_pdf(self._office, lines) if lines else b""
        if not lines:
            self._desk.tell(_("Nothing is shown: there is nothing to write."))
            return None
        return _("Register of expirations"), _("expirations") + ".pdf", pdf


def expiry_columns() -> tuple[Column, ...]:
    """Give the columns of the shelf of expirations."""
    return (
        Column(_("What ends"), lambda row: row.what, 0, "what"),
        Column(_("Whose"), lambda row: f"{row.who}\n{row.case_number}", 20, "who"),
        Column(_("Ends on"), _ends, 16, "expires_on", level_of),
        Column(_("Start by"), lambda row: on_screen(row.begin_on), 16, "begin_on", _quiet),
        Column(_("What to start"), lambda row: row.start, 26, "start"),
        Column(_("What to do"), _advice, 20, "days_left", level_of),
    )


def level_of(row: ExpiryLine) -> str:
    """Say in which colour a line stands; what is being renewed is calm."""
    if row.open_number:
        return "good"
    return {"expired": "bad", "begin": "warn", "later": "", "unknown": "warn"}[row.level]


def _ends(row: ExpiryLine) -> str:
    from immdesk.office.expirations import shown_end

    return shown_end(row)


def _advice(row: ExpiryLine) -> str:
    from immdesk.office.expirations import advice

    return advice(row)


def _quiet(_row: ExpiryLine) -> str:
    return "quiet"
