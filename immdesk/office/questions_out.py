"""Questionnaires that go out: for whom, in which language, to fill on a computer or by pen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.file_names import safe_file_name
from immdesk.basics.paper_questions import Both, PaperPart
from immdesk.basics.problems import Problem
from immdesk.basics.words import _, in_english, language, n_
from immdesk.office.questions_sent import Sent, SentPart, keep_sent, new_code, sent_of
from immdesk.office.rows import Changed
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.intake.draft import Slot
    from immdesk.intake.interview import Interview
    from immdesk.office.office import Office
    from immdesk.packets.question_frame import Frame
    from immdesk.packets.questionnaire import Going, Printed

EMPLOYER = "@employer"
"""Stands for the employer among those who are asked: all pages that an employer can best answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who can be asked: how many questions apply, and how many of them nobody has answered."""

    id: str
    title: str
    questions: int
    missing: int


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language in which the desk can ask; `note` says what staff should know of it, "" for nothing."""

    code: str
    name: str
    note: str


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be printed: for whom (ids of `Asked`), in which language, how, and only what is missing."""

    who: tuple[str, ...]
    language: str = "en"
    paper: bool = False
    only_missing: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """A questionnaire that was made: its PDF, its record, how long it is, and what staff should know."""

    pdf: bytes
    sent: Sent
    pages: int
    questions: int
    notes: tuple[str, ...]
    mail: str


def tongues() -> tuple[Tongue, ...]:
    """Give the languages in which the desk can ask, English first."""
    from immdesk.packets.question_frame import frames

    return tuple(
        Tongue(one.language, one.name if one.language == "en" else f"{one.english} – {one.name}", _note(one))
        for one in frames().values()
    )


def asked_of(office: Office, case_id: str) -> tuple[Asked, ...]:
    """Give everybody of a case who can be asked something, with the number of questions."""
    interview = interview_of(office, case_id)
    found = []
    for slot in interview.draft.slots:
        counts = [_count(interview, [slot], "client", only) for only in (False, True)]
        if counts[0]:
            found.append(Asked(slot.id, interview.title(slot), *counts))
    of_work = [_count(interview, interview.draft.slots, "employer", only) for only in (False, True)]
    if of_work[0]:
        found.append(Asked(EMPLOYER, _("The employer"), *of_work))
    return tuple(found)


def make(office: Office, case_id: str, wish: Wish) -> Made:
    """Print a questionnaire and remember that it went out, as one operation.

    Raises Problem when nothing is left to ask of those who are meant, or the language is not known.
    """
    from immdesk.packets.questionnaire import print_questionnaire

    interview = interview_of(office, case_id)
    parts, slots = _parts(office, interview, wish)
    if not parts:
        raise Problem(
            _("There is nothing to ask."),
            _("Every question that applies is answered. Nothing was printed."),
            _("Print all questions to have the answers looked over."),
        )
    sent = _sent(office, case_id, interview, wish, parts, slots)
    going = _going(office, interview, wish, sent, parts)
    printed = print_questionnaire(going)
    values = {name: text for part in parts for name, text in part.boxes().items()}

    def work(session: Session) -> None:
        keep_sent(session, sent, printed.boxes, values)

    office.change(_("Print a questionnaire"), work)
    return Made(
        printed.pdf,
        sent,
        printed.pages,
        printed.questions,
        _notes(going, printed),
        _mail(office, going, case_id),
    )


def write(office: Office, case_id: str, wish: Wish, out: Path) -> tuple[Made, Changed]:
    """Print a questionnaire to a file, whole or not at all. Raises Refused when the disk says no."""
    made = make(office, case_id, wish)
    write_out(out, made.pdf, _("The questionnaire could not be written."))
    words = n_(
        "The questionnaire is on disk: {n} question.",
        "The questionnaire is on disk: {n} questions.",
        made.questions,
    )
    return made, Changed("", frozenset(("said",)), frozenset((case_id,)), frozenset(), words)


def file_name(office: Office, case_id: str, code: str) -> str:
    """Give a file's name that tells no name: the number of the case and the language."""
    number = office.rows("SELECT number FROM case_file WHERE id = ?", [case_id])[0]["number"]
    return safe_file_name(f"{number}-questionnaire-{code}.pdf")


def only_missing_first(office: Office, case_id: str) -> bool:
    """Say whether the shorter questionnaire is offered: one has come back already."""
    return any(one.back for one in sent_of(office, case_id))


def interview_of(office: Office, case_id: str, form_id: str = "") -> Interview:
    """Give the questions of a case with what the office knows; Problem for a kind of case without any."""
    from immdesk.intake.interview import Interview
    from immdesk.office.interviews import form_of
    from immdesk.office.known_people import known_people, known_work

    library = office.library
    form = library.forms[form_id if form_id in library.forms else form_of(office, case_id)]
    people, words = known_people(office, form, case_id)
    work = known_work(office, case_id)
    plan = office.plan(form.form)
    return Interview.from_facts(form, library.vocabulary, office.today(), people, words, plan, work)


def _count(interview: Interview, slots: Iterable[Slot], by: str, only_missing: bool) -> int:
    from immdesk.intake.on_paper import Wanted, part_on_paper

    wanted = Wanted(frozenset((by,)), only_missing)
    parts = (part_on_paper(interview.reading, slot, "p", lambda text: ("", text), wanted) for slot in slots)
    return sum(1 for part in parts for _one in part.questions())


