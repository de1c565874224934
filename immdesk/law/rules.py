"""The shape of a rule file: what a rule is about, what it needs to know, and its dated versions."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import Literal

from pydantic import Field

from immdesk.basics.dates import add_days
from immdesk.basics.finding import Kind, Opinion, Severity
from immdesk.basics.strictyaml import Shape, Source
from immdesk.basics.words import _

About = Literal["case", "party", "notice", "filing", "document", "status_period", "job", "recruitment", "day"]
RuleKind = Literal["date", "note"]
Status = Literal["in force", "vacated", "enjoined", "proposed"]
Confidence = Literal["sourced", "partly", "general"]


class Verified(Shape):
    """When a version was last checked against its sources, by whom, and until when that is good."""

    on: date
    by: str
    until: date


class StepFile(Shape):
    """A step with its own reason and authority."""

    step: str
    why: str = ""
    cite: str = ""


class OtherReading(Shape):
    """What practice asserts beside the safe reading; the steps go on from the output's own day."""

    steps: tuple[str | StepFile, ...] = Field(min_length=1)
    reason: str


class OutputFile(Shape):
    """One result: its kind, and its steps unless a worked-out function gives it.

    `missing_day` says what 31 June becomes; it is required where a step counts months or years.
    A `working` result is a value on the way to another and is shown only in its arithmetic.
    """

    kind: Kind
    title: str = ""
    when: str = ""
    working: bool = False
    missing_day: Literal["last_day_of_month", "next_day"] | None = None
    steps: tuple[str | StepFile, ...] = ()
    disputed: OtherReading | None = None


class Limit(Shape):
    """The least and the most that a given number may be, and what is said when it is not."""

    given: str
    at_least: int = 1
    at_most: int
    says: str


class Version(Shape):
    """The rule as it was in force from a day to a day, both included.

    Only the oldest version may leave `from` out: then its beginning is not recorded, and not guessed.
    """

    from_: date | None = Field(None, alias="from")
    to: date | None = None
    status: Status = "in force"
    opinion: Opinion = "settled"
    cite: tuple[str, ...] = Field(min_length=1)
    confidence: Confidence
    verified: Verified
    note: str = ""
    limits: tuple[Limit, ...] = ()
    work: str = ""
    parameters: dict[str, str] = {}
    gives: dict[str, OutputFile] = {}

    @property
    def begins(self) -> date:
        """Give the first day, or the first day there is when the beginning is not recorded."""
        return self.from_ or date.min

    @property
    def name(self) -> str:
        """Give what the version is called: its first day."""
        return self.from_.isoformat() if self.from_ else _("beginning not recorded")


class RuleFile(Shape):
    """A rule as it stands in its file.

    A rule of `kind: note` gives no day: only its text, its authority, and for whom it is.
    `silent_without` names words without which it says nothing at all: no day, and no question either.
    """

    rule: str
    title: str
    about: About
    kind: RuleKind = "date"
    note: str = ""
    applies_when: str = "yes"
    silent_without: tuple[str, ...] = ()
    given: dict[str, str | dict[str, str]] = {}
    governed_by: str = ""
    uses: Literal["", "today"] = ""
    printed: str = ""
    severity: Severity = "normal"
    docket: bool = True
    formerly: tuple[str, ...] = ()
    versions: tuple[Version, ...] = Field(min_length=1)


def check_versions(file: RuleFile, source: Source) -> None:
    """Raise Problem when the versions in force leave a hole or overlap, or end before they begin."""
    _check_kind(file, source)
    for place, version in enumerate(file.versions):
        if version.to is not None and version.to < version.begins:
            raise source.wrong(f"the version ends ({version.to}) before it begins", "versions", place, "to")
    in_force = sorted(
        ((version, place) for place, version in enumerate(file.versions) if version.status == "in force"),
        key=lambda one: one[0].begins,
    )
    for (earlier, _place), (later, place) in pairwise(in_force):
        if earlier.to is None or earlier.to >= later.begins:
            said = f"this version begins {later.name}, before that of {earlier.name} has ended (overlap)"
            raise source.wrong(said, "versions", place, "from")
        first, last = add_days(earlier.to, 1), add_days(later.begins, -1)
        if first <= last:
            said = f"no version is in force from {first} to {last} (hole)"
            raise source.wrong(said, "versions", place, "from")
    if not file.governed_by and len(in_force) > 1:
        raise source.wrong("a rule with several versions says by which given day it is governed", "versions")


def _check_kind(file: RuleFile, source: Source) -> None:
    for place, version in enumerate(file.versions):
        if file.kind == "date" and not version.gives:
            raise source.wrong(
                "the version gives nothing; a rule without a day is `kind: note`", "versions", place
            )
        if file.kind == "note" and (version.gives or version.work or version.limits):
            raise source.wrong(
                "a note gives no day: it has no `gives`, `work` or `limits`", "versions", place
            )
        if file.kind == "note" and not (file.note or version.note):
            raise source.wrong("a note without a text says nothing: add `note`", "versions", place)


_STEP_WORDS = frozenset(
    {
        "add", "and", "day", "days", "earlier", "first", "from", "in", "later", "month", "months", "next",
        "none", "not", "of", "open", "or", "previous", "subtract", "when", "year", "years", "yes", "no",
    }
)  # fmt: skip


def check_order(version: Version, source: Source, place: int) -> None:
    """Raise Problem when results are counted from one another, or one from another further down."""
    if len(version.gives) < 2:
        return
    needs = {name: results_in(output, version) for name, output in version.gives.items()}
    seen: set[str] = set()
    for name, needed in needs.items():
        for other in sorted(needed - seen):
            at = ("versions", place, "gives", name)
            if name in _reached(other, needs):
                raise source.wrong(f"'{name}' and '{other}' are counted from one another, in a circle", *at)
            raise source.wrong(
                f"'{name}' is counted from '{other}', which comes further down: put it first", *at
            )
        seen.add(name)


def results_in(output: OutputFile, version: Version) -> set[str]:
    """Give the other results of the version from which this one is counted."""
    steps = [*output.steps, *(output.disputed.steps if output.disputed else ())]
    texts = [step if isinstance(step, str) else step.step for step in steps]
    words = re.findall(r"[a-z][a-z0-9_]*", re.sub(r'"[^"]*"', "", " ".join([*texts, output.when])))
    return (set(words) - _STEP_WORDS) & version.gives.keys()


def _reached(name: str, needs: dict[str, set[str]]) -> set[str]:
    """Give every result from which `name` is counted, itself among them."""
    reached, todo = {name}, [name]
    while todo:
        more = needs[todo.pop()] - reached
        reached |= more
        todo += more
    return reached
