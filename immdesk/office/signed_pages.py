"""Signed pages in the packet: a page that came back and was taken stands in the place of the unsigned one."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from immdesk.office.signature_states import mark_of

if TYPE_CHECKING:
    from immdesk.office.case_form import CaseForm
    from immdesk.office.case_packet import CasePacket
    from immdesk.office.office import Office

PAPER = (612.0, 792.0)


def with_signed_pages(packet: CasePacket, form: CaseForm, pdf: bytes) -> bytes:
    """Give a filled form with each page that came back signed: same form, edition, and same answers."""
    import pikepdf

    found = taken_pages(packet, form)
    if not found:
        return pdf
    with pikepdf.open(io.BytesIO(pdf)) as whole:
        for page, (blob, number, turned) in found.items():
            if page <= len(whole.pages):
                with pikepdf.open(io.BytesIO(one_page(packet.office, blob, number, turned))) as signed:
                    whole.pages[page - 1] = signed.pages[0]
        made = io.BytesIO()
        whole.save(made)
    return made.getvalue()


def taken_pages(packet: CasePacket, form: CaseForm) -> dict[int, tuple[str, int, int]]:
    """Give the signed pages of a form that count: its page, then attachment, page there, and its turn."""
    rows = packet.office.rows(
        "SELECT s.page, p.blob, p.page AS at, p.turned FROM signed_page p "
        "JOIN signature_sheet s ON s.id = p.sheet_id WHERE s.case_id = ? AND s.form_key = ? AND s.mark = ? "
        "AND p.state = 'taken' AND NOT EXISTS (SELECT 1 FROM signature_place x "
        "WHERE x.sheet_id = s.id AND x.state != 'matched') ORDER BY p.at",
        [packet.facts.case_id, form.key.written(), mark_of(form) if form.signatures else ""],
    )
    return {int(row["page"]): (row["blob"], int(row["at"]), int(row["turned"] or 0)) for row in rows}


def one_page(office: Office, blob: str, number: int, turned: int) -> bytes:
    """Give a page of a scan as a PDF of one page, upright, with nothing on it that is not printed."""
    import pikepdf

    data = office.store.attachments.bytes(blob)
    if data[:5] != b"%PDF-" and b"%PDF-" not in data[:1024]:
        return _picture(data, turned)
    with pikepdf.open(io.BytesIO(data)) as scan, pikepdf.new() as made:
        made.pages.append(scan.pages[number - 1])
        page: Any = made.pages[0]
        for key in ("/Annots", "/AA"):
            if key in page:
                del page[key]
        if turned:
            page.rotate(turned, relative=True)
        out = io.BytesIO()
        made.save(out)
    return out.getvalue()


def _picture(data: bytes, turned: int) -> bytes:
    from PIL import Image, ImageOps
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        shown = ImageOps.exif_transpose(picture).convert("RGB")
    shown = shown.rotate(-turned, expand=True) if turned else shown
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=PAPER)
    canvas.drawImage(ImageReader(shown), 0, 0, *PAPER, preserveAspectRatio=True, anchor="c")
    canvas.showPage()
    canvas.save()
    return out.getvalue()
