"""Two buttons that put a page on paper: as a PDF on disk, or on the printer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.calculators import paper
from ui.parts.buttons import button

if TYPE_CHECKING:
    from ui.parts.desk import Desk
    from ui.parts.heading import Heading


Made = tuple[str, str, bytes]


class PdfPrinting(QObject):
    """Asks for a printer and prints the pages of a PDF, one after another; `said` is told at the end."""

    def __init__(self, desk: Desk, said: str) -> None:
        super().__init__()
        self._desk, self._said = desk, said
        self._printing: Any = None

    def print(self, title: str, pdf: bytes) -> None:
        """Ask for a printer and print."""
        pages = paper.pages_of(pdf)
        if pages == 1:
            self._desk.printer.print_page(title, partial(paper.picture_of, pdf, 0), self._printed)
        else:
            self._desk.printer.print_pages(title, partial(paper.picture_of, pdf), pages, self._began)

    def _began(self, printing: Any) -> None:
        self._printing = printing
        printing.ended.connect(self._ended)
        printing.failed.connect(self._desk.problem)

    def _ended(self, well: bool) -> None:
        self._printing = None
        if well:
            self._printed()

    def _printed(self) -> None:
        self._desk.tell(self._said)


class PaperOut(QObject):
    """`page` gives the title, the name of the file and the PDF when somebody asks; None for no page."""

    def __init__(self, desk: Desk, heading: Heading, page: Callable[[], Made | None]) -> None:
        super().__init__(heading)
        self._desk, self._page = desk, page
        self._printing = PdfPrinting(desk, _("The page is on its way to the printer."))
        self.save = button(_("Write a PDF…"), self._ask_where, picture="document")
        self.print = button(_("Print…"), self._ask_printer, main=True, picture="print")
        heading.add(self.save)
        heading.add(self.print)

    def show(self, there: bool) -> None:
        """Show the buttons, or hide them while there is nothing to print."""
        self.save.setVisible(there)
        self.print.setVisible(there)

    # -- private ------------------------------------------------------------------------------

    def _ask_where(self) -> None:
        made = self._made()
        if made:
            _title, name, pdf = made
            self._desk.pick_save(_("Write the page"), name, "PDF (*.pdf)", partial(self._write, pdf))

    def _write(self, pdf: bytes, out: Path) -> None:
        try:
            paper.write_pdf(pdf, out if out.suffix else out.with_suffix(".pdf"))
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(_("The page is on disk."))

    def _ask_printer(self) -> None:
        made = self._made()
        if made is None:
            return
        title, _name, pdf = made
        self._printing.print(title, pdf)

    def _made(self) -> Made | None:
        try:
            return self._page()
        except Problem as problem:
            self._desk.problem(problem)
            return None
