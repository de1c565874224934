"""The sheets of a careful office, to the printer or into a PDF: chosen by name, made beside the screen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from immdesk.basics.words import _
from ui.parts.buttons import button
from ui.parts.paper_out import PdfPrinting

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from immdesk.office.docket_sheets import Asked
    from ui.parts.desk import Desk

_PDF = "PDF (*.pdf)"


class SheetsOut(QObject):
    """Asks which sheet, makes it of what `asked()` gives at that moment, then prints or saves it."""

    def __init__(self, office: Any, desk: Desk, asked: Callable[[], Asked]) -> None:
        super().__init__()
        self._office, self._desk, self._asked = office, desk, asked
        self._printing = PdfPrinting(desk, _("The sheet is on its way to the printer."))

    def button(self) -> QPushButton:
        """Give the button that asks which sheet."""
        return button(_("Sheets…"), self.ask, name=_("Print or save a sheet of the docket"))

    def ask(self) -> None:
        """Ask which sheet, and whether it goes to the printer or into a file."""
        from immdesk.office.docket_sheets import sheet_names

        ways = (("print", _("To the printer")), ("save", _("Into a PDF file")))
        fields = (
            ("sheet", _("Which sheet"), tuple(sheet_names().items())),
            ("way", _("Where to"), ways),
        )
        self._desk.ask_choices(_("A sheet of the docket"), fields, _("Go on…"), self._chosen)

    def print_sheet(self, name: str) -> None:
        """Make a sheet and ask for a printer."""
        self._make(name, partial(self._printing.print, self._title(name)))

    def save_sheet(self, name: str) -> None:
        """Ask where to, then make a sheet and write it there; the name tells nothing of a client."""
        asked = self._asked()
        file = f"{name}-{asked.day.isoformat()}.pdf"
        self._desk.pick_save(_("Save the sheet as PDF"), file, _PDF, partial(self._save, name))

    def _chosen(self, chosen: dict[str, str]) -> None:
        (self.print_sheet if chosen["way"] == "print" else self.save_sheet)(chosen["sheet"])

    def _title(self, name: str) -> str:
        from immdesk.office.docket_sheets import sheet_names

        return sheet_names().get(name, name)

    def _make(self, name: str, then: Callable[[bytes], None]) -> None:
        from immdesk.office.docket_sheets import sheet_pdf

        self._desk.work.run(
            self._desk.window,
            sheet_pdf,
            self._office,
            name,
            self._asked(),
            done=then,
            failed=self._desk.problem,
            title=_("Writing the sheet"),
        )

    def _save(self, name: str, out: Path) -> None:
        self._make(name, partial(self._write, out if out.suffix else out.with_suffix(".pdf")))

    def _write(self, out: Path, pdf: bytes) -> None:
        from immdesk.office.written import write_out

        self._desk.work.run(
            self._desk.window,
            write_out,
            out,
            pdf,
            _("The sheet could not be written."),
            done=self._saved,
            failed=self._desk.problem,
        )

    def _saved(self, _nothing: object) -> None:
        self._desk.tell(_("The sheet is on disk."))
