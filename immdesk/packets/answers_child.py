"""What the walled-off process reads from a returned questionnaire: what stands in its boxes, nothing else.

Scripts are never run, only noticed. Everything is cut to a size that the other side can hold.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

MOST_BOXES = 4000
LONGEST_ANSWER = 5_000
MOST_LETTERS = 90_000
"""Letters of all answers together; as JSON at most six times as many bytes."""

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){3}")
_FOOT = 60.0  # points from the lower edge within which a page carries its code
_LONGEST_NAME, _DEEPEST = 90, 12
_DARK, _INK = 140, 0.10
_PAPER = (612.0, 792.0)

Answer = dict[str, Any]
Spot = Sequence[Any]


def boxes_of(data: bytes) -> Answer:
    """Give `boxes` (see `_box`), `long` (answers that were cut), `codes` by page, `scripts`, `trouble`."""
    import pikepdf

    found: Answer = {"boxes": [], "long": [], "codes": [], "pages": 0, "scripts": False, "trouble": ""}
    if b"%PDF-" not in data[:1024]:
        return found | {"trouble": "no_pdf"}
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            found["pages"] = len(pdf.pages)
            found["scripts"] = _scripts(pdf)
            _fill(found, pdf)
    except pikepdf.PasswordError:
        return found | {"trouble": "password"}
    except MemoryError:
        return found | {"trouble": "too_large"}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, AttributeError, RuntimeError, OSError):
        return found | {"trouble": "damaged"}
    found["codes"] = _codes(data)
    return found


def _fill(found: Answer, pdf: Any) -> None:
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    pages |= _pages_of_widgets(pdf)
    letters = 0
    for box in _walk(form.get("/Fields"), "", {}, 0, pages):
        if len(box[3]) > LONGEST_ANSWER or letters + len(box[3]) > MOST_LETTERS:
            found["long"].append(box[0])
            box[3] = ""
        letters += len(box[3])
        found["boxes"].append(box)
        if len(found["boxes"]) >= MOST_BOXES:
            return


def _pages_of_widgets(pdf: Any) -> dict[tuple[int, int], int]:
    """Give the page of each widget: not every program keeps a widget's own word about it."""
    found = {}
    for number, page in enumerate(pdf.pages, 1):
        with suppress(Exception):
            for one in page.obj.get("/Annots", ()):
                if one.objgen != (0, 0):
                    found[one.objgen] = number
    return found


def _walk(nodes: Any, above: str, inherited: Answer, depth: int, pages: Answer) -> Iterator[list[Any]]:
    import pikepdf

    if depth > _DEEPEST or not isinstance(nodes, pikepdf.Array):
        return
    for node in nodes:
        if not isinstance(node, pikepdf.Dictionary):
            continue
        name = above
        if "/T" in node:
            part = _text(node["/T"])
            name = f"{above}.{part}" if above else part
        own = inherited | {key: node[key] for key in ("/FT", "/Ff", "/V", "/TM") if key in node}
        kids = node.get("/Kids")
        if isinstance(kids, pikepdf.Array) and len(kids):
            yield from _walk(kids, name, own, depth + 1, pages)
        else:
            yield _box(node, name, own, pages)


def _box(node: Any, name: str, own: Answer, pages: Answer) -> list[Any]:
    """Give [name, mapping name, kind, answer, page, left, low, right, high, state] of one widget."""
    kind, flags = str(own.get("/FT", "")), int(own.get("/Ff", 0))
    page = pages.get(node.objgen, 0)
    if not page and "/P" in node:
        page = pages.get(node["/P"].objgen, 0)
    place = [round(float(one), 1) for one in node.get("/Rect", ())] or [0.0] * 4
    mapped = _text(own["/TM"]) if "/TM" in own else ""
    called = "text" if kind == "/Tx" else "choice" if kind == "/Ch" else "text"
    state, value = "", ""
    if kind == "/Btn":
        called = "radio" if flags & (1 << 15) else "check"
        state = next((one for one in _states(node) if one != "Off"), "")
        shown = _text(node["/AS"]) if "/AS" in node else ""
        value = _text(own["/V"]) if "/V" in own else shown
        if value in ("", "Off") and shown not in ("", "Off"):
            value = shown
        value = "" if value == "Off" else value
    elif "/V" in own:
        value = _text(own["/V"], LONGEST_ANSWER + 1)
    return [
        name[:_LONGEST_NAME],
        mapped[:_LONGEST_NAME],
        called,
        value,
        page,
        *place[:4],
        state[:_LONGEST_NAME],
    ]


