"""A folder of this computer seen through a file system of our own, which hangs and fails on demand.

`python -m tests.store.share.fuse_share FOLDER MOUNT MOODS [KIND]` serves FOLDER at MOUNT by the kernel's own
FUSE protocol (`include/uapi/linux/fuse.h`), without any library; needs root and /dev/fuse. What stands in the
file MOODS is how the share is: empty for well, or one of `MOODS`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event
from typing import Any

MOODS = ("HANG", "EIO", "ETIMEDOUT", "ENOSPC", "EROFS", "NOLINK", "SLOPPY")
"""It hangs, everything fails, nothing more fits or may be written, no hard links, nothing keeps its name."""
LINKLESS = ("NOLINK", "SLOPPY")
_IN, _OUT, _ATTR = struct.Struct("<IIQQIIII"), struct.Struct("<IiQ"), struct.Struct("<6Q10I")
_LARGEST = 1 << 17
_NO_ANSWER, _WRITING = (2, 36, 42), (4, 9, 10, 11, 12, 13, 16, 20, 35, 45)


class Served:
    """The folder, what the kernel's numbers for files stand for, and the mood."""

    def __init__(self, folder: str, moods: str) -> None:
        self.folder, self.moods = folder, moods
        self.names: dict[int, str] = {1: folder}
        self.numbers: dict[str, int] = {folder: 1}
        self.listed: dict[int, list[tuple[str, os.stat_result]]] = {}
        self.next = 2

    def mood(self) -> str:
        with open(self.moods) as file:
            return file.read().strip()

    def below(self, node: int, name: bytes) -> str:
        return os.path.join(self.names[node], name.rstrip(b"\0").decode())

    def number(self, path: str) -> int:
        if path not in self.numbers:
            self.numbers[path], self.names[self.next] = self.next, path
            self.next += 1
        return self.numbers[path]

    def entry(self, path: str) -> bytes:
        told = _attributes(path)
        return struct.pack("<4Q2I", self.number(path), 0, 0, 0, 0, 0) + told

    def moved(self, old: str, new: str) -> None:
        for path in [one for one in self.numbers if one == new or one.startswith(new + "/")]:
            self.numbers.pop(path)
        for path in [one for one in self.numbers if one == old or one.startswith(old + "/")]:
            node = self.numbers.pop(path)
            self.names[node] = new + path[len(old) :]
            self.numbers[self.names[node]] = node


def _attributes(path: str) -> bytes:
    return _packed(os.lstat(path))


