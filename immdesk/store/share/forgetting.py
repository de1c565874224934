"""What a purge takes from every desk and from the shared place: scans, drafts, what was worked out.

A purge travels as an operation without content. Whoever takes it in forgets what this computer kept of the
records, and both the desk that purged and those that follow take the scans away from the shared place.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.store.reading import Reading
from immdesk.store.share.blobs import NAME
from immdesk.store.share.replica import KEEP_HEAD, writing
from immdesk.store.share.trouble import Away
from immdesk.store.soundness import blobs_in

if TYPE_CHECKING:
    from immdesk.store.engine import Connection
    from immdesk.store.operations import RowChange
    from immdesk.store.share.blobs import SharedBlobs
    from immdesk.store.share.op_file import Published

FORGET = "forget on the share"
"""The line of the local table `meta` with the scans that still lie on the share, to be taken away there."""
_LOCAL = ("draft", "finding_cache", "waiting_date")


def scans_of(connection: Connection, rows: Iterable[RowChange]) -> frozenset[str]:
    """Give the scans that rows to be purged name, now or in the history, before they are purged."""
    found: set[str] = set()
    for row in rows:
        known = connection.execute(f'SELECT * FROM "{row.table}" WHERE id = ?', [row.pk]).fetchall()
        kept = connection.execute(_IMAGES, [row.table, row.pk]).fetchall()
        texts = (value for one in (*known, *kept) for value in one if isinstance(value, str))
        found.update(name for text in texts for name in NAME.findall(text))
    return frozenset(found)


_IMAGES = 'SELECT before, after FROM operation_row WHERE "table" = ? AND pk = ?'


@contextmanager
def purging(connection: Connection, blobs: SharedBlobs, found: Sequence[Published]) -> Iterator[None]:
    """While operations are taken in: forget afterwards what this computer kept of what they purge.

    The scans on the share are remembered for `forget`, which asks the share beside the screen.
    """
    rows = [row for one in found for row in one.rows if row.act == "purge"]
    scans = scans_of(connection, rows)
    yield
    if rows:
        _after_purge(connection, blobs, rows, scans)


def _after_purge(
    connection: Connection, blobs: SharedBlobs, rows: Sequence[RowChange], scans: Iterable[str]
) -> None:
    gone = json.dumps([row.pk for row in rows])
    with writing(connection):
        for table in _LOCAL:
            connection.execute(f"DELETE FROM {table} WHERE case_id IN {_THOSE}", [gone])
        for forgotten in _INDEX:  # its words are those of names; it is made anew beside the next search
            connection.execute(forgotten)
        remember(connection, scans)
    for name in wanted(connection):
        blobs.drop_here(name)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


_INDEX = (
    "DELETE FROM search",
    "INSERT INTO search (search) VALUES ('optimize')",
    "DELETE FROM search_case",
    "DELETE FROM meta WHERE key = 'search'",
)
_THOSE = "(SELECT value FROM json_each(?))"


def remember(connection: Connection, scans: Iterable[str]) -> None:
    """Note in the open transaction which scans are to leave the share."""
    names = sorted({*scans, *_remembered(connection)})
    if names:
        connection.execute(KEEP_HEAD, [FORGET, json.dumps(names)])


def wanted(connection: Connection) -> list[str]:
    """Give the scans that are to go; one that a record still names stays."""
    found = _remembered(connection)
    return sorted(found - blobs_in(Reading(connection))) if found else []


def forget(connection: Connection, blobs: SharedBlobs) -> None:
    """Take away from the share what was remembered; what it does not give away now goes another time."""
    left = []
    for name in wanted(connection):
        try:
            blobs.drop_there(name)
        except (Away, Problem):
            left.append(name)
    if _remembered(connection):
        with writing(connection):
            connection.execute(KEEP_HEAD, [FORGET, json.dumps(left)])


def _remembered(connection: Connection) -> set[str]:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", [FORGET]).fetchone()
    return set(json.loads(found[0])) if found else set()


def gone_with(before: set[str], connection: Connection, blobs: SharedBlobs) -> None:
    """After a whole snapshot took the place of a copy: drop here what nothing in it names any more."""
    with suppress(OSError):
        for name in before - blobs_in(Reading(connection)):
            blobs.drop_here(name)
