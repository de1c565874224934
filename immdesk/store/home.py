"""The office's home on this computer: one encrypted database, its attachments, and one way to change it."""

from __future__ import annotations

import json
import os
import platform
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar
from uuid import uuid4

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE as UNWATCHED
from immdesk.basics.watched import Watched
from immdesk.basics.words import _
from immdesk.store.engine import Connection, DatabaseError, connect, create, plainly
from immdesk.store.half_made import whole_or_not_at_all
from immdesk.store.hiding import HIDDEN, Hides, Hiding
from immdesk.store.history import history, verify_chain
from immdesk.store.operations import ChainReport, Done, Operation, RowChange
from immdesk.store.places import newer_office, refuse_shared
from immdesk.store.publisher import ALONE, Publisher
from immdesk.store.reading import LocalWriting, Reading, only_local_tables
from immdesk.store.strangers import refuse_strangers
from immdesk.store.subkeys import KeyFor, subkey

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.store.attachments import Attachments
    from immdesk.store.change import Changing

T = TypeVar("T")

DATABASE = "office.immdesk"
OFFICE = "office.json"
BLOBS = "blobs"
SCHEMA = "0011"
"""The schema that this program reads and writes."""


class Store:
    """An open office. Close it, or use it in a `with` block.

    Reading needs no SQLAlchemy and never waits for a writer. One object serves all threads.
    """

    def __init__(self, folder: Path, key: bytes, device: str = "", publisher: Publisher = ALONE) -> None:
        from immdesk.store.epochs import database_key, keys_of

        self.folder, self.keys = folder, keys_of(publisher, folder, key)
        self.publisher = publisher
        self.device = device or platform.node() or "desk"
        self.database = folder / DATABASE
        self._database_key = database_key(self.database, self.keys.ring)
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._idle_whole: list[Connection] = []
        self._hiding: Hiding | None = None
        self._local: Connection | None = None
        self._local_lock = threading.RLock()
        self._changing: Changing | None = None

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def read(self, *, whole: bool = False) -> Iterator[Reading]:
        """Give a view of the office at this moment: `rows = reading.all("SELECT …", [case_id])`.

        What who sits here may not see is not there (see `hide`), except for the program's own work on the
        `whole`: its checks, its index, what it remembers. Nothing read so is shown.
        """
        hiding = None if whole else self._hiding
        idle = self._idle_whole if whole and self._hiding is not None else self._idle
        connection = self._borrow(idle)
        try:
            if hiding is None:
                connection.execute("BEGIN")
            else:
                hiding.begin(connection)
            yield Reading(connection, veiled=hiding is not None)
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            with self._lock:
                idle.append(connection)

    def hide(self, hides: Hides) -> None:
        """Hide from now on what `hides` gives, and let it be asked again after each change that counts."""
        with self._lock:
            if self._hiding is None:
                self._hiding = Hiding(hides)
            else:
                self._hiding.turn_to(hides)

    def hidden(self) -> frozenset[str]:
        """Give the ids of all records that are hidden at this moment from who sits here."""
        if self._hiding is None:
            return frozenset()
        with self.read() as reading:
            return frozenset(row[0] for row in reading.tuples("SELECT id FROM temp.hidden_record"))

    @contextmanager
    def local(self) -> Iterator[LocalWriting]:
        """Give a way to write local tables (drafts, caches, search, meta), kept when the block ends.

        Never inside the `work` of a change, which holds the one right to write.
        """
        with self._local_lock:
            if self._local is None:
                self._local = self._for_local_tables()
            writing = LocalWriting(self._local)
            writing.run("BEGIN IMMEDIATE")
            try:
                yield writing
                writing.run("COMMIT")
            finally:
                if self._local.in_transaction:
                    self._local.execute("ROLLBACK")

    def change(
        self, title: str, user: str, why: str, work: Callable[[Session], T], *, now: datetime
    ) -> tuple[T, Operation]:
        """Run `work(session)` in one transaction and write the operation that remembers it.

        `title` says what was done and holds no private facts; `now` is the caller's clock, with a zone.
        `work` may run twice (a busy database), so it holds no dialog, file, clock or random.
        Gives what `work` gave and the operation. Raises Stale when somebody saved the row meanwhile,
        Problem when a number is taken or a record is still used, Refused when the disk will not.
        """
        return self.changing().run(title, user, why, work, now)

    def purge(
        self, title: str, user: str, why: str, records: Sequence[tuple[str, str]], *, now: datetime
    ) -> Operation:
        """Delete each (table, id) for good, and what the history kept of it; the chain still verifies.

        Give a record with all that name it: Problem, and nothing purged, when something still refers to it.
        """
        from immdesk.store.purge import purge

        return purge(self.changing(), title, user, why, records, now)

    def undo(
        self,
        operation_id: str,
        user: str,
        say: Callable[[Reading, Done], tuple[str, str]],
        *,
        now: datetime,
        counters: frozenset[tuple[str, str]] = frozenset(),
    ) -> Operation:
        """Take an operation back by a new one; `say` gives its title and why. See `store.undo.undo`.

        Raises `store.undo.BuiltOn`, and changes nothing, when somebody has built on the operation.
        """
        from immdesk.store.undo import undo

        return undo(self.changing(), operation_id, user, say, now, counters)

    def history(
        self,
        *,
        case_id: str | None = None,
        people: Iterable[str] = (),
        table: str | None = None,
        pk: str | None = None,
    ) -> list[Done]:
        """Give the operations that touched a case, any of `people`, or one row; the newest first."""
        with self.read() as reading:
            return history(reading, case_id=case_id, people=people, table=table, pk=pk)

    def verify_chain(self, watched: Watched = UNWATCHED) -> ChainReport:
        """Say whether the record of operations is as it was written."""
        with self.read(whole=True) as reading:
            return verify_chain(reading, self.key_for("operations"), watched)

    @property
    def attachments(self) -> Attachments:
        """The encrypted files of the office."""
        from immdesk.store.attachments import Attachments

        return Attachments(self.folder / BLOBS, *self.keys.of_scans(), self.publisher.bring)

    @property
    def key_for(self) -> KeyFor:
        """What gives the key for a purpose of the store's own: a backup's seal, a check of the chain."""
        return self.keys.key_for

    def search(self, words: str, kind: str | None = None, limit: int = 50) -> list[tuple[str, str]]:
        """Give (kind, id) of what holds every one of `words` as the start of a word, the best first.

        `words` are folded by the caller (`basics.folded`) in the same way as what `local()` indexed.
        """
        quoted = " ".join('"' + word.replace('"', '""') + '"*' for word in words.split())
        if not quoted:
            return []
        sql = """SELECT kind, ref FROM search
                 WHERE search MATCH ? AND (? IS NULL OR kind = ?) ORDER BY rank LIMIT ?"""
        with self.read() as reading:
            return [(row[0], row[1]) for row in reading.tuples(sql, [quoted, kind, kind, limit])]

    def changing(self) -> Changing:
        """Give what changes need; SQLAlchemy is imported here, on the first change."""
        from immdesk.store.change import Changing
        from immdesk.store.engine import changing_engine

        with self._lock:
            if self._changing is None:
                engine = changing_engine(self.database, self._database_key)
                key = self.key_for("operations")
                self._changing = Changing(
                    engine, key, self.device, SCHEMA, self.publisher, self._refuse_hidden
                )
            return self._changing

    def plain_connection(self) -> Connection:
        """Give a connection of its own to all tables, for the store's own work; the caller closes it."""
        return connect(self.database, self._database_key)

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self.publisher.close()
        if self._changing is not None:
            self._changing.engine.dispose()
            self._changing = None
        with self._lock:
            connections = [*self._idle, *self._idle_whole, self._local]
            self._idle, self._idle_whole = [], []
            self._local = None
        for connection in connections:
            if connection is not None:
                connection.close()

    def _refuse_hidden(self, rows: Sequence[RowChange]) -> None:
        """Refuse a change of what is hidden from who makes it."""
        if self._hiding is not None:
            self._hiding.refuse(rows, self.hidden())

    def _borrow(self, idle: list[Connection]) -> Connection:
        with self._lock:
            if idle:
                return idle.pop()
        connection = connect(self.database, self._database_key)
        connection.execute(HIDDEN)
        connection.execute("PRAGMA query_only=ON")
        return connection

    def _for_local_tables(self) -> Connection:
        connection = connect(self.database, self._database_key)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.set_authorizer(only_local_tables)
        return connection


