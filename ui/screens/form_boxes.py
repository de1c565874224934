"""The boxes of a form over its page: each with its colour, its sign and what the desk writes into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from immdesk.basics.words import _
from ui import theme
from ui.calendar.speech import moved, speak_for
from ui.screens.packet_preview_paper import Paper, PaperView

if TYPE_CHECKING:
    from immdesk.office.form_sheet import PageSize, SheetBox

SIGNS = {
    "mapped": "✓", "excused": "–", "confirm": "?", "unmapped": "!",
    "record": "✓", "hand": "✎", "changed": "↻", "empty": "○",
}  # fmt: skip
_HATCHED = {
    "excused": Qt.BrushStyle.BDiagPattern,
    "unmapped": Qt.BrushStyle.FDiagPattern,
    "changed": Qt.BrushStyle.Dense6Pattern,
}
_LEVELS = {
    "mapped": "good", "confirm": "warn", "unmapped": "bad",
    "record": "", "hand": "warn", "changed": "accent",
}  # fmt: skip


def state_words(state: str) -> str:
    """Give the state of a box in words."""
    return {
        "mapped": _("mapped"),
        "excused": _("stays empty"),
        "confirm": _("to be confirmed"),
        "unmapped": _("not mapped"),
        "record": _("as the record says"),
        "hand": _("written by hand"),
        "changed": _("changed since it was printed"),
        "empty": _("empty"),
    }[state]


def state_level(state: str) -> str:
    """Give the level with which the words of a state are drawn."""
    return _LEVELS.get(state, "")


def state_color(state: str, look: theme.Look) -> str:
    """Give the colour of a state; it never stands alone, the sign says the same."""
    levels = {"good": look.good, "warn": look.warn, "bad": look.bad, "accent": look.accent}
    return levels.get(state_level(state), look.quiet)


def spoken(box: SheetBox) -> str:
    """Give what a screen reader says of a box."""
    return ". ".join(filter(None, (box.asks, box.place, state_words(box.state), box.said)))


class BoxPaper(Paper):
    """A page with its boxes. The paper is white in every look, and so are the colours over it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._boxes: Sequence[SheetBox] = ()
        self._sheet: PageSize | None = None
        self._now = ""
        self.named = True
        self.setMouseTracking(True)

    def show_boxes(self, boxes: Sequence[SheetBox], page: PageSize | None) -> None:
        """Draw these boxes over the page."""
        self._boxes, self._sheet = boxes, page
        self.update()

    def mark(self, name: str) -> None:
        """Frame the box that is looked at."""
        self._now = name
        self.update()

    def place_of(self, box: SheetBox) -> QRect:
        """Give where a box lies in this widget."""
        return self._rect(box, self.sheet()).toAlignedRect()

    def at(self, spot: QPoint) -> SheetBox | None:
        """Give the box under a point."""
        found = [one for one in self._boxes if self.place_of(one).adjusted(-2, -2, 2, 2).contains(spot)]
        return min(found, key=lambda one: _area(one.rect), default=None)

    def draw_over(self, painter: QPainter, sheet: QRect) -> None:
        """Draw the boxes of the page."""
        small = theme.type_size(self, 0)
        for one in self._boxes:
            draw_box(painter, self._rect(one, sheet), one, small, self.named)
        now = next((one for one in self._boxes if one.name == self._now), None)
        if now is not None:
            painter.setPen(QPen(QColor(theme.LIGHT.accent), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self._rect(now, sheet).adjusted(-4, -4, 4, 4), 3, 3)

    def _rect(self, box: SheetBox, sheet: QRect) -> QRectF:
        if self._sheet is None:
            return QRectF()
        across, down = sheet.width() / self._sheet.width, sheet.height() / self._sheet.height
        left, low, right, high = box.rect
        return QRectF(
            sheet.left() + left * across,
            sheet.top() + (self._sheet.height - high) * down,
            (right - left) * across,
            (high - low) * down,
        )


def draw_box(painter: QPainter, rect: QRectF, box: SheetBox, small: QFont, named: bool) -> None:
    """Draw one box: its ground by state, its sign, and in a wide one its word."""
    look = theme.LIGHT
    colour = theme.color(state_color(box.state, look))
    ground = QColor(colour)
    ground.setAlpha(16 if box.state in ("record", "empty") else 54)
    painter.fillRect(rect, QBrush(ground, _HATCHED.get(box.state, Qt.BrushStyle.SolidPattern)))
    dashed = Qt.PenStyle.DashLine if box.open else Qt.PenStyle.SolidLine
    painter.setPen(QPen(colour, 1, dashed))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    font = QFont(small)
    font.setPixelSize(max(7, min(round(rect.height() * 0.72), 13)))
    painter.setFont(font)
    if not named:
        _draw_mark(painter, rect, box.state, font)
        return
    words = SIGNS[box.state]
    if rect.width() > 42:
        words = f"{words} {box.said or box.asks}"
    room = rect.adjusted(2, 0, -2, 0)
    said = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, max(int(room.width()), 8))
    painter.setPen(QColor(look.text))
    middle = Qt.AlignmentFlag.AlignVCenter
    side = Qt.AlignmentFlag.AlignLeft if rect.width() > 42 else Qt.AlignmentFlag.AlignHCenter
    painter.drawText(room, int(middle | side), said)


