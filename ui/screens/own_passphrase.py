"""At the first time: a passphrase of one's own in the place of the one that somebody else chose."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import at_the_door
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in, grid_of, said_of_new
from ui.work import Work


class OwnPassphrase(QWidget):
    """Asks a new passphrase twice. `done` carries it, once it opens the office; `back` gives up."""

    done = Signal(str)
    back = Signal()

    def __init__(self, folder: Path, slot: str, first: str, work: Work) -> None:
        super().__init__()
        self._folder, self._slot, self._first, self._work = folder, slot, first, work
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.L)
        self._told = QVBoxLayout()
        layout.addLayout(self._told)
        card = Card(slot)
        words = _("Whoever let you in knows the first one. From now on only you know yours.")
        card.body.addWidget(label(words, wrap=True))
        grid = grid_of(card)
        self._new = field_in(grid, 0, _("New passphrase"), "", True)
        self._again = field_in(grid, 1, _("New passphrase again"), "", True)
        self._hint = label("", wrap=True, level="warn")
        card.body.addWidget(self._hint)
        self._open = button(_("Keep it and open the office"), self._keep, main=True, picture="lock")
        for field in (self._new, self._again):
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self._keep)
        card.body.addLayout(feet_of(button(_("Back"), self.back.emit), self._open))
        layout.addWidget(card)
        self._look()

    def focus_first(self) -> None:
        """Put the keyboard into the first field, once the page is shown."""
        self._new.setFocus()

    def _look(self) -> None:
        new, again = self._new.text(), self._again.text()
        words = said_of_new(new, again)
        if new == self._first:
            words = _("This is the first one: choose another.")
        self._hint.setText(words)
        self._open.setEnabled(bool(new.strip()) and new == again and new != self._first)

    def _keep(self) -> None:
        if not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        new = self._new.text()
        self._work.run_while_held(
            self,
            _keep_own,
            self._folder,
            self._slot,
            self._first,
            new,
            done=self.done.emit,
            failed=self._failed,
        )

    def _failed(self, error: BaseException) -> None:
        self._look()
        if not isinstance(error, Problem):
            raise error
        clear_layout(self._told)
        words = " ".join(filter(None, (error.happened, error.means, error.do)))
        self._told.addWidget(Banner(words, "bad"))


def _keep_own(folder: Path, slot: str, first: str, new: str) -> str:
    at_the_door.choose_own(folder, slot, first, new)
    return new
