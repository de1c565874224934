"""Text on our own pages: every character is printed as it is, in a font that has it.

`para` is the only place where text becomes ReportLab markup, and it escapes everything.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from immdesk.packets.fonts import SANS, runs

TEXT = ParagraphStyle("text", fontName=SANS, fontSize=11, leading=15.5)
SMALL = ParagraphStyle("small", parent=TEXT, fontSize=9.5, leading=13)
HEAD = ParagraphStyle("head", parent=TEXT, fontSize=17, leading=23)
NAME = ParagraphStyle("name", parent=TEXT, fontSize=13, leading=18)
PAGE = ParagraphStyle("page", parent=TEXT, alignment=TA_RIGHT)
SHEET = ParagraphStyle("sheet", parent=TEXT, fontSize=54, leading=68, alignment=TA_CENTER)
SHEET_TITLE = ParagraphStyle("sheet title", parent=TEXT, fontSize=26, leading=36, alignment=TA_CENTER)
SHEET_WHO = ParagraphStyle("sheet who", parent=TEXT, fontSize=17, leading=25, alignment=TA_CENTER)
SHEET_NOTE = ParagraphStyle("sheet note", parent=SMALL, alignment=TA_CENTER)
INDENTED = ParagraphStyle("indented", parent=TEXT, leftIndent=18)


def para(text: str, style: ParagraphStyle = TEXT, strong: bool = False, red: Sequence[str] = ()) -> Paragraph:
    """Give `text` as a paragraph: every character is printed as it is, in a font that has it.

    The words of `red` are printed in red: they are open and must not be mailed.
    """
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


class _Bold(Paragraph):
    """A paragraph in bold: the outline of each letter is drawn too (the fonts carry no bold face)."""

    def draw(self) -> None:
        """Draw the paragraph with a stroke as wide as its size asks for."""
        canvas: Any = self.canv
        canvas.saveState()
        canvas.setLineWidth(self.style.fontSize * 0.034)
        canvas.setLineJoin(1)
        canvas._code.append("2 Tr")
        super().draw()
        canvas._code.append("0 Tr")
        canvas.restoreState()
