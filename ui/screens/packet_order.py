"""What goes into a packet, in its order: lines are dragged, or moved with Alt and an arrow key."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout

from immdesk.basics.words import _, n_
from immdesk.office.rows import PacketPage, PartRow
from ui import theme
from ui.forms.lines import ID, LineList, ListLine
from ui.parts.buttons import button
from ui.parts.card import Card
from ui.parts.labels import label
from ui.screens.packet_parts import kind_words

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class PartList(LineList):
    """The parts of a packet. `arranged` tells the keys of all of them, in the order that was made."""

    arranged = Signal(list)

    def __init__(self) -> None:
        super().__init__(_("What goes in"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_parts(self, parts: tuple[PartRow, ...], chosen: str) -> None:
        """Fill the list, as high as its lines."""
        self.put([_line(one) for one in parts], chosen)
        for row, part in enumerate(parts):
            self.item(row).setToolTip(part.title)
        self._fit()

    def keys(self) -> list[str]:
        """Give the keys of the parts as they stand."""
        return [str(self.item(row).data(ID)) for row in range(self.count())]

    def shift(self, by: int) -> None:
        """Move the chosen part up or down by one and tell it."""
        row = self.currentRow()
        if row < 0 or not 0 <= row + by < self.count():
            return
        item = self.takeItem(row)
        self.insertItem(row + by, item)
        self.setCurrentRow(row + by)
        self.arranged.emit(self.keys())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the chosen part, or choose another."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.shift(step)
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Put the part that was dragged at its new place and tell it."""
        before = self.keys()
        super().dropEvent(event)
        if self.keys() != before:
            self.arranged.emit(self.keys())

    def changeEvent(self, event: QEvent) -> None:
        """Keep its height when the type changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        high = sum(self.sizeHintForRow(row) for row in range(self.count()))
        self.setFixedHeight(high + 2 * self.frameWidth() + 2)


def order_card(page: PacketPage, parts: PartList, back: Callable[[], None]) -> Card:
    """Give the card of the parts in their order, and how it is changed; `back` asks for the plan's own."""
    pages = sum(part.pages for part in page.parts)
    card = Card(_("What goes in"), n_("about {n} page", "about {n} pages", pages) if pages else "")
    if not page.parts:
        card.body.addWidget(label(_("Nothing yet."), quiet=True))
        parts.hide()
        return card
    card.body.addWidget(parts)
    words = _("Drag a line, or move it with Alt and an arrow key. Exhibits are lettered in this order.")
    card.body.addWidget(label(words, quiet=True, small=True, wrap=True))
    row = QHBoxLayout()
    row.setSpacing(theme.S)
    row.addWidget(button(_("Move up"), lambda: parts.shift(-1)))
    row.addWidget(button(_("Move down"), lambda: parts.shift(1)))
    row.addStretch(1)
    if page.reordered:
        row.addWidget(button(_("Back to the order of the plan"), back, link=True))
    card.body.addLayout(row)
    return card


def _line(part: PartRow) -> ListLine:
    head, comma, rest = part.title.partition(", ") if part.kind == "form" else (part.title, "", "")
    name, colon, who = rest.partition(": ")
    title = f"{head} – {who}" if comma and colon else head
    pages = n_("{n} page", "{n} pages", part.pages) if part.pages else ""
    kind = "" if name else kind_words(part.kind)
    kind = "" if kind.casefold() == part.title.casefold() else kind
    below = " · ".join(filter(None, (part.note, name, kind))) or _("made by the desk")
    return ListLine(part.key, title, below, part.letter, pages)
