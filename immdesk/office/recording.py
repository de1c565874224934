"""A finished questionnaire written into the records: people, their part in the case, answers as typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.values import value_to_text
from immdesk.basics.words import _
from immdesk.office.keeping import Told
from immdesk.office.opening import TellingCase, TellingPerson, open_case, party_of
from immdesk.office.opening_work import TellingWork, job_of
from immdesk.office.restricting import Proposed, at_opening
from immdesk.office.rows import Changed
from immdesk.office.tasks.taking import opened
from immdesk.records.base import id_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.intake.result import IntakeResult, PartyAnswers, PersonAnswers
    from immdesk.office.office import Office


def record(
    office: Office,
    draft_id: str,
    result: IntakeResult,
    case_id: str,
    *,
    source: str = "",
    also: Callable[[Session], None] | None = None,
    restrict: bool = True,
) -> tuple[str, Changed]:
    """Write a whole questionnaire as one operation; give the case's id.

    The same draft makes the same case: a program that was killed before it threw the draft away does not
    open the case twice. `source` says where the answers came from, else it is the questionnaire; `also` is
    written in the same operation. A new case of a confidential kind is restricted, without `restrict` not.
    """
    new_id = id_of("case", draft_id)
    if office.rows("SELECT id FROM answer WHERE draft_id = ? LIMIT 1", [draft_id]):
        return case_id or new_id, Changed(message=_("The questionnaire is kept."))
    parties = {one.slot: one for one in result.parties}
    telling = _case_told(office, result, case_id, new_id, restrict)
    about = {
        "source": source or result.form,
        "draft_id": draft_id,
        "given_by": office.user,
        "at": office.now().isoformat(),
    }

    def work(session: Session) -> str:
        case, kept = open_case(session, telling)
        _keep_answers(session, "case", case.id, result.case_texts, about)
        for one in result.persons:
            _keep_answers(session, "person", kept[one.slot].id, one.texts, about)
            party = party_of(session, case.id, kept[one.slot].id)
            _keep_answers(session, "party", party.id if party else "", parties[one.slot].texts, about)
        for work in result.work:
            owner_id = case.employer_id if work.about == "employer" else job_of(session, case.id)
            _keep_answers(session, work.about, owner_id or "", work.texts, about)
        if also is not None:
            also(session)
        return case.id

    made, changed = office.change(_("Take in a questionnaire"), work, message=_("The questionnaire is kept."))
    return made, changed if case_id else opened(office, made, changed)


def _case_told(
    office: Office, result: IntakeResult, case_id: str, new_id: str, restrict: bool
) -> TellingCase:
    """Give the case as the questionnaire tells it, with who works on it and how a new one is restricted."""
    parties = {one.slot: one for one in result.parties}
    people = [_telling(one, parties[one.slot]) for one in result.persons]
    staff = office.rows(
        "SELECT id, is_attorney FROM staff WHERE active = 'yes' ORDER BY is_attorney, family_name"
    )
    responsible = next((row["id"] for row in staff if row["is_attorney"] != "yes"), None)
    known = [one.person_id for one in people if one.person_id]
    proposed = at_opening(office, result.case_type, known, responsible) if restrict else Proposed()
    return TellingCase(
        case_type=result.case_type,
        people=people,
        words=_texts(result.case),
        year=office.today().year,
        opened_on=office.today().isoformat(),
        responsible_id=responsible,
        attorney_id=next((row["id"] for row in staff if row["is_attorney"] == "yes"), None),
        case_id=case_id,
        new_id=new_id,
        left=result.left,
        employer=_work(result, "employer"),
        job=_work(result, "job"),
        restricted=proposed.reason,
        readers=proposed.readers,
    )


def _telling(one: PersonAnswers, party: PartyAnswers) -> TellingPerson:
    facts = {path.removeprefix("person."): value_to_text(value) for path, value in one.facts.items()}
    lists = {name: [_texts(row) for row in rows] for name, rows in one.lists.items()}
    told = Told(facts, lists, one.complete, one.gone)
    return TellingPerson(party.role, told, _texts(party.words), one.person_id, one.slot)


def _work(result: IntakeResult, about: str) -> TellingWork | None:
    """Give the employer or the job of a questionnaire, None when it asks of none."""
    found = next((one for one in result.work if one.about == about), None)
    if found is None:
        return None
    lists = {name: [_texts(row) for row in rows] for name, rows in found.lists.items()}
    return TellingWork(Told(_texts(found.facts), lists, found.complete, found.gone), found.id)


def _texts(words: Mapping[str, Any]) -> dict[str, str | None]:
    return {word: value_to_text(value) for word, value in words.items()}


def _keep_answers(
    session: Session, owner: str, owner_id: str, texts: Mapping[str, str], source: Mapping[str, str]
) -> None:
    """Keep each answer as it was typed, with its source; nothing is ever computed from these."""
    from immdesk.records.answers import Answer

    for path, text in texts.items():
        session.add(Answer(owner_kind=owner, owner_id=owner_id, path=path, text=text, **source))
