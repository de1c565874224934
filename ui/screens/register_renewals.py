"""The card of renewals: which case each marked line of the register would become, before any is opened."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, Page, scroll_page
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.expirations import ExpiryLine
    from immdesk.office.renewals import Renewal
    from immdesk.office.rows import Changed
    from ui.parts.desk import Desk

_LINES = 9


class RenewalsCard(Card):
    """Hidden until lines are shown; one button opens the cases, "Not now" hides the card again."""

    left = Signal()

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__(_("Renewals to start"), _("Undo takes back what is opened here, all at once."))
        self._office, self._desk = office, desk
        self._lines: Sequence[ExpiryLine] = ()
        self.hide()

    def propose(self, lines: Sequence[ExpiryLine]) -> None:
        """Show what would become of these lines."""
        from immdesk.office import renewals

        self._lines = lines
        self.clear()
        found = renewals.proposed(self._office, lines)
        count = sum(bool(one.intake) for one in found)
        if not count:
            self.body.addWidget(label(_("Of these lines none becomes a case:"), wrap=True))
        self.body.addWidget(self._listed(found))
        self._add_buttons(count)
        self.show()

    # -- private ------------------------------------------------------------------------------

    def _listed(self, found: Sequence[Renewal]) -> QScrollArea:
        page = Page()
        lines = QVBoxLayout(page)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.S)
        for one in sorted(found, key=lambda one: not one.intake):
            lines.addLayout(self._one(one))
        area = scroll_page(page)
        high = min(len(found), _LINES) * (area.fontMetrics().height() + theme.L) + theme.M
        area.setMinimumHeight(high)
        area.setMaximumHeight(high)
        return area

    def _one(self, one: Renewal) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.M)
        whose = f"{one.line.who} · {one.line.what}"
        across.addWidget(label(whose, wrap=True), 2)
        across.addWidget(label(one.title or one.why, wrap=True, quiet=not one.intake), 3)
        if one.open_id:
            open_it = button(_("Open it"), partial(self._desk.go, "case", one.open_id), link=True)
            open_it.setAccessibleName(_("Open case {number}").format(number=one.line.open_number))
            across.addWidget(open_it)
        return across

    def _add_buttons(self, count: int) -> None:
        feet = QHBoxLayout()
        feet.setSpacing(theme.S)
        if count:
            words = n_("Open {n} case", "Open {n} cases", count)
            self._main = button(words, self._open, main=True, picture="case")
            feet.addWidget(self._main)
            self._main.setFocus()
        feet.addWidget(button(_("Not now"), self._leave, link=True))
        feet.addStretch(1)
        self.body.addLayout(feet)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

    def _open(self) -> None:
        from immdesk.office import renewals

        self._main.setEnabled(False)
        work, start = self._desk.work, renewals.start
        work.run(self, start, self._office, self._lines, done=self._opened, failed=self._refused)

    def _refused(self, error: BaseException) -> None:
        self._desk.problem(error)
        self._leave()

    def _opened(self, made: tuple[tuple[str, ...], Changed]) -> None:
        from immdesk.office import renewals

        cases, changed = made
        self._leave()
        self._desk.changed(changed)
        self._desk.tell(renewals.opened_words(len(cases)))
