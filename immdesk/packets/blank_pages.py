"""What each page of a blank form says of itself: its edition, and which page of how many it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

import pypdfium2 as pdfium

from immdesk.packets.footer import read_footer
from immdesk.packets.letterforms import same_letters, taken, to_latin
from immdesk.packets.planned import PrintedPage

_OF = re.compile(r"\bPage\s+(\d{1,3})\s+of\s+(\d{1,3})\b", re.IGNORECASE)
_MOST_PAGES = 120


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank by its checksum; `data` reads it when something of it is not remembered yet."""

    sha256: str
    data: Callable[[], bytes]


@dataclass(slots=True)
class _Remembered:
    """What is remembered of a blank: nothing of a client, and not who read it."""

    pages: tuple[PrintedPage, ...] | None = None
    boxes: Mapping[str, tuple[float, float, float, float]] | None = None
    leaves: Mapping[str, str] | None = None
    refused: dict[tuple[str, str], bool] = field(default_factory=dict)


@lru_cache(maxsize=64)
def _remembered(_sha256: str) -> _Remembered:
    return _Remembered()


def printed_pages_of(blank: Blank) -> tuple[PrintedPage, ...]:
    """Give what stands at the foot of each page of a blank; read once."""
    kept = _remembered(blank.sha256)
    if kept.pages is None:
        kept.pages = printed_pages(blank.data())
    return kept.pages


def boxes_of(blank: Blank) -> Mapping[str, tuple[float, float, float, float]]:
    """Give where each box of a blank stands: left, low, right, high in points from the lower left."""
    from immdesk.packets.inspect import inspect

    kept = _remembered(blank.sha256)
    if kept.boxes is None:
        kept.boxes = {one.name: one.rect for one in inspect(blank.data()).fields}
    return kept.boxes


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


def letters_refused(blank: Blank, texts: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """Give the texts of boxes (box, text) that a blank's boxes take only in other letters: "given → written".

    A blank whose boxes say nothing of letters refuses none.
    """
    odd = [(box, text) for box, text in texts if not re.fullmatch(r"[A-Za-z0-9 /\n-]*", text)]
    if not odd:
        return ()
    found: dict[str, None] = {}
    with ExitStack() as opened:
        asked = _Asked(blank, opened)
        for box, text in odd:
            written = taken(to_latin(text), partial(asked.refuses, box))
            if not same_letters(text, written):
                found[f"{text} → {written}"] = None
    return tuple(found)


class _Asked:
    """Asks a blank which signs its boxes refuse; it is opened only for what is not remembered."""

    def __init__(self, blank: Blank, opened: ExitStack) -> None:
        self._blank, self._opened = blank, opened
        self._kept = _remembered(blank.sha256)
        self._xfa: Any = None

    def refuses(self, box: str, sign: str) -> bool:
        """Say whether a box refuses a sign."""
        if (box, sign) not in self._kept.refused:
            if self._xfa is None:
                self._open()
            leaf = (self._kept.leaves or {}).get(box, box)
            self._kept.refused[box, sign] = self._xfa.refuses(leaf, sign)
        return self._kept.refused[box, sign]

    def _open(self) -> None:
        from immdesk.packets.fields import open_pdf, raw_fields
        from immdesk.packets.xfa import xfa_of

        pdf = self._opened.enter_context(open_pdf(self._blank.data()))
        self._xfa = xfa_of(pdf)
        self._kept.leaves = {one.name: one.leaf for one in raw_fields(pdf)}


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
