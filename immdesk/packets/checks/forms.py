"""What is looked for on the forms: blanks, editions page by page, page counts, answers, letters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final

from immdesk.packets.checks.seen import Found, Go, Look, Parameters, Seen, at_form, filled, listed, numbers
from immdesk.packets.planned import PlannedForm, PlannedPacket


def blank_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms whose blank the office has not added, or cannot fill."""
    for form in packet.forms:
        if form.blank == "missing":
            yield at_form(form, "blank", note=form.note)


def blank_superseded(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms on an edition that is not accepted on the day of mailing."""
    for form in packet.forms:
        if form.blank == "superseded":
            yield at_form(form, "blank", note=form.note)


def blank_ends(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms on an edition that is accepted, with something to be said of it, such as its last day."""
    for form in packet.forms:
        if form.blank == "ready" and form.note:
            yield at_form(form, "blank", note=form.note)


def blank_unknown(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms on an edition that no list names."""
    for form in packet.forms:
        if form.blank == "unknown":
            yield at_form(form, "blank", note=form.note)


def page_of_another_edition(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find pages whose printed edition is not that of the form."""
    for form in _ready(packet):
        others = tuple(one for one in form.printed if one.edition and one.edition != form.edition)
        if others:
            pages = numbers(tuple(one.page for one in others))
            yield at_form(form, "blank", pages=pages, edition=others[0].edition, wanted=form.edition)


def page_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms of which a page is missing, stands twice, or stands out of its order."""
    for form in _ready(packet):
        told = [one for one in form.printed if one.says_page and one.says_of]
        whole = max((one.says_of for one in told), default=0)
        wanted = set(range(1, whole + 1)) - {one.says_page for one in told}
        odd = [one.page for one in told if one.says_page != one.page]
        silent = {one.page for one in form.printed if not one.says_page}
        if form.pages != whole and whole and len(told) > 1 and (wanted - silent or odd):
            yield at_form(form, "blank", pages=numbers(tuple(sorted(wanted))) or "-", n=form.pages, of=whole)


def signature_page_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms whose page for the signature the blank does not have."""
    for form in _ready(packet):
        if form.needs_signature and not any(0 < page <= form.pages for page in form.signature_pages):
            yield at_form(form, "blank")


def one_unanswered(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms with a single box that nobody has answered."""
    for form in _ready(packet):
        if len(form.unanswered) == 1:
            yield _unanswered(form, first=form.unanswered[0])


def boxes_unanswered(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms with several boxes that nobody has answered."""
    for form in _ready(packet):
        if len(form.unanswered) > 1:
            yield _unanswered(form, n=len(form.unanswered), first=listed(form.unanswered))


def boxes_by_hand(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms on which boxes say something else than the record."""
    for form in _ready(packet):
        if form.by_hand:
            yield at_form(form, n=form.by_hand)


def boxes_unconfirmed(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms whose map holds boxes that nobody has confirmed."""
    for form in _ready(packet):
        if form.unconfirmed:
            yield at_form(form, "blank", n=form.unconfirmed)


def letters_changed(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find answers whose letters a form cannot show, and which are printed otherwise."""
    found: dict[str, None] = {}
    for form in _ready(packet):
        found |= dict.fromkeys(one for one in form.letters if _other_letters(one))
    if found:
        yield Seen("", "letters", None, filled({"n": len(found), "first": listed(tuple(found), 8)}))


def _unanswered(form: PlannedForm, **words: object) -> Seen:
    """Give a form that asks; the way leads to its first open question, else to the form."""
    path, who = form.asks
    seen = at_form(form, "form", **words)
    return replace(seen, go=Go("question", path, who)) if path else seen


def _other_letters(told: str) -> bool:
    """Say whether letters changed in "given → written", and not only points, commas or blanks."""
    given, _arrow, written = told.partition(" → ")
    return re.sub(r"[\W_]", "", given) != re.sub(r"[\W_]", "", written)


def form_problem(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Give what else was said of a form, as it was said."""
    for form in _ready(packet):
        for problem in form.problems:
            yield at_form(form, said=problem)


def _ready(packet: PlannedPacket) -> list[PlannedForm]:
    return [form for form in packet.forms if form.blank != "missing"]


FORMS: Final = {
    "blank_missing": Look(blank_missing, ("note",)),
    "blank_superseded": Look(blank_superseded, ("note",)),
    "blank_ends": Look(blank_ends, ("note",)),
    "blank_unknown": Look(blank_unknown, ("note",)),
    "page_of_another_edition": Look(page_of_another_edition, ("pages", "edition", "wanted")),
    "page_missing": Look(page_missing, ("pages", "n", "of")),
    "signature_page_missing": Look(signature_page_missing),
    "one_unanswered": Look(one_unanswered, ("first",)),
    "boxes_unanswered": Look(boxes_unanswered, ("n", "first")),
    "boxes_by_hand": Look(boxes_by_hand, ("n",)),
    "boxes_unconfirmed": Look(boxes_unconfirmed, ("n",)),
    "letters_changed": Look(letters_changed, ("n", "first")),
    "form_problem": Look(form_problem, ("said",)),
}
