"""Stamps stand upright at the foot of the page as a reader sees it, whatever the page is like."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from immdesk.packets import stamp

LETTER, A4, LEGAL, LANDSCAPE = (612, 792), (595, 842), (612, 1008), (792, 612)


def page(size, rotate=0, media=None, crop=None, contents=None, unit=None) -> pikepdf.Pdf:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.drawString(80, 100, "what the page shows")
    canvas.showPage()
    canvas.save()
    pdf = pikepdf.open(out)
    obj = pdf.pages[0].obj
    obj.Rotate = rotate
    if media:
        obj.MediaBox = pikepdf.Array(media)
    if crop:
        obj.CropBox = pikepdf.Array(crop)
    if contents is not None:
        obj.Contents = contents(pdf, obj.Contents)
    if unit:
        obj.UserUnit = unit
    return pdf


def stamped(pdf: pikepdf.Pdf, draft: bool = False) -> bytes:
    marks = (stamp.Mark("Exhibit A, page 3 of 12"), stamp.Mark("Page 7 of 45", "right"))
    stamp.put(pdf, pdf.pages[0], stamp.font(pdf), marks, draft)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def place(data: bytes, words: str) -> tuple[float, float, float, float]:
    """Where `words` stand on the first page as seen: left, low, right, high from its lower left."""
    with pdfium.PdfDocument(data) as pdf:
        return place_on(pdf[0], words)


def place_on(sheet: pdfium.PdfPage, words: str) -> tuple[float, float, float, float]:
    """The same of any page."""
    text = sheet.get_textpage()
    found = text.search(words).get_next()
    assert found is not None
    boxes = [text.get_charbox(number) for number in range(found[0], found[0] + found[1])]
    text.close()
    left, low = min(box[0] for box in boxes), min(box[1] for box in boxes)
    right, high = max(box[2] for box in boxes), max(box[3] for box in boxes)
    crop, width, height = sheet.get_cropbox(), *sheet.get_size()
    x, y = (left - crop[0], right - crop[0]), (low - crop[1], high - crop[1])
    return {
        0: (x[0], y[0], x[1], y[1]),
        90: (y[0], height - x[1], y[1], height - x[0]),
        180: (width - x[1], height - y[1], width - x[0], height - y[0]),
        270: (width - y[1], x[0], width - y[0], x[1]),
    }[sheet.get_rotation()]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
@pytest.mark.parametrize("size", [LETTER, A4, LEGAL, LANDSCAPE], ids=["letter", "a4", "legal", "landscape"])
def test_the_stamp_stands_upright_in_the_middle_of_the_foot(size, rotate):
    data = stamped(page(size, rotate))
    left, low, right, high = place(data, "Exhibit A, page 3 of 12")
    width = size[0] if rotate in (0, 180) else size[1]
    assert (left + right) / 2 == pytest.approx(width / 2, abs=2)
    assert 10 < low < 20
    assert 5 < high - low < 14
    assert 80 < right - left < 160
    assert place(data, "Page 7 of 45")[2] == pytest.approx(width - 28, abs=3)


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_boxes_that_do_not_begin_at_zero_are_honoured(rotate):
    data = stamped(page(LETTER, rotate, media=[-100, -50, 700, 900], crop=[50, 60, 500, 700]))
    left, low, right, _high = place(data, "Exhibit A, page 3 of 12")
    width = 450 if rotate in (0, 180) else 640
    assert (left + right) / 2 == pytest.approx(width / 2, abs=2)
    assert 5 < low < 20


def test_a_negative_turn_and_a_turn_beyond_the_circle_are_understood():
    for rotate, same in ((-90, 270), (450, 90)):
        assert stamp.view(page(LETTER, rotate).pages[0]) == stamp.view(page(LETTER, same).pages[0])


def test_a_box_written_backwards_is_read_rightly():
    seen = stamp.view(page(LETTER, media=[612, 792, 0, 0]).pages[0])
    assert (seen.width, seen.height, seen.matrix) == (612, 792, (1, 0, 0, 1, 0, 0))


def test_a_page_without_sense_is_taken_for_letter():
    pdf = page(LETTER, media=[0, 0, 0, 0])
    assert stamp.view(pdf.pages[0]).width == 612


def test_what_the_page_draws_cannot_move_the_stamp():
    """A page that scales its space and never restores it; in one piece, and in two."""

    def whole(pdf, _own):
        return pdf.make_stream(b"q 5 0 0 5 300 300 cm q 0.1 0 0 0.1 0 0 cm")

    def pieces(pdf, own):
        return pikepdf.Array([pdf.make_stream(b"2 0 0 2 300 300 cm"), own])

    for contents in (whole, pieces):
        left, low, right, _high = place(stamped(page(LETTER, contents=contents)), "Exhibit A, page 3 of 12")
        assert (left + right) / 2 == pytest.approx(306, abs=2)
        assert 10 < low < 20


def test_what_the_page_shows_stays_where_it_was():
    before = io.BytesIO()
    pdf = page(A4, 90)
    pdf.save(before)
    assert place(stamped(pdf), "what the page shows") == pytest.approx(
        place(before.getvalue(), "what the page shows"), abs=0.01
    )


def test_small_pages_get_small_stamps_and_none_leaves_the_page():
    for size in ((120, 60), (30, 30), (1191, 1684)):
        left, low, right, high = place(stamped(page(size)), "Exhibit A, page 3 of 12")
        assert 0 <= left < right <= size[0]
        assert 0 <= low < high <= size[1]


def test_an_empty_page_can_be_stamped():
    pdf = pikepdf.new()
    pdf.add_blank_page()
    del pdf.pages[0].obj["/Contents"]
    assert place(stamped(pdf), "Page 7 of 45")[1] > 10


def test_draft_is_printed_and_the_page_stays_readable():
    data = stamped(page(LETTER, 90), draft=True)
    left, low, right, _high = place(data, "DRAFT - not approved for filing")
    assert (left + right) / 2 == pytest.approx(396, abs=2)
    assert low > 590
    assert place(data, "what the page shows")
    pdf = pdfium.PdfDocument(data)
    picture = pdf[0].render(scale=0.5).to_pil().convert("RGB")
    pdf.close()
    reddish = sum(1 for red, green, _blue in picture.get_flattened_data() if red > green + 25)
    assert reddish > 0.03 * picture.width * picture.height


def test_two_pages_that_share_their_drawing_are_both_stamped():
    pdf = page(LETTER)
    pdf.pages.append(pdf.pages[0])
    for sheet in pdf.pages:
        stamp.put(pdf, sheet, stamp.font(pdf), (stamp.Mark("Exhibit A, page 3 of 12"),))
    out = io.BytesIO()
    pdf.save(out)
    read = pdfium.PdfDocument(out.getvalue())
    texts = [read[number].get_textpage().get_text_range() for number in range(2)]
    read.close()
    assert all("what the page shows" in text and text.count("Exhibit A, page 3 of 12") == 1 for text in texts)
