"""A research note as it is read: source, tags, text, the cases that use it, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label, title_label
from ui.parts.line import text_line

if TYPE_CHECKING:
    from immdesk.office.research import ResearchRow
    from ui.parts.desk import Desk


@dataclass(frozen=True)
class NoteDeeds:
    """What can be done with a note; `drop` gets the id of a case that uses it no longer."""

    correct: Callable[[], None]
    use: Callable[[], None]
    changed: Callable[[], None]
    holds: Callable[[], None]
    look: Callable[[], None]
    remove: Callable[[], None]
    drop: Callable[[str], None]


def note_card(desk: Desk, office: Any, row: ResearchRow, deeds: NoteDeeds) -> Card:
    """Give the card of a note; a rule is told by its title."""
    from immdesk.office.research import tag_words

    tags = tag_words(office, row)
    card = Card()
    card.setAccessibleName(row.title)
    card.body.addWidget(title_label(row.title, 2, wrap=True))
    if row.changed_on:
        words = _("Changed on {day}: {why}").format(day=on_screen(row.changed_on), why=row.changed_why)
        card.body.addWidget(label(words, wrap=True, level="warn"))
    if tags:
        line = QHBoxLayout()
        line.setSpacing(theme.XS)
        for tag in tags:
            line.addWidget(badge(tag, "accent"))
        line.addStretch(1)
        card.body.addLayout(line)
    card.body.addLayout(_about(row))
    if row.text:
        card.body.addWidget(label(row.text, wrap=True))
    _cases(desk, card, row, deeds)
    card.body.addLayout(_buttons(row, deeds))
    return card


def _about(row: ResearchRow) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    noted = " · ".join(filter(None, (on_screen(row.noted_on), row.by)))
    lines = [
        (_("Source"), row.source),
        (_("Link or citation"), row.link),
        (_("Day of the source"), on_screen(row.source_on) if row.source_on else ""),
        (_("Noted"), noted),
    ]
    for name, text in lines:
        if text:
            place = grid.rowCount()
            grid.addWidget(label(name, quiet=True), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(text, wrap=True), place, 1)
    return grid


def _cases(desk: Desk, card: Card, row: ResearchRow, deeds: NoteDeeds) -> None:
    for case_id, number, title in row.cases:
        line = QHBoxLayout()
        go = partial(desk.go, "case", f"{case_id}/notes")
        line.addWidget(text_line(f"{title}  {number}", _("uses this note"), go), 1)
        name = _("Use the note no longer in {number}").format(number=number)
        line.addWidget(button("", partial(deeds.drop, case_id), picture="close", link=True, name=name))
        card.body.addLayout(line)


def _buttons(row: ResearchRow, deeds: NoteDeeds) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    across.addWidget(button(_("Correct…"), deeds.correct, picture="edit"))
    across.addWidget(button(_("Use in a case…"), deeds.use, picture="attach"))
    if row.changed_on:
        across.addWidget(button(_("Whom it concerns"), deeds.look, picture="search"))
        across.addWidget(button(_("It holds again"), deeds.holds, link=True))
    else:
        across.addWidget(button(_("This changed…"), deeds.changed, picture="flag"))
    across.addStretch(1)
    across.addWidget(button(_("Remove…"), deeds.remove, link=True))
    return across
