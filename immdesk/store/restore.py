"""The way back from a backup: its key, its check, and a new folder that appears whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import Cancelled, Progress, Stopped, Watched, never, silent
from immdesk.basics.words import _
from immdesk.store.backup import (
    check_backup,
    keep_one,
    read_claims,
    read_manifest,
    sha256_of,
    unreadable,
    write_whole,
)
from immdesk.store.engine import connect
from immdesk.store.epochs import database_key, ring, scan_keys
from immdesk.store.history import ON_SERVER
from immdesk.store.home import BLOBS, DATABASE, OFFICE
from immdesk.store.moves.journal import DONE, UNDER_WAY
from immdesk.store.moves.marks import FIRST, newest
from immdesk.store.places import refuse_shared
from immdesk.store.share.forgetting import FORGET
from immdesk.store.share.replica import HEAD, writing
from immdesk.store.slots import KEYS, read_slots
from immdesk.store.subkeys import KeyFor


@dataclass(frozen=True, slots=True)
class Restored:
    """An office made anew: its folder, how many attachments it has, and how many of them are damaged."""

    folder: Path
    attachments: int
    damaged: int = 0


def keys_from(key: bytes) -> KeyFor:
    """Give the keys of each purpose that come from an office key, the only one of its office."""
    return KeyFor((key,))


def key_of(path: Path, passphrase: str | None = None) -> bytes:
    """Give the newest office key of a backup; see `keys_of`."""
    return keys_of(path, passphrase).ring[-1]


def keys_of(path: Path, passphrase: str | None = None) -> KeyFor:
    """Give the keys of a backup: by the passphrase of its day, its recovery code, or this computer.

    A backup carries the slots that the office had when it was made. Raises Refused as opening an office
    does, and when the description of the backup is missing.
    """
    from immdesk.store.recovery import open_either

    claims = read_claims(path)
    if not claims["keys"]:
        raise Refused(
            _("This backup has no way in of its own."),
            _("The office had neither a passphrase nor a recovery sheet when it was made."),
            _("Choose another backup."),
        )
    with TemporaryDirectory(prefix="immdesk-") as name:
        folder = Path(name)
        write_whole(folder / OFFICE, claims["office"])
        write_whole(folder / KEYS, claims["keys"])
        key = open_either(folder, passphrase or "")
        return KeyFor(ring(folder, read_slots(folder), key))


def restore(
    path: Path,
    folder: Path,
    key_for: KeyFor,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Restored | None:
    """Make the office anew from a backup in the empty or absent `folder`, after checking it.

    The folder appears when all of it is there; None, and no folder, when somebody cancelled. Raises Refused
    when the backup is not sound, the folder holds something, or the disk will not.
    """
    _refuse_taken(folder)
    refuse_shared(folder)
    try:
        found = check_backup(path, key_for, Watched(progress, cancelled))
    except Stopped:
        return None
    if not found.ok:
        raise Refused(_("This backup is damaged."), " ".join(found.problems), _("Choose another backup."))
    stage = folder.with_name(f".{folder.name}.restoring")
    try:
        shutil.rmtree(stage, ignore_errors=True)
        stage.mkdir(mode=0o700, parents=True)
        made = _fill(path, stage, key_for, progress, cancelled)
        if made is None:
            return None
        if folder.exists():
            folder.rmdir()
        os.replace(stage, folder)
        return Restored(folder, *made)
    except OSError as error:
        raise Refused(
            _("The office could not be written."),
            _("The disk is full, read-only, or gone; no office was made, and the backup is as it was."),
            _("Free some space or choose another disk, then restore again."),
        ) from error
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def _fill(
    path: Path, stage: Path, key_for: KeyFor, progress: Progress, cancelled: Cancelled
) -> tuple[int, int] | None:
    """Write the office into `stage`; give how many attachments it has and how many are damaged."""
    from immdesk.store.attachments import Attachments

    manifest = read_manifest(path, key_for)
    kept = Attachments(stage / BLOBS, *scan_keys(key_for.ring))
    names, damaged = sorted(manifest["attachments"]), 0
    for count, name in enumerate(names):
        if cancelled():
            return None
        progress(count, len(names), _("Bringing back the documents"))
        keep_one(path.parent / BLOBS / name[:2] / name, kept.path(name))
        try:
            kept.check(name)
        except Refused:
            damaged += 1
    write_whole(stage / OFFICE, manifest["office"])
    if manifest["keys"]:
        write_whole(stage / KEYS, manifest["keys"])
    shutil.copyfile(path, stage / DATABASE)
    os.chmod(stage / DATABASE, 0o600)
    if sha256_of(stage / DATABASE) != manifest["sha256"]:
        raise unreadable()
    _live_alone(stage, database_key(stage / DATABASE, key_for.ring))
    return len(names), damaged


def _live_alone(stage: Path, key: bytes) -> None:
    """Let the restored office live on this computer alone, wherever it lived on the day of the backup.

    It neither follows a shared folder or a server, nor goes on with a move that was under way that day.
    """
    connection = connect(stage / DATABASE, key)
    try:
        with writing(connection):
            marks = ", ".join("?" * len(_OF_ITS_HOME))
            connection.execute(f"DELETE FROM meta WHERE key IN ({marks})", _OF_ITS_HOME)
            home = newest(connection)
    finally:
        connection.close()
    told = json.loads((stage / OFFICE).read_text(encoding="utf-8"))
    alone = {"format": 1, "id": told["id"], "home": home.token if home else FIRST}
    write_whole(stage / OFFICE, json.dumps(alone))


_OF_ITS_HOME = (UNDER_WAY, DONE, HEAD, FORGET, ON_SERVER, "server password")


def lived_elsewhere(path: Path) -> bool:
    """Say whether the office of a backup lived on a shared folder or a server."""
    try:
        told = json.loads(read_claims(path)["office"])
        return bool(told.get("share") or told.get("server"))
    except (Problem, ValueError, AttributeError):
        return False


def _refuse_taken(folder: Path) -> None:
    if (folder / DATABASE).exists():
        raise Refused(
            _("There is already an office in this folder."),
            _("A backup is never restored over an office."),
            _("Choose an empty folder."),
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(
            _("The folder is not empty."),
            _("An office needs a folder of its own; nothing was written."),
            _("Choose an empty folder, or type the name of a new one."),
        )
