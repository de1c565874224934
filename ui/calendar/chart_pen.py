"""The pen of timelines, lifelines and years: the same lines on the screen, on a printer and in a PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from ui import theme
from ui.calendar import marks

if TYPE_CHECKING:
    from immdesk.basics.marks import Mark
    from immdesk.basics.timeline import BandKind
    from immdesk.basics.timeline_drawn import Ink, Shade

# Okabe–Ito, and for each kind a pattern that tells it without colour
_BANDS: dict[str, tuple[str, Qt.BrushStyle]] = {
    "window": ("#009E73", Qt.BrushStyle.NoBrush),
    "grace": ("#E69F00", Qt.BrushStyle.BDiagPattern),
    "status": ("#0072B2", Qt.BrushStyle.NoBrush),
    "document": ("#CC79A7", Qt.BrushStyle.Dense7Pattern),
    "petition": ("#56B4E9", Qt.BrushStyle.HorPattern),
    "trip": ("#B8A800", Qt.BrushStyle.VerPattern),
    "gap": ("#D55E00", Qt.BrushStyle.DiagCrossPattern),
    "overlap": ("#D55E00", Qt.BrushStyle.FDiagPattern),
}
_HEAT = {"heat1": 36, "heat2": 80, "heat3": 130, "heat4": 190}
_MOST = 8000


@dataclass
class Known:
    """What a pen need not work out twice: cut words by their room, widths, and pictures of marks."""

    words: dict[tuple[str, int], str] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)
    pictures: dict[tuple[str, str, int, float, bool], QPixmap] = field(default_factory=dict)


class ChartPen:
    """Draws with a painter in the colours of a look. `drawn` marks on paper, as lines, never as pictures."""

    def __init__(
        self, painter: QPainter, look: theme.Look, font: QFont, known: Known, on_paper: bool = False
    ) -> None:
        self._painter, self._look, self._known, self._on_paper = painter, look, known, on_paper
        self._font, self._strong = font, QFont(font)
        self._strong.setWeight(QFont.Weight.DemiBold)
        self._strong.setVariableAxis(QFont.Tag("wght"), 600.0)
        painter.setFont(font)
        # on paper letters are measured in the dots that the page is scaled to
        self._metrics = QFontMetricsF(font) if on_paper else QFontMetricsF(font, painter.device())
        self._high = self._metrics.height()
        self._base = (self._metrics.ascent() - self._metrics.descent()) / 2
        self._inks = {
            "text": QPen(QColor(look.text)),
            "quiet": QPen(QColor(look.quiet)),
            "line": QPen(QColor(look.line), 1),
            "today": QPen(QColor(look.accent), 2),
            "bad": QPen(QColor(look.bad)),
        }

    def letters(self) -> float:
        """Give how high a line of words is."""
        return self._high

    def measure(self, words: str) -> float:
        """Give how wide some words are."""
        widths = self._known.widths
        if words not in widths:
            if len(widths) > _MOST:
                widths.clear()
            widths[words] = self._metrics.horizontalAdvance(words)
        return widths[words]

    def fitted(self, words: str, room: float) -> str:
        """Give the words, cut with "…" where they are wider than `room`."""
        if self.measure(words) <= room:
            return words
        key, known = (words, int(room) // 4), self._known.words
        if key not in known:
            if len(known) > _MOST:
                known.clear()
            known[key] = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, key[1] * 4.0)
        return known[key]

    def fill(self, left: float, top: float, wide: float, high: float, shade: Shade) -> None:
        """Fill an area."""
        look = self._look
        if shade in _HEAT:
            colour = theme.color(look.accent, _HEAT[shade])
        elif shade == "weekend":
            colour = theme.color(look.ground, 140)
        else:
            colour = QColor({"ground": look.ground, "card": look.card, "chosen": look.accent_soft}[shade])
        self._painter.fillRect(QRectF(left, top, wide, high), colour)

    def frame(self, left: float, top: float, wide: float, high: float, strong: bool) -> None:
        """Draw a frame around what is chosen; `strong` while the keys go there."""
        painter = self._painter
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._look.accent), 2 if strong else 1))
        painter.drawRoundedRect(QRectF(left, top, wide, high), 4, 4)

    def band(self, left: float, top: float, wide: float, high: float, kind: BandKind, waits: bool) -> None:
        """Draw a stretch of days, with the ground and the pattern that tell its kind without colour."""
        painter, box = self._painter, QRectF(left, top, wide, high)
        code, pattern = _BANDS[kind]
        painter.fillRect(box, theme.color(code, 70 if self._look.dark else 52))
        if pattern != Qt.BrushStyle.NoBrush:
            painter.fillRect(box, QBrush(theme.color(code, 150), pattern))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        edge = Qt.PenStyle.DashLine if waits else Qt.PenStyle.SolidLine
        painter.setPen(QPen(QColor(code), 1, edge))
        painter.drawRect(box)

    def mark(self, left: float, middle: float, size: float, mark: Mark, waits: bool) -> None:
        """Draw a mark around `left`; one that waits has a dashed ring."""
        if self._on_paper:
            self._draw_mark(self._painter, QPointF(left, middle), size, mark, waits)
            return
        dense = self._painter.device().devicePixelRatioF()
        key = (mark.shape, mark.color, int(size), dense, waits)
        if key not in self._known.pictures:
            self._known.pictures[key] = self._picture(size, mark, waits, dense)
        half = self._known.pictures[key].deviceIndependentSize().width() / 2
        self._painter.drawPixmap(QPointF(left - half, middle - half), self._known.pictures[key])

    def words(self, left: float, middle: float, words: str, ink: Ink, strong: bool = False) -> None:
        """Write words whose line has its middle at `middle`."""
        painter = self._painter
        if strong:
            painter.setFont(self._strong)
        painter.setPen(self._inks[ink])
        painter.drawText(QPointF(left, middle + self._base), words)
        if strong:
            painter.setFont(self._font)

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""
        self._painter.setPen(self._inks[ink])
        self._painter.drawLine(QLineF(left, top, right, low))

    def clip(self, left: float, top: float, wide: float, high: float) -> None:
        """Draw only inside, until `unclip`."""
        self._painter.save()
        self._painter.setClipRect(QRectF(left, top, wide, high), Qt.ClipOperation.IntersectClip)

    def unclip(self) -> None:
        """Draw everywhere again."""
        self._painter.restore()

    def _picture(self, size: float, mark: Mark, waits: bool, dense: float) -> QPixmap:
        side = int(size * 1.7) + 2
        made = QPixmap(int(side * dense), int(side * dense))
        made.setDevicePixelRatio(dense)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self._draw_mark(painter, QPointF(side / 2, side / 2), size, mark, waits)
        painter.end()
        return made

    def _draw_mark(self, painter: QPainter, middle: QPointF, size: float, mark: Mark, waits: bool) -> None:
        small = size * (0.62 if waits else 0.9)
        box = QRectF(middle.x() - small / 2, middle.y() - small / 2, small, small)
        marks.draw(painter, box, mark)
        if waits:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(mark.color), 1, Qt.PenStyle.DotLine))
            painter.drawEllipse(middle, size * 0.62, size * 0.62)
            painter.restore()
