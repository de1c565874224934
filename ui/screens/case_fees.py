"""The fee sheet of a case on screen: each filing with its lines, why, and what must be known first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office import own_fees
from immdesk.office.fee_sheet import (
    CaseFees,
    FilingFees,
    PaidLine,
    free_words,
    head_of,
    line_words,
    total_of,
    total_words,
)
from ui import theme
from ui.parts.badges import badge
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.desk import Desk
from ui.parts.labels import label, title_label

AMOUNT_LETTERS = 10
_LEVEL = {"due": "accent", "ask": "warn", "not known": "warn", "waiver asked": "warn"}


def fees_card(fees: CaseFees, correct: Callable[[FilingFees, PaidLine], None]) -> Card:
    """Give the card of all filings; `correct` is called for a line whose amount the office knows better."""
    card = Card(_("Fees"), total_words(fees))
    for one in fees.filings:
        card.body.addLayout(_filing(one, correct))
    if fees.free:
        card.body.addWidget(label(free_words(fees), quiet=True, wrap=True))
    for words in fees.payment:
        card.body.addWidget(label(words, small=True, wrap=True))
    if not fees.filings:
        card.body.addWidget(label(_("Nothing in this packet costs a fee."), quiet=True, wrap=True))
    return card


def correct_a_fee(
    desk: Desk, office: Any, do: Callable[..., None], filing: FilingFees, line: PaidLine
) -> None:
    """Ask for the right amount and where it was seen; it counts from the filing's day on, for all cases."""
    own = [one for one in own_fees.own_fees(office) if one.item == line.item and one.since <= filing.on]
    if own:
        desk.ask(
            _("Count what the packs say again?"),
            line.signed,
            _("Take the correction back"),
            partial(do, _("Taking it back"), own_fees.take_fee_back, line.item, own[0].since),
        )
        return
    desk.ask_text(
        _("What does it cost since {day}?").format(day=on_screen(filing.on)),
        _("Dollars; it counts for all cases of the office from that day on"),
        _("Go on"),
        partial(_ask_source, desk, do, filing, line),
    )


def _ask_source(desk: Desk, do: Callable[..., None], filing: FilingFees, line: PaidLine, usd: str) -> None:
    desk.ask_text(
        _("Where this amount was seen"),
        _("Such as the agency's fee schedule and its day; your name and today are kept with it"),
        _("Correct the fee"),
        partial(do, _("Correcting a fee"), own_fees.correct_fee, line.item, usd, filing.on),
        long=True,
    )


def _filing(one: FilingFees, correct: Callable[[FilingFees, PaidLine], None]) -> QVBoxLayout:
    down = QVBoxLayout()
    down.setSpacing(theme.XS)
    head = QHBoxLayout()
    head.addWidget(title_label(head_of(one), 3, wrap=True), 1)
    head.addWidget(label(total_of(one)), 0, Qt.AlignmentFlag.AlignTop)
    down.addLayout(head)
    due = [line for line in one.lines if line.state != "not due"]
    for line in due:
        down.addLayout(_line(one, line, correct))
    idle = [line for line in one.lines if line.state == "not due"]
    for line in idle:
        words = _("Not due: {title}. {why}").format(title=line.title, why=line.why)
        down.addWidget(label(words, quiet=True, small=True, wrap=True))
    for words in one.taken:
        down.addWidget(label(words, quiet=True, small=True, wrap=True))
    return down


def _line(one: FilingFees, line: PaidLine, correct: Callable[[FilingFees, PaidLine], None]) -> QHBoxLayout:
    across = QHBoxLayout()
    across.setSpacing(theme.M)
    amount = label(line.shown or "–")
    amount.setMinimumWidth(AMOUNT_LETTERS * amount.fontMetrics().averageCharWidth())
    across.addWidget(amount, 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(0)
    down.addWidget(label(line.title, wrap=True))
    for words in line_words(line):
        level = "warn" if words == line.verify else ""
        down.addWidget(label(words, quiet=not level, level=level, small=True, wrap=True))
    down.addLayout(_feet(one, line, correct))
    across.addLayout(down, 1)
    return across


def _feet(one: FilingFees, line: PaidLine, correct: Callable[[FilingFees, PaidLine], None]) -> QHBoxLayout:
    """Give the state of a line and its action below its words, which keep the whole width."""
    feet = QHBoxLayout()
    feet.setSpacing(theme.S)
    feet.addWidget(badge(line.words, _LEVEL.get(line.state, "")))
    if line.item:
        name = _("Correct the amount: {title}, {form}").format(title=line.title, form=one.form)
        feet.addWidget(button(_("Correct…"), partial(correct, one, line), link=True, name=name))
    feet.addStretch(1)
    return feet
