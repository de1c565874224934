"""The history of one cutoff, drawn as steps: choose a category, an area and a chart; print it on one page."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office import bulletin_months, bulletins
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, fill, scroll_page
from ui.parts.flow import Flow
from ui.parts.labels import label
from ui.parts.steps_line import StepsLine, legend, paint_page, write_history

if TYPE_CHECKING:
    from immdesk.office.bulletin_months import CellHistory
    from ui.parts.desk import Desk


class HistoryShelf(QWidget):
    """Three choices and the line of steps that they name."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        self._areas: Mapping[str, tuple[str, ...]] = {}
        self._found: CellHistory | None = None
        inner = Page()
        down = QVBoxLayout(inner)
        down.setContentsMargins(0, 0, theme.S, 0)
        down.setSpacing(theme.M)
        fill(self, scroll_page(inner))
        self._category = _box(_("Category"))
        self._area = _box(_("Chargeability"))
        self._table = _box(_("Chart"))
        for table in bulletins.TABLES:
            self._table.addItem(bulletins.table_words(table), table)
        self._category.activated.connect(self._on_category)
        for box in (self._area, self._table):
            box.activated.connect(self._show)
        self._print = button(_("Print…"), self._ask_printer, picture="print")
        self._save = button(_("Write a PDF…"), self._ask_where, picture="document")
        across = Flow()
        for one in (self._category, self._area, self._table, self._print, self._save):
            across.addWidget(one)
        down.addLayout(across)
        self._card = Card()
        down.addWidget(self._card, 1)

    def put(self, areas: Mapping[str, tuple[str, ...]]) -> None:
        """Offer the categories that the office has, each with its areas."""
        kept = (self._category.currentData(), self._area.currentData(), self._table.currentData())
        self._areas = areas
        self._category.clear()
        for one in areas:
            self._category.addItem(one, one)
        self.choose(*(str(one or "") for one in kept))

    def choose(self, category: str, area: str, table: str) -> None:
        """Show a history."""
        self._category.setCurrentIndex(max(self._category.findData(category), 0))
        self._fill_areas(area)
        self._table.setCurrentIndex(max(self._table.findData(table), 0))
        self._show()

    # -- private ------------------------------------------------------------------------------

    def _on_category(self, _place: int) -> None:
        self._fill_areas(str(self._area.currentData() or ""))
        self._show()

    def _fill_areas(self, area: str) -> None:
        self._area.clear()
        for one in self._areas.get(str(self._category.currentData()), ()):
            self._area.addItem(bulletins.area_words(one), one)
        self._area.setCurrentIndex(max(self._area.findData(area), 0))

    def _show(self, _place: int = 0) -> None:
        chosen = [str(box.currentData() or "") for box in (self._category, self._area, self._table)]
        self._found = bulletin_months.history(self._office, *chosen) if all(chosen) else None
        self._card.clear()
        found = self._found
        for one in (self._print, self._save):
            one.setEnabled(bool(found and found.points))
        if found is None or not found.points:
            self._card.body.addWidget(label(_("The office has no month of this cutoff."), quiet=True))
            self._card.body.addStretch(1)
            return
        self._card.body.addWidget(label(found.title(), wrap=True))
        self._card.body.addWidget(label(f"{found.summary()}. {legend()}", quiet=True, small=True, wrap=True))
        self._card.body.addWidget(StepsLine(found), 1)

    def _told(self) -> str:
        practice = _("Practice office: invented cutoffs.") if bulletins.is_practice(self._office) else ""
        printed = _("Printed on {day}.").format(day=on_screen(self._office.today()))
        return " ".join(filter(None, (practice, printed)))

    def _ask_where(self) -> None:
        if self._found is not None:
            name = f"{self._found.category}-{self._found.area.split(',')[0]}.pdf".replace(" ", "-").lower()
            self._desk.pick_save(_("Write the history"), name, "PDF (*.pdf)", self._write)

    def _write(self, out: Path) -> None:
        assert self._found is not None
        try:
            write_history(self._found, self._told(), out)
        except Problem as problem:
            self._desk.problem(problem)
            return
        self._desk.tell(_("The page is on disk."))

    def _ask_printer(self) -> None:
        found = self._found
        if found is not None:
            told = self._told()
            self._desk.printer.print_sheets(
                found.title(), lambda printer: paint_page(printer, found, told), self._printed
            )

    def _printed(self) -> None:
        self._desk.tell(_("The page is on its way to the printer."))


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box
