"""The card that asks who one is and for the passphrase; on the start screen, also whether to ask again."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from immdesk.basics.words import _
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.work import Work


class PassphraseCard(Card):
    """`given` carries the passphrase, and whether this computer shall remember; `forgotten` asks for help.

    With a `folder` where more than one person comes in by name, it asks who one is; `slot` says who.
    """

    given = Signal(str, bool)
    forgotten = Signal()

    def __init__(
        self, act: str, other: QWidget, work: Work | None = None, folder: Path | None = None, slot: str = ""
    ) -> None:
        super().__init__()
        grid = grid_of(self)
        self.who = _who_field(grid, folder, slot) if folder is not None else None
        self.field = field_in(grid, 1, _("Passphrase"), "", True)
        self.field.returnPressed.connect(self._send)
        self._remember = QCheckBox(_("Open on this computer without asking"))
        self._remember.setAccessibleName(self._remember.text())
        self._why = label("", wrap=True, quiet=True)
        if work is not None:
            self._offer(work)
        forgotten = button(_("Forgot the passphrase?"), self.forgotten.emit, link=True)
        self._send_button = button(act, self._send, main=True, picture="lock")
        self.body.addLayout(feet_of(other, forgotten, self._send_button))

    def slot(self) -> str:
        """Give whose passphrase is typed, "" where nobody is asked for."""
        return str(self.who.currentData()) if self.who is not None else ""

    def set_busy(self, busy: bool) -> None:
        """Grey the button while a passphrase is tried."""
        self._send_button.setEnabled(not busy)

    def _offer(self, work: Work) -> None:
        """Offer to remember, grey until the computer's keyring has been looked at."""
        from immdesk.office import keys

        self._remember.setEnabled(False)
        self.body.addWidget(self._remember)
        self.body.addWidget(self._why)
        self._why.hide()
        work.run_pure(self, keys.why_not_remembered, done=self._show_why)

    def _show_why(self, why: str) -> None:
        self._remember.setEnabled(not why)
        self._remember.setAccessibleDescription(why)
        self._why.setText(why)
        self._why.setVisible(bool(why))

    def _send(self) -> None:
        if self.field.text() and self._send_button.isEnabled():
            self.given.emit(self.field.text(), self._remember.isEnabled() and self._remember.isChecked())


def _who_field(grid: QGridLayout, folder: Path, slot: str) -> QComboBox | None:
    """Put the names of those who come in into a row of the grid, the last one on this computer chosen."""
    from immdesk.basics.problems import Problem
    from immdesk.office import at_the_door

    try:
        found = at_the_door.names(folder)
    except Problem:
        return None
    if len(found) < 2:
        return None
    field = QComboBox()
    for one in found:
        field.addItem(one.name, one.slot)
    field.setCurrentIndex(max(0, field.findData(slot or at_the_door.last_in(folder))))
    name = label(_("Who are you?"))
    name.setBuddy(field)
    field.setAccessibleName(name.text())
    grid.addWidget(name, 0, 0)
    grid.addWidget(field, 0, 1)
    return field


def grid_of(card: Card) -> QGridLayout:
    """Give a grid of names and fields at the card's end."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.M)
    grid.setVerticalSpacing(theme.S)
    grid.setColumnStretch(1, 1)
    card.body.addLayout(grid)
    return grid


def field_in(grid: QGridLayout, row: int, words: str, text: str, secret: bool) -> QLineEdit:
    """Put a named field into a row of the grid; a secret one shows dots."""
    field, name = QLineEdit(text), label(words)
    field.setAccessibleName(words)
    name.setBuddy(field)
    if secret:
        field.setEchoMode(QLineEdit.EchoMode.Password)
    grid.addWidget(name, row, 0)
    grid.addWidget(field, row, 1)
    return field


def feet_of(*buttons: QWidget) -> QHBoxLayout:
    """Give buttons in a row at the right."""
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    across.addStretch(1)
    for one in buttons:
        across.addWidget(one)
    return across


def said_of_new(passphrase: str, again: str) -> str:
    """Give what to say of a new passphrase typed twice; empty when it may be taken without a word."""
    if again and again != passphrase:
        return _("The two passphrases differ.")
    if passphrase and len(passphrase) < 12:
        return _("Short: four or more unrelated words are easier to remember and much harder to guess.")
    return ""
