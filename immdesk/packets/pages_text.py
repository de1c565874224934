"""Text on our own pages: every character is printed as it is, in a font that has it.

`para` is the only place where text becomes ReportLab markup, and it escapes everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from immdesk.packets import typeset
from immdesk.packets.fonts import SANS, runs

TEXT = ParagraphStyle("text", fontName=SANS, fontSize=11, leading=15.5)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9.5, leading=13)
HEAD = ParagraphStyle("head", parent=TEXT, fontSize=17, leading=23)
NAME = ParagraphStyle("name", parent=TEXT, fontSize=13, leading=18)
CONTENTS = ParagraphStyle("contents", parent=TEXT, from_left=True)
PAGE = ParagraphStyle("page", parent=TEXT, alignment=TA_RIGHT)
SHEET = ParagraphStyle("sheet", parent=TEXT, fontSize=54, leading=68, alignment=TA_CENTER)
SHEET_TITLE = ParagraphStyle("sheet title", parent=TEXT, fontSize=26, leading=36, alignment=TA_CENTER)
SHEET_WHO = ParagraphStyle("sheet who", parent=TEXT, fontSize=17, leading=25, alignment=TA_CENTER)
SHEET_NOTE = ParagraphStyle("sheet note", parent=SMALL, alignment=TA_CENTER)
INDENTED = ParagraphStyle("indented", parent=TEXT, leftIndent=18)


def para(text: str, style: ParagraphStyle = TEXT, strong: bool = False, red: Sequence[str] = ()) -> Flowable:
    """Give `text` as a paragraph: every character is printed as it is, in a font that has it.

    The words of `red` are printed in red: they are open and must not be mailed.
    """
    if any(map(typeset.own_script, text)) or typeset.right_to_left(text):
        return ScriptLines(text, style, strong)
    markup = "".join(_markup(piece, piece in red) for piece in _pieces(text, red))
    return _in_one_piece(_Bold(markup, style) if strong else Paragraph(markup, style))


def _pieces(text: str, red: Sequence[str]) -> list[str]:
    """Give the text cut so that each word of `red` is a piece by itself."""
    return re.split("(" + "|".join(map(re.escape, red)) + ")", text) if red else [text]


def _markup(text: str, red: bool) -> str:
    markup = "".join(
        escape(run.text) if run.font == SANS else f'<font name="{run.font}">{escape(run.text)}</font>'
        for run in runs(text)
    )
    return f'<font color="#b00020">{markup}</font>' if red and markup else markup


def _in_one_piece(paragraph: Paragraph) -> Paragraph:
    """Join again what the markup's escapes cut apart, so that a reader finds `AT&T` as one word."""
    laid: Any = paragraph
    joined: list[Any] = []
    for piece in laid.frags:
        if joined and (joined[-1].fontName, joined[-1].textColor) == (piece.fontName, piece.textColor):
            joined[-1].text += piece.text
        else:
            joined.append(piece)
    laid.frags = joined
    return paragraph


class ScriptLines(Flowable):
    """A paragraph in a script that ReportLab cannot set: Hindi is shaped, Chinese broken between its letters,
    Arabic read from the right, line by line.
    """

    def __init__(self, text: str, style: ParagraphStyle, strong: bool, rows: Sequence[str] = ()) -> None:
        super().__init__()
        self.text, self.style, self.strong = " ".join(text.split()), style, strong
        self._rows, self._right = list(rows), typeset.right_to_left(text)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that its lines take."""
        self.width = width
        self._rows = typeset.lines(self.text, self.style.fontSize, width - self.style.leftIndent)
        self.height = self.style.leading * len(self._rows)
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """Give the lines that fit into `height`, then the others; none when not even one does."""
        self.wrap(width, height)
        count = int(height / self.style.leading + 0.001)
        if count < 1 or count >= len(self._rows):
            return [self] if count else []
        halves = " ".join(self._rows[:count]), " ".join(self._rows[count:])
        return [ScriptLines(half, self.style, self.strong) for half in halves]

    def getActualLineWidths0(self) -> list[float]:
        """Give how wide each line is."""
        return [typeset.width(row, self.style.fontSize) for row in self._rows]

    def draw(self) -> None:
        """Draw the lines from top to bottom."""
        canvas: Any = self.canv
        with _bold(canvas, self.style) if self.strong else nullcontext():
            for number, row in enumerate(self._rows, 1):
                low = self.height - self.style.leading * number + self.style.leading - self.style.fontSize
                self._draw_row(canvas, row, low)

    def _draw_row(self, canvas: Any, row: str, low: float) -> None:
        size, across = self.style.fontSize, self.style.alignment
        wide = typeset.width(row, size)
        left = float(self.style.leftIndent)
        if across == TA_CENTER:
            left = (self.width - wide) / 2
        elif across == TA_RIGHT or (self._right and not getattr(self.style, "from_left", False)):
            left = self.width - wide
        typeset.draw(canvas, left, low, row, size, way="R" if self._right else "L")


class _Bold(Paragraph):
    """A paragraph in bold."""

    def draw(self) -> None:
        """Draw the paragraph with a stroke as wide as its size asks for."""
        with _bold(self.canv, self.style):
            super().draw()


@contextmanager
def _bold(canvas: Any, style: ParagraphStyle) -> Iterator[None]:
    """Draw the outline of each letter, too: the fonts carry no bold face."""
    canvas.saveState()
    canvas.setLineWidth(style.fontSize * 0.034)
    canvas.setLineJoin(1)
    canvas._code.append("2 Tr")
    yield
    canvas._code.append("0 Tr")
    canvas.restoreState()
