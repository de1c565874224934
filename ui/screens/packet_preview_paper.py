"""One page on the screen as it will be on paper, as large as one likes."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from immdesk.basics.words import _
from ui import theme

LETTER = 11 / 8.5
EDGE = 12


class Paper(QWidget):
    """Draws the picture of a page with a hairline and a soft shadow."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._image: QImage | None = None
        self._words = ""
        self._size = QSize(600, round(600 * LETTER))

    def put(self, image: QImage | None, width: int, words: str = "") -> None:
        """Show a page `width` points wide; without a picture, words in its place."""
        self._image, self._words = image, words
        ratio = image.height() / max(image.width(), 1) if image is not None else LETTER
        self._size = QSize(width, round(width * ratio))
        self.setMinimumSize(self._size + QSize(2 * EDGE, 2 * EDGE))
        self.updateGeometry()
        self.update()

    def sheet(self) -> QRect:
        """Give where the page lies: in the middle of the room it has."""
        left = max((self.width() - self._size.width()) // 2, EDGE)
        return QRect(left, EDGE, self._size.width(), self._size.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the page."""
        look = theme.look_of(self)
        painter = QPainter(self)
        box = self.sheet()
        for step in (3, 2, 1):
            shade = QColor("#000000")
            shade.setAlpha(12)
            painter.fillRect(box.adjusted(-step, -step + 1, step, step + 1), shade)
        painter.fillRect(box, QColor("#ffffff"))
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, self._image)
        else:
            painter.setPen(QColor("#5a6775"))
            flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(box.adjusted(EDGE, EDGE, -EDGE, -EDGE), flags, self._words or "…")
        painter.setPen(QColor(look.line))
        painter.drawRect(box)
        self.draw_over(painter, box)
        painter.end()

    def draw_over(self, painter: QPainter, sheet: QRect) -> None:
        """Draw what lies over the page; a plain page has nothing."""


class PaperView(QScrollArea):
    """A page that scrolls; past its end the next page comes."""

    turning = Signal(int)  # +1 or -1
    resized = Signal()

    def __init__(self, paper: type[Paper] = Paper) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setAccessibleName(_("Page"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.paper = paper(self)
        self.setWidget(self.paper)

    def sizeHint(self) -> QSize:
        """Ask for little: it scrolls, and takes the room that is there."""
        return QSize(360, 200)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page with Page Down at its end and Page Up at its beginning."""
        bar = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() == bar.maximum():
            self.turning.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turning.emit(-1)
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn the page when the wheel goes on past an end."""
        bar, down = self.verticalScrollBar(), event.angleDelta().y() < 0
        if event.modifiers() == Qt.KeyboardModifier.NoModifier and event.angleDelta().y():
            if down and bar.value() == bar.maximum():
                self.turning.emit(1)
                return
            if not down and bar.value() == bar.minimum():
                self.turning.emit(-1)
                return
        super().wheelEvent(event)

    def resizeEvent(self, event: object) -> None:
        """Tell that a page fitted to the width has another width now."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.resized.emit()
