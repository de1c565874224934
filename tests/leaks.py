"""Looks for what was planted, however it is written: in files, in what they hold packed, in their names."""

from __future__ import annotations

import base64
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

DEEPEST, MOST = 4, 64_000_000
_BASE64 = re.compile(rb"[A-Za-z0-9+/_-]{16,}={0,2}")
_ZLIB = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


def spellings(word: str) -> frozenset[bytes]:
    """Give every way in which a word may stand in a file, in small letters."""
    small = word.lower()
    texts = {small, small.encode("ascii", "backslashreplace").decode(), quote(small).lower()}
    texts |= {"".join(f"&#{ord(one)};" if ord(one) > 127 else one for one in small)}
    codes = ("utf-8", "utf-16-le", "utf-16-be", "latin-1", "cp1252", "iso8859-2")
    texts |= {small.upper()}  # bytes know small letters of ASCII only
    found = {text.encode(code, "ignore").lower() for text in texts for code in codes}
    found |= {small.encode().hex().encode(), small.upper().encode().hex().encode()}
    return frozenset(one for one in found if len(one) >= 5)


class Search:
    """Finds planted words in bytes; each word in all its spellings, packed or not."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word: spellings(word) for word in words}

    def found_in(self, content: bytes) -> list[str]:
        """Give the planted words that stand in these bytes."""
        seen: set[str] = set()
        for piece in _pieces(content, DEEPEST):
            small = piece.lower()
            seen |= {word for word, ways in self._words.items() if any(way in small for way in ways)}
        return sorted(seen)

    def found_below(self, *places: Path) -> dict[str, list[str]]:
        """Give what stands in the files below these folders and in their names, by the file's name."""
        files = [path for place in places for path in place.rglob("*")]
        told = {str(path): self.found_in(path.read_bytes()) for path in files if path.is_file()}
        told |= {f"the name of {path}": self.found_in(path.name.encode()) for path in files}
        return {name: words for name, words in told.items() if words}


def _pieces(content: bytes, deep: int) -> Iterator[bytes]:
    """Give the bytes, and what is packed in them: streams, members of archives, base64."""
    yield content
    if deep == 0 or len(content) > MOST:
        return
    for inner in (*_streams(content), *_members(content), *_base64(content)):
        yield from _pieces(inner, deep - 1)


def _streams(content: bytes) -> Iterator[bytes]:
    for place in _ZLIB.finditer(content):
        unpack = zlib.decompressobj(47)  # zlib or gzip, as its head says
        try:
            made = unpack.decompress(content[place.start() :], MOST)
        except zlib.error:
            continue
        if len(made) > 8:
            yield made


def _members(content: bytes) -> Iterator[bytes]:
    if b"PK\x03\x04" not in content:
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            for one in packed.infolist():
                yield one.filename.encode()
                if one.file_size < MOST and not one.flag_bits & 1:
                    yield packed.read(one)
    except (zipfile.BadZipFile, NotImplementedError, OSError):
        return


def _base64(content: bytes) -> Iterator[bytes]:
    for place in _BASE64.finditer(content):
        word = place.group().replace(b"-", b"+").replace(b"_", b"/").rstrip(b"=")
        for start in range(min(4, len(word))):  # what was planted may begin in the middle of a longer text
            part = word[start:]
            made = base64.b64decode(part[: len(part) // 4 * 4])
            if made.count(b"\0") < len(made) and sum(32 <= one < 127 for one in made) > len(made) // 2:
                yield made
