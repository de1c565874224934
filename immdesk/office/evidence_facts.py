"""Facts read off a document beside its picture: into the record with the document as their source.

What the record does not know yet is filled in; where the two differ, the difference is shown and the record
stays as it is, unless somebody chooses the document.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.folded import folded
from immdesk.basics.problems import Problem
from immdesk.basics.reading_mrz import MachineLines, machine_lines
from immdesk.basics.shown import on_screen
from immdesk.basics.values import NONE_TEXT, text_to_value, value_to_text
from immdesk.basics.words import _
from immdesk.intake.reading import read_word
from immdesk.office.evidence_log import gone
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.basics.reading_outcome import Read
    from immdesk.basics.word import Word
    from immdesk.office.office import Office

OF_DOCUMENT = ("number", "country", "issued_on", "expires_on")
OF_PERSON = ("family_name", "given_name", "middle_name", "sex", "born_on", "birth_city", "birth_country")
MRZ = "document.mrz"


@dataclass(frozen=True, slots=True)
class Seen:
    """One fact on a document: what was typed, how it was read, what the record says, whether they differ."""

    path: str
    label: str
    text: str
    read: Read
    record: str
    differs: bool


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """All facts of a document; `mrz` says what came of its machine-readable lines."""

    document_id: str
    person_id: str
    who: str
    fields: tuple[Seen, ...]
    mrz: str
    mrz_fits: bool

    @property
    def differences(self) -> tuple[Seen, ...]:
        """Give the facts in which the document and the record differ."""
        return tuple(one for one in self.fields if one.differs)


def facts_of_document(office: Office, document_id: str, texts: Mapping[str, str]) -> DocumentFacts:
    """Give the facts of a document as typed so far (`texts`, by path), compared with the record.

    What the machine-readable lines say fills what nobody has typed. Raises Problem when the document is gone.
    """
    from immdesk.office.cases import short_name

    row, person = _rows(office, document_id)
    lines = machine_lines(texts.get(MRZ, ""), office.today())
    offered = {**_told_by(lines), **{path: text for path, text in texts.items() if text.strip()}}
    fields = []
    for root, words, kept in (("document", OF_DOCUMENT, row), ("person", OF_PERSON, person)):
        for name in words if kept else ():
            word = office.library.vocabulary.word(f"{root}.{name}")
            fields.append(_seen(office, f"{root}.{name}", word, offered, kept.get(name)))
    said = _said_of_lines(texts.get(MRZ, ""), lines)
    fits = bool(lines and not lines.wrong_fields)
    who = short_name(person) if person else ""
    return DocumentFacts(document_id, row["person_id"] or "", who, tuple(fields), said, fits)


def keep_facts_of(
    office: Office, document_id: str, texts: Mapping[str, str], take: Collection[str] = ()
) -> Changed:
    """Keep what was read off a document; as answers whose source is the document.

    `take` names the paths in which the document counts although the record says otherwise. Raises Problem
    when something typed cannot be read: then nothing is kept.
    """
    found = facts_of_document(office, document_id, texts)
    for one in found.fields:
        if one.read.level == "bad":
            raise Problem(
                f"{one.label}: {one.read.message}", _("Nothing was kept."), _("Correct it and keep again.")
            )
    told = [one for one in found.fields if one.read.value is not None]
    wanted = [one for one in told if not one.differs or one.path in take]

    def work(session: Session) -> None:
        from immdesk.office.keeping import Told, keep_facts
        from immdesk.records.answers import Answer, say
        from immdesk.records.documents import Document
        from immdesk.records.people import Person

        document = session.get_one(Document, document_id)
        source = {"source": document.title or document.kind, "given_by": office.user}
        facts: dict[str, str | None] = {}
        for one in wanted:
            root, _dot, word = one.path.partition(".")
            value = value_to_text(one.read.value)
            if root == "document":
                setattr(document, word, value)
                continue
            facts[word] = value
            about: dict[str, Any] = {"owner_kind": "person", "owner_id": found.person_id, "path": one.path}
            session.add(Answer(**about, text=one.text, at=office.now().isoformat(), **source))
        if facts:
            keep_facts(session, session.get_one(Person, found.person_id), Told(facts))
        if texts.get(MRZ, "").strip() and found.mrz_fits:
            say(session, "document", document_id, "mrz", "\n".join(texts[MRZ].split()))

    return office.change(_("Take facts from a document"), work, message=_told_after(found, take))[1]


def check_of(found: DocumentFacts) -> tuple[str, str]:
    """Give for the log what came of the machine-readable lines, and what differs from the record."""
    differences = "; ".join(
        _("{label}: {theirs} on the document, {ours} in the record").format(
            label=one.label, theirs=one.read.shown or one.text, ours=one.record
        )
        for one in found.differences
    )
    return found.mrz, differences


def _told_after(found: DocumentFacts, take: Collection[str]) -> str:
    left = [one.label for one in found.differences if one.path not in take]
    if not left:
        return _("Kept.")
    return _("Kept, except what differs from the record: {labels}.").format(labels=", ".join(left))


def _rows(office: Office, document_id: str) -> tuple[dict[str, Any], dict[str, Any]]:
    rows = office.rows("SELECT * FROM document WHERE id = ? AND deleted_at IS NULL", [document_id])
    if not rows:
        raise gone()
    people = office.rows("SELECT * FROM person WHERE id = ?", [rows[0]["person_id"] or ""])
    return rows[0], people[0] if people else {}


def _seen(office: Office, path: str, word: Word, offered: Mapping[str, str], kept: str | None) -> Seen:
    text = offered.get(path, "")
    read = read_word(word, text, office.today())
    known = kept is not None
    value = text_to_value(word.type, kept) if known and kept != NONE_TEXT else None
    record = (word.none_label or _("none")) if kept == NONE_TEXT else on_screen(value) if known else ""
    differs = known and read.value is not None and not _same(value_to_text(read.value), kept)
    return Seen(path, word.label, text, read, record, differs)


def _same(theirs: str | None, ours: str | None) -> bool:
    """Say whether two kept texts say the same; capitals and accents do not matter on a document."""
    return folded(theirs or "") == folded(ours or "")


def _told_by(lines: MachineLines | None) -> dict[str, str]:
    """Give what machine-readable lines say by path; nothing while a check digit does not fit."""
    if lines is None or lines.wrong_fields:
        return {}
    names = {"person.family_name": lines.family_name, "person.given_name": lines.given_name}
    told = {
        "document.number": lines.number,
        "document.expires_on": lines.expires_on.isoformat() if lines.expires_on else "",
        "person.born_on": lines.born_on.isoformat() if lines.born_on else "",
        "person.sex": lines.sex,
        **(names if lines.name_is_whole else {}),
    }
    return {path: text for path, text in told.items() if text}


def _said_of_lines(text: str, lines: MachineLines | None) -> str:
    if not text.strip():
        return ""
    if lines is None:
        return _("The machine-readable lines have the wrong length or letters.")
    if lines.wrong_fields:
        fields = ", ".join(lines.wrong_fields)
        return _("Check digits of the machine-readable lines do not fit: {fields}").format(fields=fields)
    return _("Check digits of the machine-readable lines fit.")
