"""Scenarios of the what-if desk: steps that one may try, the words that each sets, the rules that then count.

A scenario computes no day of its own: every day on which a step may or must be taken is a rule's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.basics.vocabulary import Vocabulary
from immdesk.law.compiled import Rule
from immdesk.law.rules import Confidence

Whom = Literal["applicant", "children", "petitioner"]
TODAY = "today"


class SetFile(Shape):
    """A word that is laid over the facts: the day of the step, or `value`.

    In a list the day is the word `row` of a row; steps that name the same `key` write into the same row,
    `words` are its other words.
    """

    path: str
    value: str = ""
    row: str = ""
    key: str = ""
    words: dict[str, str] = {}


class ResultFile(Shape):
    """One result of a rule, and of whom; `days` are added to it."""

    rule: str
    gives: str
    whom: Whom = "applicant"
    days: int = 0


class PlanFile(Shape):
    """Where a step stands until somebody moves it: a rule's day, a recorded day, or so far from another.

    Days and months before or after another step are the office's guess and are said to be one, with `why`.
    """

    result: ResultFile | None = None
    path: str = ""
    after: str = ""
    before: str = ""
    days: int = 0
    months: int = 0
    why: str = ""


class MilestoneFile(Shape):
    """A step: when it may be taken (`opens`), by when it must (`by`), and what must stay true (`keeps`).

    `recorded` is where the day stands once it has happened. Steps are worked out in the order of the file.
    """

    step: str
    title: str
    recorded: str = ""
    plan: PlanFile
    sets: tuple[SetFile, ...] = ()
    opens: tuple[ResultFile, ...] = ()
    by: tuple[ResultFile, ...] = ()
    keeps: ResultFile | None = None


class RuleUseFile(Shape):
    """A rule whose results are shown: all of them, or those named."""

    rule: str
    whom: Whom = "applicant"
    gives: tuple[str, ...] = ()


class ScenarioFile(Shape):
    """A scenario: for whom it is of use, what it lays over the facts, its steps, what it must reach."""

    scenario: str
    order: int
    title: str
    about: str
    when: str
    otherwise: str
    lays: tuple[SetFile, ...] = ()
    as_of: str = ""
    """The step on whose day the rules are asked, where it lies ahead; else today."""
    target: str
    """The step whose day one plans backward from."""
    milestones: tuple[MilestoneFile, ...] = Field(min_length=1)
    goal: ResultFile | None = None
    rules: tuple[RuleUseFile, ...] = Field(min_length=1)
    cite: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence = "general"
    note: str = ""

    def texts(self) -> Iterator[str]:
        """Give every text that a person reads, for those who translate it."""
        yield from (self.title, self.about, self.otherwise, self.note)
        for one in self.milestones:
            yield from (one.title, one.plan.why)


@dataclass(frozen=True, slots=True)
class ReadyScenario:
    """A scenario that was checked against the vocabulary and the rules."""

    file: ScenarioFile
    when: Condition


def compile_scenario(
    file: ScenarioFile, vocabulary: Vocabulary, rules: Mapping[str, Rule], at: Source
) -> ReadyScenario:
    """Check a scenario; raises Problem, with file and line, for a word, rule, result or step that is none."""
    earlier: list[str] = []
    for place, one in enumerate(file.milestones):
        if one.step in earlier:
            raise at.wrong(f"the step '{one.step}' is there twice", "milestones", place, "step")
        _check_plan(one.plan, earlier, at, place)
        with at.placing("milestones", place):
            for path in filter(None, (one.recorded, one.plan.path)):
                vocabulary.check(path, "")
        for result in _results_of(one):
            _check_result(result.rule, (result.gives,), rules, at, "milestones", place)
        _check_sets(one.sets, vocabulary, at, "milestones", place)
        earlier.append(one.step)
    _check_sets(file.lays, vocabulary, at)
    for name in filter(None, (file.target, file.as_of)):
        _check_name("step", name, earlier, at)
    for place, use in enumerate(file.rules):
        _check_result(use.rule, use.gives, rules, at, "rules", place)
    if file.goal is not None:
        _check_result(file.goal.rule, (file.goal.gives,), rules, at, "goal")
    with at.placing("when"):
        return ReadyScenario(file, compile_condition(file.when, vocabulary))


def _results_of(one: MilestoneFile) -> Iterator[ResultFile]:
    yield from (*one.opens, *one.by)
    yield from (result for result in (one.plan.result, one.keeps) if result is not None)


def _check_plan(plan: PlanFile, earlier: Collection[str], at: Source, place: int) -> None:
    ways = [bool(one) for one in (plan.result, plan.path, plan.after, plan.before)]
    if sum(ways) != 1:
        raise at.wrong("a plan has one of: result, path, after, before", "milestones", place, "plan")
    for name in filter(None, (plan.after, plan.before)):
        _check_name("earlier step", name, [TODAY, *earlier], at, "milestones", place, "plan")
    if (plan.days or plan.months) and (plan.after or plan.before) and not plan.why:
        raise at.wrong("say why a step stands so far from another", "milestones", place, "plan")


def _check_sets(sets: tuple[SetFile, ...], vocabulary: Vocabulary, at: Source, *place: str | int) -> None:
    for one in sets:
        with at.placing(*(place or ("lays",))):
            vocabulary.check(one.path, "")
        word = vocabulary.word(one.path)
        if (word.type == "list") != bool(one.row):
            raise at.wrong(f"only a list has a row; '{one.path}' is {word.type}", *(place or ("lays",)))
        for name in (*([one.row] if one.row else []), *one.words):
            _check_name("word", name, vocabulary.shape(word.of), at, *(place or ("lays",)))


def _check_result(
    rule: str, gives: tuple[str, ...], rules: Mapping[str, Rule], at: Source, *place: str | int
) -> None:
    _check_name("rule", rule, rules, at, *place)
    known = {name for version in rules[rule].versions for name in version.file.gives}
    for name in gives:
        _check_name(f"result of {rule}", name, known, at, *place)


def _check_name(what: str, name: str, known: Collection[str], at: Source, *place: str | int) -> None:
    if name not in known:
        raise at.wrong(f"there is no {what} '{name}'.{did_you_mean(name, known)}", *place)
