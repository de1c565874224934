"""Timelines, lifelines, year and month as pages: drawn by the functions that draw them on the screen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from immdesk.basics.month_drawn import draw_month
from immdesk.basics.shown import month_and_year
from immdesk.basics.timeline import Timeline, height_of, lay_out
from immdesk.basics.timeline_drawn import HEAD, View, draw_legend, draw_timeline, legend_of
from immdesk.basics.words import _, n_
from immdesk.basics.year_drawn import Year, days_of, draw_year, fields_of
from immdesk.office.docket_sheets import Asked, paper_of
from immdesk.office.timelines import spots_asked, timeline_of

if TYPE_CHECKING:
    from immdesk.office.office import Office

_LETTERS = 10.5  # as the pen on paper writes
_NAMES = 128.0
_LEGEND = 3.4  # lines of letters below a chart


def chart_pdf(office: Office, name: str, asked: Asked, person_id: str = "") -> bytes:
    """Give a chart as a PDF: "timeline" of 12 months, "year", "month", or the "lifeline" of a person."""
    if name == "lifeline":
        return _lifeline(office, person_id)
    if name == "timeline":
        return _timeline(office, asked)
    return _year(office, asked) if name == "year" else _month(office, asked)


def _timeline(office: Office, asked: Asked) -> bytes:
    from immdesk.packets.docket_pages import chart_pages

    found = spots_asked(office, asked.only, True, asked.finding)
    first = asked.day.replace(day=1)
    after = date(first.year + 1, first.month, 1)
    chart = timeline_of(office, found, asked.by, asked.only, empty=False)
    chart = within(chart, first.toordinal(), after.toordinal() - 1)
    title = _("Timeline, {first} to {last}").format(
        first=month_and_year(first), last=month_and_year(after - timedelta(days=1))
    )
    paper = paper_of(
        office, title, asked.only, _count(n_("{n} row", "{n} rows", len(chart.rows)), asked), across=True
    )
    return chart_pages(paper, pages_of(chart, first.toordinal(), after.toordinal()))


def _lifeline(office: Office, person_id: str) -> bytes:
    from immdesk.office.calendar_days import CalendarFilter
    from immdesk.office.lifeline import lifeline
    from immdesk.packets.docket_pages import chart_pages

    found = lifeline(office, person_id)
    title = _("Lifeline of {name}").format(name=found.name)
    paper = paper_of(
        office, title, CalendarFilter(person_id=person_id), " ".join(found.remarks[:2]), across=True
    )
    chart = found.chart
    return chart_pages(paper, pages_of(chart, chart.first, chart.last + 1))


def _year(office: Office, asked: Asked) -> bytes:
    from immdesk.packets.docket_pages import chart_pages

    found = spots_asked(office, asked.only, False, asked.finding)
    days = days_of(found.spots, asked.day.year)
    year = Year(asked.day.year, days, office.today())
    count = n_("{n} date", "{n} dates", sum(day.dates for day in days.values()))
    paper = paper_of(
        office, _("Year {year}").format(year=asked.day.year), asked.only, _count(count, asked), across=True
    )

    def draw(pen: Any, wide: float, high: float) -> None:
        draw_year(year, pen, fields_of(wide, high, pen.letters()))

    return chart_pages(paper, [draw])


def _month(office: Office, asked: Asked) -> bytes:
    from immdesk.packets.docket_pages import chart_pages

    first = asked.day.replace(day=1)
    found = spots_asked(office, asked.only, True, asked.finding)
    days: dict[int, list[Any]] = {}
    for one in found.spots:
        days.setdefault(one.on, []).append(one)
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    count = sum(len(days.get(day, ())) for day in range(first.toordinal(), after.toordinal()))
    paper = paper_of(
        office,
        month_and_year(first),
        asked.only,
        _count(n_("{n} date", "{n} dates", count), asked),
        across=True,
    )

    def draw(pen: Any, wide: float, high: float) -> None:
        draw_month(first, days, office.today(), pen, wide, high)

    return chart_pages(paper, [draw])


def _count(words: str, asked: Asked) -> str:
    """Say how many there are, and what was typed to find them."""
    found = _("found by “{words}”").format(words=asked.words) if asked.words else ""
    return " · ".join(part for part in (words, found) if part)


def within(chart: Timeline, first: int, last: int) -> Timeline:
    """Give only the rows on which something stands between two days, both included."""
    lines = []
    for row in chart.rows:
        spots = tuple(one for one in row.line.spots if first <= one.on <= last)
        bands = tuple(one for one in row.line.stretches if one.last >= first and one.first <= last)
        if spots or bands:
            lines.append(replace(row.line, spots=spots, stretches=bands))
    return lay_out(lines, chart.today, chart.title)


@dataclass(frozen=True, slots=True)
class _Page:
    first: int
    last: int


def pages_of(chart: Timeline, first: int, after: int) -> list[Callable[[Any, float, float], None]]:
    """Give what draws each page: as many whole rows as have room, the head on each."""
    from immdesk.packets.docket_pages import chart_room

    room = chart_room(True)[1] / _LETTERS - HEAD - _LEGEND
    pages, begun, used = [], 0, 0.0
    for place, row in enumerate(chart.rows):
        high = height_of(row)
        if used + high > room and place > begun:
            pages.append(_Page(begun, place))
            begun, used = place, 0.0
        used += high
    pages.append(_Page(begun, len(chart.rows)))
    legend = legend_of(chart)
    return [partial(_draw_page, chart, legend, one, first, after) for one in pages]


def _draw_page(
    chart: Timeline, legend: Any, page: _Page, first: int, after: int, pen: Any, wide: float, high: float
) -> None:
    top = chart.tops[page.first] * _LETTERS
    low = (chart.tops[page.last] if chart.rows else 0.0) * _LETTERS
    shown = min(high - _LEGEND * _LETTERS, low - top + HEAD * _LETTERS) if chart.rows else high / 2
    scale = (wide - _NAMES) / max(1, after - first)
    draw_timeline(chart, pen, View(first, scale, top, wide, shown, _NAMES))
    draw_legend(legend, pen, wide, shown + _LETTERS)
