"""Bands of days drawn the same way on the screen and on paper: one function lays them out for either pen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, Protocol

from immdesk.basics import day_names
from immdesk.basics.calculation import Band, BandKind, Chart
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _

Ink = Literal["text", "quiet", "line", "today"]


class Measure(Protocol):
    """What knows how large words become."""

    def measure(self, words: str) -> float:
        """Give how wide some words are."""

    def letters(self) -> float:
        """Give how high a line of words is."""


class Pen(Measure, Protocol):
    """What draws: on the screen or on paper. Everything counts from the upper left corner, downwards."""

    def box(self, left: float, top: float, wide: float, high: float, kind: BandKind) -> None:
        """Draw a band of a kind, with the ground and the pattern that tell it without colour."""

    def shade(self, left: float, top: float, wide: float, high: float, part: float) -> None:
        """Draw a field whose ground is darker the nearer `part` is to 1; 0 leaves it empty."""

    def words(self, left: float, middle: float, words: str, ink: Ink, on: BandKind | None = None) -> None:
        """Write words whose line has its middle at `middle`; `on` is the band that they stand on."""

    def rule(self, left: float, top: float, right: float, low: float, ink: Ink) -> None:
        """Draw a line."""


def kind_words(kind: BandKind) -> str:
    """Say what a band stands for, for the legend."""
    return {
        "counted": _("counts"),
        "away": _("abroad"),
        "other": _("does not count"),
        "gap": _("nothing recorded"),
        "wait": _("wait"),
        "window": _("may be done"),
        "over": _("past the limit"),
        "mark": _("one day"),
    }[kind]


def height_of(chart: Chart, letters: float) -> float:
    """Give how high a chart is drawn with letters of this height."""
    second = 1.3 if len(_kinds(chart)) > 3 else 0.0
    return _top(letters) + len(chart.rows) * _row(letters) + (2.6 + second) * letters


def draw_bands(chart: Chart, pen: Pen, width: float) -> None:
    """Draw a chart `width` wide: the names at the left, years and months above, today, the legend below."""
    letters = pen.letters()
    left = _names_width(chart, pen, width)
    scale = scale_of(chart, pen, width)
    low = _top(letters) + len(chart.rows) * _row(letters)
    for at, words in ticks_of(scale, pen):
        pen.rule(at, letters * 1.3, at, low, "line")
        pen.words(at + 2, letters * 0.75, words, "quiet")
    for place, (name, bands) in enumerate(chart.rows):
        top = _top(letters) + place * _row(letters)
        pen.words(0, top + _row(letters) / 2, fitting(pen, name, left - letters), "text")
        _draw_row(pen, scale, bands, top, letters)
    today = scale.at(chart.today)
    pen.rule(today, letters * 1.3, today, low, "today")
    words = _("today")
    after = today + 3 + pen.measure(words) <= width
    pen.words(today + 3 if after else today - 3 - pen.measure(words), low + letters * 0.6, words, "today")
    _legend(chart, pen, left, width, low + letters * 1.9)


def in_sentences(chart: Chart) -> Iterator[str]:
    """Say each band in words, for who does not see the picture."""
    for name, bands in chart.rows:
        for band in bands:
            yield ": ".join(part for part in (name, _band_words(band, dict(chart.legend))) if part)


def _band_words(band: Band, legend: Mapping[BandKind, str]) -> str:
    """Say one band: what, from when until when, and its note."""
    what = band.label or legend.get(band.kind) or ("" if band.kind == "mark" else kind_words(band.kind))
    first, last = on_screen(band.first), on_screen(band.last)
    days = f"{first} – {last}" if first != last else first
    return ", ".join(part for part in (what, days, band.note) if part)


def scale_of(chart: Chart, pen: Measure, width: float) -> Scale:
    """Give where the days of a chart stand when it is drawn `width` wide."""
    return Scale(*(chart.reach or reach_of(chart)), _names_width(chart, pen, width), width)


def row_at(chart: Chart, letters: float, low: float) -> int:
    """Give the number of the row that is drawn at this height; -1 outside."""
    row = int((low - _top(letters)) // _row(letters))
    return row if 0 <= row < len(chart.rows) else -1


def row_box(letters: float, row: int) -> tuple[float, float]:
    """Give the top and the height of a row."""
    return _top(letters) + row * _row(letters), _row(letters)


@dataclass(frozen=True, slots=True)
class Scale:
    """Where a day stands across the chart, and which day stands there."""

    first: date
    last: date
    left: float
    right: float

    def at(self, day: date) -> float:
        """Give how far across a day stands."""
        whole = (self.last - self.first).days or 1
        part = min(max((day - self.first).days / whole, 0.0), 1.0)
        return self.left + part * (self.right - self.left)

    def day(self, across: float) -> date:
        """Give the day that stands so far across."""
        part = min(max((across - self.left) / max(self.right - self.left, 1.0), 0.0), 1.0)
        return self.first + timedelta(days=round(part * (self.last - self.first).days))


def _draw_row(pen: Pen, scale: Scale, bands: tuple[Band, ...], top: float, letters: float) -> None:
    """Draw the bands of a row, then their words: on the band, else beside it where nothing stands."""
    high, taken = _row(letters), []
    for band in bands:
        start = scale.at(band.first or scale.first)
        after = band.last + timedelta(days=1) if band.last and band.last < date.max else scale.last
        wide = max((scale.at(after) if band.kind != "mark" else start) - start, 2.0)
        inset = high * (0.14 if band.kind != "mark" else 0.05)
        pen.box(start, top + inset, wide, high - 2 * inset, band.kind)
        taken.append((start, start + wide))
    for band, (start, end) in zip(bands, tuple(taken), strict=True):
        size, air = pen.measure(band.label), letters / 3
        if not band.label:
            continue
        if size + 2 * air <= end - start:
            pen.words(start + air, top + high / 2, band.label, "text", band.kind)
            continue
        for place in (end + air, start - air - size):
            if _is_free(place, place + size, taken, scale):
                pen.words(place, top + high / 2, band.label, "text")
                taken.append((place, place + size))
                break


def _is_free(left: float, right: float, taken: Sequence[tuple[float, float]], scale: Scale) -> bool:
    if left < scale.left or right > scale.right:
        return False
    return all(right < start or end < left for start, end in taken)


def _legend(chart: Chart, pen: Pen, names: float, width: float, middle: float) -> None:
    """Say what the kinds stand for, under the bands; on a second line where the first is full."""
    letters, told = pen.letters(), dict(chart.legend)
    items = [(kind, told.get(kind) or kind_words(kind)) for kind in _kinds(chart)]
    sizes = [letters * 3 + pen.measure(words) for _kind, words in items]
    begin = names if names + sum(sizes) <= width else 0.0
    left = begin
    for (kind, words), size in zip(items, sizes, strict=True):
        if left > begin and left + size - letters > width:
            left, middle = begin, middle + letters * 1.3
        pen.box(left, middle - letters * 0.4, letters * 1.4, letters * 0.8, kind)
        pen.words(left + letters * 1.8, middle, words, "quiet")
        left += size


def _kinds(chart: Chart) -> tuple[BandKind, ...]:
    kinds = dict.fromkeys(band.kind for _name, bands in chart.rows for band in bands)
    return tuple(kind for kind in kinds if kind != "mark")


def ticks_of(scale: Scale, pen: Measure) -> Iterator[tuple[float, str]]:
    """Give where years, quarters or months begin, as close as their words leave room."""
    room = (scale.right - scale.left) / max((scale.last - scale.first).days, 1)
    for months in (1, 3, 6, 12, 24, 60, 120):
        wide = pen.measure("0000") if months >= 12 else pen.measure(f"{_longest()} 0000")
        if room * months * 30.4 > wide + pen.letters() / 2:
            break
    day = scale.first.replace(day=1)
    while day <= scale.last:
        number = day.year * 12 + day.month - 1
        if day >= scale.first and number % months == 0:
            word = f"{day.year}" if months >= 12 else f"{_month(day)} {day.year}"
            if scale.at(day) + pen.measure(word) <= scale.right:
                yield scale.at(day), word
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _month(day: date) -> str:
    return day_names.short_months()[day.month - 1]


def _longest() -> str:
    return max(day_names.short_months(), key=len)


def reach_of(chart: Chart) -> tuple[date, date]:
    """Give the first and the last day of the picture, with a little air on both sides."""
    days = [chart.today]
    for _name, bands in chart.rows:
        days += [day for band in bands for day in (band.first, band.last) if day and day.year < 9000]
    first, last = min(days), max(days)
    air = timedelta(days=max((last - first).days // 40, 3))
    return first - air, last + air


def _names_width(chart: Chart, pen: Measure, width: float) -> float:
    widest = max(pen.measure(name) for name in (chart.widest, *(name for name, _bands in chart.rows)))
    return min(widest, width * 0.32) + pen.letters()


def fitting(pen: Measure, words: str, room: float) -> str:
    """Give words as far as they have room, with … where they are cut."""
    if pen.measure(words) <= room + 0.01:  # a width added and taken away again is not quite the same
        return words
    while words and pen.measure(words + "…") > room:
        words = words[:-1]
    return words + "…"


def _top(letters: float) -> float:
    return letters * 1.7


def _row(letters: float) -> float:
    return letters * 1.9
