"""What a desk does for the share now and then: snapshots, a shorter log, ways in, scans brought here."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from immdesk.basics.problems import Refused
from immdesk.store.reading import Reading
from immdesk.store.share import key_files, snapshots
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
        _snapshot(shared, key)
        key_files.agree(shared.share, folder)
        _bring_scans(shared)
        shared.share.sweep()
    except (Away, Refused):
        return


def _snapshot(shared: Shared, key: bytes) -> None:
    state = shared.state()
    newest = newest_snapshot(shared.share)
    if state.kind != "well" or state.waiting:
        return
    purged = _purged_since(shared, newest)
    if state.head - newest < snapshots.EVERY and not purged:
        return
    with closing(shared.own_connection()) as source:
        made = snapshots.make(shared.share, shared.keys, key, source)
    if snapshots.is_whole(shared.share, shared.keys, made):
        snapshots.compact(shared.share, 0 if purged else snapshots.KEPT, 1 if purged else 2)


def _purged_since(shared: Shared, seq: int) -> bool:
    """Say whether something was deleted for good since: then neither log nor old snapshots may keep it."""
    sql = "SELECT 1 FROM operation o JOIN operation_row r ON r.op = o.id WHERE o.seq > ? AND r.act = 'purge'"
    with shared.replica() as replica:
        return replica.execute(f"{sql} LIMIT 1", [seq]).fetchone() is not None


def _bring_scans(shared: Shared) -> None:
    with shared.replica() as replica:
        names = sorted(blobs_in(Reading(replica)))
    for count, name in enumerate(shared.blobs.missing(names)):
        if count >= AT_ONCE:
            return
        shared.blobs.bring(name)
