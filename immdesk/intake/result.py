"""What a finished questionnaire hands on: people with their facts and lists, their part in the case, work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from immdesk.basics.facts import PartialDate
from immdesk.basics.folded import folded
from immdesk.intake.draft import Slot
from immdesk.intake.layout import ShownPage, ShownQuestion
from immdesk.intake.reading import Reading


@dataclass(frozen=True, slots=True)
class PersonAnswers:
    """One person of the questionnaire.

    `facts` maps words ("person.family_name", "person.father.born_on") to values, `lists` a list's word
    ("addresses") to its rows (word → value, with `id` when the row is already in the records),
    `complete` the lists said to be whole, `texts` each newly typed text by its place
    ("person.addresses[0].city"). `person_id` is "" for somebody new. A word whose recorded value was
    cleared is None; `gone` holds, for each list, the ids of recorded rows that were taken away.
    """

    slot: str
    section: str
    kind: str
    person_id: str
    facts: Mapping[str, Any]
    lists: Mapping[str, tuple[Mapping[str, Any], ...]]
    complete: frozenset[str]
    texts: Mapping[str, str]
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PartyAnswers:
    """A person's part in the case: role, relationship to the petitioner, and the words of `party`."""

    slot: str
    person_id: str
    role: str
    ordinal: int
    words: Mapping[str, Any]
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class WorkAnswers:
    """The employer or the job of a questionnaire, as `PersonAnswers`; `about` is "employer" or "job"."""

    about: str
    id: str
    facts: Mapping[str, Any]
    lists: Mapping[str, tuple[Mapping[str, Any], ...]]
    complete: frozenset[str]
    texts: Mapping[str, str]
    gone: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """A whole questionnaire, ready to be recorded; `left` are known people who were taken out of it."""

    form: str
    case_type: str
    persons: tuple[PersonAnswers, ...]
    parties: tuple[PartyAnswers, ...]
    case: Mapping[str, Any]
    case_texts: Mapping[str, str]
    left: tuple[str, ...] = ()
    work: tuple[WorkAnswers, ...] = ()


@dataclass(frozen=True, slots=True)
class EmployerKeys:
    """What an employer in a questionnaire can be recognized by: the folded name and the FEIN."""

    section: str
    employer_id: str
    name: str
    fein: str


@dataclass(frozen=True, slots=True)
class MatchKeys:
    """What somebody in a questionnaire can be recognized by: folded names, birth, A-Number."""

    section: str
    person_id: str
    family_name: str
    given_name: str
    born_on: date | PartialDate | None
    a_number: str


def gather(reading: Reading, slots: list[Slot], layouts: Mapping[str, tuple[ShownPage, ...]]) -> IntakeResult:
    """Give what was answered on the pages as they are asked now, people in the order of `slots`."""
    persons, parties, work = [], [], []
    case: dict[str, Any] = dict(reading.fixed)
    case_texts: dict[str, str] = {}
    for ordinal, slot in enumerate(slots):
        section, about = reading.section(slot), reading.section(slot).shape.about
        facts, texts = _answers(reading, slot, layouts[slot.id])
        if about in ("employer", "job"):
            work.append(_work(reading, slot, layouts[slot.id]))
            continue
        if about == "case":
            case.update({path.partition(".")[2]: value for path, value in facts.items()})
            case_texts.update(texts)
            continue
        kind = section.kind(slot.kind)
        for path, text in (kind.sets if kind else {}).items():
            if facts.get(path) is None:
                facts[path] = reading.read(reading.plan.vocabulary.word(path), text).value
        lists, complete = _lists(reading, slot, layouts[slot.id])
        person = {path: value for path, value in facts.items() if path.startswith("person.")}
        party = {path[6:]: value for path, value in facts.items() if path.startswith("party.")}
        own = {path: text for path, text in texts.items() if path.startswith("person.")}
        said = {path: text for path, text in texts.items() if path.startswith("party.")}
        persons.append(
            PersonAnswers(
                slot.id,
                slot.section,
                slot.kind,
                slot.person_id,
                person,
                lists,
                complete,
                own,
                _gone(reading, slot, layouts[slot.id]),
            )
        )
        role = _role(reading, slot, party)
        parties.append(PartyAnswers(slot.id, slot.person_id, role, ordinal, {**party, "role": role}, said))
    form = reading.plan.form
    here = {one.person_id for one in persons}
    left = tuple(one for one in dict.fromkeys(reading.draft.left) if one not in here)
    return IntakeResult(
        form.form, form.case_type, tuple(persons), tuple(parties), case, case_texts, left, tuple(work)
    )


