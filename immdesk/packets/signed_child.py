"""What the walled-off process sees on pages that came back signed: their code, what stands where one signs.

Nothing is judged here: ink is measured, and what was laid over the page is named in code words.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from typing import Any

from immdesk.packets import sign_codes
from immdesk.packets.answers_child import Answer

Bars = tuple[int, int, int, float]
"""Where the bars of a code begin and end, the middle of their height, how far they fall to the right."""

MOST = 200
PAPER = (612.0, 792.0)
_SCALE = 200 / 72
_STRIP = 60  # points from the upper edge in which the code is looked for
_SHAPE = (48, 16)
_WHOLE = 0.6  # of the page: a picture as large is the scan itself


def signed_of(data: bytes, wanted: Mapping[str, Any]) -> Answer:
    """Give what is seen on each page: `code`, `turned` (degrees), whether its `bars` were read, whether it
    is a `scan`, and by box what stands there.

    `wanted` holds `codes` (boxes as [name, left, low, right, high] by code) and `pages` (the same by number).
    """
    found: Answer = {"pages": [], "trouble": ""}
    try:
        if data[:3] == b"\xff\xd8\xff" or data[:4] == b"\x89PNG":
            found["pages"].append(_picture(data, wanted))
        elif b"%PDF-" in data[:1024]:
            found["pages"] += _pdf(data, wanted)
        else:
            found["trouble"] = "no_pdf"
    except MemoryError:
        return {"pages": [], "trouble": "too_large"}
    except (OSError, ValueError, SyntaxError, RuntimeError):
        return {"pages": [], "trouble": "damaged"}
    return found


def ink_of(data: bytes, page: int, boxes: Sequence[Sequence[Any]]) -> dict[str, float]:
    """Give how much of each box of our own printed page is dark before anybody has signed; pages from 1."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        picture = _drawn(pdf[page - 1])
        return {str(box[0]): _ink(picture.crop(_room(box, _Fit(picture.size))))[0] for box in boxes}
    finally:
        pdf.close()


class _Fit:
    """How a point of our paper is found in a picture: by the bars of the code, else by the edges."""

    def __init__(self, size: tuple[int, int], bars: Bars | None = None) -> None:
        self._size, self._bars = size, bars

    def at(self, x: float, y: float) -> tuple[int, int]:
        """Give the place of a point that is counted in points from the lower left of the page."""
        if self._bars is None:
            return round(x * self._size[0] / PAPER[0]), round((PAPER[1] - y) * self._size[1] / PAPER[1])
        begins, ends, row, _slope = self._bars
        step = (ends - begins) / sign_codes.wide()
        first = sign_codes.LEFTS[0 if begins > self._size[0] / 2 else 1]
        right = (x - first - sign_codes.wide() / 2) * step
        down = (PAPER[1] - y - sign_codes.TOP - sign_codes.HIGH / 2) * step
        return round((begins + ends) / 2 + right), round(row + down)


def _pdf(data: bytes, wanted: Mapping[str, Any]) -> Iterator[Answer]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    try:
        pdf.init_forms()
        for number in range(min(len(pdf), MOST)):
            page = pdf[number]
            yield _seen(_drawn(page), wanted, number + 1, page)
            page.close()
    except pypdfium2.PdfiumError:
        raise ValueError from None
    finally:
        pdf.close()


def _picture(data: bytes, wanted: Mapping[str, Any]) -> Answer:
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # examined before: its size is known to be sensible
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        return _seen(ImageOps.exif_transpose(picture).convert("L"), wanted, 1, None)


def _drawn(page: Any) -> Any:
    return page.render(scale=_SCALE, grayscale=True, may_draw_forms=True).to_pil().convert("L")


