"""Sets a line in any script that a client reads: the right font for each stretch, shaped, in the right order.

Latin, Cyrillic, Greek, Vietnamese, Arabic and Chinese come from the fonts of every page; Hindi has a font of
its own, shaped by HarfBuzz. A rare Chinese letter is looked for in a font of this computer; `missing` says
when there is none.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont, shapeStr
from reportlab.pdfgen.canvas import Canvas

from immdesk.packets import fonts
from immdesk.packets.fonts import HAN, Run, Way, has_han, register, runs

DEVANAGARI, RARE = "ImmDeskDevanagari", "ImmDeskRareHan"
Script = Literal["", "devanagari", "han"]
_HAN_FONTS: Final = (
    "~/.local/share/fonts/wqy-microhei.ttc", "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "C:/Windows/Fonts/msyh.ttc", "C:/Windows/Fonts/simhei.ttf", "C:/Windows/Fonts/simsun.ttc",
    "/System/Library/Fonts/STHeiti Light.ttc", "/System/Library/Fonts/Supplemental/Arial Unicode.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
)  # fmt: skip
"""Fonts with TrueType outlines that come with Windows, macOS and the Debian packages fonts-wqy-*."""


def missing(text: str) -> Script:
    """Say which script of `text` no font can print here; its letters come out in Roman letters."""
    rare = any(_is_han(letter) and not has_han(letter) for letter in text)
    return "han" if rare and not _font(RARE) else ""


def unprintable(text: str) -> str:
    """Give the letters of `text` for which there is no font here: they are printed in Roman letters."""
    lost = (letter for letter in fonts.unprintable(text) if not _is_devanagari(letter))
    return "".join(letter for letter in lost if not (_is_han(letter) and _font(RARE)))


def own_script(letter: str) -> bool:
    """Say whether a letter has a font of its own here, beside those of every page."""
    return _is_devanagari(letter) or _is_han(letter)


def width(text: str, size: float) -> float:
    """Give how wide a line is, in points."""
    return _width(text) * size / 100


def lines(text: str, size: float, room: float) -> list[str]:
    """Give the lines of a text that is to stand in `room` points; breaks where the script allows it."""
    found: list[str] = []
    for given in text.split("\n"):
        line = ""
        for piece in _pieces(given):
            if line.strip() and width((line + piece).rstrip(), size) > room:
                found.append(line.rstrip())
                line = piece.lstrip()
            else:
                line += piece
        found.append(line.rstrip())
    return found


def draw(
    canvas: Canvas,
    left: float,
    low: float,
    text: str,
    size: float,
    *,
    right: float = 0.0,
    way: Way = "",
) -> None:
    """Draw one line from `left`, or so that it ends at `right` when that is given; `low` is its foot.

    `way` is said of a line of a paragraph that is read from the left or the right, whatever it begins with.
    """
    at = right - width(text, size) if right else left
    for run in _stretches(text, way):
        canvas.setFont(run.font, size)
        shaped = shapeStr(run.text, DEVANAGARI, size, force=True) if run.font == DEVANAGARI else run.text
        canvas.drawString(at, low, shaped)
        at += _run_width(run) * size / 100


def right_to_left(text: str) -> bool:
    """Say whether a text begins at the right: its first strong letter is Arabic or Hebrew."""
    import unicodedata

    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((one in ("R", "AL") for one in strong if one in ("L", "R", "AL")), False)


def _pieces(text: str) -> Iterator[str]:
    """Give what may not be broken: words with the blank after them, and each Chinese letter by itself."""
    word = ""
    for letter in text:
        if _is_han(letter):
            if word and not _clings(letter):
                yield word
                word = ""
            word += letter
            continue
        if word and _is_han(word[-1]):
            yield word
            word = ""
        word += letter
        if letter == " ":
            yield word
            word = ""
    if word:
        yield word


def _clings(letter: str) -> bool:
    """Say whether a Chinese mark may not begin a line."""
    return letter in "，。：；、！？）」』”’》"


@lru_cache(maxsize=20_000)
def _width(text: str) -> float:
    return sum(map(_run_width, _stretches(text)))


@lru_cache(maxsize=20_000)
def _run_width(run: Run) -> float:
    """Give the width of a stretch at 100 points."""
    if run.font == DEVANAGARI:
        shaped: Any = shapeStr(run.text, DEVANAGARI, 100, force=True)
        return float(sum(one.x_advance for one in shaped.__shapeData__)) / 10
    return float(pdfmetrics.stringWidth(run.text, run.font, 100))


@lru_cache(maxsize=20_000)
def _stretches(text: str, way: Way = "") -> tuple[Run, ...]:
    register()
    if way == "R" and not any(map(own_script, text)):
        return runs(text, way)
    found: list[Run] = []
    for script, letters in groupby(_with_blanks(text), key=lambda pair: pair[1]):
        piece = "".join(letter for letter, _script in letters)
        font = _font_of(script, piece)
        found += [Run(piece, font)] if font else runs(piece, way)
    return tuple(found)


def _font_of(script: Script, piece: str) -> str:
    """Give the font of a stretch in one script, "" for those of every page."""
    if script == "han" and all(has_han(letter) or letter == " " for letter in piece):
        register(HAN)
        return HAN
    font = {"devanagari": DEVANAGARI, "han": RARE}.get(script, "")
    return font if font and _font(font) else ""


def _with_blanks(text: str) -> Iterator[tuple[str, Script]]:
    """Give each letter with its script; blanks and marks between two letters of a script belong to it."""
    script: Script = ""
    for letter in text:
        if _is_devanagari(letter):
            script = "devanagari"
        elif _is_han(letter):
            script = "han"
        elif letter != " " or script == "han":
            script = ""
        yield letter, script


def _is_devanagari(letter: str) -> bool:
    return "\u0900" <= letter <= "\u097f" or letter in "\u200c\u200d"


def _is_han(letter: str) -> bool:
    return "\u2e80" <= letter <= "\u9fff" or "\uf900" <= letter <= "\ufaff" or "\uff00" <= letter <= "\uffef"


@cache
def _font(name: str) -> bool:
    """Make a font known to ReportLab; say whether there is one."""
    if name == DEVANAGARI:
        import fontpkg_noto_sans_devanagari as package

        path = Path(package.ROOT) / "files" / "NotoSansDevanagari[wdth,wght].ttf"
        pdfmetrics.registerFont(TTFont(DEVANAGARI, str(path), shapable=True))
        return True
    for path in map(Path, _HAN_FONTS):
        with suppress(TTFError, OSError, ValueError, RuntimeError):
            found = path.expanduser()
            if found.is_file() and (sys.platform != "win32" or found.drive):
                pdfmetrics.registerFont(TTFont(RARE, str(found)))
                return True
    return False
