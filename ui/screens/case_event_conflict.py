"""Somebody else saved the same record: both versions side by side, and the choice between them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from immdesk.basics.words import _
from immdesk.office.event_sheets import Difference, Sheet
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label


class Conflict(Card):
    """Shown above the questions; nothing is overwritten until a person has chosen.

    Both signals carry the sheet as it is kept now.
    """

    mine_wanted = Signal(object)
    theirs_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Somebody else saved this meanwhile"))
        self._now: Sheet | None = None
        self.body.addWidget(label(_("Nothing was overwritten. Choose what stays."), wrap=True, level="warn"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.XS)
        self.body.addLayout(self._lines)
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        feet.addStretch(1)
        feet.addWidget(button(_("Take theirs"), self._theirs))
        feet.addWidget(button(_("Keep mine"), self._mine))
        self.body.addLayout(feet)
        self.hide()

    def show_both(self, differences: tuple[Difference, ...], now: Sheet) -> None:
        """Show what differs, question by question."""
        self._now = now
        clear_layout(self._lines)
        for one in differences:
            words = _("{label}: it is now “{theirs}”; you have “{mine}”.").format(
                label=one.label, theirs=one.theirs or _("empty"), mine=one.mine or _("empty")
            )
            self._lines.addWidget(label(words, wrap=True))
        self.show()

    def _mine(self) -> None:
        self.hide()
        self.mine_wanted.emit(self._now)

    def _theirs(self) -> None:
        self.hide()
        self.theirs_wanted.emit(self._now)
