"""The plan of a filing packet: which letters, forms, exhibits and named gaps, in what order, for whom.

Files of resources/packs/*/packets are read into `PacketPlan` (strictyaml.parse(PacketPlan, …)); files
of resources/packs/*/letters into `immdesk.packets.letters.LetterText`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import model_validator

from immdesk.basics.strictyaml import Shape
from immdesk.packets.parts import (
    AddendumPart,
    ContentsPart,
    Evidence,
    ExhibitPart,
    FeesPart,
    FilledLetter,
    Finish,
    FormPart,
    Gap,
    GapsPart,
    LetterPart,
    PacketInput,
    Part,
)

Whom = Literal[
    "case", "petitioner", "beneficiary", "applicant", "spouse", "child", "parent", "joint_sponsor",
    "principal", "employer", "worker", "alone", "premium", "extending", "everyone",
    "support_open", "combining", "not_compared", "work_permit", "work_permit_open", "travel", "travel_open",
    "waiver", "in_court", "request",
]  # fmt: skip

_PLAIN = Finish()
_NEEDS: dict[str, frozenset[str]] = {
    "letter": frozenset({"letter"}),
    "contents": frozenset(),
    "fees": frozenset(),
    "gaps": frozenset(),
    "form": frozenset({"form"}),
    "gap": frozenset({"reason"}),
    "exhibit": frozenset({"kinds"}),
    "notice": frozenset(),
}
_MAY: dict[str, frozenset[str]] = {
    "form": frozenset({"for_each", "filing", "sponsor"}),
    "gap": frozenset({"for_each", "form", "filing"}),
    "exhibit": frozenset({"for_each", "reason"}),
}


class PlanPart(Shape):
    """One entry of a plan.

    `part` says what it is; `title` may hold `{person}`. `for_each` makes one for every person in that
    role ("applicant": who asks for the green card here; "employer": the one that petitions, "worker": for
    whom, "alone": who asks without an employer, "premium": who asks for premium processing,
    "extending": a dependent who asks for an own extension; "in_court": whose case is
    before the immigration court; "work_permit", "travel", "waiver": who wants one, "…_open": of whom
    nobody has said;
    "support_open": of whom nobody has said which joint sponsor supports them, "combining": a sponsor who
    adds the income of the household, "not_compared": one whose income nobody has compared with the
    poverty guidelines; "everyone": each person of the case). With a `sponsor` there is one for each sponsor
    in that role who supports the person, and `{sponsor}` stands for the name. An exhibit
    takes the documents of `kinds` (a `kind` of the vocabulary, or `any`: all that no exhibit before it
    took); with a `reason` it becomes a named gap when there is none. A gap is something that the packet
    does not hold, with the reason. `fees` is the fee sheet, for the office only. `filing` says of a form what
    its fee depends on: a word of `filing` with its value, or with the path of the fact that holds it. In the
    plan of a response `notice` is the notice itself, and an exhibit `for_each: request` holds its answer.
    """

    part: Literal["letter", "contents", "fees", "gaps", "form", "gap", "exhibit", "notice"]
    title: str
    letter: str = ""
    form: str = ""
    filing: Mapping[str, str] = {}
    for_each: Whom = "case"
    sponsor: Literal["", "petitioner", "joint_sponsor"] = ""
    kinds: tuple[str, ...] = ()
    reason: str = ""

    @model_validator(mode="after")
    def _fits(self) -> PlanPart:
        given = {
            key for key in ("letter", "form", "kinds", "reason", "filing", "sponsor") if getattr(self, key)
        }
        given |= {"for_each"} if self.for_each != "case" else set()
        missing = sorted(_NEEDS[self.part] - given)
        extra = sorted(given - _NEEDS[self.part] - _MAY.get(self.part, frozenset()))
        if missing:
            raise ValueError(f"a {self.part} needs: {', '.join(missing)}")
        if extra:
            raise ValueError(f"a {self.part} has no: {', '.join(extra)}")
        return self


class PacketPlan(Shape):
    """A file of resources/packs/*/packets: the parts of one kind of filing, for the case types it fits.

    The plan of a response fits no case type: it says which kinds of notice it `answers`.
    """

    packet: str
    title: str
    fits: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    source: str = ""
    verified: str = ""
    parts: tuple[PlanPart, ...]

    @model_validator(mode="after")
    def _orderly(self) -> PacketPlan:
        if bool(self.fits) == bool(self.answers):
            raise ValueError("a plan says either which case types it fits or which notices it answers")
        if not self.answers and any(one.part == "notice" or one.for_each == "request" for one in self.parts):
            raise ValueError("a notice and its requests stand only in a plan that answers one")
        for kind in ("contents", "fees", "gaps"):
            if sum(one.part == kind for one in self.parts) > 1:
                raise ValueError(f"{kind} stands more than once")
        return self


@dataclass(frozen=True, slots=True)
class PersonInPacket:
    """A person of the case: id, name as printed, and roles (petitioner, beneficiary, spouse, child …).

    `supports` are the ids of those for whom the person signs an affidavit of support.
    """

    id: str
    name: str
    roles: frozenset[str]
    supports: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HeldDocument:
    """A document that the case may show: whose it is ("" = the case's), its kind and its title."""

    id: str
    person_id: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One part as planned for a case: nothing of it is made yet. `documents` holds document ids.

    `key` tells it from the other parts of its plan, also after a person was renamed or a paper came in.
    """

    part: Literal["letter", "contents", "fees", "gaps", "form", "gap", "exhibit", "notice"]
    title: str
    who: str = ""
    person_id: str = ""
    letter: str = ""
    form: str = ""
    reason: str = ""
    documents: tuple[str, ...] = ()
    filing: tuple[tuple[str, str], ...] = ()
    sponsor_id: str = ""
    key: str = field(default="", compare=False)


def lay_out(
    plan: PacketPlan, people: Iterable[PersonInPacket], documents: Iterable[HeldDocument]
) -> tuple[Planned, ...]:
    """Give the parts of the packet for a case, in order; a document is shown once, none is left out."""
    everyone, left = list(people), list(documents)
    planned: list[Planned] = []
    for entry in plan.parts:
        for person in _whom(entry.for_each, everyone):
            for sponsor in _sponsors(entry, person, everyone):
                planned += _entry(entry, person, sponsor, left)
    if left:
        rest = tuple(one.id for one in left)
        planned.append(Planned("exhibit", "Other documents", documents=rest, key="exhibit/Other documents"))
    return tuple(planned)


def packet_input(
    planned: Iterable[Planned],
    *,
    title: str,
    letter: Callable[[Planned], FilledLetter],
    form: Callable[[Planned], Iterable[FormPart | AddendumPart | Gap]],
    document: Callable[[str], Evidence],
    fees: FeesPart | None = None,
    draft: bool = True,
    approver: str = "",
    language: str = "en-US",
    finish: Finish = _PLAIN,
) -> PacketInput:
    """Give the packet to build: `letter` and `form` make what is planned, `document` gives that of an id.

    A form is given with what lies on top of it and with what did not fit; it may turn out to be a gap, such
    as a blank that the office has not added. The sheets for the office only (`fees`, what is still needed)
    stand in a draft; without them an approved packet is what is mailed, and what is kept as filed.
    """
    parts: list[Part] = []
    gaps: list[Gap] = []
    for one in planned:
        if one.part == "letter":
            parts.append(LetterPart(one.title, letter(one)))
        elif one.part == "contents":
            parts.append(ContentsPart(one.title))
        elif one.part in ("fees", "gaps"):
            sheet = fees if one.part == "fees" else GapsPart(one.title)
            parts += [sheet] if sheet and draft else []
        elif one.part == "gap":
            gaps.append(Gap(one.title, one.reason))
        elif one.part == "form":
            for made in form(one):
                if isinstance(made, Gap):
                    gaps.append(made)
                else:
                    parts.append(made)
        else:
            shown = tuple(document(each) for each in one.documents)
            parts.append(ExhibitPart(one.title, shown, one.who))
    return PacketInput(title, tuple(parts), tuple(gaps), (), draft, approver, language, finish)


def _whom(whom: Whom, people: list[PersonInPacket]) -> list[PersonInPacket | None]:
    if whom == "case":
        return [None]
    return [person for person in people if whom == "everyone" or whom in person.roles]


def _sponsors(
    entry: PlanPart, person: PersonInPacket | None, people: list[PersonInPacket]
) -> list[PersonInPacket | None]:
    if not entry.sponsor or person is None:
        return [None]
    return [one for one in people if entry.sponsor in one.roles and person.id in one.supports]


def _entry(
    entry: PlanPart,
    person: PersonInPacket | None,
    sponsor: PersonInPacket | None,
    left: list[HeldDocument],
) -> list[Planned]:
    who, person_id = (person.name, person.id) if person else ("", "")
    title = entry.title.replace("{person}", who).replace("{sponsor}", sponsor.name if sponsor else "")
    taken: tuple[str, ...] = ()
    part = entry.part
    if part == "exhibit":
        found = [one for one in left if _shows(entry, one, person)]
        if not found and not entry.reason:
            return []
        part = "exhibit" if found else "gap"
        taken = tuple(one.id for one in found)
        left[:] = [one for one in left if one not in found]
    reason = entry.reason if part == "gap" else ""
    shown = "" if who and who in title else who
    filing = tuple(entry.filing.items())
    signs = sponsor.id if sponsor else ""
    key = "/".join(filter(None, (entry.part, entry.title, person_id, signs)))
    letter, form = entry.letter, entry.form
    return [Planned(part, title, shown, person_id, letter, form, reason, taken, filing, signs, key)]


def _shows(entry: PlanPart, document: HeldDocument, person: PersonInPacket | None) -> bool:
    right_kind = "any" in entry.kinds or document.kind in entry.kinds
    return right_kind and (person is None or document.person_id == person.id)
