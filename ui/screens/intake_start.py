"""The first page of Intake: choose what to begin, or go on with a draft."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office import questionnaires, today
from immdesk.office.rows import DraftRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card, clear_layout
from ui.parts.desk import Desk
from ui.parts.finder import Finder
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
        self._find = Finder(_("Find a questionnaire"), _("Find a questionnaire: I-90, student, H-1B …"))
        self._find.finding.connect(self._show_fitting)
        self._find.leaving.connect(self._to_the_first)
        layout.addWidget(self._find)
        self._none = label(_("No questionnaire has these words."), quiet=True, wrap=True)
        layout.addWidget(self._none)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(theme.L)
        layout.addLayout(self._cards)
        self._headings: list[tuple[QLabel, list[tuple[Card, str]]]] = []
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show the questionnaires that the office has, and the drafts."""
        self.clear()
        drafts = today.drafts_of(self._office)
        if drafts:
            self._cards.addWidget(title_label(_("Drafts that wait"), 2))
        for draft in drafts:
            self._cards.addWidget(self._draft(draft))
        for group in questionnaires.form_groups(self._office):
            heading = title_label(group.title, 2)
            self._cards.addWidget(heading)
            self._headings.append((heading, [self._offered(group.title, *one) for one in group.forms]))
        self._show_fitting("")

    def clear(self) -> None:
        """Take the cards away: a page that is not shown must not make the screen as high as itself."""
        clear_layout(self._cards)
        self._headings = []

    def _offered(self, group: str, form: str, title: str, about: str) -> tuple[Card, str]:
        words = about or _("Section by section, in any order. Leave it at any time; the draft waits here.")
        name = _("Begin {title}").format(title=title)
        begin = button(_("Begin"), partial(self.beginning.emit, form), name=name)
        card = _card("people", title, words, begin)
        self._cards.addWidget(card)
        return card, " ".join((group, form, title, about)).replace("(", " ").replace(")", " ")

    def _show_fitting(self, _words: str) -> None:
        """Show the questionnaires that have the words of the finder; a heading without any goes too."""
        some = False
        for heading, offered in self._headings:
            fitting = [self._find.fits(text) for _card, text in offered]
            for (card, _text), fits in zip(offered, fitting, strict=True):
                card.setVisible(fits)
            heading.setVisible(any(fitting) and bool(heading.text()))
            some = some or any(fitting)
        self._none.setVisible(not some)

    def _to_the_first(self) -> None:
        for _heading, offered in self._headings:
            for card, _text in offered:
                if card.isVisible():
                    card.findChildren(QPushButton)[0].setFocus()
                    return

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
