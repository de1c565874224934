"""How well a scan can be read, measured in the walled-off process: blank, coarse and faint pages."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

Quality = dict[str, list[int]]
MOST, PATIENCE = 80, 3.0
LEAST_DOTS = 150
LEAST_SIDE = 900
"""Points of the shorter side of a picture that does not say how many it has to the inch."""

_WIDE = 220
_PALE = 90
"""How much darker than its paper the ink of a page must be, of 255."""


def of_picture(picture: Any) -> Quality:
    """Measure a picture (opened, decoded small); `size` as it was before stands in its info."""
    found = empty()
    wide, high = picture.info.get("whole", picture.size)
    dots = picture.info.get("dpi", (0, 0))[0]
    if min(wide, high) < LEAST_SIDE and not float(dots) >= LEAST_DOTS:
        found["coarse"].append(1)
    grey = picture.convert("L")
    grey.thumbnail((_WIDE, 2 * _WIDE))
    _put(found, 1, grey)
    return found


def of_pdf(data: bytes, dots: dict[int, float]) -> Quality:
    """Measure a PDF page by page; `dots` are the points to the inch of pages that are scans."""
    import pypdfium2

    found, end = empty(), time.monotonic() + PATIENCE
    found["coarse"] = sorted(page for page, per_inch in dots.items() if 0 < per_inch < LEAST_DOTS * 0.95)
    with suppress(pypdfium2.PdfiumError, MemoryError, ValueError):
        pdf = pypdfium2.PdfDocument(data)
        try:
            for number in range(min(len(pdf), MOST)):
                if time.monotonic() > end:
                    break
                page = pdf[number]
                scale = _WIDE / max(page.get_width(), 1)
                _put(found, number + 1, page.render(scale=scale, grayscale=True).to_pil().convert("L"))
                page.close()
        finally:
            pdf.close()
    return found


def dots_of(page: Any) -> float:
    """Give the points to the inch of a page that one picture covers; 0 for any other page."""
    left, low, right, high = (float(one) for one in page.mediabox)
    wide, tall = abs(right - left), abs(high - low)
    shots = list(page.get_images().values())
    if len(shots) != 1 or not wide or not tall:
        return 0.0
    across, down = int(shots[0].Width), int(shots[0].Height)
    return min(max(across, down) * 72 / max(wide, tall), min(across, down) * 72 / min(wide, tall))


def empty() -> Quality:
    """Give the measures of a document without a fault."""
    return {"blank": [], "coarse": [], "faint": []}


def _put(found: Quality, page: int, grey: Any) -> None:
    from immdesk.packets.evidence_work import is_blank

    if is_blank(grey):
        found["blank"].append(page)
    elif _is_faint(grey):
        found["faint"].append(page)


def _is_faint(grey: Any) -> bool:
    """Say whether the darkest part of a page is hardly darker than its paper."""
    counts = grey.histogram()
    points = sum(counts)
    return bool(points) and _at(counts, points * 0.6) - _at(counts, points * 0.004) < _PALE


def _at(counts: list[int], wanted: float) -> int:
    below = 0
    for shade, count in enumerate(_steps(counts)):
        below += count
        if below >= wanted:
            return shade
    return 255


def _steps(counts: list[int]) -> Iterator[int]:
    yield from counts
