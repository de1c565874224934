"""The whole office at one number of the log, so that a new desk need not replay years.

A snapshot is the encrypted database without what belongs to one computer; beside it lies a sealed
description, and only what is described counts. What the newest two snapshots hold is taken out of the log.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.engine import Connection, DatabaseError, connect, create, plainly
from immdesk.store.moves.marks import note_newest
from immdesk.store.operations import canonical
from immdesk.store.reading import LOCAL_TABLES
from immdesk.store.share.blobs import copier, opened
from immdesk.store.share.folder import INNER, LOG, SEGMENT, SNAPSHOTS, ShareFolder
from immdesk.store.share.op_file import LogKeys
from immdesk.store.share.pulling import newest_snapshot
from immdesk.store.share.rebase import Rebased, do_again
from immdesk.store.share.replica import HEAD, head_of, keep_head, last_operation, operations_from, writing
from immdesk.store.share.trouble import Away, Trouble
from immdesk.store.soundness import WITHOUT_WAL

EVERY = 500
"""Operations between two snapshots."""
KEPT = 2000
"""Operations that stay in the log although a snapshot holds them, for desks that were away."""
_PIECE = 4 << 20


@dataclass(frozen=True, slots=True)
class Taken:
    """A snapshot on this computer, proved to be the one that was described."""

    path: Path
    key: bytes
    seq: int

    def into(self, connection: Connection, chain_key: bytes) -> Rebased:
        """Put it in the place of what this desk had, and do what was waiting here again on top of it."""
        mine = operations_from(connection, head_of(connection)[0] + 1)
        connection.execute("ATTACH ? AS snapshot KEY ?", [str(self.path), f"x'{self.key.hex()}'"])
        try:
            with writing(connection):
                _replace_all(connection)
                keep_head(connection, self.seq)
                note_newest(connection)
                known = {row[0] for row in connection.execute("SELECT id FROM operation")}
                return do_again(connection, mine, known, chain_key)
        finally:
            connection.execute("DETACH snapshot")
            drop(self.path)


def take_newest(share: ShareFolder, keys: LogKeys, key: bytes) -> Taken:
    """Bring the newest snapshot to this computer. Raises Away, or Refused when it is not sound."""
    seq = newest_snapshot(share)
    path = Path(mkdtemp(prefix="immdesk-")) / "snapshot"
    try:
        bring(share, keys, key, seq, path)
        return Taken(path, key_of(keys, described(share, keys, seq), key), seq)
    except BaseException:
        drop(path)
        raise


def key_of(keys: LogKeys, told: dict[str, Any], key: bytes) -> bytes:
    """Give the key of a described snapshot: that of its day, `key` where no other is known."""
    return keys.database_of(int(told.get("epoch", 0)), key)


def drop(path: Path) -> None:
    """Take away a snapshot that was brought here."""
    shutil.rmtree(path.parent, ignore_errors=True)


def bring(
    share: ShareFolder, keys: LogKeys, key: bytes, seq: int, path: Path, watched: Watched = ALONE
) -> None:
    """Copy snapshot `seq` to `path` and prove it: what was described, whole, and at that number.

    Raises Away, Stopped, or Refused when it was changed outside of ImmDesk.
    """
    told = described(share, keys, seq)
    key = key_of(keys, told, key)
    digest, size = hashlib.sha256(), 0
    with _opened(share, seq) as source, path.open("xb") as target:
        os.chmod(path, 0o600)
        while size <= told["size"] and (piece := source.read(_PIECE)):
            digest.update(piece)
            target.write(piece)
            size += len(piece)
            watched.step(size >> 10, told["size"] >> 10, _("Copying the office"))
    if digest.hexdigest() != told["sha256"]:
        raise not_sound()
    connection = connect(path, key, pragmas=WITHOUT_WAL)
    try:
        last = connection.execute("SELECT seq, hash FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
        if (tuple(last) if last else (0, "")) != (seq, told["hash"]):
            raise not_sound()
    except DatabaseError as error:
        raise plainly(error) from None
    finally:
        connection.close()


def described(share: ShareFolder, keys: LogKeys, seq: int) -> dict[str, Any]:
    """Give the sealed description of snapshot `seq`. Raises Away, or Refused when it was changed.

    Raises Trouble (new_key) when it was made with a key of the office that is not known here.
    """
    raw = share.read(_place(share, seq, ".json"), 1 << 16)
    try:
        told: dict[str, Any] = json.loads(raw or b"")
        seal, epoch = told.pop("seal"), told.get("epoch", 0)
        files = keys.files_of(epoch) if type(epoch) is int and epoch >= 0 else b""
        if files is None:
            raise Trouble("new_key", seq)
        if not hmac.compare_digest(str(seal), _seal(keys.office, files, told)) or told["seq"] != seq:
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        raise not_sound() from None
    return told


def make(share: ShareFolder, keys: LogKeys, key: bytes, source: Connection, *, published: bool = True) -> int:
    """Put a snapshot of this desk's copy on the share and give its number; nothing may be waiting here.

    `source` is a connection of its own, so that nobody waits; without `published` the office is put there.

    Raises Away, or Refused when the share is full or may not be written.
    """
    folder = Path(mkdtemp(prefix="immdesk-"))
    key = keys.database_of(keys.epoch, key)
    try:
        seq, head, schema = _copy(source, folder / "snapshot", key, published)
        size, sha256 = (folder / "snapshot").stat().st_size, _sha256(folder / "snapshot")
        place = _place(share, seq, ".snap")
        told = {"seq": seq, "hash": head, "schema": schema, "size": size, "sha256": sha256}
        told |= {"epoch": keys.epoch} if keys.epoch else {}
        if not share.put_written(place, copier(folder / "snapshot"), lambda: False):
            return seq  # another desk was quicker, and describes its own
        told["seal"] = _seal(keys.office, keys.files, told)
        share.put(_place(share, seq, ".json"), canonical(told).encode())
        return seq
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_whole(share: ShareFolder, keys: LogKeys, seq: int) -> bool:
    """Say whether snapshot `seq` is described and as long as it should be. Raises Away."""
    try:
        size = int(described(share, keys, seq)["size"])
        with _opened(share, seq) as source:
            return bool(source.seek(0, os.SEEK_END) == size)
    except Refused:
        return False


def compact(share: ShareFolder, kept: int = KEPT, copies: int = 2) -> int:
    """Take out of the log what the newest snapshot holds, but for the last `kept` before it; give how many.

    Older snapshots than the newest `copies` go as well. Raises Away.
    """
    newest = newest_snapshot(share)
    gone = 0
    for segment in share.segments():
        if segment * SEGMENT > newest - kept:
            break
        for seq in sorted(share.numbers(segment)):
            if seq <= newest - kept and seq != newest:  # the last one shows that nothing was lost
                _remove(share.place(seq))
                gone += 1
        if (segment + 1) * SEGMENT <= newest - kept and segment != newest // SEGMENT:
            with suppress(OSError):
                (share.root / LOG / f"{segment:06d}").rmdir()
    names = sorted(name for name in share.names(SNAPSHOTS) if name.endswith(".json"))
    for name in names[:-copies]:
        _remove(share.root / SNAPSHOTS / name)
        _remove(share.root / SNAPSHOTS / name.replace(".json", ".snap"))
    return gone


def take_before(share: ShareFolder, purge: int) -> int:
    """Take out of the share every file that was written before operation `purge`; give how many.

    A snapshot from `purge` on is there, so nothing is lost but what was to be deleted for good. Raises Away.
    """
    gone = 0
    for segment in share.segments():
        if segment * SEGMENT > purge:
            break
        for seq in share.numbers(segment):
            if seq < purge:
                _remove(share.place(seq))
                gone += 1
        if (segment + 1) * SEGMENT <= purge:
            with suppress(OSError):
                (share.root / LOG / f"{segment:06d}").rmdir()
    for name in share.names(SNAPSHOTS):
        number = name.partition(".")[0]
        if number.isdigit() and int(number) < purge:
            _remove(share.root / SNAPSHOTS / name)
            gone += 1
    return gone


def not_sound() -> Refused:
    """Give what to say of a snapshot that is not the one that was described."""
    return Refused(
        _("The copy of the office on the shared folder is damaged."),
        _("It was changed or cut outside of ImmDesk; nothing was changed on this computer."),
        _("Try again in a minute; if it stays so, have the folder restored from the server's backup."),
    )


def _replace_all(connection: Connection) -> None:
    """Put the snapshot's records in the place of this desk's, column by column as both know them."""
    connection.execute("PRAGMA defer_foreign_keys=ON")
    sql = "SELECT name FROM {}.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    tables = [row[0] for row in connection.execute(sql.format("snapshot"))]
    ours = {row[0] for row in connection.execute(sql.format("main"))}
    triggers = connection.execute(
        "SELECT name, sql FROM main.sqlite_master WHERE type = 'trigger'"
    ).fetchall()
    for name, _sql in triggers:
        connection.execute(f'DROP TRIGGER main."{name}"')
    for table in tables:
        if table in ours and table not in LOCAL_TABLES and not table.startswith(("search", "alembic")):
            columns = ", ".join(
                f'"{one[1]}"' for one in connection.execute(f'PRAGMA snapshot.table_info("{table}")')
            )
            connection.execute(f'DELETE FROM main."{table}"')
            connection.execute(
                f'INSERT INTO main."{table}" ({columns}) SELECT {columns} FROM snapshot."{table}"'
            )
    for _name, made in triggers:
        connection.execute(made)


def _copy(source: Connection, path: Path, key: bytes, published: bool) -> tuple[int, str, str]:
    """Copy the database without what belongs to this computer; give its number, checksum and schema."""
    target = create(path, key)
    try:
        source.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        if published and head_of(target) != last_operation(target):
            raise Away  # somebody worked here at this moment: another time
        for table in (*LOCAL_TABLES, "search_case"):
            target.execute(f'DELETE FROM "{table}"')
        target.execute("VACUUM")
        last = last_operation(target)
        schema = target.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        target.execute("INSERT INTO meta (key, value) VALUES (?, ?)", [HEAD, str(last[0])])
    except DatabaseError as error:
        raise plainly(error) from error
    finally:
        target.close()
    return (*last, schema)


@contextmanager
def _opened(share: ShareFolder, seq: int) -> Iterator[Any]:
    try:
        source = opened(_place(share, seq, ".snap"))
        if source is None:
            raise not_sound()
        with source:
            yield source
    except OSError as error:
        raise Away from error


def _place(share: ShareFolder, seq: int, suffix: str) -> Path:
    return share.root / SNAPSHOTS / f"{seq:012d}{suffix}"


def _seal(office: str, files: bytes, told: dict[str, Any]) -> str:
    return hmac.digest(files, canonical([office, told]).encode(), hashlib.sha256).hex()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _remove(place: Path) -> None:
    """Take a file of the share away; one that another desk took away is gone all the same."""
    try:
        if place.is_dir():
            with suppress(FileNotFoundError):
                (place / INNER).unlink()
            place.rmdir()
        else:
            place.unlink(missing_ok=True)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise Away from error
