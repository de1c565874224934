"""Ways to a status: what each needs, what blocks it, its cost; red flags an attorney must see first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.facts import Facts
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.basics.unknown import Unknown
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.basics.words import told
from immdesk.law.rules import Confidence

Standing = Literal["possible", "blocked", "not known"]
Toward = Literal["green card", "citizenship", "work", "stay", "protection"]
_SCOPE = ("person", "party", "petitioner", "case", "job", "employer")
WORKED_OUT: Mapping[str, Word] = {
    "age": Word(type="number", label="Age today", name="age"),
    "today": Word(type="date", label="Today", name="today"),
    "within_a_year": Word(type="yes_no", label="Came last within a year", name="within_a_year"),
    "stay_over": Word(type="yes_no", label="The stay has ended", name="stay_over"),
    "gap_days": Word(type="number", label="Longest gap between two statuses, in days", name="gap_days"),
    "unlawful_days": Word(type="number", label="Days without permission", name="unlawful_days"),
    "no_resident": Word(
        type="yes_no", label="Neither a citizen nor a permanent resident", name="no_resident"
    ),
    "may_naturalize_on": Word(type="date", label="Form N-400 may be filed from", name="may_naturalize_on"),
}
"""Bare names that the office works out for a person on the day that it is asked."""


class NeedFile(Shape):
    """What a path needs, or what blocks it: in words, as a condition, with its authority."""

    says: str
    when: str
    cite: str = ""
    confidence: Confidence = "general"
    cure: str = ""


class CostFile(Shape):
    """A form of a path whose government fee is counted; `filing` are words that its fee depends on."""

    form: str
    filing: dict[str, str] = {}
    when: str = "yes"


class TimeFile(Shape):
    """How long a path takes, as far as a source says; the agency's own times are looked up."""

    says: str
    source: str = ""
    confidence: Confidence = "general"


class PathFile(Shape):
    """A path: toward what, for whom it is asked at all, what it needs, what blocks it, time and cost."""

    path: str
    title: str
    toward: Toward
    for_whom: str = Field(alias="for")
    about: str = ""
    needs: tuple[NeedFile, ...] = Field(min_length=1)
    blocks: tuple[NeedFile, ...] = ()
    time: TimeFile
    costs: tuple[CostFile, ...] = ()
    cite: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence = "general"
    note: str = ""


class RedFlagFile(Shape):
    """A red flag: when it is raised, what it means, and what to do before anything is filed."""

    flag: str
    title: str
    when: str
    each: str = ""
    text: str
    do: str
    cite: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence = "general"
    severity: Literal["fatal", "serious", "normal"] = "serious"


@dataclass(frozen=True, slots=True)
class Ready:
    """A need, block, cost or flag with its compiled condition."""

    file: Any
    when: Condition


