"""The payment form on top of each form that has a fee: by card (G-1450) or from a bank account (G-1650)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from immdesk.basics.words import _
from immdesk.office.packet_layout import Choices
from immdesk.office.packet_payment import Paid, blank_of, filled_with, paid_of, payment_row
from immdesk.packets.parts import FormPart, Gap, Signature

if TYPE_CHECKING:
    from immdesk.office.case_packet import CasePacket
    from immdesk.packets.plan import Planned

FORMS = {"card": "G-1450", "bank": "G-1650"}
Tops = dict[str, Callable[[], FormPart | Gap]]
"""By the key of a planned form: what makes its payment form, or says why there is none."""


def payment_forms(packet: CasePacket, choices: Choices) -> Tops | None:
    """Give the payment forms of a packet, one for each form with a fee; they are never joined.

    None while the office cannot print them (no blank, no map), or the rule of the day knows no such form:
    then the plan's own line says what is missing. Nothing of a card or an account is filled.
    """
    form = FORMS.get(choices.payment)
    if form is None:
        return {}
    blank = blank_of(packet.office, form)
    if isinstance(blank, str) or not _taken(packet, form):
        return None
    keys = {(one.form, one.person_id): one.key for one in packet.planned if one.part == "form"}
    return {
        keys[paid.filing.form, paid.filing.person_id]: partial(_on_top, packet, form, paid)
        for paid in paid_of(packet)
        if (paid.filing.form, paid.filing.person_id) in keys and paid.filing.total != 0
    }


def without_payment(planned: Iterable[Planned]) -> tuple[Planned, ...]:
    """Give the parts of a packet without the plan's line that the payment forms are missing."""
    return tuple(one for one in planned if not (one.part == "gap" and one.form in FORMS.values()))


def payment_gaps(packet: CasePacket, choices: Choices) -> tuple[Gap, ...]:
    """Give the forms of a packet whose payment form cannot be made, with the reason."""
    form = FORMS.get(choices.payment)
    blank = blank_of(packet.office, form) if form else ""
    if form is None or isinstance(blank, str):
        return ()
    rows = ((paid, payment_row(paid, blank)) for paid in paid_of(packet) if paid.filing.total != 0)
    return tuple(_gap(form, paid, row.why_not) for paid, row in rows if not row.form_ready)


def _taken(packet: CasePacket, form: str) -> bool:
    """Say whether the agency takes payments by this form today (a dated row of the fee table)."""
    today = packet.office.today()
    rules = [rule for rule in packet.office.library.payments if rule.holds_on(today)]
    return any(f"Form {form}" in method for rule in rules for method in rule.methods)


def _on_top(packet: CasePacket, form: str, paid: Paid) -> FormPart | Gap:
    blank = blank_of(packet.office, form)
    row = payment_row(paid, blank)
    if not row.form_ready or isinstance(blank, str):
        return _gap(form, paid, row.why_not)
    title = f"Form {form}, payment of Form {paid.filing.form}"
    signs = Signature(_("who pays"), f"{title}: {paid.filing.who}")
    pdf = filled_with(packet.office, paid, blank)
    return FormPart(form, title, pdf, paid.filing.who, blank[0].edition, (signs,))


def _gap(form: str, paid: Paid, why: str) -> Gap:
    title = f"Form {form}, payment of Form {paid.filing.form}"
    whose = f": {paid.filing.who}" if paid.filing.who else ""
    return Gap(f"{title}{whose}", why)
