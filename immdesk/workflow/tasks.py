"""What a file of tasks may hold: what an office does in a kind of case, who, by when, how long it takes.

The days are habits of the office and never law; an office replaces a whole file in its own layer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import Field

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, Source, did_you_mean
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word
from immdesk.workflow.case_type import CaseType, Role, Stage

Who = Literal["client", "paralegal", "attorney", "employer"]
Proof = Literal["receipt", "tracking", "note"]
Anchor = Literal["opening", "stage", "rule", "fact"]

ANCHORS: Final = ("opening", "stage", "rule", "fact")
ROOTS: Final = ("person", "party", "case", "petitioner", "principal", "job", "employer")
_UNITS: Final[Mapping[str, int]] = {"day": 1, "days": 1, "week": 7, "weeks": 7}
_MOST_DAYS = 3660


class Template(Shape):
    """A task of a kind of case.

    `due` is such as "7 days after opening", "30 days before rule n400-early-filing.earliest", "2 weeks after
    stage filed", "on fact case.postmark_on". With `of` everybody in one of the roles has the task; else it
    is the case's. It is done when `done_when` is yes, the fact at `done` is known or the stage `done_at` has
    its day, or by hand; `proof` says which proof ticking it off asks for.
    """

    task: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: str = Field(min_length=1, max_length=120)
    who: Who
    due: str
    minutes: int = Field(ge=5, le=6000)
    of: tuple[Role, ...] = ()
    when: str = ""
    after: tuple[str, ...] = ()
    done: str = ""
    done_when: str = ""
    done_at: str = ""
    proof: tuple[Proof, ...] = ()


class TaskFile(Shape):
    """The tasks of one kind of case."""

    tasks_for: str
    tasks: tuple[Template, ...]

    def texts(self) -> Iterator[str]:
        """Give what a person reads."""
        yield from (one.title for one in self.tasks)


@dataclass(frozen=True, slots=True)
class Due:
    """A number of days from a day of the case: before it where `days` is below nought.

    `name` is the stage, the rule or the path of the fact; `output` the result of the rule, "" for any.
    """

    days: int
    anchor: Anchor
    name: str = ""
    output: str = ""


@dataclass(frozen=True, slots=True)
class ReadyTask:
    """A template with its day understood and its conditions compiled."""

    shape: Template
    due: Due
    when: Condition | None
    done_when: Condition | None


@dataclass(frozen=True, slots=True)
class TaskPlan:
    """The tasks of a kind of case, ready to be weighed; `stages` by id."""

    case_type: str
    tasks: tuple[ReadyTask, ...]
    stages: Mapping[str, Stage]


def read_due(text: str) -> Due:
    """Read "7 days after opening"; raises ValueError that says what is wrong, with the nearest right word."""
    words = text.split()
    if words[:1] == ["on"]:
        return _anchored(0, words[1:], text)
    if len(words) < 4 or not re.fullmatch(r"\d{1,4}", words[0]):
        raise ValueError(f"'{text}' is no day. Write it as '7 days after opening' or 'on stage filed'.")
    number, unit, way = int(words[0]), words[1], words[2]
    if unit not in _UNITS:
        raise ValueError(f"'{unit}' is no unit of days.{did_you_mean(unit, _UNITS)}")
    if way not in ("before", "after"):
        raise ValueError(f"'{way}' is neither before nor after.{did_you_mean(way, ('before', 'after'))}")
    days = number * _UNITS[unit]
    if days > _MOST_DAYS:
        raise ValueError(f"'{text}' is more than ten years away.")
    return _anchored(-days if way == "before" else days, words[3:], text)


def make_tasks(file: TaskFile, kind: CaseType, vocabulary: Vocabulary, at: Source) -> TaskPlan:
    """Compile the tasks of a kind of case; raises Problem, with file and line, for what does not hold."""
    ids = [one.task for one in file.tasks]
    stages = {one.stage: one for one in kind.stages}
    ready = []
    for place, one in enumerate(file.tasks):
        if one.task in ids[:place]:
            raise at.wrong(f"the task '{one.task}' stands twice", "tasks", place, "task")
        for other in one.after:
            if other not in ids or other == one.task:
                said = f"'{one.task}' waits for '{other}', which is no other task here"
                raise at.wrong(f"{said}.{did_you_mean(other, ids)}", "tasks", place, "after")
        ready.append(_ready(one, stages, vocabulary, at, place))
    _refuse_circles(file, at)
    return TaskPlan(file.tasks_for, tuple(ready), stages)


def stage_word(stage: Stage, vocabulary: Vocabulary) -> bool:
    """Say whether a stage has a day: it is reached by a fact that is a date, and nothing else."""
    return bool(stage.known) and not stage.when and vocabulary.word(stage.known).type == "date"


def _anchored(days: int, words: list[str], text: str) -> Due:
    kind = words[0] if words else ""
    if kind == "opening" and len(words) == 1:
        return Due(days, "opening")
    if kind not in ANCHORS:
        raise ValueError(f"'{kind}' is no day of a case.{did_you_mean(kind, ANCHORS)}")
    if len(words) != 2 or kind == "opening":
        raise ValueError(f"'{text}' names no one {kind}.")
    if kind == "rule":
        rule, _dot, output = words[1].partition(".")
        return Due(days, "rule", rule, output)
    return Due(days, "stage" if kind == "stage" else "fact", words[1])


def _ready(
    one: Template, stages: Mapping[str, Stage], vocabulary: Vocabulary, at: Source, place: int
) -> ReadyTask:
    try:
        due = read_due(one.due)
        _check_day(due, stages, vocabulary)
        if one.done_at:
            _check_day(Due(0, "stage", one.done_at), stages, vocabulary)
    except ValueError as error:
        raise at.wrong(str(error), "tasks", place, "due") from None
    if one.done and one.done.partition(".")[0] not in ROOTS:
        raise at.wrong(f"'{one.done}' is not known where tasks are weighed", "tasks", place, "done")
    with at.placing("tasks", place):
        if one.done:
            vocabulary.check(one.done, f"Task '{one.task}'")
        when, done_when = (_compiled(text, vocabulary, one.task) for text in (one.when, one.done_when))
    return ReadyTask(one, due, when, done_when)


def _check_day(due: Due, stages: Mapping[str, Stage], vocabulary: Vocabulary) -> None:
    if due.anchor == "stage":
        stage = stages.get(due.name)
        if stage is None:
            raise ValueError(f"there is no stage '{due.name}'.{did_you_mean(due.name, stages)}")
        if not stage_word(stage, vocabulary):
            raise ValueError(f"the stage '{due.name}' has no day of its own: name a fact instead")
    if due.anchor == "fact":
        try:
            word = vocabulary.word(due.name)
        except Problem as problem:
            raise ValueError(problem.happened) from None
        if word.type != "date":
            raise ValueError(f"'{due.name}' is no date")
        if due.name.partition(".")[0] not in ROOTS:
            raise ValueError(f"'{due.name}' is not known where tasks are weighed")


def _refuse_circles(file: TaskFile, at: Source) -> None:
    waits = {one.task: set(one.after) for one in file.tasks}
    while free := [task for task, after in waits.items() if not after & waits.keys()]:
        for task in free:
            del waits[task]
    if waits:
        named = ", ".join(f"'{one}'" for one in waits)
        raise at.wrong(f"these tasks wait for one another: {named}", "tasks")


def _compiled(text: str, vocabulary: Vocabulary, task: str) -> Condition | None:
    names: Mapping[str, Word] = {}
    if not text:
        return None
    return compile_condition(text, vocabulary, roots=ROOTS, names=names, where=f"Task '{task}'")


def rules_named(file: TaskFile) -> Iterable[tuple[str, str, str]]:
    """Give the task, the rule and its result for each task that counts from a date of a rule."""
    for one in file.tasks:
        try:
            due = read_due(one.due)
        except ValueError:
            continue  # told where the file is compiled
        if due.anchor == "rule":
            yield one.task, due.name, due.output
