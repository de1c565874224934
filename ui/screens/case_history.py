"""The history of a case: who changed what, when, from what to what."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import cases
from immdesk.office.rows import HistoryRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.empty_state import EmptyState
from ui.parts.labels import label, title_label
from ui.screens.case_page_tab import CaseTab, Column
from ui.screens.case_page_time import on_the_wall

MANY = 8


class CaseHistory(CaseTab):
    """A card a day; each change with its fields, before and after."""

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(office, desk)
        self._open: set[str] = set()
        self._rows: tuple[HistoryRow, ...] = ()
        self._column = Column()
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.addWidget(self._column)

    def begin(self) -> None:
        """Fold every change."""
        self._open.clear()

    def read(self, office: Any, case_id: str) -> tuple[HistoryRow, ...]:
        """Give the operations that touched the case, the newest first."""
        return cases.history(office, case_id)

    def draw(self, rows: tuple[HistoryRow, ...]) -> None:
        """Show the changes by day."""
        self._rows = rows
        self._column.clear()
        for day, group in groupby(rows, key=self._day):
            card = Card(on_screen(day))
            for row in group:
                card.body.addLayout(self._change(row))
            self._column.add(card)
        if not rows:
            words = _("Every change from now on is written here, with who made it.")
            self._column.add(EmptyState("history", _("Nothing has changed yet"), words))
        self._column.end()

    def _day(self, row: HistoryRow) -> date:
        return on_the_wall(self.office, row.at).date()

    def _change(self, row: HistoryRow) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.L)
        when = label(f"{on_the_wall(self.office, row.at):%H:%M}", quiet=True)
        when.setFixedWidth(when.fontMetrics().averageCharWidth() * 9)
        when.setAlignment(Qt.AlignmentFlag.AlignTop)
        line.addWidget(when)
        down = QVBoxLayout()
        down.setSpacing(2)
        down.addWidget(title_label(row.title, 3, wrap=True))
        down.addWidget(label(row.who, quiet=True, small=True))
        shown = row.lines if row.id in self._open else row.lines[:MANY]
        for text in shown:
            down.addWidget(label(text, wrap=True))
        more = len(row.lines) - len(shown)
        if more:
            words = n_("Show {n} more field", "Show {n} more fields", more)
            unfold = button(words, partial(self._unfold, row.id), link=True, name=f"{words}: {row.title}")
            down.addWidget(unfold, 0, Qt.AlignmentFlag.AlignLeft)
        down.addSpacing(theme.S)
        line.addLayout(down, 1)
        return line

    def _unfold(self, operation: str) -> None:
        self._open.add(operation)
        self.draw(self._rows)
