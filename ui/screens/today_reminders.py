"""Today's reminders: what stands before its date, what has passed, and whom one covers for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.words import _, n_
from ui import theme
from ui.parts.ask_date import ask_later, ask_what_happened
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.parts.line import date_line
from ui.screens.whereabouts import covered_card

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow
    from ui.parts.desk import Desk
from ui.screens.date_places import place_of

SHOWN = 8


def reminders_card(office: Any, desk: Desk) -> Card | None:
    """Give the card of the reminders that stand now; None when there is none."""
    from immdesk.office import reminders

    found = [one for one in reminders.due(office, passed=False) if one.ahead]
    if not found:
        return None
    card = Card(_("Reminders"), str(len(found)))
    card.body.setSpacing(0)
    for one in found[:SHOWN]:
        name = _("Later: {title}").format(title=one.row.title)
        later = button(_("Later…"), partial(ask_later, office, desk, one.row), link=True, name=name)
        card.body.addLayout(_line(desk, one.row, later))
        if one.own:
            card.body.addWidget(label(one.words, small=True, level="warn", wrap=True))
    if len(found) > SHOWN:
        more = n_("and {n} more", "and {n} more", len(found) - SHOWN)
        card.body.addWidget(label(more, quiet=True))
    return card


def passed_line(office: Any, desk: Desk, row: DateRow) -> QHBoxLayout:
    """Give the line of a date that has passed: it stays until somebody says what happened."""
    name = _("What happened: {title}").format(title=row.title)
    asked = partial(ask_what_happened, office, desk, row)
    return _line(desk, row, button(_("What happened…"), asked, link=True, name=name))


def covered_cards(office: Any, desk: Desk) -> list[Card]:
    """Give the cards of those for whom whoever sits here covers; of everybody away when nobody says who."""
    from immdesk.office import whereabouts

    told = whereabouts.covered(office, desk.settings.get("me"))
    return [covered_card(one, desk) for one in told]


def _line(desk: Desk, row: DateRow, act: Any) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.XS)
    across.addWidget(date_line(row, partial(desk.go, *place_of(row))), 1)
    across.addWidget(act)
    return across
