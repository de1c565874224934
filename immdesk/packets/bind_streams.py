"""Documents as streams: opened when they are read, a few at a time, and joined with bytes of our own."""

from __future__ import annotations

import io
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, BinaryIO

from immdesk.packets.parts import Opener

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

OPEN_AT_ONCE = 16


class Shelf:
    """Keeps at most `OPEN_AT_ONCE` documents open, however many a packet has.

    `trouble` remembers that a document could not be read to its end: qpdf takes a failed read for a
    damaged object and goes on without it, and a packet must never lose a page in silence.
    """

    def __init__(self) -> None:
        self.trouble: Exception | None = None
        self._open: OrderedDict[int, BinaryIO] = OrderedDict()
        self._openers: list[Opener] = []

    def add(self, opener: Opener) -> LateStream:
        """Give a stream that opens itself when it is read."""
        self._openers.append(opener)
        return LateStream(self, len(self._openers) - 1)

    def take(self, number: int) -> BinaryIO:
        """Give the open stream of the document `number`, opened again if need be."""
        stream = self._open.get(number)
        if stream is None:
            while len(self._open) >= OPEN_AT_ONCE:
                self._open.popitem(last=False)[1].close()
            stream = self._open[number] = self._openers[number]()
        self._open.move_to_end(number)
        return stream

    def close(self) -> None:
        """Close every document."""
        while self._open:
            self._open.popitem()[1].close()


class LateStream(io.RawIOBase):
    """One document of a shelf as a read-only stream."""

    def __init__(self, shelf: Shelf, number: int) -> None:
        self._shelf, self._number, self._at = shelf, number, 0
        self._size = shelf.take(number).seek(0, io.SEEK_END)

    @property
    def size(self) -> int:
        """The length in bytes."""
        return self._size

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Give the place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, into: WriteableBuffer) -> int:
        """Fill `into` with the next bytes; give how many."""
        view = memoryview(into).cast("B")[: max(0, self._size - self._at)]
        try:
            self._fill(view)
        except Exception as error:
            self._shelf.trouble = error
            raise
        self._at += len(view)
        return len(view)

    def _fill(self, view: memoryview) -> None:
        done = 0
        stream: Any = self._shelf.take(self._number)
        stream.seek(self._at)
        while done < len(view):
            got = stream.readinto(view[done:])
            if not got:
                raise EOFError("a document is shorter than it said")
            done += got


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document: `size` bytes from `start`."""

    stream: LateStream
    start: int
    size: int


class Spliced(io.RawIOBase):
    """Bytes of our own and spans of documents, read as one stream without copying the documents."""

    def __init__(self, pieces: Iterable[bytes | Span]) -> None:
        self._pieces: list[bytes | Span] = []
        for piece in pieces:
            last = self._pieces[-1] if self._pieces else None
            if isinstance(piece, bytes) and isinstance(last, bytes):
                self._pieces[-1] = last + piece
            else:
                self._pieces.append(piece)
        ends = list(accumulate(map(length, self._pieces)))
        self._starts = [0, *ends[:-1]]
        self._size, self._at = (ends[-1] if ends else 0), 0

    def readable(self) -> bool:
        """Say yes."""
        return True

    def seekable(self) -> bool:
        """Say yes."""
        return True

    def tell(self) -> int:
        """Give the place of the next byte."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place."""
        self._at = max(0, offset + (0, self._at, self._size)[whence])
        return self._at

    def readinto(self, into: WriteableBuffer) -> int:
        """Fill `into` with the next bytes; give how many."""
        view, done = memoryview(into).cast("B"), 0
        while done < len(view) and self._at < self._size:
            number = bisect_right(self._starts, self._at) - 1
            piece, inside = self._pieces[number], self._at - self._starts[number]
            got = _read(piece, inside, view[done : done + length(piece) - inside])
            if not got:
                break
            done += got
            self._at += got
        return done


def length(piece: bytes | Span) -> int:
    """Give the length of a piece in bytes."""
    return piece.size if isinstance(piece, Span) else len(piece)


def _read(piece: bytes | Span, start: int, into: memoryview) -> int:
    if isinstance(piece, bytes):
        into[:] = piece[start : start + len(into)]
        return len(into)
    piece.stream.seek(piece.start + start)
    return piece.stream.readinto(into)
