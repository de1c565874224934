"""What a caseload says of people and cases that are here already, laid beside what the office has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from immdesk.basics.folded import folded
from immdesk.basics.words import _
from immdesk.office.caseload_trial import CasePlan, PersonPlan, Trial
from immdesk.office.compared import Compared, Comparison, State
from immdesk.office.history_words import shown_by_word

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.basics.word import Word
    from immdesk.office.office import Office

_COLUMNS: Final = ("middle_name", "born_on", "birth_country")
_CONTACTS: Final = {"phone": "phone_day", "email": "email"}
_MANY = 400


def review(office: Office, trial: Trial) -> Comparison:
    """Give every word of the file about somebody or a case that is here, beside ours; what is the same too.

    What the office does not know is offered to be taken; what differs is never taken unasked.
    """
    people = {one.id: one for one in trial.people() if one.id}
    cases = {one.id: one for one in trial.cases if one.id}
    ours = _ours(office, tuple(people), tuple(cases))
    lines = [*_of_people(office, people, ours), *_of_cases(office, cases, ours)]
    return Comparison(_("What the file says of those who are here"), "", (), tuple(lines))


def take(session: Session, trial: Trial, ids: Collection[str]) -> None:
    """Write the lines that a person marked; `ids` are those of `review`."""
    from immdesk.records.cases import CaseFile
    from immdesk.records.people import Person

    for one in trial.people():
        for word in (word for word in one.told if f"{one.id}/{word}" in ids):
            if word in _COLUMNS:
                setattr(session.get_one(Person, one.id), word, one.told[word])
            else:
                _write_beside(session, one, word)
    for case in trial.cases:
        if f"{case.id}/priority_date" in ids:
            session.get_one(CaseFile, case.id).priority_date = case.priority_date


def _write_beside(session: Session, one: PersonPlan, word: str) -> None:
    """Write a number or a way to reach somebody; one that was there of its kind is put in its place."""
    from sqlalchemy import select

    from immdesk.records.contacts import Contact
    from immdesk.records.people import Identifier

    row: Identifier | Contact | None
    if word == "a_number":
        row = session.scalar(
            select(Identifier).where(Identifier.person_id == one.id, Identifier.kind == "a_number").limit(1)
        )
        row = row or Identifier(person_id=one.id, kind="a_number", is_main="yes")
    else:
        kind = _CONTACTS[word]
        row = session.scalar(
            select(Contact)
            .where(Contact.person_id == one.id, Contact.kind == kind, Contact.only_in_case.is_(None))
            .limit(1)
        )
        row = row or Contact(person_id=one.id, kind=kind)
    row.value = one.told[word]
    session.add(row)


def _of_people(
    office: Office, people: Mapping[str, PersonPlan], ours: Mapping[tuple[str, str], str]
) -> Iterator[Compared]:
    for person_id, one in people.items():
        heading = ", ".join(part for part in (one.family, one.given) if part)
        for name, told in one.told.items():
            word = office.library.vocabulary.word(f"person.{_CONTACTS.get(name, name)}")
            yield _line(f"{person_id}/{name}", heading, word, told, ours.get((person_id, name), ""))


def _of_cases(
    office: Office, cases: Mapping[str, CasePlan], ours: Mapping[tuple[str, str], str]
) -> Iterator[Compared]:
    word = office.library.vocabulary.word("case.priority_date")
    for case_id, one in cases.items():
        if one.priority_date:
            heading = _("Case {number}").format(number=ours.get((case_id, "number"), one.number))
            had = ours.get((case_id, "priority_date"), "")
            yield _line(f"{case_id}/priority_date", heading, word, one.priority_date, had)


def _line(line_id: str, heading: str, word: Word, theirs: str, ours: str) -> Compared:
    state: State = "new" if not ours else "same" if folded(ours) == folded(theirs) else "differs"
    shown = shown_by_word(word, theirs), shown_by_word(word, ours)
    return Compared(line_id, heading, word.label, *shown, state, take=state == "new")


def _ours(office: Office, people: tuple[str, ...], cases: tuple[str, ...]) -> dict[tuple[str, str], str]:
    """Give what the office has, by the id of person or case and the word."""
    found: dict[tuple[str, str], str] = {}
    kinds = {kind: word for word, kind in _CONTACTS.items()}
    for row in _rows(office, f"SELECT id, {', '.join(_COLUMNS)} FROM person WHERE id IN", people):
        found |= {(row["id"], word): row[word] or "" for word in _COLUMNS}
    numbers = "SELECT person_id, value FROM identifier WHERE kind = 'a_number' AND person_id IN"
    for row in _rows(office, numbers, people):
        found.setdefault((row["person_id"], "a_number"), row["value"])
    for row in _rows(
        office,
        "SELECT person_id, kind, value FROM contact WHERE only_in_case IS NULL AND person_id IN",
        people,
    ):
        if row["kind"] in kinds:
            found.setdefault((row["person_id"], kinds[row["kind"]]), row["value"] or "")
    for row in _rows(office, "SELECT id, number, priority_date FROM case_file WHERE id IN", cases):
        found |= {(row["id"], word): row[word] or "" for word in ("number", "priority_date")}
    return found


def _rows(office: Office, sql: str, ids: tuple[str, ...]) -> Iterable[Mapping[str, Any]]:
    for start in range(0, len(ids), _MANY):
        some = ids[start : start + _MANY]
        yield from office.rows(f"{sql} ({', '.join('?' * len(some))})", list(some))
