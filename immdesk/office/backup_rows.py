"""The frozen rows of backups: one on disk, one that was read through, an office made anew from one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class BackupRow:
    """A backup on disk. `ok` is False, and `note` says why, when it does not count.

    `at` is in the office's zone where an office is open, else in UTC.
    """

    path: str
    name: str
    at: datetime
    size: int
    cases: int = 0
    people: int = 0
    documents: int = 0
    operations: int = 0
    head: str = ""
    ok: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class BackupLook:
    """A backup that was read from its first page to its last, and what is wrong with it."""

    row: BackupRow
    ok: bool
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RestoredOffice:
    """An office made anew from a backup."""

    folder: str
    documents: int
    damaged: int
    notes: tuple[str, ...]
