"""Pictures of PDF pages for the screen, drawn by PDFium with what the form fields hold."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

WIDEST = 6000
_one_at_a_time = threading.Lock()  # PDFium is not thread-safe


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture: width and height in screen points, and its bytes, four to a point: blue green red unused."""

    width: int
    height: int
    bgrx: bytes


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page in points as it is shown, and how far its corner lies from that of the whole sheet."""

    width: float
    height: float
    left: float = 0.0
    low: float = 0.0


def page_sizes(source: Path | bytes) -> tuple[PageSize, ...]:
    """Give the size of every page; raises Refused when the file cannot be read."""
    with _opened(source) as pdf:
        found = []
        for page in pdf:
            across, down = page.get_size()
            sheet, shown = page.get_mediabox(), page.get_cropbox()
            found.append(PageSize(across, down, shown[0] - sheet[0], shown[1] - sheet[1]))
        return tuple(found)


def page_count(source: Path | bytes) -> int:
    """Give how many pages a PDF has; raises Refused when it cannot be read."""
    with _opened(source) as pdf:
        return len(pdf)


def draw_page(source: Path | bytes, page: int, width: int) -> Drawn:
    """Draw `page` (from 0) of a PDF, `width` screen points wide; raises Refused when it cannot be read."""
    import pypdfium2 as pdfium

    with _opened(source) as pdf:
        if not 0 <= page < len(pdf):
            raise Refused(_("The document has no such page."), "", _("Choose another page."))
        if pdf.get_formtype():
            pdf.init_forms()
        try:
            sheet = pdf[page]
            across, down = sheet.get_size()
            scale = min(max(1, min(width, WIDEST)) / max(across, 1.0), WIDEST / max(down, 1.0))
            bitmap = sheet.render(scale=scale, may_draw_forms=True, prefer_bgrx=True)
        except (pdfium.PdfiumError, MemoryError, ValueError):
            raise _unreadable() from None
        try:
            return _bgrx(bitmap)
        finally:
            bitmap.close()


def _bgrx(bitmap: Any) -> Drawn:
    """Give the bitmap's lines without the padding at their ends."""
    line = bitmap.width * 4
    data = bytes(bitmap.buffer)
    if bitmap.stride != line:
        rows = range(0, bitmap.stride * bitmap.height, bitmap.stride)
        data = b"".join(data[start : start + line] for start in rows)
    return Drawn(bitmap.width, bitmap.height, data)


@contextmanager
def _opened(source: Path | bytes) -> Iterator[Any]:
    import pypdfium2 as pdfium

    with _one_at_a_time:
        try:
            pdf = pdfium.PdfDocument(source)
        except (pdfium.PdfiumError, FileNotFoundError, MemoryError):
            raise _unreadable() from None
        try:
            yield pdf
        finally:
            pdf.close()


def _unreadable() -> Refused:
    return Refused(_("The page cannot be shown."), _("The document is damaged."), _("Ask for it again."))
