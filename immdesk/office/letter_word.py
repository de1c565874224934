"""Letters in Word: the office's own templates, a letter opened in Word, and the one that comes home."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.problems import Problem, Refused
from immdesk.basics.words import _
from immdesk.office.letter_offers import OWN
from immdesk.office.letter_rows import Kept, documents_named, letter_row, used_facts, version_text
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.letter_facts import LetterFacts
    from immdesk.office.office import Office

LISTS = ("people",)
_ROW = ("name", "role")


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """A Word template of the office's own."""

    id: str
    title: str
    about: str
    blob: str
    by: str
    at: str


def own_templates(office: Office) -> tuple[OwnTemplate, ...]:
    """Give the office's own Word templates by title."""
    rows = office.rows("SELECT * FROM letter_template WHERE deleted_at IS NULL ORDER BY title, id")
    return tuple(
        OwnTemplate(
            row["id"], row["title"], row["about"] or "", row["blob"], row["by"] or "", row["at"] or ""
        )
        for row in rows
    )


def add_template(office: Office, path: Path, title: str = "") -> tuple[str, Changed]:
    """Take in a Word template after looking it through; give its id.

    Raises Problem for a file that holds code, a macro, a link, a field code or an unknown field, with the
    place and what to do.
    """
    from immdesk.packets.word_fill import checked_template

    data = read_word(path)
    fields = checked_template(data, field_known(office), dict.fromkeys(LISTS, _ROW))
    blob = office.store.attachments.put(data)
    called = " ".join(title.split()) or path.stem
    at = office.now().isoformat()

    def work(session: Session) -> str:
        from immdesk.records.letters import LetterTemplate

        made = LetterTemplate(
            title=called,
            about=", ".join(fields)[:400] or None,
            blob=blob.name,
            sha256=blob.sha256,
            by=office.user,
            at=at,
        )
        session.add(made)
        return made.id

    message = _("The template is in the office's library of letters.")
    return office.change(_("Add a Word template"), work, message=message)


def remove_template(office: Office, template_id: str) -> Changed:
    """Take a Word template of the office's own out of the library; letters made from it stay."""
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.letters import LetterTemplate

        session.get_one(LetterTemplate, template_id).deleted_at = at

    return office.change(_("Remove a Word template"), work, message=_("The template is removed."))[1]


def make_from_own(office: Office, case_id: str, template_id: str, person_id: str = "") -> tuple[str, Changed]:
    """Begin a letter from a Word template of the office's own; give its id."""
    from immdesk.office.letter_facts import letter_facts
    from immdesk.office.letters import begin_letter
    from immdesk.packets.letter_text import written
    from immdesk.packets.word_fill import checked_template, fill_template
    from immdesk.packets.word_read import letter_from_word

    template = next((one for one in own_templates(office) if one.id == template_id), None)
    if template is None:
        raise Problem(
            _("The office has no such template any more."), _("No letter was begun."), _("Choose another.")
        )
    facts, known = letter_facts(office, case_id, person_id), field_known(office)
    data = office.store.attachments.bytes(template.blob)
    rows = {"people": people_rows(facts)}
    made = fill_template(data, facts.fact, known, rows)
    sheet = letter_from_word(made)
    fields = checked_template(data, known, dict.fromkeys(LISTS, _ROW))
    kept = Kept(used_facts(fields, facts), documents_named(office, case_id, sheet))
    blob = office.store.attachments.put(made).name
    return begin_letter(office, case_id, OWN + template_id, template.title, written(sheet), kept, blob=blob)


def lend_letter(office: Office, letter_id: str, folder: Path) -> Path:
    """Write the newest version as a Word file into a private folder (0700) and give its path.

    The file is called by the letter's title, which names no person. Refused when the disk says no.
    """
    row = letter_row(office, letter_id)
    name = safe_file_name(row.title or "letter") + ".docx"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
        place = folder / secrets.token_hex(8)
        place.mkdir(mode=0o700)
        handle = os.open(place / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(word_bytes(office, letter_id))
    except OSError as refused:
        raise Refused(
            _("The letter could not be opened in Word."),
            _("The disk refused: {reason}").format(reason=refused.strerror or type(refused).__name__),
            _("Free some room, then try again."),
        ) from None
    return place / name


def word_bytes(office: Office, letter_id: str) -> bytes:
    """Give the newest version as a Word file: the one that came from Word, or one written from its text."""
    from immdesk.packets.letter_text import read
    from immdesk.packets.word_write import word_file

    row = letter_row(office, letter_id)
    found = office.rows("SELECT blob FROM letter_version WHERE id = ?", [row.newest.id])
    if found and found[0]["blob"]:
        return office.store.attachments.bytes(found[0]["blob"])
    return word_file(read(version_text(office, row.newest.id)[0]), row.title)


def write_word(office: Office, letter_id: str, out: Path) -> None:
    """Write the letter as a Word file, whole or not at all. Raises Refused when the disk says no."""
    from immdesk.office.written import write_out

    write_out(out, word_bytes(office, letter_id), _("The letter could not be written."))


def take_word(office: Office, letter_id: str, path: Path, base: str = "") -> Changed | None:
    """Keep a letter that was saved in Word as a new version; None when its words are as they were.

    `base` is the version that was opened in Word. Raises Problem for a file that holds more than text, and
    when somebody kept another version meanwhile; then nothing is changed, and the file stays where it is.
    """
    from immdesk.office.letters import save
    from immdesk.packets.letter_text import written
    from immdesk.packets.word_read import letter_from_word

    data = read_word(path)
    text = written(letter_from_word(data))
    row = letter_row(office, letter_id)
    if _same(text, version_text(office, row.newest.id)[0]):
        return None
    blob = office.store.attachments.put(data).name
    return save(office, letter_id, text, how="word", base=base, blob=blob)


def _same(text: str, other: str) -> bool:
    from immdesk.packets.letter_text import plain

    return plain(text) == plain(other)


def fingerprint(path: Path) -> str:
    """Give a checksum of a file that Word may be writing; "" while it cannot be read."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def read_word(path: Path) -> bytes:
    """Give the bytes of a Word file; raises Refused when it cannot be read, Problem when it is too large."""
    from immdesk.office.given import read_given
    from immdesk.packets.word_check import BIGGEST

    return read_given(path, BIGGEST, _("Save it again in Word, then choose it."))


def field_known(office: Office) -> Callable[[str], bool]:
    """Give the closed list of fields that a Word template may use, as a question: is this one of them?"""
    from immdesk.office.letter_facts import ROOTS, word_labels

    vocabulary, words = office.library.vocabulary, frozenset(word_labels())

    def known(field: str) -> bool:
        if field in words:
            return True
        return field.partition(".")[0] in ROOTS and "." in field and vocabulary.has(field)

    return known


def people_rows(facts: LetterFacts) -> Sequence[Mapping[str, str]]:
    """Give the people of a case as a list that a template may walk: name and role."""
    from immdesk.office.progress import members_of

    return [{"name": one.name, "role": one.role.replace("_", " ")} for one in members_of(facts.case)]
