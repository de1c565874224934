"""Draws a timeline the same way on the screen, on the printer and in a PDF: one function for every pen."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, Protocol

from immdesk.basics.marks import WAITING, Mark, mark_for
from immdesk.basics.timeline import BAND_LANE, MARKS_LANE, BandKind, Placed, Spot, Timeline
from immdesk.basics.timeline_ticks import Scale, heads, weekends
from immdesk.basics.words import _, n_

Ink = Literal["text", "quiet", "line", "today", "bad"]
Shade = Literal["ground", "card", "chosen", "weekend", "heat1", "heat2", "heat3", "heat4"]

HEAD = 2.9
"""How high the two lines of days, months or years above are, in lines of letters."""


class Pen(Protocol):
    """What draws: on the screen or on paper. Everything counts from the upper left corner, downwards."""

    def letters(self) -> float:
        """Give how high a line of words is."""

    def measure(self, words: str) -> float:
        """Give how wide some words are."""

    def fitted(self, words: str, room: float) -> str:
        """Give the words, cut with "…" where they are wider than `room`."""

    def fill(self, left: float, top: float, wide: float, high: float, shade: Shade) -> None:
        """Fill an area."""

    def frame(self, left: float, top: float, wide: float, high: float, strong: bool) -> None:
        """Draw a frame around what is chosen; `strong` while the keys go there."""

    def band(self, left: float, top: float, wide: float, high: float, kind: BandKind, waits: bool) -> None:
        """Draw a stretch of days, with the ground and the pattern that tell its kind without colour."""

    def mark(self, left: float, middle: float, size: float, mark: Mark, waits: bool) -> None:
        """Draw a mark around `left`; one that waits has a dashed ring."""

    def words(self, left: float, middle: float, words: str, ink: Ink, strong: bool = False) -> None:
        """Write words whose line has its middle at `middle`."""

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""

    def clip(self, left: float, top: float, wide: float, high: float) -> None:
        """Draw only inside, until `unclip`."""

    def unclip(self) -> None:
        """Draw everywhere again."""


class Thing(NamedTuple):
    """One thing of a timeline: its row, "spot" or "stretch", its place there; place -1 is the row itself."""

    row: int
    kind: str
    place: int


@dataclass(frozen=True, slots=True)
class View:
    """What is seen: the day at the left edge of the body, dots to the day, how far down, the size.

    `names` is the width of the column of names, `chosen` what is marked, `focus` whether the keys go there.
    """

    left: float
    scale: float
    top: float
    width: float
    height: float
    names: float
    chosen: Thing | None = None
    focus: bool = False

    def at(self, day: float) -> float:
        """Give where a day begins."""
        return self.names + (day - self.left) * self.scale

    def day_at(self, x: float) -> int:
        """Give the day under a place."""
        return math.floor(self.left + (x - self.names) / self.scale)


def draw_timeline(chart: Timeline, pen: Pen, view: View) -> None:
    """Draw what is to be seen of a timeline; the head and the names stay where they are."""
    line = pen.letters()
    head, body = HEAD * line, view.height - HEAD * line
    scale = Scale(view.left, view.scale, view.names, view.width)
    rows = chart.between(view.top / line, (view.top + body) / line)
    pen.clip(view.names, head, view.width - view.names, body)
    for left, wide in weekends(scale):
        pen.fill(left, head, wide, body, "weekend")
    minor, major = heads(scale, line, pen.measure)
    for x, _words in minor:
        pen.rule(x, head, x, view.height, "line")
    today = view.at(chart.today)
    if view.names <= today <= view.width:
        pen.rule(today, head, today, view.height, "today")
    for number in rows:
        _draw_row(chart, pen, view, number)
    pen.unclip()
    pen.clip(0, head, view.names, body)
    for number in rows:
        _draw_name(chart, pen, view, number)
    pen.unclip()
    _draw_head(chart, pen, view, minor, major)
    if not chart.rows:
        pen.words(view.names + line, head + line, _("No date fits."), "quiet")


def _draw_head(
    chart: Timeline, pen: Pen, view: View, minor: list[tuple[float, str]], major: list[tuple[float, str]]
) -> None:
    line = pen.letters()
    pen.fill(0, 0, view.width, HEAD * line, "card")
    pen.clip(view.names, 0, view.width - view.names, HEAD * line)
    for place, (x, words) in enumerate(major):
        pen.rule(x, 0, x, HEAD * line, "line")
        end = major[place + 1][0] if place + 1 < len(major) else view.width
        shown = max(x, view.names)
        pen.words(shown + line * 0.3, line * 0.75, pen.fitted(words, end - shown - line * 0.5), "text", True)
    for x, words in minor:
        pen.words(x + line * 0.2, line * 2.05, words, "quiet")
    today = view.at(chart.today)
    if view.names <= today <= view.width:
        words = _("today")
        pen.rule(today, HEAD * line * 0.5, today, HEAD * line, "today")
        wide = pen.measure(words) + 4
        pen.fill(today + 2, line * 1.5, wide, line * 1.1, "card")
        pen.words(today + 4, line * 2.05, words, "today", True)
    pen.unclip()
    pen.rule(0, HEAD * line, view.width, HEAD * line, "line")
    pen.rule(view.names, 0, view.names, view.height, "line")


def _draw_name(chart: Timeline, pen: Pen, view: View, number: int) -> None:
    line, row = pen.letters(), chart.rows[number]
    top = HEAD * line + chart.tops[number] * line - view.top
    high = (chart.tops[number + 1] - chart.tops[number]) * line
    chosen = view.chosen is not None and view.chosen.row == number
    pen.fill(0, top, view.names, high, "chosen" if chosen else "card")
    if number:
        pen.rule(0, top, view.names, top, "line")
    room = view.names - line * 0.9
    pen.words(line * 0.5, top + line * 0.85, pen.fitted(row.line.name, room), "text", chosen)
    under = row.line.under
    if row.left_out:
        under = " · ".join(filter(None, (under, n_("{n} window more", "{n} windows more", row.left_out))))
    if under and high > 2.0 * line:
        pen.words(line * 0.5, top + line * 1.85, pen.fitted(under, room), "quiet")
    if number == len(chart.rows) - 1:
        pen.rule(0, top + high, view.names, top + high, "line")
    if chosen and view.chosen is not None and view.chosen.place < 0:
        pen.frame(2, top + 2, view.names - 4, high - 4, view.focus)


def _draw_row(chart: Timeline, pen: Pen, view: View, number: int) -> None:
    line, row = pen.letters(), chart.rows[number]
    top = HEAD * line + chart.tops[number] * line - view.top
    low = HEAD * line + chart.tops[number + 1] * line - view.top
    pen.rule(view.names, low, view.width, low, "line")
    first, last = view.left, view.left + (view.width - view.names) / view.scale
    chosen = view.chosen if view.chosen is not None and view.chosen.row == number else None
    for place, one in enumerate(row.line.stretches):
        lane = row.lanes[place]
        if lane < 0 or one.last + 1 < first or one.first > last:
            continue
        start, end = view.at(one.first), view.at(one.last + 1)
        begin, finish = max(start, view.names - 4), min(end, view.width + 4)
        at = top + (MARKS_LANE + lane * BAND_LANE) * line
        pen.band(begin, at, max(finish - begin, 2.0), BAND_LANE * line * 0.86, one.kind, one.waits)
        _draw_title(pen, view, begin, finish, at + BAND_LANE * line * 0.43, one.title)
        if chosen is not None and chosen.kind == "stretch" and chosen.place == place:
            pen.frame(begin, at, max(finish - begin, 2.0), BAND_LANE * line * 0.86, view.focus)
    if not row.ons and not row.lanes:
        pen.words(view.names + line * 0.6, top + line * 0.85, _("No date"), "quiet")
    _draw_spots(pen, view, row, top + MARKS_LANE * line * 0.5, chosen)


def _draw_title(pen: Pen, view: View, begin: float, end: float, middle: float, words: str) -> None:
    line = pen.letters()
    left, right = max(begin, view.names) + line * 0.3, min(end, view.width)
    if right - left > line * 2:
        pen.words(left, middle, pen.fitted(words, right - left - line * 0.2), "text")


def _draw_spots(pen: Pen, view: View, row: Placed, middle: float, chosen: Thing | None) -> None:
    line = pen.letters()
    size = line * 0.78
    for at, after, worst in groups_of(row, view, size):
        one = row.line.spots[worst]
        x = view.at(one.on) + min(view.scale / 2, size)
        pen.mark(x, middle, size, mark_for(one.kind, one.severity, one.state), one.state in WAITING)
        end = min(view.at(row.ons[after]), view.width) if after < len(row.ons) else view.width
        room = end - x - size
        if room > line * 2.2:
            words = _spot_words(one, after - at, row.line.name)
            ink: Ink = "quiet" if one.state == "done" else "text"
            pen.words(x + size * 0.75, middle, pen.fitted(words, room - size * 0.2), ink)
        elif after - at > 1 and room > line * 0.6:
            pen.words(x + size * 0.65, middle, f"{after - at}", "quiet")
        if chosen is not None and chosen.kind == "spot" and at <= chosen.place < after:
            pen.frame(x - size * 0.8, middle - size * 0.8, size * 1.6, size * 1.6, view.focus)


def groups_of(row: Placed, view: View, size: float) -> Iterator[tuple[int, int, int]]:
    """Give what is drawn as one mark, as it would lie over the next: first place, place after, the worst."""
    step = int(size * 0.9 / view.scale)
    last = view.left + (view.width - view.names) / view.scale + 1
    at, ons = bisect_left(row.ons, view.left - size / view.scale), row.ons
    while at < len(ons) and ons[at] <= last:
        after = bisect_right(ons, ons[at] + step)
        worst = at
        if after - at > 1:
            ranks = row.ranks[at:after]
            worst = at + ranks.index(min(ranks))
        yield at, after, worst
        at = after


def _spot_words(one: Spot, count: int, row: str) -> str:
    words = f"{one.who}: {one.title}" if one.who and one.who not in row else one.title
    return f"{words}  +{count - 1}" if count > 1 else words


def legend_of(chart: Timeline) -> list[Mark | BandKind]:
    """Give the marks and the kinds of bands that a chart has, for `draw_legend`."""
    words = {one[3:6] for row in chart.rows for one in row.line.spots}  # kind, severity, state
    marks = {mark_for(*one) for one in words}
    kinds = dict.fromkeys(one.kind for row in chart.rows for one in row.line.stretches)
    return [*sorted(marks, key=lambda mark: mark.rank), *kinds]


def draw_legend(items: Iterable[Mark | BandKind], pen: Pen, width: float, middle: float) -> None:
    """Say below a chart what its marks and bands stand for, in two lines where one is full."""
    line, left = pen.letters(), 0.0
    for one in items:
        words = one.words if isinstance(one, Mark) else band_words(one)
        wide = line * 2.6 + pen.measure(words)
        if left and left + wide > width:
            left, middle = 0.0, middle + line * 1.3
        if isinstance(one, Mark):
            pen.mark(left + line * 0.6, middle, line * 0.78, one, False)
        else:
            pen.band(left, middle - line * 0.4, line * 1.4, line * 0.8, one, False)
        pen.words(left + line * 1.7, middle, words, "quiet")
        left += wide


def band_words(kind: BandKind) -> str:
    """Say what a stretch of days stands for."""
    return {
        "window": _("may be filed"),
        "grace": _("days of grace"),
        "status": _("status"),
        "document": _("document"),
        "petition": _("with the agency"),
        "trip": _("abroad"),
        "gap": _("gap"),
        "overlap": _("overlap"),
    }[kind]


def box_of(chart: Timeline, view: View, line: float, thing: Thing) -> tuple[float, float, float, float]:
    """Give where a thing is drawn: left, top, width, height, in the view with letters of this height."""
    row = chart.rows[thing.row]
    top = HEAD * line + chart.tops[thing.row] * line - view.top
    if thing.place < 0:
        return 0, top, view.names, (chart.tops[thing.row + 1] - chart.tops[thing.row]) * line
    if thing.kind == "spot":
        size = line * 0.78
        x = view.at(row.ons[thing.place]) + min(view.scale / 2, size)
        return x - size, top, 2 * size, MARKS_LANE * line
    one, lane = row.line.stretches[thing.place], max(row.lanes[thing.place], 0)
    at, start = top + (MARKS_LANE + lane * BAND_LANE) * line, view.at(one.first)
    return start, at, view.at(one.last + 1) - start, BAND_LANE * line


def thing_at(chart: Timeline, view: View, line: float, x: float, y: float) -> Thing | None:
    """Give what is under a point: a mark, a stretch, else the row; None where there is none."""
    number = chart.row_at((y - HEAD * line + view.top) / line) if y >= HEAD * line else -1
    if number < 0:
        return None
    row, size = chart.rows[number], line * 0.78
    if x < view.names:
        return Thing(number, "row", -1)
    down = y - HEAD * line + view.top - chart.tops[number] * line
    if down < MARKS_LANE * line:
        for at, after, worst in groups_of(row, view, size):
            left = view.at(row.ons[worst]) + min(view.scale / 2, size)
            if abs(left - x) <= size or left < x < (
                view.at(row.ons[after]) if after < len(row.ons) else left
            ):
                return Thing(number, "spot", worst if after - at > 1 else at)
        return Thing(number, "row", -1)
    lane, day = int((down / line - MARKS_LANE) / BAND_LANE), view.left + (x - view.names) / view.scale
    for place, one in enumerate(row.line.stretches):
        if row.lanes[place] == lane and one.first <= day < one.last + 1:
            return Thing(number, "stretch", place)
    return Thing(number, "row", -1)


def seen_things(chart: Timeline, view: View, line: float) -> list[Thing]:
    """Give the rows that are seen, each followed by what is seen on it in the order of days."""
    found: list[Thing] = []
    last = view.left + (view.width - view.names) / view.scale
    for number in chart.between(view.top / line, (view.top + view.height - HEAD * line) / line):
        row = chart.rows[number]
        found.append(Thing(number, "row", -1))
        here = {
            (row.ons[worst], "spot", worst) for _at, _after, worst in groups_of(row, view, line * 0.78)
        } | {
            (one.first, "stretch", place)
            for place, one in enumerate(row.line.stretches)
            if one.last >= view.left and one.first <= last
        }
        chosen = view.chosen
        if chosen is not None and chosen.row == number and chosen.place >= 0:
            here.add((day_of(chart, chosen), chosen.kind, chosen.place))
        found += [Thing(number, kind, place) for _day, kind, place in sorted(here)]
    return found


def day_of(chart: Timeline, thing: Thing) -> int:
    """Give the day of a mark, or on which a stretch begins."""
    line = chart.rows[thing.row].line
    return line.spots[thing.place].on if thing.kind == "spot" else line.stretches[thing.place].first
