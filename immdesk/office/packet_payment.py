"""What the forms of a packet cost and how they are paid: one Form G-1450 for each, and the mailing label.

Nothing of a card is asked for, filled or kept: it is written by hand on the printed form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from immdesk.basics.problems import Problem
from immdesk.basics.shown import money, on_screen
from immdesk.basics.words import _
from immdesk.office.blanks import blank_bytes, listed
from immdesk.office.case_packet import CasePacket, read_packet
from immdesk.office.fee_sheet import FilingFees, fees_in, line_words
from immdesk.office.written import write_out

if TYPE_CHECKING:
    from immdesk.basics.facts import Facts
    from immdesk.office.office import Office
    from immdesk.packets.official import FormMap
    from immdesk.packets.payment_sheet import PaidForm, PaymentSheet

PAYMENT_FORM = "G-1450"


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """What one form of a packet costs when it is mailed today.

    `usd` is None while it is not known; `reasons` say what it is for, or what must be known first.
    `form_ready` says whether its G-1450 can be printed, else `why_not`.
    """

    form: str
    who: str
    usd: Decimal | None
    reasons: tuple[str, ...]
    form_ready: bool
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Paid:
    """What one form costs, and the facts of the person who files it."""

    filing: FilingFees
    payer: Facts


def payments(office: Office, case_id: str) -> tuple[PaymentRow, ...]:
    """Give what each form of the packet that has a fee costs today, in the order of the packet."""
    return payments_of(read_packet(office, case_id))


def payments_of(packet: CasePacket) -> tuple[PaymentRow, ...]:
    """Give what each form with a fee of a packet costs today, in its order."""
    blank = blank_of(packet.office)
    return tuple(payment_row(one, blank) for one in paid_of(packet))


def write_payments(office: Office, case_id: str, out: Path) -> tuple[PaymentRow, ...]:
    """Write the payment sheet, and one G-1450 for each form whose amount is known, as one PDF.

    Raises Problem when no fee is still to be paid (none, or all were mailed), Refused when the disk says no.
    """
    from immdesk.packets.payment_sheet import joined, payment_pages

    packet = read_packet(office, case_id)
    found, blank = paid_of(packet), blank_of(office)
    if not found:
        raise Problem(
            _("No fee of this packet is still to be paid."),
            _("No payment sheet was written."),
            _("Look at the agency's fee schedule (Form G-1055)."),
        )
    rows = tuple(payment_row(one, blank) for one in found)
    how = fees_in(office, packet.facts, packet.planned).payment
    filled = [filled_with(office, one, blank) for one, row in zip(found, rows, strict=True) if row.form_ready]
    papers = [payment_pages(_sheet(office, packet, rows, how)), *filled]
    write_out(out, joined(papers, _("Payments of the packet")), _("The payment sheet could not be written."))
    return rows


def write_label(office: Office, case_id: str, address: str, tracking: str, out: Path) -> None:
    """Write the mailing label; `address` is what the office typed from the agency's page.

    The packs hold no address: lockboxes change, and depend on the form and on where the client lives.
    Raises Problem when no address was typed, Refused when the disk says no.
    """
    from immdesk.packets.payment_sheet import Label, label_page

    to = tuple(line.strip() for line in address.splitlines() if line.strip())
    if not to:
        raise Problem(
            _("No address was typed."),
            _("No label was written: the desk knows no address of the agency."),
            _("Look it up on the agency's page for this form, and type it."),
        )
    office_rows = office.rows("SELECT * FROM office LIMIT 1")
    sender = _sender(office_rows[0]) if office_rows else ()
    title = office.rows("SELECT number FROM case_file WHERE id = ?", [case_id])[0]["number"]
    label = Label(sender, to, _("Our file: {number}").format(number=title), tracking.strip())
    write_out(out, label_page(label), _("The label could not be written."))


def paid_of(packet: CasePacket) -> list[Paid]:
    """Give the forms of a packet that are still to be paid, in its order, each with who files it."""
    fees = fees_in(packet.office, packet.facts, packet.planned)
    return [Paid(one, packet.facts.for_person(_payer(packet, one))) for one in fees.filings if one.to_pay]


def _payer(packet: CasePacket, filing: FilingFees) -> str:
    """Give the person who files a form: the petitioner where one signs it, else its applicant."""
    maps = packet.office.library.official.get(filing.form, ())
    signers = {box.sign for each in maps for box in each.boxes.values()}
    return (packet.facts.petitioner_id or "") if "petitioner" in signers else filing.person_id


def blank_of(office: Office, form: str = PAYMENT_FORM) -> tuple[Any, FormMap] | str:
    """Give the blank of a payment form with its map, or the reason why there is none."""
    maps = office.library.official.get(form, ())
    mine = [one for one in listed(office) if one.form == form]
    for blank in mine:
        for form_map in maps:
            if blank.fields_hash in form_map.fits:
                return blank, form_map
    if mine:
        words = _("No map fits this blank of Form {form} {edition} yet.")
        return words.format(form=form, edition=mine[0].edition)
    words = _("The office has no blank of Form {form} yet. Add the PDF from the agency's page.")
    return words.format(form=form)


def payment_row(one: Paid, blank: tuple[Any, FormMap] | str) -> PaymentRow:
    """Give what one form costs, and whether its payment form can be printed."""
    filing, usd = one.filing, one.filing.total
    why = blank if isinstance(blank, str) else ""
    if usd is None:
        why = _("The amount is not known yet.")
    elif usd == 0 or usd != usd.to_integral_value():
        why = _("There is no amount in whole dollars to authorize.")
    return PaymentRow(filing.form, filing.who, usd, tuple(_reasons(filing)), not why, why)


def _reasons(filing: FilingFees) -> Iterator[str]:
    for line in filing.lines:
        if line.state != "not due":
            head = f"{line.title}: {line.shown}".rstrip(": ")
            yield " ".join(
                words if words.endswith((".", "?")) else f"{words}." for words in (head, *line_words(line))
            )


def filled_with(office: Office, one: Paid, blank: tuple[Any, FormMap] | str) -> bytes:
    """Give the payment form of one form: who files it, and the amount; the rest is written by hand."""
    from immdesk.packets.addendum import fill_form

    assert not isinstance(blank, str)
    assert one.filing.total is not None
    kept, form_map = blank
    amount = int(one.filing.total.to_integral_value())
    facts = one.payer.also({"case": {**one.payer.root("case"), "payment_amount": amount}})
    return fill_form(blank_bytes(office, kept), form_map, facts, office.library.vocabulary, flatten=True).pdf


def _sheet(
    office: Office, packet: CasePacket, rows: tuple[PaymentRow, ...], how: tuple[str, ...]
) -> PaymentSheet:
    from immdesk.packets.payment_sheet import PaymentSheet

    known = sum((row.usd for row in rows if row.usd is not None), Decimal(0))
    words = _("In all: {amount}") if all(row.usd is not None for row in rows) else _("Known so far: {amount}")
    own = (
        _("Each form is paid by itself: its G-1450 lies on top of it."),
        _("The card, its holder and the signature are written by hand; the desk never keeps them."),
    )
    return PaymentSheet(
        packet.title,
        on_screen(office.today()),
        tuple(_paid_form(row) for row in rows),
        words.format(amount=money(known)),
        (*how, *own),
    )


def _paid_form(row: PaymentRow) -> PaidForm:
    from immdesk.packets.payment_sheet import PaidForm

    title = f"{row.form} – {row.who}" if row.who else row.form
    amount = money(row.usd) if row.usd is not None else ""
    why_not = _("No G-1450 is printed: {why}").format(why=row.why_not) if row.why_not else ""
    return PaidForm(title, amount, tuple(filter(None, (*row.reasons, why_not))))


def _sender(row: Mapping[str, Any]) -> tuple[str, ...]:
    unit = " ".join(filter(None, ((row["unit_type"] or "").upper(), row["unit"])))
    city = f"{row['city'] or ''}, {row['state'] or ''} {row['zip'] or ''}".strip(" ,")
    return tuple(filter(None, (row["name"], row["street"], unit, city)))
