"""The desk of one letter: its text, what is still asked, which facts moved, where its exhibits stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.unknown import NONE
from immdesk.basics.values import Read, read_value, value_to_text
from immdesk.basics.words import _
from immdesk.office.letter_offers import ParagraphOffer, paragraphs_for
from immdesk.office.letter_review import CommentRow, comments, sound
from immdesk.office.letter_rows import Kept, LetterRow, documents_named, labels_of, letter_row, version_text
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.basics.word import Word
    from immdesk.office.letter_facts import LetterFacts
    from immdesk.office.office import Office

_PEOPLE = ("petitioner", "principal", "person")
_LISTS = ("row", "list")


@dataclass(frozen=True, slots=True)
class Question:
    """A field that nobody has answered: what it is called, whether it can be answered here, the choices.

    `said` is what the record says by now: then the letter only needs to be filled in.
    """

    field: str
    label: str
    said: str
    here: bool
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """A fact that the letter states and the record says otherwise by now."""

    field: str
    label: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    """A document that the letter may name: where it stands in the packet, "" when it is not in it."""

    name: str
    place: str
    used: bool


@dataclass(frozen=True, slots=True)
class LetterDesk:
    """All that is shown of a letter."""

    row: LetterRow
    text: str
    questions: tuple[Question, ...]
    moved: tuple[Moved, ...]
    exhibits: tuple[ExhibitLine, ...]
    open_exhibits: tuple[str, ...]
    left: tuple[str, ...]
    remarks: tuple[CommentRow, ...]
    paragraphs: tuple[ParagraphOffer, ...]
    sound: bool


def letter_desk(office: Office, letter_id: str) -> LetterDesk:
    """Give the desk of a letter; raises Problem when the letter is gone."""
    from immdesk.office.exhibits import exhibits_in, reference
    from immdesk.office.letter_facts import letter_facts
    from immdesk.packets.letter_text import exhibits_named, left_to_write, open_fields, read

    row = letter_row(office, letter_id)
    text, kept = version_text(office, row.newest.id)
    sheet, facts = read(text), letter_facts(office, row.case_id)
    places = {one: reference(place) for one, place in exhibits_in(office, row.case_id).items()}
    labels = {**labels_of(office, row.case_id), **kept.documents}
    named = documents_named(office, row.case_id, sheet, kept.documents)
    return LetterDesk(
        row=row,
        text=text,
        questions=tuple(_question(office, facts, one) for one in open_fields(sheet)),
        moved=tuple(_moved(kept, facts)),
        exhibits=tuple(
            ExhibitLine(name, places.get(document, ""), name in named) for name, document in labels.items()
        ),
        open_exhibits=tuple(one for one in exhibits_named(sheet) if named.get(one, "") not in places),
        left=left_to_write(sheet),
        remarks=comments(office, letter_id),
        paragraphs=paragraphs_for(office, row.case_id, row.letter),
        sound=sound(office, row.newest.id),
    )


def with_answers(office: Office, case_id: str, text: str) -> str:
    """Give a text with those fields filled that the record answers by now."""
    from immdesk.office.letter_facts import letter_facts
    from immdesk.packets.letter_text import answered, read, written

    return written(answered(read(text), letter_facts(office, case_id).fact))


def with_moved(text: str, moved: Moved) -> str:
    """Give a text with the words of a fact that moved replaced by what the record says now."""
    from immdesk.packets.letter_text import harmless

    was, now = (harmless(one, one_line=True) for one in (moved.was, moved.now))
    return text.replace(was, now)


def paragraph_text(office: Office, case_id: str, paragraph_id: str) -> str:
    """Give a paragraph of the library for a case, as it is put into a letter."""
    from immdesk.office.letter_facts import letter_facts
    from immdesk.office.letter_offers import paragraph
    from immdesk.office.letter_rows import evidence_for
    from immdesk.packets.letter_begin import Chosen, paragraph_lines

    found = paragraph(office, paragraph_id)
    made = Chosen(found, evidence_for(office, case_id, found))
    return "\n".join(paragraph_lines(made, letter_facts(office, case_id).fact))


def answer(office: Office, case_id: str, field: str, typed: str) -> Changed:
    """Keep the answer to a field of a letter in the record, as if it had been asked in the questionnaire.

    Raises Problem for what cannot be read as such an answer, and for a field that is answered elsewhere.
    """
    from immdesk.office.letter_facts import letter_facts

    facts = letter_facts(office, case_id)
    if not _here(facts, field):
        raise Problem(
            _("“{name}” is not answered here.").format(name=facts.label(field)),
            _("Nothing was kept."),
            _("Answer it where the record holds it: in the questions, the employer's page or Settings."),
        )
    value = _read(office, office.library.vocabulary.word(field), typed)
    root, _dot, word = field.partition(".")
    owner = _owner(office, facts, root)

    def work(session: Session) -> None:
        _keep(session, root, owner, {word: value_to_text(value)})

    return office.change(_("Answer a question of a letter"), work, message=_("The answer is kept."))[1]


def _question(office: Office, facts: LetterFacts, field: str) -> Question:
    vocabulary = office.library.vocabulary
    choices = vocabulary.word(field).choices if vocabulary.has(field) else ()
    return Question(field, facts.label(field), facts.fact(field) or "", _here(facts, field), tuple(choices))


def _here(facts: LetterFacts, field: str) -> bool:
    root, _dot, word = field.partition(".")
    if "." in word or not facts.vocabulary.has(field) or root not in (*_PEOPLE, "employer", "job", "case"):
        return False
    known: Word = facts.vocabulary.word(field)
    if known.computed or known.derived or known.type in _LISTS:
        return False
    return bool(facts.scope.root(root).get("id")) or root in (*_PEOPLE, "case")


def _moved(kept: Kept, facts: LetterFacts) -> Iterable[Moved]:
    for field, was in kept.facts.items():
        now = facts.fact(field)
        if now and now != was:
            yield Moved(field, facts.label(field), was, now)


def _read(office: Office, word: Word, typed: str) -> Any:
    found: Read = read_value(
        word.type,
        typed,
        today=office.today(),
        options=word.choices,
        partial=word.partial,
        max_length=word.max or 0,
        none_label=(word.none_label or _("none")) if word.none else "",
    )
    if found.value is NONE or (found.level in ("ok", "look") and found.value is not None and typed.strip()):
        return found.value
    raise Problem(
        _("“{typed}” is no answer to this.").format(typed=typed.strip()[:60]),
        found.message or _("Nothing was kept."),
        _("Type it as the question asks."),
    )


def _owner(office: Office, facts: LetterFacts, root: str) -> str:
    case = facts.case
    if root in _PEOPLE:
        found = case.petitioner_id if root == "petitioner" else case.principal_id
        if root == "person":
            found = case.petitioner_id or case.principal_id
        return found or ""
    return case.case_id if root == "case" else str(facts.scope.root(root).get("id") or "")


def _keep(session: Session, root: str, owner: str, words: dict[str, str | None]) -> None:
    from immdesk.office.keeping import Told, keep_facts, keep_words, keep_work
    from immdesk.records.cases import CaseFile
    from immdesk.records.employers import Employer
    from immdesk.records.jobs import Job
    from immdesk.records.people import Person

    if root in _PEOPLE:
        keep_facts(session, session.get_one(Person, owner), Told(words))
    elif root == "case":
        keep_words(session, "case", session.get_one(CaseFile, owner), words)
    else:
        record: Any = session.get_one(Employer if root == "employer" else Job, owner)
        keep_work(session, root, record, Told(words))
