"""A list as a file that a spreadsheet opens: .xlsx or .csv; no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from immdesk.basics.words import _
from immdesk.office.written import write_out

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]], out: Path, title: str) -> None:
    """Write a list to a file, by its ending; whole or not at all. Raises Refused when the disk says no."""
    data = _csv(columns, rows) if out.suffix.lower() == ".csv" else _workbook(columns, rows, title)
    write_out(out, data, _("The list could not be written."))


def _csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([columns, *([_harmless(cell) for cell in row] for row in rows)])
    return text.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    """Give a cell with a mark before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _workbook(columns: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> bytes:
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = title[:31]
    for line, row in enumerate((columns, *rows), 1):
        for place, cell in enumerate(row, 1):
            made = sheet.cell(line, place)
            made.value, made.data_type = cell, "s"
            made.alignment = Alignment(wrap_text=True, vertical="top")
            if line == 1:
                made.font = Font(bold=True)
    for place in range(1, len(columns) + 1):
        widest = max(len(row[place - 1]) for row in (columns, *rows))
        sheet.column_dimensions[get_column_letter(place)].width = min(max(widest + 2, 10), 44)
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
