"""Whether a folder can carry an office of many desks, tried out before anything is trusted to it."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import uuid4

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.places import SYNCED, file_system
from immdesk.store.share.folder import Primitive
from immdesk.store.share.trouble import CLOSED, FULL, Kind, not_now, told

CLOUDS = frozenset(
    f"fuse.{name}" for name in ("rclone", "onedriver", "google-drive-ocamlfuse", "gcsfuse", "s3fs", "drivefs")
)
"""Drives that are a cloud's, as Linux calls them."""
ROOM = 1 << 16
"""Bytes that must fit on the share at the very least."""
MARKERS = (
    ".dropbox",
    ".dropbox.cache",
    ".tmp.driveupload",
    ".stfolder",
    ".sync",
    ".nextcloudsync.log",
    ".owncloudsync.log",
)
"""What programs that copy a folder away leave in it, or in one above it."""


def probe(folder: Path) -> Primitive:
    """Give how names are claimed on this folder's server: by a hard link or, without those, a folder's name.

    Raises Refused in plain words when the folder is synced with a cloud, not there, not connected, read-only,
    full, or does neither.
    """
    refuse_synced(folder)
    _refuse_missing(folder)
    base = folder / f"immdesk-probe-{uuid4().hex}"
    try:
        os.mkdir(base)
        (base / "room").write_bytes(bytes(ROOM))  # a full disk may still have room for a name
        found = _first(base, (("link", _links), ("folder", _renames)))
    except OSError as error:
        kind: Kind = "full" if error.errno in FULL else "read_only" if error.errno in CLOSED else "away"
        raise not_now(told(kind)) from None
    finally:
        _take_away(base)
    if found is None:
        raise Refused(
            _("This folder cannot carry an office of many desks."),
            _("Its server lets two computers claim the same name at once; work would be lost."),
            _("Choose a folder on a Windows, Samba or NFS server."),
        )
    return found


def refuse_synced(folder: Path) -> None:
    """Raise Refused when a program copies the folder away file by file, to a cloud or another computer."""
    here = folder.absolute()
    named = any(part.casefold().startswith(SYNCED) for part in here.parts)
    marked = any(os.path.exists(one / marker) for one in (here, *here.parents) for marker in MARKERS)
    if named or marked or file_system(here) in CLOUDS:
        raise Refused(
            _("An office cannot be shared in a folder that is synced with a cloud."),
            _("Each computer has its own copy there for a while: two people would get the same number."),
            _("Choose a folder on the office's own server or on a shared network drive."),
        )


def _refuse_missing(folder: Path) -> None:
    try:
        there = folder.is_dir()
    except OSError:
        raise not_now(told("away")) from None
    if not there:
        raise Refused(
            _("The shared folder is not there."),
            _("The network drive may not be connected."),
            _("Connect the drive, then choose the folder again."),
        )
    if _waits_for_mount(folder):
        raise Refused(
            _("The network drive is not connected."),
            _("The folder is only the place where the drive appears; now it is on this computer's own disk."),
            _("Connect the drive, then choose the folder again."),
        )


def _waits_for_mount(folder: Path, table: Path = Path("/etc/fstab")) -> bool:
    """Say whether the folder, or one above it, is meant for a drive that is not connected now."""
    try:
        lines = table.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    words = [line.split() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    places = {Path(one[1].replace("\\040", " ")) for one in words if len(one) > 2}
    here = folder.absolute()
    return any(
        one in places and one != Path("/") and not os.path.ismount(one) for one in (here, *here.parents)
    )


def _first(base: Path, ways: tuple[tuple[Primitive, Callable[[Path], bool]], ...]) -> Primitive | None:
    for name, works in ways:
        with suppress(OSError):
            if works(base):
                return name
    return None


def _links(base: Path) -> bool:
    """Say whether a hard link is refused where the name is taken, and made where it is free."""
    one, two, new = base / "a", base / "b", base / "c"
    one.write_bytes(b"one")
    two.write_bytes(b"two")
    if not _refused(lambda: os.link(one, two)):
        return False
    os.link(one, new)
    return new.read_bytes() == b"one" and two.read_bytes() == b"two"


def _renames(base: Path) -> bool:
    """Say whether a folder with something in it keeps its name against another folder."""
    one, two, new = base / "d", base / "e", base / "f"
    for place in (one, two):
        place.mkdir()
        (place / "it").write_bytes(place.name.encode())
    if not _refused(lambda: os.rename(one, two)):
        return False
    os.rename(one, new)
    return (new / "it").read_bytes() == b"d" and (two / "it").read_bytes() == b"e" and not one.exists()


def _refused(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except OSError:
        return True
    return False


def _take_away(base: Path) -> None:
    with suppress(OSError):
        for path in sorted(base.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        base.rmdir()
