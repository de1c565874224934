"""Typing into an agency's online system: what is typed on which screen, what was ticked off, its number."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Bug, Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.values import read_value, value_to_text
from immdesk.basics.words import _, told
from immdesk.office.calculators.case_at import CaseAt, case_at
from immdesk.office.progress import members_of
from immdesk.office.rows import Changed

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.basics.facts import Facts
    from immdesk.office.office import Office
    from immdesk.packets.online import ReadyOnline
    from immdesk.packets.typed import TypedRow, TypedScreen

_TICKED = "typed "
_ROLES = ("principal", "beneficiary", "derivative")


@dataclass(frozen=True, slots=True)
class TypingOffer:
    """An online system into which one types for somebody; `fits`: the case needs it."""

    system: str
    title: str
    person_id: str
    who: str
    fits: bool

    def called(self) -> str:
        """Give the system and for whom, as a list shows it."""
        return f"{self.title} – {self.who}" if self.who else self.title


@dataclass(frozen=True, slots=True)
class TypingLine:
    """One thing to type, as the panel shows it. `stale`: the answer has changed since it was ticked."""

    key: str
    label: str
    value: str
    state: str
    words: str
    warnings: tuple[str, ...]
    ticked: bool
    stale: bool


@dataclass(frozen=True, slots=True)
class TypingPage:
    """One screen of the system."""

    id: str
    title: str
    note: str
    lines: tuple[TypingLine, ...]


@dataclass(frozen=True, slots=True)
class TypingSheet:
    """All screens for one person or case; `trust` says from where their order is known."""

    case_id: str
    case: str
    offer: TypingOffer
    agency: str
    note: str
    trust: str
    pages: tuple[TypingPage, ...]
    number_label: str
    number: str

    @property
    def all(self) -> int:
        """Count the lines."""
        return sum(len(page.lines) for page in self.pages)

    @property
    def done(self) -> int:
        """Count the lines that are ticked and have not changed since."""
        return sum(line.ticked and not line.stale for page in self.pages for line in page.lines)


def offers(office: Office, case_id: str) -> tuple[TypingOffer, ...]:
    """Give the online systems for everybody of a case, those that the case needs first."""
    at = case_at(office, case_id)
    found = [offer for online in office.library.online for offer in _offers(at, online)]
    return tuple(sorted(found, key=lambda one: not one.fits))


def sheet(office: Office, case_id: str, system: str, person_id: str = "") -> TypingSheet:
    """Give what is typed into a system, screen by screen. Raises Problem for a system nobody knows."""
    from immdesk.packets.typed import typed_screens

    at, online = case_at(office, case_id), _online(office, system)
    offer = next((one for one in _offers(at, online) if not person_id or one.person_id == person_id), None)
    if offer is None:
        raise Problem(
            _("Nobody of this case is typed into that system."), "", _("Record who asks for what first.")
        )
    facts = at.facts.for_form(offer.person_id)
    ticked = _ticks(office, _word(case_id, offer))
    pages = tuple(_page(one, at, ticked) for one in typed_screens(online, facts))
    file, number = online.file, online.file.confirmation
    return TypingSheet(
        case_id=case_id,
        case=str(facts.get("case.number")),
        offer=offer,
        agency=file.agency,
        note=told(file.note),
        trust=_trust(online),
        pages=pages,
        number_label=told(number.label) if number else "",
        number=_said(facts, number.path) if number else "",
    )


def tick(office: Office, of: TypingSheet, line: TypingLine, done: bool) -> Changed:
    """Remember for the case that a line was typed, or that it was not; a changed answer asks for it again."""
    word = _word(of.case_id, of.offer)
    ticked = _ticks(office, word)
    if done:
        ticked[line.key] = _mark(of.case_id, line.value)
    else:
        ticked.pop(line.key, None)
    office_id = office.id()
    kept = json.dumps({"lines": len(ticked), "ticked": ticked}, ensure_ascii=False) if ticked else None

    def work(session: Session) -> None:
        from immdesk.records.answers import say

        say(session, "office", office_id, word, kept)

    title = _("Tick off what was typed online") if done else _("Take a tick back")
    return office.change(title, work, why=of.offer.system, message=title)[1]


def keep_number(office: Office, of: TypingSheet, number: str) -> Changed:
    """Take the number that the system gave into the case. Raises Problem when it cannot be read."""
    asked = _online(office, of.offer.system).file.confirmation
    if asked is None or not number.strip():
        raise Problem(_("No number was typed."), _("Nothing was kept."), _("Copy it from the last page."))
    word = office.library.vocabulary.word(asked.path)
    read = read_value(word.type, number, today=office.today(), max_length=word.max or 0)
    value = value_to_text(read.value)
    if value is None:
        raise Problem(
            _("“{number}” is no such number.").format(number=number.strip()[:40]),
            read.message,
            _("Copy it again from the last page."),
        )
    root, _dot, name = asked.path.partition(".")

    def work(session: Session) -> None:
        _keep(session, root, of, name, value)

    message = _("The number is kept in the case.")
    return office.change(_("Keep the number of an online filing"), work, message=message)[1]


def _keep(session: Session, root: str, of: TypingSheet, name: str, value: str) -> None:
    from immdesk.office.keeping import Told, keep_facts, keep_words, keep_work
    from immdesk.office.opening_work import job_of
    from immdesk.records.cases import CaseFile
    from immdesk.records.jobs import Job
    from immdesk.records.people import Person

    match root:
        case "person":
            keep_facts(session, session.get_one(Person, of.offer.person_id), Told({name: value}))
        case "case":
            keep_words(session, "case", session.get_one(CaseFile, of.case_id), {name: value})
        case "job":
            job_id = job_of(session, of.case_id)
            if job_id is None:
                raise Problem(
                    _("This case has no job yet."), _("The number was not kept."), _("Add the job first.")
                )
            keep_work(session, "job", session.get_one(Job, job_id), Told({name: value}))
        case _:
            raise Bug(f"A confirmation number cannot be kept in '{root}'.")


def _offers(at: CaseAt, online: ReadyOnline) -> list[TypingOffer]:
    file = online.file
    if file.for_ == "case":
        principal = at.facts.principal_id or ""
        fits = not file.when or online.conditions[file.when].weigh(at.facts.for_form(principal)) is True
        return [TypingOffer(file.system, file.title, principal, "", fits)]
    people = [one for one in members_of(at.facts) if one.role in _ROLES]
    return [
        TypingOffer(file.system, file.title, one.person_id, one.name, _fits(at, online, one.person_id))
        for one in people
    ]


def _fits(at: CaseAt, online: ReadyOnline, person_id: str) -> bool:
    condition = online.file.when
    return not condition or online.conditions[condition].weigh(at.facts.for_form(person_id)) is True


def _online(office: Office, system: str) -> ReadyOnline:
    found = next((one for one in office.library.online if one.file.system == system), None)
    if found is None:
        names = ", ".join(one.file.system for one in office.library.online)
        raise Problem(
            _("No pack knows the online system '{system}'.").format(system=system),
            "",
            _("The packs know: {names}.").format(names=names),
        )
    return found


def _page(screen: TypedScreen, at: CaseAt, ticked: dict[str, str]) -> TypingPage:
    lines = tuple(_line(row, at, ticked) for row in screen.rows)
    return TypingPage(screen.id, screen.title, told(screen.note), lines)


def _line(row: TypedRow, at: CaseAt, ticked: dict[str, str]) -> TypingLine:
    kept = ticked.get(row.key)
    asked = ", ".join(at.label(path) for path in row.paths)
    say = {
        "missing": _("Not known yet: {what}.").format(what=asked),
        "open": _("Nobody has said: {what}. Ask, or leave it empty if the system lets you.").format(
            what=asked
        ),
        "none": _("None: choose “Does Not Apply”, or leave it empty."),
    }
    words = " ".join(filter(None, (say.get(row.state, ""), told(row.note))))
    stale = kept is not None and kept != _mark(at.case_id, row.value)
    return TypingLine(row.key, row.label, row.value, row.state, words, row.warnings, kept is not None, stale)


def _trust(online: ReadyOnline) -> str:
    file = online.file
    seen = max(one.seen_on for one in file.sources)
    if file.verified.on is None:
        return _(
            "The order comes from what is published about the system, read on {day}; nobody has walked "
            "through the system with it yet."
        ).format(day=on_screen(seen))
    return _("Walked through by {name} on {day}.").format(
        name=file.verified.by, day=on_screen(file.verified.on)
    )


def _said(facts: Facts, path: str) -> str:
    value: Any = facts.get(path)
    return value if isinstance(value, str) else ""


def _word(case_id: str, offer: TypingOffer) -> str:
    return f"{_TICKED}{offer.system} {case_id} {offer.person_id}"


def _ticks(office: Office, word: str) -> dict[str, str]:
    rows = office.rows("SELECT value FROM said WHERE owner_kind = 'office' AND word = ?", [word])
    return dict(json.loads(rows[0]["value"])["ticked"]) if rows else {}


def _mark(case_id: str, value: str) -> str:
    """Give a mark of an answer, so that a later one is seen to differ; the answer is not kept twice."""
    return hashlib.sha256(f"{case_id}\n{value}".encode()).hexdigest()[:12]
