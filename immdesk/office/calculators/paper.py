"""A calculator's sheet leaving the desk: as a PDF on disk, or as pictures for the printer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.words import _
from immdesk.office.calculators.shapes import Sheet
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.packets.picture import Drawn


def as_pdf(sheet: Sheet) -> bytes:
    """Give a sheet as a PDF. It holds private facts: keep it where the file of the case is kept."""
    from immdesk.packets.calculator_page import calculator_page

    return calculator_page(sheet)


def write_page(sheet: Sheet, out: Path) -> None:
    """Write a sheet to a file, whole or not at all. Raises Refused when the disk says no."""
    write_pdf(as_pdf(sheet), out)


def write_pdf(pdf: bytes, out: Path) -> None:
    """Write a page to a file, whole or not at all. Raises Refused when the disk says no."""
    write_out(out, pdf, _("The page could not be written."))


def pages_of(pdf: bytes) -> int:
    """Give how many pages a sheet has."""
    from immdesk.packets.picture import page_count

    return page_count(pdf)


def picture_of(pdf: bytes, page: int, width: int) -> Drawn:
    """Give one page of a sheet as a picture `width` points wide, for a printer."""
    from immdesk.packets.picture import draw_page

    return draw_page(pdf, page, width)


def file_name_of(sheet: Sheet) -> str:
    """Give the name that is offered for the file: the case's number and the calculator, nobody's name."""
    return safe_file_name(f"{sheet.case.partition(' ')[0]} {sheet.id}.pdf".strip())
