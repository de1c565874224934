"""The research notebook: what somebody found out about the law, with its source, for more than one case."""

from __future__ import annotations

from sqlalchemy.orm import Mapped

from immdesk.records.base import Must, Record, Said, to


class ResearchNote(Record):
    """One note: what was found out, where and when; `changed_on` says that it no longer holds so."""

    __tablename__ = "research_note"
    title: Mapped[Must]
    text: Mapped[Said]
    source: Mapped[Said]
    link: Mapped[Said]
    source_on: Mapped[Said]
    noted_on: Mapped[Must]
    noted_by: Mapped[Said]
    changed_on: Mapped[Said]
    changed_why: Mapped[Said]
    deleted_at: Mapped[Said]


class ResearchTag(Record):
    """What a note is about: a class, a form or a rule."""

    __tablename__ = "research_tag"
    note_id: Mapped[str] = to("research_note")
    kind: Mapped[Must]
    value: Mapped[Must]


class ResearchCase(Record):
    """A case in which a note is used."""

    __tablename__ = "research_case"
    note_id: Mapped[str] = to("research_note")
    case_id: Mapped[str] = to("case_file")
