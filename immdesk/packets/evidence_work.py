"""What the walled-off process makes of a document: smaller scans, turned and chosen pages, which are blank.

It runs beside `evidence_child`, with the same limits. What it makes is handed back as `made`.
"""

from __future__ import annotations

import io
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

Answer = dict[str, Any]

DOTS = 150
"""Dots per inch of a scan that was made smaller."""

QUALITY = 60
_LONG = 1650  # a Letter page at 150 dots per inch
_WORTH = 0.8  # what does not become smaller than this is left as it came
_PATIENCE = 10.0  # seconds spent on the pictures of one PDF; the rest of them stay as they are
_SMALL = 300
_INK = 24  # how much darker than the paper ink is, of 255: a faint stamp counts
_SPECKS = 0.0002  # dust: the part of a blank page that may be dark


def worked(wanted: str, told: Answer, data: bytes) -> Answer:
    """Do one work; `trouble` says what went wrong."""
    try:
        if wanted == "press":
            return pressed(data, smaller=bool(told.get("smaller")))
        if wanted == "blanks":
            return {"blank": blank_pages(data)}
        return {"made": arranged(told, data)}
    except MemoryError:
        return {"trouble": "too_large"}
    except Exception:
        return {"trouble": "damaged"}


def pressed(data: bytes, *, smaller: bool) -> Answer:
    """Give a scan made smaller, and a PDF without programs; nothing is `made` when it stays as it is."""
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        made = _smaller_picture(data) if smaller else b""
        return {"made": made, "kind": "jpeg", "taken_out": 0} if made else {"taken_out": 0}
    return _smaller_pdf(data, smaller=smaller)


def blank_pages(data: bytes) -> list[int]:
    """Give the pages, counted from 1, on which nothing but dust is seen."""
    from PIL import Image

    if data.startswith((b"\xff\xd8\xff", b"\x89PNG")):
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            picture.draft("L", (_SMALL, _SMALL))
            picture.thumbnail((_SMALL, 2 * _SMALL))
            return [1] if is_blank(picture.convert("L")) else []
    return list(_blank_in_pdf(data))


def arranged(told: Answer, data: bytes) -> bytes:
    """Give one PDF of chosen pages: `sizes` cut the data into documents, `pages` are [document, page, turn].

    Documents and pages are counted from 0; a turn is in degrees, to the right.
    """
    import pikepdf

    from immdesk.packets.bind import as_pdf

    opened, at = [], 0
    for size in told["sizes"]:
        opened.append(pikepdf.open(io.BytesIO(as_pdf(data[at : at + size]))))
        at += size
    out = pikepdf.new()
    for document, number, turn in told["pages"]:
        out.pages.append(opened[document].pages[number])
        if turn % 360:
            out.pages[-1].rotate(turn % 360, relative=True)
    _without_programs(out)
    return _saved(out)


def _smaller_picture(data: bytes) -> bytes:
    """Give a colour or grey scan with fewer dots; b"" when it is small already or drawn in few colours."""
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        if picture.mode not in ("L", "RGB", "CMYK") or max(picture.size) <= 1.2 * _LONG:
            return b""
        before, across = max(picture.size), float((picture.info.get("dpi") or (0, 0))[0])
        most = round(before * DOTS / across) if across >= DOTS else _LONG
        part = most / before
        wanted = (round(picture.width * part), round(picture.height * part))
        picture.draft("L" if picture.mode == "L" else "RGB", wanted)
        small: Image.Image = ImageOps.exif_transpose(picture)
        if max(small.size) > 1.3 * most:
            small.thumbnail((most, most), Image.Resampling.BOX)
        dots = round(across * max(small.size) / before) if across >= DOTS else 0
        made = io.BytesIO()
        more = {"dpi": (dots, dots)} if dots else {}
        small.convert("L" if small.mode == "L" else "RGB").save(made, "JPEG", quality=QUALITY, **more)
    return made.getvalue() if made.tell() < _WORTH * len(data) else b""


