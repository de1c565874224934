"""The connection to the office's PostgreSQL server: encrypted, its name proved, patient for seconds."""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.server.answers import may_not, refuse_old, why_not
from immdesk.store.server.rights import CHANNEL
from immdesk.store.share.trouble import Away, Unknown

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

_PATIENT = (
    "-c statement_timeout=15000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=60000 "
    "-c search_path=pg_catalog "
    # a desk that fell asleep in line is forgotten by the server after six seconds
    "-c tcp_keepalives_idle=3 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3"
)
_CERTAINLY_NOT = ("08", "40", "53", "55", "57014", "57P03", "25006", "25P03")
"""Begin the codes by which a server says that it kept nothing: too much, too slow, or only a spare one."""


def checked(conninfo: str) -> str:
    """Give what a desk connects with. Raises Refused when it would not prove who the server is."""
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    try:
        told = conninfo_to_dict(conninfo)
    except ProgrammingError:
        raise Refused(
            _("This is no address of a PostgreSQL server."),
            _("Nothing was connected."),
            _("Write it as host=db.office.example dbname=office user=ana sslrootcert=/path/ca.crt."),
        ) from None
    if told.get("sslmode", "verify-full") != "verify-full":
        raise Refused(
            _("The connection to the server must be encrypted and the server must prove its name."),
            _("With sslmode={mode} somebody on the network could read or change the office.").format(
                mode=told["sslmode"]
            ),
            _("Use sslmode=verify-full, and give the office's certificate as sslrootcert."),
        )
    patient = {"connect_timeout": "5", "tcp_user_timeout": "10000", "application_name": "ImmDesk"}
    patient |= {"keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3"}
    patient |= {"require_auth": "scram-sha-256"}
    given = {name: str(value) for name, value in told.items() if value is not None}
    return make_conninfo("", **{**patient, **given, "sslmode": "verify-full", "options": _PATIENT})


