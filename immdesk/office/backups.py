"""Backups of the office: made and rotated, listed, looked at, restored into a new folder."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Stopped, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.office.backup_rows import BackupLook, BackupRow, RestoredOffice
from immdesk.office.clock import day_in
from immdesk.office.rows import BackupMade
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.subkeys import KeyFor

EVERY = timedelta(hours=1)
OLD = timedelta(days=3)
"""After this long without a verified backup, Today says so."""


def make(office: Office, to: Path | None = None) -> BackupMade:
    """Make a backup and verify it by reading it back whole; in the office's own folder, older ones rotate.

    Raises Refused when the disk will not, or a backup is being made at this moment.
    """
    made = make_watched(office, to, silent, never)
    assert made is not None
    return made


def make_watched(
    office: Office, to: Path | None, progress: Progress, cancelled: Cancelled
) -> BackupMade | None:
    """Make a backup as `make` does, telling how far it is; None, and nothing left, when cancelled."""
    from immdesk.store.backup import backup
    from immdesk.store.rotation import rotate

    try:
        made = backup(office.store, to, now=office.now(), watched=Watched(progress, cancelled))
    except Stopped:
        return None
    if to is None:
        rotate(office.folder, office.store.key_for, ZoneInfo(office.zone))
    return BackupMade(str(made.path), made.at, made.size, made.counts, True)


def is_due(office: Office) -> bool:
    """Say whether something changed since the last backup, and none was made within the hour."""
    from immdesk.store.backup import BACKUPS, SUFFIX
    from immdesk.store.rotation import stamp_of

    now = office.now()
    for path in (office.folder / BACKUPS).glob(f"*{SUFFIX}"):
        stamp = stamp_of(path)
        if stamp and now - EVERY < stamp <= now and path.with_suffix(".json").exists():
            return False
    newest = _newest(office)
    head = office.rows("SELECT hash FROM operation ORDER BY seq DESC LIMIT 1")
    return bool(head) and (newest is None or newest.head != head[0]["hash"])


def make_if_due(
    office: Office, progress: Progress = silent, cancelled: Cancelled = never
) -> BackupMade | None:
    """Make the hourly backup when it is due; None when it is not, or somebody cancelled."""
    return make_watched(office, None, progress, cancelled) if is_due(office) else None


def every_hour(
    office: Office, progress: Progress = silent, cancelled: Cancelled = never
) -> BackupMade | None:
    """Do what keeps the office safe, each when it is due: the backup, the second place, the weekly drill."""
    from immdesk.office import drills, second_place

    made = make_if_due(office, progress, cancelled)
    copied = second_place.copy_if_due(office, progress, cancelled)
    drills.drill_if_due(office, progress, cancelled)
    return made or copied


def warning(office: Office) -> str:
    """Give what Today says when the newest verified backup, here or at the second place, is too old."""
    from immdesk.office import second_place

    return _warning_here(office) or second_place.warning(office, OLD)


def _warning_here(office: Office) -> str:
    newest = _newest(office)
    if newest is None:
        began = office.rows("SELECT min(at) AS at FROM operation")[0]["at"]
        if not began or office.now() - datetime.fromisoformat(began) <= OLD:
            return ""
        return _("There is no verified backup of this office yet.")
    if office.now() - newest.at <= OLD:
        return ""
    day = on_screen(day_in(office.zone, newest.at))
    days = (office.now() - newest.at).days
    old = n_("{n} day", "{n} days", days)
    return _("The newest verified backup is {days} old, of {day}.").format(days=old, day=day)


def own(office: Office, folder: Path | None = None) -> tuple[BackupRow, ...]:
    """Give the backups in the office's own folder, the newest first, by their sealed descriptions.

    `folder` is another home of this office's backups.
    """
    from immdesk.store.backup import BACKUPS

    return _listed((folder or office.folder) / BACKUPS, office.store.key_for, ZoneInfo(office.zone))


def found_in(folder: Path, passphrase: str | None = None) -> tuple[BackupRow, ...]:
    """Give the backups of the office in `folder`, or those that lie in `folder` itself, the newest first.

    Raises Refused when the passphrase is wrong or needed, or nothing is there.
    """
    from immdesk.store.restore import keys_of

    paths = paths_in(folder)
    for path in paths:
        if path.with_suffix(".json").exists():
            return _listed(path.parent, keys_of(path, passphrase))
    return tuple(_row(path, None) for path in paths)


def paths_in(folder: Path) -> list[Path]:
    """Give the backups of the office in `folder`, or the backups in `folder` itself, the newest first."""
    from immdesk.store.backup import BACKUPS, SUFFIX

    place = folder / BACKUPS if (folder / BACKUPS).is_dir() else folder
    return sorted(place.glob(f"*{SUFFIX}"), reverse=True)


def belongs(office: Office, path: Path) -> bool:
    """Say whether the open office's own key opens a backup, wherever it lies."""
    from immdesk.store.backup import read_manifest

    try:
        read_manifest(path, office.store.key_for)
    except Refused:
        return False
    return True


