"""What a case type file may hold: stages, papers to gather and forms to file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from immdesk.basics.conditions import Condition, compile_condition
from immdesk.basics.problems import Problem
from immdesk.basics.strictyaml import Shape, did_you_mean
from immdesk.basics.vocabulary import Vocabulary
from immdesk.basics.word import Word

ShapeT = TypeVar("ShapeT", bound=Shape)
Role = Literal["petitioner", "principal", "beneficiary", "derivative", "joint_sponsor"]


class Stage(Shape):
    """A stage of the case; the last one reached is the stage now.

    It is reached when `when` is yes, or when the fact at `known` is known and not none. `over` says
    whose facts are read: the case's, or those of any, or of all, of the applicants.
    """

    stage: str
    title: str
    when: str = ""
    known: str = ""
    over: Literal["case", "any", "all"] = "case"


class Wanted(Shape):
    """A document wanted from each person in one of the roles; `done_when` settles it without a paper."""

    want: str
    title: str
    of: tuple[Role, ...]
    document: str
    when: str = ""
    done_when: str = ""
    note: str = ""


class Needed(Shape):
    """A form that is filed for each person in one of the roles, with the reason why."""

    form: str
    title: str
    of: tuple[Role, ...]
    when: str = ""
    reason: str
    cite: tuple[str, ...] = ()
    confidence: Literal["sourced", "partly", "general"]
    sealed: bool = False  # comes in a sealed envelope and is never printed by the desk
    per: Literal["person", "case"] = "person"


class CaseType(Shape):
    """A case type: what it is called, what is asked, gathered, filed and printed.

    A kind of case without an `intake` has no questionnaire of its own yet. `restrict` is the reason, of the
    closed list in `resources/restricted.yaml`, for which such a case is restricted when it is opened.
    """

    case_type: str
    title: str
    intake: str = ""
    restrict: Literal["", "1367", "208.6"] = ""
    packets: tuple[str, ...] = ()
    stages: tuple[Stage, ...]
    wanted: tuple[Wanted, ...] = ()
    forms: tuple[Needed, ...] = ()

    def spoken(self, texts: Mapping[str, str]) -> CaseType:
        """Give it with what a person reads in another language, by its English."""
        if not texts:
            return self
        said = {
            "stages": tuple(_said(one, ("title",), texts) for one in self.stages),
            "wanted": tuple(_said(one, ("title", "note"), texts) for one in self.wanted),
            "forms": tuple(_said(one, ("title", "reason"), texts) for one in self.forms),
        }
        return _said(self, ("title",), texts).model_copy(update=said)


def _said(shape: ShapeT, fields: tuple[str, ...], texts: Mapping[str, str]) -> ShapeT:
    english = {name: getattr(shape, name) for name in fields}
    return shape.model_copy(update={name: texts.get(text, text) for name, text in english.items()})


@dataclass(frozen=True, slots=True)
class Workflow:
    """A case type with every condition compiled once, by its text."""

    shape: CaseType
    conditions: Mapping[str, Condition]


def make_workflow(shape: CaseType, vocabulary: Vocabulary) -> Workflow:
    """Compile the conditions of a case type; raises Problem for what the vocabulary does not know."""
    where = f"Case type '{shape.case_type}'"
    kinds = vocabulary.word("document.kind").options
    for one in shape.wanted:
        if one.document not in kinds:
            raise Problem(
                f"{where}: '{one.want}' wants the document '{one.document}', which is no kind of document."
                + did_you_mean(one.document, kinds),
                "The pack is not opened.",
                "Correct the kind.",
            )
    for stage in shape.stages:
        if stage.known:
            vocabulary.check(stage.known, where)
    if not shape.stages or shape.stages[0].when or shape.stages[0].known:
        raise Problem(f"{where}: the first stage has no condition, because every case begins there.")
    return Workflow(shape, {text: _compiled(text, vocabulary, where) for text in _texts(shape)})


def _compiled(text: str, vocabulary: Vocabulary, where: str) -> Condition:
    names: Mapping[str, Word] = {}
    roots = ("person", "party", "case", "petitioner", "principal")
    return compile_condition(text, vocabulary, roots=roots, names=names, where=where)


def _texts(shape: CaseType) -> Iterator[str]:
    items: tuple[Stage | Wanted | Needed, ...] = (*shape.stages, *shape.wanted, *shape.forms)
    for one in items:
        if one.when:
            yield one.when
        if isinstance(one, Wanted) and one.done_when:
            yield one.done_when
