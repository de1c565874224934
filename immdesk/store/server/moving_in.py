"""An office put on a server, and a desk that joins it there; nothing half made stays."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.store.engine import Connection, connect
from immdesk.store.half_made import whole_or_not_at_all
from immdesk.store.history import ON_SERVER
from immdesk.store.home import DATABASE, OFFICE, SCHEMA, first_schema, office_id, shared_by
from immdesk.store.moves.marks import FIRST, home_of, note_newest
from immdesk.store.server import copying
from immdesk.store.server.link import Link, checked
from immdesk.store.server.log import ServerLog
from immdesk.store.server.publisher import PASSWORD
from immdesk.store.server.rights import forced, statements
from immdesk.store.share.key_files import OF_ONE_COMPUTER
from immdesk.store.share.moving_in import log_keys, refuse_place_of_copy
from immdesk.store.share.replica import KEEP_HEAD, keep_head, last_operation, writing
from immdesk.store.share.trouble import Away
from immdesk.store.slots import read_slots, write_slots
from immdesk.store.soundness import blobs_in
from immdesk.store.subkeys import subkey

if TYPE_CHECKING:
    from immdesk.store.home import Store


def put_on_server(
    store: Store, owner: str, desk: str, watched: Watched = ALONE
) -> tuple[dict[str, int], dict[str, int]]:
    """Put an office that lives on this computer alone into an empty database; give the counts here and there.

    `owner` connects as the owner of the database, who makes everything and is not needed afterwards; `desk`
    as the person of this computer. The office here becomes this desk's copy: close the store and open it
    again. Raises Refused, Away or Stopped; then the database is as empty as it was, and the office as before.
    """
    _refuse_shared_already(store.folder)
    maker = Link(owner)
    checked(desk)
    connection = store.plain_connection()
    try:
        shapes = copying.shapes_of(connection)
        office = office_id(store.folder)
        keys = log_keys(office, store.key_for)
        log = ServerLog(maker, office, keys.chain, copying.names_in(shapes))
        first = last_operation(connection)[0]
        with maker.transaction() as cursor:
            refuse_taken(cursor)
            for sql in statements(office, SCHEMA, 0, shapes):
                cursor.execute(sql)
            cursor.execute(f"COMMENT ON SCHEMA record IS 'home {home_of(store.folder)}'")
            copying.send_records(cursor, connection, shapes, watched)
            copying.send_log(cursor, log, connection)
            for sql in forced(shapes):
                cursor.execute(sql)
            here, there = copying.counts_of(connection, shapes), copying.counts_there(cursor, shapes)
            if here != there or last_operation(connection)[0] != first:
                raise _changed_meanwhile()
            watched.look()
        _send_scans(store, maker, watched)
        slots = {k: v for k, v in read_slots(store.folder).items() if v["kind"] not in OF_ONE_COMPUTER}
        copying.add_keys(maker, 1, slots)
        with writing(connection):
            keep_head(connection, first)
            _keep_password(connection, desk)
        _say_on_server(store.folder, office, desk, home_of(store.folder))
        return here, there
    except Away:
        raise not_in_reach() from None
    finally:
        connection.close()
        maker.close()


def join(conninfo: str, folder: Path, open_key: Callable[[Path], bytes], watched: Watched = ALONE) -> bytes:
    """Make this desk's own copy of an office on a server in the empty or absent `folder`; give its key.

    `open_key` gives the key of the office whose ways in were just brought into the folder. Raises Refused
    when the server holds no office, is out of reach, or the folder holds something; then nothing is left.
    """
    refuse_place_of_copy(folder)
    link = Link(conninfo)
    try:
        with whole_or_not_at_all(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            office, home = look_at(link)
            _say_on_server(folder, office, conninfo, home)
            write_slots(folder, copying.newest_keys(link)[1])
            key = open_key(folder)
            copying.bring_office(link, first_schema(), folder / DATABASE, subkey(key, "database"), watched)
            _say_in_copy(folder / DATABASE, subkey(key, "database"), conninfo)
    except Away:
        raise not_in_reach() from None
    finally:
        link.close()
    return key


def password_in(conninfo: str) -> str:
    """Give the password of an address, "" when it has none."""
    from psycopg.conninfo import conninfo_to_dict

    return str(conninfo_to_dict(conninfo).get("password") or "")


def _keep_password(connection: Connection, conninfo: str) -> None:
    connection.execute(KEEP_HEAD, [PASSWORD, password_in(conninfo)])
    connection.execute(KEEP_HEAD, [ON_SERVER, "yes"])


def _say_in_copy(database: Path, key: bytes, conninfo: str) -> None:
    connection = connect(database, key)
    try:
        with writing(connection):
            _keep_password(connection, conninfo)
            note_newest(connection)
    finally:
        connection.close()


def not_in_reach() -> Refused:
    """Give what to say when the server does not answer."""
    return Refused(
        _("The office's server cannot be reached."),
        _("Nothing was changed."),
        _("Check the network and the name of the server, or ask whoever looks after it."),
    )


def look_at(link: Link) -> tuple[str, str]:
    """Give the id of the office on a server and the mark of this home; Refused when there is none."""
    import psycopg

    try:
        with link.transaction() as cursor:
            cursor.execute("SELECT id, schema FROM immdesk.about")
            found = cursor.fetchone()
            home = home_there(cursor)
    except psycopg.errors.UndefinedTable:
        found = None
    except psycopg.errors.InvalidSchemaName:
        found = None
    if found is None:
        raise Refused(
            _("There is no office in this database."),
            _("Nothing was changed."),
            _("Check the name of the database, or put an office there first."),
        )
    if found[1] != SCHEMA:
        raise Refused(
            _("The office on the server is of another ImmDesk."),
            _("Nothing was changed."),
            _("Use the same version of ImmDesk on every computer of the office."),
        )
    return str(found[0]), home


def home_there(cursor: Any) -> str:
    """Give the mark of the home that a server is, in the transaction of `cursor`."""
    cursor.execute("SELECT obj_description(to_regnamespace('record')::oid, 'pg_namespace')")
    told = str((cursor.fetchone() or ("",))[0] or "")
    return told.removeprefix("home ") if told.startswith("home ") else FIRST


def _refuse_shared_already(folder: Path) -> None:
    if shared_by(folder):
        raise Refused(
            _("This office has many desks already."),
            _("Nothing was changed."),
            _("Bring it home to one computer first."),
        )


def refuse_taken(cursor: object) -> None:
    """Refuse a database that holds an office already."""
    cursor.execute("SELECT to_regnamespace('immdesk'), to_regnamespace('record')")  # type: ignore[attr-defined]
    if any(cursor.fetchone()):  # type: ignore[attr-defined]
        raise Refused(
            _("There is an office in this database already."),
            _("Nothing was changed."),
            _("Make an empty database for this office."),
        )


def _changed_meanwhile() -> Refused:
    return Refused(_("Somebody changed the office meanwhile."), "", _("Try again while nobody works in it."))


def _send_scans(store: Store, link: Link, watched: Watched) -> None:
    with store.read(whole=True) as reading:
        names = sorted(blobs_in(reading))
    for count, name in enumerate(names):
        watched.step(count, len(names), _("Copying the documents"))
        with suppress(FileNotFoundError):  # a missing one is told by the check of the office
            copying.send_scan(link, name, store.attachments.path(name))


def without_password(conninfo: str) -> str:
    """Give an address as it may stand in a file."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    told = conninfo_to_dict(conninfo)
    return make_conninfo("", **{n: str(v) for n, v in told.items() if n != "password" and v is not None})


def _say_on_server(folder: Path, office: str, conninfo: str, home: str = FIRST) -> None:
    """Keep where the office lives; a password never stands in this file."""
    server = {"conninfo": without_password(conninfo), "first": 0}
    about = {"format": 1, "id": office, "home": home, "server": server}
    part = folder / f"{OFFICE}.part"
    with part.open("w", encoding="utf-8") as file:
        json.dump(about, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, folder / OFFICE)
