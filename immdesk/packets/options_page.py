"""The strategy memo on paper: for each person the red flags and a table of paths. Attorney work product."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _
from immdesk.packets.fonts import register
from immdesk.packets.pages import WIDTH, Leaf, SigningLine, Together, draw, flow
from immdesk.packets.pages_text import HEAD, NAME, SMALL, TEXT, para

_SIZES, _PAGES = (1.0, 0.94, 0.88, 0.82), 2
_PARTS = (0.22, 0.09, 0.34, 0.21, 0.14)
_LINE = "#cfd5db"


@dataclass(frozen=True, slots=True)
class MemoPerson:
    """One person: the red flags, the rows of the table (path, standing, why, time, cost), what is blocked."""

    head: str
    flags: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    blocked: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemoSheet:
    """All that stands on the memo."""

    case: str
    printed: str
    people: tuple[MemoPerson, ...]


def options_page(sheet: MemoSheet) -> bytes:
    """Give the memo as a PDF: two pages where they suffice with letters of a readable size, else more."""
    register()
    leaves: list[Leaf] = []
    for size in _SIZES:
        leaves = flow(_items(sheet, size))
        if len(leaves) <= _PAGES:
            break
    foot = " · ".join((_("Attorney work product – privileged – not for filing"), sheet.case))
    return draw(leaves, _("Strategy memo"), foot)[0]


def _items(sheet: MemoSheet, size: float) -> list[Flowable]:
    said = _("Attorney work product, prepared by staff for the attorney to decide. It is not advice.")
    items: list[Flowable] = [
        para(_("Strategy memo"), HEAD, strong=True),
        para(sheet.case, NAME, strong=True),
        para(f"{said} {sheet.printed}", _style("SMALL", size)),
    ]
    for one in sheet.people:
        items += [Spacer(1, 9), para(one.head, _style("NAME", size), strong=True)]
        items += _listed(_("Red flags"), one.flags, size)
        items += [Spacer(1, 5), *_table(one.rows, size), Spacer(1, 3)]
        items += _listed(_("Blocked, as far as is recorded"), one.blocked, size)
        items += [para(words, _style("SMALL", size)) for words in one.notes]
    deciding = [para(_("The attorney decides:"), _style("TEXT", size)), Spacer(1, 22), SigningLine()]
    return [*items, Spacer(1, 12), Together(deciding)]


def _listed(title: str, lines: Sequence[str], size: float) -> list[Flowable]:
    if not lines:
        return []
    head = para(title, _style("TEXT", size), strong=True)
    first, *rest = [para(f"•  {one}", _style("SMALL", size)) for one in lines]
    return [Together([head, first]), *rest]


def _table(rows: Sequence[tuple[str, ...]], size: float) -> list[Flowable]:
    if not rows:
        return [para(_("No path is open to this person by what is recorded."), _style("SMALL", size))]
    titles = (_("Path"), _("Stands"), _("Why, and what it asks"), _("Time"), _("Government cost"))
    first, *rest = [_Row(row, size) for row in rows]
    return [Together([_Row(titles, size, head=True), first]), *rest]


@cache
def _style(name: str, size: float) -> ParagraphStyle:
    base = {"NAME": NAME, "TEXT": TEXT, "SMALL": SMALL}[name]
    return ParagraphStyle(
        f"memo {name} {size}", parent=base, fontSize=base.fontSize * size, leading=base.leading * size
    )


@cache
def _cell(size: float) -> ParagraphStyle:
    return ParagraphStyle(f"memo cell {size}", parent=SMALL, fontSize=8.6 * size, leading=11 * size)


class _Row(Flowable):
    """A row of the table with a hairline below it."""

    def __init__(self, cells: Sequence[str], size: float, *, head: bool = False) -> None:
        super().__init__()
        self._cells = [para(cell, _cell(size), strong=head) for cell in cells]
        self._widths = [WIDTH * part for part in _PARTS]

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the row takes."""
        pairs = zip(self._cells, self._widths, strict=True)
        self._highs = [cell.wrap(wide - 8, height)[1] for cell, wide in pairs]
        self.width, self.height = width, max(self._highs) + 5
        return width, self.height

    def draw(self) -> None:
        """Draw the cells and the line."""
        left, canvas = 0.0, self.canv
        for cell, wide, high in zip(self._cells, self._widths, self._highs, strict=True):
            cell.drawOn(canvas, left, self.height - high - 1)
            left += wide
        canvas.setStrokeColor(HexColor(_LINE))
        canvas.setLineWidth(0.4)
        canvas.line(0, 0.5, self.width, 0.5)
