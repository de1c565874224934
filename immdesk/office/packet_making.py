"""A packet's parts made ready to be bound: forms filled, a payment form on top of each, exhibits at hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from immdesk.basics.watched import ALONE, Watched
from immdesk.basics.words import _, told
from immdesk.office.blanks import blank_bytes
from immdesk.office.case_form import policy_of
from immdesk.office.fee_sheet import fees_in, fees_part
from immdesk.office.packet_layout import Choices
from immdesk.office.packet_people import scope_for
from immdesk.packets.parts import (
    AddendumPart,
    Bates,
    FeesPart,
    Finish,
    FormPart,
    Gap,
    PacketInput,
    Signature,
)
from immdesk.packets.plan import Planned, packet_input

if TYPE_CHECKING:
    from immdesk.office.case_form import CaseForm
    from immdesk.office.case_packet import CasePacket
    from immdesk.packets.addendum import FilledForm


def input_of(packet: CasePacket, watched: Watched = ALONE) -> PacketInput:
    """Give the packet to build: every form filled and flattened, every exhibit ready to be opened.

    Raises Stopped when the person stopped: forms are filled one by one.
    """
    from immdesk.office.payment_forms import payment_forms, without_payment

    forms = [one for one in packet.planned if one.part == "form"]
    tops, made = payment_forms(packet, packet.choices), dict[int, tuple[FormPart | AddendumPart | Gap, ...]]()
    for one in watched.each(forms, len(forms), _("Filling the forms"), every=1):
        parts = tuple(_form(packet, one))
        top = tops.get(one.key) if tops and isinstance(parts[0], FormPart) else None
        made[id(one)] = (top(), *parts) if top else parts
    return packet_input(
        without_payment(packet.planned) if tops is not None else packet.planned,
        title=packet.title,
        letter=packet._letter,
        form=lambda one: made[id(one)],
        document=packet._evidence,
        fees=_fees(packet),
        draft=packet.draft,
        approver=packet.approved_by,
        finish=finish_of(packet.choices),
    )


def filled_form(packet: CasePacket, form: CaseForm) -> FilledForm:
    """Give a form of a packet, filled and flattened; it has its blank and its map."""
    from immdesk.packets.addendum import fill_form

    assert form.blank is not None
    assert form.form_map is not None
    office, row = packet.office, form.row
    return fill_form(
        blank_bytes(office, form.blank),
        form.form_map,
        scope_for(office, packet.facts, row.person_id, packet.planned, form.sponsor_id),
        office.library.vocabulary,
        flatten=True,
        not_applicable=policy_of(office, row.form),
        values=form.boxes,
    )


def finish_of(choices: Choices) -> Finish:
    """Give how a packet is finished by what was chosen for its case."""
    bates = Bates(choices.prefix, choices.start) if choices.bates else None
    return Finish(choices.sheets, bates, choices.blanks)


def _fees(packet: CasePacket) -> FeesPart | None:
    place = next((one for one in packet.planned if one.part == "fees"), None)
    if place is None:
        return None
    return fees_part(fees_in(packet.office, packet.facts, packet.planned), told(place.title))


def _form(packet: CasePacket, one: Planned) -> Iterator[FormPart | AddendumPart | Gap]:
    """Give a form, filled, and the page of the answers that did not fit; or why there is none.

    A page that came back signed stands in the place of the unsigned one.
    """
    from immdesk.office.signed_pages import with_signed_pages

    form = packet.form(one)
    if form.blank is None or form.form_map is None:
        yield packet.form_gap(form)
        return
    filled = filled_form(packet, form)
    where = f"Form {one.form}"
    signatures = tuple(
        Signature(packet.signer(form, line), f"{where}, page {line.page}, {line.label}")
        for line in form.signatures
    )
    pdf = with_signed_pages(packet, form, filled.pdf)
    yield FormPart(one.form, one.title, pdf, one.who, form.blank.edition, signatures)
    if filled.addendum:
        yield AddendumPart(f"{one.title}, addendum", filled.addendum)
