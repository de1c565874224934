"""The history of a case: who changed what, when, from what to what."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QVBoxLayout

from immdesk.basics.words import _
from immdesk.office import cases
from immdesk.office.rows import HistoryRow
from ui import theme
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.finder import Finder
from ui.screens.case_page_tab import CaseTab, Column
from ui.screens.changes import Changes
from ui.undoing import ask_take_back


class CaseHistory(CaseTab):
    """A card a day; each change with its fields, before and after."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._rows: tuple[HistoryRow, ...] = ()
        self._find = Finder(_("Find a change"))
        self._find.finding.connect(self._fill)
        self._find.hide()
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(self._find)
        down.addWidget(self._column, 1)

    def begin(self) -> None:
        """Find nothing: another case is shown."""
        self._find.clear()

    def read(self, office: Any, case_id: str) -> tuple[HistoryRow, ...]:
        """Give the operations that touched the case, the newest first."""
        return cases.history(office, case_id)

    def draw(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show the changes by day."""
        self._rows = rows
        self._find.stand_by(len(rows))
        self._fill()

    def _fill(self, _words: str = "") -> None:
        rows = [row for row in self._rows if self._find.fits(row.title, row.who, *row.lines)]
        self._column.clear()
        changes = Changes(take_back=self._ask_take_back)
        changes.add(rows)
        self._column.add(changes)
        if not rows and self._rows:
            self._column.add(EmptyState("search", _("No change fits"), _("Try fewer letters.")))
        elif not rows:
            words = _("Every change from now on is written here, with who made it.")
            self._column.add(EmptyState("history", _("Nothing has changed yet"), words))
        self._column.end()

    def _ask_take_back(self, row: HistoryRow) -> None:
        ask_take_back(self, self.office, self.desk, row.id)
