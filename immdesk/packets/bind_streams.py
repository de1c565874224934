"""Documents as streams: opened when they are read, a few at a time, and joined with bytes of our own."""

from __future__ import annotations

import io
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from immdesk.packets.parts import Opener

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

OPEN_AT_ONCE = 16


class Shelf:
    """Keeps at most `OPEN_AT_ONCE` documents open, however many a packet has."""

    def __init__(self) -> None:
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
        view = memoryview(into).cast("B")
        stream = self._shelf.take(self._number)
        stream.seek(self._at)
        done = 0
        while done < len(view):
            got = stream.read(len(view) - done)
            if not got:
                break
            view[done : done + len(got)] = got
            done += len(got)
        self._at += done
        return done


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document: `size` bytes from `start`."""

    stream: BinaryIO | LateStream
    start: int
    size: int


class Spliced(io.RawIOBase):
    """Bytes of our own and spans of documents, read as one stream without copying the documents."""

    def __init__(self, pieces: list[bytes | Span]) -> None:
        self._pieces: list[tuple[int, int, bytes | Span]] = []
        self._at = self._size = 0
        for piece in pieces:
            length = piece.size if isinstance(piece, Span) else len(piece)
            self._pieces.append((self._size, length, piece))
            self._size += length

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
        view = memoryview(into).cast("B")
        done = 0
        for start, length, piece in self._pieces:
            inside = self._at - start
            if done == len(view) or inside < 0:
                break
            if inside >= length:
                continue
            asked = min(len(view) - done, length - inside)
            got = _read(piece, inside, asked)
            view[done : done + len(got)] = got
            done += len(got)
            self._at += len(got)
            if len(got) < asked:
                break
        return done


def _read(piece: bytes | Span, start: int, size: int) -> bytes | memoryview:
    if isinstance(piece, bytes):
        return memoryview(piece)[start : start + size]
    piece.stream.seek(piece.start + start)
    return piece.stream.read(size) or b""