def look(
    path: Path,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    office: Office | None = None,
    passphrase: str | None = None,
) -> BackupLook:
    """Read a whole backup and say what is in it; by the open office's key, else by a passphrase.

    Raises Refused when the description is missing or forged, or the passphrase is wrong; Stopped when
    somebody cancelled.
    """
    from immdesk.store.backup import check_backup

    key_for = _keys(path, office, passphrase)
    found = check_backup(path, key_for, Watched(progress, cancelled, _("The backup was not checked.")))
    zone = ZoneInfo(office.zone) if office is not None else None
    return BackupLook(_row(path, key_for, zone), found.ok, found.problems)


def restore(
    path: Path,
    folder: Path,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    *,
    office: Office | None = None,
    passphrase: str | None = None,
) -> RestoredOffice | None:
    """Make the office anew from a backup in an empty or new folder; None when somebody cancelled.

    Raises Refused when the backup is damaged or forged, or the folder holds something.
    """
    from immdesk.store.restore import lived_elsewhere
    from immdesk.store.restore import restore as write

    if office is not None:
        must(office, "people")
    key_for = _keys(path, office, passphrase)
    if office is not None and folder.resolve().is_relative_to(office.folder.resolve()):
        raise Refused(
            _("This folder is inside the office that is open."),
            _("An office never lies in another one; nothing was written."),
            _("Choose a folder elsewhere."),
        )
    made = write(path, folder, key_for, progress, cancelled)
    if made is None:
        return None
    notes = []
    if made.damaged:
        notes.append(n_("{n} scan is damaged.", "{n} scans are damaged.", made.damaged))
    if lived_elsewhere(path):
        notes.append(
            _(
                "It is an office of its own on this computer, as it was that day: nothing that happens in it "
                "reaches the shared one. To work in it together again, move it to an empty shared folder or "
                "server; the other computers follow and bring back what they have done since."
            )
        )
    notes.append(_("It opens with the passphrase that the office had on the day of the backup."))
    return RestoredOffice(str(made.folder), made.attachments, made.damaged, tuple(notes))


def needs_passphrase(path: Path) -> bool:
    """Say whether a backup opens only when somebody types its passphrase; Refused when it is none."""
    from immdesk.store.restore import key_of

    try:
        key_of(path)
    except Refused:
        from immdesk.store.backup import read_claims

        read_claims(path)
        return True
    return False


def _keys(path: Path, office: Office | None, passphrase: str | None) -> KeyFor:
    from immdesk.store.restore import keys_of

    return office.store.key_for if office is not None else keys_of(path, passphrase)


def _newest(office: Office) -> BackupRow | None:
    """Give the newest backup that counts, reading no more descriptions than needed."""
    from immdesk.store.backup import BACKUPS, SUFFIX

    for path in sorted((office.folder / BACKUPS).glob(f"*{SUFFIX}"), reverse=True):
        row = _row(path, office.store.key_for)
        if row.ok:
            return row
    return None


def _listed(place: Path, key_for: KeyFor, zone: ZoneInfo | None = None) -> tuple[BackupRow, ...]:
    from immdesk.store.backup import SUFFIX

    rows = (_row(path, key_for, zone) for path in place.glob(f"*{SUFFIX}"))
    return tuple(sorted(rows, key=lambda row: (row.at, row.name), reverse=True))


def _row(path: Path, key_for: KeyFor | None, zone: ZoneInfo | None = None) -> BackupRow:
    """Describe a backup by its sealed description; one that has none counts for nothing and says why."""
    from immdesk.store.backup import no_manifest, read_manifest

    try:
        size = path.stat().st_size
        if key_for is None:
            raise no_manifest()
        manifest = read_manifest(path, key_for)
    except Problem as problem:
        return BackupRow(
            str(path), path.stem, _from_name(path).astimezone(zone or UTC), size, note=problem.happened
        )
    except OSError:
        return BackupRow(
            str(path),
            path.stem,
            _from_name(path).astimezone(zone or UTC),
            0,
            note=_("Its file cannot be read."),
        )
    counts: dict[str, Any] = manifest["counts"]
    whole = size == manifest["size"]
    return BackupRow(
        path=str(path),
        name=path.stem,
        at=datetime.fromisoformat(manifest["at"]).astimezone(zone or UTC),
        size=size,
        cases=counts.get("case_file", 0),
        people=counts.get("person", 0),
        documents=len(manifest["attachments"]),
        operations=manifest["operations"],
        head=manifest["head"],
        ok=whole,
        note="" if whole else _("The file is not the one that was written."),
    )


def _from_name(path: Path) -> datetime:
    from immdesk.store.rotation import stamp_of

    return stamp_of(path) or datetime(1970, 1, 1, tzinfo=UTC)
