"""Draws a month on paper: a field for each day with its dates, and how many more than it has room for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from immdesk.basics import day_names
from immdesk.basics.marks import WAITING, mark_for
from immdesk.basics.timeline import Spot
from immdesk.basics.timeline_drawn import Ink, Pen
from immdesk.basics.words import _


def draw_month(
    first: date, days: Mapping[int, Sequence[Spot]], today: date, pen: Pen, wide: float, high: float
) -> None:
    """Draw the month that begins on `first` into a width and height; weeks begin on Sunday."""
    line, start = pen.letters(), first - timedelta(days=(first.weekday() + 1) % 7)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    weeks = -(-(after - start).days // 7)
    across, down, head = wide / 7, (high - 1.5 * line) / weeks, 1.5 * line
    names = day_names.days()
    for place in range(7):
        pen.words(place * across + 3, line * 0.7, names[(place + 6) % 7], "quiet")
    for place in range(7 * weeks):
        day = start + timedelta(days=place)
        left, top = place % 7 * across, head + place // 7 * down
        if day.month != first.month or day.weekday() >= 5:
            pen.fill(left, top, across, down, "weekend")
        pen.rule(left, top, left + across, top, "line")
        pen.rule(left, top, left, top + down, "line")
        if day.month == first.month:
            ink: Ink = "today" if day == today else "text"
            pen.words(left + 3, top + line * 0.8, f"{day.day}", ink, True)
            found = sorted(days.get(day.toordinal(), ()), key=lambda one: (one.rank, one.title))
            _draw_dates(found, pen, left, top + line * 1.5, across, down - line * 1.6)
    pen.rule(0, high, wide, high, "line")
    pen.rule(wide, head, wide, high, "line")


def _draw_dates(found: Sequence[Spot], pen: Pen, left: float, top: float, wide: float, high: float) -> None:
    """Draw dates below one another: whose and what, in two lines each where there is room for all."""
    line = pen.letters()
    lines = 2 if 2 * len(found) * line <= high else 1
    room = int(high / line / lines)
    shown = found if len(found) <= room else found[: max(room - 1, 0)]
    for place, one in enumerate(shown):
        middle = top + (place * lines + 0.5) * line
        mark = mark_for(one.kind, one.severity, one.state)
        pen.mark(left + line * 0.7, middle, line * 0.7, mark, one.state in WAITING)
        ink: Ink = "quiet" if one.state == "done" else "text"
        who = one.case_title.partition(",")[0]
        first = who if lines == 2 else " – ".join(part for part in (who, one.title) if part)
        pen.words(left + line * 1.3, middle, pen.fitted(first, wide - line * 1.5), ink)
        if lines == 2:
            pen.words(left + line * 1.3, middle + line, pen.fitted(one.title, wide - line * 1.5), "quiet")
    if len(shown) < len(found):
        middle = top + (len(shown) * lines + 0.5) * line
        pen.words(left + line * 1.3, middle, _("{n} more").format(n=len(found) - len(shown)), "quiet")
