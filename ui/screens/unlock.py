"""The page of a locked desk: nothing of the office is to be seen, only the question for its passphrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout, fill, scroll_page
from ui.parts.heading import Heading, page_layout
from ui.parts.labels import label
from ui.screens.forgotten import Forgotten
from ui.screens.passphrase import PassphraseCard
from ui.work import Work


class Unlock(QWidget):
    """Asks for the passphrase. `unlocked` comes when the office is open again."""

    unlocked = Signal()

    def __init__(
        self,
        office: Any,
        work: Work,
        leave: Callable[[], None],
        somebody_else: Callable[[], None] | None = None,
    ) -> None:
        super().__init__()
        self._office, self._work, self._leave, self._other = office, work, leave, somebody_else
        inner = QWidget()
        layout = page_layout(inner)
        self._heading = Heading(_("Locked"), _("Finishing what is under way, then the office is closed."))
        self._told, self._body = QVBoxLayout(), QVBoxLayout()
        layout.addWidget(self._heading)
        layout.addLayout(self._told)
        layout.addLayout(self._body)
        layout.addStretch(1)
        fill(self, scroll_page(inner))

    def ready(self) -> None:
        """The store is closed: ask for the passphrase."""
        self._heading.set_words(_("Everything is kept. Type the passphrase to go on where you were."))
        clear_layout(self._body)
        clear_layout(self._told)
        name = _name_of(self._office)
        if name:
            self._heading.set_title(_("Locked by {name}").format(name=name))
        self._card = PassphraseCard(_("Unlock"), button(_("Close this office"), self._leave))
        self._card.given.connect(self._try)
        self._card.forgotten.connect(self._forgotten)
        self._body.addWidget(self._card)
        if name and self._other is not None:
            self._body.addWidget(self._somebody_else(self._other))
        self._card.show()
        self._card.field.setFocus()

    def _somebody_else(self, other: Callable[[], None]) -> Card:
        card, across = Card(), QHBoxLayout()
        words = _(
            "What was typed here and not kept is let go when somebody else comes in; intakes begun are kept."
        )
        across.addWidget(label(words, wrap=True, quiet=True), 1)
        across.addWidget(button(_("Somebody else…"), other, picture="people"))
        card.body.addLayout(across)
        return card

    def _forgotten(self) -> None:
        clear_layout(self._body)
        clear_layout(self._told)
        page = Forgotten(self._office.folder, self._work)
        page.back.connect(self.ready)
        page.done.connect(self._after_recovery)
        self._body.addWidget(page)
        page.show()
        page.focus_first()

    def _after_recovery(self, passphrase: str) -> None:
        if self._other is not None and _name_of(self._office):
            self._other()  # the code is nobody's: who it was says so at the door
            return
        self.ready()
        self._try(passphrase, False)

    def _try(self, passphrase: str, _remember: bool) -> None:
        self._card.set_busy(True)
        self._work.run_while_held(
            self, self._office.unlock, passphrase, done=self._opened, failed=self._failed
        )

    def _opened(self, _nothing: object) -> None:
        self.unlocked.emit()

    def _failed(self, error: BaseException) -> None:
        self._card.set_busy(False)
        if not isinstance(error, Problem):
            raise error
        clear_layout(self._told)
        words = " ".join(filter(None, (error.happened, error.means, error.do)))
        self._told.addWidget(Banner(words, "bad"))
        self._card.field.setFocus()
        self._card.field.selectAll()


def _name_of(office: Any) -> str:
    """Give the name of whoever locked the desk, where more than one person comes in; else ""."""
    from immdesk.office import at_the_door

    try:
        found = at_the_door.names(office.folder)
    except Problem:
        return ""
    return next((one.name for one in found if one.slot == office.slot), "") if len(found) > 1 else ""
