"""A rule that was checked against the vocabulary and is ready to be weighed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.dates import MissingDay
from immdesk.basics.facts import Facts
from immdesk.basics.finding import Kind
from immdesk.basics.strictyaml import Source, did_you_mean
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import told
from immdesk.basics.written import Later, OfFacts, Writing
from immdesk.law.checked_work import check_work
from immdesk.law.closures import Calendar
from immdesk.law.given import TODAY, TODAY_WORD, Given, read_given
from immdesk.law.rules import (
    Limit,
    OutputFile,
    RuleFile,
    StepFile,
    Version,
    check_order,
    check_versions,
    results_in,
)
from immdesk.law.steps import Scope, Step, compile_step
from immdesk.law.straight import one_by_one, straight_way
from immdesk.law.worked_out import WORKED_OUT
from immdesk.law.working import Names, WorkedOut

SUBJECTS = ("case", "party", "notice", "filing", "document", "status_period", "job", "recruitment")
SCOPE = ("person", "case", "principal", "petitioner", "employer", "office")

_USES = 100
"""How often steps are taken one by one before they are written as a function: a small office never pays."""


@dataclass(frozen=True, slots=True)
class ReadyOutput:
    """An output whose steps and condition are compiled."""

    name: str
    file: OutputFile
    when: Condition | None
    steps: tuple[Step, ...]
    other_steps: tuple[Step, ...]
    straight: Later
    """Takes the steps at once where every day and number is known (see `straight_way`)."""
    kind: Kind
    title: str
    working: bool
    missing: MissingDay


@dataclass(frozen=True, slots=True, eq=False)
class ReadyVersion:
    """A version whose outputs are compiled and whose worked-out function is found."""

    file: Version
    outputs: tuple[ReadyOutput, ...]
    work: WorkedOut | None
    in_steps: bool = True
    """Whether any result is counted in steps."""
    chained: bool = True
    """Whether any result is counted from another."""
    limits: tuple[Limit, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)
    authority: str = ""


def _nothing_given(_facts: Facts) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """A rule ready to be weighed: its file, its given names, when it applies, its versions."""

    file: RuleFile
    given: tuple[Given, ...]
    applies: Condition
    versions: tuple[ReadyVersion, ...]
    optional: tuple[tuple[str, str], ...] = ()
    """The given names that may stay unknown, each with what is asked for it."""
    labels: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    in_force: tuple[tuple[date, date, ReadyVersion], ...] = ()
    only: ReadyVersion | None = None
    """The version of a rule that has but one and is governed by no day."""
    required: tuple[str, ...] = ()
    """The given names that a worked-out function cannot do without."""
    read: Later = field(default_factory=lambda: Later(lambda: _nothing_given))
    """Gives what is known of each given name, today left out."""
    silent: OfFacts | None = None
    """Says whether the rule keeps silent, for want of a fact without which nobody is told of it."""

    todays: tuple[str, ...] = ()
    """The given names that are today."""
    printed: str = ""
    uses_today: bool = False

    @property
    def id(self) -> str:
        """The rule's id, such as `rfe-deadline`."""
        return self.file.rule

    @property
    def title(self) -> str:
        """What the rule is called for people."""
        return self.file.title

    @property
    def about(self) -> str:
        """The kind of subject the rule is about."""
        return self.file.about

    @property
    def words(self) -> Mapping[str, Word]:
        """Give the given names with their words, as the steps may read them."""
        return {one.name: _maybe_none(one) for one in self.given}

    @property
    def docketed(self) -> bool:
        """Say whether its days may stand on the docket; a note has none."""
        return self.file.docket and self.file.kind != "note"

    def names(self, values: Mapping[str, Any]) -> Names:
        """Give the given names with values, labels and paths."""
        return Names(values, self.labels, self.places)

    def version_on(self, day: date | None) -> ReadyVersion | None:
        """Give the version in force on a day; without a day the only one there is."""
        if day is None:
            return self.in_force[0][2] if len(self.in_force) == 1 else None
        for begins, ends, version in self.in_force:
            if begins <= day <= ends:
                return version
        return None

    def paths(self) -> frozenset[str]:
        """Give every vocabulary path that the rule reads."""
        printed = {self.file.printed} if self.file.printed else set()
        read = {one.path for one in self.given} | set(self.file.silent_without)
        return frozenset(read | self.applies.paths | printed) - {TODAY}


