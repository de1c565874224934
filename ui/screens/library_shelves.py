"""A small shelf of the Library: the days on which offices are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from ui import theme
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.case_page_tab import Column

if TYPE_CHECKING:
    from immdesk.office.library_page import ClosureLine, LibraryPage


class ClosedDays(Column):
    """The days on which offices are closed, this year and the next."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[ClosureLine, ...] = ()

    @staticmethod
    def title() -> str:
        """Give what the shelf is called."""
        return _("Closed days")

    def fill(self, page: LibraryPage) -> None:
        """Take what there is."""
        self._all = page.closures

    def look_for(self, words: str) -> int:
        """Show the days whose name or date holds these words; give how many there are."""
        wanted, count = words.casefold().split(), 0
        self.clear()
        for closure in self._all:
            card, grid = Card(closure.title), _grid()
            card.body.addWidget(label(closure.cite, quiet=True, wrap=True))
            for title, days in (("", closure.days), (_("By order; no date moves on them"), closure.orders)):
                fits = [(on_screen(day), name) for day, name in days]
                fits = [one for one in fits if all(word in " ".join(one).casefold() for word in wanted)]
                count += len(fits)
                if title and fits:
                    grid.addWidget(label(title, quiet=True), grid.rowCount(), 0, 1, 2)
                for shown, name in fits:
                    row = grid.rowCount()
                    grid.addWidget(label(shown), row, 0)
                    grid.addWidget(label(name), row, 1)
            card.body.addLayout(grid)
            self.add(card)
        self.end()
        return count


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.XL)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    return grid
