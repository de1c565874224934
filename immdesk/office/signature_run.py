"""The signature run: what each person signs, as one PDF over all forms of a case or of its household."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import on_screen
from immdesk.basics.watched import Cancelled, Progress, Watched, never, silent
from immdesk.basics.words import _, n_
from immdesk.office.case_packet import read_packet
from immdesk.office.rows import Changed
from immdesk.office.signature_states import KeptSignature, kept_signatures, mark_of, newest
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from immdesk.office.case_form import CaseForm
    from immdesk.office.case_packet import CasePacket
    from immdesk.office.office import Office
    from immdesk.packets.boxes import SignatureLine
    from immdesk.packets.signature_pages import SignPage


@dataclass(frozen=True, slots=True)
class ToSign:
    """A signature of a packet: who signs where, how it stands, and the sheet that was printed for it."""

    case_id: str
    number: str
    form: str
    who: str
    signer: str
    name: str
    page: int
    label: str
    state: str
    reason: str = ""
    code: str = ""
    sheet_id: str = ""
    place_id: str = ""
    form_key: str = ""
    box: str = ""


def to_sign(office: Office, case_id: str, household: bool = False) -> tuple[ToSign, ...]:
    """Give every signature of a case's packet, or of all open cases of its household, by signer."""
    found = [
        one
        for case in (_household(office, case_id) if household else (case_id,))
        for one in _of_case(read_packet(office, case))
    ]
    order = {name: place for place, name in enumerate(dict.fromkeys(one.name for one in found))}
    return tuple(sorted(found, key=lambda one: order[one.name]))


