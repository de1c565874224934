"""The first page of Intake: choose what to begin, or go on with a draft."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import interviews, today
from immdesk.office.rows import DraftRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.desk import Desk
from ui.parts.heading import Heading, page_layout
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label
from ui.screens.case_page_time import on_the_wall


class IntakeStart(QWidget):
    """One card a questionnaire, with what it is for, and one a draft that waits."""

    beginning = Signal(str)

    def __init__(self, office: Any, desk: Desk) -> None:
        super().__init__()
        self._office, self._desk = office, desk
        layout = page_layout(self)
        words = _("Ask once, file many times: each form, letter and date is made from these answers.")
        layout.addWidget(Heading(_("New intake"), words))
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.L)
        layout.addLayout(self._cards)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the questionnaires that the office has, and the drafts."""
        clear_layout(self._cards)
        for place, (form, title) in enumerate(interviews.forms(self._office)):
            words = _("Section by section, in any order. Leave it at any time; the draft waits here.")
            name = _("Begin {title}").format(title=title)
            begin = button(_("Begin"), partial(self.beginning.emit, form), main=place == 0, name=name)
            self._cards.addWidget(_card("people", title, words, begin))
        drafts = today.drafts_of(self._office)
        if drafts:
            self._cards.addWidget(title_label(_("Drafts that wait"), 2))
        for draft in drafts:
            self._cards.addWidget(self._draft(draft))

    def _draft(self, draft: DraftRow) -> Card:
        about = draft.about or draft.title
        answers = n_("{n} answer", "{n} answers", draft.answered)
        at = on_the_wall(self._office, draft.saved_at)
        saved = _("saved {day}, {time}").format(day=on_screen(at.date()), time=f"{at:%H:%M}")
        name = _("Go on with {about}").format(about=about)
        resume = button(_("Go on"), partial(self._desk.go, "intake", draft.id), name=name)
        return _card("edit", about, f"{draft.title} · {answers} · {saved}", resume)


def _card(picture: str, title: str, below: str, action: QPushButton) -> Card:
    card = Card()
    card.setAccessibleName(title)
    across = QHBoxLayout()
    across.setSpacing(theme.L)
    across.addWidget(icon_label(picture, 32))
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(title_label(title, 2, wrap=True))
    words.addWidget(label(below, quiet=True, wrap=True))
    across.addLayout(words, 1)
    across.addWidget(action)
    card.body.addLayout(across)
    return card
