"""What a visa bulletin would change, looked at before it is taken in: what is new, different, or odd."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office import bulletins
from ui import theme
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card, Page, clear_layout, fill, scroll_page
from ui.parts.labels import label
from ui.screens.bulletin_charts import chart_box, named_words

if TYPE_CHECKING:
    from immdesk.office.bulletins import Plan

_SHOWN = 40


class Review(QWidget):
    """Nothing is kept before "Take it in"; what is odd must be confirmed first."""

    def __init__(self, take: Callable[[dict[str, str]], None], leave: Callable[[], None]) -> None:
        super().__init__()
        self._take, self._leave = take, leave
        self._boxes: dict[str, QComboBox] = {}
        self._first: QWidget | None = None
        inner = Page()
        self._down = QVBoxLayout(inner)
        self._down.setContentsMargins(0, 0, theme.S, 0)
        self._down.setSpacing(theme.L)
        fill(self, scroll_page(inner))

    def put(self, plan: Plan) -> None:
        """Show what a bulletin would change."""
        clear_layout(self._down)
        self._boxes = {}
        card = Card(_("What would be taken in"))
        for words in bulletins.plan_words(plan):
            card.body.addWidget(label(words, wrap=True))
        for note in plan.notes:
            card.body.addWidget(Banner(note, "info"))
        self._down.addWidget(card)
        go = button(_("Take it in"), self._go, main=True, picture="check")
        if plan.doubts:
            self._down.addWidget(self._doubts(plan, go))
        if plan.asks_chart:
            self._down.addWidget(self._charts(plan))
        if plan.different:
            self._down.addWidget(_differences(plan))
        self._down.addLayout(self._feet(plan, go))
        self._down.addStretch(1)
        self._first = go

    def take_focus(self) -> None:
        """Put the cursor on what to do next."""
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _doubts(self, plan: Plan, go: QWidget) -> Card:
        card = Card(_("Look at this first"))
        for words in plan.doubts:
            card.body.addWidget(Banner(words, "warn"))
        seen = QCheckBox(_("I have looked at the page: it is right, take it in."))
        seen.toggled.connect(go.setEnabled)
        go.setEnabled(False)
        card.body.addWidget(seen)
        return card

    def _charts(self, plan: Plan) -> Card:
        month = bulletins.month_words(plan.months[-1])
        card = Card(_("Which chart did USCIS name for {month}?").format(month=month))
        words = _("It stands on the agency's page, not in the bulletin. Leave it open when it is not known.")
        card.body.addWidget(label(words, quiet=True, wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.M)
        grid.setColumnStretch(0, 1)
        for row, preference in enumerate(bulletins.PREFERENCES):
            name = label(named_words(preference), wrap=True)
            box = chart_box(named_words(preference), plan.named.get(preference, ""))
            name.setBuddy(box)
            self._boxes[preference] = box
            grid.addWidget(name, row, 0)
            grid.addWidget(box, row, 1)
        card.body.addLayout(grid)
        return card

    def _feet(self, plan: Plan, go: QWidget) -> QHBoxLayout:
        across = QHBoxLayout()
        across.setSpacing(theme.S)
        if plan.empty:
            words = _("Everything in it is here already; there is nothing to take in.")
            across.addWidget(label(words, wrap=True, quiet=True), 1)
        else:
            across.addStretch(1)
        across.addWidget(button(_("Leave it"), self._leave))
        across.addWidget(go)
        if plan.empty and not plan.asks_chart:
            go.setEnabled(False)
        return across

    def _go(self) -> None:
        self._take({preference: str(box.currentData()) for preference, box in self._boxes.items()})


def _differences(plan: Plan) -> Card:
    card = Card(_("Different from what is here"))
    for one in plan.different[:_SHOWN]:
        card.body.addWidget(label(bulletins.difference_words(one), wrap=True))
    more = len(plan.different) - _SHOWN
    if more > 0:
        card.body.addWidget(label(n_("and {n} more", "and {n} more", more), quiet=True))
    return card
