"""When somebody leaves: their passphrase is ticked and taken away, and the office takes a new key."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout

from immdesk.basics import shown
from immdesk.basics.words import _
from immdesk.office import new_key
from immdesk.office.rows import Changed
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label


class Leaving(Card):
    """The passphrases of the office, each to be ticked; `done` is called when the new key counts."""

    def __init__(self, office: Any, desk: Desk, done: Callable[[], None]) -> None:
        super().__init__(_("When somebody leaves"))
        self._office, self._desk, self._then = office, desk, done
        self._ticks: dict[str, QCheckBox] = {}
        words = _(
            "Tick whose passphrase is to open nothing more. The office takes a new key with it: everybody "
            "else goes on with their own passphrase and notices nothing."
        )
        self.body.addWidget(label(words, wrap=True))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(theme.XS)
        self.body.addLayout(self._lines)
        for row in new_key.passphrases(office):
            self._add(row)
        for said in _what_it_does(office):
            self.body.addWidget(label(said, wrap=True, quiet=True))
        feet = QHBoxLayout()
        feet.addStretch(1)
        self._give = button(_("Give the office a new key…"), self._ask)
        feet.addWidget(self._give)
        self.body.addLayout(feet)

    def _add(self, row: new_key.PassphraseRow) -> None:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        tick = QCheckBox(row.name.replace("&", "&&"))
        tick.setAccessibleName(_("Take away the passphrase of {name}").format(name=row.name))
        tick.setEnabled(not row.mine)
        tick.toggled.connect(self._say)
        across.addWidget(tick)
        if row.mine:
            across.addWidget(label(_("your own, with which you came in"), quiet=True))
        elif not row.ready:
            words = _("has not come in since this version: no new key before they did, or are ticked")
            across.addWidget(label(words, wrap=True, level="warn"), 1)
        if row.mine or row.ready:
            across.addStretch(1)
        self._lines.addLayout(across)
        self._ticks[row.slot] = tick

    def _say(self, _on: bool) -> None:
        some = any(tick.isChecked() for tick in self._ticks.values())
        self._give.setText(_("Take away and give a new key…") if some else _("Give the office a new key…"))

    def _ask(self) -> None:
        gone = [slot for slot, tick in self._ticks.items() if tick.isChecked()]
        names = ", ".join(self._ticks[slot].text().replace("&&", "&") for slot in gone)
        title = _("Give the office a new key")
        if gone:
            title = _("Take away the passphrase of {names}, and give the office a new key").format(
                names=names
            )
        fields = (("passphrase", _("Your passphrase")),)
        self._desk.ask_secrets(
            title, fields, _("Give it"), lambda given: self._take(gone, given["passphrase"])
        )

    def _take(self, gone: list[str], passphrase: str) -> None:
        self._give.setEnabled(False)
        self._desk.work.run(
            self, new_key.take_for, self._office, gone, passphrase, done=self._taken, failed=self._failed
        )

    def _taken(self, changed: Changed) -> None:
        self._desk.changed(changed)
        self._then()

    def _failed(self, error: BaseException) -> None:
        self._give.setEnabled(True)
        self._desk.problem(error)


def _what_it_does(office: Any) -> list[str]:
    taken = new_key.keys_taken(office)
    said = [
        _(
            "What it stops: whoever kept the old key, a passphrase or a recovery sheet reads nothing that is "
            "written from now on: no changes, scans, backups or copies."
        ),
        _(
            "What it does not stop: what they copied until today stays readable to them. Have their right to "
            "the shared folder or the server taken away first; a recovery sheet is printed anew after it."
        ),
    ]
    if taken.number:
        day = shown.on_screen(date.fromisoformat(taken.on))
        said.insert(0, _("The office took its newest key on {day}.").format(day=day))
    return said
