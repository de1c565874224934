"""Forms beside the packet of a case: AR-11, G-1145 and whatever else the desk can fill for somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from immdesk.basics.words import told
from immdesk.office.blanks import listed
from immdesk.office.by_hand import FormKey, by_hand_of
from immdesk.office.case_form import CaseForm, case_form, mailing_day, name_of, with_hand
from immdesk.office.case_packet import read_packet
from immdesk.office.progress import members_of
from immdesk.packets.plan import Planned

if TYPE_CHECKING:
    from immdesk.office.case_packet import CasePacket
    from immdesk.office.office import Office


@dataclass(frozen=True, slots=True)
class MoreForms:
    """What may be filled beside the packet: forms and people, each with its id and its words."""

    forms: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]


def more_forms(office: Office, case_id: str) -> MoreForms:
    """Give the forms that have a map and are not in the packet of a case, those with a blank first."""
    packet = read_packet(office, case_id)
    inside, held = {one.row.form for one in packet.forms}, {one.form for one in listed(office)}
    maps = office.library.official.items()
    rows = [(form, told(found[-1].title)) for form, found in maps if form not in inside]
    rows.sort(key=lambda one: (one[0] not in held, one[0]))
    people = {one.person_id: one.name for one in members_of(packet.facts)}
    return MoreForms(
        tuple((form, f"{form}  {title}" if title else form) for form, title in rows),
        tuple(people.items()),
    )


def form_beside(office: Office, packet: CasePacket, key: FormKey) -> CaseForm:
    """Give a form for a person of a case that its packet does not hold."""
    facts = packet.facts
    one = Planned("form", f"Form {key.form}", name_of(facts, key.person_id), key.person_id, form=key.form)
    made = case_form(office, facts, one, packet.planned, listed(office), mailing_day(office, facts))
    return with_hand(made, key.sponsor_id, by_hand_of(office, facts.case_id))
