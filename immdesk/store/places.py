"""Where an office must not live: one database file on a network share or in a synced folder loses data."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

SYNCED = (
    *("dropbox", "onedrive", "google drive", "googledrive", "my drive", "icloud", "mobile documents"),
    *("cloudstorage", "nextcloud", "owncloud", "box sync", "box-box", "pcloud", "synologydrive"),
)
"""How the folders begin that programs copy away file by file, in the middle of a write."""

NETWORK = frozenset(
    {
        "nfs",
        "nfs4",
        "cifs",
        "smb3",
        "smbfs",
        "afs",
        "ncpfs",
        "davfs",
        "fuse.sshfs",
        "fuse.rclone",
        "fuse.davfs2",
    }
)
"""File systems of other computers: locks do not reach them reliably (measured: acknowledged edits lost)."""


def refuse_shared(folder: Path) -> None:
    """Raise Refused when `folder` is on a network share or inside a folder that a cloud program syncs."""
    here = folder.absolute()
    if any(part.casefold().startswith(SYNCED) for part in here.parts):
        raise Refused(
            _("An office cannot live in a folder that is synced with a cloud."),
            _("The syncing program copies the database in the middle of a change and would damage it."),
            _("Choose a folder on this computer's own disk; put backups into the cloud folder instead."),
        )
    if _on_network(here):
        raise Refused(
            _("An office cannot live on a network drive."),
            _("Two computers would damage its database; even one may lose work when the network stops."),
            _("Choose a folder on this computer's own disk; put backups on the network drive instead."),
        )


def newer_office() -> Refused:
    """Give what to say of an office whose files are of a later kind."""
    return Refused(
        _("This office was last used by a newer ImmDesk."),
        _("This program cannot read it safely; nothing was changed."),
        _("Update ImmDesk on this computer, then open the office again."),
    )


def _on_network(folder: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        remote = 4
        drive = os.path.splitdrive(folder)[0]
        return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\") == remote
    return file_system(folder) in NETWORK


def file_system(folder: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """Give the type of the file system that holds `folder`, "" where the system does not say (macOS)."""
    if not mounts.exists():
        return ""
    best, kind = "", ""
    for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, place, name, *_rest = line.split(" ")
        place = place.replace("\\040", " ")
        inside = place == "/" or str(folder) == place or str(folder).startswith(f"{place}/")
        if inside and len(place) >= len(best):
            best, kind = place, name
    return kind
