"""The pen of timelines and years on paper: draws into a PDF what the window draws on the screen."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics

from immdesk.basics.marks import FILLED, STROKES, Mark
from immdesk.basics.timeline import BandKind
from immdesk.basics.timeline_drawn import Ink, Shade
from immdesk.packets.fonts import runs

_INKS: dict[Ink, str] = {
    "text": "#1b2733", "quiet": "#5a6775", "line": "#d5dadf", "today": "#0b6391", "bad": "#b3261e",
}  # fmt: skip
_SHADES: dict[Shade, str] = {
    "ground": "#f5f6f8", "card": "#ffffff", "chosen": "#ffffff", "weekend": "#f3f4f6",
    "heat1": "#dde9f0", "heat2": "#b1ced9", "heat3": "#85b1c8", "heat4": "#5293b3",
}  # fmt: skip
_BANDS: dict[BandKind, str] = {
    "window": "#009E73", "grace": "#E69F00", "status": "#0072B2", "document": "#CC79A7",
    "petition": "#56B4E9", "trip": "#B8A800", "gap": "#D55E00", "overlap": "#D55E00",
}  # fmt: skip
_HATCHES: dict[BandKind, tuple[str, float]] = {
    "grace": ("/", 4.0), "document": (".", 3.0), "petition": ("-", 3.0), "trip": ("|", 3.0),
    "gap": ("x", 4.0), "overlap": ("\\", 4.0),
}  # fmt: skip
_LETTERS = 10.5
_SIZE = 7.6


class PaperPen:
    """Draws on a PDF page below `top`, right of `left`. Patterns tell the bands apart without colour."""

    def __init__(self, canvas: Any, left: float, top: float) -> None:
        self._canvas, self._left, self._top = canvas, left, top
        self._widths: dict[str, float] = {}

    def letters(self) -> float:
        """Give how high a line of words is."""
        return _LETTERS

    def measure(self, words: str) -> float:
        """Give how wide some words are."""
        if words not in self._widths:
            wide = sum(pdfmetrics.stringWidth(run.text, run.font, _SIZE) for run in runs(words))
            self._widths[words] = wide
        return self._widths[words]

    def fitted(self, words: str, room: float) -> str:
        """Give the words, cut with "…" where they are wider than `room`."""
        wide = self.measure(words)
        if wide <= room:
            return words
        cut = words[: max(0, int(len(words) * room / wide))]
        while cut and self.measure(cut + "…") > room:
            cut = cut[:-1]
        return cut + "…"

    def fill(self, left: float, top: float, wide: float, high: float, shade: Shade) -> None:
        """Fill an area."""
        self._canvas.setFillColor(HexColor(_SHADES[shade]))
        self._box(left, top, wide, high, fill=1, stroke=0)

    def frame(self, left: float, top: float, wide: float, high: float, strong: bool) -> None:
        """Nothing is chosen on paper."""

    def band(self, left: float, top: float, wide: float, high: float, kind: BandKind, waits: bool) -> None:
        """Draw a stretch of days, with the ground and the pattern that tell its kind without colour."""
        canvas, code = self._canvas, HexColor(_BANDS[kind])
        canvas.saveState()
        canvas.setFillColor(_lighter(code))
        canvas.setStrokeColor(code)
        canvas.setLineWidth(0.6)
        if waits:
            canvas.setDash(2, 1.5)
        self._box(left, top, wide, high, fill=1, stroke=1)
        canvas.setDash()
        if kind in _HATCHES:
            self._hatch(left, top, wide, high, *_HATCHES[kind])
        canvas.restoreState()

    def mark(self, left: float, middle: float, size: float, mark: Mark, waits: bool) -> None:
        """Draw a mark around `left`; one that waits has a dashed ring."""
        canvas, half = self._canvas, size * (0.3 if waits else 0.42)
        x, y = self._left + left, self._top - middle
        canvas.setFillColor(HexColor(mark.color))
        canvas.setStrokeColor(HexColor(mark.color))
        if mark.shape in FILLED:
            path = canvas.beginPath()
            for place, (across, down) in enumerate(FILLED[mark.shape]):
                (path.lineTo if place else path.moveTo)(x + across * half, y - down * half)
            path.close()
            canvas.drawPath(path, fill=1, stroke=0)
        elif mark.shape == "circle":
            canvas.circle(x, y, half * 0.8, fill=1, stroke=0)
        else:
            canvas.setLineWidth(max(0.9, half * 0.34))
            for (a, b), (c, d) in STROKES[mark.shape]:
                canvas.line(x + a * half * 0.8, y - b * half * 0.8, x + c * half * 0.8, y - d * half * 0.8)
        if waits:
            canvas.setLineWidth(0.5)
            canvas.setDash(1.2, 1.2)
            canvas.circle(x, y, size * 0.58, fill=0, stroke=1)
            canvas.setDash()

    def words(self, left: float, middle: float, words: str, ink: Ink, strong: bool = False) -> None:
        """Write words whose line has its middle at `middle`."""
        canvas = self._canvas
        canvas.setFillColor(HexColor(_INKS[ink]))
        if strong:
            canvas.setStrokeColor(HexColor(_INKS[ink]))
            canvas.setLineWidth(_SIZE * 0.034)
        x, y = self._left + left, self._top - middle - _SIZE * 0.34
        for run in runs(words):
            text = canvas.beginText(x, y)
            text.setFont(run.font, _SIZE)
            text.setTextRenderMode(2 if strong else 0)
            text.textOut(run.text)
            text.setTextRenderMode(0)
            canvas.drawText(text)
            x += pdfmetrics.stringWidth(run.text, run.font, _SIZE)

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""
        self._canvas.setStrokeColor(HexColor(_INKS[ink]))
        self._canvas.setLineWidth(1.0 if ink == "today" else 0.4)
        self._canvas.line(self._left + left, self._top - top, self._left + right, self._top - low)

    def clip(self, left: float, top: float, wide: float, high: float) -> None:
        """Draw only inside, until `unclip`."""
        self._canvas.saveState()
        self._clip(left, top, wide, high)

    def unclip(self) -> None:
        """Draw everywhere again."""
        self._canvas.restoreState()

    def _box(self, left: float, top: float, wide: float, high: float, fill: int, stroke: int) -> None:
        self._canvas.rect(self._left + left, self._top - top - high, wide, high, fill=fill, stroke=stroke)

    def _clip(self, left: float, top: float, wide: float, high: float) -> None:
        path = self._canvas.beginPath()
        path.rect(self._left + left, self._top - top - high, wide, high)
        self._canvas.clipPath(path, stroke=0, fill=0)

    def _hatch(self, left: float, top: float, wide: float, high: float, way: str, apart: float) -> None:
        self._clip(left, top, wide, high)
        canvas, low = self._canvas, self._top - top - high
        x, end = self._left + left, self._left + left + wide
        canvas.setLineWidth(0.35)
        if way in "-.":
            if way == ".":
                canvas.setDash(0.6, 2.4)
            lines = int(high / apart) + 1
            canvas.lines([(x, low + place * apart, end, low + place * apart) for place in range(lines)])
            return
        lean = {"/": (high,), "\\": (-high,), "x": (high, -high), "|": (0.0,)}[way]
        for one in lean:
            count = int((wide + 2 * high) / apart) + 1
            canvas.lines(
                [
                    (x - high + place * apart, low, x - high + place * apart + one, low + high)
                    for place in range(count)
                ]
            )


def _lighter(code: Any) -> Color:
    """Give a colour mixed with much white."""
    return Color(*(0.78 + 0.22 * part for part in (code.red, code.green, code.blue)))
