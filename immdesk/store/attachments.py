"""Scans and other files of the office, each encrypted on its own; what is read back is what was put in."""

from __future__ import annotations

import hashlib
import hmac
import io
import os
import struct
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import uuid4

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

CHUNK = 1 << 20
TAG = 16
MAGIC = b"IMA1"
HEADER = len(MAGIC) + 12 + 32 + TAG
KEPT_CHUNKS = 2
"""Decrypted chunks that an open attachment remembers: a reader costs about 3 MB, and a packet opens many."""


@dataclass(frozen=True, slots=True)
class Blob:
    """An attachment that is kept: `name` says nothing about it, `size` is its length in bytes in clear.

    `sha256` is the checksum of what was kept, in hexadecimal; it is not stored with the attachment.
    """

    name: str
    size: int
    sha256: str


class Attachments:
    """The folder of attachments: AES-256-GCM, chunks of 1 MiB, a key for each file (wrapped).

    A file's name is the keyed checksum of its content's SHA-256, so equal scans are stored once.
    """

    def __init__(
        self,
        folder: Path,
        key: bytes,
        name_key: bytes,
        older: Sequence[tuple[bytes, bytes]] = (),
        bring: Callable[[str], None] | None = None,
    ) -> None:
        self.folder, self._key, self._name_key, self._bring = folder, key, name_key, bring
        self._older = older
        """Pairs of keys of earlier days (for content, for names), which go on to open what they closed."""

    def put(self, content: BinaryIO | bytes) -> Blob:
        """Keep `content`, read in pieces, and give its name; written whole or not at all."""
        stream = io.BytesIO(content) if isinstance(content, bytes) else content
        part = self.folder / f"{uuid4().hex}.part"
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            blob = self._write(part, stream)
            place = self.path(blob.name)
            if not place.exists() or place.stat().st_size != part.stat().st_size:
                place.parent.mkdir(mode=0o700, exist_ok=True)
                os.replace(part, place)
                _sync_folder(place.parent)
        except OSError as error:
            raise Refused(
                _("The file could not be kept."),
                _("The office's disk is full or cannot be written; the record was not changed."),
                _("Free some space or check the disk, then attach the file again."),
            ) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return blob

    def open(self, name: str) -> io.BufferedReader:
        """Give a stream in clear over the attachment, to read and seek; nothing is decrypted to disk.

        Raises Refused when the file is gone or was changed, here or at the first read of a changed part.
        """
        return io.BufferedReader(self._clear(name), buffer_size=1 << 16)

    def bytes(self, name: str) -> bytes:
        """Give the whole attachment in clear."""
        with self._clear(name) as clear:
            return b"".join(clear.chunk(index) for index in range(clear.chunks))

    def size(self, name: str) -> int:
        """Give the length in clear, without decrypting."""
        with self._clear(name) as clear:
            return clear.size

    def check(self, name: str) -> None:
        """Read the whole attachment and compare it with its name; raises Refused when it was changed."""
        plain = hashlib.sha256()
        self._each_chunk(name, plain.update)
        digest = plain.digest()
        if any(_named(names, digest) == name for names in (self._name_key, *(one[1] for one in self._older))):
            return
        first = self._older[0][1] if self._older else self._name_key
        older = hmac.new(first, digestmod=hashlib.sha256)  # named so by desks before 2026-11-22
        self._each_chunk(name, older.update)
        if older.hexdigest() != name:
            raise _changed()

    def discard(self, name: str) -> None:
        """Delete an attachment for good; only for a purge, when no record names it any more."""
        self.path(name).unlink(missing_ok=True)

    def name_of(self, content: ReadableBuffer) -> str:
        """Give the name under which these bytes are kept, or would be."""
        return self._named(hashlib.sha256(content).digest())

    def names_of(self, content: ReadableBuffer) -> frozenset[str]:
        """Give the names under which these bytes would be kept now, or were under a key of earlier days."""
        digest = hashlib.sha256(content).digest()
        return frozenset(_named(key, digest) for key in (self._name_key, *(one[1] for one in self._older)))

    def path(self, name: str) -> Path:
        """Give where the attachment lies; names that are not ours are refused."""
        if len(name) != 64 or not set(name) <= set("0123456789abcdef"):
            raise _changed()
        return self.folder / name[:2] / name

    def names(self) -> Iterator[str]:
        """Give the names of all attachments, in order."""
        for path in sorted(self.folder.glob("[0-9a-f][0-9a-f]/*")):
            if path.suffix != ".part":
                yield path.name

    def _each_chunk(self, name: str, told: Callable[[ReadableBuffer], object]) -> None:
        with self._clear(name) as clear:
            for index in range(clear.chunks):
                told(clear.chunk(index))

    def _named(self, sha256: ReadableBuffer) -> str:
        return _named(self._name_key, sha256)

    def _clear(self, name: str) -> _Clear:
        if self._bring is not None and not self.path(name).exists():
            self._bring(name)
        return _Clear(_sealed(self.path(name)), (self._key, *(one[0] for one in self._older)), name)

    def _write(self, part: Path, stream: BinaryIO) -> Blob:
        file_key, digest, size = os.urandom(32), hashlib.sha256(), 0
        cipher = AESGCM(file_key)
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(bytes(HEADER))
            for index, piece, last in _pieces(stream):
                digest.update(piece)
                size += len(piece)
                file.write(cipher.encrypt(_nonce(index, last), piece, None))
            name, nonce = self._named(digest.digest()), os.urandom(12)
            file.seek(0)
            file.write(MAGIC + nonce + AESGCM(self._key).encrypt(nonce, file_key, name.encode()))
            file.flush()
            os.fsync(file.fileno())
        return Blob(name, size, digest.hexdigest())


