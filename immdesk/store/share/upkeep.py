"""What a desk does for the share now and then: snapshots, a shorter log, ways in, scans brought here."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.store.reading import Reading
from immdesk.store.share import key_files, snapshots
from immdesk.store.share.forgetting import forget
from immdesk.store.share.publisher import Shared
from immdesk.store.share.pulling import newest_snapshot
from immdesk.store.share.trouble import Away
from immdesk.store.soundness import blobs_in

AT_ONCE = 20
"""Scans brought here in one round."""


def tidy(shared: Shared, folder: Path, key: bytes) -> None:
    """Do what is due on the share; what the share will not do now is done another time.

    `key` is that of the database. Called beside the screen, when the desk is at the log's head.
    """
    try:
        agree_on_ways(shared, folder)
        _snapshot(shared, key)
        _bring_scans(shared)
        with closing(shared.own_connection()) as connection:
            forget(connection, shared.blobs)
        shared.share.sweep()
    except (Away, Refused):
        return


def agree_on_ways(shared: Shared, folder: Path) -> None:
    """Let this computer and the others know the same ways in. Raises Away or Refused."""
    key_files.agree(shared.key_store, folder)


def _snapshot(shared: Shared, key: bytes) -> None:
    state = shared.state()
    newest = newest_snapshot(shared.share)
    if state.kind != "well" or state.waiting:
        return
    purged = _last_purge(shared, state.head)
    if state.head - newest >= snapshots.EVERY or newest < purged:
        with closing(shared.own_connection()) as source:
            newest = snapshots.make(shared.share, shared.keys, key, source)
        if snapshots.is_whole(shared.share, shared.keys, newest):
            snapshots.compact(shared.share, 0 if newest <= purged else snapshots.KEPT)
    if purged and newest >= purged and snapshots.is_whole(shared.share, shared.keys, newest):
        snapshots.take_before(shared.share, purged)


def _last_purge(shared: Shared, head: int) -> int:
    """Give the number of the last operation that deleted something for good; what was seen is remembered."""
    seen, last = shared.purged
    sql = "SELECT max(o.seq) FROM operation o JOIN operation_row r ON r.op = o.id "
    with closing(shared.own_connection()) as connection:
        found = connection.execute(f"{sql} WHERE o.seq > ? AND r.act = 'purge'", [seen]).fetchone()[0]
    shared.purged = head, max(last, int(found or 0))
    return shared.purged[1]


def _bring_scans(shared: Shared) -> None:
    with shared.replica() as replica:
        names = sorted(blobs_in(Reading(replica)))
    for count, name in enumerate(shared.blobs.missing(names)):
        if count >= AT_ONCE:
            return
        shared.blobs.bring(name)
