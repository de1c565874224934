"""Every signature of a packet: who signs where, how old, and how it stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from immdesk.packets.planned import PlannedSignature

if TYPE_CHECKING:
    from immdesk.office.case_form import CaseForm
    from immdesk.office.case_packet import CasePacket
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class KeptSignature:
    """A signature on a printed sheet as it is kept; `mark` stands for the answers of the form then."""

    id: str
    sheet_id: str
    code: str
    form_key: str
    page: int
    box: str
    mark: str
    state: Any
    reason: str
    made_at: str


def mark_of(form: CaseForm) -> str:
    """Give a mark of what a form says: its edition, its blank and every box; a changed answer has another."""
    blank = form.blank.sha256 if form.blank else ""
    boxes = sorted((name, str(value)) for name, value in (form.boxes.values if form.boxes else {}).items())
    return hashlib.sha256(json.dumps([form.key.written(), blank, boxes]).encode()).hexdigest()


def kept_signatures(office: Office, case_id: str) -> tuple[KeptSignature, ...]:
    """Give every signature that was printed for a case, the newest sheet last."""
    rows = office.rows(
        "SELECT p.id, p.sheet_id, s.code, s.form_key, s.page, p.box, s.mark, p.state, p.reason, s.made_at "
        "FROM signature_place p JOIN signature_sheet s ON s.id = p.sheet_id WHERE p.case_id = ? "
        "ORDER BY s.made_at, p.rowid",
        [case_id],
    )
    return tuple(
        KeptSignature(
            row["id"], row["sheet_id"], row["code"], row["form_key"], int(row["page"]), row["box"],
            row["mark"], row["state"], row["reason"] or "", row["made_at"],
        )
        for row in rows
    )  # fmt: skip


def newest(kept: tuple[KeptSignature, ...]) -> Mapping[tuple[str, str], KeptSignature]:
    """Give the newest of each place to sign: by form of the case, and box."""
    return {(one.form_key, one.box): one for one in kept}


def planned_signatures(packet: CasePacket) -> tuple[PlannedSignature, ...]:
    """Give the signatures of a packet as they stand; one from before a change is to be made again."""
    return tuple(_signatures(packet))


def _signatures(packet: CasePacket) -> Iterator[PlannedSignature]:
    kept = newest(kept_signatures(packet.office, packet.facts.case_id))
    for form in packet.forms:
        mark = mark_of(form) if form.signatures else ""
        for line in form.signatures:
            one = kept.get((form.key.written(), line.box))
            good = one is not None and (one.mark == mark or one.state == "refused")
            yield PlannedSignature(
                form.row.form,
                form.row.who,
                line.signer,
                packet.signer(form, line),
                line.page,
                one.state if one and good else "to sign",
                age_of(packet, form.row.person_id),
                one.reason if one and good else "",
                form.key.written(),
            )


def age_of(packet: CasePacket, person_id: str) -> int | None:
    """Give how old a person of the case is today, in years; None when it is not known."""
    born = packet.facts.for_person(person_id).get("person.born_on") if person_id else None
    today = packet.office.today()
    if not isinstance(born, date):
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