def employer_keys(reading: Reading) -> tuple[EmployerKeys, ...]:
    """Give for each employer with a name or a FEIN what the office can look it up by."""
    found = []
    for slot in reading.draft.slots:
        words = reading.known(slot).get("employer", {})
        name, fein = words.get("name", ""), words.get("fein", "")
        if name or isinstance(fein, str):
            number = fein if isinstance(fein, str) else ""
            found.append(EmployerKeys(slot.id, slot.person_id, folded(str(name)), number))
    return tuple(one for one in found if one.name or one.fein)


def match_keys(reading: Reading) -> tuple[MatchKeys, ...]:
    """Give for each person with a name what the office can look them up by."""
    found = []
    for slot in reading.draft.slots:
        person = reading.known(slot).get("person", {})
        family, given = str(person.get("family_name", "")), str(person.get("given_name", ""))
        number = person.get("a_number", "")
        if family or given or (isinstance(number, str) and number):
            born = person.get("born_on")
            found.append(
                MatchKeys(
                    slot.id,
                    slot.person_id,
                    folded(family),
                    folded(given),
                    born if isinstance(born, (date, PartialDate)) else None,
                    number if isinstance(number, str) else "",
                )
            )
    return tuple(found)


def _work(reading: Reading, slot: Slot, pages: tuple[ShownPage, ...]) -> WorkAnswers:
    """Give what was answered of an employer or a job."""
    about = reading.section(slot).shape.about
    facts, texts = _answers(reading, slot, pages)
    lists, complete = _lists(reading, slot, pages)
    words = {path.partition(".")[2]: value for path, value in facts.items()}
    return WorkAnswers(about, slot.person_id, words, lists, complete, texts, _gone(reading, slot, pages))


def _role(reading: Reading, slot: Slot, party: Mapping[str, Any]) -> str:
    """Give the role: the first relative is the principal; without an own petition a derivative."""
    role = reading.section(slot).shape.role
    if role != "beneficiary":
        return role
    if party.get("own_petition") is False:
        return "derivative"
    first = next(one for one in reading.draft.slots if one.section == slot.section)
    return "principal" if first is slot else "beneficiary"


def _answers(
    reading: Reading, slot: Slot, pages: tuple[ShownPage, ...]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Give the plain answers by path, and every newly typed text by its place."""
    facts: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for shown in _all(pages):
        read = reading.answer(shown.key, shown.question)
        text = reading.draft.texts.get(shown.key, "")
        root = shown.question.path.partition(".")[0]
        place = f"{root}.{shown.key[len(slot.id) + 1 :]}"
        if read.value is not None:
            if "[" not in place:
                facts[place] = read.value
            if text != reading.draft.taken.get(shown.key):
                texts[place] = text
        elif "[" not in place and _cleared(reading, shown):
            facts[place] = None
    return facts, texts


def _cleared(reading: Reading, shown: ShownQuestion) -> bool:
    """Say whether a value that stands in the records was taken out of the questionnaire."""
    return shown.key in reading.draft.taken and not reading.draft.texts.get(shown.key, "").strip()


def _gone(reading: Reading, slot: Slot, pages: tuple[ShownPage, ...]) -> dict[str, tuple[str, ...]]:
    """Give the recorded rows that were removed, or emptied, by list."""
    found = {}
    for one in (one for page in pages for one in page.lists()):
        ids = list(reading.draft.gone.get(one.key, ()))
        for place, row in enumerate(one.rows):
            row_id = reading.draft.row_ids.get(f"{one.key}[{place}]")
            if row_id and not any(reading.draft.texts.get(q.key, "").strip() for q in row):
                ids.append(row_id)
        if ids:
            found[one.asked.name] = tuple(ids)
    return found


def _lists(
    reading: Reading, slot: Slot, pages: tuple[ShownPage, ...]
) -> tuple[dict[str, tuple[Mapping[str, Any], ...]], frozenset[str]]:
    lists: dict[str, tuple[Mapping[str, Any], ...]] = {}
    complete = set()
    for one in (one for page in pages for one in page.lists()):
        rows = []
        for place, row in enumerate(one.rows):
            values = {
                q.question.name.rpartition(".")[2]: reading.answer(q.key, q.question).value for q in row
            }
            known = {word: value for word, value in values.items() if value is not None}
            row_id = reading.draft.row_ids.get(f"{one.key}[{place}]")
            if known:
                cleared = {q.question.name.rpartition(".")[2]: None for q in row if _cleared(reading, q)}
                rows.append({"id": row_id, **cleared, **known} if row_id else known)
        lists[one.asked.name] = tuple(rows)
        if one.key in reading.draft.complete:
            complete.add(one.asked.name)
    return lists, frozenset(complete)


def _all(pages: tuple[ShownPage, ...]) -> Iterator[ShownQuestion]:
    for page in pages:
        yield from page.questions()
