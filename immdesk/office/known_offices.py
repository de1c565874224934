"""The offices that were opened on this computer: their names and folders, kept beside the preferences.

Nothing here opens an office, and taking one off the list deletes nothing of it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from immdesk.basics.words import _

KEY, LAST = "known_offices", "office_folder"
MOST = 20


class Kept(Protocol):
    """What keeps choices on this computer: `immdesk.settings.Settings`."""

    def get(self, key: str) -> str:
        """Give what was kept."""

    def set(self, key: str, value: str) -> None:
        """Keep a choice."""


@dataclass(frozen=True, slots=True)
class KnownOffice:
    """An office of the list; `opened_at` is when it was last opened (UTC), `there` says its folder is there.

    `home` says in words where it lives: on this computer alone, on a shared folder, on a server.
    """

    folder: Path
    name: str
    opened_at: datetime
    home: str
    there: bool


def known(kept: Kept) -> tuple[KnownOffice, ...]:
    """Give the offices that were opened on this computer, the last one first."""
    return tuple(_office(one) for one in _read(kept))


def remember(kept: Kept, folder: Path, name: str, now: datetime) -> None:
    """Put an office that was just opened at the top of the list."""
    place = str(folder.resolve())
    others = [one for one in _read(kept) if one[0] != place]
    kept.set(KEY, json.dumps([[place, name, now.isoformat()], *others][:MOST]))


def forget(kept: Kept, folder: Path) -> None:
    """Take an office off the list; its folder and its records stay as they are."""
    place = str(folder.resolve())
    kept.set(KEY, json.dumps([one for one in _read(kept) if one[0] != place]))
    if kept.get(LAST) and str(Path(kept.get(LAST)).resolve()) == place:
        kept.set(LAST, "")


def _office(line: list[str]) -> KnownOffice:
    from immdesk.store.home import DATABASE, shared_by

    folder = Path(line[0])
    try:
        there = (folder / DATABASE).is_file()
    except OSError:
        there = False
    homes = {"share": _("on a shared folder"), "server": _("on a server")}
    home = homes.get(shared_by(folder), _("on this computer")) if there else ""
    return KnownOffice(folder, line[1], datetime.fromisoformat(line[2]), home, there)


def _read(kept: Kept) -> list[list[str]]:
    """Give the lines of the list; what makes no sense is left out."""
    try:
        lines = json.loads(kept.get(KEY) or "[]")
    except ValueError:
        return []
    return [line for line in lines if _is_line(line)][:MOST] if isinstance(lines, list) else []


def _is_line(line: object) -> bool:
    if not isinstance(line, list) or len(line) != 3 or not all(isinstance(one, str) for one in line):
        return False
    try:
        return datetime.fromisoformat(line[2]).tzinfo is not None and "\0" not in line[0]
    except ValueError:
        return False
