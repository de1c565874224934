"""What the office knows of people and of their employer already, as a questionnaire takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.words import _
from immdesk.records.facts_of import facts_of
from immdesk.records.gathered import PERSON_TABLES, ByOwner, gather, gather_employer
from immdesk.records.wording import Wording

if TYPE_CHECKING:
    from immdesk.intake.form import Form
    from immdesk.intake.interview import KnownPerson, KnownWork
    from immdesk.office.office import Office
    from immdesk.records.facts_of import CaseFacts


def known_people(office: Office, form: Form, case_id: str) -> tuple[list[KnownPerson], Mapping[str, Any]]:
    """Give the people of a case by the kind of section they belong in, and the words of the case."""
    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
    return known_in(form, facts)


def known_in(form: Form, facts: CaseFacts) -> tuple[list[KnownPerson], Mapping[str, Any]]:
    """Give the same of a case whose facts are read already."""
    from immdesk.intake.interview import KnownPerson

    kinds = {kind.kind for section in form.sections for kind in section.kinds}
    alone = _without_relationship(form)
    fixed = {one.role: one.section for one in form.sections if one.about == "person" and not one.many}
    found: list[KnownPerson] = []
    case: Mapping[str, Any] = {}
    for subject in facts.subjects():
        if subject.kind == "case":
            case = subject.facts.root("case")
        if subject.kind != "party" or not subject.person_id:
            continue
        party = subject.facts.root("party")
        role = str(party.get("role", ""))
        kind = fixed.get(role) or _kind(party, kinds) or alone.get(role, "")
        if kind:
            person = subject.facts.root("person")
            complete = [name for name in person if subject.facts.complete(f"person.{name}")]
            found.append(KnownPerson(kind, subject.person_id, person, party, complete))
    found.sort(key=lambda one: one.kind != "petitioner")
    return found, case


def known_person(office: Office, person_id: str) -> tuple[Mapping[str, Any], str, frozenset[str]]:
    """Give what is known of one person, the id, and which lists are whole.

    What only one case may see is left out. Raises Problem when the person is no longer in the office.
    """
    with office.store.read() as read:
        case = read.one("SELECT case_id FROM case_party WHERE person_id = ? LIMIT 1", [person_id])
        row = read.one("SELECT * FROM person WHERE id = ? AND deleted_at IS NULL", [person_id])
        if row is None:
            raise Problem(_("This person is no longer in the office."), "", _("Type the answers."))
        gathered = gather(read, [case["case_id"]] if case else [], office.today())
    if case is None:
        alone: dict[str, ByOwner] = {name: {} for name in (*PERSON_TABLES, "document")}
        gathered = replace(gathered, persons={person_id: row}, lists=alone)
    wording = Wording(gathered, office.library.vocabulary)
    return wording.person(person_id, ""), person_id, wording.complete(person_id)


def known_work(office: Office, case_id: str) -> list[KnownWork]:
    """Give the employer of a case and the job that it asks for, as far as they are recorded."""
    from immdesk.intake.interview import KnownWork

    with office.store.read() as read:
        facts = facts_of(read, [case_id], office.library.vocabulary, office.today())[case_id]
        case = read.all("SELECT employer_id FROM case_file WHERE id = ?", [case_id])[0]
        jobs = read.all("SELECT id FROM job WHERE case_id = ? AND deleted_at IS NULL", [case_id])
    scope = facts.for_person(facts.principal_id or "")
    wanted = {"employer": {case["employer_id"]} - {None}, "job": {row["id"] for row in jobs}}
    found = []
    for about, ids in wanted.items():
        words = scope.root(about) if ids else {}
        if words.get("id") in ids:
            complete = [name for name in words if scope.complete(f"{about}.{name}")]
            found.append(KnownWork(about, str(words["id"]), words, complete))
    return found


def known_employer(office: Office, employer_id: str) -> tuple[Mapping[str, Any], str, frozenset[str]]:
    """Give what is known of one employer, the id, and which lists are whole.

    Raises Problem when the employer is no longer in the office.
    """
    with office.store.read() as read:
        found = gather_employer(read, employer_id, office.today())
    if employer_id not in found.work.employers:
        raise Problem(_("This employer is no longer in the office."), "", _("Type the answers."))
    words = Wording(found, office.library.vocabulary).employer(employer_id)
    return words, employer_id, frozenset(found.complete.get(employer_id, ()))


def _without_relationship(form: Form) -> dict[str, str]:
    """Give by role the only kind of person of its section, where it says no relationship: a fiancé(e)."""
    found = {}
    for one in form.sections:
        if len(one.kinds) == 1 and "party.relationship" not in one.kinds[0].sets:
            roles = ("principal", "beneficiary") if one.role == "beneficiary" else (one.role,)
            found.update(dict.fromkeys(roles, one.kinds[0].kind))
    return found


def _kind(party: Mapping[str, Any], kinds: set[str]) -> str:
    if party.get("role") == "joint_sponsor":
        return "sponsor" if "sponsor" in kinds else ""
    relationship = str(party.get("relationship", ""))
    return relationship if relationship in kinds else ""
