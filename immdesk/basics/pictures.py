"""Pictures drawn the same way on the screen and on paper: children's ages over the years, a family tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal, Protocol

from immdesk.basics.bands import Ink, Measure, Pen, Scale, fitting, ticks_of
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _

TreeLine = Literal["spouse", "ended", "child", "stepchild", "sibling"]
Point = tuple[date, float]


class Picture(Protocol):
    """What can be drawn: its title, how high it is for a width, its lines and words, and what it says."""

    @property
    def title(self) -> str:
        """Give what is drawn."""

    def height(self, pen: Measure, width: float) -> float:
        """Give how high it is when it is drawn `width` wide."""

    def draw(self, pen: Pen, width: float) -> None:
        """Draw it."""

    def spoken(self) -> Iterator[str]:
        """Say it in sentences, for who does not see it."""


@dataclass(frozen=True, slots=True)
class Ages:
    """One child: the age by the calendar and the age that the law counts, each by day, in years.

    From `late_on` on a visa number comes too late; None where the law does not say so. `says` is the outcome.
    """

    name: str
    lived: tuple[Point, ...]
    counted: tuple[Point, ...]
    late_on: date | None
    says: str


@dataclass(frozen=True, slots=True)
class AgesPicture:
    """The ages of the children of a family, one below the other, over the same days.

    `number_on` is the day on which a visa number is taken to be available.
    """

    title: str
    children: tuple[Ages, ...]
    today: date
    reach: tuple[date, date]
    limit: float = 21.0
    number_on: date | None = None

    def height(self, pen: Measure, width: float) -> float:
        """Give the room of the years above, of each child, and of the words below."""
        return pen.letters() * (1.7 + len(self.children) * _PANEL + 2.0)

    def draw(self, pen: Pen, width: float) -> None:
        """Draw the years, a panel for each child with both ages, today and the visa number."""
        letters = pen.letters()
        names = max((pen.measure(one.name) for one in self.children), default=0.0)
        left = min(names, width * 0.2) + 3 * letters
        scale = Scale(*self.reach, left, width)
        low = letters * (1.7 + len(self.children) * _PANEL)
        for at, words in ticks_of(scale, pen):
            pen.rule(at, letters * 1.3, at, low, "line")
            pen.words(at + 2, letters * 0.75, words, "quiet")
        for place, child in enumerate(self.children):
            self._panel(pen, scale, child, letters * (1.7 + place * _PANEL))
        self._day(pen, scale, self.today, low, _("today"), "today", width)
        if self.number_on:
            self._day(pen, scale, self.number_on, low + letters, _("visa number"), "text", width)

    def spoken(self) -> Iterator[str]:
        """Say for each child what comes of it, and both ages on the last day."""
        for one in self.children:
            lived, counted = (_last(points) for points in (one.lived, one.counted))
            words = _("{name}: {says} Age at the right end {lived}, age counted {counted}.")
            yield words.format(name=one.name, says=one.says, lived=lived, counted=counted)

    def _panel(self, pen: Pen, scale: Scale, child: Ages, top: float) -> None:
        letters = pen.letters()
        floor, ceiling = _range(child, self.limit)
        low = top + letters * (_PANEL - 2.3)

        def high(age: float) -> float:
            return low - (min(max(age, floor), ceiling) - floor) / (ceiling - floor) * (
                low - top - letters * 0.4
            )

        pen.words(0, (top + low) / 2, fitting(pen, child.name, scale.left - 3 * letters), "text")
        for age in (floor, self.limit, ceiling):
            shown = f"{age:.0f}"
            pen.words(scale.left - pen.measure(shown) - letters * 0.5, high(age), shown, "quiet")
            pen.rule(scale.left, high(age), scale.right, high(age), "text" if age == self.limit else "line")
        self._strip(pen, scale, child, low)
        _line(pen, scale, _up_to(child.lived, ceiling), high, "quiet", _("age"))
        _line(pen, scale, _up_to(child.counted, ceiling), high, "today", _("age counted"))

    def _strip(self, pen: Pen, scale: Scale, child: Ages, low: float) -> None:
        """Draw below the ages until when a visa number helps and from when it comes too late."""
        letters = pen.letters()
        over = scale.at(child.late_on) if child.late_on else scale.right
        if over > scale.left:
            pen.box(scale.left, low + 2, over - scale.left, letters * 0.45, "window")
        if over < scale.right:
            pen.box(over, low + 2, scale.right - over, letters * 0.45, "over")
        pen.words(
            scale.left, low + letters * 1.25, fitting(pen, child.says, scale.right - scale.left), "text"
        )

    def _day(self, pen: Pen, scale: Scale, day: date, low: float, words: str, ink: Ink, width: float) -> None:
        at, letters = scale.at(day), pen.letters()
        pen.rule(at, letters * 1.3, at, low, ink)
        shown = f"{words} {on_screen(day)}" if ink == "text" else words
        size = pen.measure(shown)
        left = at + 3 if at + 3 + size <= width else at - 3 - size
        pen.words(left, low + letters * 0.6, shown, ink)


_PANEL = 8.0
"""How many lines of letters one child's panel is high."""


