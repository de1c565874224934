"""The card on which a person says what the columns of a spreadsheet hold."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout

from immdesk.basics.words import _
from immdesk.office.caseload import Choices, Sheet, column_labels, with_meanings
from ui import theme
from ui.parts.banner import Banner
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label

_SAMPLES = 3
_SAMPLE_LETTERS = 40
_TITLES_WITHIN = 30
_ROW_LETTERS = 70


class ColumnsCard(Card):
    """Sheet, row of titles, order of names, kind of case, and for each column what it holds.

    `first` gives the choices to begin with for a sheet and a row of titles (0: found by itself).
    """

    def __init__(
        self,
        sheets: tuple[Sheet, ...],
        types: tuple[tuple[str, str], ...],
        first: Callable[[Sheet, int], Choices],
    ) -> None:
        super().__init__(_("What the columns hold"))
        self._sheets, self._first = sheets, first
        self._top, self._told, self._grid = QGridLayout(), QVBoxLayout(), QGridLayout()
        self._top.setColumnStretch(1, 1)
        for grid in (self._top, self._grid):
            grid.setHorizontalSpacing(theme.L)
            grid.setVerticalSpacing(theme.S)
            grid.setColumnStretch(1, 1)
        self._sheet = self._box(_("Sheet"), tuple((one.name, one.name) for one in sheets))
        self._row = self._box(_("Row of the titles"), ())
        orders = (("given_first", _("Given name first")), ("family_first", _("Family name first")))
        self._names = self._box(_("Names without a comma"), orders)
        kinds = (("", _("Choose…")), *types)
        self._type = self._box(_("Kind of case where a row names none"), kinds)
        for part in (self._top, self._told, self._grid):
            self.body.addLayout(part)
        self._show(0)
        self._sheet.currentIndexChanged.connect(self._on_sheet)
        self._row.currentIndexChanged.connect(self._on_row)
        self.setFocusProxy(self._row)

    def sheet(self) -> Sheet:
        """Give the sheet that was chosen."""
        return self._sheets[max(self._sheet.currentIndex(), 0)]

    def choices(self) -> Choices:
        """Give everything that was chosen."""
        meant = {place: box.currentData() for place, box in enumerate(self._boxes) if box.currentData()}
        return with_meanings(
            self._header, meant, str(self._names.currentData()), str(self._type.currentData() or "")
        )

    # -- private ------------------------------------------------------------------------------

    def _show(self, row: int) -> None:
        """Show the columns of the sheet with its titles at `row`."""
        sheet, first = self.sheet(), self._first(self.sheet(), row)
        self._header = first.header
        self._row.blockSignals(True)
        self._row.clear()
        for place, cells in enumerate(sheet.rows[:_TITLES_WITHIN], start=1):
            seen = ", ".join(cell for cell in cells if cell)[:_ROW_LETTERS]
            self._row.addItem(f"{place}: {seen}", place)
        self._row.setCurrentIndex(self._row.findData(first.header.first_row))
        self._row.blockSignals(False)
        for box, value in ((self._names, first.names), (self._type, first.default_type)):
            box.setCurrentIndex(max(box.findData(value), 0))
        clear_layout(self._told)
        for note in (*sheet.notes, *first.header.notes):
            self._told.addWidget(Banner(note, "info"))
        self._show_columns(sheet, first)

    def _show_columns(self, sheet: Sheet, first: Choices) -> None:
        clear_layout(self._grid)
        self._boxes: list[QComboBox] = []
        samples = sheet.rows[first.header.first_row : first.header.first_row + _SAMPLES]
        for place, title in enumerate(first.header.titles):
            seen = " · ".join(row[place][:_SAMPLE_LETTERS] for row in samples if row[place])
            box = QComboBox()
            box.setAccessibleName(_("What “{title}” holds").format(title=title))
            box.addItem(_("not brought in"), "")
            for target, words in column_labels().items():
                box.addItem(words, target)
            box.setCurrentIndex(max(box.findData(first.meant.get(place, "")), 0))
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self._grid.addWidget(label(title, wrap=True), place, 0)
            self._grid.addWidget(label(seen, quiet=True, wrap=True), place, 1)
            self._grid.addWidget(box, place, 2)
            self._boxes.append(box)
        self._grid.setColumnMinimumWidth(2, 30 * self.fontMetrics().averageCharWidth())

    def _box(self, name: str, options: tuple[tuple[str, str], ...]) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, words in options:
            box.addItem(words, value)
        self._add(name, box)
        return box

    def _add(self, name: str, field: Any) -> None:
        row = self._top.rowCount()
        self._top.addWidget(label(name), row, 0)
        self._top.addWidget(field, row, 1)

    def _on_sheet(self, _place: int) -> None:
        self._show(0)

    def _on_row(self, _place: int) -> None:
        self._show(int(self._row.currentData()))