def _draw_mark(painter: QPainter, rect: QRectF, state: str, font: QFont) -> None:
    """Draw the sign of what is out of the ordinary beside its box, so that it hides no value."""
    if state not in ("hand", "changed"):
        return
    font.setPixelSize(15)
    painter.setFont(font)
    painter.setPen(QColor(state_color(state, theme.LIGHT)))
    spot = QRectF(rect.left() - 18, rect.top(), 16, rect.height())
    painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), SIGNS[state])


def _area(rect: tuple[float, float, float, float]) -> float:
    return (rect[2] - rect[0]) * (rect[3] - rect[1])


class BoxView(PaperView):
    """The page that scrolls. Tab goes from box to box in the order of the paper, and past the last one on."""

    chosen = Signal(str)
    asked = Signal(str)  # a letter of the keyboard: what to do with the box

    def __init__(self) -> None:
        super().__init__(BoxPaper)
        self.setAccessibleName(_("Boxes of the page"))
        self._all: Sequence[SheetBox] = ()
        self._now = -1
        speak_for(self)

    def show_boxes(self, boxes: Sequence[SheetBox], page: int, size: PageSize | None) -> None:
        """Take all boxes of the form, and draw those of a page (from 1)."""
        self._all = boxes
        self.over().show_boxes([one for one in boxes if one.page == page], size)

    def over(self) -> BoxPaper:
        """Give the paper itself."""
        assert isinstance(self.paper, BoxPaper)
        return self.paper

    def mark(self, name: str) -> None:
        """Frame a box and bring it into view."""
        self._now = next((at for at, one in enumerate(self._all) if one.name == name), -1)
        self.over().mark(name)
        if self._now >= 0:
            spot = self.over().place_of(self._all[self._now]).center()
            self.ensureVisible(spot.x(), spot.y(), 90, 140)
            self.setAccessibleDescription(spoken(self._all[self._now]))
            moved(self)

    def spoken_title(self) -> str:
        """Give the name of the list of boxes."""
        return _("Boxes of the form")

    def spoken_item(self, place: int) -> tuple[str, QRect]:
        """Give the words of a box and where it is drawn."""
        if not 0 <= place < len(self._all):
            return "", QRect()
        drawn = self.over().place_of(self._all[place])
        drawn.moveTopLeft(self.over().mapTo(self.viewport(), drawn.topLeft()))
        return spoken(self._all[place]), drawn

    def spoken_count(self) -> int:
        """Give how many boxes there are."""
        return len(self._all)

    def spoken_now(self) -> int:
        """Give which box is looked at."""
        return max(self._now, 0)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go to the next box with Tab, to the one before with Shift+Tab; past an end, leave the page."""
        to = self._now + (1 if forward else -1)
        if 0 <= to < len(self._all):
            self.chosen.emit(self._all[to].name)
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a letter says with the box: Enter confirms; C, E, N and P as the buttons say."""
        keys = {
            Qt.Key.Key_Return: "confirm", Qt.Key.Key_Enter: "confirm", Qt.Key.Key_C: "change",
            Qt.Key.Key_E: "excuse", Qt.Key.Key_N: "next", Qt.Key.Key_P: "previous",
            Qt.Key.Key_Escape: "side",
        }  # fmt: skip
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if plain and event.key() in keys:
            self.asked.emit(keys[Qt.Key(event.key())])
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Look at the box that is clicked."""
        found = self.over().at(self.over().mapFrom(self, event.position().toPoint()))
        if found is not None:
            self.setFocus()
            self.chosen.emit(found.name)
        else:
            super().mousePressEvent(event)
