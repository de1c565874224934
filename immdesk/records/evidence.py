"""What happened to a document: how it stands since when, where it came from, who looked at the original."""

from __future__ import annotations

from sqlalchemy.orm import Mapped, object_session

from immdesk.records.base import Must, Record, Said, to
from immdesk.records.documents import Document


class _OfDocument(Record):
    """A row about one document: it concerns whom the document concerns."""

    __abstract__ = True
    document_id: Mapped[str] = to("document")

    def whose(self) -> tuple[str | None, str | None]:
        """Give the person of the document; a document may be used in several cases."""
        session = object_session(self)
        found = session.get(Document, self.document_id) if session is not None else None
        return (None, found.person_id) if found is not None else (None, None)


class DocumentStep(_OfDocument):
    """How a document stood from a time on: asked, received, wrong and why, in translation, or accepted."""

    __tablename__ = "document_step"
    state: Mapped[Must]
    reason: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class DocumentOrigin(_OfDocument):
    """Where a document came from, and the file as it came in, before anything was made smaller or turned.

    `how` is by hand, mail, e-mail, upload, scan folder or other; `blob` is the attachment of the original,
    empty when the document itself is still as it came.
    """

    __tablename__ = "document_origin"
    blob: Mapped[Said]
    mime: Mapped[Said]
    pages: Mapped[Said]
    size: Mapped[Said]
    given_by: Mapped[Said]
    given_on: Mapped[Said]
    how: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class DocumentCheck(_OfDocument):
    """Somebody compared a document with its original or with the record; `differences` is what they saw.

    `seen` is original, certified copy or copy; `mrz` what came of the machine-readable lines.
    """

    __tablename__ = "document_check"
    seen: Mapped[Must]
    seen_by: Mapped[Said]
    seen_on: Mapped[Said]
    mrz: Mapped[Said]
    differences: Mapped[Said]
    note: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class CriterionEvidence(Record):
    """A document that stands under a criterion of a petition, for one person of a case."""

    __tablename__ = "criterion_evidence"
    case_id: Mapped[str] = to("case_file")
    document_id: Mapped[str] = to("document")
    person_id: Mapped[str] = to("person")
    criterion: Mapped[Must]


class PaperAsked(Record):
    """A paper of the checklist that a client was asked for on a day; asked again is another row."""

    __tablename__ = "paper_asked"
    case_id: Mapped[str] = to("case_file")
    person_id: Mapped[str | None] = to("person")
    item: Mapped[Must]
    asked_on: Mapped[Must]
    how: Mapped[Said]
    by: Mapped[Said]
    at: Mapped[Said]


class Evaluation(Record):
    """A degree from abroad and what it is worth here, by whom and with which paper as proof."""

    __tablename__ = "evaluation"
    person_id: Mapped[str] = to("person")
    degree: Mapped[Must]
    field: Mapped[Said]
    institution: Mapped[Said]
    country: Mapped[Said]
    awarded_on: Mapped[Said]
    years: Mapped[Said]
    equivalence: Mapped[Said]
    evaluator: Mapped[Said]
    evaluated_on: Mapped[Said]
    document_id: Mapped[str | None] = to("document")
    note: Mapped[Said]