def _seen(picture: Any, wanted: Mapping[str, Any], number: int, page: Any) -> Answer:
    code, turned, bars = _code(picture)
    if not code and page is not None:
        letters = page.get_textpage()
        code = sign_codes.in_text(letters.get_text_range())
        letters.close()
    boxes = wanted.get("pages", {}).get(str(number)) or wanted.get("codes", {}).get(code, ())
    shown = picture.rotate(-turned, expand=True) if turned else picture
    scan, over = _laid_over(page) if page is not None else (True, [])
    shown, fit, told = _level(shown, bars), _Fit(shown.size, bars), {}
    for box in boxes:
        ink, shape = _ink(shown.crop(_room(box, fit)))
        told[str(box[0])] = {"ink": ink, "shape": shape, "over": _over(over, box, turned)}
    return {
        "page": number,
        "code": code,
        "turned": turned,
        "bars": bars is not None,
        "scan": scan,
        "boxes": told,
    }


def _level(picture: Any, bars: Bars | None) -> Any:
    """Give a page that lay askew in the scanner as if it had lain straight: turned about its bars."""
    if bars is None or abs(bars[3]) < 0.002:
        return picture
    about = ((bars[0] + bars[1]) / 2, bars[2])
    return picture.rotate(math.degrees(math.atan(bars[3])), center=about, resample=2, fillcolor=255)


