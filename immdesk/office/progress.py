"""Where a case stands and what it still needs, worked out from facts and documents, never stored."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from immdesk.office.office import Office
    from immdesk.records.facts_of import CaseFacts
    from immdesk.store.reading import Reading
    from immdesk.workflow.case_type import Workflow
    from immdesk.workflow.checklist import Item, Member


def workflow_of(office: Office, facts: CaseFacts) -> Workflow | None:
    """Give the workflow of the case's type; None when no pack knows the type."""
    case_type = next((s.facts.get("case.type") for s in facts.subjects() if s.kind == "case"), None)
    return office.workflow(str(case_type))


def type_title(office: Office, facts: CaseFacts) -> str:
    """Give the title of the case's type, empty when no pack knows it."""
    workflow = workflow_of(office, facts)
    return workflow.shape.title if workflow else ""


def stage_words(office: Office, facts: CaseFacts) -> str:
    """Give the stage of the case in words."""
    return stage_now(office, facts)[0]


def stage_now(office: Office, facts: CaseFacts) -> tuple[str, date | None]:
    """Give the stage of the case in words, and since when it stands there, where that is known."""
    from immdesk.workflow.progress import standing

    workflow = workflow_of(office, facts)
    if workflow is None:
        return "", None
    subjects = list(facts.subjects())
    case = next(one.facts for one in subjects if one.kind == "case")
    parties = [(str(one.facts.get("party.role")), one.facts) for one in subjects if one.kind == "party"]
    now = standing(workflow, case, parties)
    return now.title, now.since


def checklist_of(office: Office, case_id: str) -> tuple[Item, ...]:
    """Give what a case needs now: papers of each person, then forms, each done, open or a gap."""
    from immdesk.records.facts_of import facts_of

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
        return checklist_in(office, read, facts)


def checklist_in(office: Office, read: Reading, facts: CaseFacts) -> tuple[Item, ...]:
    """Give the checklist of a case whose facts are read already."""
    from immdesk.workflow.checklist import Held, checklist

    workflow = workflow_of(office, facts)
    if workflow is None:
        return ()
    documents = read.all(
        "SELECT d.id, d.person_id, d.kind, d.state "
        "FROM case_document cd JOIN document d ON d.id = cd.document_id "
        "WHERE cd.case_id = ? AND d.deleted_at IS NULL AND d.person_id IS NOT NULL",
        [facts.case_id],
    )
    filed = read.all(
        "SELECT person_id, form FROM filing WHERE case_id = ? AND received_on IS NOT NULL", [facts.case_id]
    )
    held = [Held(row["id"], row["person_id"], row["kind"], row["state"] or "received") for row in documents]
    return checklist(
        workflow, members_of(facts), held, [(row["person_id"] or "", row["form"]) for row in filed]
    )


def members_of(facts: CaseFacts) -> list[Member]:
    """Give the people of a case with their roles and facts, the petitioner first."""
    from immdesk.workflow.checklist import Member

    found = []
    for one in facts.subjects():
        if one.kind != "party" or one.person_id is None:
            continue
        name = one.facts.get("person.full_name")
        role = str(one.facts.get("party.role"))
        found.append(Member(one.person_id, name if isinstance(name, str) else "", role, one.facts))
    return sorted(found, key=lambda member: member.role != "petitioner")
