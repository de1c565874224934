"""Answers: what was said for words without a column of their own, and the text as it was typed."""

from __future__ import annotations

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, Session, object_session

from immdesk.basics.problems import Bug
from immdesk.records.base import Must, Record, Said, id_of
from immdesk.records.cases import CaseParty


class Owned(Record):
    """A row that belongs to a person, a case, a party of a case, or another record of these."""

    __abstract__ = True
    owner_kind: Mapped[Must]
    owner_id: Mapped[Must]

    def whose(self) -> tuple[str | None, str | None]:
        """Give the case and the person of the owner; a party has both, an employer neither."""
        if self.owner_kind == "person":
            return None, self.owner_id
        if self.owner_kind == "case":
            return self.owner_id, None
        return _owner(object_session(self), self.owner_kind, self.owner_id)


class SaidWord(Owned):
    """The value of a vocabulary word that has no column: `ever_arrested`, `father.family_name`."""

    __tablename__ = "said"
    word: Mapped[Must]
    value: Mapped[Said]
    __table_args__ = (Index("uq_said_owner_word", "owner_kind", "owner_id", "word", unique=True),)


class ListComplete(Owned):
    """Somebody has said of a list: that is all."""

    __tablename__ = "list_complete"
    word: Mapped[Must]
    __table_args__ = (Index("uq_list_complete_owner_word", "owner_kind", "owner_id", "word", unique=True),)


class Answer(Owned):
    """An answer as typed and where it came from; never computed from."""

    __tablename__ = "answer"
    path: Mapped[Must]
    text: Mapped[Said]
    source: Mapped[Said]
    draft_id: Mapped[Said]
    given_by: Mapped[Said]
    at: Mapped[Said]
    __table_args__ = (Index(None, "owner_kind", "owner_id", "path"),)


def say(session: Session, owner_kind: str, owner_id: str, word: str, value: str | None) -> None:
    """Record `value` for a word without a column; None takes the word back."""
    row_id = id_of("said", owner_kind, owner_id, word)
    row = session.get(SaidWord, row_id)
    if row is None and value is not None:
        session.add(SaidWord(id=row_id, owner_kind=owner_kind, owner_id=owner_id, word=word, value=value))
    elif row is not None and value is None:
        _take_back(session, row)
    elif row is not None:
        row.value = value


def that_is_all(session: Session, owner_kind: str, owner_id: str, word: str, complete: bool = True) -> None:
    """Record that the list `word` is complete, or take that back."""
    row_id = id_of("list_complete", owner_kind, owner_id, word)
    row = session.get(ListComplete, row_id)
    if row is None and complete:
        session.add(ListComplete(id=row_id, owner_kind=owner_kind, owner_id=owner_id, word=word))
    elif row is not None and not complete:
        _take_back(session, row)


def _take_back(session: Session, row: Owned) -> None:
    """Delete at once, so that the same word can be said again in the same change."""
    session.delete(row)
    session.flush()


def _owner(session: Session | None, kind: str, owner_id: str) -> tuple[str | None, str | None]:
    """Give the case and the person of a party, filing, notice, document, job … that words are said of."""
    if session is None:
        raise Bug("An answer was asked whose it is outside of a change.")
    record = _classes().get(kind)
    if record is None:
        return None, None
    with session.no_autoflush:
        found = session.get(record, owner_id)
    return found.whose() if found is not None else (None, None)


def _classes() -> dict[str, type[Record]]:
    from immdesk.records.documents import Document
    from immdesk.records.filings import Filing
    from immdesk.records.jobs import Job, Recruitment
    from immdesk.records.notices import Notice
    from immdesk.records.travel import StatusPeriod

    return {
        "party": CaseParty, "filing": Filing, "notice": Notice, "document": Document,
        "status_period": StatusPeriod, "job": Job, "recruitment": Recruitment,
    }  # fmt: skip