class _Clear(io.RawIOBase):
    """An encrypted file seen in clear: reads and seeks, one chunk decrypted at a time."""

    def __init__(self, file: io.FileIO, keys: Sequence[bytes], name: str) -> None:
        self._file, self._at = file, 0
        self._kept: OrderedDict[int, bytes] = OrderedDict()
        try:
            self._cipher = _file_cipher(file.read(HEADER), keys, name)
            stored = os.fstat(file.fileno()).st_size - HEADER
            self.chunks = max(1, -(-stored // (CHUNK + TAG)))
            self.size = stored - self.chunks * TAG
            self.chunk(self.chunks - 1)  # its seal says that it is the last: the length is as it was written
        except BaseException:
            self.close()
            raise

    def chunk(self, index: int) -> bytes:
        """Give one chunk in clear; raises Refused when it is not as it was written."""
        if index not in self._kept:
            self._kept[index] = self._opened(index)
            if len(self._kept) > KEPT_CHUNKS:
                self._kept.popitem(last=False)
        self._kept.move_to_end(index)
        return self._kept[index]

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self.size}[whence]
        if start + offset < 0:
            raise ValueError("seek before the start")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._at >= self.size:
            return 0
        index, within = divmod(self._at, CHUNK)
        piece = self.chunk(index)[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        self._kept.clear()
        super().close()

    def _opened(self, index: int) -> bytes:
        self._file.seek(HEADER + index * (CHUNK + TAG))
        sealed = self._file.read(CHUNK + TAG)
        try:
            return self._cipher.decrypt(_nonce(index, index == self.chunks - 1), sealed, None)
        except InvalidTag:
            raise _changed() from None


def _sealed(path: Path) -> io.FileIO:
    try:
        return path.open("rb", buffering=0)
    except OSError as error:
        raise Refused(
            _("An attachment is missing."),
            _("Its file is no longer in the office's folder."),
            _("Restore it from a backup, or attach the document again."),
        ) from error


def _pieces(stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """Give (number, chunk, is it the last); an empty file is one empty chunk."""
    index, piece = 0, _read_full(stream)
    while True:
        following = _read_full(stream) if len(piece) == CHUNK else b""
        yield index, piece, not following
        if not following:
            return
        index, piece = index + 1, following


def _read_full(stream: BinaryIO) -> bytes:
    parts, missing = [], CHUNK
    while missing and (part := stream.read(missing)):
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def _nonce(index: int, last: bool) -> bytes:
    return struct.pack(">QI", index, int(last))


def _named(key: bytes, sha256: ReadableBuffer) -> str:
    return hmac.digest(key, sha256, hashlib.sha256).hex()


def _file_cipher(header: bytes, keys: Sequence[bytes], name: str) -> AESGCM:
    start = len(MAGIC) + 12
    if len(header) != HEADER or not header.startswith(MAGIC):
        raise _changed()
    for key in keys:
        with suppress(InvalidTag):
            return AESGCM(AESGCM(key).decrypt(header[len(MAGIC) : start], header[start:], name.encode()))
    raise _changed()


def _changed() -> Refused:
    return Refused(
        _("An attachment is damaged."),
        _("Its file was changed or cut outside of ImmDesk, so that it is no longer what was put in."),
        _("Restore it from a backup, or attach the document again."),
    )


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
