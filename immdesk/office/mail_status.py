"""An approved stay taken over from its notice into the person's statuses, with the days as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.values import NONE_TEXT
from immdesk.basics.words import _
from immdesk.office.proofread import person_of
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def may_be_a_status(office: Office, notice_id: str) -> bool:
    """Say whether an approval gives a class and its days, of somebody who has no such status yet."""
    words, person = _told(office, notice_id)
    if not person or not words.get("printed_class") or not words.get("valid_until"):
        return False
    same = office.rows(
        "SELECT id FROM status_period WHERE person_id = ? AND petition_until = ?",
        [person, words["valid_until"]],
    )
    return not same


def keep_as_status(office: Office, notice_id: str) -> Changed:
    """Add what an approval notice gives to the person's statuses, as one operation.

    The days of the petition and of the I-94 are kept apart; which one governs is the law's to say.
    """
    words, person = _told(office, notice_id)
    if not may_be_a_status(office, notice_id):
        raise Problem(
            _("There is no status to add from this notice."),
            _("The class or the last day is missing, or it is there already."),
            _("Look at the person's statuses in the questionnaire."),
        )
    values = {
        "person_id": person,
        "status": words["printed_class"],
        "from_on": words.get("valid_from"),
        "petition_until": words["valid_until"],
        "petition_i94_until": words.get("printed_i94_until"),
        "petition_issued_on": words.get("dated_on"),
    }

    def work(session: Session) -> None:
        from immdesk.records.travel import StatusPeriod

        session.add(StatusPeriod(**values))

    _made, changed = office.change(_("Add a status from a notice"), work, message=_("The status is added."))
    return changed


def _told(office: Office, notice_id: str) -> tuple[dict[str, str], str]:
    with office.store.read() as read:
        rows = read.all("SELECT * FROM notice WHERE id = ? AND kind = 'approval'", [notice_id])
        if not rows:
            return {}, ""
        said = read.all(
            "SELECT word, value FROM said WHERE owner_kind = 'notice' AND owner_id = ?", [notice_id]
        )
        person = person_of(read, rows[0]["case_id"], rows[0])
    words = {one["word"]: str(one["value"]) for one in said if one["value"] not in (None, NONE_TEXT)}
    return words | {"dated_on": rows[0]["dated_on"]}, person
