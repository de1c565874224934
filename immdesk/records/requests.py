"""What a notice asks for and how it is answered; and what was filed, sealed."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class NoticeResponse(Record):
    """How a notice is answered: its words as read or pasted, its scan, and how much is sent.

    `how` is complete, partial or withdraw; not said, it is complete.
    """

    __tablename__ = "notice_response"
    case_id: Mapped[str] = to("case_file")
    notice_id: Mapped[str] = to("notice")
    document_id: Mapped[str | None] = to("document")
    text: Mapped[Said]
    how: Mapped[Said]
    how_why: Mapped[Said]


class NoticeRequest(Record):
    """One thing that a notice asks for, with the paragraph that answers it.

    `place` puts the requests of a notice in order ("0001"), `number` is as printed, `wants` what is still
    to be got; `in_words` is yes when no document is needed.
    """

    __tablename__ = "notice_request"
    case_id: Mapped[str] = to("case_file")
    notice_id: Mapped[str] = to("notice")
    place: Mapped[Must]
    number: Mapped[Said]
    title: Mapped[Must]
    asked: Mapped[Said]
    answer: Mapped[Said]
    wants: Mapped[Said]
    in_words: Mapped[Said]


class RequestEvidence(Record):
    """A document that answers a request; one document may answer several."""

    __tablename__ = "request_evidence"
    case_id: Mapped[str] = to("case_file")
    request_id: Mapped[str] = to("notice_request")
    document_id: Mapped[str] = to("document")
    place: Mapped[Must]


class FiledRecord(Record):
    """What was filed, told whole in one text with its seal; a correction is a new row that names the old.

    `seal` is the SHA-256 of the seal before it in the case and of `told`.
    """

    __tablename__ = "filed_record"
    case_id: Mapped[str] = to("case_file")
    packet_id: Mapped[str] = to("packet")
    corrects_id: Mapped[str | None] = to("filed_record")
    at: Mapped[Must]
    by: Mapped[Said]
    why: Mapped[Said]
    told: Mapped[Must]
    seal: Mapped[Must]
