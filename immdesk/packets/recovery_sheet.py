"""The recovery sheet on paper: one page with the code that opens the office, and where to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _
from immdesk.packets.fonts import SANS
from immdesk.packets.pages import draw, flow
from immdesk.packets.pages_text import HEAD, NAME, SMALL, TEXT, para


class _Group(Flowable):
    """One group of the code: its number, its characters in boxes, each with its place in small."""

    SIZE, STEP = 30.0, 36.0

    def __init__(self, number: int, letters: str) -> None:
        super().__init__()
        self.number, self.letters = number, letters

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Give the room that the group takes."""
        self.width, self.height = width, self.SIZE + 20
        return width, self.height

    def draw(self) -> None:
        """Draw it from left to right."""
        canvas: Any = self.canv
        canvas.setFont(SANS, 11)
        canvas.drawString(0, 20, _("Group {n}").format(n=self.number))
        canvas.setLineWidth(0.7)
        canvas.setFont(SANS, 7)
        lefts = [90 + place * self.STEP for place in range(len(self.letters))]
        for place, left in enumerate(lefts, start=1):
            canvas.rect(left, 11, self.SIZE, self.SIZE)
            canvas.drawCentredString(left + self.SIZE / 2, 3, str(place))
        canvas.setFont(SANS, 20)
        for letter, left in zip(self.letters, lefts, strict=True):
            canvas.drawCentredString(left + self.SIZE / 2, 19, letter)


def recovery_sheet(office: str, made: str, groups: Sequence[str]) -> bytes:
    """Give the sheet as a PDF of one page: the office's name, the day written out, the code's groups."""
    items: list[Flowable] = [
        para(_("Recovery sheet"), HEAD, strong=True),
        para(office, NAME),
        para(_("Made on {day}. It takes the place of every earlier sheet.").format(day=made), SMALL),
        Spacer(1, 14),
        para(_("With this code anybody can open the office and read every record in it.")),
        para(_("Keep it on paper, away from the computer: in a safe, or at another address.")),
        Spacer(1, 10),
        *(_Group(number, letters) for number, letters in enumerate(groups, start=1)),
        Spacer(1, 12),
        para(_("When the passphrase is forgotten"), TEXT, strong=True),
        para(_("Open ImmDesk, choose “Forgot the passphrase?”, type the code, and choose a new passphrase.")),
        para(_("Capitals, blanks and hyphens do not matter; 0 and O, and 1 and I, count as the same.")),
    ]
    return draw(flow(items), _("Recovery sheet"))[0]
