"""The firm itself: an office started, counted, checked and backed up; its staff."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from immdesk.basics.problems import Problem, Refused
from immdesk.office.clock import Clock, real_clock
from immdesk.office.office import Office, open_office
from immdesk.office.rows import BackupMade, OfficeRow, StaffRow


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of an office found; `lines` are sentences for a person."""

    ok: bool
    lines: tuple[str, ...]


def new_office(
    folder: Path,
    *,
    name: str,
    passphrase: str,
    zone: str = "America/New_York",
    clock: Clock = real_clock,
    user: str = "",
    quick_key: bool = False,
) -> Office:
    """Start an office in an empty or new folder and open it.

    `quick_key` weakens the passphrase slot for the practice office only, whose people are fictional.
    Raises Problem when the folder already holds something.
    """
    from immdesk.store import create_office

    if folder.exists() and any(folder.iterdir()):
        raise Problem(
            "The folder is not empty.",
            "An office needs a folder of its own.",
            "Choose or make an empty folder.",
        )
    if not passphrase:
        raise Problem("The passphrase is empty.", "An office is always encrypted.", "Type a passphrase.")
    store, _ = create_office(folder, passphrase=passphrase, quick=quick_key)
    store.close()
    made = open_office(folder, passphrase=passphrase, clock=clock, user=user)
    made.zone = zone
    made.change("Start the office", lambda session: _first_row(session, name, zone))
    return made


def _first_row(session: object, name: str, zone: str) -> None:
    from immdesk.records.firm import Office as Row

    session.add(Row(name=name, zone=zone, practice="no", next_case_number=1))  # type: ignore[attr-defined]


def office_row(office: Office) -> OfficeRow:
    """Give the office's name and how much is in it."""
    with office.store.read() as read:
        firm = read.all("SELECT name, zone, practice FROM office LIMIT 1")
        people = read.all("SELECT count(*) AS n FROM person WHERE deleted_at IS NULL")[0]["n"]
        cases = read.all("SELECT count(*) AS n FROM case_file WHERE deleted_at IS NULL")[0]["n"]
    name, zone, practice = (
        (firm[0]["name"], firm[0]["zone"], firm[0]["practice"]) if firm else ("", office.zone, "no")
    )
    return OfficeRow(name or "", str(office.folder), zone, practice == "yes", people, cases)


def staff(office: Office) -> tuple[StaffRow, ...]:
    """Give the staff, attorneys first."""
    rows = office.rows(
        "SELECT id, given_name, family_name, role, is_attorney FROM staff "
        "WHERE active = 'yes' ORDER BY is_attorney DESC, family_name"
    )
    return tuple(
        StaffRow(
            row["id"], f"{row['given_name']} {row['family_name']}", row["role"], row["is_attorney"] == "yes"
        )
        for row in rows
    )


def back_up(office: Office, to: Path | None = None) -> BackupMade:
    """Make a backup, verify it by opening and checking it, and only then give it its name."""
    from immdesk.store.backup import backup

    made = backup(office.store, to or office.folder / "backups", now=office.now())
    return BackupMade(str(made.path), office.now(), made.size, dict(made.counts), True)


def check_office(folder: Path, passphrase: str | None) -> CheckReport:
    """Check the database, the chain of operations and every attachment of an office on disk."""
    from immdesk.store import open_key
    from immdesk.store.backup import check

    key = (
        practice_key(folder)
        if passphrase is None and is_practice(folder)
        else open_key(folder, passphrase=passphrase)
    )
    found = check(folder, key)
    return CheckReport(found.ok, tuple(found.lines))


def is_practice(folder: Path) -> bool:
    """Say whether the folder holds the practice office, whose passphrase is no secret."""
    try:
        told = json.loads((folder / "office.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(told, dict) and told.get("practice") is True


PRACTICE_PASSPHRASE = "practice"


def practice_key(folder: Path) -> bytes:
    """Give the key of the practice office."""
    from immdesk.store import open_key

    if not is_practice(folder):
        raise Refused("This is not the practice office.", "", "Type the office's passphrase.")
    return open_key(folder, passphrase=PRACTICE_PASSPHRASE)
