"""Attorney work product: what is marked so stays in the office, and never enters what a client gets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from immdesk.basics.words import _
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office

What = Literal["document", "letter"]
WORD: Final = "work_product"


def may_leave(office: Office, what: What, record_id: str) -> tuple[bool, str]:
    """Say whether a document or letter may go to a client, and if not, why.

    A letter that was never signed off may not leave either; a record that is gone leaves nowhere.
    """
    if is_work_product(office, what, record_id):
        return False, _("It is attorney work product.")
    if what == "document":
        there = office.rows("SELECT 1 FROM document WHERE id = ? AND deleted_at IS NULL", [record_id])
        return bool(there), "" if there else _("It is no longer in the office.")
    rows = office.rows(
        "SELECT v.signed_by FROM letter_version v JOIN letter l ON l.id = v.letter_id "
        "WHERE l.id = ? AND l.deleted_at IS NULL ORDER BY CAST(v.number AS INTEGER) DESC LIMIT 1",
        [record_id],
    )
    if not rows:
        return False, _("It is no longer in the office.")
    return (True, "") if rows[0]["signed_by"] else (False, _("No attorney has signed it off."))


def is_work_product(office: Office, what: What, record_id: str) -> bool:
    """Say whether a document or letter is marked as attorney work product."""
    if what == "letter":
        rows = office.rows("SELECT work_product AS value FROM letter WHERE id = ?", [record_id])
    else:
        sql = "SELECT value FROM said WHERE owner_kind = 'document' AND owner_id = ? AND word = ?"
        rows = office.rows(sql, [record_id, WORD])
    return bool(rows) and rows[0]["value"] == "yes"


def mark_document(office: Office, document_id: str, on: bool) -> Changed:
    """Mark a document as attorney work product, or take the mark back.

    What is marked leaves the packets of its cases too: the attorney's own papers are filed nowhere.
    """

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.answers import say
        from immdesk.records.documents import CaseDocument

        say(session, "document", document_id, WORD, "yes" if on else None)
        if on:
            found = select(CaseDocument).where(CaseDocument.document_id == document_id)
            for row in session.scalars(found):
                row.include = "no"

    title = _("Mark a document as attorney work product") if on else _("Take the work product mark back")
    return office.change(title, work)[1]