@dataclass(frozen=True, slots=True)
class ReadyPath:
    """A path that was checked against the vocabulary and the fee sheets."""

    file: PathFile
    for_whom: Condition
    needs: tuple[Ready, ...]
    blocks: tuple[Ready, ...]
    costs: tuple[Ready, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A need or a block for one person: `holds` is yes, no or None; `ask` is what would settle it."""

    says: str
    holds: bool | None
    cite: str
    confidence: str
    cure: str = ""
    ask: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Option:
    """A path weighed for one person; `asked` is no while nobody knows whether it concerns the person at all.

    An attorney decides.
    """

    path: str
    asked: bool
    standing: Standing
    needs: tuple[Weighed, ...]
    blocks: tuple[Weighed, ...]
    ask: frozenset[str]

    @property
    def stopped_by(self) -> tuple[Weighed, ...]:
        """Give what stands in the way: needs that are not met and blocks that hold."""
        return tuple(one for one in self.needs if one.holds is False) + tuple(
            one for one in self.blocks if one.holds
        )


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A red flag that is raised for one person; `ask` tells what would settle one that is not known."""

    flag: str
    title: str
    text: str
    do: str
    cite: tuple[str, ...]
    confidence: str
    severity: str
    raised: bool
    ask: frozenset[str] = frozenset()


def compile_path(file: PathFile, vocabulary: Vocabulary, forms: Iterable[str], at: Source) -> ReadyPath:
    """Check a path against the vocabulary and the forms that have a fee sheet; raises Problem."""
    known = frozenset(forms)
    for place, one in enumerate(file.costs):
        if one.form not in known:
            hint = did_you_mean(one.form, known)
            raise at.wrong(f"there is no fee sheet of the form '{one.form}'.{hint}", "costs", place)

    def ready(name: str, rows: Iterable[Any]) -> tuple[Ready, ...]:
        return tuple(
            Ready(one, _compiled(one.when, vocabulary, at, name, place)) for place, one in enumerate(rows)
        )

    return ReadyPath(
        file,
        _compiled(file.for_whom, vocabulary, at, "for"),
        ready("needs", file.needs),
        ready("blocks", file.blocks),
        ready("costs", file.costs),
    )


def compile_flag(file: RedFlagFile, vocabulary: Vocabulary, at: Source) -> Ready:
    """Check a red flag against the vocabulary; a condition on `each` row reads the words of that row."""
    if not file.each:
        return Ready(file, _compiled(file.when, vocabulary, at, "when"))
    with at.placing("each"):
        vocabulary.check(file.each, "")
    words = vocabulary.shape(vocabulary.word(file.each).of)
    with at.placing("when"):
        return Ready(file, compile_condition(file.when, vocabulary, roots=(), names=words))


def weigh(path: ReadyPath, facts: Facts) -> Option | None:
    """Weigh a path for one person; None where it is not asked of such a person. Pure.

    `facts` are those of the person in the case with the names of WORKED_OUT. What is not known is never
    taken for no: a path stands as possible only when every need is met and no block holds.
    """
    concerns = path.for_whom.weigh(facts)
    if concerns is False:
        return None
    needs = tuple(_weighed(one, facts) for one in path.needs)
    blocks = tuple(_weighed(one, facts) for one in path.blocks)
    stopped = any(one.holds is False for one in needs) or any(one.holds for one in blocks)
    ask = frozenset().union(*(one.ask for one in (*needs, *blocks)))
    standing: Standing = "blocked" if stopped else "not known" if ask else "possible"
    return Option(path.file.path, concerns is True, standing, needs, blocks, ask)


def flags_for(flags: Iterable[Ready], facts: Facts) -> Iterator[RaisedFlag]:
    """Give the red flags that are raised for one person, and those that cannot be answered yet. Pure."""
    for one in flags:
        file: RedFlagFile = one.file
        answer = _each(one, facts) if file.each else one.when.weigh(facts)
        if answer is False:
            continue
        ask = answer.paths if isinstance(answer, Unknown) else frozenset()
        yield RaisedFlag(
            file.flag, told(file.title), told(file.text), told(file.do), file.cite, file.confidence,
            file.severity, not ask, ask,
        )  # fmt: skip


def _each(one: Ready, facts: Facts) -> bool | Unknown:
    """Say whether a row of a list raises the flag; an unknown list is unknown, an empty one says no."""
    rows = facts.get(one.file.each)
    if isinstance(rows, Unknown):
        return rows
    some = rows if isinstance(rows, tuple) else ()
    return any(one.when.weigh(facts.also(row)) is True for row in some)


def _weighed(one: Ready, facts: Facts) -> Weighed:
    file: NeedFile = one.file
    answer = one.when.weigh(facts)
    known = None if isinstance(answer, Unknown) else bool(answer)
    ask = answer.paths if isinstance(answer, Unknown) else frozenset()
    return Weighed(told(file.says), known, file.cite, file.confidence, told(file.cure), ask)


def _compiled(text: str, vocabulary: Vocabulary, at: Source, *place: str | int) -> Condition:
    with at.placing(*place, *(["when"] if len(place) > 1 else [])):
        return compile_condition(text, vocabulary, roots=_SCOPE, names=WORKED_OUT)