def _packed(at: os.stat_result) -> bytes:
    times = (at.st_atime_ns, at.st_mtime_ns, at.st_ctime_ns)
    whole, rest = [one // 10**9 for one in times], [one % 10**9 for one in times]
    owner = (at.st_mode, at.st_nlink, at.st_uid, at.st_gid, 0, 4096, 0)
    return _ATTR.pack(at.st_ino, at.st_size, at.st_blocks, *whole, *rest, *owner)


def _attr(node: int, _data: bytes, served: Served) -> bytes:
    return struct.pack("<QII", 0, 0, 0) + _attributes(served.names[node])


def _set(node: int, data: bytes, served: Served) -> bytes:
    asked, _none, _handle, size = struct.unpack_from("<IIQQ", data)
    mode = struct.unpack_from("<I", data, 68)[0]
    if asked & 8:
        os.truncate(served.names[node], size)
    if asked & 1:
        os.chmod(served.names[node], mode & 0o7777)
    if asked & (16 | 32):
        os.utime(served.names[node])
    return _attr(node, data, served)


def _open(node: int, data: bytes, served: Served) -> bytes:
    flags = struct.unpack_from("<I", data)[0] & ~(os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW)
    return struct.pack("<QII", os.open(served.names[node], flags), 1, 0)


def _create(node: int, data: bytes, served: Served) -> bytes:
    flags, mode = struct.unpack_from("<II", data)
    path = served.below(node, data[16:])
    handle = os.open(path, flags | os.O_CREAT, mode & 0o7777)
    return served.entry(path) + struct.pack("<QII", handle, 1, 0)


def _make_folder(node: int, data: bytes, served: Served) -> bytes:
    path = served.below(node, data[8:])
    os.mkdir(path, struct.unpack_from("<I", data)[0] & 0o7777)
    return served.entry(path)


def _rename(node: int, data: bytes, served: Served, skip: int = 8) -> bytes:
    old, new, _end = data[skip:].split(b"\0", 2)
    one, two = served.below(node, old), served.below(struct.unpack_from("<Q", data)[0], new)
    if served.mood() == "SLOPPY" and os.path.isdir(two):
        shutil.rmtree(two)
    os.rename(one, two)
    served.moved(one, two)
    return b""


def _link(node: int, data: bytes, served: Served) -> bytes:
    if served.mood() in LINKLESS:
        raise OSError(errno.EOPNOTSUPP, "no hard links")
    path = served.below(node, data[8:])
    os.link(served.names[struct.unpack_from("<Q", data)[0]], path)
    return served.entry(path)


def _remove(real: Callable[[str], None]) -> Callable[[int, bytes, Served], bytes]:
    def remove(node: int, data: bytes, served: Served) -> bytes:
        path = served.below(node, data)
        real(path)
        served.numbers.pop(path, None)
        return b""

    return remove


def _read(_node: int, data: bytes, _served: Served) -> bytes:
    handle, offset, size = struct.unpack_from("<QQI", data)
    return os.pread(handle, size, offset)


def _write(_node: int, data: bytes, _served: Served) -> bytes:
    handle, offset, size = struct.unpack_from("<QQI", data)
    return struct.pack("<II", os.pwrite(handle, data[40 : 40 + size], offset), 0)


def _release(_node: int, data: bytes, _served: Served) -> bytes:
    os.close(struct.unpack_from("<Q", data)[0])
    return b""


def _sync(_node: int, data: bytes, _served: Served) -> bytes:
    os.fsync(struct.unpack_from("<Q", data)[0])
    return b""


def _list(node: int, data: bytes, served: Served) -> bytes:
    _handle, offset, size = struct.unpack_from("<QQI", data)
    if not offset:
        with os.scandir(served.names[node]) as found:
            served.listed[node] = [(one.name, one.stat(follow_symlinks=False)) for one in found]
    said = b""
    for at, (name, found_at) in enumerate(served.listed.get(node, [])[offset:], offset + 1):
        raw = name.encode()
        one = struct.pack("<QQII", found_at.st_ino, at, len(raw), found_at.st_mode >> 12) + raw
        one += bytes(-len(one) % 8)
        if len(said) + len(one) > size:
            break
        said += one
    return said


def _init(_node: int, data: bytes, _served: Served) -> bytes:
    minor = min(struct.unpack_from("<II", data)[1], 31)
    return struct.pack("<4I2H2I2HI28x", 7, minor, 1 << 16, 0, 12, 9, _LARGEST, 1, 32, 0, 0)


def _statfs(_node: int, _data: bytes, served: Served) -> bytes:
    at = os.statvfs(served.folder)
    counts = (at.f_blocks, at.f_bfree, at.f_bavail, at.f_files, at.f_ffree)
    return struct.pack("<5Q4I24x", *counts, at.f_bsize, at.f_namemax, at.f_frsize, 0)


def _nothing(_node: int, _data: bytes, _served: Served) -> bytes:
    return b""


ANSWERS: dict[int, Callable[[int, bytes, Served], bytes]] = {
    1: lambda node, data, served: served.entry(served.below(node, data)),
    3: _attr,
    4: _set,
    5: lambda node, _data, served: os.readlink(served.names[node]).encode(),
    9: _make_folder,
    10: _remove(os.unlink),
    11: _remove(os.rmdir),
    12: _rename,
    13: _link,
    14: _open,
    15: _read,
    16: _write,
    17: _statfs,
    18: _release,
    20: _sync,
    25: _nothing,
    26: _init,
    27: lambda _node, _data, _served: bytes(16),
    28: _list,
    29: _nothing,
    30: _nothing,
    34: _nothing,
    35: _create,
    45: lambda node, data, served: _rename(node, data, served, 16),
}


def _answer(opcode: int, node: int, data: bytes, served: Served) -> tuple[int, bytes]:
    """Give the error (0 for none) and the bytes that answer one question of the kernel."""
    mood = "" if opcode in (18, 26, 29) else served.mood()
    while mood == "HANG":
        Event().wait(0.02)
        mood = served.mood()
    try:
        if mood in ("EIO", "ETIMEDOUT") or (mood in ("ENOSPC", "EROFS") and opcode in _WRITING):
            raise OSError(getattr(errno, mood), mood)
        if opcode == 14 and mood == "EROFS" and struct.unpack_from("<I", data)[0] & 3:
            raise OSError(errno.EROFS, mood)
        if opcode not in ANSWERS:
            return errno.ENOSYS, b""
        return 0, ANSWERS[opcode](node, data, served)
    except OSError as error:
        return error.errno or errno.EIO, b""
    except KeyError:
        return errno.ESTALE, b""


def serve(folder: str, place: str, moods: str, kind: str = "") -> None:
    """Mount the folder there and answer until it is unmounted."""
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0,allow_other"
    libc = ctypes.CDLL(None, use_errno=True)
    name = f"fuse.{kind}" if kind else "fuse"
    if libc.mount(b"immdesk-test", place.encode(), name.encode(), 6, options.encode()):
        raise OSError(ctypes.get_errno(), "cannot mount")
    served = Served(folder, moods)
    with suppress(OSError):
        while True:
            asked = os.read(device, _LARGEST + 4096)
            _size, opcode, unique, node, *_who = _IN.unpack_from(asked)
            if opcode in _NO_ANSWER:
                continue
            error, said = _answer(opcode, node, asked[_IN.size :], served)
            with suppress(FileNotFoundError):  # who asked has gone meanwhile
                os.write(device, _OUT.pack(_OUT.size + len(said), -error, unique) + said)


class Mounted:
    """A mounted share whose mood can be set."""

    def __init__(self, home: Path, kind: str = "") -> None:
        self.served, self.place, self.moods = home / "served", home / "mounted", home / "mood"
        for folder in (self.served, self.place):
            folder.mkdir(parents=True)
        self.moods.write_text("")
        words = [
            sys.executable,
            "-m",
            "tests.store.share.fuse_share",
            self.served,
            self.place,
            self.moods,
            *([kind] if kind else []),
        ]
        self.process = subprocess.Popen(words, cwd=Path(__file__).parents[3])  # type: ignore[arg-type]
        while not os.path.ismount(self.place):
            if self.process.poll() is not None:
                raise OSError("the file system could not be mounted")
            Event().wait(0.01)

    def is_(self, mood: str) -> None:
        """Let the share be in this mood from now on, "" for well."""
        self.moods.with_suffix(".new").write_text(mood)
        self.moods.with_suffix(".new").replace(self.moods)

    def unmount(self) -> None:
        """Take it away, whatever hangs on it."""
        self.is_("")
        subprocess.run(["umount", "-l", str(self.place)], check=False)
        self.process.kill()
        self.process.wait()


def why_not() -> str:
    """Say why it cannot be mounted here; "" when it can."""
    if os.geteuid() or not os.access("/dev/fuse", os.W_OK):
        return "needs root and /dev/fuse to mount a file system of its own"
    return ""


@contextmanager
def mounted(home: Path, kind: str = "") -> Iterator[Any]:
    """Mount a share in `home` for as long as the block runs."""
    share = Mounted(home, kind)
    try:
        yield share
    finally:
        share.unmount()


if __name__ == "__main__":
    serve(*sys.argv[1:])
