"""The letters of a case as they are kept: each with its versions, and what a version was made from."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _, told

if TYPE_CHECKING:
    from immdesk.office.letter_facts import LetterFacts
    from immdesk.office.office import Office
    from immdesk.packets.letter_text import LetterSheet
    from immdesk.packets.letters import LetterParagraph


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a letter: its number, when and by whom it was kept, how, and who signed it off."""

    id: str
    number: int
    at: str
    by: str
    how: str
    signed_by: str
    signed_at: str
    word: bool


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter of a case as the list shows it, with its newest version."""

    id: str
    case_id: str
    letter: str
    title: str
    work_product: bool
    in_packet: bool
    versions: tuple[VersionRow, ...]

    @property
    def newest(self) -> VersionRow:
        """Give the version that counts."""
        return self.versions[0]

    @property
    def signed(self) -> bool:
        """Say whether an attorney signed the newest version off."""
        return bool(self.newest.signed_by)


@dataclass(frozen=True, slots=True)
class Kept:
    """What a version was made from: the facts that it states, and the documents that it names."""

    facts: Mapping[str, str] = field(default_factory=dict)
    documents: Mapping[str, str] = field(default_factory=dict)

    def written(self) -> str:
        """Give it as it is kept."""
        return json.dumps({"facts": dict(self.facts), "documents": dict(self.documents)}, ensure_ascii=False)


def kept_from(text: str | None) -> Kept:
    """Give what a version kept of its making."""
    found = json.loads(text) if text else {}
    return Kept(found.get("facts", {}), found.get("documents", {}))


def evidence_for(office: Office, case_id: str, paragraph: LetterParagraph) -> tuple[str, ...]:
    """Give how a letter names the documents that stand under a paragraph's criteria in a case."""
    marks = ", ".join("?" * len(paragraph.criterion))
    rows = office.rows(
        f"SELECT document_id FROM criterion_evidence WHERE case_id = ? AND criterion IN ({marks})",
        [case_id, *paragraph.criterion],
    )
    shown = {row["document_id"] for row in rows}
    return tuple(name for name, one in labels_of(office, case_id).items() if one in shown)


def letters_of(office: Office, case_id: str) -> tuple[LetterRow, ...]:
    """Give the letters of a case in the order in which they were begun, versions newest first."""
    return _rows(office, "l.case_id = ?", [case_id])


def letter_row(office: Office, letter_id: str) -> LetterRow:
    """Give one letter; raises Problem when it is gone."""
    found = _rows(office, "l.id = ?", [letter_id])
    if not found:
        raise Problem(
            _("This letter is no longer in the case."), "", _("Choose another, or take it back with Undo.")
        )
    return found[0]


def version_text(office: Office, version_id: str) -> tuple[str, Kept]:
    """Give the text of a version, and what it was made from."""
    rows = office.rows("SELECT text, told FROM letter_version WHERE id = ?", [version_id])
    if not rows:
        raise Problem(_("This version is no longer there."), "", _("Choose another version."))
    return rows[0]["text"], kept_from(rows[0]["told"])


def labels_of(office: Office, case_id: str) -> dict[str, str]:
    """Give how a letter names each document of a case: its title, with a number where two are alike."""
    from immdesk.office.documents import documents_of
    from immdesk.packets.letter_text import exhibit_name

    found: dict[str, str] = {}
    for row in documents_of(office, case_id):
        title = exhibit_name(row["title"] or row["kind"] or "") or "document"
        name, count = title, 2
        while name in found:
            name, count = f"{title} ({count})", count + 1
        found[name] = row["id"]
    return found


def documents_named(
    office: Office, case_id: str, sheet: LetterSheet, before: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Give the document that each exhibit of a letter means: as before, else by its title in the case."""
    from immdesk.packets.letter_text import exhibits_named

    known = {**labels_of(office, case_id), **(before or {})}
    return {name: known[name] for name in exhibits_named(sheet) if name in known}


def used_facts(fields: Iterable[str], facts: LetterFacts) -> dict[str, str]:
    """Give what the record says now for each of the fields that it answers."""
    found = {one: facts.fact(one) for one in fields}
    return {one: value for one, value in found.items() if value}


def seal_of(text: str) -> str:
    """Give the checksum by which a signed-off text is known again."""
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(office: Office, where: str, params: Sequence[str]) -> tuple[LetterRow, ...]:
    with office.store.read() as read:
        letters = read.all(
            f"SELECT l.* FROM letter l WHERE {where} AND l.deleted_at IS NULL ORDER BY l.at, l.rowid", params
        )
        versions = read.all(
            "SELECT v.id, v.letter_id, v.number, v.at, v.by, v.how, v.blob, v.signed_at, "
            "s.given_name || ' ' || s.family_name AS signer FROM letter_version v "
            "LEFT JOIN staff s ON s.id = v.signed_by "
            f"JOIN letter l ON l.id = v.letter_id WHERE {where} ORDER BY CAST(v.number AS INTEGER) DESC",
            params,
        )
    return tuple(_row(one, [each for each in versions if each["letter_id"] == one["id"]]) for one in letters)


def _row(row: Mapping[str, Any], versions: Iterable[Mapping[str, Any]]) -> LetterRow:
    return LetterRow(
        id=row["id"],
        case_id=row["case_id"],
        letter=row["letter"],
        title=told(row["title"]),
        work_product=row["work_product"] == "yes",
        in_packet=row["in_packet"] == "yes",
        versions=tuple(
            VersionRow(
                one["id"],
                int(one["number"]),
                one["at"] or "",
                one["by"] or "",
                one["how"] or "",
                one["signer"] or "",
                one["signed_at"] or "",
                bool(one["blob"]),
            )
            for one in versions
        ),
    )
