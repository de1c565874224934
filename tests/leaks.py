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

DEEPEST, MOST = 3, 16_000_000
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


def in_base64(word: str) -> frozenset[bytes]:
    """Give what base64 makes of a word, wherever in a longer text it begins, without its changing ends."""
    found = set()
    for text in (word, word.lower(), word.upper()):
        for before in range(3):
            packed = base64.b64encode(b"\0" * before + text.encode()).rstrip(b"=")
            middle = packed[
                (before * 8 + 5) // 6 : len(packed) - (1 if (before + len(text.encode())) % 3 else 0)
            ]
            found |= {middle, middle.replace(b"+", b"-").replace(b"/", b"_")}
    return frozenset(one for one in found if len(one) >= 8)


class Search:
    """Finds planted words in bytes; each word in all its spellings, packed or not."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = {word: (spellings(word), in_base64(word)) for word in words}

    def found_in(self, content: bytes) -> list[str]:
        """Give the planted words that stand in these bytes."""
        seen: set[str] = set()
        for piece in _pieces(content, DEEPEST):
            small = piece.lower()
            for word, (ways, packed) in self._words.items():
                if any(way in small for way in ways) or any(way in piece for way in packed):
                    seen.add(word)
        return sorted(seen)

    def found_below(self, *places: Path) -> dict[str, list[str]]:
        """Give what stands in the files below these folders and in their names, by the file's name."""
        files = [path for place in places for path in place.rglob("*")]
        told = {str(path): self.found_in(path.read_bytes()) for path in files if path.is_file()}
        told |= {f"the name of {path}": self.found_in(path.name.encode()) for path in files}
        return {name: words for name, words in told.items() if words}


def _pieces(content: bytes, deep: int) -> Iterator[bytes]:
    """Give the bytes, and what is packed in them: streams, and members of archives."""
    yield content
    if deep == 0:
        return
    for inner in (*_streams(content), *_members(content)):
        yield from _pieces(inner, deep - 1)


def _streams(content: bytes) -> Iterator[bytes]:
    for place in _ZLIB.finditer(content):
        unpack = zlib.decompressobj(47)  # zlib or gzip, as its head says
        try:
            made = unpack.decompress(memoryview(content)[place.start() :], MOST)
        except zlib.error:
            continue
        if len(made) > 8 and (unpack.eof or len(made) > 200):  # what only looks packed ends soon
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
