"""This computer's database takes the newest key of the office, and an open office learns what keys there are.

The file is copied under the new key beside the old one, read back whole, and put in its place: a break at any
moment leaves one of the two, and each opens with the keys in `keys.json`.
"""

from __future__ import annotations

import os
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.store.engine import DatabaseError, connect, create
from immdesk.store.epochs import LeftOut, OfficeKeys, database_key, told_in
from immdesk.store.home import DATABASE
from immdesk.store.slots import KEYS
from immdesk.store.soundness import check_database
from immdesk.store.subkeys import subkey

if TYPE_CHECKING:
    from immdesk.store.home import Store


def take_newest_key(folder: Path, key: bytes) -> None:
    """Let the database in `folder` be encrypted with the newest office key, when it still has an older one.

    What cannot be done now (another window has it open, a full disk) is done at the next opening.
    """
    if not (folder / KEYS).exists():
        return
    keys = OfficeKeys(folder, key)
    place, newest = folder / DATABASE, subkey(keys.ring[-1], "database")
    if not keys.number or not place.is_file():
        return
    old = database_key(place, keys.ring)
    part = place.with_suffix(".rekeyed")
    if old == newest:
        part.unlink(missing_ok=True)  # left by a break
        return
    try:
        with suppress(Problem, DatabaseError, OSError):
            _copy(place, part, old, newest, keys)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + end).unlink(missing_ok=True)


def _copy(place: Path, part: Path, old: bytes, newest: bytes, keys: OfficeKeys) -> None:
    part.unlink(missing_ok=True)
    if (
        _copied(place, part, old, newest, keys)
        and check_database(part, newest, keys.key_for("operations")).ok
    ):
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        os.replace(part, place)


def _copied(place: Path, part: Path, old: bytes, newest: bytes, keys: OfficeKeys) -> bool:
    """Copy the database under its new key, while nobody else has it open; say whether that was done."""
    with closing(connect(place, old)) as source:
        if len(told_in(source.execute)) < keys.number:
            return False  # the record does not know this key: it is none of the office's
        source.execute("PRAGMA journal_mode=DELETE")  # refused while another window has it open
        with closing(create(part, newest)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
    return True


def follow_keys(store: Store) -> None:
    """Let an open office learn the keys that its record tells of; a publisher follows them by itself.

    Raises Refused when this way in does not open the newest one.
    """
    follow = getattr(store.publisher, "follow_keys", None)
    if follow is not None:
        follow()
        return
    with store.read(whole=True) as reading:
        epochs = told_in(reading.tuples)
    try:
        if len(epochs) != store.keys.followed:
            store.keys.follow(epochs)
    except LeftOut:
        raise Refused(
            _("The office has a new key, and this computer opened it without your passphrase."),
            _("The new key is sealed to the passphrases of the office; nothing was changed."),
            _("Type your passphrase."),
        ) from None
