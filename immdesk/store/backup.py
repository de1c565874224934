"""Backups that are proved before they count, and the way back from one."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.watched import ALONE, Stopped, Watched
from immdesk.basics.words import _, n_
from immdesk.store.engine import DatabaseError, connect, create, plainly
from immdesk.store.home import BLOBS, OFFICE, Store
from immdesk.store.only_one import only_one
from immdesk.store.operations import canonical
from immdesk.store.reading import Reading
from immdesk.store.slots import KEYS
from immdesk.store.soundness import WITHOUT_WAL, Checked, blobs_in, check_database
from immdesk.store.subkeys import KeyFor

BACKUPS = "backups"
SUFFIX = ".immbak"
LOCK = ".lock"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified backup; `size` in bytes, `counts` by table, `head` anchors the chain of operations."""

    path: Path
    at: datetime
    size: int
    counts: dict[str, int]
    attachments: int
    operations: int
    head: str


def backup(
    store: Store,
    to: Path | None = None,
    *,
    now: datetime | None = None,
    label: str = "",
    watched: Watched = ALONE,
) -> Backup:
    """Make a backup of the open office in the folder `to` (its own `backups` when None) and verify it.

    The database is copied while people work, stays encrypted, and is read back whole before it counts.
    Raises Refused, and leaves nothing half made, when the disk will not or the copy is not sound; Stopped
    when somebody cancelled.
    """
    folder, at = to or store.folder / BACKUPS, now or datetime.now(UTC)
    stamp = at.astimezone(UTC).strftime("%Y-%m-%d-%H%M%S")
    final = folder / f"{stamp}{'-' + label if label else ''}{SUFFIX}"
    part = final.with_suffix(".part")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with only_one(folder / LOCK, backup_under_way()):
            return _written(store, part, final, at, watched)
    except OSError as error:
        raise Refused(
            _("The backup could not be written."),
            _("The disk is full, read-only, or gone; the office itself is as it was."),
            _("Check the disk, then make the backup again."),
        ) from error


def backup_under_way() -> Refused:
    """Give what to say while another backup is being made."""
    return Refused(
        _("A backup is being made at this moment."),
        _("Two at once would only slow each other down."),
        _("Wait until it is done."),
    )


def _written(store: Store, part: Path, final: Path, at: datetime, watched: Watched) -> Backup:
    try:
        part.unlink(missing_ok=True)
        _copy_database(store, part, watched)
        watched.step(0, 0, _("Reading the backup back"))
        keys = store.key_for("database"), store.key_for("operations")
        checked = check_database(part, *keys, watched.cancelled, fresh=True)
        watched.step(0, 0, _("Keeping the documents"))
        if not checked.ok:
            raise Refused(
                _("The backup is not sound and was thrown away."), " ".join(checked.problems), _do_check()
            )
        kept = _keep_attachments(store, part, final.parent, watched)
        _sync(part)
        os.replace(part, final)
        manifest = _manifest(store, final, at, checked, kept)
        write_whole(final.with_suffix(".json"), json.dumps(manifest, indent=1))
    finally:
        with suppress(OSError):
            for end in ("", "-wal", "-shm"):
                part.with_name(part.name + end).unlink(missing_ok=True)
    return Backup(
        final, at, final.stat().st_size, manifest["counts"], len(kept), checked.operations, manifest["head"]
    )


def check_backup(path: Path, key_for: KeyFor, watched: Watched = ALONE) -> Checked:
    """Read a whole backup and compare it with its manifest.

    Raises Refused when that is missing or forged, Stopped when somebody cancelled.
    """
    manifest, key_for = fitting(path, key_for)
    problems = []
    try:
        if sha256_of(path, watched) != manifest["sha256"]:
            problems.append(_("The file is not the one that was written."))
        watched.step(0, 0, _("Checking the records"))
        found = check_database(path, key_for("database"), key_for("operations"), watched.cancelled)
        watched.look()
    except OSError as error:
        raise unreadable() from error
    except Stopped:
        raise
    except Problem as problem:
        return Checked((*problems, str(problem)))
    sizes = manifest["attachments"]
    problems += [*_blob_problems(path.parent / BLOBS, sizes), *found.problems]
    return Checked(tuple(problems), found.operations, len(sizes), found.head, found.counts)


def read_manifest(path: Path, key_for: KeyFor) -> dict[str, Any]:
    """Give the sealed description of a backup; raises Refused when it is missing or was changed."""
    return fitting(path, key_for)[0]


def fitting(path: Path, key_for: KeyFor) -> tuple[dict[str, Any], KeyFor]:
    """Give the sealed description of a backup, and the keys of the office as they were on its day.

    Raises Refused when the description is missing or was changed.
    """
    manifest = read_claims(path)
    sealed = manifest.pop("seal")
    for one in key_for.each():
        if hmac.compare_digest(sealed.encode(), _seal(one("backups"), manifest).encode()):
            return manifest, one
    raise no_manifest()


def read_claims(path: Path) -> dict[str, Any]:
    """Give what the description of a backup claims, its seal not looked at: good for a list, not to rely on.

    Raises Refused when it is missing or is no description of a backup.
    """
    place = path.with_suffix(".json")
    try:
        if place.stat().st_size > BIGGEST_MANIFEST:
            raise ValueError
        claims = json.loads(place.read_text(encoding="utf-8"))
        shapes = all(isinstance(claims[name], kind) for name, kind in _CLAIMS.items())
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise no_manifest() from error
    if not isinstance(claims, dict) or not shapes:
        raise no_manifest()
    return claims


