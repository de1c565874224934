"""What goes with a notice that is taken out of its case: its requests, their papers' places, its response."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def forget_notice(session: Session, notice_id: str) -> None:
    """Take the requests of a notice and its response out; the documents stay in the case."""
    from sqlalchemy import select

    from immdesk.records.requests import NoticeRequest, NoticeResponse, RequestEvidence

    requests = list(session.scalars(select(NoticeRequest).where(NoticeRequest.notice_id == notice_id)))
    ids = [one.id for one in requests]
    evidence = session.scalars(select(RequestEvidence).where(RequestEvidence.request_id.in_(ids)))
    responses = session.scalars(select(NoticeResponse).where(NoticeResponse.notice_id == notice_id))
    for one in (*evidence, *responses, *requests):
        session.delete(one)