def _smaller_pdf(data: bytes, *, smaller: bool) -> Answer:
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        taken = _without_programs(pdf)
        smaller_ones = sum(_press(image) for image in _scans(pdf)) if smaller else 0
        if not taken and not smaller_ones:
            return {"taken_out": 0}
        made = _saved(pdf)
    if not taken and len(made) >= _WORTH * len(data):
        return {"taken_out": 0}
    return {"made": made, "kind": "pdf", "taken_out": taken}


def _scans(pdf: Any) -> Iterator[Any]:
    """Give the photographs of the pages that are larger than they need to be, while there is time."""
    import pikepdf

    end = time.monotonic() + _PATIENCE
    seen: set[tuple[int, int]] = set()
    for page in pdf.pages:
        for image in page.get_images().values():
            if time.monotonic() > end:
                return
            plain = image.get("/Filter") == pikepdf.Name.DCTDecode and "/SMask" not in image
            space = image.get("/ColorSpace")
            known = space in (pikepdf.Name.DeviceRGB, pikepdf.Name.DeviceGray) and "/Decode" not in image
            if plain and known and image.objgen not in seen and len(image.read_raw_bytes()) > 150_000:
                seen.add(image.objgen)
                yield image


def _press(image: Any) -> bool:
    import pikepdf
    from PIL import Image

    raw = image.read_raw_bytes()
    with suppress(OSError, ValueError, SyntaxError):
        made = _smaller_picture(raw)
        if made:
            with Image.open(io.BytesIO(made)) as small:
                image.Width, image.Height = small.size
                image.ColorSpace = pikepdf.Name.DeviceGray if small.mode == "L" else pikepdf.Name.DeviceRGB
            image.write(made, filter=pikepdf.Name.DCTDecode)
            return True
    return False


def _without_programs(pdf: Any) -> int:
    """Take out what a PDF would do by itself: scripts, programs to start, files it carries; say how many."""
    import pikepdf

    taken = 0
    names = pdf.Root.get("/Names", pikepdf.Dictionary())
    for holder, keys in ((pdf.Root, ("/OpenAction", "/AA")), (names, ("/JavaScript", "/EmbeddedFiles"))):
        for key in keys:
            if key in holder and not _only_goes(holder[key]):
                del holder[key]
                taken += 1
    for page in pdf.pages:
        with suppress(pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError):
            taken += _quiet(page.obj)
    return taken


def _quiet(page: Any) -> int:
    """Take the programs out of one page and its notes."""
    taken = 0
    for holder in (page, *page.get("/Annots", [])):
        if "/AA" in holder:
            del holder["/AA"]
            taken += 1
        if "/A" in holder and not _only_goes(holder["/A"]):
            del holder["/A"]
            taken += 1
    return taken


def _only_goes(action: Any) -> bool:
    """Say whether an action only shows a page or a web address, which is no program."""
    import pikepdf

    if isinstance(action, pikepdf.Array):
        return True
    kind = action.get("/S") if isinstance(action, pikepdf.Dictionary) else None
    return str(kind) in ("/GoTo", "/URI", "/Named") and "/Next" not in action


def _saved(pdf: Any) -> bytes:
    import pikepdf

    out = io.BytesIO()
    pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _blank_in_pdf(data: bytes) -> Iterator[int]:
    import pypdfium2

    end = time.monotonic() + _PATIENCE
    pdf = pypdfium2.PdfDocument(data)
    try:
        for number in range(len(pdf)):
            if time.monotonic() > end:
                return
            page = pdf[number]
            scale = _SMALL / max(page.get_width(), 1)
            if is_blank(page.render(scale=scale, grayscale=True).to_pil().convert("L")):
                yield number + 1
            page.close()
    finally:
        pdf.close()


def is_blank(grey: Any) -> bool:
    """Say whether a small grey picture shows paper only; its rim is not looked at: scanners shade it."""
    wide, high = grey.size
    rim = max(1, wide // 25)
    counts = grey.crop((rim, rim, wide - rim, high - rim)).histogram()
    points, below, paper = sum(counts), 0, 255
    for shade, count in enumerate(counts):
        below += count
        if below * 2 >= points:
            paper = shade
            break
    dark = sum(counts[: max(paper - _INK, 0)])
    return bool(points > 0 and dark <= _SPECKS * points)
