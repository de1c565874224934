"""Evidence of the practice cases: papers asked for, documents under criteria, degrees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.office.practice_rows import kept

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.office import Office


def write_evidence(
    office: Office, session: Session, told: Mapping[str, Any], case_id: str, people: Mapping[str, str]
) -> None:
    """Write what a case says under `evidence`: `asked`, `criteria` (by the title of a document), `degrees`.

    `people` gives the person of each slot.
    """
    from immdesk.records.evidence import Evaluation, PaperAsked

    evidence = told.get("evidence", {})
    for one in evidence.get("asked", ()):
        person = people[one["of"]]
        about = {"person_id": person, "asked_on": one["on"], "how": one["how"], "by": office.user}
        session.add(PaperAsked(case_id=case_id, item=f"{one['paper']}:{person}", **about))
    for one in evidence.get("degrees", ()):
        words = {name: kept(text) for name, text in one.items() if name != "of"}
        session.add(Evaluation(person_id=people[one["of"]], **words))
    _write_criteria(session, evidence.get("criteria", {}), case_id)


def _write_criteria(session: Session, told: Mapping[str, Any], case_id: str) -> None:
    from sqlalchemy import select

    from immdesk.records.base import id_of
    from immdesk.records.documents import CaseDocument, Document
    from immdesk.records.evidence import CriterionEvidence

    if not told:
        return
    session.flush()
    mine = select(Document).join(CaseDocument, CaseDocument.document_id == Document.id)
    papers = {row.title: row for row in session.scalars(mine.where(CaseDocument.case_id == case_id))}
    for title, criteria in told.items():
        document = papers[title]
        whose = {"case_id": case_id, "document_id": document.id, "person_id": str(document.person_id)}
        for criterion in criteria:
            row_id = id_of("criterion_evidence", case_id, document.id, whose["person_id"], criterion)
            session.add(CriterionEvidence(id=row_id, criterion=criterion, **whose))
