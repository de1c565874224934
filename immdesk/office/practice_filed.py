"""Filings, notices and documents of the practice cases, with the words that have no column of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.office.practice_rows import Story, kept

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.records.base import Record

_ASIDE = ("for", "pages", "exhibit", "scan", "text", "requests")


def write_filings(
    session: Session, told: Mapping[str, Any], case_id: str, people: Mapping[str, str]
) -> dict[str, str]:
    """Write the filings of a case; give their ids by receipt number."""
    from immdesk.records.filings import Filing

    by_receipt = {}
    for one in told.get("filings", ()):
        filing = Filing(case_id=case_id, person_id=people[one["for"]])
        _add(session, "filing", filing, one)
        by_receipt[one.get("receipt_number", "")] = filing.id
    session.flush()
    return by_receipt


def write_notices(
    session: Session,
    told: Mapping[str, Any],
    case_id: str,
    people: Mapping[str, str],
    filings: Mapping[str, str],
) -> None:
    """Write the notices of a case, each with the filing of its receipt number."""
    from immdesk.records.notices import Notice

    for one in told.get("notices", ()):
        filing = filings.get(one.get("receipt_number", ""))
        _add(session, "notice", Notice(case_id=case_id, person_id=people[one["for"]], filing_id=filing), one)


def write_documents(
    story: Story, session: Session, told: Mapping[str, Any], case_id: str, people: Mapping[str, Any]
) -> None:
    """Write the documents of everybody in a case; one without pages was asked for and has not come."""
    from immdesk.packets.parts import exhibit_letter
    from immdesk.records.documents import CaseDocument, Document

    ordinal = 0
    for place, one in enumerate(told["people"]):
        for row in one.get("documents", ()):
            ordinal += 1
            document = Document(person_id=people[str(place)].id, **_scan(story, row))
            _add(session, "document", document, row)
            session.add(
                CaseDocument(
                    case_id=case_id,
                    document_id=document.id,
                    exhibit=exhibit_letter(ordinal - 1) if row.get("pages") else None,
                    ordinal=ordinal,
                    include="yes" if row.get("pages") else "no",
                )
            )


def write_requests(session: Session, told: Mapping[str, Any], case_id: str) -> None:
    """Write what the notices of a case ask for, each request with its papers, named by their titles."""
    from sqlalchemy import select

    from immdesk.records.documents import CaseDocument, Document
    from immdesk.records.notices import Notice

    for one in told.get("notices", ()):
        if one.get("requests"):
            session.flush()
            mine = select(Document).join(CaseDocument, CaseDocument.document_id == Document.id)
            papers = session.scalars(mine.where(CaseDocument.case_id == case_id))
            notice = select(Notice).where(Notice.case_id == case_id, Notice.kind == one["kind"])
            by_title = {row.title or "": row.id for row in papers}
            _write_requests(session, one, session.scalars(notice).one(), by_title)


def _write_requests(
    session: Session, told: Mapping[str, Any], notice: Record, papers: Mapping[str, str]
) -> None:
    from immdesk.records.base import id_of
    from immdesk.records.requests import NoticeRequest, NoticeResponse, RequestEvidence

    whose = {"case_id": notice.whose()[0], "notice_id": notice.id}
    key = id_of("notice response", notice.id)
    session.add(NoticeResponse(id=key, document_id=papers[told["scan"]], text=told["text"], **whose))
    for place, row in enumerate(told["requests"], 1):
        words = {name: kept(text) for name, text in row.items() if name != "papers"}
        made = NoticeRequest(place=f"{place:04d}", **whose, **words)
        session.add(made)
        for at, title in enumerate(row["papers"], 1):
            session.add(
                RequestEvidence(
                    id=id_of("request evidence", made.id, papers[title]),
                    case_id=whose["case_id"],
                    request_id=made.id,
                    document_id=papers[title],
                    place=f"{at:04d}",
                )
            )


def write_statuses(session: Session, told: Mapping[str, Any], people: Mapping[str, Any]) -> None:
    """Say the words of status periods that have no column, such as the same employer."""
    from sqlalchemy import select

    from immdesk.records.answers import say
    from immdesk.records.kept_in import columns
    from immdesk.records.travel import StatusPeriod

    for place, one in enumerate(told["people"]):
        for row in one.get("status_periods", ()):
            for word in row.keys() - columns("status_period").keys():
                found = select(StatusPeriod).where(
                    StatusPeriod.person_id == people[str(place)].id, StatusPeriod.from_on == row["from"]
                )
                say(session, "status_period", session.scalars(found).one().id, word, kept(row[word]))


def _scan(story: Story, row: Mapping[str, Any]) -> dict[str, Any]:
    if not row.get("pages"):
        return {"state": "asked"}
    blob = story.scans[f"{row['title']}|{row['pages']}"]
    return {
        "blob": blob.name,
        "size": blob.size,
        "pages": int(row["pages"]),
        "original_name": f"{row['kind']}.pdf",
        "mime": "application/pdf",
        "state": "accepted",
        "received_on": story.office.today().isoformat(),
    }


def _add(session: Session, shape: str, record: Record, told: Mapping[str, Any]) -> None:
    """Write a row with its own columns, and say its other words."""
    from immdesk.records.answers import say

    columns = type(record).__mapper__.column_attrs
    said = []
    for name, text in told.items():
        if name in columns and name not in _ASIDE:
            setattr(record, name, kept(text))
        elif name not in _ASIDE:
            said.append((name, kept(text)))
    session.add(record)
    for name, value in said:
        say(session, shape, record.id, name, value)