def compile_rule(
    file: RuleFile, vocabulary: Vocabulary, calendars: Mapping[str, Calendar], source: Source
) -> Rule:
    """Check a rule against the vocabulary and compile it; raises Problem with file and line."""
    check_versions(file, source)
    roots = _roots(file)
    given = tuple(read_given(name, file, vocabulary, roots, source) for name in file.given)
    names = {one.name: _maybe_none(one) for one in given}
    today: dict[str, Word] = {TODAY: TODAY_WORD} if file.uses == TODAY else {}
    with source.placing("applies_when"):
        applies = compile_condition(file.applies_when, vocabulary, roots=roots, names=today)
    if file.printed:
        with source.placing("printed"):
            vocabulary.check(file.printed, "")
    for place, path in enumerate(file.silent_without):
        with source.placing("silent_without", place):
            vocabulary.check(path, "")
    if file.governed_by and (file.governed_by not in names or names[file.governed_by].family != "day"):
        hint = did_you_mean(file.governed_by, names)
        raise source.wrong(f"'{file.governed_by}' is not a given day.{hint}", "governed_by")
    versions = tuple(
        _version(version, place, names, vocabulary, calendars, source)
        for place, version in enumerate(file.versions)
    )
    labels = {one.name: one.word.label for one in given}
    places = {name: path for one in given for name, path in one.paths().items()}
    optional = tuple((one.name, one.path or one.name) for one in given if one.optional)
    in_force = tuple(
        (one.file.begins, one.file.to or date.max, one) for one in versions if one.file.status == "in force"
    )
    return Rule(
        file, given, applies, versions, optional, labels, places, in_force,
        only=in_force[0][2] if len(in_force) == 1 and not file.governed_by else None,
        required=tuple(one.name for one in given if not one.optional),
        read=_reading(given),
        silent=_silent(file.silent_without) if file.silent_without else None,
        todays=tuple(one.name for one in given if one.path == TODAY),
        printed=file.printed,
        uses_today=file.uses == TODAY,
    )  # fmt: skip


def _reading(given: tuple[Given, ...]) -> Later:
    """Write what reads the given names of a rule from facts: name → value, NONE or Unknown."""

    def write() -> OfFacts:
        writing = Writing()
        pieces = [
            f"{writing.bind(one.name)}: "
            + (writing.read(one.path) if one.columns is None else f"{writing.bind(one.read)}(facts)")
            for one in given
            if one.path != TODAY
        ]
        return writing.function("{" + ", ".join(pieces) + "}")

    return Later(write)


def _silent(paths: tuple[str, ...]) -> OfFacts:
    writing = Writing()
    return writing.function(" or ".join(f"type({writing.read(path)}) is Unknown" for path in paths))


def _maybe_none(one: Given) -> Word:
    """Give the word of a given name; an optional one that nobody knows counts as none in the steps."""
    return one.word.model_copy(update={"none": True}) if one.optional else one.word


def _roots(file: RuleFile) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*((file.about,) if file.about in SUBJECTS else ()), *SCOPE)))


def _version(
    version: Version,
    place: int,
    names: Mapping[str, Word],
    vocabulary: Vocabulary,
    calendars: Mapping[str, Calendar],
    source: Source,
) -> ReadyVersion:
    for number, limit in enumerate(version.limits):
        if limit.given not in names:
            hint = did_you_mean(limit.given, names)
            said = f"'{limit.given}' is not one of the given names.{hint}"
            raise source.wrong(said, "versions", place, "limits", number, "given")
    if version.work:
        check_work(version, names, calendars, source, place)
    check_order(version, source, place)
    outputs = []
    known = dict(names)
    for name, output in version.gives.items():
        at = ("versions", place, "gives", name)
        outputs.append(_output(name, output, known, vocabulary, calendars, source, at, bool(version.work)))
        if output.steps:
            known[name] = Word(
                type="date", label=told(output.title or name.replace("_", " ")), name=name, none=True
            )
    return ReadyVersion(
        version,
        tuple(outputs),
        WORKED_OUT.get(version.work),
        in_steps=any(output.steps for output in outputs),
        chained=any(results_in(output, version) for output in version.gives.values()),
        limits=version.limits,
        parameters=version.parameters,
        authority=version.cite[0],
    )


def _output(
    name: str,
    output: OutputFile,
    names: Mapping[str, Word],
    vocabulary: Vocabulary,
    calendars: Mapping[str, Calendar],
    source: Source,
    at: tuple[str | int, ...],
    has_work: bool,
) -> ReadyOutput:
    if not output.steps and not has_work:
        raise source.wrong(f"'{name}' has no steps, and the version names no worked-out function", *at)
    scope = Scope(names, calendars, vocabulary, output.missing_day)
    when = None
    if output.when:
        with source.placing(*at, "when"):
            when = compile_condition(output.when, vocabulary, roots=(), names=names)
    steps = _steps(output.steps, scope, source, (*at, "steps"))
    if steps and not steps[0].text.startswith("from "):
        raise source.wrong("the first step says where the count begins: `from …`", *at, "steps", 0)
    other = output.disputed.steps if output.disputed else ()
    other_steps = _steps(other, scope, source, (*at, "disputed", "steps"))
    missing: MissingDay = output.missing_day or "last_day_of_month"
    straight = Later(lambda: straight_way(steps, missing), one_by_one, _USES)
    return ReadyOutput(
        name, output, when, steps, other_steps, straight, output.kind, output.title, output.working, missing
    )


def _steps(
    texts: tuple[str | StepFile, ...], scope: Scope, source: Source, at: tuple[str | int, ...]
) -> tuple[Step, ...]:
    files = [StepFile(step=one) if isinstance(one, str) else one for one in texts]
    steps = []
    for number, one in enumerate(files):
        with source.placing(*at, number):
            steps.append(compile_step(one.step, one.why, one.cite, scope))
    return tuple(steps)
