"""A scan is measured when it comes in: blank, coarse and faint pages are told before printing."""

from __future__ import annotations

import io
import json

import pytest
from PIL import Image, ImageDraw

from immdesk.packets.evidence import Examiner


def page(dots: int, ink: int = 20, paper: int = 250) -> Image.Image:
    """Give a letter of text-like lines at so many points to the inch; without ink a blank page."""
    made = Image.new("L", (round(8.5 * dots), 11 * dots), paper)
    pen = ImageDraw.Draw(made)
    for line in range(dots, 10 * dots, dots // 4):
        pen.rectangle((dots, line, 7 * dots, line + dots // 12), fill=ink)
    return made


def scan(*pages: Image.Image, dots: int) -> bytes:
    out = io.BytesIO()
    pages[0].save(out, "PDF", save_all=True, append_images=list(pages[1:]), resolution=dots)
    return out.getvalue()


def jpeg(one: Image.Image, **more: object) -> bytes:
    out = io.BytesIO()
    one.save(out, "JPEG", **more)
    return out.getvalue()


@pytest.fixture(scope="module")
def examiner():
    with Examiner() as one:
        yield one


def measured(examiner: Examiner, data: bytes) -> dict[str, list[int]]:
    looked = examiner.examine(data)
    assert looked.usable
    return json.loads(looked.quality) if looked.quality else {}


def test_a_good_scan_has_nothing_to_tell(examiner: Examiner) -> None:
    assert measured(examiner, scan(page(200), page(200), dots=200)) == {}
    assert measured(examiner, jpeg(page(200))) == {}


def test_blank_coarse_and_faint_pages_are_told_by_their_number(examiner: Examiner) -> None:
    three = scan(page(200), page(200, ink=250), page(200, ink=180), dots=200)
    assert measured(examiner, three) == {"blank": [2], "coarse": [], "faint": [3]}
    assert measured(examiner, scan(page(72), dots=72))["coarse"] == [1]
    assert measured(examiner, jpeg(page(72)))["coarse"] == [1]
    assert measured(examiner, jpeg(page(72), dpi=(300, 300))) == {}  # a small card, scanned well
