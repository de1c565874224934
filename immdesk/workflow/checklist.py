"""What a case still needs: papers of each person and forms, each done, open, or missing, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from immdesk.basics.facts import Facts
from immdesk.basics.unknown import Unknown
from immdesk.basics.words import _
from immdesk.workflow.case_type import Needed, Wanted, Workflow

State = Literal["done", "open", "gap"]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a case as the checklist sees them; `facts` has person, party, case, petitioner in scope."""

    person_id: str
    name: str
    role: str
    facts: Facts


@dataclass(frozen=True, slots=True)
class Held:
    """A document that the office has or has asked for.

    `state` is asked, received, wrong, in translation or accepted.
    """

    document_id: str
    person_id: str
    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist.

    `state` is done, open (asked for, waiting, or it cannot be said yet whether it is needed) or gap
    (needed and not there); `ask` holds the paths that would decide whether it is needed.
    """

    key: str
    kind: Literal["evidence", "form"]
    title: str
    who: str
    person_id: str
    state: State
    note: str = ""
    document_kind: str = ""
    document_id: str = ""
    form: str = ""
    sealed: bool = False
    cite: tuple[str, ...] = ()
    confidence: str = ""
    ask: frozenset[str] = frozenset()


def checklist(
    workflow: Workflow,
    members: Iterable[Member],
    held: Iterable[Held],
    filed: Iterable[tuple[str, str]] = (),
) -> tuple[Item, ...]:
    """Give what the case needs now, people in the order given, papers before forms.

    `filed` holds (person id, form) of what is with the agency already. What does not apply is left out.
    """
    papers: dict[tuple[str, str], Held] = {}
    for one in held:
        key = (one.person_id, one.kind)
        if key not in papers or _rank(one.state) > _rank(papers[key].state):
            papers[key] = one
    people, done = list(members), frozenset(filed)
    found = [
        item
        for member in people
        for wanted in workflow.shape.wanted
        if member.role in wanted.of
        for item in _evidence(workflow, wanted, member, papers)
    ]
    found += [item for needed in workflow.shape.forms for item in _form(workflow, needed, people, done)]
    return tuple(found)


def gaps(items: Iterable[Item]) -> tuple[str, ...]:
    """Name what is missing, as the packet names it: "Passport – José Ramírez"."""
    return tuple(
        f"{item.title} – {item.who}" if item.who else item.title for item in items if item.state == "gap"
    )


def _evidence(
    workflow: Workflow, wanted: Wanted, member: Member, papers: Mapping[tuple[str, str], Held]
) -> Iterable[Item]:
    needed = _weigh(workflow, wanted.when, member.facts)
    if needed is False:
        return
    paper = papers.get((member.person_id, wanted.document))
    state: State = "gap"
    note = wanted.note
    if paper is not None:
        state, note = ("done", "") if paper.state == "accepted" else ("open", paper.state)
    elif wanted.done_when and _weigh(workflow, wanted.done_when, member.facts) is True:
        state, note = "done", ""
    ask: frozenset[str] = frozenset()
    if isinstance(needed, Unknown) and state == "gap":
        state, note, ask = "open", _("Whether this is needed is not known yet."), needed.paths
    yield Item(
        f"{wanted.want}:{member.person_id}",
        "evidence",
        wanted.title,
        member.name,
        member.person_id,
        state,
        note,
        document_kind=wanted.document,
        document_id=paper.document_id if paper else "",
        ask=ask,
    )


def _form(
    workflow: Workflow, needed: Needed, members: list[Member], filed: frozenset[tuple[str, str]]
) -> Iterable[Item]:
    for member in members:
        if member.role not in needed.of:
            continue
        applies = _weigh(workflow, needed.when, member.facts)
        if applies is False:
            continue
        unknown = isinstance(applies, Unknown)
        state: State = "done" if (member.person_id, needed.form) in filed else "open" if unknown else "gap"
        note = _("Whether this is needed is not known yet.") if unknown and state == "open" else needed.reason
        yield Item(
            f"form:{needed.form}:{member.person_id if needed.per == 'person' else 'case'}",
            "form",
            f"{needed.form} {needed.title}",
            member.name if needed.per == "person" else "",
            member.person_id,
            state,
            note,
            form=needed.form,
            sealed=needed.sealed,
            cite=needed.cite,
            confidence=needed.confidence,
            ask=applies.paths if isinstance(applies, Unknown) else frozenset(),
        )
        if needed.per == "case":
            return


def _weigh(workflow: Workflow, text: str, facts: Facts) -> bool | Unknown:
    return workflow.conditions[text].weigh(facts) if text else True


def _rank(state: str) -> int:
    order = ("asked", "wrong", "received", "in translation", "accepted")
    return order.index(state) if state in order else -1
