"""Draws the days of a month or a week as a grid, on the screen and on paper alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from immdesk.basics.words import _, n_
from ui import theme
from ui.calendar.chips import draw_chip, draw_slip, slip_height
from ui.calendar.days import day_name, weekday_names

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

_GAP = 2.0
_SIDE = 5.0


@dataclass(frozen=True, slots=True)
class Pen:
    """With what is drawn: the colours, the font of text, of small print and of headings."""

    look: theme.Look
    text: QFont
    small: QFont
    head: QFont


@dataclass(frozen=True, slots=True)
class Grid:
    """What is drawn: days by week, their dates, which day is today, chosen, or of another month.

    `whole` writes every word of a date (a week), else each is a chip of a line or two (a month); `named`
    writes the whole name of the day in place of its number (days below one another).
    """

    weeks: Sequence[Sequence[date]]
    rows: Mapping[date, Sequence[DateRow]]
    today: date
    month: int = 0
    chosen: date | None = None
    focus: bool = False
    whole: bool = False
    named: bool = False
    more: Mapping[date, int] = field(default_factory=dict)
    """By day, how many dates are not among `rows` because nobody could read so many."""


def grid_boxes(area: QRectF, head: float, week: float, weeks: int) -> list[QRectF]:
    """Give the field of each day: below the head of `area`, weeks of this height, seven fields across."""
    width = area.width() / 7
    return [
        QRectF(area.left() + across * width, area.top() + head + down * week, width, week)
        for down in range(weeks)
        for across in range(7)
    ]


def draw_grid(painter: QPainter, boxes: Sequence[QRectF], grid: Grid, pen: Pen) -> list[date]:
    """Draw each day into its field. Give the crowded days: a date had no room, or a word of it was cut."""
    painter.save()
    days = [day for week in grid.weeks for day in week]
    crowded = [
        day for day, box in zip(days, boxes, strict=True) if not _draw_day(painter, box, day, grid, pen)
    ]
    painter.restore()
    return crowded


def draw_head(painter: QPainter, area: QRectF, head: float, pen: Pen) -> None:
    """Draw the names of the days at the top of `area`."""
    painter.setFont(pen.small)
    painter.setPen(QColor(pen.look.quiet))
    width = area.width() / 7
    for column, name in enumerate(weekday_names()):
        box = QRectF(area.left() + column * width + theme.S, area.top(), width - theme.S, head)
        fits = painter.fontMetrics().horizontalAdvance(name) < box.width()
        painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), name if fits else name[:3])


def day_needs(painter: QPainter, width: float, grid: Grid, pen: Pen) -> list[float]:
    """Give how high each day must be for every word of its dates, `width` being a day's."""
    painter.setFont(pen.small)
    top, wide = _below_number(painter), width - 2 * _SIDE
    return [
        top
        + 3
        + sum(slip_height(painter, wide, slip_words(row)) + _GAP for row in grid.rows.get(day, ()))
        + (painter.fontMetrics().height() if day in grid.more else 0)
        for week in grid.weeks
        for day in week
    ]


def slip_words(row: DateRow) -> tuple[str, ...]:
    """Give the words of a date where there is room: what, whose, which case."""
    who = row.who if row.who != row.case_title else ""
    return row.title, who, f"{row.case_number} {row.case_title}".strip()


def draw_day_line(painter: QPainter, box: QRectF, day: date, today: date, pen: Pen) -> None:
    """Draw the line that names a day."""
    painter.setFont(pen.head)
    painter.setPen(QColor(pen.look.accent if day == today else pen.look.text))
    words = day_name(day) + (f"  ·  {_('today')}" if day == today else "")
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)


def _draw_day(painter: QPainter, box: QRectF, day: date, grid: Grid, pen: Pen) -> bool:
    look = pen.look
    here = not grid.month or day.month == grid.month
    if day.weekday() >= 5 or not here:
        painter.fillRect(box.adjusted(1, 1, 0, 0), theme.color(look.ground, 255 if not here else 140))
    painter.setPen(QPen(QColor(look.line), 1))
    painter.drawLine(box.topLeft(), box.topRight())
    if day.weekday() != 6 and not grid.named:
        painter.drawLine(box.topLeft(), box.bottomLeft())
    if day == grid.chosen:
        painter.setBrush(theme.color(look.accent_soft, 170))
        painter.setPen(QPen(QColor(look.accent), 2 if grid.focus else 1))
        painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 5, 5)
    if grid.named:
        name = QRectF(box.left() + theme.S, box.top() + 4, box.width(), painter.fontMetrics().height() + 6.0)
        draw_day_line(painter, name, day, grid.today, pen)
    else:
        _draw_number(painter, box, day, here, grid.today, pen)
    rows = grid.rows.get(day, ())
    more = grid.more.get(day, 0)
    return _draw_slips(painter, box, rows, pen, more) if grid.whole else _draw_chips(painter, box, rows, pen)


