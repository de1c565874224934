"""A list as a file that a spreadsheet opens: .xlsx or .csv; no cell is ever taken for a formula."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from pathlib import Path

from immdesk.basics.words import _
from immdesk.office.written import write_out

_FORMULA = re.compile(r"[\s\u00a0\ufeff\u200b-\u200f\u2060]*[=+\-@＝＋－＠]|[\t\r\n]")
"""How a cell begins that a spreadsheet may take for a formula, blanks before it left aside."""
_NUMBER = re.compile(r"[+-]?\d[\d.,]*%?")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST = 32_767
"""The characters that a cell of a spreadsheet holds."""


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
    return f"'{cell}" if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell) else cell


def _cell(text: str) -> str:
    """Give a text as a cell of a workbook holds it: control characters in its own spelling, told when cut."""
    text = _CONTROL.sub(lambda one: f"_x{ord(one.group()):04X}_", text)
    if len(text) <= MOST:
        return text
    told = "… " + _("cut here: a cell holds no more; save the list as .csv to have all of it")
    return text[: MOST - len(told)] + told


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
            made.value, made.data_type = _cell(cell), "s"
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
