"""This desk's side of an office with many desks: its own copy, how the share is, where the office lives."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.store.engine import Connection, connect
from immdesk.store.moves.marks import FIRST, MOVED, Move, left, newest, read
from immdesk.store.share import key_files
from immdesk.store.share.blobs import SharedBlobs
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.op_file import LogKeys
from immdesk.store.share.replica import head_of, waiting
from immdesk.store.share.states import ShareState
from immdesk.store.share.taking_keys import KeysHere
from immdesk.store.share.trouble import Away, Kind, Trouble, told

if TYPE_CHECKING:
    from sqlalchemy import Connection as Changes


class DeskHere:
    """What one desk knows of a shared office, and how it says so; `publisher.Shared` does the rest."""

    def __init__(self, database: Path, key: bytes, share: ShareFolder, keys: LogKeys, schema: str) -> None:
        self.share, self.keys, self.schema = share, keys, schema
        self.blobs = SharedBlobs(share, database.parent)
        self.key_store = key_files.on_share(share)
        self.hurried: Callable[[Callable[[], Any]], Any] = _at_once
        """Runs a call to the share; a screen puts one here that raises TimeoutError when it takes long."""
        self._database, self._key = database, key
        self._lock, self._syncing = threading.RLock(), threading.Lock()
        self._connection: Connection | None = None
        self._closed = self._crowded = False
        self._kind: Kind = "well"
        self._seq = self._gaps = self.looks = 0
        self._took = 0.0
        """Seconds that the last publishing took: so far apart must desks keep that were too late."""
        self.keys_here = KeysHere()
        self.purged = (0, 0)
        """Up to which operation it was looked for something deleted for good, and the last one found."""
        self.home = FIRST
        """The mark of the home that this desk follows: a move to another one ends all work here."""

    @property
    def away(self) -> bool:
        """Say whether work is kept here for now."""
        return self._kind != "well"

    def state(self) -> ShareState:
        """Give how the share is. Asks only this computer."""
        with self._lock:
            connection = self._replica()
            held = connection.execute("SELECT count(*) FROM held_operation").fetchone()[0]
            return ShareState(self._kind, self._seq, head_of(connection)[0], waiting(connection), held)

    def place(self) -> str:
        """Give where the office's home is, for people to read."""
        return str(self.share.root)

    def words(self, kind: Kind, seq: int = 0) -> Refused:
        """Give what to say when the share is as `kind` says."""
        return told(kind, seq, self.keys_here.day())

    def moved(self) -> Move | None:
        """Give where the office went, None while it lives here. Asks only this computer."""
        with self._lock:
            move = newest(self._replica())
        return move if left(move, self.home) else None

    def follow_keys(self) -> None:
        """Learn what keys the office took so far, and say so when one is not for this desk."""
        try:
            self._follow_keys()
        except Trouble as trouble:
            self._set(trouble.kind, trouble.seq)

    def hangs(self) -> None:
        """Remember that the share does not answer: until `sync` comes back, nothing is asked of it."""
        if self._kind == "well":
            self._set("away")

    @contextmanager
    def replica(self) -> Iterator[Connection]:
        """Give the connection of this desk's copy, while nobody changes it."""
        with self._lock:
            yield self._replica()

    def own_connection(self) -> Connection:
        """Give a connection of its own for what takes long; the caller closes it."""
        return connect(self._database, self._key)

    def close(self) -> None:
        """Close what is open on this computer; a look that the share still holds up finds it closed."""
        with self._lock:
            self._closed = True
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _follow_keys(self) -> None:
        """Let the key that counts be that of the newest operation taken in. Raises Trouble: left, new_key."""
        with self._lock:
            self.keys = self.keys_here.follow(self._replica(), self.keys)

    def _stop_moved(self) -> None:
        move = self.moved()
        if move is not None:
            raise Trouble("moved", move.seq)

    def _refuse_moved(self, connection: Changes) -> None:
        found = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (MOVED,)).scalar()
        if found and left(read(str(found)), self.home):
            self._set("moved")
            raise told("moved")

    def _refused(self, refused: Refused) -> None:
        self._set("full" if refused.happened == self.words("full").happened else "read_only")

    def _set(self, kind: Kind, seq: int = 0) -> None:
        self._kind, self._seq = kind, seq

    def _replica(self) -> Connection:
        if self._closed:
            raise Away
        if self._connection is None:
            self._connection = connect(self._database, self._key)
            self._connection.execute("PRAGMA synchronous=NORMAL")  # what a power cut takes is on the share
        return self._connection


def _at_once(call: Callable[[], Any]) -> Any:
    return call()
