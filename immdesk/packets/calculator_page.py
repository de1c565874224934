"""A calculator's sheet on paper: the answer, its bands, its arithmetic with the law; one page if it fits."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.bands import Ink, draw_bands, height_of
from immdesk.basics.calculation import BandKind, Chart, Line, Sheet, Table
from immdesk.basics.pictures import Picture
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.packets.fonts import SANS, register, runs
from immdesk.packets.pages import PAPER, Leaf, Together, flow
from immdesk.packets.pages_text import HEAD, NAME, SMALL, TEXT, para

_MARGIN = 50.0
_WIDTH, _HEIGHT = PAPER[0] - 2 * _MARGIN, PAPER[1] - 2 * _MARGIN
_SIZES = (1.0, 0.92, 0.84, 0.76)
"""How much smaller the letters may become for a sheet to stay on one page."""


_MARK = "†"


def calculator_page(sheet: Sheet) -> bytes:
    """Give the sheet as a PDF: one page where it fits with letters of a readable size, else more."""
    register()
    leaves: list[Leaf] = []
    for size in _SIZES:
        leaves = flow(_items(sheet, size), _WIDTH, _HEIGHT)
        if len(leaves) == 1:
            break
    else:
        leaves = flow(_items(sheet, 0.92), _WIDTH, _HEIGHT)
    foot = " · ".join((_("Attorney work product – not for filing"), sheet.case or sheet.title))
    return _drawn(leaves, sheet.title, foot)


def _drawn(leaves: Sequence[Leaf], title: str, foot: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAPER, pageCompression=1)
    canvas.setTitle(title)
    for number, leaf in enumerate(leaves, 1):
        top = PAPER[1] - _MARGIN
        for item in leaf.items:
            top -= item.wrap(_WIDTH, _HEIGHT)[1]
            item.drawOn(canvas, _MARGIN, top)
        place = _("page {number} of {pages}").format(number=number, pages=len(leaves))
        line = para(f"{foot} · {place}", SMALL)
        line.wrap(_WIDTH, _MARGIN)
        line.drawOn(canvas, _MARGIN, _MARGIN / 2)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _items(sheet: Sheet, size: float) -> list[Flowable]:
    small, text = _style("SMALL", size), _style("TEXT", size)
    who = sheet.case if sheet.who in sheet.case else f"{sheet.who} · {sheet.case}"
    as_of = _("As of {day}.").format(day=on_screen(sheet.as_of)) if sheet.as_of else ""
    items: list[Flowable] = [para(sheet.title, _style("HEAD", size), strong=True)]
    items += [para(who, text), para(" ".join(part for part in (as_of, _tried(sheet)) if part), small)]
    items += [Spacer(1, 6 * size), para(sheet.answer, _style("NAME", size), strong=True)]
    for chart in sheet.charts:
        items += [Spacer(1, 8 * size), Together([para(chart.title, text, strong=True), _Chart(chart, size)])]
    for picture in sheet.pictures:
        items += [Spacer(1, 8 * size), para(picture.title, text, strong=True), _Picture(picture, size)]
    items.append(Spacer(1, 8 * size))
    items += [_Row(_cells(line), size, not line.step, line.step) for line in sheet.lines]
    for table in sheet.tables:
        items += _table(table, size)
    if sheet.asks:
        items += [Spacer(1, 8 * size), para(_("What nobody has said yet"), text, strong=True)]
        items += [para(f"•  {one.question}", small) for one in sheet.asks]
    notes = (*_to_verify(sheet), *sheet.notes)
    if notes:
        items.append(Spacer(1, 8 * size))
        items += [para(one, _tiny(size)) for one in notes]
    return items


def _tried(sheet: Sheet) -> str:
    """Say what was tried that is not so in the case: a reader must know."""
    tried = [
        f"{one.label}: {dict(one.choices).get(one.value) or _shown(one.value)}"
        for one in sheet.fields
        if one.tried
    ]
    return _("Tried, not so in the case: {what}.").format(what="; ".join(tried)) if tried else ""


def _shown(value: str) -> str:
    from immdesk.basics.dates import iso_day

    return on_screen(iso_day(value)) or {"yes": _("yes"), "no": _("no")}.get(value, value)


def _to_verify(sheet: Sheet) -> tuple[str, ...]:
    if not any(line.verify for line in sheet.lines):
        return ()
    told = _("An attorney has not reviewed this rule, or a part of it is general knowledge.")
    return (f"{_MARK} {told}",)


def _cells(line: Line) -> tuple[str, ...]:
    label = f"{line.label} {_MARK}" if line.verify else line.label
    basis = "; ".join(part for part in (line.authority, line.source) if part)
    return line.value, f"{label} ({line.why})" if line.why else label, basis


def _table(table: Table, size: float) -> list[Flowable]:
    if not table.rows:
        return []
    head = Together(
        [para(table.title, _style("TEXT", size), strong=True), _Row(table.columns, size, True, even=True)]
    )
    rows: list[Flowable] = [_Row(row, size, False, even=True) for row in table.rows]
    note = [para(table.note, _style("SMALL", size))] if table.note else []
    return [Spacer(1, 8 * size), head, *rows, *note]


@cache
def _style(name: str, size: float) -> ParagraphStyle:
    base = {"HEAD": HEAD, "NAME": NAME, "TEXT": TEXT, "SMALL": SMALL}[name]
    return ParagraphStyle(
        f"{name} {size}", parent=base, fontSize=base.fontSize * size, leading=base.leading * size
    )


@cache
def _tiny(size: float) -> ParagraphStyle:
    return ParagraphStyle(f"tiny {size}", parent=SMALL, fontSize=8 * size, leading=10.6 * size)


class _Row(Flowable):
    """Cells beside one another: of a line of arithmetic (value, step, basis), or of a table (`even`)."""

    def __init__(
        self, cells: Sequence[str], size: float, strong: bool, set_in: bool = False, even: bool = False
    ) -> None:
        super().__init__()
        style, first = _tiny(size), strong and not even
        self._left = 14.0 if set_in else 0.0
        self._cells = [
            para(cell, style, strong=strong and (even or place < 2)) for place, cell in enumerate(cells)
        ]
        room = _WIDTH - self._left
        parts = (0.16, 0.53, 0.31)
        self._widths = (
            [_WIDTH / len(cells)] * len(cells) if even or len(cells) != 3 else [room * one for one in parts]
        )
        self._air = 3.0 * size if first else 0.0

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the row takes."""
        pairs = zip(self._cells, self._widths, strict=True)
        self._highs = [cell.wrap(wide - 6, height)[1] for cell, wide in pairs]
        self.width, self.height = width, max(self._highs, default=0.0) + 1.2 + self._air
        return width, self.height

    def draw(self) -> None:
        """Draw the cells."""
        left, canvas = self._left, self.canv
        for cell, wide, high in zip(self._cells, self._widths, self._highs, strict=True):
            cell.drawOn(canvas, left, self.height - self._air - high)
            left += wide


