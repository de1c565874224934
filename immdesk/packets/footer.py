"""Read which form and edition a page belongs to, from its barcode or from the line at its foot."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pypdfium2 as pdfium

_BARCODE = re.compile(r"([A-Z]{1,5}-?\d{1,4}[A-Z]{0,4})\|(\d\d/\d\d/\d\d)\|(\d{1,3})")
_NAME = r"Form[ \t]+([A-Z]{1,5}[ \t]?[-–][ \t]?\d{1,4}[A-Z]{0,3})\b"
_DAY = re.compile(
    _NAME + r"(?:[ \t]+Supplement [A-Z])?[\s(]*(?:Edition|Rev(?:ised|\.)?:?)?\s*(\d\d/\d\d/(?:\d\d){1,2})\b"
)
_MONTH = re.compile(
    _NAME
    + r"[\s(]*Rev(?:ised|\.)?\s*((?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*)\.?\s*(\d{4})"
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Footer:
    """A form's name and edition as printed (`I-130`, `04/01/24`), and the page where the barcode says so."""

    form: str
    edition: str
    page: int | None = None


def barcode(text: str) -> Footer | None:
    """Read the value of a PDF417 footer field: `I-130|04/01/24|7`."""
    found = _BARCODE.fullmatch(text.strip())
    return Footer(found[1], found[2], int(found[3])) if found else None


def footer_of_pages(data: bytes) -> Footer:
    """Read form and edition from the text of the first and the last page; empty texts when it is not there.

    The agencies write `Form I-9 Edition 01/20/25`, `Form G-28 09/17/18`, `Form I-589 (Rev. 08/25/20)`
    and `Form EOIR - 28 Rev. Dec. 2015`, which becomes `2015-12`.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return Footer("", "")
    try:
        for index in dict.fromkeys((0, len(document) - 1)):
            page = document[index]
            found = read_footer(page.get_textpage().get_text_bounded())
            if found is not None:
                return found
    except pdfium.PdfiumError:
        pass
    finally:
        document.close()
    return Footer("", "")


def read_footer(text: str) -> Footer | None:
    """Read form and edition from the text of a page."""
    found = _DAY.search(text)
    if found:
        day = found[2] if len(found[2]) == 8 else found[2][:6] + found[2][8:]
        return Footer(_tidy(found[1]), day)
    found = _MONTH.search(text)
    if found:
        return Footer(_tidy(found[1]), f"{found[3]}-{_MONTHS.index(found[2][:3]) + 1:02d}")
    return None


def _tidy(name: str) -> str:
    return re.sub(r"[ \t]", "", name).replace("–", "-")
