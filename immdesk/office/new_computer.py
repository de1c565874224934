"""A new computer: the office is copied here from the folder of the old one, and what came is counted."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Refused
from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _
from immdesk.office.office import Office

if TYPE_CHECKING:
    from collections.abc import Iterator

STAYS = ("desk.lock", "keys-on-share.json")
"""Files of the old folder that belong to the old computer. Backups are copied; the keyring is not."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What came to this computer: counts, the newest change (day, ISO), what is wrong, what waits there.

    `scans_missing` are not on this computer; on a share they come when they are looked at. `remembered` says
    that this computer opens the office without asking.
    """

    cases: int
    people: int
    operations: int
    newest: str
    scans: int
    scans_missing: int
    problems: tuple[str, ...]
    home: str
    remembered: bool


def copy_office(source: Path, target: Path, watched: Watched = ALONE) -> Path:
    """Copy the office in `source`, a disk or stick of the old computer, to the new folder `target`.

    Nothing in `source` is changed. Raises Refused when it holds no office, is open elsewhere, `target` holds
    something or lies on a network, or the disk will not; Stopped when somebody cancelled. Then nothing stays.
    """
    from immdesk.store.half_made import whole_or_not_at_all
    from immdesk.store.home import DATABASE, OFFICE
    from immdesk.store.places import refuse_shared
    from immdesk.store.slots import KEYS, read_slots, write_slots

    if not all((source / name).is_file() for name in (DATABASE, OFFICE, KEYS)):
        raise Refused(
            _("This folder holds no office."),
            _("An office's folder has the files office.immdesk, office.json and keys.json."),
            _("Choose that folder on the old computer's disk, or on the stick to which you copied it."),
        )
    refuse_shared(target)
    _refuse_taken(source, target)
    try:
        with whole_or_not_at_all(target):
            files = list(_files(source))
            for count, name in enumerate(files):
                watched.step(count, len(files), _("Copying the office"))
                place = target / name
                place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                shutil.copyfile(source / name, place, follow_symlinks=False)
                os.chmod(place, 0o600)
            slots = {name: slot for name, slot in read_slots(target).items() if slot["kind"] != "keyring"}
            write_slots(target, slots)
    except OSError as error:
        raise Refused(
            _("The office could not be copied."),
            _("The disk refused: {reason}").format(reason=error.strerror or type(error).__name__),
            _("Check both disks and their free space, then try again."),
        ) from None
    return target


def arrived(office: Office, watched: Watched = ALONE) -> Arrived:
    """Count what is on this computer, and read every record and the chain of changes once.

    Scans are counted and not read. Raises Stopped when somebody cancelled.
    """
    from immdesk.store.home import shared_by
    from immdesk.store.keys import needs_passphrase
    from immdesk.store.reading import Reading
    from immdesk.store.slots import read_slots
    from immdesk.store.soundness import blobs_in

    watched.step(0, 0, _("Checking the records"))
    with office.store.read(whole=True) as read:
        cases = read.value("SELECT count(*) FROM case_file WHERE deleted_at IS NULL")
        people = read.value("SELECT count(*) FROM person WHERE deleted_at IS NULL")
        newest = read.value("SELECT at FROM operation ORDER BY seq DESC LIMIT 1") or ""
        broken = [row[0] for row in read.tuples("PRAGMA quick_check") if row[0] != "ok"]
        reading: Reading = read
        names = blobs_in(reading)
    watched.look()
    chain = office.store.verify_chain()
    problems = [_("The database is not whole.")] if broken else []
    if not chain.ok:
        problems.append(_("The record of operations was changed at number {n}.").format(n=chain.broken_at))
    missing = sum(not office.store.attachments.path(name).is_file() for name in names)
    folder = office.folder
    remembered = "keyring" in read_slots(folder) and not needs_passphrase(folder)
    return Arrived(
        cases, people, chain.operations, str(newest)[:10], len(names), missing, tuple(problems),
        shared_by(folder), remembered,
    )  # fmt: skip


def _files(source: Path) -> Iterator[Path]:
    """Give the files of an office's folder, relative to it; links and what is half made are left out."""
    for place, _folders, names in os.walk(source, followlinks=False):
        for name in sorted(names):
            path = Path(place, name)
            if name in STAYS or name.endswith(".part") or path.is_symlink():
                continue
            yield path.relative_to(source)


def _refuse_taken(source: Path, target: Path) -> None:
    here, there = source.resolve(), target.resolve()
    if there == here or here in there.parents:
        raise Refused(
            _("The new folder lies in the old one."), _("Nothing was copied."), _("Choose another folder.")
        )
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused(
            _("The folder is not empty."),
            _("An office needs a folder of its own; nothing was written."),
            _("Choose an empty folder, or type the name of a new one."),
        )
