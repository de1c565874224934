"""Look the packet over before it is printed: what stops it, what to look at, and what to do about each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from immdesk.basics.shown import in_words
from immdesk.basics.words import _
from immdesk.packets.parts import Gap

Severity = Literal["stop", "warn", "note"]


@dataclass(frozen=True, slots=True)
class PlannedForm:
    """A form as the office has it. `note` says in words what is wrong with the blank (from the editions).

    `signature_pages` are the pages that a person signs, `pages` how many the blank has; both 0 or empty
    when the blank is missing. `unanswered` holds labels of boxes that still need an answer.
    """

    form: str
    who: str
    blank: Literal["ready", "missing", "superseded", "unknown"]
    note: str = ""
    pages: int = 0
    signature_pages: tuple[int, ...] = ()
    needs_signature: bool = True
    unanswered: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """A document of an exhibit: what reading it found (`problems`), and when it expires, if it does."""

    exhibit: str
    title: str
    kind: str
    pages: int
    expires_on: date | None = None
    problems: tuple[str, ...] = ()
    who: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPacket:
    """What the packet will hold, as far as it is known before it is built."""

    forms: tuple[PlannedForm, ...]
    documents: tuple[PlannedDocument, ...]
    gaps: tuple[Gap, ...]
    approved_by: str = ""
    changed_since_approval: bool = False
    letter_missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to look at: how bad, where, what, and what to do. `stop` keeps the packet a draft."""

    severity: Severity
    where: str
    message: str
    do: str


def preflight(packet: PlannedPacket, today: date) -> tuple[Check, ...]:
    """Give everything to look at before printing, the worst first."""
    found = [
        *(check for form in packet.forms for check in _form(form)),
        *(check for document in packet.documents for check in _document(document, today)),
        *_letter(packet.letter_missing),
        *(Check("warn", gap.title, gap.reason, _("Add it before mailing.")) for gap in packet.gaps),
        *_approval(packet),
    ]
    order = ("stop", "warn", "note")
    return tuple(sorted(found, key=lambda check: order.index(check.severity)))


def stops(checks: Iterable[Check]) -> bool:
    """Say whether something keeps the packet a draft."""
    return any(check.severity == "stop" for check in checks)


def _form(form: PlannedForm) -> Iterator[Check]:
    where = f"{form.form} – {form.who}" if form.who else form.form
    if form.blank == "missing":
        add = _("Download the blank from the agency's page and add it to the forms of the office.")
        yield Check("stop", where, form.note or _("The blank form is missing."), add)
        return
    if form.blank == "superseded":
        add = _("Download the current edition and add it to the forms of the office.")
        yield Check("stop", where, form.note or _("This edition is no longer accepted."), add)
    if form.blank == "ready" and form.note:
        yield Check("note", where, form.note, _("Mail it in time, or draft it anew on the next edition."))
    if form.blank == "unknown":
        look = _("Compare the edition date with the agency's page before mailing.")
        yield Check("warn", where, form.note or _("It is not known whether this edition is accepted."), look)
    if form.needs_signature and not any(0 < page <= form.pages for page in form.signature_pages):
        look = _("Add a whole blank again: a form without its signature page is rejected.")
        yield Check("stop", where, _("The page for the signature is missing."), look)
    if form.unanswered:
        count = len(form.unanswered)
        said = _("1 box is not answered: {first}") if count == 1 else _("{n} boxes are not answered: {first}")
        first = ", ".join(form.unanswered[:4]) + (" …" if count > 4 else "")
        yield Check("warn", where, said.format(n=count, first=first), _("Ask for the answers."))
    for problem in form.problems:
        yield Check("warn", where, problem, _("Look at the form before it is signed."))


def _document(document: PlannedDocument, today: date) -> Iterator[Check]:
    where = document.title
    if document.exhibit:
        where = _("Exhibit {letter}: {title}").format(letter=document.exhibit, title=document.title)
    again = _("Ask for it again, or scan it again.")
    if document.pages < 1:
        said = " ".join(document.problems) or _("The document cannot be read.")
        yield Check("stop", where, said, again)
    else:
        for problem in document.problems:
            yield Check("warn", where, problem, again)
    if document.expires_on and document.expires_on < today and document.kind in ("passport", "ead"):
        said = _("It expired on {day}.").format(day=in_words(document.expires_on))
        yield Check("warn", where, said, _("Ask for the renewed document, or explain it in the letter."))


def _letter(missing: tuple[str, ...]) -> Iterator[Check]:
    if missing:
        said = _("The letter has blanks: {what}").format(what=", ".join(missing))
        yield Check("warn", _("Cover letter"), said, _("Answer them, or write them in by hand."))


def _approval(packet: PlannedPacket) -> Iterator[Check]:
    where = _("Attorney")
    ask = _("Ask the attorney to read the packet and approve it.")
    if not packet.approved_by:
        said = _("No attorney has approved this packet; it carries DRAFT on every form and letter.")
        yield Check("stop", where, said, ask)
    elif packet.changed_since_approval:
        said = _("Something changed after {name} approved it; it carries DRAFT again.")
        yield Check("stop", where, said.format(name=packet.approved_by), ask)
    else:
        said = _("Approved by {name}.").format(name=packet.approved_by)
        yield Check("note", where, said, _("Have the signatures given by hand."))
