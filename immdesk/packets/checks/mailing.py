"""What is looked for before mailing: fees on their day and how they are paid, the address, gaps, approval."""

from __future__ import annotations

from datetime import date
from typing import Final

from immdesk.basics.shown import in_words
from immdesk.basics.words import _
from immdesk.packets.checks.seen import Found, Go, Look, Parameters, Seen, filled, listed
from immdesk.packets.planned import PlannedFee, PlannedPacket

_FEES, _APPROVE = Go("fees"), Go("approve")


def fee_not_known(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms whose fee is not known on the day of mailing."""
    for fee in packet.fees:
        if not fee.on_day:
            yield Seen(_where(fee), f"fee {_where(fee)}", _FEES)


def fee_changes(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms whose fee on the planned day of mailing is another than today's."""
    for fee in packet.fees:
        if packet.mailed and fee.on_day and fee.today and fee.on_day != fee.today:
            words = {"day": in_words(packet.mailed), "then": fee.on_day, "now": fee.today}
            yield Seen(_where(fee), f"fee day {_where(fee)}", _FEES, filled(words))


def payment_form_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find forms with a fee for which no payment form can be printed."""
    for fee in packet.fees:
        if fee.on_day and not fee.payment_form and fee.why_not:
            yield Seen(_where(fee), f"payment {_where(fee)}", _FEES, filled({"why": fee.why_not}))


def paid_by_paper(packet: PlannedPacket, _today: date, given: Parameters) -> Found:
    """Find payments recorded in a way that is not taken (`methods`)."""
    refused = given["methods"].split()
    for one in packet.methods:
        if one in refused:
            yield Seen("", f"method {one}", _FEES, filled({"method": one.replace("_", " ")}))


def address_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find a packet of which nobody has said where it is mailed."""
    if packet.by_mail and packet.forms and packet.address is None:
        yield Seen("", "address", Go("address"))


def address_old(packet: PlannedPacket, today: date, given: Parameters) -> Found:
    """Find an address that was compared with the agency's page more than `days` days ago."""
    if packet.address and (today - packet.address.checked_on).days > int(given["days"]):
        words = {
            "day": in_words(packet.address.checked_on),
            "by": packet.address.by or "?",
            "days": given["days"],
        }
        yield Seen("", "address old", Go("address"), filled(words))


def gap_named(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Give what the packet does not hold, with the reason."""
    for gap in packet.gaps:
        yield Seen(gap.for_office(), f"gap {gap.title}", Go("missing"), filled({"reason": gap.reason}))


def letter_blanks(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find a letter with words that nobody has answered."""
    if packet.letter_missing:
        what = listed(packet.letter_missing, 8)
        yield Seen(_("Cover letter"), "letter", Go("letter"), filled({"what": what}))


def letter_open(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find letters of the packet that are not finished: no sign-off, open fields, exhibits that left."""
    for title, what in packet.letters_open:
        yield Seen(title, f"letter {title}", Go("letter"), filled({"what": what}))


def approval_missing(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find a packet that no attorney has approved."""
    if not packet.approved_by:
        yield Seen(_("Attorney"), "approval", _APPROVE)


def approval_changed(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Find a packet in which something changed after the approval."""
    if packet.approved_by and packet.changed_since_approval:
        yield Seen(_("Attorney"), "approval", _APPROVE, filled({"name": packet.approved_by}))


def approved(packet: PlannedPacket, _today: date, _given: Parameters) -> Found:
    """Say who approved the packet as it is."""
    if packet.approved_by and not packet.changed_since_approval:
        yield Seen(_("Attorney"), "approval", Go("signatures"), filled({"name": packet.approved_by}))


def _where(fee: PlannedFee) -> str:
    return f"{fee.form} – {fee.who}" if fee.who else fee.form


MAILING: Final = {
    "fee_not_known": Look(fee_not_known),
    "fee_changes": Look(fee_changes, ("day", "then", "now")),
    "payment_form_missing": Look(payment_form_missing, ("why",)),
    "paid_by_paper": Look(paid_by_paper, ("method",), {"methods": "words"}),
    "address_missing": Look(address_missing),
    "address_old": Look(address_old, ("day", "by", "days"), {"days": "number"}),
    "gap_named": Look(gap_named, ("reason",)),
    "letter_blanks": Look(letter_blanks, ("what",)),
    "letter_open": Look(letter_open, ("what",)),
    "approval_missing": Look(approval_missing),
    "approval_changed": Look(approval_changed, ("name",)),
    "approved": Look(approved, ("name",)),
}
