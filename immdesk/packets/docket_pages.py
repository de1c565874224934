"""The docket on paper: lists with boxes to tick and lines to sign, and charts drawn as on the screen."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.words import _
from immdesk.packets.chart_pen import PaperPen
from immdesk.packets.fonts import register
from immdesk.packets.pages_text import SMALL, TEXT, para

_LETTER = (612.0, 792.0)
_MARGIN = 36.0
_HEAD_ROOM = 46.0
_FOOT = 20.0
_AIR = 5.0
_CELL = ParagraphStyle("docket cell", parent=SMALL, fontSize=8.6, leading=11)
_COLUMN = ParagraphStyle("docket column", parent=SMALL, fontSize=8, leading=10)
_PRINTED = ParagraphStyle("docket printed", parent=_COLUMN, alignment=TA_RIGHT)
_GROUP = ParagraphStyle("docket group", parent=TEXT, fontSize=11, leading=15)
_TITLE = ParagraphStyle("docket title", parent=TEXT, fontSize=15, leading=19)
Cell = Literal["words", "tick", "sign"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, how wide it is among the others, and whether it is for words, a tick or a sign."""

    name: str
    share: float
    cell: Cell = "words"


@dataclass(frozen=True, slots=True)
class Group:
    """Some rows under a heading; a row has a text for each column of words. `apart` begins a page."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands at the top and foot of each page: title, which dates these are, when and where printed."""

    title: str
    asked: str
    printed: str
    warning: str = ""
    across: bool = False


def list_pages(paper: Paper, columns: Sequence[Column], groups: Sequence[Group], none: str) -> bytes:
    """Give a list as a PDF; the names of the columns stand on each page. `none` is said of an empty list."""
    sheet = _Sheet(paper)
    lay = _Lay(sheet, columns)
    for place, group in enumerate(groups):
        if group.apart and place:
            sheet.turn()
        lay.group(group)
    if not groups:
        words = para(none, TEXT)
        sheet.put(words, words.wrap(sheet.width, sheet.height)[1])
    return sheet.end()


def chart_pages(paper: Paper, pages: Sequence[Callable[[PaperPen, float, float], None]]) -> bytes:
    """Give charts as a PDF, a page each; each is drawn into a width and height, in 1/72 inch."""
    sheet = _Sheet(paper)
    for place, draw in enumerate(pages):
        if place:
            sheet.turn()
        draw(PaperPen(sheet.canvas, _MARGIN, sheet.top), sheet.width, sheet.top - _MARGIN - _FOOT)
    return sheet.end()


def chart_room(across: bool) -> tuple[float, float]:
    """Give the width and height that a chart has on a page."""
    wide, high = (_LETTER[1], _LETTER[0]) if across else _LETTER
    return wide - 2 * _MARGIN, high - 2 * _MARGIN - _HEAD_ROOM - _FOOT


class _Sheet:
    """The page that is drawn on now, and how far down it is full."""

    def __init__(self, paper: Paper) -> None:
        register()
        self._paper, self._out = paper, io.BytesIO()
        size = (_LETTER[1], _LETTER[0]) if paper.across else _LETTER
        self.canvas = _Counted(self._out, pagesize=size, pageCompression=0)
        self.canvas.setTitle(paper.title)
        self.width, self.height = size[0] - 2 * _MARGIN, size[1] - 2 * _MARGIN
        self.top = 0.0
        self._begin()

    def turn(self) -> None:
        """Go to a new page."""
        self.canvas.showPage()
        self._begin()

    def room(self) -> float:
        """Give how much is left on this page."""
        return self.top - _MARGIN - _FOOT

    def put(self, item: Any, high: float, left: float = 0.0) -> None:
        """Draw something at the next free line."""
        item.drawOn(self.canvas, _MARGIN + left, self.top - high)
        self.top -= high

    def end(self) -> bytes:
        """Finish; give the PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return _compressed(self._out)

    def _begin(self) -> None:
        paper = self._paper
        self.top = self.height + _MARGIN
        right = para(paper.printed, _PRINTED)
        wide = self.width * 0.42
        high = right.wrap(wide, 60)[1]
        right.drawOn(self.canvas, _MARGIN + self.width - wide, self.top - high)
        for words, style, strong in ((paper.title, _TITLE, True), (paper.asked, _CELL, False)):
            if words:
                line = para(words, style, strong=strong)
                self.put(line, line.wrap(self.width - wide - 8, 60)[1])
        if paper.warning:
            line = para(paper.warning, _CELL)
            self.put(line, line.wrap(self.width, 60)[1])
        self.top = min(self.top, self.height + _MARGIN - _HEAD_ROOM)


def _compressed(written: io.BytesIO) -> bytes:
    """Give the PDF with its pages compressed, which pikepdf does faster than ReportLab."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.open(written) as pdf:
        pdf.save(out, compress_streams=True, stream_decode_level=pikepdf.StreamDecodeLevel.generalized)
    return out.getvalue()


