"""Our own pages: letters, contents, exhibit sheets, the sheet of what is missing, and addenda."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _, on_paper, told
from immdesk.packets.fonts import SANS, register
from immdesk.packets.pages_text import (
    CONTENTS,
    HEAD,
    INDENTED,
    NAME,
    PAGE,
    SHEET,
    SHEET_NOTE,
    SHEET_TITLE,
    SHEET_WHO,
    SMALL,
    para,
)
from immdesk.packets.parts import AddendumLine, Enclosures, FilledLetter, Gap, Signature

PAPER = (612.0, 792.0)
MARGIN = 72.0
MOST_LINES = 24
"""Lines that a part's sheet has room for, also when some of them wrap."""
WIDTH, HEIGHT = PAPER[0] - 2 * MARGIN, PAPER[1] - 2 * MARGIN


@dataclass(frozen=True, slots=True)
class Leaf:
    """One printed page: what stands on it from top to bottom; `centred` puts it in the middle."""

    items: tuple[Flowable, ...]
    centred: bool = False


@dataclass(frozen=True, slots=True)
class ContentsEntry:
    """A line of the contents: its page (0: none, such as a gap) and how far it is set in."""

    title: str
    page: int
    depth: int = 0
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where a contents line stands on its page, in 1/72 inch from the lower left, and the page it names."""

    left: float
    low: float
    right: float
    high: float
    page: int


class _Line(Flowable):
    """A line of the contents: title, dots, page number; remembers where it was drawn."""

    def __init__(self, entry: ContentsEntry) -> None:
        super().__init__()
        self.entry, self.place = entry, Place(0, 0, 0, 0, 0)
        self._indent = 18.0 * entry.depth
        self._title = para(entry.title, CONTENTS, entry.strong)
        self._page = para(str(entry.page) if entry.page else "–", PAGE, entry.strong)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the line takes."""
        self.width = width
        _used, self.height = self._title.wrap(width - self._indent - 60, height)
        self._page.wrap(48, height)
        self.height += 4
        return width, self.height

    def draw(self) -> None:
        """Draw the line and remember its place on the paper."""
        canvas: Any = self.canv
        self._title.drawOn(canvas, self._indent, 4)
        self._page.drawOn(canvas, self.width - 48, 4)
        used = self._indent + _last_line(self._title) + 6
        if used < self.width - 40:
            canvas.saveState()
            canvas.setDash(0.6, 3.2)
            canvas.setLineWidth(0.6)
            canvas.line(used, 8, self.width - 34, 8)
            canvas.restoreState()
        left, low = canvas.absolutePosition(0, 0)
        self.place = Place(left, low, left + self.width, low + self.height, self.entry.page)


class _Rule(Flowable):
    """A thin line across the page."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the line takes."""
        self.width, self.height = width, 9.0
        return width, 9.0

    def draw(self) -> None:
        """Draw it."""
        canvas: Any = self.canv
        canvas.setLineWidth(0.7)
        canvas.line(0, 6, self.width, 6)


