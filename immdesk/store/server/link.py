"""The connection to the office's PostgreSQL server: encrypted, its name proved, patient for seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.share.trouble import Away, Unknown

if TYPE_CHECKING:
    import psycopg

T = TypeVar("T")

CHANNEL = "immdesk"
_PATIENT = "-c statement_timeout=15000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"


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
    patient = {"connect_timeout": "5", "tcp_user_timeout": "15000", "application_name": "ImmDesk"}
    given = {name: str(value) for name, value in told.items() if value is not None}
    return make_conninfo("", **{**patient, **given, "sslmode": "verify-full", "options": _PATIENT})


class Link:
    """One connection, used by one thread at a time and made anew when it broke."""

    def __init__(self, conninfo: str, password: Callable[[], str] | None = None) -> None:
        self._conninfo, self._password = checked(conninfo), password
        self._lock = threading.RLock()
        self._open: psycopg.Connection[Any] | None = None
        self._news: psycopg.Connection[Any] | None = None

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
                connection.isolation_level = IsolationLevel.REPEATABLE_READ if snapshot else None
                connection.read_only = snapshot or None
                with connection.cursor() as cursor:
                    yield cursor
                kept = True
                connection.commit()
            except psycopg.errors.InsufficientPrivilege:
                self._back(connection)
                raise may_not() from None
            except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                self._drop()
                raise (Unknown if kept else Away) from error
            except BaseException:
                self._back(connection)
                raise

    def wait(self, seconds: float) -> bool:
        """Wait for news of another desk; say whether some came. Raises Away."""
        import psycopg

        try:
            if self._news is None or self._news.closed:
                self._news = self._made(autocommit=True)
                self._news.execute(f"LISTEN {CHANNEL}")
            return any(True for _note in self._news.notifies(timeout=seconds, stop_after=1))
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            self._news = None
            raise Away from error

    def close(self) -> None:
        """Let go of the server."""
        with self._lock:
            self._drop()
            if self._news is not None:
                with suppress(Exception):
                    self._news.close()
                self._news = None

    # -- private ------------------------------------------------------------------------------

    def _connected(self) -> psycopg.Connection[Any]:
        if self._open is None or self._open.closed:
            self._open = self._made()
        return self._open

    def _made(self, *, autocommit: bool = False) -> psycopg.Connection[Any]:
        import psycopg

        password = self._password() if self._password else ""
        more = {"password": password} if password else {}
        try:
            return psycopg.connect(self._conninfo, autocommit=autocommit, **more)  # type: ignore[arg-type]
        except psycopg.OperationalError as error:
            if told := _why_not(error):
                raise told from None
            raise Away from error

    def _back(self, connection: psycopg.Connection[Any]) -> None:
        with suppress(Exception):
            connection.rollback()

    def _drop(self) -> None:
        if self._open is not None:
            with suppress(Exception):
                self._open.close()
        self._open = None


def may_not() -> Refused:
    """Give what to say when the server refuses what this person's role may not do."""
    return Refused(
        _("The server refused: your role may not do this."),
        _("Nothing was changed."),
        _("Ask the office's administrator which role you should have."),
    )


def _why_not(error: Exception) -> Refused | None:
    """Give what to say when the server answered and said no; None when it did not answer."""
    said = str(error)
    if "password authentication failed" in said or "no password supplied" in said:
        return Refused(
            _("The server does not know this user and password."),
            _("Nothing was connected."),
            _("Type the password again, or ask the office's administrator."),
        )
    if (
        "certificate verify failed" in said
        or "does not match host name" in said
        or "root certificate" in said
    ):
        return Refused(
            _("The server could not prove who it is."),
            _("It may be another computer that pretends to be the server; nothing was sent to it."),
            _("Check the name of the server and the office's certificate (sslrootcert)."),
        )
    if "permission denied for database" in said or "does not exist" in said:
        return Refused(
            _("This user may not use the office's database, or it is not there."),
            _("Nothing was connected."),
            _("Ask the office's administrator."),
        )
    return None