BIGGEST_MANIFEST = 64 << 20
_CLAIMS = {
    "at": str,
    "sha256": str,
    "size": int,
    "counts": dict,
    "operations": int,
    "head": str,
    "attachments": dict,
    "office": str,
    "keys": str,
    "seal": str,
}


PAGES = 2000
"""How many pages of 4 KiB are copied between two looks at "cancelled"."""


_SCRATCH = ("journal_mode=OFF", "synchronous=OFF")
"""Until it is whole and on the disk the copy is nothing: written once, and thrown away when it breaks."""


def _copy_database(store: Store, part: Path, watched: Watched) -> None:
    source, target = store.plain_connection(), create(part, store.key_for("database"))
    words = _("Copying the records")

    def told(_status: int, remaining: int, total: int) -> None:
        watched.step(total - remaining, total, words)

    try:
        for pragma in _SCRATCH:
            target.execute(f"PRAGMA {pragma}")
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master")  # one moment: no later change begins it anew
        source.backup(target, pages=PAGES, progress=told)
        target.execute("PRAGMA journal_mode=DELETE")
    except DatabaseError as error:
        raise plainly(error) from error
    finally:
        source.close()
        target.close()


def _blob_problems(blobs: Path, sizes: dict[str, int]) -> list[str]:
    places = {name: blobs / name[:2] / name for name in sizes}
    missing = [name for name, place in places.items() if not place.is_file()]
    cut = sum(places[name].stat().st_size != sizes[name] for name in sizes if name not in missing)
    said = []
    if missing:
        said.append(n_("{n} attachment is missing.", "{n} attachments are missing.", len(missing)))
    if cut:
        said.append(n_("{n} attachment is damaged.", "{n} attachments are damaged.", cut))
    return said


def _keep_attachments(store: Store, part: Path, folder: Path, watched: Watched) -> dict[str, int]:
    connection = connect(part, store.key_for("database"), pragmas=WITHOUT_WAL)
    try:
        names = sorted(blobs_in(Reading(connection)))
    finally:
        connection.close()
    kept = {}
    for count, name in enumerate(names):
        watched.step(count, len(names), _("Keeping the documents"))
        source = store.attachments.path(name)
        if source.is_file():  # a missing one is reported by `check`; it must not stop the backup
            keep_one(source, folder / BLOBS / name[:2] / name, may_link=folder.parent == store.folder)
            kept[name] = source.stat().st_size
    return kept


def keep_one(source: Path, target: Path, *, may_link: bool = False) -> None:
    """Copy an attachment that is not there yet; in the office's own folder a second name is enough."""
    if target.exists() and target.stat().st_size == source.stat().st_size:
        return
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    part.unlink(missing_ok=True)
    try:
        if not may_link:
            raise OSError
        os.link(source, part)
    except OSError:
        shutil.copyfile(source, part)
        os.chmod(part, 0o600)
        _sync(part)
    os.replace(part, target)


def _manifest(
    store: Store, final: Path, at: datetime, checked: Checked, kept: dict[str, int]
) -> dict[str, Any]:
    keys = store.folder / KEYS
    manifest = {
        "format": 1,
        "at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "sha256": sha256_of(final),
        "size": final.stat().st_size,
        "counts": checked.counts or {},
        "operations": checked.operations,
        "head": checked.head,
        "attachments": kept,
        "office": (store.folder / OFFICE).read_text(encoding="utf-8"),
        "keys": keys.read_text(encoding="utf-8") if keys.exists() else "",
    }
    manifest["seal"] = _seal(store.key_for("backups"), manifest)
    return manifest


def _seal(key: bytes, manifest: dict[str, Any]) -> str:
    return hmac.digest(key, canonical(manifest).encode(), hashlib.sha256).hex()


def sha256_of(path: Path, watched: Watched = ALONE) -> str:
    """Give the SHA-256 of a file, in hex; raises Stopped when somebody cancelled."""
    size, digest, words = path.stat().st_size, hashlib.sha256(), _("Reading the whole backup")
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            watched.step(file.tell() >> 10, size >> 10, words)
            digest.update(block)
    return digest.hexdigest()


_BLOCK = 4 << 20
"""So many bytes are read between two looks at "cancelled"."""


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def write_whole(path: Path, text: str) -> None:
    """Write a text file whole or not at all, readable by this user only."""
    part = path.with_name(path.name + ".part")
    with os.fdopen(os.open(part, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)


def _do_check() -> str:
    return _("Check the office from the Help menu, then make the backup again.")


def no_manifest() -> Refused:
    """Give what to say of a backup whose description is missing or does not fit."""
    return Refused(
        _("This backup cannot be trusted."),
        _("The file that describes it is missing, was changed, or belongs to another office."),
        _("Choose another backup of this office."),
    )


def unreadable() -> Refused:
    """Give what to say of a backup that the disk does not give."""
    return Refused(
        _("The backup cannot be read."),
        _("Its file is gone, or its disk is not connected."),
        _("Connect the disk, or choose another backup."),
    )
