"""Stamps on pages: "Exhibit A, page 3 of 12", the page of the packet, and DRAFT, upright on any page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from reportlab.pdfbase.pdfmetrics import stringWidth

from immdesk.packets.twins import embedded

_FONT, _CONTENT, _GLASS = "/ImmDeskFont", "/ImmDeskPage", "/ImmDeskGlass"
_SIZE, _LOW, _SIDE = 9.0, 14.0, 28.0
_WORD, _LINE = "DRAFT", "DRAFT - not approved for filing"


@dataclass(frozen=True, slots=True)
class View:
    """A page as a reader sees it: width and height in 1/72 inch, and how the view lies in the page's space.

    `matrix` takes a place in the view (from its lower left) to the page; `unit` is the size of a page unit.
    """

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]
    unit: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A line of text at the foot of a page, or at the right of its head."""

    text: str
    at: Literal["left", "centre", "right", "head"] = "centre"


def font(pdf: Pdf) -> pikepdf.Object:
    """Give the font of the stamps, as wide as Helvetica Bold, made once in `pdf` and carried with it."""
    face: pikepdf.Object = embedded(pdf, "LiberationSans-Bold")
    return face


def view(page: pikepdf.Page) -> View:
    """Give how a page is seen: its visible box, turned as /Rotate says (PDF 32000-1, 7.7.3.3)."""
    left, low, right, high = _visible(page)
    unit = _number(page.obj.get("/UserUnit", 1)) or 1.0
    across, down = right - left, high - low
    turned = int(_number(_inherited(page, "/Rotate"))) % 360
    if turned == 90:
        return View(down * unit, across * unit, (0, 1, -1, 0, right, low), unit)
    if turned == 180:
        return View(across * unit, down * unit, (-1, 0, 0, -1, right, high), unit)
    if turned == 270:
        return View(down * unit, across * unit, (0, -1, 1, 0, left, high), unit)
    return View(across * unit, down * unit, (1, 0, 0, 1, left, low), unit)


def put(
    pdf: Pdf, page: pikepdf.Page, face: pikepdf.Object, marks: Sequence[Mark], draft: bool = False
) -> None:
    """Print `marks` at the foot of a page and, for a draft, DRAFT across it, over whatever the page shows."""
    if not marks and not draft:
        return
    seen = view(page)
    drawn = (_draft(seen) if draft else b"") + b"".join(_mark(seen, mark) for mark in marks)
    matrix = b" ".join(b"%.4f" % number for number in seen.matrix)
    size = 1 / seen.unit
    over = b"q %s cm %.6f 0 0 %.6f 0 0 cm\n%sQ\n" % (matrix, size, size, drawn)
    resources = _set_apart(pdf, page, over)
    _add(resources, "/Font", _FONT, face)
    if draft:
        _add(resources, "/ExtGState", _GLASS, Dictionary(Type=Name.ExtGState, ca=0.28, CA=0.28))


def _set_apart(pdf: Pdf, page: pikepdf.Page, over: bytes) -> Dictionary:
    """Put the page's own drawing where it cannot move or hide the stamp, and give the page's resources."""
    contents: Any = page.obj.get("/Contents")
    own = _inherited(page, "/Resources")
    own = own if isinstance(own, Dictionary) else Dictionary()
    if isinstance(contents, Array) and len(contents) == 1:
        contents = contents[0]
    if isinstance(contents, pikepdf.Stream) and "/Subtype" not in contents:
        box = Array([*_visible(page)])
        contents["/Type"], contents["/Subtype"] = Name.XObject, Name.Form
        contents["/BBox"], contents["/Resources"] = box, own
        page.obj["/Resources"] = resources = Dictionary(XObject=Dictionary({_CONTENT: contents}))
        page.obj["/Contents"] = pdf.make_stream(b"q %s Do Q\n%s" % (_CONTENT.encode(), over))
        return resources
    page.obj["/Resources"] = resources = _copy(own)
    pieces = [*contents] if isinstance(contents, Array) else [contents] if contents is not None else []
    before, after = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n" + over)
    page.obj["/Contents"] = Array([before, *pieces, after])
    return resources


