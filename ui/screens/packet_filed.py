"""The packet as filed, on the Packet page: when, by what number, its checksums, what has changed since."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from immdesk.basics.words import _, n_
from immdesk.office.as_filed import FiledRow
from ui import theme
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.icons import icon_label
from ui.parts.labels import label

MOST = 12


def filed_card(row: FiledRow, save: Callable[[], None]) -> Card:
    """Give the card of a packet that was mailed."""
    copy = button(_("Save a copy as filed…"), save, link=True)
    card = Card(_("As filed"), action=copy)
    words = [_("Mailed {day}.").format(day=row.mailed_on)]
    if row.tracking:
        words.append(_("Tracking number {number}.").format(number=row.tracking))
    if row.approved_by:
        approved = _("Approved by {name}, {day}.").format(name=row.approved_by, day=row.approved_at)
        words.append(approved)
    card.body.addWidget(label(" ".join(words), wrap=True))
    pages = sum(one.pages for one in row.files)
    files = n_("{n} file", "{n} files", len(row.files))
    told = _("{files}, {pages}; SHA-256 {sum}").format(
        files=files, pages=n_("{n} page", "{n} pages", pages), sum=f"{row.sha256[:16]}…"
    )
    line = label(told, quiet=True, small=True, wrap=True)
    line.setToolTip(row.sha256)
    card.body.addWidget(line)
    _since(card, row.since)
    return card


def _since(card: Card, since: tuple[str, ...]) -> None:
    if not since:
        words = _("Nothing that was in it has changed since.")
        card.body.addWidget(label(words, level="good", wrap=True))
        return
    card.body.addWidget(label(_("Since filing:"), wrap=True))
    for text in since[:MOST]:
        line = QHBoxLayout()
        line.setSpacing(theme.S)
        line.addWidget(icon_label("warning", 16, theme.look_of().warn), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label(text, wrap=True), 1)
        card.body.addLayout(line)
    if len(since) > MOST:
        more = n_("and {n} more", "and {n} more", len(since) - MOST)
        card.body.addWidget(label(more, quiet=True, small=True))
