"""A pack that is looked at: what it is, what it changes in words, the open cases, its worked cases."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.library_alerts import impact_card

if TYPE_CHECKING:
    from immdesk.office.pack_review import PackReview, ReviewLine
    from ui.parts.desk import Desk

MANY = 40
FEW = 4


def review_cards(
    desk: Desk, office: Any, who: QWidget, found: PackReview, buttons: Iterable[QPushButton]
) -> list[QWidget]:
    """Give the cards: the pack with its changes and the buttons that decide, then each concerned case."""
    rows = found.impact.rows
    whats = list(dict.fromkeys(row.what for row in rows))
    cards = [impact_card(desk, what, [row for row in rows if row.what == what]) for what in whats[:MANY]]
    return [_pack(desk, office, who, found, buttons), *cards]


def _pack(desk: Desk, office: Any, who: QWidget, found: PackReview, buttons: Iterable[QPushButton]) -> Card:
    card = Card(_("Look at this pack: {title}").format(title=told(found.title)))
    card.body.addWidget(label(_signed(found), wrap=True))
    card.body.addLayout(_proved(found))
    for problem in found.problems[:MANY]:
        card.body.addWidget(label(problem, wrap=True, level="bad"))
    if found.older and not found.problems:
        words = _("It is no newer than what is in use: an attorney must say so, with a reason.")
        card.body.addWidget(label(words, wrap=True, level="warn"))
    for one in found.lines[:MANY]:
        _line(card, one)
    if len(found.lines) > MANY:
        more = n_("and {n} more change", "and {n} more changes", len(found.lines) - MANY)
        card.body.addWidget(label(more, quiet=True))
    if not found.lines and not found.problems:
        card.body.addWidget(label(_("Nothing in it differs from what is in use."), wrap=True))
    across = QHBoxLayout()
    across.setSpacing(theme.S)
    if found.impact.rows:
        ask = partial(_ask_where, desk, office, who, found)
        across.addWidget(button(_("The list as a PDF…"), ask, picture="print"))
    across.addStretch(1)
    for one_button in buttons:
        across.addWidget(one_button)
    card.body.addLayout(across)
    return card


def _signed(found: PackReview) -> str:
    said = _("{name} {version}, edition {edition}, signed by {key}.").format(
        name=found.name, version=found.version, edition=on_screen(found.edition), key=found.signed_by
    )
    until = _("Good until {day}.").format(day=on_screen(found.valid_until)) if found.valid_until else ""
    takes = _("It replaces {version}.").format(version=found.replaces) if found.replaces else ""
    return " ".join(filter(None, (said, until, takes)))


def _proved(found: PackReview) -> QHBoxLayout:
    from immdesk.office.pack_review import cases_words

    line = QHBoxLayout()
    line.addWidget(badge(cases_words(found), "bad" if found.problems else "good"))
    line.addStretch(1)
    return line


def _line(card: Card, one: ReviewLine) -> None:
    from immdesk.office.pack_review import line_words

    card.body.addWidget(label(f"•  {line_words(one)}", wrap=True))
    for text in one.lines[:FEW]:
        row = QHBoxLayout()
        row.setContentsMargins(theme.L, 0, 0, 0)
        row.addWidget(label(text, wrap=True, quiet=True, small=True), 1)
        card.body.addLayout(row)
    if len(one.lines) > FEW:
        words = n_("and {n} more change", "and {n} more changes", len(one.lines) - FEW)
        row = QHBoxLayout()
        row.setContentsMargins(theme.L, 0, 0, 0)
        row.addWidget(label(words, quiet=True, small=True), 1)
        card.body.addLayout(row)


def _ask_where(desk: Desk, office: Any, who: QWidget, found: PackReview) -> None:
    from ui.screens.packet_build import PDF

    write = partial(_write, desk, office, who, found)
    desk.pick_save(_("The list as a PDF"), f"pack-{found.version}.pdf", PDF, write)


def _write(desk: Desk, office: Any, who: QWidget, found: PackReview, out: Path) -> None:
    from immdesk.office import impact

    told = _("The list is on disk.")
    desk.work.run(
        who, impact.write_impact, office, found.impact, out,
        done=lambda _none: desk.tell(told), failed=desk.problem, title=_("Writing the list"),
    )  # fmt: skip
