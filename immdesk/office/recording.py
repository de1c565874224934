"""A finished questionnaire written into the records: people, their part in the case, answers as typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from immdesk.basics.values import value_to_text
from immdesk.basics.words import _
from immdesk.office.keeping import Told
from immdesk.office.opening import TellingCase, TellingPerson, open_case
from immdesk.office.rows import Changed
from immdesk.office.search import index_cases

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.intake.result import IntakeResult, PartyAnswers, PersonAnswers
    from immdesk.office.office import Office
    from immdesk.records.people import Person


def record(office: Office, draft_id: str, result: IntakeResult, case_id: str) -> tuple[str, Changed]:
    """Write a whole questionnaire as one operation; give the case's id."""
    parties = {one.slot: one for one in result.parties}
    people = [_telling(one, parties[one.slot]) for one in result.persons]
    staff = office.rows(
        "SELECT id, is_attorney FROM staff WHERE active = 'yes' ORDER BY is_attorney, family_name"
    )
    telling = TellingCase(
        case_type=result.case_type,
        people=people,
        words=_texts(result.case),
        year=office.today().year,
        opened_on=office.today().isoformat(),
        responsible_id=next((row["id"] for row in staff if row["is_attorney"] != "yes"), None),
        attorney_id=next((row["id"] for row in staff if row["is_attorney"] == "yes"), None),
        case_id=case_id,
    )
    at = office.now().isoformat()

    def work(session: Session) -> str:
        case, kept = open_case(session, telling)
        for one in result.persons:
            texts = {**one.texts, **parties[one.slot].texts}
            _keep_answers(session, kept[one.slot], texts, result.form, draft_id, at)
        return case.id

    made, changed = office.change(_("Take in a questionnaire"), work, message=_("The questionnaire is kept."))
    index_cases(office, changed.cases | {made})
    return made, changed


def _telling(one: PersonAnswers, party: PartyAnswers) -> TellingPerson:
    facts = {path.removeprefix("person."): value_to_text(value) for path, value in one.facts.items()}
    lists = {name: [_texts(row) for row in rows] for name, rows in one.lists.items()}
    told = Told(facts, lists, one.complete)
    return TellingPerson(party.role, told, _texts(party.words), one.person_id, one.slot)


def _texts(words: Mapping[str, Any]) -> dict[str, str | None]:
    return {word: value_to_text(value) for word, value in words.items()}


def _keep_answers(
    session: Session, person: Person, texts: Mapping[str, str], form: str, draft_id: str, at: str
) -> None:
    """Keep each answer as it was typed, with its source; nothing is ever computed from these."""
    from immdesk.records.answers import Answer

    for path, text in texts.items():
        session.add(
            Answer(
                owner_kind="person",
                owner_id=person.id,
                path=path,
                text=text,
                source=form,
                draft_id=draft_id,
                at=at,
            )
        )
