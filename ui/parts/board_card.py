"""One card of the board: drawn line by line, and said aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
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
_TICK = "✓"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def draw_card(painter: QPainter, on: QWidget, box: QRect, card: Card, *, current: bool, marked: bool) -> None:
    """Draw a card; the current one has the accent, a marked one a tick too."""
    look = theme.look_of(on)
    chosen = current or marked
    painter.setBrush(QColor(look.accent_soft if chosen else look.card))
    painter.setPen(QPen(QColor(look.accent if chosen else look.line), 2 if current and on.hasFocus() else 1))
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
    for place, words in enumerate(_lines(card, marked)):
        painter.setPen(QColor(look.quiet if place in _QUIET else look.text))
        painter.setFont(theme.type_size(on, 3) if place == 0 else on.font())
        _draw_line(painter, on, box, place, words, card if place == _DATED else None)


def spoken_card(one: Column, card: Card, marked: bool) -> str:
    """Give a card in words, with its stage."""
    mark = marks.mark_of(card.next).words if card.next else ""
    said = (
        card.title,
        card.number,
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
    about = " · ".join(part for part in (_TICK if marked else "", card.number, card.responsible) if part)
    action = card.task.title if card.task else _("no task is open")
    return card.title, about, card.age_line(), action, *card.next_lines()


def _draw_line(
    painter: QPainter, on: QWidget, box: QRect, place: int, words: str, dated: Card | None
) -> None:
    high = on.fontMetrics().height()
    line = QRect(box.left() + theme.S, box.top() + theme.S + place * high, box.width() - 2 * theme.S, high)
    if dated is not None and dated.next is not None:
        side = min(high - 4.0, 11.0)
        shape = QRectF(line.left(), line.top() + (high - side) / 2, side, side)
        marks.draw(painter, shape, marks.mark_of(dated.next))
        line.setLeft(line.left() + int(side) + theme.S)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
    painter.drawText(line, _LEFT, shown)
