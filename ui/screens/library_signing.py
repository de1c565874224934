"""A rule's sign-off in the Library: who answers for it and until when, and the button that asks."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office import firm, signing
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label

if TYPE_CHECKING:
    from immdesk.office.library_rules import RuleText
    from ui.parts.desk import Desk


def sign_card(desk: Desk, office: Any, who: QWidget, text: RuleText) -> Card:
    """Give the card that says whether an attorney has signed the rule off."""
    card = Card(_("Sign-off by an attorney"))
    nobody = _(
        "Nobody in the office has signed this rule off. Its dates say “verify” on screen and on paper."
    )
    good = text.signed_state == "good"
    card.body.addWidget(label(text.signed or nobody, wrap=True, level="good" if good else "warn"))
    across = QHBoxLayout()
    sign = _("Sign it off again…") if text.signed else _("An attorney signs it off…")
    across.addWidget(button(sign, partial(_ask_who, desk, office, who, text), picture="stamp"))
    if text.signed:
        take = partial(_do, desk, office, who, signing.take_back, text.id)
        across.addWidget(button(_("Take the sign-off back"), take, link=True))
    across.addStretch(1)
    card.body.addLayout(across)
    return card


def _ask_who(desk: Desk, office: Any, who: QWidget, text: RuleText) -> None:
    attorneys = firm.attorneys_here(office)
    desk.ask_choice(
        _("Who has read this rule and answers for it?"),
        _("Attorney"),
        attorneys,
        _("Go on"),
        partial(_ask_until, desk, office, who, text),
    )


def _ask_until(desk: Desk, office: Any, who: QWidget, text: RuleText, staff_id: str) -> None:
    desk.ask_text(
        _("Until when is it good?"),
        _("A day, such as “in 6 months”; it counts for all dates of this rule, until the rule changes"),
        _("Sign it off"),
        partial(_sign, desk, office, who, text, staff_id),
        text=signing.offered_until(office),
    )


def _sign(desk: Desk, office: Any, who: QWidget, text: RuleText, staff_id: str, typed: str) -> None:
    try:
        until: date = signing.read_until(office, typed)
    except Problem as problem:
        desk.problem(problem)
        return
    _do(desk, office, who, signing.sign_off, text.id, staff_id, until)


def _do(desk: Desk, office: Any, who: QWidget, function: Any, *args: Any) -> None:
    desk.work.run(
        who, function, office, *args, done=desk.changed, failed=desk.problem, title=_("Keeping the sign-off")
    )
