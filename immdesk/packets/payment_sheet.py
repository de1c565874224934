"""The papers that travel on top: what each form costs and how it is paid, and the label for the envelope."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _, on_paper
from immdesk.packets.pages import SigningLine, Together, draw, flow
from immdesk.packets.pages_text import HEAD, INDENTED, NAME, SHEET_TITLE, SHEET_WHO, SMALL, TEXT, para


@dataclass(frozen=True, slots=True)
class PaidForm:
    """What one form costs: its title, the amount in words ("" when it is not known), and the reasons."""

    title: str
    amount: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaymentSheet:
    """The office's own page about the payments of a packet: never mailed, nothing of a card on it."""

    case: str
    printed: str
    forms: tuple[PaidForm, ...]
    total: str
    how: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a mailing: from whom, to whom (as the office typed it), and by what number it goes."""

    sender: tuple[str, ...]
    to: tuple[str, ...]
    contents: str
    tracking: str = ""


def payment_pages(sheet: PaymentSheet) -> bytes:
    """Give the payment sheet as a PDF."""
    items: list[Flowable] = [
        para(_("Payments of the packet"), HEAD, strong=True),
        para(sheet.case, TEXT, strong=True),
        para(
            _("For the office only: take this sheet out before mailing. {day}").format(day=sheet.printed),
            SMALL,
        ),
        Spacer(1, 14),
    ]
    for one in sheet.forms:
        amount = one.amount or _("amount not known yet")
        head = para(f"{one.title}: {amount}", TEXT, strong=True)
        items += [Together([head, *(para(line, INDENTED) for line in one.lines)]), Spacer(1, 8)]
    items += [para(sheet.total, NAME, strong=True), Spacer(1, 12)]
    items += [para(f"•  {line}", SMALL) for line in sheet.how]
    items += [
        Spacer(1, 24),
        Together([para(_("Looked over before mailing"), SMALL), Spacer(1, 22), SigningLine()]),
    ]
    return draw(flow(items), _("Payments of the packet"), sheet.case)[0]


def label_page(label: Label) -> bytes:
    """Give the mailing label on a page of its own: it is cut out, or goes into a window envelope."""
    small = [para(line, SMALL) for line in label.sender]
    size = SHEET_TITLE if max(map(len, label.to)) < 34 else SHEET_WHO
    to = [para(line, size, strong=True) for line in label.to]
    items: list[Flowable] = [*small, Spacer(1, 150), *to, Spacer(1, 120)]
    items += [para(label.contents, TEXT)]
    if label.tracking:
        items += [para(on_paper("Tracking number: {number}").format(number=label.tracking), TEXT)]
    items += [
        Spacer(1, 26),
        para(
            _("The address is as the office typed it. Verify it on the agency's page on the day of mailing."),
            SMALL,
        ),
    ]
    return draw(flow(items), _("Mailing label"))[0]


def joined(papers: Sequence[bytes], title: str) -> bytes:
    """Give several PDFs as one, in their order."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for data in papers:
            with pikepdf.open(io.BytesIO(data)) as one:
                pdf.pages.extend(one.pages)
        pdf.docinfo["/Title"] = pikepdf.String(title)
        pdf.save(out)
    return out.getvalue()
