"""The type that goes into filled forms: Liberation, as wide as the agencies' Courier and Helvetica.

The agencies' files name their type and do not carry it, so that each viewer shows another; ours is
embedded, and a filled form looks the same everywhere.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from immdesk.basics.paths import resource

_LETTERS = tuple(bytes([code]).decode("cp1252", "ignore") for code in range(256))
"""The letter of each byte of a drawn text; empty where Windows-1252 has none."""


@dataclass(frozen=True, slots=True)
class Twin:
    """A typeface cut down to the letters of the forms: its file, packed, and what a PDF says of it."""

    name: str
    packed: bytes
    size: int
    widths: tuple[int, ...]
    ascent: int
    descent: int
    bounds: tuple[int, ...]
    mono: bool


def twin_of(base: str) -> str:
    """Give the name of the typeface that is as wide as `base` (`/CourierNewPS-BoldMT`); "" when none is."""
    bold = "-Bold" if re.search(r"Bold|HeBo|CoBo", base) else "-Regular"
    if "Cour" in base:
        return "LiberationMono" + bold
    if re.search(r"Helv|HeBo|Arial", base) and not re.search(r"Italic|Oblique|Narrow", base):
        return "LiberationSans" + bold
    return ""


def embedded(pdf: pikepdf.Pdf, name: str) -> Any:
    """Put a typeface of ours into a PDF and give its font; letters are written as Windows-1252."""
    twin = _read(name)
    file = pikepdf.Stream(pdf, twin.packed, Filter=Name.FlateDecode, Length1=twin.size)
    about = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name("/" + twin.name),
        Flags=4 | twin.mono,  # symbolic: the letters are found by their bytes
        FontBBox=Array(twin.bounds),
        ItalicAngle=0,
        Ascent=twin.ascent,
        Descent=twin.descent,
        CapHeight=twin.ascent,
        StemV=120 if "Bold" in name else 80,
        FontFile2=pdf.make_indirect(file),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.TrueType,
            BaseFont=Name("/" + twin.name),
            FirstChar=0,
            LastChar=255,
            Widths=Array(twin.widths),
            FontDescriptor=pdf.make_indirect(about),
            ToUnicode=pdf.make_stream(_TO_UNICODE),
        )
    )


@cache
def _read(name: str) -> Twin:
    from reportlab.pdfbase.ttfonts import TTFontFile

    file: Any = TTFontFile(str(resource("typefaces", f"{name}.ttf")))
    known = file.charToGlyph
    codes = [ord(letter) if letter and ord(letter) in known else -1 - place for place, letter in _places()]
    cut = file.makeSubset(codes)
    return Twin(
        name=f"IMMDSK+{name}",
        packed=zlib.compress(cut, 9),
        size=len(cut),
        widths=tuple(round(file.charWidths.get(code, file.defaultWidth)) for code in codes),
        ascent=round(file.ascent),
        descent=round(file.descent),
        bounds=tuple(round(one) for one in file.bbox),
        mono="Mono" in name,
    )


def _places() -> list[tuple[int, str]]:
    return list(enumerate(_LETTERS))


def _to_unicode() -> bytes:
    pairs = [f"<{code:02x}> <{ord(letter):04x}>" for code, letter in _places() if letter and code >= 32]
    blocks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    lines = [f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks]
    return "\n".join([_HEAD, *lines, _TAIL]).encode("ascii")


_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <ff>
endcodespacerange"""
_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
_TO_UNICODE = _to_unicode()
