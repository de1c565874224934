"""The server was restored to an earlier day: the share gets back what this desk knows of the days since."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from immdesk.store.share.folder import ShareFolder
from immdesk.store.share.op_file import BIGGEST_FILE, LogKeys, Published, seal, unseal
from immdesk.store.share.trouble import Trouble


def give_back(share: ShareFolder, known: Sequence[Published], keys_at: Callable[[int], LogKeys]) -> None:
    """Publish again what of the `known` operations is gone from the share; `keys_at` gives what seals each.

    Raises Away, or Trouble when the server has gone on meanwhile and tells another history.
    """
    there = [one for one in known if share.has(one.seq)]
    if there:
        _compare(share, there[-1], keys_at(there[-1].seq))
    for one in known:
        if share.has(one.seq):
            continue
        if not share.publish(one.seq, seal(keys_at(one.seq), one.line, one.rows, one.digests)):
            raise Trouble("two_histories", one.seq)


def _compare(share: ShareFolder, one: Published, keys: LogKeys) -> None:
    raw = share.operation(one.seq, BIGGEST_FILE) or b""
    if unseal(keys, one.seq, None, raw).line["hash"] != one.line["hash"]:
        raise Trouble("two_histories", one.seq)
