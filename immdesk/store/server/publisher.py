"""The publisher of an office on a server: what a shared folder does with files, done in its tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.home import DATABASE, first_schema
from immdesk.store.operations import RowChange
from immdesk.store.reading import Reading
from immdesk.store.server import copying
from immdesk.store.server.answers import NotLetIn, told
from immdesk.store.server.link import Link
from immdesk.store.server.log import ServerLog, cannot_be_kept
from immdesk.store.share import key_files
from immdesk.store.share.blobs import SharedBlobs
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.forgetting import gone_with
from immdesk.store.share.op_file import LogKeys, Published
from immdesk.store.share.publisher import Ask, Shared
from immdesk.store.share.pulling import Fetched
from immdesk.store.share.replica import KEEP_HEAD, head_of, operations_from, writing
from immdesk.store.share.snapshots import Taken
from immdesk.store.share.trouble import Away, Behind, Kind, Trouble, Unknown
from immdesk.store.soundness import blobs_in

if TYPE_CHECKING:
    from sqlalchemy import Connection as Changes

PASSWORD = "server password"
"""The line of the local table `meta` that holds this person's password for the server."""
ROLE = "server role"
"""The line of the local table `meta` with the role of this person, for who asks what they may."""
_FROM_RECORDS = (
    "DELETE FROM meta WHERE key = 'search'",
    "DELETE FROM finding_cache",
    "DELETE FROM waiting_date",
)
RESTRICTS, READERS = ("case_file", "restricted"), "case_reader"
SEE_ALL = ("attorney", "administrator")