def create_store(folder: Path, *, key: bytes, device: str = "") -> Store:
    """Make a new empty office in `folder` (made if it is not there) and open it; `key` is 32 random bytes.

    Raises Refused when an office lives there already, or the folder is on a network or in a cloud.
    """
    refuse_shared(folder)
    if (folder / DATABASE).exists():
        raise Refused(
            _("There is already an office in this folder."),
            _("Nothing was changed."),
            _("Open that office, or choose an empty folder for the new one."),
        )
    try:
        with whole_or_not_at_all(folder):
            _make(folder, subkey(key, "database"))
    except (OSError, ValueError) as error:
        raise Refused(
            _("The office cannot be made in this folder."),
            _("The disk is full or read-only, this user may not write there, or the name is not possible."),
            _("Choose another folder."),
        ) from error
    return Store(folder, key, device)


def _make(folder: Path, database_key: bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    office_id(folder)
    connection = create(folder / DATABASE, database_key)
    try:
        connection.executescript("BEGIN;\n" + first_schema() + "\nCOMMIT;")
    except DatabaseError as error:
        raise plainly(error) from error
    finally:
        connection.close()


def open_store(folder: Path, key: bytes, *, device: str = "") -> Store:
    """Open the office in `folder`; an older schema is brought up after a verified backup.

    Raises Refused for a wrong key, a damaged or missing file, an office of a newer ImmDesk, or a folder
    on a network or in a cloud.
    """
    from immdesk.store.at_opening import has_later_keys, publisher_of, tells_of_later_keys

    refuse_shared(folder)
    if has_later_keys(folder):
        from immdesk.store.rekeying import take_newest_key

        take_newest_key(folder, key)
    store = Store(folder, key, device, publisher_of(folder, key))
    try:
        found = _schema_of(store)
        if found != SCHEMA:
            from immdesk.store.upgrade import upgrade, upgrade_with_others

            (upgrade_with_others if shared_by(folder) else upgrade)(store, found)
        if tells_of_later_keys(store):
            from immdesk.store.rekeying import follow_keys

            follow_keys(store)
    except BaseException:
        store.close()
        raise
    return store


def is_on_loan(folder: Path) -> bool:
    """Say whether the office in `folder` is one on loan; a hint in clear, the loan itself says the rest."""
    try:
        return json.loads((folder / OFFICE).read_text(encoding="utf-8")).get("loan") is True
    except (OSError, ValueError, AttributeError):
        return False


def shared_by(folder: Path) -> Literal["", "share", "server"]:
    """Say how the office whose copy lies here reaches its other desks; "" when it lives here alone."""
    try:
        told = json.loads((folder / OFFICE).read_text(encoding="utf-8"))
        return "server" if told.get("server") else "share" if told.get("share") else ""
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return ""


def share_of(folder: Path) -> Path | None:
    """Give the shared folder of the office whose copy lies here, None when the office lives here alone."""
    try:
        told = json.loads((folder / OFFICE).read_text(encoding="utf-8"))
        return Path(told["share"]["folder"]) if told.get("share") else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _schema_of(store: Store) -> str:
    with store.read() as reading:
        tables = "name IN ('alembic_version', 'office', 'operation', 'person', 'case_file')"
        if reading.value(f"SELECT count(*) FROM sqlite_master WHERE {tables}") < 5:
            raise Refused(
                _("This file holds no office."),
                _("It was never finished, or it is not a database of ImmDesk."),
                _("Restore the newest backup, or make a new office in an empty folder."),
            )
        refuse_strangers(reading)
        return str(reading.value("SELECT version_num FROM alembic_version"))


def office_id(folder: Path) -> str:
    """Give the office's id, which is no secret and names nobody; made once.

    Raises Refused when it is damaged, or gone from an office that has keys: every key is bound to it.
    """
    path = folder / OFFICE
    if not path.exists() and not (folder / "keys.json").exists():
        path.write_text(json.dumps({"format": 1, "id": uuid4().hex}), encoding="utf-8")
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        if told.get("format", 1) == 1:
            return str(told["id"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refused(
            _("The office's file “office.json” is missing or damaged."),
            _("Without it no passphrase can open the office; nothing was changed."),
            _("Copy “office.json” back from the newest backup of the folder."),
        ) from None
    raise newer_office()


def first_schema() -> str:
    """Give the SQL that makes an empty office of the present schema."""
    return (Path(__file__).parent / "migrations" / "first.sql").read_text(encoding="utf-8")
