"""Where the packet of a case is mailed: typed from the agency's own page, with who looked it up and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class AddressOfFiling:
    """The address (lines), from which page it comes ("" for not said), when it was compared, and by whom."""

    address: str
    source: str
    checked_on: date
    by: str


def filing_address(office: Office, case_id: str) -> AddressOfFiling | None:
    """Give where the packet of a case is mailed; None when nobody has entered it."""
    rows = office.rows(
        "SELECT address, source, checked_on, by FROM filing_address WHERE case_id = ? "
        "ORDER BY checked_on DESC, rowid DESC LIMIT 1",
        [case_id],
    )
    if not rows:
        return None
    row = rows[0]
    return AddressOfFiling(
        row["address"], row["source"] or "", date.fromisoformat(row["checked_on"]), row["by"] or ""
    )


def set_filing_address(office: Office, case_id: str, address: str, source: str = "") -> Changed:
    """Record where the packet of a case is mailed, as compared with the agency's page today.

    Raises Problem for an empty address. The packs hold no address: lockboxes move.
    """
    lines = [line.strip() for line in address.splitlines() if line.strip()]
    if not lines:
        raise Problem(
            _("No address was typed."),
            _("Nothing was changed."),
            _("Look it up on the agency's page for this form, and type it."),
        )
    today = office.today().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.signing import FilingAddress

        session.add(
            FilingAddress(
                case_id=case_id,
                address="\n".join(lines),
                source=source.strip() or None,
                checked_on=today,
                by=office.user,
            )
        )

    message = _("The address is kept, as compared with the agency's page today.")
    _done, changed = office.change(_("Enter the address of a filing"), work, message=message)
    return changed
