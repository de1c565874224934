"""A case in memory with the words of a scenario laid over it, and rules weighed over that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from immdesk.basics.unknown import NONE
from immdesk.basics.values import text_to_value
from immdesk.office.calculators.by_rule import known_day
from immdesk.office.calculators.case_at import CaseAt, case_at, overlaid, value_of
from immdesk.records.facts_of import Subject

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.basics.finding import Finding
    from immdesk.basics.vocabulary import Vocabulary
    from immdesk.law.scenarios import ResultFile, SetFile, Whom
    from immdesk.office.office import Office


@dataclass(frozen=True)
class PlannedFor:
    """A person of a case, whose facts were read once; everything that is tried is worked out from these."""

    at: CaseAt
    person_id: str
    subjects: tuple[Subject, ...]

    @property
    def facts(self) -> Facts:
        """Give the facts about the person."""
        return self.at.of_person(self.person_id)

    def parties(self, whom: Whom) -> list[Subject]:
        """Give the part in the case of the person, of each child, or of the petitioner."""
        parties = [one for one in self.subjects if one.kind == "party"]
        if whom == "children":
            return [one for one in parties if one.facts.get("party.is_child") is True]
        if whom == "petitioner":
            return [one for one in parties if one.facts.get("party.role") == "petitioner"]
        return [one for one in parties if one.person_id == self.person_id]

    def about(self, kind: str, whom: Whom) -> list[Subject]:
        """Give what a rule about this kind is asked of; a job or recruitment to come stands for itself."""
        parties = self.parties(whom)
        if kind == "party":
            return parties
        people = {one.person_id for one in parties}
        mine = [
            one for one in self.subjects if one.kind == kind and (kind == "case" or one.person_id in people)
        ]
        if mine or kind not in ("job", "recruitment"):
            return mine[:1]
        return [Subject(kind, "", one.person_id, one.facts) for one in parties[:1]]  # type: ignore[arg-type]


def planned_for(office: Office, case_id: str, person_id: str = "") -> PlannedFor:
    """Read a case to plan for one person of it: the one named, else its principal. Raises Problem."""
    at = case_at(office, case_id)
    subjects = tuple(at.facts.subjects())
    principal = next((one.person_id for one in subjects if one.kind == "case"), None)
    chosen = person_id if person_id in at.whose.names else principal or next(iter(at.whose.names), "")
    return PlannedFor(at, chosen, subjects)


@dataclass
class LaidOver:
    """The words of a scenario over the facts of a person; each rule is weighed once for each mix."""

    whose: PlannedFor
    today: date
    values: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    _found: dict[tuple[str, str], list[Finding]] = field(default_factory=dict)

    def lay(self, sets: Iterable[SetFile], day: date | None) -> None:
        """Lay the words of a step over the facts; without its day nothing that needs the day."""
        vocabulary = self.whose.at.library.vocabulary
        for one in sets:
            if one.row and day:
                row = self.rows.setdefault(one.path, {}).setdefault(
                    one.key or one.row, {"id": one.key or "tried"}
                )
                row |= {one.row: day, **dict(_words(one, vocabulary))}
            elif not one.row and (one.value or day):
                self.values[one.path] = _value(vocabulary, one.path, one.value) if one.value else day
        self._found.clear()

    def with_day(self, sets: Iterable[SetFile], day: date) -> LaidOver:
        """Give the same with one step on another day."""
        rows = {path: {key: dict(row) for key, row in mine.items()} for path, mine in self.rows.items()}
        other = replace(self, values=dict(self.values), rows=rows, _found={})
        other.lay(sets, day)
        return other

    def findings(self, rule_id: str, whom: Whom) -> list[Finding]:
        """Give what a rule makes of the person, of each child, or of the petitioner."""
        key = (rule_id, whom)
        if key not in self._found:
            at = replace(self.whose.at, today=self.today)
            subjects = self.whose.about(at.library.rules[rule_id].about, whom)
            self._found[key] = [at.weigh(rule_id, one, self._over(one)) for one in subjects]
        return self._found[key]

    def days_of(self, result: ResultFile) -> list[tuple[date, str]]:
        """Give the days that a rule gives, with the id of the person whose each is."""
        return [
            (day + timedelta(days=result.days), one.person_id or "")
            for one in self.findings(result.rule, result.whom)
            if (day := known_day(value_of(one, result.gives)))
        ]

    def holds_for(self, result: ResultFile) -> dict[str, bool]:
        """Say of each person, by id, whether a rule answers yes; who is left out it cannot say of."""
        answers = {
            one.person_id or "": value_of(one, result.gives)
            for one in self.findings(result.rule, result.whom)
        }
        return {person: answer for person, answer in answers.items() if isinstance(answer, bool)}

    def holds(self, result: ResultFile) -> bool | None:
        """Say whether a rule answers yes for everybody whom it names; None while it cannot say."""
        answers = self.holds_for(result)
        return all(answers.values()) if answers else None

    def _over(self, subject: Subject) -> Facts:
        own = subject.person_id == self.whose.person_id
        values = {path: one for path, one in self.values.items() if own or not path.startswith("person.")}
        for path, rows in self.rows.items():
            if own or not path.startswith("person."):
                known = subject.facts.get(path)
                values[path] = (*(known if isinstance(known, tuple) else ()), *rows.values())
        return overlaid(subject.facts, _nested(subject.facts, values))


def _nested(facts: Facts, values: Mapping[str, Any]) -> dict[str, Any]:
    """Give words below a row (`person.last_entry.departed_on`) as the row with that word in it."""
    found: dict[str, Any] = {}
    for path, value in values.items():
        root, word, *deeper = path.split(".")
        if not deeper:
            found[path] = value
            continue
        row = found.get(f"{root}.{word}", facts.get(f"{root}.{word}"))
        found[f"{root}.{word}"] = {**(row if isinstance(row, Mapping) else {}), deeper[0]: value}
    return found


def _words(one: SetFile, vocabulary: Vocabulary) -> Iterator[tuple[str, Any]]:
    for word, text in one.words.items():
        yield word, _value(vocabulary, f"{one.path}.{word}", text)


def _value(vocabulary: Vocabulary, path: str, text: str) -> Any:
    return NONE if text == "none" else text_to_value(vocabulary.word(path).type, text)
