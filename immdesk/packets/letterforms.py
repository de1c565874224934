"""Turn any name or address into letters that an agency's form can show, and say when a letter was changed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from anyascii import anyascii

_INSTEAD = {"#": "No ", "&": "and", **dict.fromkeys("'’‘´`\".,;:()“”", "")}
_ALWAYS = frozenset(" -/\n")


def to_latin(text: str) -> str:
    """Give `text` in the letters of the forms' fonts (Windows-1252), foreign ones as their nearest Latin.

    José and Ñuño stay as they are; Łódź becomes Lódz, Nguyễn becomes Nguyen. Line ends become one
    newline, tabs a space, other control signs vanish.
    """
    joined = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return "".join(_letter(sign) for sign in joined)


def same_letters(given: str, written: str) -> bool:
    """Say whether nothing was lost: line ends and the way accents are stored do not count."""
    joined = unicodedata.normalize("NFC", given.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    return joined == written


def taken(written: str, refuses: Callable[[str], bool]) -> str:
    """Give a text that `to_latin` made without the signs that a box refuses to have typed into it.

    José becomes Jose, O'Brien OBrien, #4 No 4. Digits, letters, hyphens and strokes stay, and so do points
    and commas inside a number; a box that takes no letters is left as it is (D/S in a box for a date).
    """
    if re.fullmatch(r"[A-Za-z0-9 /\n-]*", written) or refuses("A") or refuses("a"):
        return written
    pieces = [_taken(written, place, refuses) for place in range(len(written))]
    return re.sub(r" {2,}", " ", "".join(pieces)).strip(" ") if "".join(pieces) != written else written


def encoded(written: str) -> bytes:
    """Give the bytes of a text that `to_latin` made; one byte a letter."""
    return written.encode("cp1252", "replace")


def _letter(sign: str) -> str:
    if sign == "\n" or " " <= sign <= "~":
        return sign
    if ord(sign) < 32 or unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co", "Mn"):
        return ""
    if _shown(sign):
        return sign
    plain = "".join(one for one in unicodedata.normalize("NFKD", sign) if not unicodedata.combining(one))
    if plain and _shown(plain):
        return plain
    nearest: str = anyascii(sign)
    return nearest or "?"


def _taken(written: str, place: int, refuses: Callable[[str], bool]) -> str:
    sign = written[place]
    if sign in _ALWAYS or (sign.isascii() and sign.isalnum()) or not refuses(sign):
        return sign
    if sign in ".," and written[place - 1 : place].isdigit() and written[place + 1 : place + 2].isdigit():
        return sign
    if sign in ",;" and written[place + 1 : place + 2].isalnum():
        return " "
    if sign in _INSTEAD:
        return _INSTEAD[sign]
    plain = anyascii(sign)
    return plain if plain.isalnum() else sign


def _shown(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
