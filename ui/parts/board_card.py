"""One card of the board: drawn line by line, and said aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from immdesk.basics.words import _
from ui import theme
from ui.calendar import marks

if TYPE_CHECKING:
    from immdesk.office.board import Card, Column

LINES = 6
"""Client, number and responsible, how long, what to do next, the next date and what it is."""
_DATED = 4  # the line that begins with the mark of the date
_QUIET = (1, 2)
_COLORS = ("accent", "accent_soft", "card", "line", "quiet", "text")
_TICK = "✓"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CardPen:
    """What every card of one paint is drawn with, made once; `fitted` keeps texts as they were shortened."""

    def __init__(self, painter: QPainter, on: QWidget, fitted: dict[tuple[str, int, int, int], str]) -> None:
        self.painter, self.on, self.look = painter, on, theme.look_of(on)
        self.focused, self._fitted = on.hasFocus(), fitted
        self.fonts = (theme.type_size(on, 3), on.font())
        self.metrics = tuple(QFontMetrics(font) for font in self.fonts)
        self.high = on.fontMetrics().height()
        self.colors = {name: QColor(getattr(self.look, name)) for name in _COLORS}

    def card(self, box: QRect, card: Card, *, current: bool, marked: bool) -> None:
        """Draw a card; the current one has the accent, a marked one a tick too."""
        painter, chosen = self.painter, current or marked
        painter.setBrush(self.colors["accent_soft" if chosen else "card"])
        width = 2 if current and self.focused else 1
        painter.setPen(QPen(self.colors["accent" if chosen else "line"], width))
        painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        for place, words in enumerate(_lines(card, marked)):
            if words:
                self._line(box, place, words, card if place == _DATED else None)

    def _line(self, box: QRect, place: int, words: str, dated: Card | None) -> None:
        painter, which = self.painter, 0 if place == 0 else 1
        top, wide = box.top() + theme.S + place * self.high, box.width() - 2 * theme.S
        line = QRect(box.left() + theme.S, top, wide, self.high)
        if dated is not None and dated.next is not None:
            side = min(self.high - 4.0, 11.0)
            shape = QRectF(line.left(), line.top() + (self.high - side) / 2, side, side)
            marks.draw(painter, shape, marks.mark_of(dated.next))
            line.setLeft(line.left() + int(side) + theme.S)
        painter.setPen(self.colors["quiet" if place in _QUIET else "text"])
        painter.setFont(self.fonts[which])
        painter.drawText(line, _LEFT, self._fit(words, which, line.width()))

    def _fit(self, words: str, which: int, width: int) -> str:
        found = self._fitted.get((words, which, width, self.high))
        if found is None:
            found = self.metrics[which].elidedText(words, Qt.TextElideMode.ElideRight, width)
            self._fitted[words, which, width, self.high] = found
        return found


def spoken_card(one: Column, card: Card, marked: bool) -> str:
    """Give a card in words, with its stage."""
    mark = marks.mark_of(card.next).words if card.next else ""
    said = (
        card.title,
        card.number,
        _("restricted") if card.restricted else "",
        mark,
        *card.next_lines(),
        card.responsible,
        card.task.title if card.task else "",
        card.quiet_words(),
        one.title,
        _("marked") if marked else "",
    )
    return ", ".join(part for part in said if part)


def _lines(card: Card, marked: bool) -> tuple[str, ...]:
    close = _("restricted") if card.restricted else ""
    about = " · ".join(
        part for part in (_TICK if marked else "", card.number, close, card.responsible) if part
    )
    action = card.task.title if card.task else _("no task is open")
    return (card.title, about, card.age_line(), action, *card.next_lines())
