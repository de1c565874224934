"""Pages as pictures for the screen."""

from __future__ import annotations

import io
import threading

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from immdesk.basics.problems import Refused
from immdesk.packets.picture import draw_page, page_count


def pdf(size=(200, 100), form: bool = False) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.setFillColorRGB(1, 0, 0)
    canvas.rect(0, 0, size[0] / 2, size[1], stroke=0, fill=1)
    if form:
        canvas.acroForm.textfield(name="a", x=120, y=30, width=60, height=40, value="MMMM", fillColor=None)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def point(drawn, x: int, y: int) -> tuple[int, int, int]:
    start = (y * drawn.width + x) * 4
    blue, green, red = drawn.bgrx[start : start + 3]
    return red, green, blue


def test_a_page_is_drawn_as_wide_as_asked_with_four_bytes_a_point():
    drawn = draw_page(pdf(), 0, 301)
    assert (drawn.width, drawn.height) in ((301, 151), (301, 150), (302, 151))
    assert len(drawn.bgrx) == drawn.width * drawn.height * 4
    assert point(drawn, 50, 75) == (255, 0, 0)
    assert point(drawn, 250, 75) == (255, 255, 255)


def test_a_file_and_its_bytes_give_the_same(tmp_path):
    (tmp_path / "a b.pdf").write_bytes(pdf())
    assert draw_page(tmp_path / "a b.pdf", 0, 90) == draw_page(pdf(), 0, 90)
    assert page_count(tmp_path / "a b.pdf") == page_count(pdf()) == 1


def test_what_stands_in_form_fields_is_drawn():
    drawn = draw_page(pdf(form=True), 0, 400)
    right = [point(drawn, x, y) for x in range(245, 355, 3) for y in range(70, 130, 3)]
    assert any(sum(colours) < 300 for colours in right)


@pytest.mark.parametrize("data", [b"", b"MZ" * 500, b"%PDF-1.7 nothing"])
def test_what_is_no_pdf_is_refused(data, tmp_path):
    (tmp_path / "bad.pdf").write_bytes(data)
    for source in (data, tmp_path / "bad.pdf"):
        with pytest.raises(Refused, match="cannot be shown"):
            page_count(source)


def test_a_page_that_is_not_there_is_refused():
    for page in (-1, 1):
        with pytest.raises(Refused, match="no such page"):
            draw_page(pdf(), page, 100)
    with pytest.raises(Refused):
        page_count(io.BytesIO().getvalue())


def test_a_page_of_absurd_size_gives_a_picture_of_sensible_size():
    out, wide = io.BytesIO(), pikepdf.new()
    wide.add_blank_page(page_size=(14400, 3))
    wide.add_blank_page(page_size=(3, 14400))
    wide.save(out)
    for page in (0, 1):
        drawn = draw_page(out.getvalue(), page, 1_000_000)
        assert 0 < drawn.width <= 6001
        assert 0 < drawn.height <= 6001


def test_several_threads_may_ask_at_once():
    drawn: list[int] = []
    source = pdf()
    threads = [
        threading.Thread(target=lambda: drawn.append(draw_page(source, 0, 120).width)) for _number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert drawn == [120] * 8
