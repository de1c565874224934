"""A small family packet made in memory: its papers, its letter, and how it is read back."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from immdesk.packets.packet import Made, build
from immdesk.packets.parts import (
    ContentsPart,
    Enclosures,
    Evidence,
    ExhibitPart,
    FilledLetter,
    FormPart,
    Gap,
    GapsPart,
    LetterPart,
    PacketInput,
    Paragraph,
    Signature,
)

ODD = "Nguyễn Łódź <b>&\"'"


def paper(pages: int, words: str = "paper", size: tuple[int, int] = (612, 792), rotate: int = 0) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    for number in range(pages):
        canvas.drawString(72, 400, f"{words} {number + 1}")
        canvas.showPage()
    canvas.save()
    with pikepdf.open(out) as pdf:
        for page in pdf.pages:
            page.obj.Rotate = rotate
        turned = io.BytesIO()
        pdf.save(turned)
    return turned.getvalue()


def scan(orientation: int = 1) -> bytes:
    """A page 85 × 110 wide at 10 dots … as a scanner writes it: 850 × 1100 at 100 dots per inch."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    size = (850, 1100) if orientation < 5 else (1100, 850)
    Image.new("RGB", size, "khaki").save(out, "JPEG", dpi=(100, 100), exif=exif)
    return out.getvalue()


def shown(title: str, data: bytes) -> Evidence:
    return Evidence(title, lambda: io.BytesIO(data))


def letter(**changes) -> LetterPart:
    body = (Paragraph("Dear Officer:"), Enclosures())
    given = {"missing": (), "signer": ("Ana Ortega", "Attorney"), **changes}
    return LetterPart(
        "Cover letter",
        FilledLetter("Letter", ("Office",), "March 7, 2026", ("USCIS",), (ODD,), body, "Sincerely,", **given),
    )


def family(draft: bool = True, **changes) -> PacketInput:
    form = FormPart(
        "I-130",
        "Form I-130",
        paper(3, "I-130 page"),
        ODD,
        "04/01/24",
        (Signature(ODD, "Form I-130, page 10"), Signature("Ana Ortega", "Form I-130, page 11")),
    )
    birth = ExhibitPart(
        "Birth certificate", (shown("Birth certificate", paper(2, "birth", (595, 842), 90)),), ODD
    )
    passport = ExhibitPart("Passport", (shown("Scan", scan(6)), shown("Pages", paper(4, "passport"))))
    gaps = (Gap(f"Form I-485: {ODD}", "This program does not fill it yet."),)
    parts = (letter(), ContentsPart(), GapsPart(), form, birth, passport)
    return PacketInput("Packet", parts, gaps, draft=draft, **changes)


def make(packet: PacketInput, folder: Path, name: str = "packet.pdf") -> Made:
    return build(packet, folder / name, lambda *_step: None, lambda: False)


def texts(path: Path) -> list[str]:
    pdf = pdfium.PdfDocument(path)
    pages = [pdf[number].get_textpage().get_text_range() for number in range(len(pdf))]
    pdf.close()
    return pages
