"""The encrypted database file: opening it, and saying plainly why it cannot be opened.

Nothing here imports SQLAlchemy until a change needs its engine: the desk paints from plain SQL.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3.dbapi2 as sqlcipher

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _

if TYPE_CHECKING:
    from sqlalchemy import Engine

BUSY_MS = 5000

PRAGMAS = (
    f"busy_timeout={BUSY_MS}",
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
)

DatabaseError = sqlcipher.DatabaseError
Connection = Any
"""A connection of sqlcipher3, which has no types."""


def connect(path: Path, key: bytes, *, pragmas: tuple[str, ...] = PRAGMAS) -> Connection:
    """Open the encrypted file at `path`; `key` is the raw 32-byte database key.

    Raises Refused when the file is missing, damaged, or the key is not its key.
    """
    if not path.is_file():
        raise Refused(
            _("The office's database is not there."),
            _("The folder may have been moved, or its disk is not connected."),
            _("Look for the folder that holds “{name}” and open that one.").format(name=path.name),
        )
    return _keyed(path, key, pragmas)


def create(path: Path, key: bytes) -> Connection:
    """Make an empty encrypted file at `path`, readable by this user only, and open it."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    return _keyed(path, key, PRAGMAS)


def _keyed(path: Path, key: bytes, pragmas: tuple[str, ...]) -> Connection:
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE")
        connection.execute(f"PRAGMA key=\"x'{key.hex()}'\"")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlcipher.Error as error:
        connection.close()
        raise plainly(error) from None
    return connection


def plainly(error: Exception) -> Problem:
    """Give what a database error means to a person; the error's own text never reaches the screen."""
    text = str(error).lower()
    if "not a database" in text:
        return Refused(
            _("The office's database cannot be read with this key."),
            _("Either the key belongs to another office, or the file is damaged from its first page on."),
            _("Open the office with its own passphrase; if it is the right one, restore the newest backup."),
        )
    if any(word in text for word in ("malformed", "corrupt", "hmac", "vtable constructor failed")):
        return Refused(
            _("The office's database is damaged."),
            _("Part of the file was changed or lost outside of ImmDesk; what is there was left as it is."),
            _("Copy the office's folder to a safe place, then restore the newest backup."),
        )
    if "locked" in text or "busy" in text:
        return Refused(
            _("The office's database is busy."),
            _("Another window or a backup is writing at this moment; nothing of yours was kept."),
            _("Try again in a few seconds."),
        )
    if "full" in text:
        return Refused(
            _("The disk is full."),
            _("Nothing was kept of this change; everything before it is safe."),
            _("Free some space and try again."),
        )
    if "disk i/o" in text:
        return Refused(
            _("The disk refused to read or write."),
            _("It is full, failing or gone; nothing was kept of this change, everything before it is safe."),
            _("Check the disk and its free space, then try again."),
        )
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        return Refused(
            _("The office's folder cannot be written."),
            _("The disk is read-only, or this user may not write there."),
            _("Check the rights of the folder, then try again."),
        )
    if "foreign key" in text:
        return Problem(
            _("This record is still used elsewhere, or names one that is gone."),
            _("Nothing was changed."),
            _("Remove what uses it first, then try again."),
        )
    if "unique" in text:
        return Problem(
            _("There is already a record with this number or name."),
            _("Nothing was changed."),
            _("Choose another number, or open the record that exists."),
        )
    return Refused(
        _("The office's database refused the work."),
        _("Nothing was changed."),
        _("Try again; if it happens again, check the office from the Help menu."),
    )


def unwritable() -> Problem:
    """Give what to say of a text that no database can hold; the text itself is not repeated."""
    return Problem(
        _("A text holds a broken character that cannot be kept."),
        _("It was probably pasted from a damaged file; nothing was changed."),
        _("Delete the character, or type the text by hand."),
    )


def changing_engine(path: Path, key: bytes) -> Engine:
    """Give the SQLAlchemy engine for changes: every transaction takes the write lock at its start."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import QueuePool

    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    event.listen(engine, "checkin", _leave_no_transaction)
    return engine


def _leave_no_transaction(connection: Connection | None, _record: object) -> None:
    """End what a refused commit left open: while it lasts, nobody else can write."""
    if connection is not None and connection.in_transaction:
        connection.execute("ROLLBACK")
