"""What the law asks a petition to show, criterion by criterion, and how much evidence stands under each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.facts import Facts
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, Source
from immdesk.basics.unknown import Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.words import told
from immdesk.workflow.case_type import Role

_ROOTS = ("person", "party", "case", "petitioner", "principal")


class Criterion(Shape):
    """One criterion: its own id (paragraph libraries use the same), what it says, and where it stands.

    `always` marks one that is asked besides the number that the set needs; `only_if` one that some cases
    have.
    """

    id: str
    title: str
    says: str
    cite: str
    always: bool = False
    only_if: str = ""


class CriteriaFile(Shape):
    """A set of criteria: for which case types and cases, of whom, and how many are needed.

    `instead` says what stands in for them, `also` what is asked besides. `confidence` is "verify" where
    nobody has yet compared the words with the regulation's text.
    """

    criteria: str
    title: str
    fits: tuple[str, ...]
    when: str = ""
    of: tuple[Role, ...]
    needs: int
    instead: str = ""
    also: str = ""
    cite: tuple[str, ...]
    confidence: Literal["sourced", "verify"]
    criterion: tuple[Criterion, ...]

    def texts(self) -> Iterator[str]:
        """Give every text that a person reads."""
        yield from (self.title, self.instead, self.also)
        yield from (text for one in self.criterion for text in (one.title, one.says))


@dataclass(frozen=True, slots=True)
class ReadyCriteria:
    """A set of criteria whose conditions were checked against the vocabulary."""

    file: CriteriaFile
    conditions: Mapping[str, Condition]


@dataclass(frozen=True, slots=True)
class CriterionLine:
    """A criterion of a case with how much of its evidence is accepted and how much is there at all."""

    id: str
    title: str
    says: str
    cite: str
    accepted: int
    there: int
    always: bool = False


@dataclass(frozen=True, slots=True)
class CriteriaSheet:
    """A set of criteria of a case: `met` of `needs` have accepted evidence.

    Whether a criterion is satisfied is for the attorney: evidence that is there proves nothing by itself.
    `ask` holds the paths that would decide whether the set applies at all.
    """

    id: str
    title: str
    needs: int
    instead: str
    also: str
    cite: tuple[str, ...]
    confidence: str
    person_id: str
    lines: tuple[CriterionLine, ...]
    ask: frozenset[str] = frozenset()

    @property
    def met(self) -> int:
        """How many of the criteria that count toward the number have accepted evidence."""
        return sum(1 for one in self.lines if one.accepted and not one.always)

    @property
    def open(self) -> int:
        """How many more are needed, those asked in any case with them."""
        missing = sum(1 for one in self.lines if one.always and not one.accepted)
        return max(self.needs - self.met, 0) + missing


def compile_criteria(file: CriteriaFile, vocabulary: Vocabulary, at: Source) -> ReadyCriteria:
    """Check a set against the vocabulary; raises Problem, with file and line, for a wrong one."""
    ids = [one.id for one in file.criterion]
    counted = sum(1 for one in file.criterion if not one.always)
    if len(set(ids)) < len(ids):
        raise at.wrong(f"two criteria of '{file.criteria}' have the same id")
    if not 1 <= file.needs <= counted:
        raise at.wrong(f"'{file.criteria}' needs {file.needs} of {counted} criteria")
    texts = [text for text in (file.when, *(one.only_if for one in file.criterion)) if text]
    try:
        return ReadyCriteria(file, {text: _compiled(text, vocabulary, file.criteria) for text in texts})
    except Problem as problem:
        raise at.wrong(problem.happened) from problem


def sheets_for(
    sets: Iterable[ReadyCriteria],
    case_type: str,
    people: Iterable[tuple[str, str, Facts]],
    filed_under: Mapping[tuple[str, str], tuple[int, int]],
) -> tuple[CriteriaSheet, ...]:
    """Give the sets of criteria of a case, each person's own.

    `people` are (person id, role, facts); `filed_under` gives for (person id, criterion) how many of its
    documents are accepted and how many are there. A set of which it is not known whether it applies is
    given with what to ask, as long as no other is certain.
    """
    everybody = list(people)
    found = [
        sheet
        for ready in sets
        if case_type in ready.file.fits
        for person_id, role, facts in everybody
        if role in ready.file.of
        for sheet in _sheet(ready, person_id, facts, filed_under)
    ]
    certain = {one.person_id for one in found if not one.ask}
    return tuple(one for one in found if not one.ask or one.person_id not in certain)


def _sheet(
    ready: ReadyCriteria,
    person_id: str,
    facts: Facts,
    filed_under: Mapping[tuple[str, str], tuple[int, int]],
) -> Iterator[CriteriaSheet]:
    file = ready.file
    applies = _weigh(ready, file.when, facts)
    lines = tuple(
        _line(one, *filed_under.get((person_id, one.id), (0, 0)))
        for one in file.criterion
        if _weigh(ready, one.only_if, facts) is True or filed_under.get((person_id, one.id))
    )
    begun = any(one.there for one in lines)
    if applies is False and not begun:
        return
    yield CriteriaSheet(
        file.criteria,
        told(file.title),
        file.needs,
        told(file.instead),
        told(file.also),
        file.cite,
        file.confidence,
        person_id,
        lines,
        applies.paths if isinstance(applies, Unknown) and not begun else frozenset(),
    )


def _line(one: Criterion, accepted: int, there: int) -> CriterionLine:
    return CriterionLine(one.id, told(one.title), told(one.says), one.cite, accepted, there, one.always)


def _weigh(ready: ReadyCriteria, text: str, facts: Facts) -> bool | Unknown:
    return ready.conditions[text].weigh(facts) if text else True


def _compiled(text: str, vocabulary: Vocabulary, name: str) -> Condition:
    return compile_condition(text, vocabulary, roots=_ROOTS, names={}, where=f"Criteria '{name}'")
