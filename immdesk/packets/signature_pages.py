"""The pages that one person signs, as one PDF: a sheet that says where, then each page with its flags."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Spacer

from immdesk.basics.words import _
from immdesk.packets import sign_codes
from immdesk.packets.fonts import SANS, register
from immdesk.packets.pages import draw, flow
from immdesk.packets.pages_text import HEAD, INDENTED, NAME, SMALL, TEXT, para

_MARGIN, _LONG, _THICK = 34.0, 26.0, 11.0
_MINE, _OTHERS = Color(0.98, 0.80, 0.16), Color(0.86, 0.86, 0.86)
_INK = Color(0.15, 0.15, 0.15)


@dataclass(frozen=True, slots=True)
class Flag:
    """A place to sign: its box in points from the lower left, and whether this person signs there."""

    left: float
    low: float
    right: float
    high: float
    mine: bool


@dataclass(frozen=True, slots=True)
class SignPage:
    """A page to be signed: the filled form, the number of the page in it (from 1), its code, its flags.

    `told` says on the first sheet which page it is and what is signed there.
    """

    pdf: bytes
    page: int
    code: str
    told: str
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class SignRun:
    """The pages of one signer; `rules` are sentences on how one signs."""

    who: str
    case: str
    printed: str
    pages: tuple[SignPage, ...]
    rules: tuple[str, ...]
    flags: bool = True


def run_pages(run: SignRun) -> bytes:
    """Give the whole run as a PDF: the sheet for the signer, then the pages as they are signed."""
    with pikepdf.new() as whole:
        _append(whole, _first_sheet(run))
        for number, one in enumerate(run.pages, 1):
            with pikepdf.open(io.BytesIO(one.pdf)) as form:
                whole.pages.append(form.pages[one.page - 1])
            over = _over(one, whole.pages[-1], run.flags, number)
            with pikepdf.open(io.BytesIO(over)) as marks:
                page = whole.pages[-1]
                page.add_overlay(marks.pages[0], pikepdf.Rectangle(*(float(one) for one in page.mediabox)))
        whole.docinfo["/Title"] = _("Signature pages")
        made = io.BytesIO()
        whole.save(made, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _append(whole: pikepdf.Pdf, pages: bytes) -> None:
    with pikepdf.open(io.BytesIO(pages)) as first:
        whole.pages.extend(first.pages)


def _first_sheet(run: SignRun) -> bytes:
    items: list[Flowable] = [
        para(_("Please sign these pages"), HEAD, strong=True),
        para(run.who, NAME, strong=True),
        para(_("{case} · printed {day}").format(case=run.case, day=run.printed), SMALL),
        Spacer(1, 12),
    ]
    items += [para(f"•  {rule}", TEXT) for rule in run.rules]
    items += [Spacer(1, 12)]
    for number, one in enumerate(run.pages, 1):
        code = _("code {code}").format(code=sign_codes.as_text(one.code))
        items += [para(f"{number}.  {one.told} ({code})", INDENTED), Spacer(1, 4)]
    items += [
        Spacer(1, 14),
        para(_("This sheet stays in the office; the other pages come back, each on its own."), SMALL),
    ]
    return draw(flow(items), _("Signature pages"), run.case)[0]


def _over(one: SignPage, page: pikepdf.Page, flags: bool, number: int) -> bytes:
    register()
    left, low, right, high = (float(value) for value in page.mediabox)
    wide, tall = right - left, high - low
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(wide, tall))
    _bars(canvas, one.code, tall, _free_left(one))
    for flag in one.flags if flags else ():
        _flag(canvas, flag, wide)
    canvas.showPage()
    canvas.save()
    return made.getvalue()


def _bars(canvas: Any, code: str, tall: float, left: float) -> None:
    canvas.setFillColor(_INK)
    low = tall - sign_codes.TOP - sign_codes.HIGH
    for at, step in sign_codes.bars(code):
        canvas.rect(left + at, low, step, sign_codes.HIGH, stroke=0, fill=1)
    canvas.setFont(SANS, 5)
    shown = sign_codes.as_text(code)
    if left > 200:
        canvas.drawRightString(left - 5, low + 3, shown)
    else:
        canvas.drawString(left + sign_codes.wide() + 5, low + 3, shown)


def _flag(canvas: Any, flag: Flag, wide: float) -> None:
    """Draw an arrow in the nearer margin, its head at the box; nothing of the form is covered."""
    to_right = (flag.left + flag.right) / 2 <= wide / 2
    middle = (flag.low + flag.high) / 2
    tip = _MARGIN if to_right else wide - _MARGIN
    way = -1 if to_right else 1
    path = canvas.beginPath()
    path.moveTo(tip, middle)
    for across, up in ((6, _THICK / 2), (_LONG, _THICK / 2), (_LONG, -_THICK / 2), (6, -_THICK / 2)):
        path.lineTo(tip + way * across, middle + up)
    path.close()
    canvas.setFillColor(_MINE if flag.mine else _OTHERS)
    canvas.setStrokeColor(_INK)
    canvas.setLineWidth(0.4)
    canvas.drawPath(path, stroke=1, fill=1)
    if flag.mine:
        canvas.setFillColor(_INK)
        canvas.setFont(SANS, 5.5)
        canvas.drawCentredString(tip + way * (_LONG + 6) / 2, middle - 2, "SIGN")


def _free_left(one: SignPage) -> float:
    """Give where the bars stand: at the first place of the upper margin where the form prints nothing."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(one.pdf)
    try:
        page = pdf[one.page - 1]
        tall = page.get_size()[1]
        picture = page.render(scale=1, grayscale=True).to_pil().convert("L")
        for left in sign_codes.LEFTS:
            top = round(sign_codes.TOP - 2 + max(0.0, tall - picture.size[1]))
            room = (
                round(left) - 3,
                top,
                round(left + sign_codes.wide()) + 3,
                top + round(sign_codes.HIGH) + 4,
            )
            if picture.crop(room).getextrema()[0] > 200:
                return left
        return sign_codes.LEFTS[0]
    finally:
        pdf.close()
