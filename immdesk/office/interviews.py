"""Intakes: a questionnaire begun, answered, resumed, reviewed, and kept as records in one operation."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.office.offers import offers, turn_down
from immdesk.office.questionnaires import questionnaire_of
from immdesk.office.restricted import BEGUN, keep_draft_close
from immdesk.office.rows import (
    Changed,
    IntakeView,
    Question,
    ReviewLine,
    SectionView,
)
from immdesk.office.sign_in import must

if TYPE_CHECKING:
    from immdesk.intake.interview import Interview
    from immdesk.office.office import Office


def asks(office: Office, case_type: str) -> bool:
    """Say whether a kind of case has a questionnaire; one that no pack knows is asked with the first."""
    shape = office.library.case_types.get(case_type)
    return shape is None or bool(shape.intake)


def form_of(office: Office, case_id: str) -> str:
    """Give the questionnaire of a case's kind; of a kind that no pack knows, the first there is.

    Raises Problem for a kind of case that has none yet.
    """
    kind = office.rows("SELECT case_type FROM case_file WHERE id = ?", [case_id])[0]["case_type"]
    shape = office.library.case_types.get(kind)
    if shape is None:
        return next(iter(office.library.forms))
    if not shape.intake:
        raise Problem(
            _("There is no questionnaire for this kind of case yet."),
            _("Nothing was begun."),
            _(
                "Record filings, notices and papers on the pages of the case, "
                "and jobs on that of the employer."
            ),
        )
    return questionnaire_of(office, case_id, kind)


def start(office: Office, form_id: str, case_id: str = "") -> IntakeView:
    """Begin a questionnaire; with a case, what the office knows already stands in it."""
    from immdesk.intake.interview import Interview

    must(office, "work")
    form = office.library.forms[form_id]
    if case_id:
        interview = _from_case(office, form_id, case_id)
    else:
        interview = Interview(form, office.library.vocabulary, office.today())
    draft_id = uuid4().hex
    office.drafts[draft_id] = interview
    _save(office, draft_id, case_id)
    if not case_id:
        keep_draft_close(office, draft_id, form.case_type)
    return overview(office, draft_id)


def _from_case(office: Office, form_id: str, case_id: str) -> Interview:
    from immdesk.intake.interview import Interview
    from immdesk.office.known_people import known_people, known_work

    library = office.library
    people, words = known_people(office, library.forms[form_id], case_id)
    work = known_work(office, case_id)
    form, vocabulary = library.forms[form_id], library.vocabulary
    return Interview.from_facts(form, vocabulary, office.today(), people, words, work=work)


def resume(office: Office, draft_id: str) -> IntakeView:
    """Go on with a draft, also one that a killed program left behind."""
    return overview(office, draft_id, resumed=draft_id not in office.drafts)


def overview(office: Office, draft_id: str, resumed: bool = False) -> IntakeView:
    """Give the sections with their badges, the red flags, who may be known already, and what is missing."""
    interview = _interview(office, draft_id)
    missing = interview.missing()
    return IntakeView(
        draft_id=draft_id,
        form=interview.form.form,
        title=interview.form.title,
        case_id=_case_id(office, draft_id),
        resumed=resumed,
        sections=interview.sections(),
        banners=tuple(flag.banner for flag in interview.flags()),
        offers=offers(office, draft_id, interview),
        add_sections=interview.add_sections(),
        ready=not interview.bad(),
        missing=missing,
    )


def section(office: Office, draft_id: str, section_id: str) -> SectionView:
    """Give one section, ready to draw."""
    return _interview(office, draft_id).view(section_id)


def answer(office: Office, draft_id: str, key: str, text: str) -> Question:
    """Keep what was typed, at once, and give the question as it is read.

    Raises Problem for a text that no database can hold; the answers before it stay as they are.
    """
    _refuse_unwritable(text)
    answered = _interview(office, draft_id).set(key, text)
    _save(office, draft_id)
    return answered.question


def say_no(office: Office, draft_id: str, section_id: str) -> int:
    """Answer "no" to all open questions of a page that offers it, each as its own answer; give how many."""
    keys = _interview(office, draft_id).say_no(section_id)
    _save(office, draft_id)
    return len(keys)


def copy_home(office: Office, draft_id: str, section_id: str, other_id: str) -> str:
    """Copy the present home of another person of the draft into a section's addresses; give the row's key."""
    row = _interview(office, draft_id).copy_home(section_id, other_id)
    _save(office, draft_id)
    return row


def add_row(office: Office, draft_id: str, list_key: str) -> str:
    """Add a row to a list; give its key."""
    row = _interview(office, draft_id).add_row(list_key)
    _save(office, draft_id)
    return row


def remove_row(office: Office, draft_id: str, row_key: str) -> None:
    """Take a row away with its answers."""
    _interview(office, draft_id).remove_row(row_key)
    _save(office, draft_id)


def add_section(office: Office, draft_id: str, kind: str) -> str:
    """Add a person of this kind; give the section's id."""
    made = _interview(office, draft_id).add_section(kind)
    _save(office, draft_id)
    return made


