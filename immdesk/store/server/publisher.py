"""The publisher of an office on a server: what a shared folder does with files, done in its tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Any
from uuid import uuid4

from immdesk.store.home import DATABASE, first_schema
from immdesk.store.operations import RowChange
from immdesk.store.server import copying
from immdesk.store.server.link import Link
from immdesk.store.server.log import ServerLog
from immdesk.store.share.blobs import SharedBlobs
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.op_file import LogKeys
from immdesk.store.share.publisher import Ask, Shared
from immdesk.store.share.pulling import Fetched
from immdesk.store.share.replica import head_of, operations_from, writing
from immdesk.store.share.snapshots import Taken
from immdesk.store.share.trouble import Away, Behind, Trouble, Unknown

PASSWORD = "server password"
"""The line of the local table `meta` that holds this person's password for the server."""
_FROM_RECORDS = (
    "DELETE FROM meta WHERE key = 'search'",
    "DELETE FROM finding_cache",
    "DELETE FROM waiting_date",
)
RESTRICTS = ("case_file", "restricted")


class ServerBlobs(SharedBlobs):
    """The attachments of an office on its server: sealed as they lie here, in pieces."""

    def __init__(self, link: Link, folder: Path) -> None:
        super().__init__(ShareFolder(folder, "link"), folder)
        self._link = link

    def send_one(self, name: str) -> None:
        """Put one attachment of this desk on the server."""
        copying.send_scan(self._link, name, self._here(name))
        self._sent.add(name)

    def bring(self, name: str) -> bool:
        """Copy an attachment from the server to this desk; False when it is not there. Raises Away."""
        here = self._here(name)
        part = here.with_name(f"{uuid4().hex}.part")
        here.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            if not copying.bring_scan(self._link, name, part):
                return False
            part.replace(here)
        except OSError as error:
            raise Away from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        self._sent.add(name)
        return True


class OnServer(Shared):
    """Publishes to a server. What a desk keeps, queues and puts on top of others' work is as on a share."""

    def __init__(
        self, folder: Path, key: bytes, conninfo: str, keys: LogKeys, schema: str, first: int
    ) -> None:
        super().__init__(folder / DATABASE, key, ShareFolder(folder, "link", first), keys, schema)
        self.link = Link(conninfo, self._password)
        self.blobs = ServerBlobs(self.link, folder)
        self._log: ServerLog | None = None
        self._in_line = False

    def wait(self, seconds: float) -> bool:
        """Wait for news of another desk, at most so long; say whether some came. Never raises."""
        try:
            return self.link.wait(seconds)
        except Exception:
            return False

    def close(self) -> None:
        """Let go of the server and of this computer's copy."""
        self.link.close()
        super().close()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the right to change; whoever stood in line for it leaves the line at the end."""
        with super().turn():
            try:
                yield
            finally:
                self._leave()

    def catch_up(self, turn: int) -> None:
        """Stand in line, so that nobody is quicker a second time, and take in what others published."""
        if not self._in_line:
            try:
                self.log().queue()
                self._in_line = True
            except Away:
                self._set("away")
                return
        super().catch_up(0)

    def _leave(self) -> None:
        if self._in_line:
            self._in_line = False
            with suppress(Away):
                self.log().leave()

    # -- what differs from a shared folder ----------------------------------------------------

    def log(self) -> ServerLog:
        """Give the log on the server, as this desk's copy knows its tables."""
        if self._log is None:
            names = copying.names_in(copying.shapes_of(self._replica()))
            self._log = ServerLog(self.link, self.keys.office, self.keys.chain, names)
        return self._log

    def _password(self) -> str:
        """Give the password for the server, which lies in this desk's encrypted copy alone."""
        with self._lock:
            found = self._replica().execute("SELECT value FROM meta WHERE key = ?", [PASSWORD]).fetchone()
        return str(found[0]) if found else ""

    def _fetched(self, ask: Ask) -> Fetched:
        with self._lock:
            head = head_of(self._replica())
            log = self.log()
        fetched: Fetched = ask(lambda: log.fetch(*head, self.schema))
        if any(self._restricts(row) for one in fetched.found for row in one.rows):
            raise Behind  # who sees what has changed: all that this role may see is brought anew
        return fetched

    def _restricts(self, row: RowChange) -> bool:
        """Say whether a row changes who sees a case, or is hidden now although this desk has the case."""
        table, column = RESTRICTS
        if row.table != table or row.act != "update":
            return False
        if row.salt is not None:
            return column in (row.after or {})
        with self._lock:
            sql = f"SELECT 1 FROM {table} WHERE id = ?"
            return self._replica().execute(sql, [row.pk]).fetchone() is not None

    def _send(
        self, seq: int, line: Mapping[str, Any], rows: Sequence[RowChange], digests: Sequence[str]
    ) -> bool:
        log = self.log()

        def send() -> bool:
            self.blobs.send(rows)
            return log.publish(line, rows, digests)

        try:
            return bool(self.hurried(send))
        except TimeoutError:
            raise Unknown from None

    def _heal(self) -> None:
        """The server was restored to an earlier day: give it back what this desk knows of the days since."""
        with self._lock:
            known = operations_from(self._replica(), self.share.first + 1)
            head, log = head_of(self._replica())[0], self.log()
        for one in known:
            if one.seq > head:
                return
            there = log.has(one.seq)
            if there is None and not log.publish(one.line, one.rows, one.digests):
                raise Trouble("two_histories", one.seq)
            if there is not None and there != one.line["hash"]:
                raise Trouble("two_histories", one.seq)

    def _take_snapshot(self) -> None:
        path = Path(mkdtemp(prefix="immdesk-")) / "snapshot"
        try:
            seq = copying.bring_office(self.link, first_schema(), path, self._key)
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        with self._lock:
            connection = self._replica()
            Taken(path, self._key, seq).into(connection, self.keys.chain)
            with writing(connection):  # what was worked out from records that may be hidden now
                for forgotten in _FROM_RECORDS:
                    connection.execute(forgotten)
