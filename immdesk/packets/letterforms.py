"""Turn any name or address into letters that an agency's form can show, and say when a letter was changed."""

from __future__ import annotations

import unicodedata

from anyascii import anyascii


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


def _shown(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True
