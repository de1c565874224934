"""What the walled-off process makes of a scan: smaller, the right way up; blank told from faint pages."""

from __future__ import annotations

import io

import pikepdf
import pytest
from PIL import Image, ImageDraw

from immdesk.packets.bind import as_pdf
from immdesk.packets.evidence import Examiner
from immdesk.packets.evidence_made import Pressed, arrange, blank_pages, press
from immdesk.packets.evidence_work import blank_pages as blank_in
from immdesk.packets.evidence_work import pressed


def jpeg(words: str = "", *, turned: int = 1, mode: str = "RGB", ink: str = "black") -> bytes:
    """Give a scan of a Letter page at 300 dots per inch; `turned` is its EXIF orientation."""
    page = Image.effect_noise((425, 550), 10).resize((2550, 3300)).convert(mode)
    ImageDraw.Draw(page).text((300, 400), words, fill=ink, font_size=40)
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = turned
    page.save(out, "JPEG", quality=80, dpi=(300, 300), exif=exif)
    return out.getvalue()


def test_a_scan_that_lies_on_its_side_is_made_smaller_and_upright() -> None:
    made = Image.open(io.BytesIO(pressed(jpeg("Lease", turned=6), smaller=True)["made"]))
    assert (made.size, made.getexif().get(0x0112)) == ((1650, 1275), None)
    grey = Image.open(io.BytesIO(pressed(jpeg("Lease", mode="L"), smaller=True)["made"]))
    assert (grey.size, grey.mode, grey.info["dpi"]) == ((1275, 1650), "L", (150, 150))


def test_a_scanned_pdf_is_made_smaller_picture_by_picture() -> None:
    made = pressed(as_pdf(jpeg("Lease")), smaller=True)
    with pikepdf.open(io.BytesIO(made["made"])) as pdf:
        (picture,) = pdf.pages[0].get_images().values()
        assert (int(picture.Width), int(picture.Height)) == (1275, 1650)
        assert [round(float(side)) for side in pdf.pages[0].mediabox] == [0, 0, 612, 792]


def test_what_would_gain_nothing_stays_as_it_came() -> None:
    letters, small = io.BytesIO(), io.BytesIO()
    Image.new("1", (2550, 3300), 1).save(letters, "PNG")
    Image.new("RGB", (600, 800), "white").save(small, "PNG")
    for data in (letters.getvalue(), small.getvalue()):
        assert pressed(data, smaller=True) == {"taken_out": 0}
    assert pressed(jpeg(), smaller=False) == {"taken_out": 0}


@pytest.mark.parametrize(
    ("words", "ink", "blank"), [("", "black", [1]), ("Received", "black", []), ("Received", "#9a9a9a", [])]
)
def test_a_page_with_one_faint_word_is_not_blank(words: str, ink: str, blank: list[int]) -> None:
    white = Image.new("RGB", (2550, 3300), "white")
    ImageDraw.Draw(white).text((300, 400), words, fill=ink, font_size=60)
    out = io.BytesIO()
    white.save(out, "JPEG", quality=80)
    assert blank_in(out.getvalue()) == blank


def test_a_file_that_cannot_be_read_is_left_as_it_is_and_the_process_lives_on() -> None:
    with Examiner() as examiner:
        assert press(examiner, b"%PDF-1.4 cut", smaller=True) == Pressed()
        assert blank_pages(examiner, b"no picture") == ()
        page = arrange(examiner, [jpeg("Lease")], [(0, 0, 90)])
        assert examiner.examine(page).pages == 1