class Together(Flowable):
    """Things that stand on one page: a closing and its signer, a gap and its reason."""

    def __init__(self, items: Sequence[Flowable]) -> None:
        super().__init__()
        self.items = tuple(items)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that they take together."""
        self._highs = [item.wrap(width, height)[1] for item in self.items]
        self.width, self.height = width, sum(self._highs)
        return width, self.height

    def draw(self) -> None:
        """Draw them from top to bottom."""
        top = self.height
        for item, high in zip(self.items, self._highs, strict=True):
            top -= high
            item.drawOn(self.canv, 0, top)


def letter_leaves(letter: FilledLetter, enclosures: Sequence[str]) -> list[Leaf]:
    """Give the pages of a letter; `enclosures` is the list of forms and exhibits that it announces."""
    items: list[Flowable] = []
    if letter.head:
        items += [para(letter.head[0], NAME, strong=True)]
        items += [para(line, SMALL) for line in letter.head[1:]]
        items += [_Rule(), _gap(10)]
    items += [para(letter.date), _gap(14)]
    items += [para(line) for line in letter.to] + [_gap(14)]
    items += [para(line, strong=True) for line in letter.subject] + [_gap(12)]
    for block in letter.body:
        if isinstance(block, Enclosures):
            items += [_indented(f"•  {line}") for line in enclosures] + [_gap(9)]
        else:
            items += [para(block.text, strong=block.strong, red=block.red), _gap(9)]
    if letter.signer:
        signer = [para(line) for line in letter.signer]
        items += [_gap(5), Together([para(letter.closing), _gap(40), SigningLine(), *signer])]
    return flow(items)


class SigningLine(Flowable):
    """The empty line for a signature and its date: signed by hand, never filled in."""

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the line takes."""
        self.width, self.height = width, 20.0
        return width, 20.0

    def draw(self) -> None:
        """Draw two lines with nothing on them."""
        canvas: Any = self.canv
        canvas.setLineWidth(0.7)
        canvas.line(0, 16, 250, 16)
        canvas.line(290, 16, 420, 16)
        canvas.setFont(SANS, 8)
        canvas.drawString(0, 6, on_paper("Signature"))
        canvas.drawString(290, 6, on_paper("Date"))


def contents_leaves(title: str, entries: Sequence[ContentsEntry]) -> list[Leaf]:
    """Give the contents pages, one line an entry."""
    return flow([para(title, HEAD, strong=True), _gap(12), *(_Line(entry) for entry in entries)])


def index_leaves(head: Sequence[Flowable], entries: Iterable[ContentsEntry]) -> list[Leaf]:
    """Give pages that begin with `head` and go on with contents lines, one an entry."""
    return flow([*head, _gap(16), *(_Line(entry) for entry in entries)])


def exhibit_sheet(letter: str, title: str, who: str) -> Leaf:
    """Give the sheet before an exhibit: plain paper, large bold centred text, nothing to fall off."""
    items: list[Flowable] = [
        para(on_paper("EXHIBIT {letter}").format(letter=letter), SHEET, strong=True),
        _gap(22),
        para(title, SHEET_TITLE if len(title) < 160 else NAME, strong=True),
    ]
    return Leaf((*items, _gap(12), para(who, SHEET_WHO)) if who else tuple(items), centred=True)


def blank_leaf() -> Leaf:
    """Give the back of a sheet on which nothing stands; it says so, that nobody looks for what is missing."""
    return Leaf((para(on_paper("This page is left blank."), SHEET_NOTE),), centred=True)


