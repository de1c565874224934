"""The letters of a case: begun from the library, then saved version by version; none is ever changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.letter_offers import OWN, paragraph
from immdesk.office.letter_rows import (
    Kept,
    LetterRow,
    documents_named,
    evidence_for,
    letter_row,
    used_facts,
    version_text,
)
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.letter_facts import LetterFacts
    from immdesk.office.office import Office
    from immdesk.packets.letter_text import LetterSheet
    from immdesk.packets.letters import LetterText
    from immdesk.records.letters import Letter


def make(
    office: Office, case_id: str, letter: str, *, paragraphs: Sequence[str] = (), person_id: str = ""
) -> tuple[str, Changed]:
    """Begin a letter in a case: fields filled from its facts, paragraphs as chosen. Give its id.

    Raises Problem for a letter or paragraph that the library has not.
    """
    from immdesk.office.letter_facts import letter_facts
    from immdesk.packets.letter_text import written

    if letter.startswith(OWN):
        from immdesk.office.letter_word import make_from_own

        return make_from_own(office, case_id, letter.removeprefix(OWN), person_id)
    text = office.library.letters.get(letter)
    if text is None:
        raise Problem(
            _("The library has no letter “{name}”.").format(name=letter),
            _("No letter was begun."),
            _("Choose one of the letters that are offered for the case."),
        )
    facts = letter_facts(office, case_id, person_id)
    sheet = first_text(office, text, facts, paragraphs)
    kept = Kept(used_facts(text.fields(), facts), documents_named(office, case_id, sheet))
    return begin_letter(office, case_id, letter, text.title, written(sheet), kept, work=text.work_product)


def first_text(
    office: Office, text: LetterText, facts: LetterFacts, paragraphs: Sequence[str]
) -> LetterSheet:
    """Give a letter's first text; `paragraphs` are ids of the library, in the order in which they stand."""
    from immdesk.office.letter_facts import response_lines
    from immdesk.packets.letter_begin import Chosen, begin

    case_id = facts.case.case_id
    found = [paragraph(office, one) for one in paragraphs]
    chosen = [Chosen(one, evidence_for(office, case_id, one)) for one in found]
    asked = any(block.list == "requests" for block in text.body)
    answers = response_lines(office, case_id) if asked else ()
    return begin(text, facts.fact, chosen, answers)


def begin_letter(
    office: Office,
    case_id: str,
    letter: str,
    title: str,
    text: str,
    kept: Kept,
    *,
    work: bool = False,
    blob: str = "",
) -> tuple[str, Changed]:
    """Keep a new letter with its first version; give its id. One operation."""
    at = office.now().isoformat()

    def keep(session: Session) -> str:
        from immdesk.records.letters import Letter

        made = Letter(
            case_id=case_id,
            letter=letter,
            title=title,
            work_product="yes" if work else None,
            by=office.user,
            at=at,
        )
        session.add(made)
        session.flush()
        add_version(session, made, Version(1, text, kept, "begun", blob), by=office.user, at=at)
        return made.id

    return office.change(_("Begin a letter"), keep, message=_("The letter is begun. Look it over."))


@dataclass(frozen=True, slots=True)
class Version:
    """A version that is to be kept: its number, text, making, how it came, and its Word file."""

    number: int
    text: str
    kept: Kept
    how: str
    blob: str = ""


def add_version(session: Session, letter: Letter, made: Version, *, by: str, at: str) -> None:
    """Write one version of a letter; older ones stay as they are."""
    from immdesk.records.letters import LetterVersion

    session.add(
        LetterVersion(
            case_id=letter.case_id,
            letter_id=letter.id,
            number=str(made.number),
            text=made.text,
            told=made.kept.written(),
            how=made.how,
            blob=made.blob or None,
            by=by,
            at=at,
        )
    )


def save(
    office: Office, letter_id: str, text: str, *, how: str = "desk", base: str = "", blob: str = ""
) -> Changed | None:
    """Keep what was changed in a letter as a new version; None when nothing was changed.

    `base` is the version that was changed: when somebody kept another one meanwhile, a Problem is raised
    and nothing is lost. A signed-off version stays as it is; the new one needs its own sign-off.
    """
    from immdesk.office.letter_facts import letter_facts
    from immdesk.packets.letter_text import read, written

    row, sheet = letter_row(office, letter_id), read(text)
    newest = row.newest
    if base and base != newest.id:
        raise Problem(
            _("{name} kept another version of this letter meanwhile.").format(name=newest.by or "?"),
            _("Nothing was kept, and nothing is lost: your text is still here."),
            _("Copy your text, look at the new version, and put in what is missing."),
        )
    before = version_text(office, newest.id)
    if written(sheet) == written(read(before[0])):
        return None
    facts = letter_facts(office, row.case_id)
    used = {**used_facts(before[1].facts, facts), **_newly_said(office, row, sheet, facts)}
    kept = Kept(used, documents_named(office, row.case_id, sheet, before[1].documents))
    made = Version(newest.number + 1, written(sheet), kept, how, blob)
    at = office.now().isoformat()

    def keep(session: Session) -> None:
        from immdesk.records.letters import Letter

        add_version(session, session.get_one(Letter, letter_id), made, by=office.user, at=at)

    message = _("Version {n} is kept.").format(n=made.number)
    if row.signed:
        message = _("Version {n} is kept. It needs a sign-off of its own.").format(n=made.number)
    return office.change(_("Keep a version of a letter"), keep, message=message)[1]


def _newly_said(office: Office, row: LetterRow, sheet: LetterSheet, facts: LetterFacts) -> dict[str, str]:
    """Give the facts of the fields that the version before still asked, and this one no longer does."""
    from immdesk.packets.letter_text import open_fields, read

    before = open_fields(read(version_text(office, row.newest.id)[0]))
    return used_facts(set(before) - set(open_fields(sheet)), facts)


def set_mark(office: Office, letter_id: str, mark: str, on: bool) -> Changed:
    """Say that a letter is attorney work product (`work_product`), or goes into the packet (`in_packet`)."""
    titles = {
        "work_product": _("Mark a letter as attorney work product"),
        "in_packet": _("Put a letter into the packet"),
    }

    def work(session: Session) -> None:
        from immdesk.records.letters import Letter

        setattr(session.get_one(Letter, letter_id), mark, "yes" if on else None)

    return office.change(titles[mark], work)[1]


def remove(office: Office, letter_id: str) -> Changed:
    """Take a letter out of its case, with all versions; Undo brings it back."""
    at = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.letters import Letter

        session.get_one(Letter, letter_id).deleted_at = at

    return office.change(_("Remove a letter"), work, message=_("The letter is out of the case."))[1]
