"""The calendar on paper: a month, a week or an agenda on Letter pages; what has no room follows as a list."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QBuffer, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication

from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office.written import searchable
from ui import theme
from ui.calendar import marks
from ui.calendar.chips import slip_height
from ui.calendar.days import week_of, weeks_of
from ui.calendar.grid import Grid, Pen, draw_day_line, draw_grid, draw_head, grid_boxes
from ui.calendar.listing import draw_date_line, line_words

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow

View = Literal["month", "week", "agenda", "timeline", "year"]
_DOTS = 96.0  # what is drawn counts in these to the inch, as on the screen
_MARGIN = 0.5  # inch
_LINE = 26.0
_LOOK = 50
"""So many dates are listed between two looks at "cancelled"."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed: the view around a day, its dates, and the words at the top of each page.

    `asked` says which dates these are ("3 of 41 dates shown: deadlines"), `printed` when and where.
    `warning` stands below on each page: a pack that is past its day.
    """

    view: View
    day: date
    today: date
    rows: Mapping[date, Sequence[DateRow]]
    title: str
    asked: str
    printed: str
    warning: str = ""


def as_pdf(sheet: Sheet, pen: Pen | None = None, watched: Watched = ALONE) -> bytes:
    """Give the pages as a PDF, made in memory: it names clients, so no file is left elsewhere.

    Beside the screen it is given the `pen_on_paper` that the screen's own thread made. Raises Stopped when
    somebody cancelled.
    """
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(sheet.title)
    writer.setCreator("ImmDesk")
    paint(writer, sheet, pen, watched)
    return searchable(bytes(buffer.data().data()))


def page_layout_of(sheet: Sheet) -> QPageLayout:
    """Give the paper: Letter, upright for an agenda and across for a month or a week."""
    upright = sheet.view == "agenda"
    way = QPageLayout.Orientation.Portrait if upright else QPageLayout.Orientation.Landscape
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    return QPageLayout(QPageSize(QPageSize.PageSizeId.Letter), way, margins, QPageLayout.Unit.Inch)


def paint(device: Any, sheet: Sheet, pen: Pen | None = None, watched: Watched = ALONE) -> int:
    """Draw the sheet on a printer or a PDF writer, and give how many pages it took."""
    device.setPageLayout(page_layout_of(sheet))
    painter = QPainter(device)
    try:
        paper = _Paper(device, painter, sheet, pen or pen_on_paper(), watched)
        days = sorted(sheet.rows)
        if sheet.view == "agenda":
            paper.list_days(days)
        else:
            paper.list_days(paper.draw_days(), _("In full: days with more than their field holds"))
    finally:
        painter.end()
    return paper.page


class _Paper:
    """The page that is drawn on now, and how far down it is full."""

    def __init__(self, device: Any, painter: QPainter, sheet: Sheet, pen: Pen, watched: Watched) -> None:
        self._device, self._painter, self._sheet = device, painter, sheet
        self._pen, self._watched = pen, watched
        self._scale = device.logicalDpiX() / _DOTS
        room = device.pageLayout().paintRect(QPageLayout.Unit.Inch)
        self._width, self._bottom = room.width() * _DOTS, room.height() * _DOTS
        self.page = 0
        self._turn_page()

    def draw_days(self) -> list[date]:
        """Draw the grid of the month or week; give the days that it had no room for."""
        sheet, head = self._sheet, 22.0
        month = sheet.view == "month"
        weeks = weeks_of(sheet.day) if month else [week_of(sheet.day)]
        grid = Grid(weeks, sheet.rows, sheet.today, sheet.day.month if month else 0, whole=not month)
        area = QRectF(0, self._top, self._width, self._bottom - self._top - _LINE)
        draw_head(self._painter, area, head, self._pen)
        high = (area.height() - head) / len(weeks)
        crowded = draw_grid(self._painter, grid_boxes(area, head, high, len(weeks)), grid, self._pen)
        self._painter.setPen(QColor(self._pen.look.line))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(area.adjusted(0, head, 0, 0))
        self._draw_marks(QRectF(0, self._bottom - _LINE + 6, self._width, _LINE - 6))
        return [day for day in crowded if sheet.rows.get(day)]

    def list_days(self, days: Iterable[date], title: str = "") -> None:
        """List these days with every word of their dates, from the next free line on."""
        listed = list(days)
        if title and listed:
            self._turn_page()
            self._write(title, self._pen.head, 2 * _LINE)
        dates, written = sum(len(self._sheet.rows[day]) for day in listed), 0
        for day in listed:
            rows = self._sheet.rows[day]
            self._make_room(_LINE + (self._height(rows[0]) if rows else 0))
            box = QRectF(0, self._top, self._width, _LINE)
            draw_day_line(self._painter, box, day, self._sheet.today, self._pen)
            self._top += _LINE
            for row in rows:
                if written % _LOOK == 0:
                    self._watched.step(written, dates, _("Writing the calendar"))
                self._list_date(row)
                written += 1
            self._top += 4
        if not listed and not title:
            self._write(_("No date."), self._pen.text, _LINE)

    def _list_date(self, row: DateRow) -> None:
        high = self._height(row)
        self._make_room(high)
        draw_date_line(
            self._painter, QRectF(8, self._top, self._width - 8, high), row, self._pen, wrapped=True
        )
        self._top += high + 3

    def _height(self, row: DateRow) -> float:
        self._painter.setFont(self._pen.text)
        return slip_height(self._painter, self._width - 8, line_words(row))

    def _make_room(self, high: float) -> None:
        if self._top + high > self._bottom:
            self._turn_page()

    def _turn_page(self) -> None:
        if self.page:
            self._painter.resetTransform()
            self._device.newPage()
        self.page += 1
        self._painter.resetTransform()
        self._painter.scale(self._scale, self._scale)
        self._top = 0.0
        sheet, name = self._sheet, QFont(self._pen.head)
        name.setPixelSize(20)
        self._write(sheet.title, name, 28, _("page {n}").format(n=self.page))
        self._write(sheet.asked, self._pen.text, 18, sheet.printed)
        if sheet.warning:
            self._write(sheet.warning, self._pen.small, 16)
        self._top += 8

    def _write(self, text: str, font: QFont, high: float, right: str = "") -> None:
        """Write a line, with small words at its right end that are never cut."""
        painter, pen = self._painter, self._pen
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        box = QRectF(QPointF(0, self._top), QPointF(self._width, self._top + high))
        painter.setFont(pen.small)
        aside = painter.fontMetrics().horizontalAdvance(right)
        painter.setFont(font)
        painter.setPen(QColor(pen.look.text))
        room = box.adjusted(0, 0, -aside - 12.0, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, middle, shown)
        painter.setFont(pen.small)
        painter.setPen(QColor(pen.look.quiet))
        painter.drawText(box, middle | int(Qt.AlignmentFlag.AlignRight), right)
        self._top += high

    def _draw_marks(self, box: QRectF) -> None:
        painter, left = self._painter, box.left()
        painter.setFont(self._pen.small)
        for mark in marks.legend():
            marks.draw(painter, QRectF(left, box.center().y() - 5, 10, 10), mark)
            painter.setPen(QColor(self._pen.look.quiet))
            wide = painter.fontMetrics().horizontalAdvance(mark.words)
            spot = QRectF(left + 14, box.top(), wide + 4.0, box.height())
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), mark.words)
            left = spot.right() + 14
        rest = _("dashed and hatched: worked out, not yet accepted")
        painter.drawText(QRectF(left, box.top(), 600, box.height()), int(Qt.AlignmentFlag.AlignVCenter), rest)


def pen_on_paper() -> Pen:
    """Give the light colours, whatever the window's, and type that is measured on the paper."""
    text, small, head = (QFont(QApplication.font()) for _place in range(3))
    for font, size in ((text, 12), (small, 10), (head, 13)):
        font.setPixelSize(size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    head.setWeight(QFont.Weight.DemiBold)
    head.setVariableAxis(QFont.Tag("wght"), 600.0)
    return Pen(theme.LIGHT, text, small, head)