def write_run(
    office: Office,
    case_id: str,
    name: str,
    out: Path,
    household: bool,
    flags: bool,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Changed:
    """Write the pages that one person signs as one PDF, each with a code; they count as printed from now on.

    A page that others sign too is one sheet for all of them. A page that is signed already is left out.
    Raises Problem when this person has nothing to sign, Refused when the disk says no.
    """
    from immdesk.office.packet_making import filled_form
    from immdesk.packets.signature_pages import SignRun, run_pages

    watched = Watched(progress, cancelled, _("Nothing was written."))
    cases = _household(office, case_id) if household else (case_id,)
    packets = [read_packet(office, one) for one in cases]
    sheets = [one for packet in packets for one in _sheets(packet, name)]
    if not sheets:
        raise Problem(
            _("{name} has nothing to sign.").format(name=name),
            _("Nothing was written."),
            _("Choose somebody else, or add the blanks that are missing."),
        )
    made = tuple(
        replace(one, pdf=filled_form(one.packet, one.form).pdf)
        for one in watched.each(sheets, len(sheets), _("Filling the forms"), every=1)
    )
    pages = tuple(_page(one, name) for one in made)
    run = SignRun(name, packets[0].title, on_screen(office.today()), pages, _rules(sheets, name), flags)
    write_out(out, run_pages(run), _("The signature pages could not be written."))
    return _remember(office, made)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page of a filled form with everybody who signs on it."""

    packet: CasePacket
    form: CaseForm
    page: int
    lines: tuple[tuple[SignatureLine, str], ...]
    id: str
    new: bool
    pdf: bytes = b""

    @property
    def code(self) -> str:
        from immdesk.packets.sign_codes import code_of

        return code_of(self.id)


def _sheets(packet: CasePacket, name: str) -> Iterator[_Sheet]:
    """Give the pages on which somebody signs and has not signed as the answers are now."""
    from immdesk.records.base import new_id

    kept = newest(kept_signatures(packet.office, packet.facts.case_id))
    for form in packet.forms:
        mark = mark_of(form)
        for page in dict.fromkeys(line.page for line in form.signatures):
            lines = tuple((one, packet.signer(form, one)) for one in form.signatures if one.page == page)
            mine = [line for line, signs in lines if signs == name]
            held = [one for line, _name in lines if (one := kept.get((form.key.written(), line.box)))]
            good = [one for one in held if one.mark == mark and one.state != "refused"]
            signed = {one.box for one in good if one.state == "matched"}
            if mine and not all(line.box in signed for line in mine):
                sheet = good[-1].sheet_id if len(good) == len(lines) else ""
                yield _Sheet(packet, form, page, lines, sheet or new_id(), not sheet)


def _page(sheet: _Sheet, name: str) -> SignPage:
    from immdesk.packets.signature_pages import Flag, SignPage

    places = places_of(sheet.packet.office, sheet.form)
    flags = tuple(Flag(*places[line.box], signs == name) for line, signs in sheet.lines if line.box in places)
    row = sheet.form.row
    where = f"{row.form} – {row.who}" if row.who else row.form
    mine = ", ".join(line.label for line, signs in sheet.lines if signs == name)
    told = _("{where}, page {page}: {label}").format(where=where, page=sheet.page, label=mine)
    others = tuple(dict.fromkeys(signs for _line, signs in sheet.lines if signs != name))
    if others:
        also = _("The same sheet is then signed by {names}.").format(names=", ".join(others))
        told = f"{told}. {also}"
    return SignPage(sheet.pdf, sheet.page, sheet.code, told, flags)


def places_of(office: Office, form: CaseForm) -> Mapping[str, tuple[float, float, float, float]]:
    """Give where each signature of a form stands on its page: left, low, right, high in points."""
    from immdesk.office.blanks import blank_bytes
    from immdesk.packets.blank_pages import Blank, boxes_of

    if form.blank is None:
        return {}
    found = boxes_of(Blank(form.blank.sha256, partial(blank_bytes, office, form.blank)))
    return {line.box: found[line.box] for line in form.signatures if line.box in found}


def _rules(sheets: Iterable[_Sheet], name: str) -> tuple[str, ...]:
    """Give how one signs, in plain words; 8 CFR 103.2(a)(2), USCIS Policy Manual vol. 1 part B ch. 2."""
    rules = [
        _("Sign with a pen, by hand, in black ink, inside the box at the yellow arrow."),
        _("Write the day of the signature yourself where the form asks for it."),
        _("No stamp, no typed name, no picture of a signature: the agency does not take it."),
        _("A scan or photo of the signed page is good; keep the paper with the ink until we ask for it."),
    ]
    signs = {line.signer for sheet in sheets for line, who in sheet.lines if who == name}
    young = any(_is_young(sheet) for sheet in sheets)
    if young and signs & {"applicant", "client", "beneficiary"}:
        rules.append(
            _(
                "For a child under 14 a parent or legal guardian signs the own name and adds a paper that "
                "shows who they are to the child."
            )
        )
    if signs & {"petitioner", "client"} and any(_is_employer(sheet) for sheet in sheets):
        rules.append(_("Sign for the employer only if you are employed there and may sign for it."))
    return tuple(rules)


def _is_young(sheet: _Sheet) -> bool:
    from immdesk.office.signature_states import age_of

    age = age_of(sheet.packet, sheet.form.row.person_id)
    return age is not None and age < 14


def _is_employer(sheet: _Sheet) -> bool:
    from immdesk.office.packet_people import signer_of_employer

    return bool(signer_of_employer(sheet.packet.facts))


def _remember(office: Office, sheets: Sequence[_Sheet]) -> Changed:
    """Keep each new sheet with a mark of the answers on it, and say of its places that they are printed."""
    fresh = [(one, _boxes(one)) for one in sheets if one.new]
    now = office.now().isoformat()

    def work(session: Session) -> None:
        from immdesk.records.signing import SignaturePlace, SignatureSheet

        for one, boxes in fresh:
            case = one.packet.facts.case_id
            session.add(
                SignatureSheet(
                    id=one.id,
                    case_id=case,
                    code=one.code,
                    form_key=one.form.key.written(),
                    form=one.form.row.form,
                    edition=one.form.row.edition,
                    page=str(one.page),
                    mark=mark_of(one.form),
                    boxes=boxes,
                    made_at=now,
                    by=office.user,
                )
            )
            for line, signs in one.lines:
                session.add(
                    SignaturePlace(
                        case_id=case,
                        sheet_id=one.id,
                        signer=line.signer,
                        who=signs,
                        label=line.label,
                        box=line.box,
                        state="printed",
                        by=office.user,
                        at=now,
                    )
                )

    said = n_("{n} page to sign is written.", "{n} pages to sign are written.", len(sheets))
    _done, changed = office.change(_("Print signature pages"), work, message=said)
    cases = frozenset(one.packet.facts.case_id for one in sheets)
    return replace(changed, cases=changed.cases | cases)


def _boxes(sheet: _Sheet) -> str:
    """Give what is needed when the page comes back: where its boxes are, their ink now, and every answer."""
    from immdesk.packets.signed_child import ink_of

    places = places_of(sheet.packet.office, sheet.form)
    mine: list[list[Any]] = [
        [line.box, *places[line.box]] for line, _who in sheet.lines if line.box in places
    ]
    ink = ink_of(sheet.pdf, sheet.page, mine)
    return json.dumps({"places": mine, "ink": ink, "answers": answers_of(sheet.form)})


def answers_of(form: CaseForm) -> dict[str, str]:
    """Give a short mark of each answer of a form, so that a later change can be named by its box."""
    import hashlib

    boxes = form.boxes.values if form.boxes else {}
    return {name: hashlib.sha256(str(value).encode()).hexdigest()[:8] for name, value in boxes.items()}


def _of_case(packet: CasePacket) -> Iterator[ToSign]:
    case_id = packet.facts.case_id
    kept = newest(kept_signatures(packet.office, case_id))
    number = packet.title.split(" ", 1)[0]
    for form in packet.forms:
        mark = mark_of(form) if form.signatures else ""
        for line in form.signatures:
            bare = ToSign(
                case_id, number, form.row.form, form.row.who, line.signer, packet.signer(form, line),
                line.page, line.label, "to sign", form_key=form.key.written(), box=line.box,
            )  # fmt: skip
            yield _as_kept(bare, kept.get((form.key.written(), line.box)), mark)


def _as_kept(bare: ToSign, one: KeptSignature | None, mark: str) -> ToSign:
    if one is None:
        return bare
    if one.mark != mark and one.state != "refused":
        again = _("An answer has changed since it was printed: print it again.")
        return replace(bare, reason=again)
    return replace(
        bare, state=one.state, reason=one.reason, code=one.code, sheet_id=one.sheet_id, place_id=one.id
    )


def _household(office: Office, case_id: str) -> tuple[str, ...]:
    """Give the open cases with a packet in which somebody of this case takes part, this one first."""
    rows = office.rows(
        "SELECT DISTINCT c.id, c.number FROM case_party a JOIN case_party b ON b.person_id = a.person_id "
        "JOIN case_file c ON c.id = b.case_id WHERE a.case_id = ? AND c.closed_on IS NULL "
        "AND c.deleted_at IS NULL "
        "ORDER BY c.number",
        [case_id],
    )
    found = [case_id]
    for row in rows:
        if row["id"] != case_id and _has_packet(office, row["id"]):
            found.append(row["id"])
    return tuple(found)


def _has_packet(office: Office, case_id: str) -> bool:
    rows = office.rows("SELECT case_type FROM case_file WHERE id = ?", [case_id])
    return any(rows[0]["case_type"] in plan.fits for plan in office.library.packets.values())