def _parts(office: Office, interview: Interview, wish: Wish) -> tuple[tuple[PaperPart, ...], dict[str, Slot]]:
    """Give what is asked of each, with the section behind each part."""
    from immdesk.intake.on_paper import Wanted, part_on_paper

    say = _both(office, wish.language)
    parts: list[PaperPart] = []
    slots: dict[str, Slot] = {}
    for slot in interview.draft.slots:
        by = {"client"} if slot.id in wish.who else set()
        by |= {"employer"} if EMPLOYER in wish.who else set()
        code = f"p{len(parts) + 1}"
        if not by:
            continue
        wanted = Wanted(frozenset(by), wish.only_missing)
        part = part_on_paper(interview.reading, slot, code, say, wanted)
        if part.pages:
            parts.append(part)
            slots[code] = slot
    return tuple(parts), slots


def _both(office: Office, code: str) -> Callable[[str], Both]:
    """Give what tells a text of the packs in a client's language and in English, whatever the desk speaks."""
    from immdesk.packets.question_frame import words

    texts = office.pack_words(code) if code != "en" else {}
    labels = words(code)
    desk = language()
    known = {} if desk == "en" else {said: text for text, said in office.pack_words(desk).items()}

    def both(text: str) -> Both:
        english = known.get(text) or in_english(text)
        return texts.get(english) or labels.get(english, ""), english

    return both


def _sent(
    office: Office,
    case_id: str,
    interview: Interview,
    wish: Wish,
    parts: tuple[PaperPart, ...],
    slots: Mapping[str, Slot],
) -> Sent:
    """Give the record of a questionnaire, with a new code for case, people and version."""
    told = tuple(
        SentPart(one.code, slots[one.code].section, slots[one.code].kind, slots[one.code].person_id)
        for one in parts
    )
    form = interview.form
    about = [case_id, form.form, str(form.edition), *(part.person_id for part in told)]
    sent_id, code = new_code(office, about)
    return Sent(
        sent_id,
        case_id,
        code,
        form.form,
        form.edition,
        wish.language,
        wish.paper,
        wish.only_missing,
        office.today().isoformat(),
        sum(1 for part in parts for _one in part.questions()),
        told,
        dict(_rows(interview, parts, slots)),
    )


def _rows(
    interview: Interview, parts: Iterable[PaperPart], slots: Mapping[str, Slot]
) -> Iterator[tuple[str, str]]:
    """Give the id of the record behind each row that is printed with what is known."""
    for part in parts:
        for item in part.lists():
            name = item.key.partition("-")[2]
            for row in item.rows:
                mark = row.key.rpartition("-")[2]
                place = f"{slots[part.code].id}.{name}[{mark[1:]}]"
                if mark[0] == "r" and place in interview.draft.row_ids:
                    yield row.key, interview.draft.row_ids[place]


def _going(
    office: Office, interview: Interview, wish: Wish, sent: Sent, parts: tuple[PaperPart, ...]
) -> Going:
    from immdesk.packets.question_frame import frame
    from immdesk.packets.questionnaire import Going

    name, back_to = _address(office)
    title = _both(office, wish.language)(interview.form.title)
    english = frame("en")
    return Going(frame(wish.language), english, sent.code, title, name, back_to, parts, wish.paper)


def _address(office: Office) -> tuple[str, tuple[str, ...]]:
    """Give the office's name, and where a questionnaire is given back."""
    from immdesk.office.our_office import office_words

    own = office_words(office)
    street = " ".join(filter(None, (own["street"], own["unit"])))
    city = " ".join(filter(None, (f"{own['city']}," if own["city"] else "", own["state"], own["zip"])))
    lines = (own["name"], street, city, own["phone"], own["email"])
    return own["name"], tuple(line for line in lines if line)


def address_lines(office: Office) -> tuple[str, ...]:
    """Give the office's name and how it is reached, line by line, as its letters begin."""
    return _address(office)[1]


def _notes(going: Going, printed: Printed) -> tuple[str, ...]:
    """Give what staff should know before the questionnaire goes out."""
    from immdesk.packets.typeset import missing

    told = [_note(going.frame)] if _note(going.frame) else []
    if missing("".join(one.value for part in going.parts for one in part.questions())):
        told.append(
            _(
                "A rare Chinese letter has no font on this computer and is printed in Roman letters. "
                "Install a font (Windows and macOS have one; on Debian fonts-wqy-microhei) and print again."
            )
        )
    alone = sum(1 for part in going.parts for one in part.questions() if not one.label[0])
    if going.frame.language != "en" and alone:
        told.append(
            n_(
                "{n} question stands there in English only: nobody has translated it.",
                "{n} questions stand there in English only: nobody has translated them.",
                alone,
            )
        )
    return tuple(told)


def _note(frame: Frame) -> str:
    return (
        "" if frame.is_reviewed else _("Nobody has reviewed this translation. Have a speaker read it first.")
    )


def _mail(office: Office, going: Going, case_id: str) -> str:
    """Give the e-mail to send with it: the subject, an empty line, the text; the client's language first."""
    number = office.rows("SELECT number FROM case_file WHERE id = ?", [case_id])[0]["number"]
    frames = [going.frame] if going.frame.language == "en" else [going.frame, going.english]
    subject = " / ".join(one.say("mail_subject", number=number) for one in frames)
    texts = [one.say("mail_text", number=number, office=going.office).strip() for one in frames]
    return f"{subject}\n\n" + "\n\n———\n\n".join(texts) + "\n"
