"""An office put on a share, and a desk that joins it: the folder is tried first, nothing half made stays."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.engine import connect
from immdesk.store.epochs import OfficeKeys, database_key
from immdesk.store.half_made import whole_or_not_at_all
from immdesk.store.home import DATABASE, OFFICE, SCHEMA, office_id, share_of
from immdesk.store.moves.marks import MOVED_TO, home_of, note_newest
from immdesk.store.places import refuse_shared
from immdesk.store.share import key_files, snapshots
from immdesk.store.share.blobs import SharedBlobs
from immdesk.store.share.folder import FOLDERS, LOG, SEGMENT, AboutOffice, ShareFolder, about_office
from immdesk.store.share.op_file import LogKeys
from immdesk.store.share.probe import probe, refuse_synced
from immdesk.store.share.pulling import newest_snapshot
from immdesk.store.share.replica import keep_head, last_operation, writing
from immdesk.store.share.trouble import Away, not_now, told
from immdesk.store.slots import read_slots, write_slots
from immdesk.store.soundness import blobs_in
from immdesk.store.subkeys import KeyFor, subkey

if TYPE_CHECKING:
    from immdesk.store.home import Store


def put_on_share(store: Store, root: Path, watched: Watched = ALONE) -> None:
    """Put an office that lives on this computer alone into the empty shared folder `root`.

    The office here becomes this desk's own copy: close the store and open it again. Everything is there
    before the office says so, so that a break leaves the office as it was. Raises Refused or Stopped.
    """
    if share_of(store.folder) is not None:
        raise Refused(
            _("This office is on a shared folder already."),
            _("Nothing was changed."),
            _("Other computers join it from their start screen."),
        )
    watched.step(0, 0, _("Trying out the shared folder"))
    primitive = probe(root)
    refuse_taken_folder(root)
    try:
        about = _fill(store, ShareFolder(root, primitive), watched)
    except Away:
        raise not_now(told("away")) from None
    except BaseException:
        if about_office(root) is None:
            _take_away(root)
        raise
    _say_shared(store.folder, _told_here(about, root))


def refuse_taken_folder(root: Path) -> None:
    """Refuse a shared folder that holds something: an office wants one of its own."""
    if any(name for name in os.listdir(root) if not name.startswith(".")):
        raise Refused(
            _("This folder is not empty."),
            _("An office wants a folder of its own; nothing was changed."),
            _("Make a new folder there and choose it."),
        )


def _fill(store: Store, share: ShareFolder, watched: Watched) -> AboutOffice:
    keys = keys_of(store)
    for name in FOLDERS:
        share.make(share.root / name)
    database_key = store.key_for("database")
    _send_blobs(store, share, watched)
    watched.step(0, 0, _("Copying the office"))
    connection = store.plain_connection()
    try:
        first = snapshots.make(share, keys, database_key, connection, published=False)
        share.make(share.root / LOG / f"{(first + 1) // SEGMENT:06d}")
        if last_operation(connection)[0] != first:
            raise Refused(
                _("Somebody changed the office meanwhile."), "", _("Try again while nobody works in it.")
            )
        with writing(connection):
            keep_head(connection, first)
    finally:
        connection.close()
    slots = read_slots(store.folder)
    key_files.add(share, 1, slots)
    key_files.keep_base(store.folder, slots)
    about = {"format": 1, "id": keys.office, "primitive": share.primitive, "first": first}
    about["home"] = home_of(store.folder)
    watched.look()
    if not share.put(share.root / OFFICE, json.dumps(about).encode()):
        raise Refused(_("Somebody put an office here at the same moment."), "", _("Choose another folder."))
    return AboutOffice(keys.office, share.primitive, first, home_of(store.folder))


def _send_blobs(store: Store, share: ShareFolder, watched: Watched) -> None:
    blobs = SharedBlobs(share, store.folder)
    with store.read(whole=True) as reading:
        names = sorted(blobs_in(reading))
    for count, name in enumerate(names):
        watched.step(count, len(names), _("Copying the documents"))
        with suppress(FileNotFoundError):  # a missing one is told by the check of the office
            blobs.send_one(name)


def look_at_share(root: Path) -> AboutOffice:
    """Give what office lives on a shared folder. Raises Refused in plain words when none does."""
    refuse_synced(root)
    try:
        about = about_office(root)
    except Away:
        raise not_now(told("away")) from None
    _refuse_moved(root)
    if about is None or not os.path.isdir(root / LOG):
        raise Refused(
            _("There is no office in this shared folder."),
            _("The network drive may not be connected, or the office lies in another folder of it."),
            _("Connect the drive, or choose the folder that holds “office.json” and “log”."),
        )
    return about


def _refuse_moved(root: Path) -> None:
    """Refuse a folder from which the office has moved on, and say where to."""
    try:
        told = json.loads(ShareFolder(root, "link").read(root / MOVED_TO, 1 << 16) or b"{}")
        place, day = str(told["place"]), str(told["at"])[:10]
    except (ValueError, KeyError, TypeError, Away):
        return
    raise Refused(
        _("The office of this folder moved to {place} on {day}.").format(place=place, day=day),
        _("Nobody works here any more; nothing was changed."),
        _("Join it there."),
    )


def join(root: Path, folder: Path, open_key: Callable[[Path], bytes], watched: Watched = ALONE) -> bytes:
    """Make this desk's own copy of a shared office in the empty or absent `folder`; give the office's key.

    `open_key` gives the key of the office whose ways in were just brought into the folder. Raises Refused
    when the share holds no office or cannot carry one from here, the folder holds something, the key does
    not fit, or the snapshot is damaged or newer; then nothing is left.
    """
    refuse_place_of_copy(folder)
    share = _share_to_join(root)
    try:
        with whole_or_not_at_all(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            about = look_at_share(root)
            (folder / OFFICE).write_text(json.dumps(_told_here(about, root)), encoding="utf-8")
            _number, slots = key_files.newest(share)
            write_slots(folder, slots)
            key_files.keep_base(folder, slots)
            key = open_key(folder)
            _bring(share, about.id, folder, key, watched)
    except Away:
        raise not_now(told("away")) from None
    return key


def refuse_place_of_copy(folder: Path) -> None:
    """Refuse a folder in which a desk's own copy cannot be made: on a network, in a cloud, or in use."""
    refuse_shared(folder)
    if folder.exists() and any(folder.iterdir()):
        raise Refused(
            _("This folder is not empty."),
            _("This desk's own copy wants a folder of its own; nothing was changed."),
            _("Choose another folder on this computer."),
        )


