"""The criteria of a case: what the law asks to be shown, and which documents stand under each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, told
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office
    from immdesk.workflow.criteria import CriteriaSheet as CriteriaSheet
    from immdesk.workflow.criteria import CriterionLine as CriterionLine


@dataclass(frozen=True, slots=True)
class CriteriaOfCase:
    """The sets of criteria of a case, each with its person's name; `under` has document → criteria."""

    sheets: tuple[tuple[str, CriteriaSheet], ...]
    under: dict[str, frozenset[str]]


def criteria_of(office: Office, case_id: str) -> CriteriaOfCase:
    """Give the sets of criteria that a case has to show, or may have to, with what stands under each."""
    from immdesk.office.progress import members_of
    from immdesk.records.facts_of import facts_of
    from immdesk.workflow.criteria import sheets_for

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
        rows = read.all(
            "SELECT c.document_id, c.person_id, c.criterion, d.state FROM criterion_evidence c "
            "JOIN document d ON d.id = c.document_id WHERE c.case_id = ? AND d.deleted_at IS NULL",
            [case_id],
        )
    case = next(one.facts for one in facts.subjects() if one.kind == "case")
    members = members_of(facts)
    filed: dict[tuple[str, str], tuple[int, int]] = {}
    under: dict[str, frozenset[str]] = {}
    for row in rows:
        key = (row["person_id"], row["criterion"])
        accepted, there = filed.get(key, (0, 0))
        filed[key] = (accepted + (row["state"] == "accepted"), there + (row["state"] != "wrong"))
        under[row["document_id"]] = under.get(row["document_id"], frozenset()) | {row["criterion"]}
    people = [(one.person_id, one.role, one.facts) for one in members]
    names = {one.person_id: one.name for one in members}
    sheets = sheets_for(office.library.criteria.values(), str(case.get("case.type")), people, filed)
    return CriteriaOfCase(tuple((names.get(one.person_id, ""), one) for one in sheets), under)


def put_under(
    office: Office, case_id: str, document_id: str, person_id: str, criteria: Collection[str]
) -> Changed:
    """Let a document stand under just these criteria of a person. Raises Problem for an unknown one."""
    known = {one.id for ready in office.library.criteria.values() for one in ready.file.criterion}
    if not set(criteria) <= known:
        raise Problem(
            _("A criterion is not known."), _("Nothing was changed."), _("Choose it from the list again.")
        )

    def work(session: Session) -> None:
        from sqlalchemy import select

        from immdesk.records.base import id_of
        from immdesk.records.evidence import CriterionEvidence

        ours = (CriterionEvidence.case_id == case_id, CriterionEvidence.document_id == document_id)
        kept = session.scalars(select(CriterionEvidence).where(*ours)).all()
        for row in kept:
            if row.criterion not in criteria or row.person_id != person_id:
                session.delete(row)
        session.flush()
        there = {row.criterion for row in kept if row.person_id == person_id}
        for criterion in sorted(set(criteria) - there):
            row_id = id_of("criterion_evidence", case_id, document_id, person_id, criterion)
            words = {"case_id": case_id, "document_id": document_id, "person_id": person_id}
            session.add(CriterionEvidence(id=row_id, criterion=criterion, **words))

    return office.change(_("Put a document under criteria"), work)[1]


def criterion_titles(office: Office) -> dict[str, str]:
    """Give every criterion by id with its title, in the language of the desk."""
    return {
        one.id: told(one.title) for ready in office.library.criteria.values() for one in ready.file.criterion
    }
