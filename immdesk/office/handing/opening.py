"""Opening a package outside of the office, and sending back what was done in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _, n_
from immdesk.office.handing.lent import loan as loan_here
from immdesk.office.handing.making import BLOB, encrypted
from immdesk.store.home import DATABASE, SCHEMA, Store, is_on_loan
from immdesk.store.loan.laying_out import lay_out
from immdesk.store.loan.on_loan import Lent, Loan, loan_from, loan_of, over
from immdesk.store.loan.package import (
    Package,
    changed,
    head_of,
    key_by,
    newer,
    open_package,
    write_package,
)
from immdesk.store.share.op_file import Published
from immdesk.store.share.replica import operations_from

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.store.attachments import Attachments

ENDING = ".immback"


@dataclass(frozen=True, slots=True)
class SentBack:
    """What went into a package that comes home: how many changes and new scans, and the file."""

    path: Path
    changes: int
    scans: int
    wipe: bool

    def words(self) -> str:
        """Say it in a sentence."""
        done = n_("{n} change is in the package.", "{n} changes are in the package.", self.changes)
        return done + " " + _("Send the file to the office; it needs no passphrase there.")


def open_outside(path: Path, folder: Path, passphrase: str, today: date) -> Loan:
    """Make an office on loan in `folder` from a package, opened by the package's passphrase from then on.

    Raises Refused, and leaves nothing, when the passphrase is wrong, the file is damaged, newer, or its time
    is over; Problem when something lies in the folder already.
    """
    from immdesk.store.keys import add_passphrase

    head = head_of(path)
    if head.kind == "hand-off" and head.schema > SCHEMA:
        raise newer()
    package = open_package(path, "hand-off", key_by(head, passphrase))
    loan = replace(_loan_in(package), passphrase_slot=json.dumps(dict(head.slot)))
    ends = loan.ends()
    if ends is not None and today > ends:
        raise over(loan)
    if (folder / DATABASE).exists() and is_on_loan(folder):
        raise Problem(
            _("These cases are on this computer already."),
            _("Nothing was changed: what was done in them would have been lost."),
            _("Open that folder, or choose another one: {folder}.").format(folder=folder.name),
        )
    if folder.exists() and any(folder.iterdir()):
        raise Problem(
            _("The folder is not empty."),
            _("Nothing was written."),
            _("Choose a new or an empty folder for the cases on loan."),
        )
    there = folder.exists()
    try:
        with lay_out(folder, package, loan):
            add_passphrase(folder, package.key, passphrase)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if there:
            folder.mkdir(exist_ok=True)
        raise
    return loan


def place_for(parent: Path, loan_id: str) -> Path:
    """Give the folder that a loan gets below `parent`: its name says nothing of a client."""
    return parent / f"on-loan-{loan_id[:8]}"


def send_back(folder: Path, key: bytes, out: Path, now: datetime) -> SentBack:
    """Write what was done in an office on loan as a file for the office that lent it; nothing here changes.

    `key` is that of the office on loan. The file is read again before it counts as written. Raises Refused
    when the disk says no, Problem when this is no office on loan.
    """
    from immdesk.store.home import open_store

    with open_store(folder, key) as store:
        with store.read() as read:
            loan = loan_of(read) if isinstance(store.publisher, Lent) else None
        return _send(store, loan, out, now)


def send_back_open(office: Office, out: Path) -> SentBack:
    """Send back from the office on loan that is open, as `send_back`."""
    return _send(office.store, loan_here(office), out, office.now())


def send_back_by(folder: Path, passphrase: str | None, out: Path, now: datetime) -> SentBack:
    """Send back by the passphrase of the cases on loan, also after the day on which they stopped opening."""
    from immdesk.store.keys import open_key

    return send_back(folder, open_key(folder, passphrase), out, now)


# -- private ------------------------------------------------------------------------------------


def _send(store: Store, loan: Loan | None, out: Path, now: datetime) -> SentBack:
    if loan is None:
        raise Problem(
            _("This is not an office on loan."),
            _("Nothing was written."),
            _("Only cases that were handed off go back this way."),
        )
    if out.absolute().is_relative_to(store.folder.absolute()):
        raise Problem(
            _("The file would lie in the folder that is on loan."),
            _("Nothing was written: that folder may be wiped once the file is written."),
            _("Choose another folder for it."),
        )
    connection = store.plain_connection()
    try:
        done = tuple(operations_from(connection, 1))
    finally:
        connection.close()
    blobs = _scans_of(store, done)
    told: dict[str, Any] = {
        "id": loan.id,
        "to_whom": loan.to_whom,
        "at": now.isoformat(),
        "operations": len(done),
        "last": done[-1].line["hash"] if done else "",
        "blobs": sorted(blobs),
    }
    key = bytes(store.keys.ring[-1])
    slot = json.loads(loan.passphrase_slot)
    write_package(out, "return", loan.id, key, slot, told, SCHEMA, done, blobs)
    open_package(out, "return", key)
    return SentBack(out, len(done), len(blobs), loan.wipe)


def _loan_in(package: Package) -> Loan:
    try:
        loan = loan_from(package.told["loan"])
    except (KeyError, ValueError, TypeError):
        raise changed() from None
    if loan.id != package.head.id:
        raise changed()
    return loan


def _scans_of(store: Store, done: tuple[Published, ...]) -> dict[str, Callable[[], IO[bytes]]]:
    """Give the scans that the operations name and that are here: the new ones, and those they point to."""
    attachments: Attachments = store.attachments
    named: set[str] = set()
    for one in done:
        for row in one.rows:
            for image in (row.before or {}, row.after or {}):
                named |= blobs_named(image)
    found: dict[str, Callable[[], IO[bytes]]] = {}
    for name in sorted(named):
        if attachments.path(name).exists():
            try:
                attachments.check(name)
            except Refused:
                continue
            found[name] = partial(encrypted, attachments, name)
    return found


def blobs_named(image: dict[str, Any]) -> set[str]:
    """Give the names in an image that may be those of scans."""
    found: set[str] = set()
    for column, value in image.items():
        if type(value) is str and (column == "blob" or '"blob"' in value):
            found |= set(BLOB.findall(value))
    return found
