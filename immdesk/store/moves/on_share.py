"""A shared folder as an old or a new home of the office."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.engine import connect
from immdesk.store.home import office_id
from immdesk.store.moves import marks
from immdesk.store.moves.homes import forget_server, keep_known, scans_of, shapes, told_here
from immdesk.store.moves.measured import SCANS, Measured, of_copy, of_files
from immdesk.store.share import key_files, snapshots
from immdesk.store.share.blobs import SharedBlobs
from immdesk.store.share.folder import BLOBS, FOLDERS, LOG, OFFICE, SEGMENT, ShareFolder, about_office
from immdesk.store.share.moving_in import keys_of, refuse_taken_folder
from immdesk.store.share.op_file import BIGGEST_FILE, seal, unseal
from immdesk.store.share.probe import probe
from immdesk.store.share.pulling import newest_snapshot
from immdesk.store.share.replica import columns_of, last_operation, take_in, writing
from immdesk.store.share.trouble import Away, told
from immdesk.store.slots import read_slots
from immdesk.store.soundness import WITHOUT_WAL

if TYPE_CHECKING:
    from immdesk.store.home import Store
    from immdesk.store.share.op_file import LogKeys, Published


class OnShare:
    """An office on a shared folder."""

    kind: marks.Kind = "share"

    def __init__(self, share: ShareFolder) -> None:
        self.share, self.where = share, str(share.root)

    @classmethod
    def new(cls, root: Path) -> OnShare:
        """Give an empty shared folder as a new home. Raises Refused when it cannot carry an office."""
        primitive = probe(root)
        refuse_taken_folder(root)
        return cls(ShareFolder(root.absolute(), primitive))

    @classmethod
    def at(cls, root: Path) -> OnShare:
        """Give a folder that holds an office, or one that was begun. Raises Away when it is not there."""
        if not root.is_dir():
            raise Away
        about = about_office(root)
        share = ShareFolder(root, about.primitive if about else probe(root))
        share.first = about.first if about else newest_snapshot(share)
        return cls(share)

    def measure(self, store: Store, watched: Watched = ALONE) -> Measured:
        """Make the office anew from what lies there, in a folder of this computer, and measure that."""
        keys, key = keys_of(store), store.key_for("database")
        with TemporaryDirectory(prefix="immdesk-") as name:
            path = Path(name) / "copy"
            seq = newest_snapshot(self.share)
            snapshots.bring(self.share, keys, key, seq, path, watched)
            with closing(connect(path, key, pragmas=WITHOUT_WAL)) as connection:
                self._replay(keys, connection)
                sums = of_copy(connection, shapes(connection), watched)
                last = last_operation(connection)
        places = [(one, self.share.root / BLOBS / one[:2] / one) for one in scans_of(store)]
        return Measured({**sums, SCANS: of_files(places, watched)}, *last)

    def fill(self, store: Store, token: str, watched: Watched) -> int:
        """Put the office there, all but the file that lets desks in."""
        for name in FOLDERS:
            self.share.make(self.share.root / name)
        blobs, names = SharedBlobs(self.share, store.folder), scans_of(store)
        for count, name in enumerate(names):
            watched.step(count, len(names), _("Copying the documents"))
            with suppress(FileNotFoundError):  # a missing one is missing on both sides, and counted so
                blobs.send_one(name)
        watched.step(0, 0, _("Copying the office"))
        with closing(store.plain_connection()) as source:
            args = (self.share, keys_of(store), store.key_for("database"), source)
            self.share.first = snapshots.make(*args, published=False)
        self.share.make(self.share.root / LOG / f"{(self.share.first + 1) // SEGMENT:06d}")
        key_files.add(self.share, 1, read_slots(store.folder))
        return self.share.first

    def add(self, store: Store, found: Sequence[Published]) -> None:
        """Write the files of operations, each under its number."""
        keys = keys_of(store)
        for one in found:
            sealed = seal(keys, one.line, one.rows, one.digests)
            if one.seq > self.share.first and not self.share.publish(one.seq, sealed):
                there = self.share.operation(one.seq, BIGGEST_FILE) or b""
                if unseal(keys, one.seq, None, there).line["hash"] != one.line["hash"]:
                    raise told("two_histories", one.seq)

    def open(self, store: Store, token: str) -> None:
        """Write the file that says which office lives there."""
        about = {"format": 1, "id": office_id(store.folder), "primitive": self.share.primitive}
        about |= {"first": self.share.first, "home": token}
        if not self.share.put(self.share.root / OFFICE, json.dumps(about).encode()):
            there = about_office(self.share.root)
            if there is None or there.id != about["id"] or there.home != token:
                raise Refused(
                    _("Somebody put an office here at the same moment."), "", _("Choose another folder.")
                )

    def point(self, store: Store, token: str) -> None:
        """Let this computer's copy follow the log there."""
        forget_server(store)
        with closing(store.plain_connection()) as connection:
            keep_known(store, last_operation(connection)[0])
        key_files.keep_base(store.folder, read_slots(store.folder))
        share = {"folder": self.where, "primitive": self.share.primitive, "first": self.share.first}
        marks.keep_office(store.folder, told_here(store, token, share=share))

    def take_away(self, store: Store, token: str) -> None:
        """Take away what was laid there, unless desks may come in there already."""
        if about_office(self.share.root) is None:
            take_away(self.share.root)

    def close(self) -> None:
        """Let go of nothing."""

    def say_moved(self, move: marks.Move) -> None:
        """Leave word of where the office went; what the share does not take is told by the log."""
        text = json.dumps({"format": 1, "kind": move.kind, "place": move.place, "at": move.at})
        with suppress(OSError):
            (self.share.root / marks.MOVED_TO).write_text(text, encoding="utf-8")

    def unsay_moved(self) -> None:
        """Take the word back: the office is here again."""
        with suppress(OSError):
            (self.share.root / marks.MOVED_TO).unlink(missing_ok=True)

    def _replay(self, keys: LogKeys, connection: Any) -> None:
        """Take in every operation that lies there after the snapshot, as a new desk would."""
        with writing(connection):
            columns = columns_of(connection)
            seq, prev = last_operation(connection)
            while raw := self.share.operation(seq + 1, BIGGEST_FILE):
                one = unseal(keys, seq + 1, prev, raw)
                take_in(connection, columns, one)
                seq, prev = one.seq, str(one.line["hash"])


def take_away(root: Path) -> None:
    """Take an office away from a shared folder. Raises Refused when something of it stays.

    What says which office lived there goes first, so that nobody joins what is half gone.
    """
    for name in (OFFICE, marks.MOVED_TO):
        _gone(root / name)
    for name in FOLDERS:
        shutil.rmtree(root / name, ignore_errors=True)
    left = [name for name in FOLDERS if os.path.lexists(root / name)]
    if left:
        raise Refused(
            _("The old shared folder could not be emptied."),
            _("Some of its files are in use or may not be deleted; the office itself is in its new place."),
            _("Try again later, or have the folder deleted by whoever looks after the server."),
        )


def _gone(place: Path) -> None:
    if place.is_dir():
        shutil.rmtree(place, ignore_errors=True)
    else:
        with suppress(OSError):
            place.unlink(missing_ok=True)
