"""Findings before printing that somebody lets stand: with a reason, by whom, while they stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _
from immdesk.office.approvals import Asked, hold
from immdesk.office.clock import day_in
from immdesk.office.firm import must_be_attorney
from immdesk.office.rows import Changed, PreflightRow
from immdesk.packets.preflight import Check, Overridden

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def findings(office: Office, case_id: str) -> tuple[PreflightRow, ...]:
    """Give everything to look at before the packet of a case is printed, the worst first."""
    from immdesk.office.case_packet import read_packet

    return tuple(row_of(one) for one in read_packet(office, case_id).checks(office.today()))


def row_of(check: Check) -> PreflightRow:
    """Give a finding as a screen shows it."""
    told = check.overridden
    go = check.go
    return PreflightRow(
        check.severity,
        check.where,
        check.message,
        check.do,
        check.mark,
        check.override,
        (go.kind, go.ref, go.more) if go else ("", "", ""),
        check.cite,
        check.verify,
        _overridden_words(told) if told else "",
    )


def _overridden_words(told: Overridden) -> str:
    return _("{name} let it stand on {day}: {reason}").format(name=told.by, day=told.on, reason=told.reason)


def override(office: Office, case_id: str, mark: str, staff_id: str, reason: str) -> Changed:
    """Let a finding of a case stand, with a reason, on somebody's word; undone when the finding changes.

    Raises Problem without a reason, for a finding that is gone or that nobody may override, and for somebody
    who is no attorney where the check asks for one.
    """
    if not reason.strip():
        raise Problem(
            _("Letting this stand needs a reason."),
            _("Nothing was changed."),
            _("Say why the packet may go out like this."),
        )
    found = _found(office, case_id, mark)
    if found.override == "attorney":
        args = {"case": case_id, "mark": mark, "reason": reason.strip()}
        title = f"{found.where}: {found.message}"
        hold(office, Asked("finding", mark, case_id, title, "", _("let it stand"), args, mark))
        must_be_attorney(office, staff_id)
    said = f"{found.where}: {found.message}"

    def work(session: Session) -> None:
        from immdesk.records.signing import PreflightOverride

        session.add(
            PreflightOverride(
                case_id=case_id,
                check_id=found.check,
                mark=mark,
                said=said,
                reason=reason.strip(),
                staff_id=staff_id or None,
                by=office.user,
                at=office.now().isoformat(),
            )
        )

    message = _("The finding stands on record with its reason.")
    _done, changed = office.change(_("Override a finding before printing"), work, message=message)
    return changed


def take_back(office: Office, case_id: str, mark: str) -> Changed:
    """Let a finding count again."""

    def work(session: Session) -> None:
        from immdesk.records.signing import PreflightOverride

        for row in session.query(PreflightOverride).filter_by(case_id=case_id, mark=mark):
            session.delete(row)

    message = _("The finding counts again.")
    _done, changed = office.change(_("Take an override back"), work, message=message)
    return changed


def overrides_of(office: Office, case_id: str) -> Mapping[str, Overridden]:
    """Give what was overridden in a case, by the mark of the finding, with who, when (in words) and why."""
    rows = office.rows(
        "SELECT o.mark, o.reason, o.at, o.by, s.given_name || ' ' || s.family_name AS name "
        "FROM preflight_override o LEFT JOIN staff s ON s.id = o.staff_id "
        "WHERE o.case_id = ? ORDER BY o.rowid",
        [case_id],
    )
    return {
        row["mark"]: Overridden(
            row["name"] or row["by"] or "?",
            on_screen(day_in(office.zone, datetime.fromisoformat(row["at"]))),
            row["reason"],
        )
        for row in rows
    }


def _found(office: Office, case_id: str, mark: str) -> Check:
    from immdesk.office.case_packet import read_packet

    checks = read_packet(office, case_id).checks(office.today())
    found = next((one for one in checks if one.mark == mark), None)
    if found is None:
        raise Problem(
            _("This is no longer found."), _("Nothing was changed."), _("Look at the packet again.")
        )
    if found.override == "nobody":
        raise Problem(_("Nobody can let this stand."), _("Nothing was changed."), found.do)
    return found