def _code(picture: Any) -> tuple[str, int, Bars | None]:
    """Give the code of a page, how far it must be turned (clockwise), and where its bars stand then."""
    for turned in (0, 180, 90, 270):
        shown = picture.rotate(-turned, expand=True) if turned else picture
        high = max(1, round(shown.size[1] * _STRIP / PAPER[1]))
        strip = shown.crop((0, 0, shown.size[0], high))
        rows = []
        for row in range(2, high, 3):
            line = strip.crop((0, row, strip.size[0], row + 1)).tobytes()
            read = sign_codes.read_row(line)
            if read is not None:
                rows.append((row, *read))
        if rows:
            row, code, begins, ends = rows[len(rows) // 2]
            return code, turned, _bars(strip, begins, ends, row)
    return "", 0, None


def _bars(strip: Any, begins: int, ends: int, row: int) -> Bars:
    """Give where the bars stand, and their slope by the middles of the first and of the last."""
    first, last = (_middle(strip, x, row) for x in (begins + 1, ends - 2))
    return begins, ends, round((first + last) / 2), (last - first) / max(ends - begins, 1)


def _middle(strip: Any, x: int, row: int) -> float:
    ends = []
    for way in (-1, 1):
        y = row
        while 0 < y < strip.size[1] - 1 and strip.getpixel((x, y + way)) < 140:
            y += way
        ends.append(y)
    return sum(ends) / 2


def _room(box: Sequence[Any], fit: _Fit) -> tuple[int, int, int, int]:
    _name, left, low, right, high = box
    a, b = fit.at(float(left) + 5, float(high) + 2), fit.at(float(right) - 5, float(low) + 1)
    return a[0], min(a[1], b[1] - 1), max(b[0], a[0] + 4), max(b[1], a[1] + 1)


def _ink(picture: Any) -> tuple[float, str]:
    """Give how much of a box is dark, and the shape of it: its proportion and a small picture as hex."""
    dark = picture.convert("L").point(lambda shade: 255 if shade < 140 else 0)
    dark = _without_rules(dark)
    total = max(picture.size[0] * picture.size[1], 1)
    ink = dark.histogram()[255] / total
    frame = dark.getbbox()
    if frame is None:
        return 0.0, ""
    small = dark.crop(frame).resize(_SHAPE).point(lambda shade: 255 if shade > 60 else 0)
    bits = "".join("1" if shade else "0" for shade in small.tobytes())
    part = (frame[2] - frame[0]) / max(frame[3] - frame[1], 1)
    return round(ink, 5), f"{part:.2f} {int(bits, 2):x}"


def _without_rules(dark: Any) -> Any:
    """Give a picture without its long level lines: the edges of the box are no ink of a pen."""
    from PIL import Image

    wide = dark.size[0]
    plain, least = bytearray(dark.tobytes()), max(30, wide // 12)
    for row in range(dark.size[1]):
        line = bytes(plain[row * wide : (row + 1) * wide])
        kept = b"" if line.count(255) > 0.35 * wide else _long(least).sub(_nothing, line)
        plain[row * wide : (row + 1) * wide] = kept.ljust(wide, b"\0")
    return Image.frombytes("L", dark.size, bytes(plain))


def _nothing(run: re.Match[bytes]) -> bytes:
    return bytes(len(run[0]))


@cache
def _long(least: int) -> re.Pattern[bytes]:
    return re.compile(rb"\xff{%d,}" % least)


def _laid_over(page: Any) -> tuple[bool, list[tuple[str, tuple[float, float, float, float]]]]:
    """Say whether a page is a scan, and what lies on it: code word with its place (points, lower left)."""
    import pypdfium2.raw as raw

    wide, high = page.get_size()
    scan, over = False, []
    for one in page.get_objects(max_depth=8):
        with suppress(Exception):
            left, low, right, top = one.get_pos() if hasattr(one, "get_pos") else one.get_bounds()
            if one.type == raw.FPDF_PAGEOBJ_IMAGE:
                if (right - left) * (top - low) >= _WHOLE * wide * high:
                    scan = True
                else:
                    over.append((f"image {_sum(one)}", (left, low, right, top)))
            elif one.type == raw.FPDF_PAGEOBJ_TEXT and _shows(one):
                over.append(("text", (left, low, right, top)))
    return scan, over + list(_annotations(page))


def _shows(text: Any) -> bool:
    """Say whether a text is printed; what a scanner's reader wrote under the picture is not."""
    import pypdfium2.raw as raw

    return bool(raw.FPDFTextObj_GetTextRenderMode(text.raw) != raw.FPDF_TEXTRENDERMODE_INVISIBLE)


def _annotations(page: Any) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    import pypdfium2.raw as raw

    words = {
        raw.FPDF_ANNOT_STAMP: "stamp",
        raw.FPDF_ANNOT_FREETEXT: "note",
        raw.FPDF_ANNOT_INK: "drawn",
        raw.FPDF_ANNOT_WIDGET: "field",
    }
    for place in range(min(raw.FPDFPage_GetAnnotCount(page.raw), 500)):
        note = raw.FPDFPage_GetAnnot(page.raw, place)
        if not note:
            continue
        rect = raw.FS_RECTF()
        word = words.get(raw.FPDFAnnot_GetSubtype(note), "")
        if word and raw.FPDFAnnot_GetRect(note, ctypes.byref(rect)):
            length = raw.FPDFAnnot_GetStringValue(note, b"V", None, 0) if word == "field" else 4
            if length > 2:
                yield word, (rect.left, min(rect.bottom, rect.top), rect.right, max(rect.bottom, rect.top))
        raw.FPDFPage_CloseAnnot(note)


def _sum(image: Any) -> str:
    """Give a short checksum of a picture's own bytes: the same picture twice has the same."""
    with suppress(Exception):
        return hashlib.sha256(bytes(image.get_data())).hexdigest()[:16]
    return ""


def _over(
    over: Sequence[tuple[str, tuple[float, float, float, float]]], box: Sequence[Any], turned: int
) -> list[str]:
    """Give the code words of what lies on a box; of a turned page all of it that is no text of the form."""
    _name, left, low, right, high = (box[0], *(float(one) for one in box[1:]))
    found = []
    for word, (x0, y0, x1, y1) in over:
        middle = ((x0 + x1) / 2, (y0 + y1) / 2)
        room = 0 if word == "text" else 10
        inside = left - 4 <= middle[0] <= right + 4 and low - room <= middle[1] <= high + room
        if inside or (turned and word.split(" ")[0] in ("stamp", "note", "drawn")):
            found.append(word)
    return sorted(set(found))[:6]
