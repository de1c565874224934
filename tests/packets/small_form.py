"""A tiny form of our own with every kind of box, so that filling is tested without the agencies' files."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String
from reportlab.pdfgen.canvas import Canvas

MULTI_LINE, COMB, READ_ONLY = 1 << 12, 1 << 24, 1


def small_form(
    *, password: str = "", corner: tuple[int, int] = (0, 0), footer: str = "Form X-1 Edition 04/01/24"
) -> bytes:
    """Two pages: a name (10 letters at most), a comb of nine, lines, a check box, radios, a state, a copy."""
    pdf = pikepdf.open(io.BytesIO(_pages(footer)))
    for page in pdf.pages:
        page.obj["/MediaBox"] = Array([corner[0], corner[1], corner[0] + 612, corner[1] + 792])
    form = Dictionary(Fields=Array([]), DA=String("/Cour 10 Tf 0 g"), XFA=String("twin"), SigFlags=2)
    form["/DR"] = Dictionary(Font=Dictionary(Cour=_font("/Courier-Bold"), Helv=_font("/Helvetica")))
    pdf.Root["/AcroForm"] = form
    _text(pdf, "Name[0]", 0, (100, 700, 220, 718), MaxLen=10, TU=String("Part 1. 1. A. Enter Family Name."))
    _text(pdf, "Number[0]", 0, (100, 670, 280, 688), MaxLen=9, Ff=COMB)
    _text(pdf, "Lines[0]", 0, (100, 560, 280, 650), Ff=MULTI_LINE)
    _text(pdf, "Long[0]", 0, (100, 530, 200, 548))
    _text(pdf, "Name[1]", 1, (100, 700, 220, 718), Ff=READ_ONLY, MaxLen=10)
    _text(pdf, "Turned[0]", 1, (300, 500, 318, 620), MK=Dictionary(R=90))
    _text(pdf, "PDF417BarCode1[0]", 1, (192, 12, 462, 30), Ff=READ_ONLY, V=String("X-1|04/01/24|2"))
    _check(pdf, "Agree[0]", 0, (100, 500, 110, 510), ["/#20APT#20"])
    _check(pdf, "Color", 0, (100, 470, 110, 480), ["/Red", "/Blue"], Ff=1 << 15)
    _choice(
        pdf, "State[0]", 0, (100, 440, 140, 458), [[" ", " "], ["TX", "TX - Texas"], ["NV", "NV - Nevada"]]
    )
    field = _widget(pdf, 1, (100, 300, 300, 330), FT=Name.Sig, T=String("Sign[0]"))
    form.Fields.append(field)
    out = io.BytesIO()
    lock = pikepdf.Encryption(user=password, owner="owner") if password else None
    pdf.save(out, encryption=lock)
    return out.getvalue()


def values_of(data: bytes) -> dict[str, str]:
    """The values that stand in a filled form, by full field name."""
    from immdesk.packets.fields import raw_fields, text_of

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return {one.name: text_of(one.inherited.get("/V")) for one in raw_fields(pdf)}


def _pages(footer: str) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for _ in range(2):
        canvas.drawString(60, 40, footer)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _font(base: str) -> Dictionary:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(base), Encoding=Name.WinAnsiEncoding)


def _widget(pdf: pikepdf.Pdf, page: int, rect: tuple[int, ...], **more: Any) -> Any:
    left, low, _, _ = (int(one) for one in pdf.pages[page].mediabox)
    place = [rect[0] + left, rect[1] + low, rect[2] + left, rect[3] + low]
    made = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, Rect=Array(place), F=4, P=pdf.pages[page].obj, **more
        )
    )
    if "/Annots" not in pdf.pages[page].obj:
        pdf.pages[page].obj["/Annots"] = Array([])
    pdf.pages[page].obj.Annots.append(made)
    return made


def _text(pdf: pikepdf.Pdf, name: str, page: int, rect: tuple[int, ...], **more: Any) -> None:
    pdf.Root.AcroForm.Fields.append(_widget(pdf, page, rect, FT=Name.Tx, T=String(name), **more))


def _check(
    pdf: pikepdf.Pdf, name: str, page: int, rect: tuple[int, ...], states: list[str], **more: Any
) -> None:
    parent = pdf.make_indirect(Dictionary(FT=Name.Btn, T=String(name), Kids=Array([]), **more))
    for place, state in enumerate(states):
        on = pdf.make_stream(
            b"0 0 10 10 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10])
        )
        off = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 10, 10]))
        shifted = (rect[0] + 40 * place, rect[1], rect[2] + 40 * place, rect[3])
        looks = Dictionary({"/" + state[1:].replace("#20", " "): on, "/Off": off})
        parent.Kids.append(_widget(pdf, page, shifted, Parent=parent, AP=Dictionary(N=looks), AS=Name.Off))
    pdf.Root.AcroForm.Fields.append(parent)


def _choice(pdf: pikepdf.Pdf, name: str, page: int, rect: tuple[int, ...], options: list[list[str]]) -> None:
    pairs = Array([Array([String(value), String(label)]) for value, label in options])
    field = _widget(pdf, page, rect, FT=Name.Ch, T=String(name), Ff=1 << 17, Opt=pairs)
    pdf.Root.AcroForm.Fields.append(field)
