"""The first page of Intake: choose what to begin."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _
from immdesk.office import interviews
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.desk import Desk
from ui.parts.heading import Heading, page_layout
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label


class IntakeStart(QWidget):
    """One card a questionnaire, with what it is for, and a button to begin."""

    beginning = Signal(str)

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        layout = page_layout(self)
        layout.addWidget(
            Heading(
                _("New intake"),
                _("Ask once, file many times: each form, letter and date is made from these answers."),
            )
        )
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.L)
        layout.addLayout(self._cards)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the questionnaires that the office has."""
        clear_layout(self._cards)
        for place, (form, title) in enumerate(interviews.forms(self._office)):
            self._cards.addWidget(self._card(form, title, main=place == 0))

    def _card(self, form: str, title: str, *, main: bool) -> Card:
        card = Card()
        across = QHBoxLayout()
        across.setSpacing(theme.L)
        across.addWidget(icon_label("people", 32))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(title_label(title, 2))
        words.addWidget(
            label(
                _("Section by section, in any order. Leave it at any time; the draft waits on Today."),
                quiet=True,
                wrap=True,
            )
        )
        across.addLayout(words, 1)
        begin = button(
            _("Begin"),
            partial(self.beginning.emit, form),
            main=main,
            name=_("Begin {title}").format(title=title),
        )
        across.addWidget(begin)
        card.body.addLayout(across)
        return card
