"""The publisher of an office with many desks: number N+1 on the share first, then this desk's own copy.

When the share cannot be reached, an operation is kept here with the number that it would have; `sync`,
which the desk calls every two seconds beside the screen, sends it later, on top of what others did meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

from immdesk.basics.problems import Refused
from immdesk.store.operations import Operation, RowChange
from immdesk.store.publisher import Lost, WorkAway
from immdesk.store.reading import Reading
from immdesk.store.share.desk import DeskHere
from immdesk.store.share.forgetting import forget, gone_with, purging, remember
from immdesk.store.share.giving_back import give_back
from immdesk.store.share.op_file import LogKeys, Published, seal, takes_key
from immdesk.store.share.pulling import AT_ONCE, Fetched, fetch, newest_snapshot, read_on
from immdesk.store.share.rebase import Rebased, rebase
from immdesk.store.share.replica import (
    HEAD,
    KEEP_HEAD,
    head_of,
    keep_head,
    operations_from,
    take_in_all,
    waiting,
    writing,
)
from immdesk.store.share.states import Synced, back_off
from immdesk.store.share.trouble import Away, Behind, RolledBack, Trouble, Unknown, not_now
from immdesk.store.soundness import blobs_in

if TYPE_CHECKING:
    from sqlalchemy import Connection as Changes

T = TypeVar("T")

Ask = Callable[[Callable[[], Any]], Any]
"""Runs a call that reads or writes on the share."""

PATIENCE = 200
"""How often a change is done again because others were quicker, before it is kept here for later."""
MENDING = 3
"""How often one look at the share mends what it finds; then the next look goes on."""


class Shared(DeskHere):
    """Publishes to a share. One object serves the store's threads; only one of them changes at a time."""

    # -- what a change asks -------------------------------------------------------------------

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the right to change. Raises Refused when a newer program has moved the office on."""
        if self._kind == "newer":
            raise self.words("newer")
        with self._lock:
            self.follow_keys()
            if self._kind == "left":
                raise self.words("left")
            if self._crowded and not self.away:
                self._crowded = False
                self._meet(self._read_on)
            yield

    def publish(
        self, connection: Changes, line: Mapping[str, Any], rows: Sequence[RowChange], digests: list[str]
    ) -> None:
        """Claim the operation's number on the share; see `Publisher.publish`."""
        self._refuse_moved(connection)
        seq = int(line["seq"])
        told_head = connection.exec_driver_sql("SELECT value FROM meta WHERE key = ?", (HEAD,)).scalar()
        if self.away or int(told_head or 0) != seq - 1 or self.blobs.many_missing(rows):
            if takes_key(rows):
                raise not_now(self.words("away"))  # a new key counts for all at once, or not at all
            return
        try:
            ours = self._send(seq, line, rows, digests)
        except Unknown:
            self._set("away")
            return
        except Away:
            self._set("away")
            raise WorkAway from None
        if not ours:
            self._crowded = True
            raise Lost
        connection.exec_driver_sql(KEEP_HEAD, (HEAD, str(seq)))

    def catch_up(self, turn: int) -> None:
        """Take in what others published; afterwards the change is done again, or kept here."""
        back_off(turn + 1, self._took)
        if turn >= PATIENCE:
            self._set("away")
            return
        self._meet(lambda: self._read_on() or self.pull(self.hurried))

    def is_published(self, operation_id: str) -> bool:
        """Take in what is on the share, and say whether the operation was among it."""
        try:
            taken = self.pull(self.hurried)
        except (Away, Trouble, Behind, RolledBack, Refused, TimeoutError):
            return False
        return any(one.id == operation_id for one in taken)

    def bring(self, attachment: str) -> None:
        """Bring an attachment that another desk put on the share. Raises Refused when that is away."""
        if self._kind == "away":
            raise not_now(self.words("away"))
        try:
            self.hurried(lambda: self.blobs.bring(attachment))
        except (Away, TimeoutError):
            raise not_now(self.words("away")) from None

    # -- what the desk asks, beside the screen ------------------------------------------------

    def sync(self) -> Synced:
        """Take in what others did and send what waits here. Never raises for what the share does."""
        with self._syncing:
            try:
                done = self._sync()
                self._set("well")
            except Away:
                done = Synced()
                self._set("away")
            except Trouble as trouble:
                done = Synced()
                self._set(trouble.kind, trouble.seq)
            except Refused as refused:
                done = Synced()
                self._refused(refused)
            return done

    def pull(self, ask: Ask | None = None) -> list[Operation]:
        """Take in what follows on the share, where nothing of this desk waits; `ask` runs what reads there.

        Raises Away, Behind, RolledBack, or Trouble when the log cannot be followed to its end.
        """
        taken: list[Operation] = []
        while True:
            fetched = self._fetched(ask or _at_once)
            with self._lock:
                if waiting(self._replica()):
                    return taken
                new = self._take_in(fetched.found)
            taken += new
            if fetched.trouble != "well":
                raise Trouble(fetched.trouble, fetched.seq)
            if len(fetched.found) < AT_ONCE and not (fetched.found and fetched.found[-1].takes_key):
                return taken

    home_kind = "share"

    def wait(self, seconds: float) -> bool:
        """Wait for news, where the home tells of them; a share tells nobody."""
        return False

    # -- private ------------------------------------------------------------------------------

    def _sync(self) -> Synced:
        taken: list[Operation] = []
        rebased, jumped = Rebased(), False
        mended = given = 0
        for turn in range(PATIENCE):
            back_off(turn, self._took)
            self._follow_keys()
            try:
                with self._lock:
                    pending = waiting(self._replica())
                if not pending:
                    taken += self.pull()
                else:
                    rebased = rebased.and_then(self._rebase(taken))
            except (RolledBack, Behind) as why:
                mended += 1
                if mended > MENDING:
                    raise Away from why
                if isinstance(why, RolledBack):
                    given += self._heal()
                else:
                    self._take_snapshot()
                    jumped = True
                continue
            self._stop_moved()
            sent = self._send_waiting()
            if sent is not None:
                return Synced(tuple(taken), sent, rebased, jumped, given)
        return Synced(tuple(taken), 0, rebased, jumped, given)

    def _meet(self, look: Callable[[], object]) -> None:
        """Look at what others published, and bear with what the share does meanwhile."""
        try:
            look()
        except (Away, TimeoutError):
            self._set("away")
        except Trouble as trouble:
            self._set(trouble.kind, trouble.seq)
        except (Behind, RolledBack):
            self._set("away")  # mended by the next `sync`
        if self._kind == "newer":
            raise self.words("newer")

    def _read_on(self) -> int:
        """Take in what others have just published; give how much that was."""
        head = head_of(self._replica())
        fetched: Fetched = self.hurried(lambda: read_on(self.share, self.keys, *head, self.schema))
        taken = len(self._take_in(fetched.found))
        if fetched.trouble != "well":
            raise Trouble(fetched.trouble, fetched.seq)
        return taken

    def _fetched(self, ask: Ask) -> Fetched:
        with self._lock:
            head = head_of(self._replica())
        fetched: Fetched = ask(lambda: fetch(self.share, self.keys, *head, self.schema))
        if fetched.trouble != "gap":
            self._gaps = 0
            return fetched
        self._gaps += 1
        return fetched if self._gaps > 1 else Fetched(fetched.found)

    def _take_in(self, found: Sequence[Published]) -> list[Operation]:
        connection = self._replica()
        with purging(connection, self.blobs, found):
            taken = take_in_all(connection, found)
        self._follow_keys()
        return taken

    def _rebase(self, taken: list[Operation]) -> Rebased:
        """Put this desk's waiting operations on top of what others published."""
        fetched = self._fetched(_at_once)
        with self._lock:
            connection = self._replica()
            with purging(connection, self.blobs, fetched.found):
                done = rebase(connection, fetched.found, self.keys.chain) if fetched.found else Rebased()
            self._follow_keys()
        taken += done.taken_in
        if fetched.trouble != "well":
            raise Trouble(fetched.trouble, fetched.seq)
        return done

    def _send_waiting(self) -> int | None:
        """Publish what waits, the oldest first; give how many, None when somebody was quicker."""
        sent = 0
        while True:
            with self._lock:
                connection = self._replica()
                one = next(iter(operations_from(connection, head_of(connection)[0] + 1, 1)), None)
            if one is None:
                return sent
            if not self._send(one.seq, one.line, one.rows, one.digests):
                return None
            with self._lock, writing(connection := self._replica()):
                now = next(iter(operations_from(connection, one.seq, 1)), None)
                if now is not None and now.line["hash"] == one.line["hash"]:
                    keep_head(connection, one.seq)
                    sent += 1

    def _send(
        self, seq: int, line: Mapping[str, Any], rows: Sequence[RowChange], digests: Sequence[str]
    ) -> bool:
        raw = seal(self.keys, line, rows, digests)

        def send() -> bool:
            self.blobs.send(rows)
            return self.share.publish(seq, raw)

        start = monotonic()
        try:
            return bool(self.hurried(send))
        except TimeoutError:
            raise Unknown from None
        finally:
            self._took = monotonic() - start

    def _heal(self) -> int:
        """The server was restored to an earlier day: give it back what this desk knows of the days since.

        Gives how many that were. Raises Trouble when the server has gone on and tells another history.
        """
        with self._lock:
            head, oldest = head_of(self._replica())[0], max(self.share.first, newest_snapshot(self.share))
            known = operations_from(self._replica(), oldest + 1, head - oldest)
        return give_back(self.share, self.blobs, known, self._keys_at)

    def _keys_at(self, seq: int) -> LogKeys:
        with self._lock:
            return self.keys_here.when(self._replica(), self.keys, seq)

    def _take_snapshot(self) -> None:
        from immdesk.store.share.snapshots import take_newest

        try:
            rows = take_newest(self.share, self.keys, self._key)
        except Trouble:  # made with a newer key, which the ways in on the share hold for us
            self.keys = self.keys_here.from_share(self.share, self.keys)
            rows = take_newest(self.share, self.keys, self._key)
        with self._lock:
            before = blobs_in(Reading(self._replica()))
            rows.into(self._replica(), self.keys.chain)
            gone_with(before, self._replica(), self.blobs)

    def forget(self, attachments: Sequence[str]) -> None:
        """Take scans away from the share for good; what it does not give away now goes later."""
        with closing(self.own_connection()) as connection:
            with writing(connection):
                remember(connection, attachments)
            with suppress(TimeoutError):
                self.hurried(lambda: forget(connection, self.blobs))


def _at_once(call: Callable[[], T]) -> T:
    return call()
