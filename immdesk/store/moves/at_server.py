"""A PostgreSQL server as an old or a new home of the office."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.home import SCHEMA, office_id
from immdesk.store.moves import marks
from immdesk.store.moves.homes import (
    keep_known,
    password_kept,
    refuse_partial,
    scans_of,
    shapes,
    told_here,
)
from immdesk.store.moves.measured import (
    LINES,
    OPERATIONS,
    ROWS,
    SCANS,
    Measured,
    Sum,
    names_of,
    summed,
)
from immdesk.store.server import copying
from immdesk.store.server.link import Link, checked
from immdesk.store.server.log import ServerLog, read_after
from immdesk.store.server.moving_in import home_there, password_in, refuse_taken, without_password
from immdesk.store.server.rights import forced, statements
from immdesk.store.share.key_files import OF_ONE_COMPUTER
from immdesk.store.share.pulling import AT_ONCE
from immdesk.store.share.replica import last_operation, operations_from
from immdesk.store.slots import read_slots

if TYPE_CHECKING:
    from immdesk.store.home import Store
    from immdesk.store.server.publisher import OnServer
    from immdesk.store.server.rights import TableShape
    from immdesk.store.share.op_file import Published


class AtServer:
    """An office on a server; `link` connects as somebody who may see all of it."""

    kind: marks.Kind = "server"

    def __init__(self, link: Link, desk: str) -> None:
        self.link, self._desk = link, desk
        self.where = place_of(desk)

    @classmethod
    def new(cls, owner: str, desk: str) -> AtServer:
        """Give an empty database as a new home: `owner` owns it, `desk` is how this computer connects."""
        checked(desk)
        return cls(Link(owner), desk)

    @classmethod
    def of_desk(cls, publisher: OnServer) -> AtServer:
        """Give the server on which the office of this desk lives."""
        return cls(publisher.link, publisher.link.conninfo)

    def measure(self, store: Store, watched: Watched = ALONE) -> Measured:
        """Read every table there and count it; refused to whom the server does not show all."""
        with closing(store.plain_connection()) as connection:
            tables = shapes(connection)
        with self.link.transaction(snapshot=True) as cursor:
            _look_whole(cursor)
            sums = _of_server(cursor, tables, watched)
            sums[SCANS] = summed(_scans(cursor, scans_of(store), watched))
            cursor.execute("SELECT seq, hash FROM immdesk.head()")
            seq, head = cursor.fetchone() or (0, "")
        return Measured(sums, int(seq), str(head))

    def fill(self, store: Store, token: str, watched: Watched) -> int:
        """Make the office there, or add to what was brought before; nobody may come in yet."""
        with closing(store.plain_connection()) as connection:
            tables, last = shapes(connection), last_operation(connection)[0]
            log = self._log(store, tables)
            with self.link.transaction() as cursor:
                begun = _is_begun(cursor, token)
                if not begun:
                    refuse_taken(cursor)
                    self._make(cursor, store, tables, token, watched)
                    copying.send_records(cursor, connection, tables, watched)
                    copying.send_log(cursor, log, connection)
                    for sql in forced(tables):
                        cursor.execute(sql)
            if begun:
                self._add(log, operations_from(connection, log.head()[0] + 1))
        self._send_scans(store, watched)
        slots = {k: v for k, v in read_slots(store.folder).items() if v["kind"] not in OF_ONE_COMPUTER}
        copying.add_keys(self.link, 1, slots)
        return last

    def add(self, store: Store, found: Sequence[Published]) -> None:
        """Claim the numbers of operations there, with what they do."""
        with closing(store.plain_connection()) as connection:
            self._add(self._log(store, shapes(connection)), found)

    def open(self, store: Store, token: str) -> None:
        """Mark it as the office's home; until then it is a thing half made."""
        with self.link.transaction() as cursor:
            if home_there(cursor) != token:
                cursor.execute(f"COMMENT ON SCHEMA record IS 'home {token}'")

    def point(self, store: Store, token: str) -> None:
        """Let this computer's copy follow the server; the password stays in the encrypted copy."""
        with closing(store.plain_connection()) as connection:
            keep_known(store, last_operation(connection)[0])
        password_kept(store, password_in(self._desk))
        server = {"conninfo": without_password(self._desk), "first": 0}
        marks.keep_office(store.folder, told_here(store, token, server=server))

    def take_away(self, store: Store, token: str) -> None:
        """Take away what a move with this token laid there and did not finish."""
        with self.link.transaction() as cursor:
            if _is_begun(cursor, token):
                cursor.execute("DROP SCHEMA immdesk, record CASCADE")

    def remove(self, store: Store, mark: str) -> None:
        """Take the office out of the database, if it stands there under this mark; its owner may."""
        with self.link.transaction() as cursor:
            cursor.execute("SELECT to_regclass('immdesk.about') IS NOT NULL")
            if not (cursor.fetchone() or (False,))[0] or home_there(cursor) != mark:
                return
            cursor.execute("SELECT id FROM immdesk.about")
            if (cursor.fetchone() or ("",))[0] == office_id(store.folder):
                cursor.execute("DROP SCHEMA immdesk, record CASCADE")

    def close(self) -> None:
        """Let go of the server."""
        self.link.close()

    # -- private ------------------------------------------------------------------------------

    def _add(self, log: ServerLog, found: Sequence[Published]) -> None:
        there = log.head()[0]
        for one in found:
            if one.seq > there:
                log.publish(one.line, one.rows, one.digests)
        if found and log.has(found[-1].seq) != found[-1].line["hash"]:
            raise _other_history()

    def _make(
        self, cursor: Any, store: Store, tables: list[TableShape], token: str, watched: Watched
    ) -> None:
        watched.step(0, 0, _("Making the tables on the server"))
        for sql in statements(office_id(store.folder), SCHEMA, 0, tables):
            cursor.execute(sql)
        cursor.execute(f"COMMENT ON SCHEMA record IS 'moving {token}'")

    def _log(self, store: Store, tables: list[TableShape]) -> ServerLog:
        office = office_id(store.folder)
        return ServerLog(self.link, office, store.key_for("operations"), copying.names_in(tables))

    def _send_scans(self, store: Store, watched: Watched) -> None:
        names = scans_of(store)
        for count, name in enumerate(names):
            watched.step(count, len(names), _("Copying the documents"))
            with suppress(FileNotFoundError):  # a missing one is missing on both sides, and counted so
                copying.send_scan(self.link, name, store.attachments.path(name))


