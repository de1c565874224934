"""The board as a table: stage, days in it, next action, next date, who; sorted, marked by keyboard."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from immdesk.basics.words import _
from immdesk.office import board_table
from ui.parts.card import fill
from ui.tables.kept_columns import keep_columns
from ui.tables.sorted_rows import sorted_ids
from ui.tables.table import Column, RowsModel, Table

if TYPE_CHECKING:
    from immdesk.office.board import Board
    from immdesk.office.board_table import BoardLine
    from ui.parts.desk import Desk

_OLD = 180  # days in a stage from which the age is shown in the colour of a warning: a habit


class MarkedTable(Table):
    """A table of which several lines may be marked: with Shift, with Ctrl and Space, all with Ctrl+A."""

    def __init__(self, model: RowsModel, name: str, sort: str) -> None:
        super().__init__(model, name, sort)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def marked_ids(self) -> tuple[str, ...]:
        """Give the ids of the marked lines from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._rows.id_at(place) for place in places)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark or unmark the current line with Space; all else is as in every table."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            how = QItemSelectionModel.SelectionFlag.Toggle | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self.currentIndex(), how)
            return
        super().keyPressEvent(event)


class CaseTable(QWidget):
    """`opened` tells the case that was opened, `marking` that other lines are marked."""

    opened = Signal(str)
    marking = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._rows: dict[str, BoardLine] = {}
        self._sort = "step"
        self._model = RowsModel(_columns(), self._fetch)
        self.table = MarkedTable(self._model, _("Cases by stage"), self._sort)
        keep_columns(self.table, desk.settings, "board")
        self.table.sorting.connect(self._on_sorting)
        self.table.opened.connect(self.opened)
        self.table.selectionModel().selectionChanged.connect(self._on_marks)
        self.setFocusProxy(self.table)
        fill(self, self.table)

    def put(self, board: Board) -> None:
        """Show the cases of a board; what is marked stays marked."""
        marked, current = self.table.marked_ids(), self.table.current_id()
        self._rows = {one.id: one for one in board_table.lines(board)}
        self._model.set_ids(sorted_ids(self._rows, self._sort))
        self.table.mark(current)
        how = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        if len(marked) > 1:
            for one in marked:
                place = self._model.place_of(one)
                if place >= 0:
                    self.table.selectionModel().select(self._model.index(place, 0), how)

    def chosen_ids(self) -> tuple[str, ...]:
        """Give the cases that are marked."""
        return self.table.marked_ids()

    def current_id(self) -> str:
        """Give the case of the current line."""
        return self.table.current_id()

    def shown(self) -> tuple[BoardLine, ...]:
        """Give the lines in the order shown, for paper and files."""
        return tuple(self._rows[one] for one in sorted_ids(self._rows, self._sort))

    def _on_sorting(self, sort: str) -> None:
        current = self.table.current_id()
        self._sort = sort
        self._model.set_ids(sorted_ids(self._rows, sort))
        self.table.mark(current)

    def _on_marks(self, *_what: object) -> None:
        self.marking.emit()

    def _fetch(self, ids: Sequence[str]) -> Mapping[str, Any]:
        return {one: self._rows[one] for one in ids if one in self._rows}


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Case"), lambda row: f"{row.title}\n{row.number}", 26, "title"),
        Column(_("Stage"), lambda row: row.stage, 22, "step"),
        Column(_("Days in it"), lambda row: row.age_words(), 10, "age", _age_level),
        Column(_("Next action"), lambda row: row.action_words(), 0, "action_on"),
        Column(_("Next date"), lambda row: row.date_words(), 26, "next_on"),
        Column(_("Responsible"), lambda row: row.responsible, 16, "responsible", _quiet),
    )


def _age_level(row: BoardLine) -> str:
    return "warn" if row.age is not None and row.age >= _OLD else ""


def _quiet(_row: BoardLine) -> str:
    return "quiet"
