"""Who comes in and what waits for an attorney, in the whole practice office: so that no page of it is empty.

The practice office opens to everybody all the same: there nobody is asked who they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from immdesk.basics.words import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def let_them_in(office: Office, staff: Sequence[Mapping[str, str]], waits: Mapping[str, str]) -> None:
    """Give the invented staff their roles, and let one of them ask an attorney to approve a packet.

    `staff` are the people of office.yaml with `signs_in`; `waits` says who asks about which case, and why.
    """
    from immdesk.office import cases, packets

    at = office.now().isoformat()
    rows = {(row["given_name"], row["family_name"]): row["id"] for row in office.rows("SELECT * FROM staff")}

    def work(session: Session) -> None:
        from immdesk.records.access import StaffSignIn

        for one in staff:
            if "signs_in" in one:
                who = rows[one["given_name"], one["family_name"]]
                name = f"{one['given_name']} {one['family_name']}"
                session.add(StaffSignIn(staff_id=who, slot=name, role=one["signs_in"], by=office.user, at=at))

    office.change(_("Let somebody in by name"), work)
    case = cases.id_of(office, f"{office.today():%y}-{waits['case']}")
    user, office.user = office.user, waits["by"]
    try:
        if case is not None:
            packets.ask_to_approve(office, case, waits["why"])
    finally:
        office.user = user