def place_of(conninfo: str) -> str:
    """Give where a server is, without who connects."""
    from psycopg.conninfo import conninfo_to_dict

    told = conninfo_to_dict(conninfo)
    port = str(told.get("port") or "5432")
    return f"{told.get('host', '')}:{port}/{told.get('dbname', '')}"


def _is_begun(cursor: Any, token: str) -> bool:
    """Say whether what lies there was laid by a move with this token, and not finished."""
    cursor.execute("SELECT obj_description(to_regnamespace('record')::oid, 'pg_namespace')")
    return bool((cursor.fetchone() or ("",))[0] == f"moving {token}")


def _look_whole(cursor: Any) -> None:
    """Make sure that this connection sees every row."""
    cursor.execute("SELECT immdesk.sees_all()")
    if not (cursor.fetchone() or (False,))[0]:
        raise refuse_partial()


def _of_server(cursor: Any, tables: list[TableShape], watched: Watched) -> dict[str, Sum]:
    found: dict[str, Sum] = {}
    for count, shape in enumerate(tables):
        watched.step(count, len(tables), _("Counting and comparing"))
        cursor.execute(f'SELECT {names_of(shape)} FROM record."{shape.name}"')
        found[shape.name] = summed(cursor)
    lines, rows = [], []
    after = 0
    while told := read_after(cursor, after, AT_ONCE):
        lines += [[one.line[name] for name in _LINE] for one in told]
        rows += [row for one in told for row in _rows(one)]
        after = told[-1].seq
    return {**found, OPERATIONS: summed(lines), ROWS: summed(rows)}


_LINE = LINES.removeprefix("SELECT ").removesuffix(" FROM {}operation").split(", ")


def _rows(one: Published) -> Iterator[list[Any]]:
    from immdesk.store.operations import canonical

    for n, (row, digest) in enumerate(zip(one.rows, one.digests, strict=True)):
        images = [None if image is None else canonical(image) for image in (row.before, row.after)]
        yield [one.seq, n, row.table, row.pk, row.act, *images, row.salt, digest]


def _scans(cursor: Any, names: list[str], watched: Watched) -> Iterator[tuple[str, str]]:
    for count, name in enumerate(names):
        watched.step(count, len(names), _("Comparing the documents"))
        digest, found = hashlib.sha256(), False
        for piece in copying.pieces_of(cursor, name):
            digest.update(piece)
            found = True
        if found:
            yield name, digest.hexdigest()


def _other_history() -> Refused:
    return Refused(
        _("The new place tells another history of this office."),
        _("It was used before this move; nothing was changed there."),
        _("Make an empty database, or choose an empty folder."),
    )
