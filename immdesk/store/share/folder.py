"""The shared folder itself: new files appear whole or not at all, and nothing visible is ever changed.

A new file is written under another name and then given its own by a hard link, or inside a folder that is
renamed: both fail when the name is taken, on every server that was measured. A file is never renamed.
"""

from __future__ import annotations

import errno
import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal
from uuid import uuid4

from immdesk.store.places import newer_office
from immdesk.store.share.trouble import Away, Unknown, refused_or_away

Primitive = Literal["link", "folder"]

OFFICE, LOG, SNAPSHOTS, BLOBS, KEYS, STAGING, PRESENCE = (
    "office.json",
    "log",
    "snap",
    "blobs",
    "keys",
    "staging",
    "presence",
)
FOLDERS = (LOG, SNAPSHOTS, BLOBS, KEYS, STAGING, PRESENCE)
SEGMENT = 1000
INNER = "it"
"""The file inside, where a name is claimed by renaming a folder."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class AboutOffice:
    """What the office's file on the share says: its id, how names are claimed, where its log begins.

    `home` is the mark by which an office that moved tells this home from others.
    """

    id: str
    primitive: Primitive
    first: int
    home: str = "first"


class ShareFolder:
    """The files of one office on a share. Every method may take as long as the network likes."""

    def __init__(self, root: Path, primitive: Primitive, first: int = 0) -> None:
        self.root, self.primitive, self.first = root, primitive, first
        self.known_head: tuple[int, ...] | None = None
        """The mark of the newest operation whose file was read here: it is not read every two seconds."""
        self.just_read = 0
        """The operation that was just read, with none after it: the next number needs no second look."""
        self.known_office: tuple[int, ...] | None = None
        """The mark of the office's own file, once it was read here and found to be this office's."""

    # -- the log ------------------------------------------------------------------------------

    def place(self, seq: int) -> Path:
        """Give where operation `seq` lies."""
        return self.root / LOG / f"{seq // SEGMENT:06d}" / f"{seq:012d}.op"

    def has(self, seq: int) -> bool:
        """Say whether operation `seq` is there. Raises Away."""
        return self._asked(lambda: os.path.lexists(self.place(seq)))

    def mark(self, seq: int) -> tuple[int, ...] | None:
        """Give what tells the file of operation `seq` from another there; None when there is none."""
        return self.mark_of(self.place(seq), seq)

    def mark_of(self, place: Path, seq: int = 0) -> tuple[int, ...] | None:
        """Give what tells a file from another at its place; None when there is none. Raises Away."""
        try:
            found = os.lstat(place)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise Away from error
        return seq, found.st_ino, found.st_mtime_ns, found.st_size

    def operation(self, seq: int, biggest: int) -> bytes | None:
        """Give the bytes of operation `seq`, None when it is not there. Raises Away."""
        return self.read(self.place(seq), biggest)

    def numbers(self, segment: int) -> frozenset[int]:
        """Give the numbers that are there in a segment of the log. Raises Away.

        A listing and not an open: a client of a network may remember for half a minute that a file was
        not there (measured), but a listing is asked of the server.
        """
        return frozenset(_number(name, ".op") for name in self.names(f"{LOG}/{segment:06d}")) - {-1}

    def segments(self) -> list[int]:
        """Give the segments of the log, in order. Raises Away when the log itself is not there."""
        try:
            with os.scandir(self.root / LOG) as entries:
                return sorted(int(one.name) for one in entries if one.name.isdigit())
        except OSError as error:
            raise Away from error

    def publish(self, seq: int, raw: bytes) -> bool:
        """Claim number `seq`; False when somebody has it already, or this desk is behind.

        Raises Away when nothing happened, Unknown when it may have, Refused when the share is full or
        may not be written.
        """
        known, self.just_read = self.just_read == seq - 1, 0
        if not known and ((seq - 1 > self.first and not self.has(seq - 1)) or self.has(seq)):
            return False
        if seq % SEGMENT == 0:
            self.make(self.place(seq).parent)
        return self.put(self.place(seq), raw)

    # -- any file -----------------------------------------------------------------------------

    def names(self, folder: str) -> list[str]:
        """Give the names in one of the share's folders, none when it is not there. Raises Away."""
        try:
            with os.scandir(self.root / folder) as entries:
                return sorted(one.name for one in entries)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise Away from error

    def read(self, place: Path, biggest: int) -> bytes | None:
        """Give the bytes of a file, None when it is not there; at most one byte more than `biggest`."""
        try:
            try:
                return _bytes(place, biggest)
            except (IsADirectoryError, PermissionError):  # Windows says of a folder that it may not be read
                if not place.is_dir():
                    raise
                return _bytes(place / INNER, biggest)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if error.errno == errno.ELOOP:
                return b""  # a name that leads elsewhere is not followed: it is no file of ours
            raise Away from error

    def put(self, place: Path, raw: bytes) -> bool:
        """Make a new file with these bytes; False when another file has the name.

        Raises Away when nothing happened, Unknown when it may have, Refused when the share is full or
        may not be written.
        """

        def write(descriptor: int) -> None:
            view = memoryview(raw)
            while view:
                view = view[os.write(descriptor, view) :]

        return self.put_written(place, write, lambda: self.read(place, len(raw)) == raw)

    def put_written(self, place: Path, write: Callable[[int], None], is_ours: Callable[[], bool]) -> bool:
        """As `put`; `write` fills a new file, `is_ours` compares what lies at the place."""
        staged = self.root / STAGING / f"{uuid4().hex}.part"
        try:
            self._stage(staged, write)
        except OSError as error:
            self._drop(staged)
            raise refused_or_away(error) from error
        try:
            return self._claim(staged, place, is_ours)
        finally:
            self._drop(staged)

    def make(self, folder: Path) -> None:
        """Make a folder on the share if it is not there. Raises Away or Refused."""
        try:
            os.makedirs(folder, exist_ok=True)
        except OSError as error:
            raise refused_or_away(error) from error

    def sweep(self, leftovers: Iterator[Path] | None = None) -> int:
        """Take away what was staged more than a week ago, by the server's own clock; give how many."""
        here = self.root / STAGING / f"{uuid4().hex}.now"
        gone = 0
        with suppress(OSError):
            here.touch()
            now = here.stat().st_mtime
            here.unlink()
            for one in leftovers or (self.root / STAGING).iterdir():
                if now - one.lstat().st_mtime > WEEK:
                    self._drop(one)
                    gone += 1
        return gone

    # -- private ------------------------------------------------------------------------------

    def _asked(self, question: Callable[[], bool]) -> bool:
        try:
            return question()
        except OSError as error:
            raise Away from error

    def _stage(self, staged: Path, write: Callable[[int], None]) -> None:
        inner = staged
        if self.primitive == "folder":
            os.mkdir(staged)
            inner = staged / INNER
        descriptor = os.open(inner, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o660)
        try:
            write(descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)

    def _claim(self, staged: Path, place: Path, is_ours: Callable[[], bool]) -> bool:
        """Give the staged file its name. A lost answer is found out by looking: same bytes, it was ours."""
        try:
            if self.primitive == "link":
                os.link(staged, place)
            else:
                os.rename(staged, place)
            return True
        except OSError as error:
            try:
                if is_ours():
                    return True
                if os.path.lexists(place):
                    return False
                if error.errno == errno.ENOENT and self.has_log():
                    return False  # its folder was folded into a snapshot: this desk is behind
            except (OSError, Away):
                pass
            raise Unknown from error

    def has_log(self) -> bool:
        """Say whether the log can be seen at all: a folder that is not mounted is empty."""
        return self._asked(lambda: (self.root / LOG).is_dir())

    def _drop(self, staged: Path) -> None:
        with suppress(OSError):
            if self.primitive == "link":
                staged.unlink(missing_ok=True)
            else:
                (staged / INNER).unlink(missing_ok=True)
                staged.rmdir()