def _share_to_join(root: Path) -> ShareFolder:
    about = look_at_share(root)
    found = probe(root)
    if about.primitive == "link" and found != "link":
        raise Refused(
            _("From this computer the shared folder cannot be used safely."),
            _("The office there relies on hard links, and this connection has none; work would be lost."),
            _("Connect to the folder in another way, for example with a newer network driver."),
        )
    return ShareFolder(root, about.primitive, about.first)


def _bring(share: ShareFolder, office: str, folder: Path, key: bytes, watched: Watched) -> None:
    known = OfficeKeys(folder, key)
    keys = log_keys(office, known.key_for)
    seq = newest_snapshot(share)
    if str(snapshots.described(share, keys, seq)["schema"]) > SCHEMA:
        raise told("newer")
    snapshots.bring(share, keys, subkey(key, "database"), seq, folder / DATABASE, watched)
    connection = connect(folder / DATABASE, database_key(folder / DATABASE, known.ring))
    try:
        with writing(connection):
            note_newest(connection)
    finally:
        connection.close()


def keys_of(store: Store) -> LogKeys:
    """Give what seals the log of an open office now."""
    return log_keys(office_id(store.folder), store.key_for)


def log_keys(office: str, key_for: KeyFor) -> LogKeys:
    """Give what seals the log of an office with its newest key."""
    keys = LogKeys(office, key_for("shared log"), key_for("operations"))
    return keys.at(len(key_for.ring) - 1, key_for.ring)


def _told_here(about: AboutOffice, root: Path) -> dict[str, object]:
    """Give what this computer remembers of the office, so that its copy opens where the share is away."""
    share = {"folder": str(root.absolute()), "primitive": about.primitive, "first": about.first}
    return {"format": 1, "id": about.id, "home": about.home, "share": share}


def _say_shared(folder: Path, told_here: dict[str, object]) -> None:
    part = folder / f"{OFFICE}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(told_here, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / OFFICE)


def _take_away(root: Path) -> None:
    for name in FOLDERS:
        shutil.rmtree(root / name, ignore_errors=True)
