"""The firm itself: an office started, counted, checked and backed up; its staff."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, n_
from immdesk.office.clock import Clock, day_in, real_clock
from immdesk.office.office import Office
from immdesk.office.rows import BackupMade, OfficeRow, StaffRow
from immdesk.office.sign_in import OWNER, PRACTICE, must, who

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check of an office found; `lines` are sentences for a person."""

    ok: bool
    lines: tuple[str, ...]


def new_office(
    folder: Path,
    *,
    name: str,
    passphrase: str = "",
    zone: str = "America/New_York",
    clock: Clock = real_clock,
    user: str = "",
    practice: bool = False,
) -> Office:
    """Start an office in an empty or new folder and open it.

    `zone` is an IANA name. The practice office, whose people are invented, needs no passphrase.
    Raises Problem when the folder already holds something or the passphrase is empty.
    """
    from immdesk.store.half_made import take_away
    from immdesk.store.home import create_store
    from immdesk.store.keys import add_open_door, add_passphrase, new_key

    if _is_there(folder) and not folder.is_dir():
        raise Problem(
            _("There is a file of this name already."), _("No office was made."), _("Choose another folder.")
        )
    if folder.exists() and any(folder.iterdir()):
        raise Problem(
            _("The folder is not empty."),
            _("An office needs a folder of its own."),
            _("Choose or make an empty folder."),
        )
    day_in(zone, clock())
    if not practice and not passphrase.strip():
        raise Problem(
            _("The passphrase is empty."), _("An office is always encrypted."), _("Type a passphrase.")
        )
    key = new_key()
    was_there = folder.exists()
    made = Office(folder, create_store(folder, key=key), clock, user or getpass.getuser(), zone)
    made.slot = PRACTICE if practice else OWNER
    try:
        if practice:
            add_open_door(folder, key)
        else:
            add_passphrase(folder, key, passphrase)
        made.change(_("Start the office"), lambda session: _first_row(session, name, zone, practice))
    except BaseException:
        made.close()
        take_away(folder, keep_folder=was_there)
        raise
    return made


def _is_there(folder: Path) -> bool:
    try:
        return folder.exists()
    except (OSError, ValueError) as error:
        raise Problem(
            _("No folder can have this name."),
            _("No office was made."),
            _("Choose a shorter name without odd signs."),
        ) from error


def _first_row(session: Session, name: str, zone: str, practice: bool) -> None:
    from immdesk.records.firm import OfficeRecord

    session.add(OfficeRecord(name=name, zone=zone, practice="yes" if practice else "no", next_case_number=1))


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


def attorneys_here(office: Office) -> tuple[tuple[str, str], ...]:
    """Give the attorneys in whose name something can be decided here, id and name.

    An attorney who came in by name decides in their own name alone.
    """
    me = who(office).staff_id
    found = tuple((one.id, one.name) for one in staff(office) if one.is_attorney)
    return tuple(one for one in found if one[0] == me) or found


def must_be_attorney(office: Office, staff_id: str) -> None:
    """Raise Problem unless this is an active attorney of the office, and, by name, who sits here."""
    me = who(office)
    if me.role:
        must(office, "approve")
    if me.staff_id and staff_id != me.staff_id:
        raise Problem(
            _("You came in as {name}.").format(name=me.name),
            _("What an attorney decides is decided in their own name. Nothing was changed."),
            _("Choose yourself, or let the other attorney sign in: Lock, then “Somebody else”."),
        )
    rows = office.rows("SELECT is_attorney FROM staff WHERE id = ? AND active = 'yes'", [staff_id])
    if not rows or rows[0]["is_attorney"] != "yes":
        raise Problem(
            _("Only an attorney of the office can say this."),
            _("Nothing was changed."),
            _("Choose the attorney who decided it."),
        )


def back_up(office: Office, to: Path | None = None) -> BackupMade:
    """Make a backup, verify it by opening and checking it, and only then give it its name."""
    from immdesk.store.backup import backup

    made = backup(office.store, to, now=office.now())
    return BackupMade(str(made.path), made.at, made.size, made.counts, True)


def asks_passphrase(folder: Path) -> bool:
    """Say whether an office opens only with its passphrase. Raises Refused when the folder holds none."""
    from immdesk.store.keys import needs_passphrase

    return needs_passphrase(folder)


def check_office(folder: Path, passphrase: str | None) -> CheckReport:
    """Check the database, the chain of operations and every attachment of an office on disk."""
    from immdesk.store.keys import open_key
    from immdesk.store.soundness import check

    found = check(folder, open_key(folder, passphrase))
    if not found.ok:
        return CheckReport(False, found.problems)
    chain = n_(
        "All is well: {n} operation in an unbroken chain.",
        "All is well: {n} operations in an unbroken chain.",
        found.operations,
    )
    whole = n_("{n} attachment is whole.", "{n} attachments are whole.", found.attachments)
    return CheckReport(True, (f"{chain} {whole}",))
