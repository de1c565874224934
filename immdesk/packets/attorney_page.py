"""The attorney's page of a case: every date with its arithmetic, its law and a line to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _
from immdesk.packets.pages import WIDTH, SigningLine, Together, draw, flow
from immdesk.packets.pages_text import HEAD, NAME, SMALL, TEXT, para

_TINY = ParagraphStyle("tiny", parent=SMALL, fontSize=8, leading=10.5)
_DAY, _STEP = 96.0, 216.0


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A line of arithmetic: the day or number reached, the step with its reason, and what it rests on."""

    value: str
    step: str
    basis: str


@dataclass(frozen=True, slots=True)
class SheetDate:
    """One date as the attorney reads it. `told` are sentences beside it: disputes, notes, what to verify."""

    title: str
    who: str
    shown: str
    state: str
    lines: tuple[SheetLine, ...]
    cite: str
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AttorneySheet:
    """All that stands on the page. `groups` are titles with their dates, in the order of reading."""

    office: str
    case: str
    people: str
    printed: str
    groups: tuple[tuple[str, tuple[SheetDate, ...]], ...]
    asked: tuple[str, ...]
    signer: str


def attorney_page(sheet: AttorneySheet) -> bytes:
    """Give the sheet as a PDF, each page numbered."""
    items: list[Flowable] = [
        para(_("Dates of the case, for the attorney"), HEAD, strong=True),
        para(sheet.case, NAME, strong=True),
        para(sheet.people, TEXT),
        para(f"{sheet.office}. {sheet.printed}", SMALL),
    ]
    for title, dates in sheet.groups:
        items += [Spacer(1, 12), para(title, NAME, strong=True), Spacer(1, 4)]
        for one in dates:
            items += _date(one)
    if sheet.asked:
        items += [Spacer(1, 12), para(_("What nobody has said yet"), NAME, strong=True)]
        items += [para(f"•  {one}", SMALL) for one in sheet.asked]
    items += [Spacer(1, 18), Together(_ending(sheet.signer))]
    return draw(flow(items), _("Dates of the case, for the attorney"), sheet.case)[0]


def _date(one: SheetDate) -> list[Flowable]:
    who = f" · {one.who}" if one.who else ""
    head = [para(f"{one.title}: {one.shown}", TEXT, strong=True), para(f"{one.state}{who}", SMALL)]
    lines: list[Flowable] = [_Row(line) for line in one.lines]
    tail: list[Flowable] = [para(one.cite, _TINY)] if one.cite else []
    tail += [para(words, SMALL) for words in one.told]
    first = lines[:1]
    return [Together([*head, *first]), *lines[1:], *tail, Spacer(1, 9)]


def _ending(signer: str) -> Sequence[Flowable]:
    return [
        para(_("I have read these dates and how they were worked out."), TEXT),
        Spacer(1, 26),
        SigningLine(),
        para(signer, SMALL),
    ]


class _Row(Flowable):
    """One line of arithmetic in three columns: what is reached, the step, what it rests on."""

    def __init__(self, line: SheetLine) -> None:
        super().__init__()
        self._cells = [para(text, _TINY) for text in (line.value, line.step, line.basis)]
        self._widths = (_DAY, _STEP, WIDTH - _DAY - _STEP - 18)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the line takes."""
        pairs = zip(self._cells, self._widths, strict=True)
        self._highs = [cell.wrap(wide - 6, height)[1] for cell, wide in pairs]
        self.width, self.height = width, max(self._highs) + 1.5
        return width, self.height

    def draw(self) -> None:
        """Draw the three cells beside one another."""
        canvas: Any = self.canv
        left = 18.0
        for cell, wide, high in zip(self._cells, self._widths, self._highs, strict=True):
            cell.drawOn(canvas, left, self.height - high)
            left += wide
