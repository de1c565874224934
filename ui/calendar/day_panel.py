"""The panel beside the calendar: every date of the chosen day, with its reasons and its buttons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.calendar.day_card import DayCard
from ui.calendar.days import day_name
from ui.parts.card import Page, clear_layout, scroll_page
from ui.parts.labels import label, title_label

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

_LETTERS = 52
_MOST = 60
"""So many dates of a day are shown with their buttons; the rest are counted in words."""


class DayPanel(QWidget):
    """Shows a day. `wanted` carries a verb and the row it is meant for."""

    wanted = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, DateRow] = {}
        self._cards: list[DayCard] = []
        self._title = title_label("", 2, wrap=True)
        inner = Page()
        self._body = QVBoxLayout(inner)
        self._body.setContentsMargins(0, 0, theme.XS, 0)
        self._body.setSpacing(theme.M)
        down = QVBoxLayout(self)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(theme.M)
        down.addWidget(self._title)
        down.addWidget(scroll_page(inner), 1)
        self.setMinimumWidth(260)
        self.setMaximumWidth(self.fontMetrics().averageCharWidth() * _LETTERS)
        self.setAccessibleName(_("Dates of the chosen day"))

    def show_day(self, day: date, rows: list[DateRow]) -> None:
        """Show the dates of a day."""
        self._title.setText(day_name(day))
        clear_layout(self._body)
        self._rows = {row.key: row for row in rows}
        self._cards = []
        for row in rows[:_MOST]:
            card = DayCard(row, main=not self._cards)
            card.wanted.connect(self._on_wanted)
            self._cards.append(card)
            self._body.addWidget(card)
        if not rows:
            self._body.addWidget(
                label(_("No date on this day. Arrow keys move to another."), quiet=True, wrap=True)
            )
        if len(rows) > _MOST:
            words = _("{n} more on this day. Choose a client or a kind above to see them.")
            self._body.addWidget(label(words.format(n=len(rows) - _MOST), level="warn", wrap=True))
        self._body.addStretch(1)

    def tell_sources(self, rows: list[DateRow]) -> None:
        """Say who recorded the facts that the dates shown count from; other dates are left alone."""
        told = {row.key: row for row in rows}
        for card in self._cards:
            if card.row.key in told:
                card.tell_sources(told[card.row.key])

    def focus_first(self) -> bool:
        """Put the keys on the first date of the day; say whether there is one."""
        if self._cards:
            self._cards[0].main_button().setFocus()
        return bool(self._cards)

    def _on_wanted(self, verb: str, key: str) -> None:
        self.wanted.emit(verb, self._rows[key])
