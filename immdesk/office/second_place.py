"""The second place of backups: a USB disk or another computer's folder, written once a day when there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _
from immdesk.office.clock import day_in
from immdesk.office.remembered import remember, remembered

if TYPE_CHECKING:
    from immdesk.office.backup_rows import BackupRow
    from immdesk.office.office import Office
    from immdesk.office.rows import BackupMade

_KEPT = "second place of backups"
_WRITTEN = "second place written"
EVERY = timedelta(hours=20)
"""So that the second place is written once each working day, whatever the hour."""


def place(office: Office) -> Path | None:
    """Give the folder that was chosen on this computer, None for none; it may not be there now."""
    kept = remembered(office, _KEPT)
    return Path(kept) if kept else None


def choose(office: Office, folder: Path | None) -> None:
    """Choose the second place, or none. Raises Problem when it is no folder or lies in the office's own."""
    if folder is None:
        remember(office, _KEPT, "")
        remember(office, _WRITTEN, "")
        return
    if not folder.is_dir():
        raise Problem(
            _("There is no folder “{name}”.").format(name=folder.name),
            _("The second place stays as it was."),
            _("Connect the disk and choose a folder on it."),
        )
    if folder.resolve().is_relative_to(office.folder.resolve()):
        raise Problem(
            _("This folder is inside the office."),
            _("What destroys the one would destroy the other."),
            _("Choose a folder on another disk or another computer."),
        )
    remember(office, _WRITTEN, "")
    remember(office, _KEPT, str(folder.resolve()))


def copy_if_due(
    office: Office, progress: Progress = silent, cancelled: Cancelled = never
) -> BackupMade | None:
    """Make the day's backup at the second place; None when there is none, it is not there, or it has one.

    Raises Refused when the disk will not.
    """
    chosen = place(office)
    if chosen is None or not chosen.is_dir():
        return None
    written = _written(office)
    if written is not None and office.now() - written < EVERY:
        return None
    return copy_now(office, progress, cancelled)


def copy_now(office: Office, progress: Progress = silent, cancelled: Cancelled = never) -> BackupMade | None:
    """Make a verified backup at the second place now; older ones there rotate. None when cancelled."""
    from immdesk.office.backups import make_watched
    from immdesk.store.backup import BACKUPS
    from immdesk.store.rotation import rotate

    chosen = place(office)
    if chosen is None or not chosen.is_dir():
        raise Problem(
            _("The second place is not there."),
            _("The backups in the office's own folder go on."),
            _("Connect the disk, or choose another folder on the page Backups."),
        )
    home = _home(office, chosen)
    made = make_watched(office, home / BACKUPS, progress, cancelled)
    if made is not None:
        rotate(home, office.store.key_for, ZoneInfo(office.zone))
        remember(office, _WRITTEN, office.now().isoformat())
    return made


def newest_there(office: Office) -> BackupRow | None:
    """Give the newest backup that counts at the second place, None when there is none to be seen."""
    from immdesk.office.backups import own

    chosen = place(office)
    if chosen is None or not _home(office, chosen).is_dir():
        return None
    return next((row for row in own(office, _home(office, chosen)) if row.ok), None)


def warning(office: Office, old: timedelta) -> str:
    """Give what Today says when a second place was chosen and not written for so long, else ""."""
    chosen = place(office)
    if chosen is None:
        return ""
    written = _written(office)
    if written is not None and office.now() - written <= old:
        return ""
    if written is None:
        return _("The second place of backups, “{name}”, holds none yet: connect it.").format(
            name=chosen.name
        )
    day = on_screen(day_in(office.zone, written))
    told = _("The second place of backups, “{name}”, was last written on {day}: connect it.")
    return told.format(name=chosen.name, day=day)


def words(office: Office) -> str:
    """Say how the second place stands, for the page of backups; "" when none is chosen."""
    chosen = place(office)
    if chosen is None:
        return ""
    if not chosen.is_dir():
        return _("“{name}” is not there now: connect it.").format(name=chosen.name)
    newest = newest_there(office)
    if newest is None:
        return _("“{name}” holds no backup of this office yet.").format(name=chosen.name)
    day = on_screen(day_in(office.zone, newest.at))
    return _("“{name}”: the newest backup is of {day}.").format(name=chosen.name, day=day)


def _written(office: Office) -> datetime | None:
    at = remembered(office, _WRITTEN)
    return datetime.fromisoformat(at) if at else None


def _home(office: Office, chosen: Path) -> Path:
    return chosen / f"ImmDesk-{office.id()[:8]}"