class _Counted(Canvas):
    """Writes "page 2 of 5" at the foot of each page, once it is known how many there are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        """Keep the page until all are known."""
        self._kept.append(dict(self.__dict__))
        canvas: Any = self
        canvas._startPage()

    def save(self) -> None:
        """Number the pages and write them."""
        count = len(self._kept)
        for number, page in enumerate(self._kept, 1):
            self.__dict__.update(page)
            words = _("page {number} of {pages}").format(number=number, pages=count)
            line = para(words, _COLUMN)
            line.wrap(200, 20)
            line.drawOn(self, _MARGIN, _MARGIN / 2)
            super().showPage()
        super().save()


class _Lay:
    """Lays rows under the names of their columns."""

    def __init__(self, sheet: _Sheet, columns: Sequence[Column]) -> None:
        self._sheet, self._columns = sheet, columns
        whole = sum(one.share for one in columns)
        self._widths = [sheet.width * one.share / whole for one in columns]

    def group(self, group: Group) -> None:
        """Lay a heading, the names of the columns and the rows; begin a page where there is no room."""
        if self._sheet.room() < 80:
            self._sheet.turn()
        self._head(group.title)
        for row in group.rows:
            cells, high = self._cells(row)
            if high > self._sheet.room():
                self._sheet.turn()
                self._head(_("{title}, continued").format(title=group.title) if group.title else "")
            self._row(cells, high)
        self._sheet.top -= 10

    def _head(self, title: str) -> None:
        if title:
            line = para(title, _GROUP, strong=True)
            self._sheet.put(line, line.wrap(self._sheet.width, 60)[1])
        names = [para(one.name, _COLUMN, strong=True) for one in self._columns]
        pairs = zip(names, self._widths, strict=True)
        high = max(name.wrap(wide - _AIR, 60)[1] for name, wide in pairs) + 2
        self._draw(names, high)

    def _cells(self, row: tuple[str, ...]) -> tuple[list[Any], float]:
        words = iter(row)
        cells = [para(next(words), _CELL) if one.cell == "words" else None for one in self._columns]
        highs = [
            cell.wrap(wide - _AIR, 600)[1]
            for cell, wide in zip(cells, self._widths, strict=True)
            if cell is not None
        ]
        return cells, max(*highs, 14.0) + 4

    def _row(self, cells: list[Any], high: float) -> None:
        canvas, left, top = self._sheet.canvas, _MARGIN, self._sheet.top
        canvas.saveState()
        canvas.setStrokeColor(HexColor("#5a6775"))
        for one, wide in zip(self._columns, self._widths, strict=True):
            if one.cell == "tick":
                canvas.setLineWidth(0.8)
                canvas.rect(left + 2, top - 13, 9, 9)
            elif one.cell == "sign":
                canvas.setLineWidth(0.4)
                canvas.line(left + 2, top - high + 4, left + wide - 6, top - high + 4)
            left += wide
        canvas.restoreState()
        self._draw(cells, high)

    def _draw(self, cells: Sequence[Any], high: float) -> None:
        canvas, left = self._sheet.canvas, _MARGIN
        for cell, wide in zip(cells, self._widths, strict=True):
            if cell is not None:
                cell.drawOn(canvas, left, self._sheet.top - 2 - cell.height)
            left += wide
        self._sheet.top -= high
        canvas.saveState()
        canvas.setStrokeColor(HexColor("#cfd5db"))
        canvas.setLineWidth(0.4)
        canvas.line(_MARGIN, self._sheet.top, _MARGIN + self._sheet.width, self._sheet.top)
        canvas.restoreState()
