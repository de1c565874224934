"""The way back in when the passphrase is forgotten: the code of the recovery sheet, then a new passphrase."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import keys
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.labels import label
from ui.screens.passphrase import feet_of, field_in, grid_of, said_of_new
from ui.work import Work


class Forgotten(QWidget):
    """Asks the code, then a new passphrase twice. `done` carries the new passphrase, `back` gives up."""

    done = Signal(str)
    back = Signal()

    def __init__(self, folder: Path, work: Work) -> None:
        super().__init__()
        self._folder, self._work = folder, work
        self._code = ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.L)
        self._told, self._body = QVBoxLayout(), QVBoxLayout()
        layout.addLayout(self._told)
        layout.addLayout(self._body)
        self._ask_code()

    def focus_first(self) -> None:
        """Put the keyboard into the first field, once the page is shown."""
        self._field.setFocus()

    def _ask_code(self) -> None:
        card = Card(_("The recovery sheet"))
        words = _("Type the six groups of your printed recovery sheet. Blanks and capitals do not matter.")
        card.body.addWidget(label(words, wrap=True))
        self._field = field_in(grid_of(card), 0, _("Code"), self._code, False)
        self._field.returnPressed.connect(self._check)
        back = button(_("Back"), self.back.emit)
        card.body.addLayout(feet_of(back, button(_("Check the code"), self._check, main=True)))
        self._show(card)

    def _check(self) -> None:
        self._code = self._field.text()
        try:
            keys.check_code(self._folder, self._code)
        except Problem as problem:
            self._say(problem)
            return
        self._ask_new()

    def _ask_new(self) -> None:
        card = Card(_("A new passphrase"))
        words = _("The code is right. Choose a new passphrase; the forgotten one will not open the office.")
        card.body.addWidget(label(words, wrap=True))
        grid = grid_of(card)
        self._field = field_in(grid, 0, _("New passphrase"), "", True)
        self._again = field_in(grid, 1, _("New passphrase again"), "", True)
        self._hint = label("", wrap=True, level="warn")
        card.body.addWidget(self._hint)
        self._open = button(_("Open the office"), self._set, main=True, picture="lock")
        for field in (self._field, self._again):
            field.textChanged.connect(self._look)
            field.returnPressed.connect(self._set)
        card.body.addLayout(feet_of(button(_("Back"), self.back.emit), self._open))
        self._show(card)
        self._look()

    def _look(self) -> None:
        new, again = self._field.text(), self._again.text()
        self._hint.setText(said_of_new(new, again))
        self._open.setEnabled(bool(new.strip()) and new == again)

    def _set(self) -> None:
        if not self._open.isEnabled():
            return
        self._open.setEnabled(False)
        new = self._field.text()
        self._work.run_while_held(
            self, _set_and_say, self._folder, self._code, new, done=self.done.emit, failed=self._failed
        )

    def _failed(self, error: BaseException) -> None:
        self._look()
        if not isinstance(error, Problem):
            raise error
        self._say(error)

    def _say(self, problem: Problem) -> None:
        clear_layout(self._told)
        words = " ".join(filter(None, (problem.happened, problem.means, problem.do)))
        self._told.addWidget(Banner(words, "bad"))

    def _show(self, card: Card) -> None:
        clear_layout(self._told)
        clear_layout(self._body)
        self._body.addWidget(card)
        if self.isVisible():
            card.show()
            self._field.setFocus()


def _set_and_say(folder: Path, code: str, new: str) -> str:
    keys.set_passphrase(folder, code, new)
    return new
