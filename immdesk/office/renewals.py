"""Renewals: what ends on the register becomes cases of the fitting kinds, all in one operation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.words import _, n_, told
from immdesk.office.expirations import Opened, open_renewals, open_renewals_in

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.expirations import ExpiryLine
    from immdesk.office.office import Office
    from immdesk.office.rows import Changed
    from immdesk.records.cases import CaseFile

_JOB: Final = (
    "employer_id", "person_id", "worksite_id", "title", "soc_code", "soc_title", "full_time",
    "hours_per_week", "duties", "education",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Renewal:
    """What would become of one line: `intake` is the questionnaire of its case, "" with `why` where none is.

    `title` names the case that would be opened; `open_id` is the case that renews it already.
    """

    line: ExpiryLine
    intake: str
    title: str
    why: str
    open_id: str = ""


def proposed(office: Office, lines: Iterable[ExpiryLine]) -> tuple[Renewal, ...]:
    """Give for each line which case would be opened, or why none: no kind, open already, or listed twice."""
    with office.store.read() as read:
        opened = open_renewals(office, read)
    return _weighed(office, lines, opened)


def start(office: Office, lines: Sequence[ExpiryLine]) -> tuple[tuple[str, ...], Changed]:
    """Open what is proposed for these lines in one operation, which Undo takes back; give the new cases.

    What somebody else has opened meanwhile is not opened again: that is looked at as it is written. Raises
    Problem when nothing is left to open.
    """

    def work(session: Session) -> tuple[str, ...]:
        wanted = [one for one in _weighed(office, lines, open_renewals_in(office, session)) if one.intake]
        if not wanted:
            raise Problem(
                _("No renewal is left to open."),
                _("What was marked is open already, or has no case of its own. Nothing was changed."),
                _("Mark other lines, or open the case that a line names."),
            )
        made.extend(_open(session, office, one) for one in wanted)
        return tuple(made)

    made: list[str] = []
    found, changed = office.change(_("Start renewals"), work, message=_("The renewals are open."))
    return found, changed


def opened_words(count: int) -> str:
    """Say how many cases were opened."""
    return n_("{n} case is open; Undo takes it back.", "{n} cases are open; Undo takes them back.", count)


# -- private ------------------------------------------------------------------------------------


def _weighed(office: Office, lines: Iterable[ExpiryLine], opened: Opened) -> tuple[Renewal, ...]:
    seen: set[tuple[str, str]] = set()
    made = []
    for line in lines:
        renewal = office.library.renewal_files.get(line.kind)
        form = office.library.forms.get(renewal.intake) if renewal else None
        open_id, number = opened.get((line.person_id, line.kind), ("", ""))
        why = ""
        if form is None:
            why = told(renewal.why_not) if renewal else _("No kind of case renews this here.")
        elif open_id:
            why = _("already open: {number}").format(number=number)
        elif line.missing and line.begin_on is None:
            why = _("Record first: {what}.").format(what=line.missing)
        elif (line.person_id, form.form) in seen:
            why = _("A case of this kind is in this list already.")
        if form is not None and not why:
            seen.add((line.person_id, form.form))
        title = form.title if form and not why else ""
        made.append(Renewal(line, form.form if form and not why else "", title, why, open_id))
    return tuple(made)


def _open(session: Session, office: Office, one: Renewal) -> str:
    from immdesk.office.keeping import Told
    from immdesk.office.opening import TellingCase, TellingPerson, open_case
    from immdesk.office.restricting import at_opening
    from immdesk.records.cases import CaseFile
    from immdesk.records.notes import Note

    form = office.library.forms[one.intake]
    source = session.get(CaseFile, one.line.case_id) if one.line.case_id else None
    today = office.today()
    proposed = at_opening(
        office, form.case_type, [one.line.person_id], source.responsible_id if source else None
    )
    telling = TellingCase(
        case_type=form.case_type,
        people=[TellingPerson("principal", Told({}), person_id=one.line.person_id)],
        words={path.removeprefix("case."): value for path, value in form.sets.items()},
        year=today.year,
        opened_on=today.isoformat(),
        responsible_id=source.responsible_id if source else None,
        attorney_id=source.attorney_id if source else None,
        household_id=_household(session, source, one.line.person_id),
        restricted=proposed.reason,
        readers=proposed.readers,
    )
    case, _people = open_case(session, telling)
    if source and office.library.case_types[form.case_type].forms:
        _take_work(session, source, case, one.line.person_id)
    session.add(Note(case_id=case.id, text=_noted(one.line, source), at=office.now().isoformat()))
    session.flush()
    return case.id


def _household(session: Session, source: CaseFile | None, person_id: str) -> str:
    """Give the household that the renewal joins: that of the case it comes from, else the person's."""
    from sqlalchemy import select

    from immdesk.records.family import HouseholdMember

    if source and source.household_id:
        return source.household_id
    found = select(HouseholdMember.household_id).where(HouseholdMember.person_id == person_id)
    return session.scalars(found.order_by(HouseholdMember.id)).first() or ""


def _noted(line: ExpiryLine, source: CaseFile | None) -> str:
    day = on_screen(line.expires_on) if line.expires_on else _("a day that is not recorded")
    of_case = _("It came from case {number}.").format(number=source.number) if source else ""
    text = _("Renewal started from the register: {what} ends on {day}.").format(what=line.what, day=day)
    return " ".join(filter(None, (text, of_case)))


def _take_work(session: Session, source: CaseFile, case: CaseFile, person_id: str) -> None:
    """Bring the employer and what lasts of the job along; days, wages and the LCA are asked anew."""
    from immdesk.office.opening_work import job_of
    from immdesk.records.jobs import Job

    job_id = job_of(session, source.id)
    job = session.get_one(Job, job_id) if job_id else None
    if job is None or job.person_id not in (None, person_id):
        return
    case.employer_id = source.employer_id
    kept: dict[str, Any] = {word: getattr(job, word) for word in _JOB}
    session.add(Job(case_id=case.id, **{**kept, "person_id": person_id}))
