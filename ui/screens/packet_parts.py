"""How the parts of a packet, its gaps and what must be looked at stand on a screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office.rows import PacketPage, PartRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.icons import icon_label
from ui.parts.labels import label

PICTURES = {
    "cover letter": "note",
    "contents": "list",
    "form": "form",
    "exhibit sheet": "document",
    "evidence": "attach",
    "gap": "warning",
}


def kind_words(kind: str) -> str:
    """Give the kind of a part in words."""
    return {
        "cover letter": _("cover letter"),
        "contents": _("contents"),
        "form": _("form"),
        "exhibit sheet": _("exhibit sheet"),
        "evidence": _("evidence"),
        "gap": _("gap"),
        "fees": _("for the office only"),
        "still needed": _("for the office only"),
    }.get(kind, kind)


def parts_card(page: PacketPage) -> Card:
    """Give the parts in their order, with the gaps among them."""
    pages = sum(part.pages for part in page.parts)
    card = Card(_("What goes in"), n_("about {n} page", "about {n} pages", pages) if pages else "")
    card.body.setSpacing(theme.XS)
    for part in page.parts:
        card.body.addWidget(_part(part))
    if not page.parts:
        card.body.addWidget(label(_("Nothing yet."), quiet=True))
    return card


def gaps_card(page: PacketPage) -> Card:
    """Give what the case needs and the desk cannot make; each stands in the packet as a named page."""
    card = Card(_("What is still missing"))
    look = theme.look_of()
    for gap in page.gaps:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(icon_label("warning", 16, look.warn), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(gap, wrap=True), 1)
        card.body.addLayout(line)
    card.body.addWidget(
        label(
            _("A draft names them on a sheet for the office; what is approved is what is mailed."),
            quiet=True,
            small=True,
            wrap=True,
        )
    )
    return card


def signatures_card(page: PacketPage, then: Callable[[], None]) -> Card:
    """Give who signs where and how each signature stands; `then` opens the signatures of the case."""
    more = button(_("Signatures…"), then, link=True)
    card = Card(_("To be signed by hand"), action=more)
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    before = ""
    states = page.signature_states or ("to sign",) * len(page.signatures)
    for row, ((signer, where), state) in enumerate(zip(page.signatures, states, strict=True)):
        name = label(signer if signer != before else "", wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, row, 0)
        grid.addWidget(label(where, quiet=True, wrap=True), row, 1)
        words, level = state_words(state)
        grid.addWidget(label(words, small=True, level=level), row, 2, Qt.AlignmentFlag.AlignTop)
        before = signer
    card.body.addLayout(grid)
    return card


def state_words(state: str) -> tuple[str, str]:
    """Give how a signature stands in words, and the level of its label."""
    return {
        "to sign": (_("to sign"), ""),
        "printed": (_("printed"), "accent"),
        "came back": (_("came back"), "warn"),
        "matched": (_("signed"), "good"),
        "refused": (_("refused"), "bad"),
    }.get(state, (state, ""))


def _part(part: PartRow) -> QWidget:
    look = theme.look_of()
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(theme.M)
    gap = part.kind == "gap"
    picture = icon_label(PICTURES.get(part.kind, "document"), 18, look.warn if gap else look.accent)
    line.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(0)
    down.addWidget(label(part.title, wrap=True))
    kind = kind_words(part.kind)
    words = " · ".join(filter(None, ("" if kind.casefold() == part.title.casefold() else kind, part.note)))
    if words:
        down.addWidget(label(words, quiet=not gap, level="warn" if gap else "", small=True, wrap=True))
    line.addLayout(down, 1)
    if part.pages:
        line.addWidget(label(n_("{n} page", "{n} pages", part.pages), quiet=True, small=True))
    return made
