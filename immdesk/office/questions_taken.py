"""Answers of a returned questionnaire taken into the records, and the file kept as a paper of the case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.questions_home import Home
from immdesk.office.questions_lines import Steps
from immdesk.office.questions_out import interview_of
from immdesk.office.questions_places import place_of
from immdesk.office.questions_sent import CameBack, Sent, keep_back
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.intake.interview import Interview
    from immdesk.office.office import Office

SOURCE = "questionnaire returned"


def take(office: Office, home: Home, ids: Collection[str]) -> Changed:
    """Keep the answers of these lines as records, and the files as papers of the case, as one operation.

    Raises Problem when two copies that disagree are both to be taken. Nothing else is overwritten.
    """
    from uuid import uuid4

    from immdesk.office.recording import record

    groups = [line.group for line in home.comparison.lines if line.id in ids and line.group]
    if len(groups) != len(set(groups)):
        raise Problem(
            _("Two copies that disagree cannot both be taken."),
            _("Nothing was taken."),
            _("Choose one of them."),
        )
    interview = interview_of(office, home.sent.case_id, home.sent.form)
    wanted = [line.id for line in home.comparison.lines if line.id in ids and line.can_take]
    for one in wanted:
        _apply(interview, home.sent, home.answers[one])
    papers = [_paper(office, home, data) for data in home.files]
    today = office.today().isoformat()

    def also(session: Session) -> None:
        sent = home.sent
        for paper in papers:
            back = CameBack(today, _keep_paper(session, sent.case_id, paper), len(wanted))
            keep_back(session, sent, back)
            sent = replace(sent, back=(*sent.back, back))

    _case, changed = record(
        office, uuid4().hex, interview.result(), home.sent.case_id, source=SOURCE, also=also
    )
    words = n_(
        "{n} answer was taken from the questionnaire.",
        "{n} answers were taken from the questionnaire.",
        len(wanted),
    )
    return replace(changed, message=words)


def _apply(interview: Interview, sent: Sent, steps: Steps) -> None:
    """Type the answers of one line, at the places that they have now."""
    row_key = ""
    for step, text in steps:
        place = place_of(step.name, sent, interview)
        if place.gone:
            continue
        if place.new_row:
            whole = place.list in interview.draft.complete
            row_key = row_key or interview.add_row(place.list)
            interview.set(f"{row_key}.{place.word}", text)
            if whole:
                interview.said_complete(place.list)
        elif place.key:
            interview.set(place.key, text)
        elif place.list:
            interview.said_complete(place.list)


def _paper(office: Office, home: Home, data: bytes) -> dict[str, Any]:
    """Keep a returned file; give the columns of the document that it becomes."""
    looked = office.examiner().examine(data)
    blob = office.store.attachments.put(data)
    people = {one.person_id for one in home.sent.parts if one.person_id}
    day = on_screen(office.today())
    return {
        "person_id": next(iter(people)) if len(people) == 1 else None,
        "kind": "other",
        "title": _("Questionnaire, returned {day}").format(day=day),
        "blob": blob.name,
        "original_name": f"questionnaire-{home.sent.code}.pdf",
        "mime": "application/pdf",
        "size": len(data),
        "pages": looked.pages,
        "state": "received",
        "received_on": office.today().isoformat(),
    }


def _keep_paper(session: Session, case_id: str, values: Mapping[str, Any]) -> str:
    """Put a returned file among the papers of the case, but not into its packet."""
    from sqlalchemy import select

    from immdesk.office.documents import add_document
    from immdesk.records.documents import CaseDocument

    document = add_document(session, case_id, values)
    session.flush()
    for row in session.scalars(select(CaseDocument).where(CaseDocument.document_id == document.id)):
        row.include = "no"
    return str(document.id)
