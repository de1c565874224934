"""Bands of days on the screen: drawn by the function that draws them on paper, in the colours of the look."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from immdesk.basics.bands import Ink, draw_bands, height_of, in_sentences
from immdesk.basics.calculation import BandKind, Chart
from ui import theme

_PATTERNS: dict[BandKind, Qt.BrushStyle] = {
    "away": Qt.BrushStyle.BDiagPattern,
    "gap": Qt.BrushStyle.DiagCrossPattern,
    "wait": Qt.BrushStyle.Dense6Pattern,
    "over": Qt.BrushStyle.FDiagPattern,
}


class Bands(QWidget):
    """One chart. A screen reader is told every band in words."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(". ".join(in_sentences(chart)))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As high as its rows need with the type of the desk."""
        letters = _letters(self).height()
        return QSize(int(30 * letters), int(height_of(self._chart, letters)) + 2)

    def minimumSizeHint(self) -> QSize:
        """Never less high; narrow it may be."""
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_bands(self._chart, ScreenPen(self, painter), float(self.width()))
        painter.end()


class ScreenMeasure:
    """Measures words as they are drawn on a widget."""

    def __init__(self, widget: QWidget) -> None:
        self._metrics = _letters(widget)

    def measure(self, words: str) -> float:
        """Give how wide some words are."""
        return self._metrics.horizontalAdvance(words)

    def letters(self) -> float:
        """Give how high a line of words is."""
        return self._metrics.height()


class ScreenPen(ScreenMeasure):
    """Draws on a widget in the colours of its look."""

    def __init__(self, widget: QWidget, painter: QPainter) -> None:
        super().__init__(widget)
        self._painter, self._look = painter, theme.look_of(widget)
        painter.setFont(theme.type_size(widget, 0))

    def box(self, left: float, top: float, wide: float, high: float, kind: BandKind) -> None:
        """Draw a band of a kind."""
        ground, ink = self._colours(kind)
        box = QRectF(left, top, wide, high)
        self._painter.setPen(QPen(QColor(ink), 1))
        self._painter.setBrush(QColor(ground))
        self._painter.drawRect(box)
        if kind in _PATTERNS:
            self._painter.fillRect(box, QBrush(theme.color(ink, 120), _PATTERNS[kind]))

    def shade(self, left: float, top: float, wide: float, high: float, part: float) -> None:
        """Draw a field whose ground is darker the nearer `part` is to 1."""
        self._painter.setPen(QPen(QColor(self._look.line), 1))
        self._painter.setBrush(theme.color(self._look.accent, int(110 * part)))
        self._painter.drawRect(QRectF(left, top, wide, high))

    def words(self, left: float, middle: float, words: str, ink: Ink, on: BandKind | None = None) -> None:
        """Write words whose line has its middle at `middle`."""
        if on in _PATTERNS:  # a clear ground under the letters
            self._painter.fillRect(
                QRectF(left - 2, middle - self.letters() / 2, self.measure(words) + 4, self.letters()),
                QColor(self._colours(on)[0]),
            )
        self._painter.setPen(QColor(self._ink(ink)))
        low = middle + (self._metrics.ascent() - self._metrics.descent()) / 2
        self._painter.drawText(QPointF(left, low), words)

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""
        self._painter.setPen(QPen(QColor(self._ink(ink)), 2 if ink == "today" else 1))
        self._painter.drawLine(QLineF(left, top, right, low))

    def _ink(self, ink: Ink) -> str:
        look = self._look
        return {"text": look.text, "quiet": look.quiet, "line": look.line, "today": look.accent}[ink]

    def _colours(self, kind: BandKind) -> tuple[str, str]:
        """Give the ground and the ink of a kind of band."""
        look = self._look
        return {
            "counted": (look.accent_soft, look.accent),
            "away": (look.good_soft, look.good),
            "other": (look.ground, look.edge),
            "gap": (look.warn_soft, look.warn),
            "wait": (look.card, look.edge),
            "window": (look.good_soft, look.good),
            "over": (look.bad_soft, look.bad),
            "mark": (look.text, look.text),
        }[kind]


def _letters(widget: QWidget) -> QFontMetricsF:
    return QFontMetricsF(theme.type_size(widget, 0))
