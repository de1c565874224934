"""The restore drill: the newest backup made into an office, opened, counted, and taken away again."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, never, silent
from immdesk.basics.words import _, n_
from immdesk.office.remembered import remember, remembered

if TYPE_CHECKING:
    from immdesk.office.backup_rows import BackupRow
    from immdesk.office.office import Office

_KEPT = "restore drill"
EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill found. `on` is its day, ISO; `of` that of the backup; `problem` is "" when all is well."""

    on: str
    of: str
    cases: int
    people: int
    documents: int
    damaged: int
    problem: str = ""

    @property
    def ok(self) -> bool:
        """Say whether the office came back whole."""
        return not self.problem and not self.damaged

    def words(self) -> str:
        """Say in a sentence what was tried and found."""
        days = {"day": on_screen(date.fromisoformat(self.on)), "of": on_screen(date.fromisoformat(self.of))}
        if self.problem:
            told = _("Restore drill of {day}: the backup of {of} could not be restored. {reason}")
            return told.format(**days, reason=self.problem)
        counted = ", ".join(
            (
                n_("{n} case", "{n} cases", self.cases),
                n_("{n} person", "{n} people", self.people),
                n_("{n} document", "{n} documents", self.documents),
            )
        )
        told = _("Restore drill of {day}: the backup of {of} came back whole: {counted}.")
        if self.damaged:
            told = _("Restore drill of {day}: the backup of {of} came back with damaged scans: {counted}.")
        return told.format(**days, counted=counted)


def last(office: Office) -> Drill | None:
    """Give what the last drill on this computer found, None when there was none."""
    kept = remembered(office, _KEPT)
    return Drill(**json.loads(kept)) if kept else None


def drill_if_due(office: Office, progress: Progress = silent, cancelled: Cancelled = never) -> Drill | None:
    """Run the weekly drill when it is due and there is a backup to try; None when not, or when cancelled."""
    done = last(office)
    if done is not None and date.fromisoformat(done.on) + EVERY > office.today():
        return None
    return drill(office, progress, cancelled)


def drill(office: Office, progress: Progress = silent, cancelled: Cancelled = never) -> Drill | None:
    """Restore the newest backup into a folder that is taken away again, open it, check and count; keep that.

    None when there is no backup, or when somebody cancelled. The folder lies in the office's own and holds
    what is encrypted, as the backup does.
    """
    from immdesk.office import backups

    newest = next((row for row in backups.own(office) if row.ok), None)
    if newest is None:
        return None
    with TemporaryDirectory(prefix=".drill-", dir=office.folder) as name:
        found = _tried(office, newest, Path(name) / "office", progress, cancelled)
    if found is not None:
        remember(office, _KEPT, json.dumps(asdict(found)))
    return found


def _tried(
    office: Office, newest: BackupRow, folder: Path, progress: Progress, cancelled: Cancelled
) -> Drill | None:
    from immdesk.store.restore import restore

    on, of = office.today().isoformat(), newest.at.date().isoformat()
    try:
        made = restore(Path(newest.path), folder, office.store.key_for, progress, cancelled)
        if made is None:
            return None
        counts = _counted(office, folder)
    except Problem as problem:
        return Drill(on, of, 0, 0, 0, 0, problem.happened)
    expected = (newest.cases, newest.people)
    wrong = "" if counts == expected else _("It holds other cases than its description says.")
    return Drill(on, of, *counts, made.attachments, made.damaged, wrong)


def _counted(office: Office, folder: Path) -> tuple[int, int]:
    """Count cases and people of the restored office by opening its database as any start would."""
    from immdesk.store.epochs import database_key
    from immdesk.store.soundness import check_database

    place, key_for = folder / "office.immdesk", office.store.key_for
    found = check_database(place, database_key(place, key_for.ring), key_for("operations"), never)
    if not found.ok or found.counts is None:
        raise Problem(" ".join(found.problems))
    return found.counts.get("case_file", 0), found.counts.get("person", 0)
