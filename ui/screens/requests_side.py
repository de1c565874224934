"""Beside the requests: by when, what to look at before it is mailed, and the case as filed against now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.card import Card
from ui.parts.icons import icon_label
from ui.parts.labels import label, title_label
from ui.parts.line import soon_level, soon_words
from ui.parts.pairs import pairs

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from immdesk.office.request_rows import RequestsPage, ResponseCheck
    from immdesk.office.request_sheets import SinceFiled

MOST = 12


def due_card(page: RequestsPage, action: QWidget) -> Card:
    """Give the card of the day: the law's day with its arithmetic, the printed one, and when to send."""
    card, due, head = Card(_("Due"), action=action), page.due, page.head
    if due is None or due.on is None:
        words = _("It cannot be worked out yet: correct the notice's date, its days and how it was served.")
        card.body.addWidget(label(words, wrap=True, level="warn"))
        return card
    line = QHBoxLayout()
    line.setSpacing(theme.M)
    line.addWidget(title_label(on_screen(due.on), 2))
    line.addWidget(label(soon_words(due), level=soon_level(due)), 0, Qt.AlignmentFlag.AlignBottom)
    line.addStretch(1)
    card.body.addLayout(line)
    card.body.addLayout(
        pairs(
            (
                (_("Dated"), " · ".join(filter(None, (head.dated, head.served)))),
                (_("Days it gives"), head.days),
                (_("Printed on the notice"), head.printed or _("no day printed")),
                (_("Send by"), on_screen(due.send_by) if due.send_by else ""),
            )
        )
    )
    for one in due.explanation:
        words = " · ".join(filter(None, (one.value, one.step, one.reason, one.authority)))
        card.body.addWidget(label(words, quiet=True, small=True, wrap=True))
    if due.verify:
        card.body.addWidget(label(due.verify, level="warn", small=True, wrap=True))
    return card


def checks_card(checks: tuple[ResponseCheck, ...]) -> Card:
    """Give the card of what is to be looked at before the response is mailed."""
    card = Card(_("Before it is mailed"))
    look = theme.look_of()
    pictures = {"stop": ("warning", look.bad), "warn": ("warning", look.warn), "good": ("check", look.good)}
    for one in checks:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        name, colour = pictures[one.level]
        line.addWidget(icon_label(name, 16, colour), 0, Qt.AlignmentFlag.AlignTop)
        cite = f"({one.cite})" if one.cite else ""
        words = " ".join(filter(None, (one.message, one.do, cite)))
        line.addWidget(label(words, wrap=True, level="bad" if one.level == "stop" else ""), 1)
        card.body.addLayout(line)
    return card


def since_card(since: SinceFiled) -> Card:
    """Give the card of what is otherwise in the case than when it was filed."""
    card = Card(_("As filed, and now"))
    if not since.mailed_on:
        words = _("No packet of this case was kept as filed, so that nothing can be compared.")
        card.body.addWidget(label(words, quiet=True, wrap=True))
        return card
    card.body.addWidget(label(_("Filed {day}.").format(day=since.mailed_on), wrap=True))
    for text in since.lines[:MOST]:
        card.body.addWidget(label(text, wrap=True, level="warn"))
    if not since.lines:
        words = _("Nothing that was in it has changed since.")
        card.body.addWidget(label(words, level="good", wrap=True))
    if len(since.lines) > MOST:
        more = n_("and {n} more", "and {n} more", len(since.lines) - MOST)
        words = _("The printed sheet has all of them.")
        card.body.addWidget(label(f"{more}. {words}", quiet=True, wrap=True))
    return card
