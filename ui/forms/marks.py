"""What a form paints itself: the mark in a field, the message beneath it, the buttons of a choice."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import theme
from ui.theme import Look

DOT = 16  # the height of a mark on a screen with type of ordinary size
SIDE = 14


def tick(box: QAbstractButton, on: bool) -> None:
    """Show a box as ticked or not without telling, as only a person's ticking is an answer."""
    before = box.blockSignals(True)
    box.setChecked(on)
    box.blockSignals(before)


def semibold(font: QFont) -> QFont:
    """Give a font half bold; the type that we ship is one variable file, so its axis is set as well."""
    made = QFont(font)
    made.setWeight(QFont.Weight.DemiBold)
    made.setVariableAxis(QFont.Tag("wght"), 600.0)
    return made


def level_color(look: Look, level: str) -> QColor:
    """Give the colour in which a level is written."""
    return QColor({"ok": look.good, "warn": look.warn, "bad": look.bad}.get(level, look.quiet))


def draw_mark(field: QWidget, level: str) -> None:
    """Draw ✓, ! or ✕ at the right end of a field, and its border in the colour of the level."""
    if not level:
        return
    painter = QPainter(field)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    shade = level_color(theme.look_of(field), level)
    if level != "ok" and not field.hasFocus():
        painter.setPen(QPen(shade, 1))
        edge = QRectF(field.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(edge, theme.RADIUS - 1, theme.RADIUS - 1)
    dot = max(DOT, field.fontMetrics().height() * 0.8)
    middle = QPointF(field.width() - dot / 2 - theme.S, field.height() / 2)
    draw_glyph(painter, middle, shade, level, theme.look_of(field), dot)
    painter.end()


def draw_glyph(
    painter: QPainter, middle: QPointF, shade: QColor, level: str, look: Look, dot: float = DOT
) -> None:
    """Draw a filled dot with the glyph of a level; shape and colour both tell."""
    painter.save()
    painter.translate(middle)
    painter.scale(dot / DOT, dot / DOT)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(shade)
    painter.drawEllipse(QPointF(0, 0), DOT / 2 - 0.5, DOT / 2 - 0.5)
    painter.setPen(
        QPen(
            QColor(look.card), 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        )
    )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if level == "ok":
        painter.drawPolyline(QPolygonF([QPointF(-3.2, 0.2), QPointF(-1, 2.6), QPointF(3.4, -2.6)]))
    elif level == "warn":
        painter.drawLine(QPointF(0, -3.6), QPointF(0, 0.8))
        painter.drawPoint(QPointF(0, 3.6))
    else:
        painter.drawLine(QPointF(-2.6, -2.6), QPointF(2.6, 2.6))
        painter.drawLine(QPointF(-2.6, 2.6), QPointF(2.6, -2.6))
    painter.restore()


class Message(QWidget):
    """The line beneath a field: a grey hint while typing, a word in amber or red when it is left.

    It keeps the height of one line when it is empty, so that the page does not jump under the hands.
    """

    def __init__(self, parent: QWidget, lowest: int = 0) -> None:
        super().__init__(parent)
        self._text, self._level = "", ""
        self._lowest = lowest
        self.setFont(theme.type_size(self, 0))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def say(self, text: str, level: str = "") -> None:
        """Show a text; "" empties the line."""
        if (text, level) == (self._text, self._level):
            return
        longer = text != self._text
        self._text, self._level = text, level
        self.setAccessibleName(text)
        if longer:
            self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Give the text that is shown."""
        return self._text

    def level(self) -> str:
        """Give the level in which it is shown."""
        return self._level

    def sizeHint(self) -> QSize:
        """Ask for one line; the page decides the width."""
        return QSize(80, self.heightForWidth(400))

    def minimumSizeHint(self) -> QSize:
        """Never be lower than one line."""
        return QSize(40, self._line())

    def hasHeightForWidth(self) -> bool:
        """Long messages wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of the wrapped text."""
        line = self._line()
        if not self._text:
            return line
        room = QRect(0, 0, max(width, 40), 10_000)
        flags = int(Qt.TextFlag.TextWordWrap)
        return max(line, self.fontMetrics().boundingRect(room, flags, self._text).height() + 2)

    def _line(self) -> int:
        return max(self.fontMetrics().lineSpacing() + 2, self._lowest)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Write the text in the colour of its level."""
        if not self._text:
            return
        painter = QPainter(self)
        painter.setPen(level_color(theme.look_of(self), "" if self._level == "ok" else self._level))
        flags = int(Qt.TextFlag.TextWordWrap) | int(Qt.AlignmentFlag.AlignTop)
        painter.drawText(self.rect(), flags, self._text)
        painter.end()


class Segment(QAbstractButton):
    """One option of a choice that lies open; painted, so that names with & stay plain text."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setCheckable(True)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        """Give the option in words."""
        return self._text

    def nextCheckState(self) -> None:
        """Leave the choice to the group: it alone knows what else was chosen."""

    def sizeHint(self) -> QSize:
        """Be as high as a line of text with air around it."""
        metrics = self.fontMetrics()
        return QSize(
            max(QFontMetrics(semibold(self.font())).horizontalAdvance(self._text) + 2 * SIDE, 56),
            metrics.height() + 2 * theme.S,
        )

    def minimumSizeHint(self) -> QSize:
        """Never clip the option."""
        return self.sizeHint()

    def enterEvent(self, event: object) -> None:
        """Light up under the pointer."""
        self.update()

    def leaveEvent(self, event: object) -> None:
        """Go back to rest."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button: chosen in the accent colour, with a ring when it has the keyboard."""
        look = theme.look_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        fill = look.accent_soft if chosen else look.hover if self.underMouse() else look.card
        edge = look.accent if chosen or self.hasFocus() else look.edge
        painter.setBrush(QColor(fill))
        painter.setPen(QPen(QColor(edge), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, theme.RADIUS, theme.RADIUS)
        painter.setPen(QColor(look.edge if not self.isEnabled() else look.accent if chosen else look.text))
        if chosen:
            painter.setFont(semibold(self.font()))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self._text)
        painter.end()
