"""Scans on the share: encrypted as they lie here, put there before the operation that names them."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from immdesk.store.operations import RowChange, canonical
from immdesk.store.share.folder import BLOBS, INNER, ShareFolder, opened_file
from immdesk.store.share.trouble import Away

NAME = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
"""Finds the names of attachments in what a record says."""
MANY = 2 << 20
"""Bytes that a change may send along while somebody waits; more is sent beside the screen."""
BIGGEST = 4 << 30
"""Bytes of a scan on the share that are brought here; a longer one is not what was kept, and says so."""
_PIECE = 1 << 20


class SharedBlobs:
    """The attachments of an office on a share, as files that only the office's key opens."""

    def __init__(self, share: ShareFolder, folder: Path) -> None:
        self._share, self._folder = share, folder / BLOBS
        self._sent: set[str] = set()

    def many_missing(self, rows: Iterable[RowChange]) -> bool:
        """Say whether what rows name and was not sent yet is too much to be waited for."""
        return sum(self._here(name).stat().st_size for name in self._unsent(rows)) > MANY

    def send(self, rows: Iterable[RowChange]) -> None:
        """Put what rows name on the share. Raises Away or Refused as `ShareFolder.put`."""
        for name in self._unsent(rows):
            self.send_one(name)

    def send_anew(self) -> None:
        """Forget what was sent: the place may have lost it."""
        self._sent.clear()

    def send_one(self, name: str) -> None:
        """Put one attachment of this desk on the share."""
        source, place = self._here(name), self._there(name)
        size = source.stat().st_size
        if self._size(place) != size:
            self._share.make(place.parent)
            self._share.put_written(place, copier(source), lambda: self._size(place) == size)
        self._sent.add(name)

    def bring(self, name: str) -> bool:
        """Copy an attachment from the share to this desk; False when it is not there. Raises Away."""
        place, here = self._there(name), self._here(name)
        part = here.with_name(f"{uuid4().hex}.part")
        here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            source = opened(place)
            if source is None:
                return False
            with (
                source,
                os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as target,
            ):
                left = BIGGEST
                while left > 0 and (piece := source.read(_PIECE)):
                    left -= target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            os.replace(part, here)
        except OSError as error:
            raise Away from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._sent.add(name)
        return True

    def drop_here(self, name: str) -> None:
        """Take an attachment off this computer."""
        self._here(name).unlink(missing_ok=True)
        self._sent.discard(name)

    def drop_there(self, name: str) -> None:
        """Take an attachment away from the share: no record names it any more. Raises Away."""
        place = self._there(name)
        try:
            (place / INNER if place.is_dir() else place).unlink(missing_ok=True)
            if place.is_dir():
                place.rmdir()
        except FileNotFoundError:
            pass
        except OSError as error:
            raise Away from error

    def missing(self, names: Iterable[str]) -> Iterator[str]:
        """Give those of `names` that are not on this desk yet."""
        return (name for name in names if not self._here(name).exists())

    def _unsent(self, rows: Iterable[RowChange]) -> list[str]:
        named: set[str] = set()
        for row in rows:
            if row.after:
                named.update(NAME.findall(canonical(row.after)))
        return [name for name in sorted(named - self._sent) if self._here(name).is_file()]

    def _here(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _there(self, name: str) -> Path:
        return self._share.root / BLOBS / name[:2] / name

    def _size(self, place: Path) -> int:
        try:
            found = place.stat()
            return (place / INNER).stat().st_size if place.is_dir() else found.st_size
        except FileNotFoundError:
            return -1
        except OSError as error:
            raise Away from error


def copier(source: Path) -> Callable[[int], None]:
    """Give what fills a new file with what is in `source`."""

    def write(descriptor: int) -> None:
        with source.open("rb") as file:
            while piece := file.read(_PIECE):
                view = memoryview(piece)
                while view:
                    view = view[os.write(descriptor, view) :]

    return write


def opened(place: Path) -> BinaryIO | None:
    """Open a file of the share to read, however its name was claimed; None when it is not there."""
    for one in (place, place / INNER):
        try:
            return os.fdopen(opened_file(one), "rb")
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            continue
        except PermissionError:
            if os.name != "nt":  # a folder there, to Windows
                raise
        except OSError as error:
            if error.errno != errno.ELOOP:  # a name that leads elsewhere is no file of ours
                raise
    return None
