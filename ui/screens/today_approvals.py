"""Today's card of what waits for an attorney, and of what came back to who asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.words import _, n_
from ui.parts.banner import Banner
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.line import text_line

if TYPE_CHECKING:
    from ui.parts.desk import Desk

SHOWN = 5


def waiting_banner(office: Any, desk: Desk, case_id: str, about: tuple[str, ...]) -> Banner | None:
    """Give the line above a page of a case that something of it waits for an attorney; None for nothing."""
    from immdesk.office import approvals

    rows = [one for one in approvals.waiting(office) if one.case_id == case_id and one.kind in about]
    if not rows:
        return None
    words = n_("{n} thing here waits for an attorney.", "{n} things here wait for an attorney.", len(rows))
    return Banner(words, "info", _("See what waits"), partial(desk.go, "approvals"))


def approvals_card(office: Any, desk: Desk) -> Card | None:
    """Give the card, None when nothing waits and nothing came back."""
    from immdesk.office import approvals

    rows = approvals.for_today(office)
    if not rows:
        return None
    card = Card(_("Waiting for approval"), str(len(rows)))
    card.body.setSpacing(0)
    words = approvals.state_words()
    for row in rows[:SHOWN]:
        said = " · ".join(filter(None, (row.title, row.case)))
        level = "accent" if row.state == "waiting" else "warn"
        note = "" if row.state == "waiting" else words[row.state]
        line = text_line(row.what, said, partial(desk.go, "approvals"), note=note, level=level)
        card.body.addWidget(line)
    more = len(rows) - SHOWN
    all_of_them = n_("and {n} more", "and {n} more", more) if more > 0 else _("See what waits")
    card.body.addWidget(button(all_of_them, partial(desk.go, "approvals"), link=True))
    return card
