"""The server was restored to an earlier day: the share gets back what this desk knows of the days since."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from immdesk.store.share.blobs import SharedBlobs
from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.op_file import BIGGEST_FILE, LogKeys, Published, seal, unseal
from immdesk.store.share.trouble import Trouble


def give_back(
    share: ShareFolder, blobs: SharedBlobs, known: Sequence[Published], keys_at: Callable[[int], LogKeys]
) -> int:
    """Publish again what of the `known` operations is gone from the share, with its scans; give how many.

    `keys_at` gives what seals each. Raises Away, or Trouble when the server has gone on meanwhile and tells
    another history.
    """
    there = [one for one in known if share.has(one.seq)]
    if there:
        _compare(share, there[-1], keys_at(there[-1].seq))
    lost = [one for one in known if not share.has(one.seq)]
    blobs.send_anew()
    for one in lost:
        blobs.send(one.rows)
        if not share.publish(one.seq, seal(keys_at(one.seq), one.line, one.rows, one.digests)):
            raise Trouble("two_histories", one.seq)
    return len(lost)


def _compare(share: ShareFolder, one: Published, keys: LogKeys) -> None:
    raw = share.operation(one.seq, BIGGEST_FILE) or b""
    if unseal(keys, one.seq, None, raw).line["hash"] != one.line["hash"]:
        raise Trouble("two_histories", one.seq)