class Link:
    """One connection, used by one thread at a time and made anew when it broke."""

    def __init__(self, conninfo: str, password: Callable[[], str] | None = None) -> None:
        self._conninfo, self._password = checked(conninfo), password
        self._lock, self._hearing = threading.RLock(), threading.Lock()
        self._open: psycopg.Connection[Any] | None = None
        self._news: psycopg.Connection[Any] | None = None
        self._closed = False
        self._ends: tuple[socket.socket, socket.socket] | None = None

    @property
    def certificate(self) -> str:
        """Give the file of the office's certificate, "" when none was named."""
        from psycopg.conninfo import conninfo_to_dict

        return str(conninfo_to_dict(self._conninfo).get("sslrootcert") or "")

    @property
    def conninfo(self) -> str:
        """Give how this link connects."""
        return self._conninfo

    def place(self) -> str:
        """Give where the server is and as whom this desk uses it, for people to read."""
        from psycopg.conninfo import conninfo_to_dict

        told = conninfo_to_dict(self._conninfo)
        words = _("{host}, database {database}, user {user}")
        return words.format(
            host=told.get("host") or "localhost", database=told.get("dbname"), user=told.get("user")
        )

    @contextmanager
    def transaction(self, *, snapshot: bool = False) -> Iterator[psycopg.Cursor[Any]]:
        """Hold a transaction. Raises Away when it was not kept for certain, Unknown when nobody can say.

        With `snapshot` it only reads, and all of one moment. Raises Refused when the role may not.
        """
        import psycopg
        from psycopg import IsolationLevel

        with self._lock:
            connection = self._connected()
            kept = False
            try:
                connection.autocommit = False
                connection.isolation_level = IsolationLevel.REPEATABLE_READ if snapshot else None
                connection.read_only = snapshot or None
                with connection.cursor() as cursor:
                    if snapshot:  # a large office takes its time; a dead network ends it all the same
                        cursor.execute("SET LOCAL statement_timeout = 0")
                    yield cursor
                kept = True
                connection.commit()
            except psycopg.errors.InsufficientPrivilege:
                self._back(connection)
                raise may_not() from None
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._drop()
                raise (Unknown if kept and not _is_certain(error) else Away) from error
            except psycopg.errors.ReadOnlySqlTransaction as error:  # a spare server, not yet the office's
                self._drop()
                raise Away from error
            except BaseException:
                self._back(connection)
                raise

    @contextmanager
    def at_once(self) -> Iterator[psycopg.Cursor[Any]]:
        """Hold a cursor whose every statement is kept by itself, in one way there and back.

        Raises as `transaction`; Unknown also while a statement is under way.
        """
        import psycopg

        with self._lock:
            connection = self._connected()
            try:
                connection.autocommit = True
                with connection.cursor() as cursor:
                    yield cursor
            except psycopg.errors.InsufficientPrivilege:
                raise may_not() from None
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._drop()
                raise (Away if _is_certain(error) else Unknown) from error
            except psycopg.errors.ReadOnlySqlTransaction as error:
                self._drop()
                raise Away from error

    def wait(self, seconds: float) -> list[str]:
        """Wait for news of any desk, at most so long; give what each says, none when none came.

        The first call gives [""] as soon as it listens: what happened before, nobody told. Another thread
        ends the wait by `close`. Raises Away.
        """
        import psycopg

        with self._hearing:
            try:
                if self._ends is None:
                    self._ends = socket.socketpair()
                if self._news is None or self._news.closed:
                    self._news = self._made(autocommit=True)
                    self._news.execute(f"LISTEN {CHANNEL}")
                    return [""]
                return self._heard(self._news, seconds)
            except (psycopg.Error, OSError, ValueError) as error:
                self._deaf()
                raise Away from error

    def forget(self) -> None:
        """Connect anew at the next call, as after another password."""
        with self._lock:
            self._drop()

    def close(self) -> None:
        """Let go of the server for good; whoever waits for news is woken, and gets none."""
        self._closed = True
        if ends := self._ends:
            with suppress(OSError):
                ends[0].send(b".")
        for lock, let_go in ((self._hearing, self._deaf), (self._lock, self._drop)):
            if lock.acquire(timeout=1.0):  # a call that hangs ends by itself and finds the link closed
                try:
                    let_go()
                finally:
                    lock.release()

    # -- private ------------------------------------------------------------------------------

    def _heard(self, news: psycopg.Connection[Any], seconds: float) -> list[str]:
        if self._closed or self._ends is None:
            return []
        with selectors.DefaultSelector() as waiting:
            waiting.register(news.pgconn.socket, selectors.EVENT_READ)
            waiting.register(self._ends[1], selectors.EVENT_READ)
            ready = {key.fileobj for key, _events in waiting.select(seconds)}
        if news.pgconn.socket in ready:
            news.pgconn.consume_input()
        told = []
        while (note := news.pgconn.notifies()) is not None:
            told.append(note.extra.decode())
        return told

    def _deaf(self) -> None:
        for end in self._ends or ():
            end.close()
        self._ends = None
        if self._news is not None:
            with suppress(Exception):
                self._news.close()
        self._news = None

    def _connected(self) -> psycopg.Connection[Any]:
        if self._closed:
            raise Away
        if self._open is None or self._open.closed:
            self._open = self._made()
        return self._open

    def _made(self, *, autocommit: bool = False) -> psycopg.Connection[Any]:
        import psycopg

        password = self._password() if self._password else ""
        more = {"password": password} if password else {}
        try:
            made = psycopg.connect(self._conninfo, autocommit=autocommit, **more)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            if said := why_not(str(error), self.certificate):
                raise said from None
            raise Away from error
        try:
            refuse_old(made.info.server_version)
        except BaseException:
            made.close()
            raise
        return made

    def _back(self, connection: psycopg.Connection[Any]) -> None:
        with suppress(Exception):
            connection.rollback()

    def _drop(self) -> None:
        if self._open is not None:
            with suppress(Exception):
                self._open.close()
        self._open = None


def _is_certain(error: Exception) -> bool:
    """Say whether an error tells that nothing was kept."""
    code = str(getattr(error, "sqlstate", None) or "")
    return code.startswith(_CERTAINLY_NOT)