class ServerBlobs(SharedBlobs):
    """The attachments of an office on its server: sealed as they lie here, in pieces."""

    def __init__(self, link: Link, folder: Path) -> None:
        super().__init__(ShareFolder(folder, "link"), folder)
        self._link = link

    def send_one(self, name: str) -> None:
        """Put one attachment of this desk on the server."""
        copying.send_scan(self._link, name, self._here(name))
        self._sent.add(name)

    def drop_there(self, name: str) -> None:
        """Take an attachment off the server; the server lets only administrators do it. Raises Away."""
        with self._link.transaction() as cursor:
            cursor.execute("SELECT immdesk.forget_scan(%s)", [name])

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
        self.link = Link(conninfo, self.password)
        self.blobs = self._scans = ServerBlobs(self.link, folder)
        self.key_store = key_files.on_server(
            lambda: copying.newest_keys(self.link),
            lambda number, slots: copying.add_keys(self.link, number, slots),
        )
        self._log: ServerLog | None = None
        self._in_line, self._role = False, ""
        self.why: NotLetIn | None = None
        """Why the server did not let this person in, when it did not."""

    def words(self, kind: Kind, seq: int = 0) -> Refused:
        """Give what to say when the server is as `kind` says."""
        if kind == "refused" and self.why is not None:
            return Refused(self.why.happened, _("Your work is kept on this computer."), self.why.do)
        return told(kind, seq) or super().words(kind, seq)

    home_kind = "server"

    def place(self) -> str:
        """Give where the office's home is, for people to read."""
        return self.link.place()

    def wait(self, seconds: float) -> bool:
        """Wait for news of another desk, at most so long; say whether some came. Never raises."""
        try:
            told_of = self.link.wait(seconds)
            with self._lock:
                known = head_of(self._replica())[0]
        except (Away, Refused):
            return False
        return any(not one.isdigit() or int(one) > known for one in told_of)

    def new_password(self, password: str) -> None:
        """Keep another password of this person, in this desk's encrypted copy alone; connect with it."""
        with self._lock, writing(self._replica()):
            self._replica().execute(KEEP_HEAD, [PASSWORD, password])
        self.link.forget()

    def close(self) -> None:
        """Let go of the server and of this computer's copy."""
        self.link.close()
        super().close()

    def publish(
        self, connection: Changes, line: Mapping[str, Any], rows: Sequence[RowChange], digests: list[str]
    ) -> None:
        """Claim the operation's number on the server, or keep it here; never what a server cannot hold."""
        if any(isinstance(one, str) and "\0" in one for row in rows for one in (row.after or {}).values()):
            raise cannot_be_kept()
        super().publish(connection, line, rows, digests)

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
                self.hurried(self.log().queue)
                self._in_line = True
            except (Away, TimeoutError):
                self._set("away")
                return
        super().catch_up(0)

    def _leave(self) -> None:
        if self._in_line:
            self._in_line = False
            with suppress(Away, TimeoutError, Refused):
                self.hurried(self.log().leave)

    # -- what differs from a shared folder ----------------------------------------------------

    def log(self) -> ServerLog:
        """Give the log on the server, as this desk's copy knows its tables."""
        if self._log is None:
            names = copying.names_in(copying.shapes_of(self._replica()))
            self._log = ServerLog(self.link, self.keys.office, self.keys.chain, names)
        return self._log

    def password(self) -> str:
        """Give the password for the server, which lies in this desk's encrypted copy alone."""
        with self._lock:
            found = self._replica().execute("SELECT value FROM meta WHERE key = ?", [PASSWORD]).fetchone()
        return str(found[0]) if found else ""

    def _fetched(self, ask: Ask) -> Fetched:
        with self._lock:
            head = head_of(self._replica())
            log = self.log()
        fetched: Fetched = ask(lambda: log.fetch(*head, self.schema))
        self._keep_role(log.role)
        if any(self._restricts(row) for one in fetched.found for row in one.rows):
            raise Behind  # who sees what has changed: all that this role may see is brought anew
        return fetched

    def _keep_role(self, role: str) -> None:
        if role and role != self._role:
            with self._lock, writing(self._replica()):
                self._replica().execute(KEEP_HEAD, [ROLE, role])
            self._role = role

    def _restricts(self, row: RowChange) -> bool:
        """Say whether a row changes what this desk may see, or is hidden now although it is here.

        Who sees everything sees the same as before.
        """
        table, column = RESTRICTS
        if self._role in SEE_ALL or row.table not in (table, READERS):
            return False
        if row.salt is not None:
            return row.table == READERS or (row.act == "update" and column in (row.after or {}))
        with self._lock:
            sql = f"SELECT 1 FROM {row.table} WHERE id = ?"
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
        except NotLetIn as refused:
            self.why = refused
            raise Away from None

    def _refused(self, refused: Refused) -> None:
        if isinstance(refused, NotLetIn):
            self.why = refused
            self._set("refused")
        else:
            super()._refused(refused)

    def _read_on(self) -> int:
        """There is no quick way beside the log itself."""
        return 0

    def _heal(self) -> int:
        """The server was restored to an earlier day: give it back what this desk knows of the days since."""
        there, mark = self.log().head()
        with self._lock:
            connection, log = self._replica(), self.log()
            last = next(iter(operations_from(connection, there, 1)), None) if there else None
            lost = [
                one for one in operations_from(connection, there + 1) if one.seq <= head_of(connection)[0]
            ]
        if there > self.share.first and (last is None or last.line["hash"] != mark):
            raise Trouble("two_histories", there)
        if any(_is_hidden(one, lost) for one in lost):
            raise Trouble("rolled_back", there + 1)
        self._scans.send_anew()
        for one in lost:
            try:
                self.blobs.send(one.rows)
                taken = log.publish(one.line, one.rows, one.digests)
            except Refused:
                raise Trouble("rolled_back", one.seq) from None
            if not taken and log.has(one.seq) != one.line["hash"]:
                raise Trouble("two_histories", one.seq)
        return len(lost)

    def bring_anew(self) -> None:
        """Take all that this person may see from the server, in the place of what this copy had."""
        self._take_snapshot()

    def _take_snapshot(self) -> None:
        path = Path(mkdtemp(prefix="immdesk-")) / "snapshot"
        try:
            seq = copying.bring_office(self.link, first_schema(), path, self._key)
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        with self._lock:
            connection = self._replica()
            before = blobs_in(Reading(connection))
            Taken(path, self._key, seq).into(connection, self.keys.chain)
            gone_with(before, connection, self.blobs)
            with writing(connection):  # what was worked out from records that may be hidden now
                for forgotten in _FROM_RECORDS:
                    connection.execute(forgotten)


def _is_hidden(one: Published, known: Sequence[Published]) -> bool:
    """Say whether a row came without content, and not because it was purged since."""
    gone = {(row.table, row.pk) for other in known for row in other.rows if row.act == "purge"}
    return any(
        row.salt is None and row.act != "purge" and (row.table, row.pk) not in gone for row in one.rows
    )
