"""An office on loan, seen from inside: whose cases these are, until when, what was left out, its last day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.dates import iso_day
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.store.home import is_on_loan
from immdesk.store.loan.on_loan import SEEN, Lent, Loan, loan_of, only_read, over, wipe

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.office.rows import FactRow

__all__ = ["Loan", "is_on_loan", "left_out_words", "lines", "loan", "today_or_later", "watch", "wipe_folder"]


def loan(office: Office) -> Loan | None:
    """Give the loan that this office is, None for an office of its own."""
    if not isinstance(office.store.publisher, Lent):
        return None
    with office.store.read() as read:
        return loan_of(read)


def watch(office: Office) -> None:
    """Keep the days of a loan: after the due day it is read-only, after the days of grace it does not open.

    Raises Refused, and closes the office, when that time is over. The latest day seen counts: a clock that
    is set back is noticed as far as anything was done since.
    """
    from immdesk.office.remembered import remember

    found = loan(office)
    publisher = office.store.publisher
    if found is None or not isinstance(publisher, Lent):
        return
    day = today_or_later(office)
    ends = found.ends()
    if ends is not None and day > ends:
        office.close()
        raise over(found)
    remember(office, SEEN, day.isoformat())

    def standing() -> None:
        if found.read_only(today_or_later(office)):
            raise only_read(found)

    publisher.standing = standing


def today_or_later(office: Office) -> date:
    """Give today, or the latest day on which this loan was open or changed, whichever is later."""
    days = [office.today().isoformat()]
    with office.store.read() as read:
        days.append(str(read.value("SELECT value FROM meta WHERE key = ?", [SEEN]) or ""))
        days.append(str(read.value("SELECT substr(max(at), 1, 10) FROM operation") or ""))
    return date.fromisoformat(max(days))


def lines(office: Office) -> tuple[str, ...]:
    """Give what stands above every page of an office on loan: whose it is, until when, what is not in it."""
    found = loan(office)
    if found is None:
        return ()
    if found.due_on:
        day = on_screen(iso_day(found.due_on))
        head = _("On loan from {office}, back by {day}.").format(office=found.office, day=day)
    else:
        head = _("On loan from {office}.").format(office=found.office)
    if found.read_only(today_or_later(office)):
        head += " " + _("That day has passed: the cases can be read and sent back, and not changed.")
    missing = left_out_words(found)
    if not missing:
        return (head,)
    return head, _("Not in this package: {what}. What is empty here may be filled in the office.").format(
        what=", ".join(missing)
    )


def left_out_words(found: Loan) -> tuple[str, ...]:
    """Give what was left out of a package, in words."""
    from immdesk.office.handing.leaving_out import called

    return tuple(called(one) for one in found.left_out)


def not_here(office: Office, rows: Sequence[FactRow]) -> tuple[FactRow, ...]:
    """Give facts as an office on loan shows them: what was left out says so, and does not look unasked."""
    from immdesk.office.handing import leaving_out

    found = loan(office)
    if found is None or not found.left_out:
        return tuple(rows)
    words = [one for one in found.left_out if one in {entry.word for entry in leaving_out.ENTRIES}]
    untold = leaving_out.untold_words(words, office.library.vocabulary)
    named = _told_by_name(office) if "family" in words else frozenset()
    return tuple(
        replace(row, state="none", shown=_("not in this package"))
        if row.state == "unknown"
        and (row.owner_id in named or leaving_out.is_untold(row.path.partition(".")[2], untold, words))
        else row
        for row in rows
    )


def _told_by_name(office: Office) -> frozenset[str]:
    from immdesk.office.handing.choosing import WHOLE_ROLES

    marks = ", ".join("?" * len(WHOLE_ROLES))
    sql = (
        "SELECT q.id FROM person q WHERE NOT EXISTS "
        f"(SELECT 1 FROM case_party p WHERE p.person_id = q.id AND p.role IN ({marks}))"
    )
    return frozenset(row["id"] for row in office.rows(sql, WHOLE_ROLES))


def wipe_folder(folder: Path) -> str:
    """Destroy a closed office on loan; give what became of it, in words."""
    if wipe(folder):
        return _(
            "The cases on loan are wiped from this computer: their keys were written over, then deleted. "
            "Copies that somebody made of the folder, and backups of this computer, are not reached."
        )
    return _(
        "The keys of the cases on loan are destroyed, so that nobody can read them. Some files could not be "
        "deleted; close other programs and delete the folder {folder}."
    ).format(folder=folder)
