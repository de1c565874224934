"""How the parts of a packet, its gaps and what must be looked at stand on a screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from immdesk.basics.words import _, n_
from immdesk.office.rows import PacketPage, PartRow, PreflightRow
from ui import theme
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


def preflight_card(page: PacketPage) -> Card:
    """Give what must be looked at before printing, what stops the packet first."""
    order = ("stop", "warn", "note")
    card = Card(_("Before printing"))
    for row in sorted(page.preflight, key=lambda one: order.index(one.severity)):
        card.body.addWidget(_finding(row))
    if not page.preflight:
        card.body.addLayout(_fine(_("Nothing was found that keeps this packet from being printed.")))
    return card


def signatures_card(page: PacketPage) -> Card:
    """Give who signs where; the boxes stay empty."""
    card = Card(_("To be signed by hand"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.L)
    grid.setVerticalSpacing(theme.XS)
    grid.setColumnStretch(1, 1)
    before = ""
    for row, (signer, where) in enumerate(page.signatures):
        name = label(signer if signer != before else "", wrap=True)
        name.setAlignment(Qt.AlignmentFlag.AlignTop)
        grid.addWidget(name, row, 0)
        grid.addWidget(label(where, quiet=True, wrap=True), row, 1)
        before = signer
    card.body.addLayout(grid)
    return card


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


def _finding(row: PreflightRow) -> QWidget:
    look = theme.look_of()
    picture, shade, words = {
        "stop": ("warning", look.bad, _("stops the packet")),
        "warn": ("warning", look.warn, _("look at this")),
        "note": ("info", look.accent, _("note")),
    }[row.severity]
    made = QWidget()
    line = QHBoxLayout(made)
    line.setContentsMargins(0, 2, 0, 2)
    line.setSpacing(theme.M)
    line.addWidget(icon_label(picture, 18, shade), 0, Qt.AlignmentFlag.AlignTop)
    down = QVBoxLayout()
    down.setSpacing(2)
    said = label(f"{row.where}: {row.message}" if row.where else row.message, wrap=True)
    said.setAccessibleName(f"{words}: {said.text()}")
    down.addWidget(said)
    if row.do:
        down.addWidget(label(row.do, quiet=True, small=True, wrap=True))
    line.addLayout(down, 1)
    return made


def _fine(words: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme.M)
    line.addWidget(icon_label("check", 18, theme.look_of().good), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(words, wrap=True), 1)
    return line