def part_sheet(name: str, title: str, lines: Sequence[str], others: Sequence[str]) -> Leaf:
    """Give the sheet before a part of a packet ("Part 2 of 3"): what is in it, and where the rest is."""
    items: list[Flowable] = [para(name, SHEET, strong=True), _gap(18), para(title, SHEET_TITLE, strong=True)]
    items += [_gap(24), para(on_paper("In this part"), HEAD, strong=True), _gap(8)]
    shown = MOST_LINES - min(len(others), MOST_LINES // 3)
    items += [_indented(line) for line in lines[:shown]]
    if len(lines) > shown:
        items.append(_indented(on_paper("and {n} more").format(n=len(lines) - shown)))
    items += [_gap(18), para(on_paper("The other parts"), NAME, strong=True), _gap(6)]
    return Leaf((*items, *(_indented(line) for line in others[: MOST_LINES // 3])))


def gap_leaves(title: str, gaps: Sequence[Gap], signatures: Sequence[Signature]) -> list[Leaf]:
    """Give the sheet of what the case still needs, and of who still signs where.

    It stays in the office, so all of it is in the language of the desk.
    """
    items: list[Flowable] = [para(told(title), HEAD, strong=True), _gap(4)]
    items += [para(_("For the office only: take this sheet out before mailing."), SMALL), _gap(14)]
    for gap in gaps:
        head = para(f"[  ]  {gap.for_office()}", strong=True)
        items += [Together([head, _indented(told(gap.reason))]), _gap(7)]
    if signatures:
        items += [_gap(8), para(_("Signatures to be given by hand"), NAME, strong=True), _gap(6)]
        for signer in dict.fromkeys(one.signer for one in signatures):
            places = [_indented(f"[  ]  {told(one.where)}") for one in signatures if one.signer == signer]
            items += [Together([para(signer, strong=True), *places]), _gap(6)]
    return flow(items)


def addendum_leaves(title: str, lines: Sequence[AddendumLine]) -> list[Leaf]:
    """Give the pages of answers that did not fit, each with its page, part and item number."""
    items: list[Flowable] = [para(title, HEAD, strong=True), _gap(12)]
    for line in lines:
        where = on_paper("Page {page}, Part {part}, Item {item}")
        items.append(para(where.format(page=line.page, part=line.part, item=line.item), strong=True))
        items += [_indented(one) for one in line.text.split("\n")]
        items.append(_gap(9))
    return flow(items)


def apology_leaf(title: str, reason: str) -> Leaf:
    """Give the page that stands for a document which could not be read."""
    head = para(_("This document could not be read"), HEAD, strong=True)
    return Leaf((head, _gap(12), para(title, strong=True), _gap(6), para(reason)))


def flow(items: Sequence[Flowable], width: float = WIDTH, height: float = HEIGHT) -> list[Leaf]:
    """Lay `items` on pages from top to bottom, splitting paragraphs where a page ends."""
    leaves: list[Leaf] = []
    waiting, on_page, left = list(items), [], height
    while waiting:
        item: Any = waiting.pop(0)
        _wide, high = item.wrap(width, left)
        if high <= left + 0.01:
            on_page.append(item)
            left -= high
            continue
        if isinstance(item, Together) and high > height:
            waiting[:0] = item.items
            continue
        pieces = [] if isinstance(item, (Spacer, Together)) else item.split(width, left)
        if len(pieces) > 1:
            on_page.append(pieces[0])
            waiting[:0] = pieces[1:]
        elif on_page and not isinstance(item, Spacer):
            waiting.insert(0, item)
        elif not isinstance(item, Spacer):
            on_page.append(item)
        leaves.append(Leaf(tuple(on_page)))
        on_page, left = [], height
    return [*leaves, Leaf(tuple(on_page))] if on_page or not leaves else leaves


def draw(leaves: Sequence[Leaf], title: str, foot: str = "") -> tuple[bytes, list[tuple[Place, ...]]]:
    """Give a PDF of the pages, and for each page where its contents lines stand.

    `foot` is printed at the foot of every page, with the number of the page.
    """
    register()
    out = io.BytesIO()
    first: Any = SANS  # without it each page names Helvetica, which is not carried
    canvas = Canvas(out, pagesize=PAPER, pageCompression=1, initialFontName=first)
    canvas.setTitle(title)
    places: list[tuple[Place, ...]] = []
    for number, leaf in enumerate(leaves, 1):
        sizes = [item.wrap(WIDTH, HEIGHT)[1] for item in leaf.items]
        top = PAPER[1] - MARGIN - (max(0.0, HEIGHT - sum(sizes)) / 2 if leaf.centred else 0.0)
        for item, high in zip(leaf.items, sizes, strict=True):
            top -= high
            item.drawOn(canvas, MARGIN, top)
        if foot:
            _foot(canvas, foot, number, len(leaves))
        places.append(tuple(item.place for item in leaf.items if isinstance(item, _Line)))
        canvas.showPage()
    canvas.save()
    return out.getvalue(), places


def _foot(canvas: Canvas, foot: str, number: int, pages: int) -> None:
    place = _("page {number} of {pages}").format(number=number, pages=pages)
    line = para(f"{foot} · {place}", SMALL)
    line.wrap(WIDTH, MARGIN)
    line.drawOn(canvas, MARGIN, MARGIN / 2)


def _gap(high: float) -> Flowable:
    return Spacer(1, high)


def _indented(text: str) -> Flowable:
    return para(text, INDENTED)


def _last_line(paragraph: Any) -> float:
    """Give how far the last line of a wrapped paragraph reaches."""
    widths = paragraph.getActualLineWidths0()
    return float(widths[-1]) if widths else 0.0
