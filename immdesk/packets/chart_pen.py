"""The pen of timelines and years on paper: draws into a PDF what the window draws on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics

from immdesk.basics.marks import FILLED, STROKES, Mark
from immdesk.basics.timeline import BandKind
from immdesk.basics.timeline_drawn import Ink, Shade
from immdesk.packets.fonts import Run, runs

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
    """Draws on a PDF page below `top`, right of `left`. Patterns tell the bands apart without colour.

    What it draws it writes into the page itself: a year of a large office is a hundred pages.
    """

    def __init__(self, canvas: Any, left: float, top: float) -> None:
        self._canvas, self._left, self._top = canvas, left, top

    def letters(self) -> float:
        """Give how high a line of words is."""
        return _LETTERS

    def measure(self, words: str) -> float:
        """Give how wide some words are."""
        return _wide(words)

    def fitted(self, words: str, room: float) -> str:
        """Give the words, cut with "…" where they are wider than `room`."""
        wide = _wide(words)
        if wide <= room:
            return words
        cut = words[: max(0, int(len(words) * room / wide))]
        while cut and _wide(cut + "…") > room:
            cut = cut[:-1]
        return cut + "…"

    def fill(self, left: float, top: float, wide: float, high: float, shade: Shade) -> None:
        """Fill an area."""
        self._write(f"q {_rgb(_SHADES[shade])} rg {self._box(left, top, wide, high)} re f Q")

    def frame(self, left: float, top: float, wide: float, high: float, strong: bool) -> None:
        """Nothing is chosen on paper."""

    def band(self, left: float, top: float, wide: float, high: float, kind: BandKind, waits: bool) -> None:
        """Draw a stretch of days, with the ground and the pattern that tell its kind without colour."""
        box, code = self._box(left, top, wide, high), _BANDS[kind]
        dash = "[2 1.5] 0 d " if waits else ""
        self._write(f"q {_rgb(code, 0.22)} rg {_rgb(code)} RG 0.6 w {dash}{box} re B Q")
        if kind in _HATCHES:
            lines = " ".join(self._hatch(left, top, wide, high, *_HATCHES[kind]))
            dots = "[0.6 2.4] 0 d " if _HATCHES[kind][0] == "." else ""
            self._write(f"q {box} re W n {_rgb(code)} RG 0.35 w {dots}{lines} S Q")

    def mark(self, left: float, middle: float, size: float, mark: Mark, waits: bool) -> None:
        """Draw a mark around `left`; one that waits has a dashed ring."""
        half = size * (0.3 if waits else 0.42)
        x, y, colour = self._left + left, self._top - middle, _rgb(mark.color)
        if mark.shape in FILLED:
            corners = [f"{x + a * half:.2f} {y - b * half:.2f}" for a, b in FILLED[mark.shape]]
            self._write(f"q {colour} rg {corners[0]} m {' l '.join(corners[1:])} l f Q")
        elif mark.shape == "circle":
            self._write(f"q {colour} rg {_circle(x, y, half * 0.8)} f Q")
        else:
            part = half * 0.8
            lines = " ".join(
                f"{x + a * part:.2f} {y - b * part:.2f} m {x + c * part:.2f} {y - d * part:.2f} l"
                for (a, b), (c, d) in STROKES[mark.shape]
            )
            self._write(f"q {colour} RG {max(0.9, half * 0.34):.2f} w {lines} S Q")
        if waits:
            self._write(f"q {colour} RG 0.5 w [1.2 1.2] 0 d {_circle(x, y, size * 0.58)} S Q")

    def words(self, left: float, middle: float, words: str, ink: Ink, strong: bool = False) -> None:
        """Write words whose line has its middle at `middle`."""
        colour = _rgb(_INKS[ink])
        outline = f" {colour} RG {_SIZE * 0.034:.3f} w 2 Tr" if strong else ""
        x, y = self._left + left, self._top - middle - _SIZE * 0.34
        pieces = " ".join(self._piece(run) for run in _runs(words))
        self._write(f"q {colour} rg{outline} BT {x:.2f} {y:.2f} Td {pieces} ET Q")

    def _piece(self, run: Run) -> str:
        """Give a piece of text in the letters of its font, which the page carries in parts of 256."""
        canvas = self._canvas
        font: Any = pdfmetrics.getFont(run.font)
        return " ".join(
            f"{font.getSubsetInternalName(part, canvas._doc)} {_SIZE} Tf ({canvas._escape(letters)}) Tj"
            for part, letters in font.splitString(run.text, canvas._doc)
        )

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""
        begin = f"{self._left + left:.2f} {self._top - top:.2f}"
        end = f"{self._left + right:.2f} {self._top - low:.2f}"
        self._write(f"q {_rgb(_INKS[ink])} RG {1.0 if ink == 'today' else 0.4} w {begin} m {end} l S Q")

    def clip(self, left: float, top: float, wide: float, high: float) -> None:
        """Draw only inside, until `unclip`."""
        self._write(f"q {self._box(left, top, wide, high)} re W n")

    def unclip(self) -> None:
        """Draw everywhere again."""
        self._write("Q")

    def _write(self, line: str) -> None:
        self._canvas._code.append(line)

    def _box(self, left: float, top: float, wide: float, high: float) -> str:
        return f"{self._left + left:.2f} {self._top - top - high:.2f} {wide:.2f} {high:.2f}"

    def _hatch(
        self, left: float, top: float, wide: float, high: float, way: str, apart: float
    ) -> Iterator[str]:
        x, low = self._left + left, self._top - top - high
        if way in "-.":
            for place in range(int(high / apart) + 1):
                y = low + place * apart
                yield f"{x:.2f} {y:.2f} m {x + wide:.2f} {y:.2f} l"
            return
        for lean in {"/": (high,), "\\": (-high,), "x": (high, -high), "|": (0.0,)}[way]:
            for place in range(int((wide + 2 * high) / apart) + 1):
                at = x - high + place * apart
                yield f"{at:.2f} {low:.2f} m {at + lean:.2f} {low + high:.2f} l"


@lru_cache(maxsize=16384)
def _runs(words: str) -> tuple[Run, ...]:
    return runs(words)


@lru_cache(maxsize=16384)
def _wide(words: str) -> float:
    return sum(pdfmetrics.stringWidth(run.text, run.font, _SIZE) for run in _runs(words))


@cache
def _rgb(code: str, part: float = 1.0) -> str:
    """Give a colour as a page writes it; `part` below 1 mixes it with white."""
    colour = HexColor(code)
    return " ".join(f"{1 - part + part * one:.3f}" for one in (colour.red, colour.green, colour.blue))


def _circle(x: float, y: float, r: float) -> str:
    k = r * 0.5523
    return (
        f"{x + r:.2f} {y:.2f} m {x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
        f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
        f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
        f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c"
    )
