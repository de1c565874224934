"""What nobody has said yet: each question with the dates that its answer settles, and the way to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from immdesk.basics.words import _, n_
from immdesk.office.rows import UnknownRow
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label
from ui.parts.line import text_line

MANY = 6


def unknowns_card(rows: tuple[UnknownRow, ...], answer: Callable[[UnknownRow], None]) -> Card:
    """Give the card with the questions that settle most; each opens where it is asked."""
    settled = len({title for row in rows for title in row.dates})
    note = n_("answers would settle {n} date", "answers would settle {n} dates", settled)
    card = Card(_("What nobody has said yet"), note)
    for row in rows[:MANY]:
        head = " · ".join(filter(None, (row.label, row.who)))
        words = ", ".join(row.dates)
        count = n_("{n} date", "{n} dates", len(row.dates))
        card.body.addWidget(text_line(head, words, partial(answer, row), note=count))
    if len(rows) > MANY:
        left = n_("and {n} more question", "and {n} more questions", len(rows) - MANY)
        card.body.addWidget(label(left, quiet=True))
    return card


def open_question(desk: Desk, office: Any, case_id: str, row: UnknownRow) -> None:
    """Open the questionnaire at this question, or the sheet of the record that holds it."""
    if row.where == "intake":
        desk.go("intake", f"case:{case_id}#{row.path}@{row.who}")
    elif row.where in ("filing", "notice"):
        from ui.screens.case_event import open_event

        open_event(desk, office, row.where, case_id, row.record_id)
    else:
        desk.go("case", f"{case_id}/{'evidence' if row.where == 'document' else 'facts'}")
