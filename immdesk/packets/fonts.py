"""The letters that our own pages are printed with: Noto Sans, Arabic joined and in order, and Chinese."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from immdesk.basics.paths import resource

SANS, ARABIC, HAN = "ImmDeskSans", "ImmDeskArabic", "ImmDeskHan"
_FILES = {
    SANS: Path(fontpkg_noto_sans.ROOT) / "files" / "NotoSans[wdth,wght].ttf",
    ARABIC: Path(fontpkg_noto_sans_arabic.ROOT) / "files" / "NotoSansArabic[wdth,wght].ttf",
    HAN: resource("typefaces", "ImmDeskHan-Regular.ttf"),
}
_FIRST_HAN = 0x2E80
_NO_BREAK = "\N{NO-BREAK SPACE}"


Way = Literal["", "L", "R"]
"""From where a text is read: the left, the right, or as its first strong letter says."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line that one font prints, in the order in which it is printed."""

    text: str
    font: str


def register(*more: str) -> None:
    """Make the fonts known to ReportLab; does nothing the second time. Chinese only when it is named."""
    known = pdfmetrics.getRegisteredFontNames()
    for name in (SANS, ARABIC, *more):
        if name not in known:
            pdfmetrics.registerFont(TTFont(name, str(_FILES[name])))


def runs(text: str, way: Way = "") -> tuple[Run, ...]:
    """Give `text` as it is printed: composed, Arabic joined and right to left, each stretch with its font.

    `way` is said of a line of a paragraph that is read from the left or the right, whatever it begins with. A
    letter that no font has is printed in Roman letters (anyascii); control characters are dropped.
    """
    printed = "".join(_printable(letter) for letter in unicodedata.normalize("NFC", text))
    text = _ordered(printed, way)
    pieces: list[tuple[str, list[str]]] = []
    for letter in text:
        last = pieces[-1][0] if pieces else SANS
        font = last if letter in (" ", _NO_BREAK) else _font_of(letter)
        if not pieces or font != last:
            pieces.append((font, []))
        pieces[-1][1].append(letter)
    return tuple(_run("".join(letters), font) for font, letters in pieces)


def unprintable(text: str) -> str:
    """Give the letters of `text` that are printed in Roman letters because no font of ours has them."""
    return "".join(dict.fromkeys(letter for letter in unicodedata.normalize("NFC", text) if not _has(letter)))


def has_han(letter: str) -> bool:
    """Say whether the Chinese font that comes with the desk has this letter (some 9,700 of them)."""
    return ord(letter) >= _FIRST_HAN and ord(letter) in _letters(HAN)


def _font_of(letter: str) -> str:
    if ord(letter) in _letters(SANS):
        return SANS
    return HAN if has_han(letter) else ARABIC


@cache
def _letters(font: str) -> frozenset[int]:
    register(font)
    face: Any = pdfmetrics.getFont(font)
    return frozenset(face.face.charToGlyph)


def _has(letter: str) -> bool:
    code = ord(letter)
    ours = code in _letters(SANS) or code in _letters(ARABIC) or has_han(letter)
    return ours or letter in "\n\t" or code < 32


def _printable(letter: str) -> str:
    if letter in "\n\t":
        return " "
    if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn"):
        return ""
    if _has(letter):
        return letter
    from anyascii import anyascii

    return anyascii(letter)


def _ordered(text: str, way: Way) -> str:
    if way != "R" and not any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in text):
        return text
    import arabic_reshaper
    from bidi.algorithm import get_display

    joined = arabic_reshaper.reshape(text)
    shown = str(get_display(joined, base_dir=way or None))
    return "".join(letter for letter in shown if _has(letter))


def _run(text: str, font: str) -> Run:
    """Keep the words of an Arabic stretch on one line: broken, they would stand in the wrong order."""
    if font != ARABIC:
        return Run(text, font)
    inner = text.strip(" ")
    tail = text[len(text.rstrip(" ")) :]
    return Run(inner.replace(" ", _NO_BREAK) + tail, font)
