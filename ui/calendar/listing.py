"""Draws dates as a list, day after day, on the screen and on paper alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from immdesk.basics.marks import BESIDE
from immdesk.office.pre_days import all_words, days_words
from ui.calendar.chips import draw_chip, draw_slip

if TYPE_CHECKING:
    from immdesk.office.rows import DateRow
    from ui.calendar.grid import Pen


def draw_date_line(painter: QPainter, box: QRectF, row: DateRow, pen: Pen, wrapped: bool = False) -> None:
    """Draw a date in one line, cut with "…"; `wrapped`, all its words in as many lines as they need."""
    painter.setFont(pen.text)
    if wrapped:
        draw_slip(painter, box, row, pen.look, line_words(row))
    else:
        draw_chip(painter, box, row, pen.look, (_one_line(row),))


def line_words(row: DateRow) -> tuple[str, ...]:
    """Give all the words of a date, in lines: what and whose, then by when to send it and to be done."""
    if row.kind in BESIDE:
        return row.title, _whose(row)
    return row.title, _whose(row), " ".join(all_words(row))


def _whose(row: DateRow) -> str:
    return "  –  ".join(part for part in (row.who, f"{row.case_number} {row.case_title}".strip()) if part)


def _one_line(row: DateRow) -> str:
    return "  –  ".join(part for part in (row.title, days_words(row), _whose(row)) if part)