def remove_section(office: Office, draft_id: str, section_id: str) -> None:
    """Take a person away with all answers."""
    _interview(office, draft_id).remove_section(section_id)
    _save(office, draft_id)


def said_complete(office: Office, draft_id: str, list_key: str, complete: bool = True) -> None:
    """Record that somebody said of a list "that is all", or take it back."""
    _interview(office, draft_id).said_complete(list_key, complete)
    _save(office, draft_id)


def take_person(office: Office, draft_id: str, section_id: str, person_id: str) -> None:
    """Say that a section is about somebody whom the office knows; "" says that it is somebody else.

    A section about an employer takes the id of an employer.
    """
    from immdesk.office.known_people import known_employer, known_person

    interview = _interview(office, draft_id)
    if person_id:
        known = known_employer if interview.about(section_id) == "employer" else known_person
        interview.take(section_id, *known(office, person_id))
    else:
        turn_down(office, draft_id, section_id)
    _save(office, draft_id)


def review(office: Office, draft_id: str) -> tuple[ReviewLine, ...]:
    """Give every answer in order, as read, with its mark."""
    return _interview(office, draft_id).review()


def finish(office: Office, draft_id: str, *, restrict: bool = True) -> tuple[str, Changed]:
    """Keep the answers as records in one operation; give the case's id.

    Unanswered questions stay unknown. A new case of a confidential kind is restricted; without `restrict`
    it is not. Raises Problem when an answer cannot be read; the draft stays.
    """
    from immdesk.office.recording import record

    interview = _interview(office, draft_id)
    if interview.bad():
        raise Problem(
            _("An answer cannot be read."),
            _("Nothing was kept yet."),
            _("Correct the answers marked in red."),
        )
    case_id = _case_id(office, draft_id)
    case_id, changed = record(office, draft_id, interview.result(), case_id, restrict=restrict)
    discard(office, draft_id)
    return case_id, changed


def discard(office: Office, draft_id: str) -> None:
    """Throw a draft away."""
    office.drafts.pop(draft_id, None)
    with office.store.local() as local:
        local.run("DELETE FROM draft WHERE id = ?", [draft_id])
        local.run("DELETE FROM meta WHERE key LIKE ? OR key = ?", [f"not {draft_id} %", BEGUN + draft_id])


def _refuse_unwritable(text: str) -> None:
    """A broken character in memory would stop every answer after it from being kept."""
    from immdesk.store.engine import unwritable

    try:
        text.encode()
    except UnicodeEncodeError:
        raise unwritable() from None


def _interview(office: Office, draft_id: str) -> Interview:
    from immdesk.intake.interview import Interview

    if draft_id not in office.drafts:
        rows = office.rows("SELECT form, data FROM draft WHERE id = ?", [draft_id])
        if not rows:
            raise Problem(_("This questionnaire was finished or thrown away."), "", _("Begin a new one."))
        form = office.library.forms[rows[0]["form"]]
        office.drafts[draft_id] = Interview(form, office.library.vocabulary, office.today(), rows[0]["data"])
    found: Interview = office.drafts[draft_id]
    return found


def _case_id(office: Office, draft_id: str) -> str:
    rows = office.rows("SELECT case_id FROM draft WHERE id = ?", [draft_id])
    return (rows[0]["case_id"] or "") if rows else ""


def _save(office: Office, draft_id: str, case_id: str = "") -> None:
    interview = office.drafts[draft_id]
    about = interview.title(interview.sections()[0].id)
    values = [
        draft_id,
        interview.form.form,
        case_id or None,
        interview.to_json(),
        interview.answered(),
        office.now().isoformat(),
        about,
    ]
    with office.store.local() as local:
        local.run(
            "INSERT INTO draft (id, form, case_id, data, answered, saved_at, about) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET data = excluded.data, answered = excluded.answered, "
            "saved_at = excluded.saved_at, about = excluded.about",
            values,
        )
