"""Reading on in the log of the share: what follows the last operation that this desk knows."""

from __future__ import annotations

from dataclasses import dataclass

from immdesk.store.share.folder import OFFICE, SEGMENT, SNAPSHOTS, ShareFolder, about_office
from immdesk.store.share.op_file import BIGGEST_FILE, LogKeys, Published, unseal
from immdesk.store.share.trouble import Behind, Kind, RolledBack, Trouble

AT_ONCE = 500
"""How many operations are read before they are taken in."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """What follows, oldest first; `trouble` is why it ends there, `seq` the number that is not good."""

    found: tuple[Published, ...] = ()
    trouble: Kind = "well"
    seq: int = 0


def fetch(share: ShareFolder, keys: LogKeys, after: int, prev: str, schema: str) -> Fetched:
    """Read what follows operation `after` whose checksum is `prev`; at most `AT_ONCE`.

    `schema` is that of this replica: what was written for a newer one is not read. Raises Away, Behind,
    or RolledBack when `after` itself is gone from the share.
    """
    segments = look_at(share, keys.office)
    _look_at_head(share, keys, after, prev)
    found: list[Published] = []
    numbers: frozenset[int] = frozenset()
    segment = -1
    for seq in range(after + 1, after + 1 + AT_ONCE):
        if seq // SEGMENT != segment:
            segment = seq // SEGMENT
            numbers = share.numbers(segment)
        raw = share.operation(seq, BIGGEST_FILE) if seq in numbers else None
        if raw is None:
            return _end(share, seq, numbers, segments, found)
        one = _weighed(keys, seq, prev, schema, raw)
        if isinstance(one, str):
            return Fetched(tuple(found), one, seq)
        found.append(one)
        if one.takes_key:
            break  # what follows is sealed with a key that is learned from this one
        prev = str(one.line["hash"])
    return Fetched(tuple(found))


def _weighed(keys: LogKeys, seq: int, prev: str, schema: str, raw: bytes) -> Published | Kind:
    """Give the operation that a file holds, or why it is not taken in."""
    try:
        one = unseal(keys, seq, prev, raw)
    except Trouble as trouble:
        return trouble.kind
    return "newer" if str(one.line["schema"]) > schema else one


def read_on(share: ShareFolder, keys: LogKeys, after: int, prev: str, schema: str) -> Fetched:
    """Read what another desk has just published after `after`, without looking round: the quick way.

    What it does not see, a client of a network may still see by `fetch`. Raises Away.
    """
    found: list[Published] = []
    for seq in range(after + 1, after + 1 + AT_ONCE):
        raw = share.operation(seq, BIGGEST_FILE)
        share.just_read = seq - 1 if raw is None and found else 0
        one = None if raw is None else _weighed(keys, seq, prev, schema, raw)
        if one is None:
            break
        if isinstance(one, str):
            return Fetched(tuple(found), one, seq)
        found.append(one)
        if one.takes_key:
            break
        prev = str(one.line["hash"])
    return Fetched(tuple(found))


def look_at(share: ShareFolder, office: str) -> list[int]:
    """Make sure that the share is there and still this office's; give its log's segments.

    Raises Away, or Trouble (other).
    """
    segments = share.segments()
    mark = share.mark_of(share.root / OFFICE)
    if mark is None or mark != share.known_office:
        about = about_office(share.root)
        if about is None or about.id != office:
            raise Trouble("other", 0)
        share.known_office = mark
    return segments


def _look_at_head(share: ShareFolder, keys: LogKeys, after: int, prev: str) -> None:
    """Make sure that the operation known as the last one is there, and is that one."""
    if after <= share.first:
        return
    mark = share.mark(after)
    if mark is not None and mark == share.known_head:
        return
    raw = share.operation(after, BIGGEST_FILE)
    if raw is not None:
        if unseal(keys, after, None, raw).line["hash"] != prev:
            raise Trouble("two_histories", after)
        share.known_head = mark
        return
    newest = newest_snapshot(share)
    if newest < after:
        raise RolledBack
    if newest > after and not share.has(after + 1):
        raise Behind


def _end(
    share: ShareFolder, seq: int, numbers: frozenset[int], segments: list[int], found: list[Published]
) -> Fetched:
    """Nothing is at `seq`: that is the end of the log, unless later numbers are there."""
    later = any(number > seq for number in numbers) or segments[-1:] > [seq // SEGMENT]
    newest = newest_snapshot(share)
    if not later and newest < seq:
        return Fetched(tuple(found))
    if newest >= seq:
        if found:
            return Fetched(tuple(found))
        raise Behind
    return Fetched(tuple(found), "gap", seq)


def newest_snapshot(share: ShareFolder) -> int:
    """Give the number of the newest snapshot that is described, the log's beginning when there is none."""
    names = [name.removesuffix(".json") for name in share.names(SNAPSHOTS) if name.endswith(".json")]
    return max((int(name) for name in names if name.isdigit()), default=share.first)