def _range(child: Ages, limit: float) -> tuple[float, float]:
    """Give the ages at the lower and the upper edge of a child's panel."""
    ages = [age for _day, age in (*child.lived, *child.counted)]
    floor, ceiling = min([limit - 3, *ages]), max([limit + 2, *ages])
    return float(int(max(floor, limit - 9))), min(float(int(ceiling) + 1), limit + 5)


def _up_to(points: Sequence[Point], ceiling: float) -> list[Point]:
    """Give the points below the upper edge, with the one where the line crosses it."""
    kept = [one for one in points if one[1] <= ceiling]
    above = next((one for one in points if one[1] > ceiling), None)
    if above is None or not kept or above[0] < kept[-1][0]:
        return kept
    (day, age), (after, older) = kept[-1], above
    return [*kept, (day + (after - day) * ((ceiling - age) / (older - age)), ceiling)]


def _last(points: Sequence[Point]) -> str:
    return f"{points[-1][1]:.1f}" if points else "?"


def _line(
    pen: Pen, scale: Scale, points: Sequence[Point], high: Callable[[float], float], ink: Ink, words: str
) -> None:
    places = [(scale.at(day), high(age)) for day, age in points]
    for (left, top), (right, low) in pairwise(places):
        pen.rule(left, top, right, low, ink)
    if places:
        across, down = places[-1]
        size = pen.measure(words)
        pen.words(across - size - 4, down + pen.letters() * (-0.65 if ink == "quiet" else 0.65), words, ink)


@dataclass(frozen=True, slots=True)
class FamilyPicture:
    """People in rows, the eldest generation first: (id, name, words) each; lines by kind between ids."""

    title: str
    rows: tuple[tuple[tuple[str, str, str], ...], ...]
    lines: tuple[tuple[TreeLine, str, str], ...]

    def height(self, pen: Measure, width: float) -> float:
        """Give the room of the boxes with air between the rows."""
        return pen.letters() * (len(self.rows) * _BOX + max(len(self.rows) - 1, 0) * _AIR)

    def draw(self, pen: Pen, width: float) -> None:
        """Draw the lines, then the boxes over them."""
        letters, boxes = pen.letters(), dict(self._boxes(pen, width))
        for kind, one, other in self.lines:
            if one in boxes and other in boxes:
                _between(pen, kind, boxes[one], boxes[other])
        for row in self.rows:
            for person_id, name, words in row:
                left, top, wide, high = boxes[person_id]
                pen.box(left, top, wide, high, "counted" if words else "other")
                room = wide - letters
                pen.words(left + letters / 2, top + high * 0.32, fitting(pen, name, room), "text", "counted")
                if words:
                    pen.words(left + letters / 2, top + high * 0.72, fitting(pen, words, room), "quiet")

    def spoken(self) -> Iterator[str]:
        """Say each person."""
        for row in self.rows:
            for _id, name, words in row:
                yield f"{name}, {words}" if words else name

    def _boxes(self, pen: Measure, width: float) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
        letters = pen.letters()
        most = max((len(row) for row in self.rows), default=1)
        wide = min((width - (most - 1) * letters * 2) / most, letters * 17)
        for place, row in enumerate(self.rows):
            room = len(row) * wide + (len(row) - 1) * letters * 2
            for number, (person_id, _name, _words) in enumerate(row):
                left = (width - room) / 2 + number * (wide + letters * 2)
                yield person_id, (left, place * letters * (_BOX + _AIR), wide, letters * _BOX)


_BOX, _AIR = 2.8, 1.6


def _between(
    pen: Pen, kind: TreeLine, one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> None:
    """Draw a line between two boxes: across between spouses and siblings, down to a child."""
    if kind in ("spouse", "ended", "sibling"):
        first, second = sorted((one, other))
        middle = first[1] + first[3] / 2
        for down in (-1.5, 1.5) if kind == "spouse" else (0.0,):
            pen.rule(first[0] + first[2], middle + down, second[0], middle + down, "text")
        return
    start, end = one[0] + one[2] / 2, other[0] + other[2] / 2
    top, low = one[1] + one[3], other[1]
    middle = (top + low) / 2
    ink: Ink = "text" if kind == "child" else "quiet"
    pen.rule(start, top, start, middle, ink)
    pen.rule(start, middle, end, middle, ink)
    pen.rule(end, middle, end, low, ink)