class _Chart(Flowable):
    """Bands of days, drawn by the function that draws them on the screen."""

    def __init__(self, chart: Chart, size: float) -> None:
        super().__init__()
        self._chart, self._letters = chart, 9.6 * size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the chart takes."""
        self.width, self.height = width, height_of(self._chart, self._letters) + 2
        return width, self.height

    def draw(self) -> None:
        """Draw it."""
        draw_bands(self._chart, _PaperPen(self.canv, self.height, self._letters), self.width)


class _Picture(Flowable):
    """A picture, drawn by the function that draws it on the screen."""

    def __init__(self, picture: Picture, size: float) -> None:
        super().__init__()
        self._picture, self._letters = picture, 9.6 * size

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that it takes."""
        pen = _PaperPen(None, 0.0, self._letters)
        self.width, self.height = width, self._picture.height(pen, width) + 2
        return width, self.height

    def draw(self) -> None:
        """Draw it."""
        self._picture.draw(_PaperPen(self.canv, self.height, self._letters), self.width)


_INKS: dict[Ink, str] = {"text": "#1b2733", "quiet": "#5a6775", "line": "#cfd5db", "today": "#0b6391"}
_GROUNDS: dict[BandKind, tuple[str, str]] = {
    "counted": ("#d6e8f4", "#0b6391"),
    "away": ("#e2f3ea", "#1b6b4a"),
    "other": ("#f0f1f3", "#8a94a0"),
    "gap": ("#fdf1d9", "#8a5200"),
    "wait": ("#ffffff", "#8a94a0"),
    "window": ("#bfe3cf", "#1b6b4a"),
    "over": ("#fce8e6", "#b3261e"),
    "mark": ("#1b2733", "#1b2733"),
}
_HATCHED: dict[BandKind, float] = {"away": 4.0, "gap": 2.6, "wait": 6.0, "over": -4.0}
"""Lines across a band, so many points apart; a negative number leans the other way."""