def _draw_number(painter: QPainter, box: QRectF, day: date, here: bool, today: date, pen: Pen) -> None:
    look, font = pen.look, QFont(pen.small)
    painter.setFont(font)
    side = painter.fontMetrics().height() + 4
    spot = QRectF(box.left() + 6, box.top() + 5, side, side)
    painter.setPen(QColor(look.text if here else look.quiet))
    if day == today:
        painter.setBrush(QColor(look.accent))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(spot)
        painter.setPen(QColor(look.on_accent))
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
    painter.drawText(spot, int(Qt.AlignmentFlag.AlignCenter), str(day.day))


def _below_number(painter: QPainter) -> float:
    return float(painter.fontMetrics().height() + 12)


def _draw_slips(painter: QPainter, box: QRectF, rows: Sequence[DateRow], pen: Pen, more: int) -> bool:
    """Draw dates with every word, as many as have room; say whether all had."""
    painter.setFont(pen.small)
    top, width = box.top() + _below_number(painter), box.width() - 2 * _SIDE
    line = painter.fontMetrics().height()
    seen = painter.clipBoundingRect() if painter.hasClipping() else QRectF(box)
    for place, row in enumerate(rows):
        high = slip_height(painter, width, slip_words(row))
        if top > seen.bottom() and top + high <= box.bottom():
            return True  # nothing of the rest is seen, and all of it has room: the day is as high as it needs
        kept = 0 if place == len(rows) - 1 else line + _GAP
        if top + high + kept > box.bottom():
            _draw_more(painter, QRectF(box.left() + 8, top, width, line), len(rows) - place, place, pen)
            return False
        if top + high >= seen.top():
            draw_slip(painter, QRectF(box.left() + _SIDE, top, width, high), row, pen.look, slip_words(row))
        top += high + _GAP
    if more:
        _draw_more(painter, QRectF(box.left() + 8, top, width, line), more, len(rows), pen)
    return not more


def _draw_chips(painter: QPainter, box: QRectF, rows: Sequence[DateRow], pen: Pen) -> bool:
    painter.setFont(pen.small)
    line = painter.fontMetrics().height()
    top = box.top() + _below_number(painter)
    room = box.bottom() - 3 - top
    tall = 0 < len(rows) * (2 * line + 6) <= room
    height = 2 * line + 4 if tall else line + 4
    fit = max(0, int(room // (height + 2)))
    shown = rows if len(rows) <= fit else rows[: max(fit - 1, 0)]
    whole = len(shown) == len(rows)
    for place, row in enumerate(shown):
        chip = QRectF(box.left() + _SIDE, top + place * (height + 2), box.width() - 2 * _SIDE, height)
        words = (row.case_title.partition(",")[0], row.title)
        whole = draw_chip(painter, chip, row, pen.look, words) and whole
    if len(shown) < len(rows):
        more = QRectF(box.left() + 8, top + len(shown) * (height + 2), box.width() - 12, height)
        if not fit:
            more.moveTo(box.left() + line + 14, box.top() + 5)
        _draw_more(painter, more, len(rows) - len(shown), len(shown), pen)
    return whole


def _draw_more(painter: QPainter, box: QRectF, left: int, shown: int, pen: Pen) -> None:
    painter.setPen(QColor(pen.look.quiet))
    words = _("{n} more").format(n=left) if shown else n_("{n} date", "{n} dates", left)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), words)


def card_shape(painter: QPainter, around: QRectF, look: theme.Look) -> None:
    """Draw the card on which days or lines stand."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(look.line), 1))
    painter.setBrush(QColor(look.card))
    painter.drawRoundedRect(around.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)


def inside_card(around: QRectF, head: float) -> QPainterPath:
    """Give the shape in which the days may be drawn, below the head."""
    sheet = QPainterPath()
    sheet.addRoundedRect(around.adjusted(1, head, -1, -1), 8, 8)
    return sheet
