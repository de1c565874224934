"""A new schema for an office on a server: its owner makes the tables, and every desk follows.

No desk's own role may change a table; so a desk that was updated first waits, in plain words, for the owner.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import uuid4

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.store.engine import create
from immdesk.store.home import SCHEMA, first_schema, office_id
from immdesk.store.operations import chain_hash, rows_hash
from immdesk.store.server import copying
from immdesk.store.server.link import Link
from immdesk.store.server.log import ServerLog, read_after
from immdesk.store.server.moving_in import not_in_reach
from immdesk.store.server.rights import CHANNEL, TableShape, forced, laid
from immdesk.store.share.migrating import TITLE
from immdesk.store.share.op_file import Published
from immdesk.store.share.replica import columns_of, head_of, take_in, writing
from immdesk.store.share.trouble import Away, not_now
from immdesk.store.upgrade import upgrade

if TYPE_CHECKING:
    from immdesk.store.home import Store
    from immdesk.store.server.publisher import OnServer

T = TypeVar("T")


def follow(store: Store, server: OnServer, found: str, target: str) -> None:
    """Bring this desk's copy from schema `found` to `target`, once the server has gone there.

    What was written before is taken in as it was written. Raises Refused when the server is away, is not
    there yet, or went further than this program can.
    """
    server.schema = found
    while True:
        server.sync()
        state = server.state()
        if state.kind == "well" and found == target:
            return
        if state.kind == "well":
            raise not_now(server.words("older"))
        if state.kind != "newer":
            raise not_now(server.words(state.kind, state.seq))
        one = _following(server)
        if not one.migrates_to or one.migrates_to > target:
            raise server.words("newer")
        upgrade(store, found, one.migrates_to)
        server.schema = found = one.migrates_to
        with server.replica() as replica, writing(replica):
            take_in(replica, columns_of(replica), one)


def upgrade_server(folder: Path, chain_key: bytes, owner: str, device: str) -> tuple[str, str]:
    """Make the tables, functions and rights of this program on the server; give the schema before and after.

    `folder` holds a copy of the office and says which it is; `owner` connects as the owner of the database.
    Also mends functions and rights of the same schema. All or nothing. Raises Refused in plain words.
    """
    link, shapes, office = Link(owner), _shapes(), office_id(folder)
    try:
        with link.transaction() as cursor:
            before = _schema_there(cursor, office)
            for sql in (*laid(office, shapes), *forced(shapes)):
                cursor.execute(sql)
            if before != SCHEMA:
                _say(cursor, ServerLog(link, office, chain_key, {}), chain_key, before, device)
        return before, SCHEMA
    except Away as away:
        raise not_in_reach() from away
    finally:
        link.close()


def _following(server: OnServer) -> Published:
    with server.replica() as replica:
        seq = head_of(replica)[0]
    return _asked(lambda: _read_one(server.link, seq))


def _read_one(link: Link, after: int) -> Published:
    with link.at_once() as cursor:
        return read_after(cursor, after, 1)[0]


def _asked(call: Callable[[], T]) -> T:
    try:
        return call()
    except (Away, IndexError):
        raise not_in_reach() from None


def _shapes() -> list[TableShape]:
    with TemporaryDirectory(prefix="immdesk-") as name:
        connection = create(Path(name) / "empty", bytes(32))
        try:
            connection.executescript("BEGIN;\n" + first_schema() + "\nCOMMIT;")
            return copying.shapes_of(connection)
        finally:
            connection.close()


def _schema_there(cursor: Any, office: str) -> str:
    cursor.execute("SELECT to_regclass('immdesk.about') IS NOT NULL")
    there = cursor.fetchone()[0]
    if there:
        cursor.execute("SELECT id, schema FROM immdesk.about FOR UPDATE")
    found = cursor.fetchone() if there else None
    if found is None or found[0] != office:
        raise Refused(
            _("This database holds another office, or none."),
            _("Nothing was changed."),
            _("Name the database of the office whose folder this is."),
        )
    if str(found[1]) > SCHEMA:
        raise Refused(
            _("The office on the server is of a newer ImmDesk."),
            _("Nothing was changed."),
            _("Update ImmDesk on this computer."),
        )
    return str(found[1])


def _say(cursor: Any, log: ServerLog, chain_key: bytes, found: str, device: str) -> None:
    """Write the operation at which older programs stop, and newer ones follow."""
    cursor.execute("SELECT seq, hash, at FROM immdesk.operation ORDER BY seq DESC LIMIT 1")
    seq, prev, at = cursor.fetchone() or (0, "", "")
    line: dict[str, Any] = {"seq": seq + 1, "prev": prev, "id": uuid4().hex, "title": TITLE, "who": ""}
    line |= {"device": device, "at": at, "schema": SCHEMA, "why": f"migrate {found} {SCHEMA}"}
    line["rows_hash"] = rows_hash(())
    line["hash"] = chain_hash(chain_key, line)
    log.put(cursor, line, (), ())
    cursor.execute("UPDATE immdesk.about SET schema = %s", [SCHEMA])
    cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(seq + 1)])