class _PaperPen:
    """Draws on a PDF page; the colours are those of the light look, the patterns tell without them."""

    def __init__(self, canvas: Any, high: float, letters: float) -> None:
        self._canvas, self._high, self._letters = canvas, high, letters
        self._size = letters * 0.78

    def measure(self, words: str) -> float:
        """Give how wide some words are."""
        return sum(pdfmetrics.stringWidth(run.text, run.font, self._size) for run in runs(words))

    def letters(self) -> float:
        """Give how high a line of words is."""
        return self._letters

    def box(self, left: float, top: float, wide: float, high: float, kind: BandKind) -> None:
        """Draw a band of a kind."""
        canvas, (ground, ink) = self._canvas, _GROUNDS[kind]
        low = self._high - top - high
        canvas.saveState()
        canvas.setFillColor(HexColor(ground))
        canvas.setStrokeColor(HexColor(ink))
        canvas.setLineWidth(0.6)
        canvas.rect(left, low, wide, high, fill=1)
        if kind in _HATCHED:
            self._hatch(left, low, wide, high, _HATCHED[kind])
        canvas.restoreState()

    def shade(self, left: float, top: float, wide: float, high: float, part: float) -> None:
        """Draw a field whose ground is darker the nearer `part` is to 1."""
        canvas = self._canvas
        canvas.saveState()
        canvas.setStrokeColor(HexColor(_INKS["line"]))
        canvas.setLineWidth(0.5)
        canvas.setFillColor(HexColor(_INKS["today"]), alpha=0.42 * part)
        canvas.rect(left, self._high - top - high, wide, high, fill=1)
        canvas.restoreState()

    def _hatch(self, left: float, low: float, wide: float, high: float, apart: float) -> None:
        canvas = self._canvas
        path = canvas.beginPath()
        path.rect(left, low, wide, high)
        canvas.clipPath(path, stroke=0)
        canvas.setLineWidth(0.35)
        at, lean = left - high, high if apart > 0 else -high
        while at < left + wide + high:
            canvas.line(at, low, at + lean, low + high)
            at += abs(apart)

    def words(self, left: float, middle: float, words: str, ink: Ink, on: BandKind | None = None) -> None:
        """Write words whose line has its middle at `middle`."""
        canvas, low = self._canvas, self._high - middle - self._size * 0.34
        if on in _HATCHED:
            canvas.setFillColor(HexColor(_GROUNDS[on][0]))
            high = self._size * 1.1
            canvas.rect(left - 1, self._high - middle - high / 2, self.measure(words) + 2, high, 0, 1)
        canvas.setFillColor(HexColor(_INKS[ink]))
        for run in runs(words):
            canvas.setFont(run.font if run.font else SANS, self._size)
            canvas.drawString(left, low, run.text)
            left += pdfmetrics.stringWidth(run.text, run.font, self._size)

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""
        self._canvas.setStrokeColor(HexColor(_INKS[ink]))
        self._canvas.setLineWidth(1.1 if ink == "today" else 0.4)
        self._canvas.line(left, self._high - top, right, self._high - low)
