"""What each page of a blank form says of itself: its edition, and which page of how many it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

import pypdfium2 as pdfium

from immdesk.packets.footer import read_footer
from immdesk.packets.letterforms import same_letters, taken, to_latin
from immdesk.packets.planned import PrintedPage

_OF = re.compile(r"\bPage\s+(\d{1,3})\s+of\s+(\d{1,3})\b", re.IGNORECASE)
_MOST_PAGES = 120


class Blank:
    """A blank, known by its checksum, so that what was found in it is remembered; `data` reads it."""

    def __init__(self, sha256: str, data: Callable[[], bytes]) -> None:
        self.sha256, self.data = sha256, data

    def __hash__(self) -> int:
        return hash(self.sha256)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Blank) and other.sha256 == self.sha256


@lru_cache(maxsize=64)
def printed_pages_of(blank: Blank) -> tuple[PrintedPage, ...]:
    """Give what stands at the foot of each page of a blank; read once."""
    return printed_pages(blank.data())


@lru_cache(maxsize=64)
def boxes_of(blank: Blank) -> Mapping[str, tuple[float, float, float, float]]:
    """Give where each box of a blank stands: left, low, right, high in points from the lower left."""
    from immdesk.packets.inspect import inspect

    return {one.name: one.rect for one in inspect(blank.data()).fields}


def printed_pages(data: bytes) -> tuple[PrintedPage, ...]:
    """Give what stands at the foot of each page of a form; nothing for a file that cannot be read."""
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError:
        return ()
    try:
        return tuple(_page(document, number) for number in range(min(len(document), _MOST_PAGES)))
    except pdfium.PdfiumError:
        return ()
    finally:
        document.close()


@lru_cache(maxsize=64)
def letters_refused(blank: Blank, texts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Give the texts of boxes (box, text) that a blank's boxes take only in other letters, as `letters_lost`.

    A blank whose boxes say nothing of letters refuses none.
    """
    from immdesk.packets.fields import open_pdf, raw_fields
    from immdesk.packets.xfa import xfa_of

    odd = [(box, text) for box, text in texts if not re.fullmatch(r"[A-Za-z0-9 /\n-]*", text)]
    if not odd:
        return ()
    found: dict[str, None] = {}
    with open_pdf(blank.data()) as pdf:
        xfa, leaves = xfa_of(pdf), {one.name: one.leaf for one in raw_fields(pdf)}
        for box, text in odd:
            written = taken(to_latin(text), partial(xfa.refuses, leaves.get(box, box)))
            if not same_letters(text, written):
                found[f"{text} → {written}"] = None
    return tuple(found)


def _page(document: pdfium.PdfDocument, number: int) -> PrintedPage:
    page = document[number]
    letters = page.get_textpage()
    wide, high = page.get_size()
    foot = letters.get_text_bounded(0, 0, wide, high * 0.12)
    footer, told = read_footer(foot), _OF.search(foot)
    letters.close()
    page.close()
    of = (int(told[1]), int(told[2])) if told else (0, 0)
    return PrintedPage(number + 1, footer.edition if footer else "", *of)
