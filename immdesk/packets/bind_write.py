"""Write the packet whole or not at all: a full disk, a locked folder or Cancel leave nothing behind."""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Event
from typing import NamedTuple

import pikepdf
from pikepdf import Pdf

from immdesk.basics.beside import Beside, in_turn
from immdesk.basics.problems import Refused
from immdesk.basics.watched import Cancelled, Stopped
from immdesk.basics.words import _
from immdesk.packets.bind_streams import Shelf

_PIECE, _PAUSE = 1 << 20, 0.01


class Cancel(Stopped):
    """The person stopped the work; nothing was written."""

    def __init__(self) -> None:
        super().__init__(_("No packet was written."))


class Written(NamedTuple):
    """A file that was written: its size in bytes, its SHA-256 in hexadecimal."""

    size: int
    sha256: str


def write(
    out: Pdf,
    path: Path,
    percent: Callable[[int], None],
    cancelled: Cancelled,
    sources: Shelf,
    beside: Beside = in_turn,
    passphrase: str = "",
) -> Written:
    """Write the packet beside `path`, make sure that it is on the disk and whole, then give it its name.

    Gives its size and its checksum, counted `beside` the writing. A document that cannot be read
    to its end, a full disk, a folder that cannot be written, or Cancel leave nothing behind and whatever
    stood at `path` untouched. With a `passphrase` nothing of it is ever on the disk in clear (AES-256).
    """
    pages = len(out.pages)

    def step(done: int) -> None:
        if cancelled():
            raise Cancel
        percent(done)

    try:
        with _beside(path) as (temporary, descriptor):
            sha256 = _saved(out, temporary, descriptor, step, beside, passphrase)
            if sources.trouble is not None:
                raise pikepdf.PdfError("a document was not read to its end")
            _check(temporary, pages, passphrase)
            step(100)
            os.replace(temporary, path)
            _settle(path.parent)
    except OSError as error:
        raise cannot_write(error) from None
    except pikepdf.PdfError:
        raise Refused(
            _("A document of the packet could not be read to its end."),
            _("No packet was written."),
            _("Open each exhibit once, replace the one that fails, and build again."),
        ) from None
    return Written(path.stat().st_size, sha256)


def _saved(
    out: Pdf,
    path: Path,
    descriptor: int,
    step: Callable[[int], None],
    beside: Beside,
    passphrase: str,
) -> str:
    """Write the packet and wait until it is on the disk; give its checksum."""
    ended = Event()
    counted = beside(partial(_followed, path, ended))
    lock = pikepdf.Encryption(owner=passphrase, user=passphrase, R=6) if passphrase else None
    try:
        with open(descriptor, "wb") as file:
            out.save(
                file,
                stream_decode_level=None if lock else pikepdf.StreamDecodeLevel.none,
                compress_streams=False,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
                progress=step,
                encryption=lock or False,
            )
            file.flush()
            ended.set()
            os.fsync(file.fileno())
    finally:
        ended.set()
        sha256 = counted()
    return sha256


def _followed(path: Path, ended: Event) -> str:
    """Give the checksum of a file while it is written; `ended` says that all of it is there."""
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while True:
            last = ended.is_set()
            while piece := file.read(_PIECE):
                digest.update(piece)
            if last:
                return digest.hexdigest()
            ended.wait(_PAUSE)


@contextmanager
def _beside(path: Path) -> Iterator[tuple[Path, int]]:
    temporary = path.with_name(f".immdesk-{secrets.token_hex(8)}.part")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
    descriptor = os.open(temporary, flags, 0o600)
    try:
        yield temporary, descriptor
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def _check(path: Path, pages: int, passphrase: str) -> None:
    with pikepdf.open(path, password=passphrase) as written:
        if len(written.pages) != pages:
            raise pikepdf.PdfError("pages are missing")


def _settle(folder: Path) -> None:
    """Make the new name last over a power cut, where the system can."""
    if os.name == "posix":
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def cannot_write(error: OSError) -> Refused:
    """Give in plain words why the disk did not take a packet."""
    nothing = _("No packet was written; an older one is untouched.")
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return Refused(_("The disk is full."), nothing, _("Make room, or choose another folder."))
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Refused(
            _("The folder, or the packet that is there, cannot be written to."),
            nothing,
            _("Close the packet in other programs, or choose another folder."),
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Refused(_("The folder is not there."), nothing, _("Choose another folder."))
    return Refused(
        _("The packet could not be written ({why}).").format(why=os.strerror(error.errno or errno.EIO)),
        nothing,
        _("Try again, or choose another folder."),
    )
