"""Which backups stay: 24 hours, 14 days, 8 weeks, 12 months; the others go, and scans only they named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from immdesk.basics.problems import Problem
from immdesk.store.backup import BACKUPS, LOCK, SUFFIX, backup_under_way, read_manifest
from immdesk.store.home import BLOBS
from immdesk.store.only_one import only_one
from immdesk.store.subkeys import KeyFor

RULE = (("%Y-%m-%d %H", 24), ("%Y-%m-%d", 14), ("%G-%V", 8), ("%Y-%m", 12))
"""How a period is written (hour, day, week, month) and of how many periods the last backup stays."""

_AUTOMATIC = re.compile(r"\d{4}-\d{2}-\d{2}-\d{6}")
"""The name of a backup without a label; one with a label ("before an update") is kept until somebody deletes
it by hand."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """What a rotation deleted: backups, and attachments that only they named."""

    backups: int
    attachments: int


def kept(stamps: Iterable[datetime], zone: tzinfo = UTC) -> set[datetime]:
    """Give which of these backups stay: of each period of the rule the last one; days are those of `zone`.

    Periods without a backup do not count, so that an office that was closed for a month loses nothing.
    """
    newest_first = sorted(stamps, reverse=True)
    stay: set[datetime] = set()
    for period, count in RULE:
        seen: dict[str, datetime] = {}
        for stamp in newest_first:
            seen.setdefault(stamp.astimezone(zone).strftime(period), stamp)
            if len(seen) > count:
                break
        stay.update(list(seen.values())[:count])
    return stay


def stamp_of(path: Path) -> datetime | None:
    """Give when an automatic backup was made, from its name; None for one with a label."""
    if not _AUTOMATIC.fullmatch(path.stem):
        return None
    try:
        return datetime.strptime(path.stem, "%Y-%m-%d-%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def rotate(folder: Path, key_for: KeyFor, zone: tzinfo = UTC) -> Rotated:
    """Delete the backups of the office in `folder` that need not stay, and what only they kept.

    While the newest backup cannot be trusted, nothing is deleted; while any cannot, no attachment is.
    """
    place = folder / BACKUPS
    if not place.is_dir():
        return Rotated(0, 0)
    with only_one(place / LOCK, backup_under_way()):
        stamps = {stamp: path for path in place.glob(f"*{SUFFIX}") if (stamp := stamp_of(path))}
        if not stamps or not _sound(stamps[max(stamps)], key_for):
            return Rotated(0, 0)
        stay = kept(stamps, zone)
        gone = [path for stamp, path in stamps.items() if stamp not in stay]
        for path in gone:
            with suppress(OSError):
                path.unlink()
                path.with_suffix(".json").unlink(missing_ok=True)
        for part in place.glob("*.part"):
            with suppress(OSError):
                part.unlink()
        return Rotated(len(gone), _delete_unnamed(place, key_for))


def _sound(path: Path, key_for: KeyFor) -> bool:
    try:
        return bool(read_manifest(path, key_for)["size"] == path.stat().st_size)
    except (Problem, OSError):
        return False


def _delete_unnamed(place: Path, key_for: KeyFor) -> int:
    named: set[str] = set()
    for path in place.glob(f"*{SUFFIX}"):
        try:
            named.update(read_manifest(path, key_for)["attachments"])
        except Problem:
            return 0
    unnamed = [blob for blob in (place / BLOBS).glob("[0-9a-f][0-9a-f]/*") if blob.name not in named]
    for blob in unnamed:
        with suppress(OSError):
            blob.unlink()
    return len(unnamed)