def _copy(entries: Dictionary) -> Dictionary:
    copy = Dictionary()
    for key, value in entries.items():
        copy[key] = value
    return copy


def _add(resources: Dictionary, kind: str, name: str, what: pikepdf.Object) -> None:
    old = resources.get(kind)
    new = _copy(old) if isinstance(old, Dictionary) else Dictionary()
    new[name] = what
    resources[kind] = new


def _mark(seen: View, mark: Mark) -> bytes:
    text = mark.text.encode("cp1252", "replace")
    size = _scaled(seen)
    wide = stringWidth(mark.text, "Helvetica-Bold", size)
    side = _SIDE * size / _SIZE
    room = (seen.width - 2 * side) * (0.62 if mark.at == "centre" else 0.19)
    if wide > room > 0:
        size, wide = size * room / wide, room
    low = _LOW * size / _SIZE if mark.at != "head" else seen.height - 2.2 * size
    ending = seen.width - side - wide
    left = {"left": side, "centre": (seen.width - wide) / 2}.get(mark.at, ending)
    pad = size * 0.35
    paper = b"1 g %.2f %.2f %.2f %.2f re f\n" % (left - pad, low - pad, wide + 2 * pad, size + 1.4 * pad)
    return paper + b"0 g BT %s %.3f Tf %.3f %.3f Td (%s) Tj ET\n" % (
        _FONT.encode(),
        size,
        left,
        low,
        _escaped(text),
    )


def _scaled(seen: View) -> float:
    """Give the letters' size: 9 points on Letter, smaller on small pages, larger on those shrunk to print."""
    return _SIZE * max(0.2, min(6.0, min(seen.width / 612, seen.height / 612)))


def _draft(seen: View) -> bytes:
    """DRAFT across the page, so light that the page stays readable, and once more in a line at its head."""
    long = (seen.width**2 + seen.height**2) ** 0.5 or 1.0
    size = 0.62 * long / stringWidth(_WORD, "Helvetica-Bold", 1)
    size = min(size, 0.5 * min(seen.width, seen.height))
    cos, sin = seen.width / long, seen.height / long
    wide = stringWidth(_WORD, "Helvetica-Bold", size)
    x = seen.width / 2 - cos * wide / 2 + sin * size * 0.36
    y = seen.height / 2 - sin * wide / 2 - cos * size * 0.36
    small = _scaled(seen)
    head = (seen.width - stringWidth(_LINE, "Helvetica-Bold", small)) / 2
    line = b"0.75 0.1 0.1 rg BT %s %.3f Tf %.3f %.3f Td (%s) Tj ET\n" % (
        _FONT.encode(),
        small,
        head,
        seen.height - 1.8 * small,
        _LINE.encode(),
    )
    return line + b"q %s gs BT %s %.3f Tf %.4f %.4f %.4f %.4f %.3f %.3f Tm (%s) Tj ET Q\n" % (
        _GLASS.encode(),
        _FONT.encode(),
        size,
        cos,
        sin,
        -sin,
        cos,
        x,
        y,
        _WORD.encode(),
    )


def _escaped(text: bytes) -> bytes:
    return text.replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")


def _visible(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """Give the CropBox within the MediaBox, lower left first; a Letter page when neither makes sense."""
    media = _box(_inherited(page, "/MediaBox")) or (0.0, 0.0, 612.0, 792.0)
    crop = _box(_inherited(page, "/CropBox")) or media
    both = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    return both if both[0] < both[2] and both[1] < both[3] else media


def _box(found: Any) -> tuple[float, float, float, float] | None:
    if not isinstance(found, Array) or len(found) != 4:
        return None
    x0, y0, x1, y1 = (_number(one) for one in found)
    box = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
    return box if box[0] < box[2] and box[1] < box[3] else None


def _inherited(page: pikepdf.Page, key: str) -> Any:
    node: Any = page.obj
    for _step in range(64):
        if not isinstance(node, Dictionary):
            return None
        found = node.get(key)
        if found is not None:
            return found
        node = node.get("/Parent")
    return None


def _number(value: Any) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0
