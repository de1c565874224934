"""Fills every box of a form and looks at what a person would see: ink inside the boxes, none beside them."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from PIL import Image, ImageChops, ImageDraw

from immdesk.packets.fields import RawField, raw_fields
from immdesk.packets.fill import is_barcode
from immdesk.packets.inspect import FormFile

DOTS = 96
Rect = tuple[float, float, float, float]
Draws = Callable[[bytes, int], list[Image.Image]]


@dataclass(frozen=True)
class Spot:
    """One place of a box on paper: its page (from 0) and its corners in dots from the upper left."""

    page: int
    rect: Rect

    def grown(self, by: float) -> Rect:
        left, top, right, low = self.rect
        return (left - by, top - by, right + by, low + by)


def everything(form: FormFile, locked: bool = False) -> dict[str, str]:
    """A value for every box that is open, as long as its box allows; `locked` boxes too when asked."""
    given = {}
    for box in form.fields:
        if (box.readonly and not locked) or "PDF417" in box.name or box.type in ("signature", "button"):
            continue
        if box.type == "text":
            room = max(2, int((box.rect[2] - box.rect[0] - 4) / 6))
            given[box.name] = "Ab12 xyz90Q8"[: min(box.maxlen or 6, 12, room)].strip()
        else:
            given[box.name] = [one.value for one in box.options if one.value.strip()][-1]
    return given


def spots_of(data: bytes) -> dict[str, tuple[RawField, list[Spot]]]:
    """Every place of every box of a form, by the full name of the box."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        homes = {}
        for number, page in enumerate(pdf.pages):
            for widget in page.obj.get("/Annots", []):
                homes[widget.objgen] = (number, [float(one) for one in page.mediabox])
        found = {}
        for one in raw_fields(pdf):
            places = [
                _spot(widget, *homes[widget.objgen]) for widget in one.widgets if widget.objgen in homes
            ]
            found[one.name] = (one, places)
        return found


def strays(before: list[Image.Image], after: list[Image.Image], spots: list[Spot]) -> list[str]:
    """The places where the two differ outside of all boxes."""
    of_page: dict[int, list[Spot]] = defaultdict(list)
    for spot in spots:
        of_page[spot.page].append(spot)
    found = []
    for page, (one, other) in enumerate(zip(before, after, strict=True)):
        changed = ImageChops.difference(one, other)
        pen = ImageDraw.Draw(changed)
        for spot in of_page[page]:
            pen.rectangle(spot.grown(1.0), fill=0)
        if left := changed.point([0] * 48 + [255] * 208).getbbox():
            found.append(f"page {page + 1}: {left}")
    return found


def inked(before: list[Image.Image], after: list[Image.Image], spot: Spot) -> bool:
    """Whether something was drawn in the place of a box."""
    place = tuple(round(one) for one in spot.rect)
    return before[spot.page].crop(place).tobytes() != after[spot.page].crop(place).tobytes()  # type: ignore[arg-type]


def barcodes(spots: dict[str, tuple[RawField, list[Spot]]]) -> Iterator[Spot]:
    """The places of the barcodes."""
    for one, places in spots.values():
        if is_barcode(one):
            yield from places


def drawn_by_pdfium(data: bytes, dots: int = DOTS) -> list[Image.Image]:
    """All pages as Chrome and Edge show them, boxes included."""
    document = pdfium.PdfDocument(data)
    document.init_forms()
    try:
        return [page.render(scale=dots / 72).to_pil().convert("L") for page in document]
    finally:
        document.close()


def _spot(widget: Any, page: int, media: list[float]) -> Spot:
    x0, y0, x1, y1 = (float(one) for one in widget.Rect)
    left, top, scale = min(media[0], media[2]), max(media[1], media[3]), DOTS / 72
    rect = (
        (min(x0, x1) - left) * scale,
        (top - max(y0, y1)) * scale,
        (max(x0, x1) - left) * scale,
        (top - min(y0, y1)) * scale,
    )
    return Spot(page, rect)
