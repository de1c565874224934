"""Answers that came home: whose they are, laid beside what the office has. Nothing is changed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from immdesk.basics.problems import Problem, Refused
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_
from immdesk.office.compared import Compared, Comparison
from immdesk.office.questions_lines import Laid, Steps, laid_beside
from immdesk.office.questions_out import interview_of
from immdesk.office.questions_places import given
from immdesk.office.questions_read import read_copy
from immdesk.office.questions_sent import Sent

if TYPE_CHECKING:
    from immdesk.intake.interview import Interview
    from immdesk.office.office import Office

BIGGEST = 64 * 1024 * 1024
"""The largest file that is read as a questionnaire, in bytes; real ones have less than one megabyte."""


@dataclass(frozen=True, slots=True)
class Home:
    """What came home: the questionnaire it belongs to, the lines to look at, and the files themselves."""

    sent: Sent
    comparison: Comparison
    answers: Mapping[str, Steps]
    files: tuple[bytes, ...]


def look(office: Office, files: Sequence[bytes], case_id: str = "") -> Home:
    """Read returned copies of one questionnaire and lay them beside what the office has; changes nothing.

    `case_id` is the case on the screen, so that another's is noticed. Raises Problem as `read_copy` does,
    and when the files belong to several questionnaires.
    """
    copies = [read_copy(office, data) for data in files]
    sent = copies[0].sent
    if any(one.sent.id != sent.id for one in copies):
        raise Problem(
            _("These files belong to several questionnaires."),
            _("No answer was read."),
            _("Bring one questionnaire home at a time; several copies of the same one may come together."),
        )
    ours = interview_of(office, sent.case_id, sent.form)
    laid = [laid_beside(one, ours, interview_of(office, sent.case_id, sent.form)) for one in copies]
    answers = dict(laid[0].answers)
    merged = laid[0].lines if len(laid) == 1 else list(_together(laid, answers))
    earlier = _earlier(office, sent, ours)
    shown = tuple(_with_earlier(line, earlier) for line in merged)
    notes = [*_about_case(office, sent, case_id, ours), *(note for one in copies for note in one.notes)]
    notes += _whose(sent, shown, ours)
    comparison = Comparison(_title(office, sent), _about(sent), tuple(dict.fromkeys(notes)), shown)
    return Home(sent, comparison, answers, tuple(files))


# --- several copies ---


def _together(copies: Sequence[Laid], answers: dict[str, Steps]) -> Iterator[Compared]:
    """Give the lines of several copies as one: where they agree once, where not one below the other."""
    by_id: dict[str, list[tuple[int, Compared]]] = {}
    for number, copy in enumerate(copies, 1):
        for line in copy.lines:
            by_id.setdefault(line.id, []).append((number, line))
    for name, several in by_id.items():
        for number, line in several if len({one.theirs for _n, one in several}) > 1 else several[:1]:
            steps = copies[number - 1].answers.get(name, ())
            if len({one.theirs for _n, one in several}) == 1:
                answers[name] = steps
                yield line
                continue
            answers[f"{name}#{number}"] = steps
            yield replace(
                line,
                id=f"{name}#{number}",
                group=name,
                message=_("Copy {n}: the copies disagree.").format(n=number),
                take=False,
                state="copies" if line.can_take else line.state,
            )


def _earlier(office: Office, sent: Sent, ours: Interview) -> dict[str, list[tuple[str, str]]]:
    """Give what copies said that came back before: by the name of the answer, the day and the text."""
    from immdesk.office.documents import document_bytes

    found: dict[str, list[tuple[str, str]]] = {}
    for back in sent.back:
        try:
            copy = read_copy(office, document_bytes(office, back.document_id))
        except Problem:
            continue  # the paper was taken out of the case
        for name, (_place, text) in given(copy, ours).plain.items():
            found.setdefault(name, []).append((back.on, text))
    return found


def _with_earlier(line: Compared, earlier: Mapping[str, list[tuple[str, str]]]) -> Compared:
    """Say where a copy that came back before had another answer."""
    for day, text in earlier.get(line.id.partition("#")[0], ()):
        if text and text != line.theirs and text != line.ours and line.state in ("new", "differs", "copies"):
            shown = on_screen(date.fromisoformat(day))
            told = _("The copy that came back on {day} says: {text}").format(day=shown, text=text)
            return replace(line, message=f"{line.message} {told}".strip(), take=False)
    return line


# --- words about the whole ---


def _title(office: Office, sent: Sent) -> str:
    row = office.rows("SELECT number, title FROM case_file WHERE id = ?", [sent.case_id])[0]
    return _("Questionnaire of {number}, {title}").format(number=row["number"], title=row["title"] or "")


def _about(sent: Sent) -> str:
    from immdesk.packets.question_frame import frames

    tongue = frames()[sent.language].name if sent.language in frames() else sent.language
    asked = n_("{n} question", "{n} questions", sent.questions)
    day = on_screen(date.fromisoformat(sent.on))
    told = _("Printed on {day}, {language}, {questions}. Code {code}.")
    return told.format(day=day, language=tongue, questions=asked, code=sent.code)


def _about_case(office: Office, sent: Sent, case_id: str, ours: Interview) -> list[str]:
    """Give what is odd about whose questionnaire it is, and about its version."""
    notes = []
    if case_id and case_id != sent.case_id:
        notes.append(_("This is the questionnaire of another case than the one that was on the screen."))
    if sent.form != ours.form.form or sent.edition != ours.form.edition:
        notes.append(
            _("The questions have changed since it was printed; what is asked no more is named below.")
        )
    gone = [one for one in sent.parts if one.person_id and not _is_in(one.person_id, ours)]
    if gone:
        told = n_("{n} person of it is", "{n} people of it are", len(gone))
        notes.append(_("{people} no longer in the case.").format(people=told))
    return notes


def _is_in(person_id: str, ours: Interview) -> bool:
    return any(slot.person_id == person_id for slot in ours.draft.slots)


def _whose(sent: Sent, lines: Sequence[Compared], ours: Interview) -> list[str]:
    """Notice a questionnaire that somebody else seems to have filled in: another name and another birth."""
    notes = []
    changed = {line.id.partition("#")[0] for line in lines if line.state in ("differs", "copies")}
    for part in sent.parts:
        if {f"{part.code}-family_name", f"{part.code}-born_on"} <= changed:
            told = _("Name and date of birth are not those of {name}: did somebody else fill it in?")
            slot = next((one for one in ours.draft.slots if one.person_id == part.person_id), None)
            notes.append(told.format(name=ours.title(slot) if slot else part.code))
    return notes


def look_at_files(office: Office, paths: Sequence[Path], case_id: str = "") -> Home:
    """Read the files and do as `look`; Refused when one cannot be read, Problem when it is far too large."""
    return look(office, [_bytes(path) for path in paths], case_id)


def questionnaires_among(office: Office, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Give the files that carry the code of a questionnaire; the others are papers of another kind."""
    return tuple(path for path in paths if path.suffix.lower() == ".pdf" and _carries_a_code(office, path))


def _carries_a_code(office: Office, path: Path) -> bool:
    from immdesk.packets.answers import read_answers
    from immdesk.packets.question_boxes import CODE_BOX

    try:
        read = read_answers(office.examiner().answers(_bytes(path)))
    except Problem:
        return False
    return bool(read.codes) or any(CODE_BOX in (box.name, box.mapped) for box in read.boxes)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > BIGGEST:
            raise Problem(
                _("The file is far too large for a questionnaire."),
                _("No answer was read."),
                _("Ask for it again."),
            )
        return path.read_bytes()
    except (OSError, ValueError) as unreadable:
        raise Refused(
            _("The file cannot be read."),
            _("No answer was read."),
            _("Check that it still exists and is not open."),
        ) from unreadable
