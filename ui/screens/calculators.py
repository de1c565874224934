"""Calculators: those that fit a case at the left, the sheet of the chosen one at the right, also on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.calculators import paper, registry
from immdesk.office.calculators.asking import question_of
from ui import theme
from ui.forms.lines import ID, LineList, ListLine
from ui.parts.buttons import button
from ui.parts.card import Page, scroll_page
from ui.parts.empty_state import EmptyState
from ui.parts.heading import Heading, page_layout
from ui.parts.paper_out import PdfPrinting
from ui.screens.calculators_sheet import SheetView
from ui.screens.case_unknowns import open_question

if TYPE_CHECKING:
    from immdesk.office.calculators.registry import Offered
    from immdesk.office.calculators.shapes import Ask, Sheet
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_LIST = 34  # letters of the list's width


class Calculators(QWidget):
    """`ref` is "", or "case id/calculator id/person id"; without a calculator the first that fits."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._case, self._tried = "", dict[str, str]()
        self._offers: dict[str, Offered] = {}
        self._sheet: Sheet | None = None
        self._printing = PdfPrinting(desk, _("The sheet is on its way to the printer."))
        page = page_layout(self)
        self._heading = Heading(_("Calculators"), " ")
        self._back = button(_("Back to the case"), self._open_case, picture="back")
        self._save = button(_("Write a PDF…"), self._ask_where, picture="document")
        self._print = button(_("Print…"), self._ask_printer, main=True, picture="print")
        for one in (self._back, self._save, self._print):
            self._heading.add(one)
        page.addWidget(self._heading)
        self._list = LineList(_("Calculators for this case"))
        self._list.setFixedWidth(_LIST * self.fontMetrics().averageCharWidth())
        self._list.currentItemChanged.connect(self._chosen)
        self._view = SheetView(self._try, self._answer)
        inner = Page()
        self._into = QVBoxLayout(inner)
        self._into.setContentsMargins(0, 0, theme.S, 0)
        self._into.addWidget(self._view)
        self._into.addStretch(1)
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(self._list)
        across.addWidget(scroll_page(inner), 1)
        self._body = QWidget()
        self._body.setLayout(across)
        across.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._body, 1)
        self._empty = EmptyState(
            "scales",
            _("Open a case first."),
            _("Calculators answer from the facts of a case; what is tried is never written to it."),
            _("Cases"),
            partial(desk.go, "cases"),
        )
        page.addWidget(self._empty, 1)

    def show_ref(self, ref: str) -> None:
        """Show the calculators of a case, and the sheet that the reference names."""
        case_id, calculator, person = (*ref.split("/"), "", "")[:3]
        if case_id != self._case or calculator:
            self._tried = {}
        self._case = case_id
        for one in (self._body, self._back, self._save, self._print):
            one.setVisible(bool(case_id))
        self._empty.setVisible(not case_id)
        if case_id:
            self._read(f"{calculator}/{person}")
            self._list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._heading.set_words(" ")

    def refresh(self, changed: Changed) -> None:
        """Read again when the case, the day or the bulletin changed."""
        mine = not changed.cases or self._case in changed.cases
        if self._case and mine:
            self._read(self._list.current_id())

    # -- private ------------------------------------------------------------------------------

    def _read(self, wanted: str) -> None:
        try:
            offers = registry.offered(self._office, self._case)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._offers = {f"{one.id}/{one.person_id}": one for one in offers}
        known = wanted if wanted in self._offers else self._of_calculator(wanted)
        self._list.put([_line(key, one) for key, one in self._offers.items()], known)
        self._work_out()

    def _of_calculator(self, wanted: str) -> str:
        """Give the entry of a calculator, or of a person, where the reference names only one of them."""
        calculator, _slash, person = wanted.partition("/")
        fitting = [key for key, one in self._offers.items() if calculator in ("", one.id)]
        mine = (key for key in fitting if person and key.endswith(f"/{person}"))
        return next(mine, next(iter(fitting), ""))

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None = None) -> None:
        if item is not None and str(item.data(ID)) in self._offers:
            self._tried = {}
            self._work_out()

    def _work_out(self) -> bool:
        """Work the chosen sheet out with what is tried, and show it; say whether that could be done."""
        offer = self._offers.get(self._list.current_id())
        if offer is None:
            return False
        try:
            sheet = registry.work_out(self._office, self._case, offer.id, offer.person_id, self._tried)
        except Problem as problem:
            self._view.say_problem(problem)
            return False
        self._sheet = sheet
        self._heading.set_words(sheet.case or " ")
        self._view.put(sheet, "" if offer.fits else offer.reason)
        return True

    def _try(self, field_id: str, value: str) -> None:
        """Try a value, or with "" for both go back to what is in the case."""
        if not field_id:
            self._tried = {}
        elif value:
            self._tried[field_id] = value
        else:
            self._tried.pop(field_id, None)
        if not self._work_out():
            self._tried.pop(field_id, None)

    def _answer(self, ask: Ask) -> None:
        offer = self._offers.get(self._list.current_id())
        who = offer.who if offer and ask.person_id else ""
        open_ask(self._desk, self._office, self._case, ask, who)

    def _open_case(self) -> None:
        self._desk.go("case", self._case)

    def _ask_where(self) -> None:
        if self._sheet is not None:
            name = paper.file_name_of(self._sheet)
            self._desk.pick_save(_("Write the sheet"), name, "PDF (*.pdf)", self._write)

    def _write(self, out: Path) -> None:
        assert self._sheet is not None
        try:
            paper.write_page(self._sheet, out if out.suffix else out.with_suffix(".pdf"))
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(_("The sheet is on disk."))

    def _ask_printer(self) -> None:
        if self._sheet is None:
            return
        self._printing.print(self._sheet.title, paper.as_pdf(self._sheet))


def _line(key: str, one: Offered) -> ListLine:
    below = one.who or one.about if one.fits else one.reason
    return ListLine(key, one.title, below, quiet=not one.fits)


def open_ask(desk: Desk, office: Any, case_id: str, ask: Ask, who: str) -> None:
    """Open the page on which a missing fact is answered."""
    if ask.path.partition(".")[0] in ("recruitment", "job", "employer"):
        desk.go("case", f"{case_id}/work")
        return
    open_question(desk, office, case_id, question_of(office, case_id, ask, who))


def open_calculators(desk: Desk, case_id: str, person_id: str = "") -> None:
    """Open the calculators of a case, at the first that fits; of one person where one is named."""
    desk.go("calculators", f"{case_id}//{person_id}" if person_id else case_id)