WEEK = 7 * 86_400


def about_office(root: Path) -> AboutOffice | None:
    """Give what the office's file on a share says; None when it is not there or makes no sense."""
    raw = ShareFolder(root, "link").read(root / OFFICE, 1 << 16)
    try:
        told: dict[str, Any] = json.loads(raw or b"")
        if type(told["format"]) is int and told["format"] > 1:
            raise newer_office()
        if told["format"] == 1 and told["primitive"] in ("link", "folder"):
            home = str(told.get("home") or "first")
            return AboutOffice(str(told["id"]), told["primitive"], int(told["first"]), home)
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return None


def opened_file(path: Path) -> int:
    """Open a plain file of the share to read; a link is not followed, and no pipe is waited for.

    Raises IsADirectoryError for a folder, OSError (ELOOP) for a link or anything else that is no file.
    """
    descriptor = os.open(path, os.O_RDONLY | _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0))
    kind = os.fstat(descriptor).st_mode
    if stat.S_ISREG(kind):
        return descriptor
    os.close(descriptor)
    if stat.S_ISDIR(kind):
        raise IsADirectoryError
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _bytes(path: Path, biggest: int) -> bytes:
    descriptor = opened_file(path)
    try:
        pieces, left = [], biggest + 1
        while left and (piece := os.read(descriptor, min(left, 1 << 20))):
            pieces.append(piece)
            left -= len(piece)
        return b"".join(pieces)
    finally:
        os.close(descriptor)


def _number(name: str, suffix: str) -> int:
    digits = name.removesuffix(suffix)
    return int(digits) if name.endswith(suffix) and digits.isdigit() and len(digits) == 12 else -1
