"""A heat map drawn the same way on the screen and on paper: who has how much work in which week."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from immdesk.basics.bands import Measure, Pen, fitting
from immdesk.basics.calculation import BandKind
from immdesk.basics.words import _

_HEAD, _ROW, _LEGEND = 3.2, 3.4, 2.0
"""Lines of letters of the head, of a row, and of the legend below."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The work of somebody in a week: its words on two lines, and how full the week is (1.0 is full)."""

    words: str
    below: str
    full: float
    spoken: str

    @property
    def level(self) -> int:
        """Give how dark it is drawn: 0 nothing, 1 to 3 more and more, 4 more than there is time for."""
        if self.full <= 0:
            return 0
        return 4 if self.full > 1 else min(int(self.full * 3) + 1, 3)


@dataclass(frozen=True, slots=True)
class HeatPicture:
    """Rows of people, columns of weeks. A week has a title, and a line above it that names a peak, or ""."""

    title: str
    weeks: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, tuple[Cell, ...]], ...]

    def height(self, pen: Measure, width: float) -> float:
        """Give how high it is."""
        return pen.letters() * (_HEAD + _ROW * len(self.people) + _LEGEND)

    def box(self, pen: Measure, width: float, row: int, week: int) -> tuple[float, float, float, float]:
        """Give where a cell stands: left, top, width, height."""
        left = self._names(pen, width)
        wide = (width - left) / max(len(self.weeks), 1)
        return left + week * wide, pen.letters() * (_HEAD + row * _ROW), wide, pen.letters() * _ROW

    def place_at(self, pen: Measure, width: float, across: float, down: float) -> tuple[int, int] | None:
        """Give the row and the week of the cell that is drawn there; None outside of all."""
        left, _top, wide, _high = self.box(pen, width, 0, 0)
        row, week = int((down / pen.letters() - _HEAD) // _ROW), int((across - left) // max(wide, 1))
        inside = across >= left and 0 <= row < len(self.people) and 0 <= week < len(self.weeks)
        return (row, week) if inside else None

    def draw(self, pen: Pen, width: float) -> None:
        """Draw the weeks with their peaks, then each person's cells, then what the shades mean."""
        letters = pen.letters()
        for place, (title, peak) in enumerate(self.weeks):
            left, _top, wide, _high = self.box(pen, width, 0, place)
            if peak:
                pen.box(left + 1, 0, wide - 2, letters * 1.3, "gap")
                pen.words(left + 4, letters * 0.65, fitting(pen, peak, wide - 8), "text", "gap")
            pen.words(left + 4, letters * 2.2, fitting(pen, title, wide - 8), "quiet")
        for row, (name, cells) in enumerate(self.people):
            _left, top, _wide, high = self.box(pen, width, row, 0)
            pen.words(0, top + high / 2, fitting(pen, name, self._names(pen, width) - letters), "text")
            for week, cell in enumerate(cells):
                self._cell(pen, width, row, week, cell)
        self._legend(pen, width)

    def spoken(self) -> Iterator[str]:
        """Say every cell that holds work."""
        for _name, cells in self.people:
            yield from (cell.spoken for cell in cells if cell.words)

    def _cell(self, pen: Pen, width: float, row: int, week: int, cell: Cell) -> None:
        left, top, wide, high = self.box(pen, width, row, week)
        letters = pen.letters()
        _ground(pen, left + 1, top + 1, wide - 2, high - 2, cell.level)
        on: BandKind | None = "over" if cell.level == 4 else None
        pen.words(left + 5, top + high / 2 - letters * 0.6, fitting(pen, cell.words, wide - 10), "text", on)
        pen.words(left + 5, top + high / 2 + letters * 0.6, fitting(pen, cell.below, wide - 10), "text", on)

    def _legend(self, pen: Pen, width: float) -> None:
        letters, left = pen.letters(), 0.0
        middle = self.height(pen, width) - letters
        told = ((1, _("up to a third of the week")), (2, _("up to two thirds")), (3, _("a full week")))
        for level, words in (*told, (4, _("more than there is time for"))):
            _ground(pen, left, middle - letters * 0.45, letters * 1.4, letters * 0.9, level)
            pen.words(left + letters * 1.8, middle, words, "quiet")
            left += letters * 3.2 + pen.measure(words)

    def _names(self, pen: Measure, width: float) -> float:
        widest = max((pen.measure(name) for name, _cells in self.people), default=0.0)
        return min(widest, width * 0.2) + pen.letters()


def _ground(pen: Pen, left: float, top: float, wide: float, high: float, level: int) -> None:
    if level == 4:
        pen.box(left, top, wide, high, "over")
    else:
        pen.shade(left, top, wide, high, level / 3)