def _states(node: Any) -> list[str]:
    import pikepdf

    normal = node.get("/AP", {}).get("/N") if isinstance(node.get("/AP"), pikepdf.Dictionary) else None
    return [str(key)[1:] for key in normal] if isinstance(normal, pikepdf.Dictionary) else []


def _text(value: Any, most: int = 200) -> str:
    """Give a text, name or small stream of the file as letters, at most `most` of them."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        return ",".join(_text(one, most) for one in list(value)[:200])[:most]
    if isinstance(value, pikepdf.Stream):
        raw = bytes(value.read_bytes())[: most * 2]
        return raw.decode("utf-16" if raw[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8", "replace")[:most]
    told = str(value)[:most]
    return told[1:] if isinstance(value, pikepdf.Name) else told


def _scripts(pdf: Any) -> bool:
    """Say whether something in the file would run when a program of another kind opened it."""
    import pikepdf

    root = pdf.Root
    names = root.get("/Names")
    if "/OpenAction" in root and isinstance(root["/OpenAction"], pikepdf.Dictionary):
        return True
    if isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names:
        return True
    form = root.get("/AcroForm")
    fields = form.get("/Fields", ()) if isinstance(form, pikepdf.Dictionary) else ()
    return "/AA" in root or any("/AA" in one or "/A" in one for one in list(fields)[:MOST_BOXES])


def _codes(data: bytes) -> list[list[Any]]:
    """Give [page, code] for each page that carries a code at its foot."""
    import pypdfium2

    found: list[list[Any]] = []
    with suppress(pypdfium2.PdfiumError, MemoryError, ValueError, UnicodeError):
        pdf = pypdfium2.PdfDocument(data)
        try:
            for number in range(min(len(pdf), 400)):
                page = pdf[number]
                wide, high = page.get_size()
                letters = page.get_textpage()
                told = letters.get_text_bounded(0, 0, wide, _FOOT * high / _PAPER[1])
                found += [[number + 1, hit] for hit in CODE.findall(told)[:1]]
                letters.close()
                page.close()
        finally:
            pdf.close()
    return found


def spots_of(data: bytes, spots: Sequence[Spot]) -> Answer:
    """Give what stands in each [page, left, low, right, high, is it a mark] of a page without boxes.

    A text for a box to write in; for a circle or a box to mark "x" when there is ink in it. The places are
    those of our own paper; a page of another size is measured by its own.
    """
    import pypdfium2

    told = [""] * len(spots)
    by_page: dict[int, list[int]] = {}
    for place, spot in enumerate(spots):
        by_page.setdefault(int(spot[0]), []).append(place)
    with suppress(pypdfium2.PdfiumError, MemoryError, ValueError, UnicodeError):
        pdf = pypdfium2.PdfDocument(data)
        pdf.init_forms()
        try:
            for number, places in sorted(by_page.items()):
                if 1 <= number <= len(pdf):
                    _look(pdf[number - 1], [(place, spots[place]) for place in places], told)
        finally:
            pdf.close()
    return {"spots": told}


def _look(page: Any, spots: Sequence[tuple[int, Spot]], told: list[str]) -> None:
    wide, high = page.get_size()
    across, up = wide / _PAPER[0], high / _PAPER[1]
    letters = page.get_textpage()
    picture = None
    if any(spot[5] for _place, spot in spots):
        picture = page.render(scale=2, grayscale=True, may_draw_forms=True).to_pil()
    for place, (_page, left, low, right, top, mark) in spots:
        if mark:
            room = _inside(left * across, low * up, right * across, top * up, high)
            told[place] = "x" if picture is not None and _has_ink(picture.crop(room)) else ""
        else:
            words = letters.get_text_bounded(left * across, low * up, right * across, top * up)
            told[place] = " ".join(words.split())[:LONGEST_ANSWER]
    letters.close()
    page.close()


def _inside(left: float, low: float, right: float, top: float, high: float) -> tuple[int, int, int, int]:
    """Give the middle of a mark, without its edge, in points of a picture twice as large."""
    inset = (right - left) * 0.27
    box = (left + inset, high - top + inset, right - inset, high - low - inset)
    return tuple(round(2 * one) for one in box)  # type: ignore[return-value]


def _has_ink(picture: Any) -> bool:
    shades = picture.convert("L").histogram()
    return bool(sum(shades[:_DARK]) > _INK * max(sum(shades), 1))
