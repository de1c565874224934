"""The fingerprints of a packet that was written, so that a later look can say: this is what was filed."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

import pikepdf

from immdesk.basics.beside import Beside, in_turn

Kept = TypeVar("Kept")

_ROUND = frozenset({"/Parent", "/Annots", "/B", "/StructParents"})
"""What leads from a page to other pages; the rest is what the page shows."""


def fingerprint(path: Path) -> str:
    """Give the SHA-256 of a file in hexadecimal; raises OSError when it cannot be read."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def whole_fingerprint(fingerprints: Sequence[str]) -> str:
    """Give the SHA-256 of a packet: that of its only file, else that of its files' SHA-256 in their order."""
    if len(fingerprints) == 1:
        return fingerprints[0]
    return hashlib.sha256("".join(fingerprints).encode("ascii")).hexdigest()


class _Told:
    """A file that tells how many bytes of it were read."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self._file, self._told = file, told

    def read(self, size: int = -1) -> bytes:
        """Give the next bytes."""
        piece = self._file.read(size)
        self._told(len(piece))
        return piece


def part_fingerprints(path: Path | BytesIO, parts: Sequence[tuple[int, int]]) -> list[str]:
    """Give a SHA-256 for each part of a written PDF: over all that its pages show, in their order.

    `parts` are pairs of first page (from 1) and number of pages. Pages that the file does not have count
    for nothing; a part without pages gives "". Raises OSError for a file that is no PDF.
    """
    try:
        mode = pikepdf.AccessMode.mmap if isinstance(path, Path) else pikepdf.AccessMode.default
        with pikepdf.open(path, access_mode=mode) as pdf:
            shown = _Shown()
            pages = [page.obj for page in pdf.pages]
            return [shown.of(pages[max(first - 1, 0) : max(first - 1, 0) + count]) for first, count in parts]
    except pikepdf.PdfError as error:
        raise OSError("not a PDF") from error


def seal_and_keep(
    path: Path,
    parts: Sequence[tuple[int, int]],
    keep: Callable[[Any], Kept],
    told: Callable[[int], None],
    beside: Beside = in_turn,
) -> tuple[Kept, list[str]]:
    """Hand a file to `keep`, the checksums of its parts counted `beside`; give what `keep` gave, and them.

    `told` hears of the bytes read and may raise to stop. Raises OSError when the file cannot be read, or
    when it was changed meanwhile: what is kept is what was counted.
    """
    with open(path, "rb") as file:
        before = _state(file)
        each = beside(partial(part_fingerprints, path, parts) if parts else list[str])
        try:
            kept = keep(_Told(file, told))
        except BaseException:
            with suppress(OSError):  # what was begun is waited for; what went wrong first is told
                each()
            raise
        seals = each()
        if _state(file) != before:
            raise OSError("changed while it was read")
        return kept, seals


def _state(file: BinaryIO) -> tuple[int, int]:
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns


class _Shown:
    """Counts what pages show; what several pages share (fonts, pictures) is counted once and remembered."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of(self, pages: Sequence[pikepdf.Object]) -> str:
        if not pages:
            return ""
        digest = hashlib.sha256()
        for page in pages:
            digest.update(self._digest(page))
        return digest.hexdigest()

    def _digest(self, value: Any) -> bytes:
        number = value.objgen if isinstance(value, pikepdf.Object) else (0, 0)
        if number != (0, 0) and number in self._known:
            return self._known[number]
        self._known[number] = b"round"  # a ring of objects ends here
        digest = hashlib.sha256()
        for piece in self._pieces(value):
            digest.update(piece)
        self._known[number] = digest.digest()
        return self._known[number]

    def _pieces(self, value: Any) -> Iterator[Any]:
        if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
            for key in sorted(value.keys()):
                if key not in _ROUND:
                    yield key.encode()
                    yield self._digest(value[key])
            if isinstance(value, pikepdf.Stream):
                yield value.get_raw_stream_buffer()
        elif isinstance(value, pikepdf.Array):
            for each in value:
                yield self._digest(each)
        else:
            yield repr(value).encode()
