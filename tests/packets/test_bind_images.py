"""Photographs and scans become pages of the right size, the right way up, with their own bytes."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageChops, ImageOps

from immdesk.basics.problems import Refused
from immdesk.packets.bind_images import Picture, book, exif_orientation, jpeg, page_size, png
from immdesk.packets.bind_streams import LateStream, Shelf, Span, Spliced


def stream(data: bytes) -> LateStream:
    return Shelf().add(lambda: io.BytesIO(data))


def drawn(picture: Picture, scale: float = 1.0) -> Image.Image:
    pdf = pdfium.PdfDocument(book([picture]).read())
    shot = pdf[0].render(scale=scale).to_pil().convert("RGB")
    pdf.close()
    return shot


def corners() -> Image.Image:
    """A picture whose four corners differ, 170 × 220."""
    picture = Image.new("RGB", (170, 220), "white")
    for colour, place in (("red", (0, 0)), ("green", (140, 0)), ("blue", (0, 190)), ("black", (140, 190))):
        picture.paste(colour, (*place, place[0] + 30, place[1] + 30))
    return picture


def saved(picture: Image.Image, kind: str, **how) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()


def alike(one: Image.Image, two: Image.Image) -> bool:
    difference = ImageChops.difference(one, two.resize(one.size)).convert("L")
    return sum(difference.point(lambda value: 255 if value > 90 else 0).histogram()[1:]) < 0.03 * (
        one.width * one.height
    )


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_jpeg_is_drawn_as_its_orientation_says(orientation):
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(corners(), "JPEG", quality=95, exif=exif, dpi=(100, 100))
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
    shot = drawn(jpeg(stream(data)), scale=100 / 72)
    assert shot.size == pytest.approx(expected.size, abs=1)
    assert alike(shot, expected)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "I;16"])
def test_a_png_keeps_its_own_compressed_lines(mode):
    data = saved(corners().convert("L").convert(mode) if mode == "I;16" else corners().convert(mode), "PNG")
    picture = png(stream(data))
    assert all(isinstance(piece, Span) for piece in picture.data)
    if mode != "I;16":
        shot = drawn(picture).convert(mode if mode != "P" else "RGB").convert("RGB")
        expected = Image.new("RGB", shot.size, "white")
        inner = Image.open(io.BytesIO(data)).convert("RGB").resize((540, 699))
        expected.paste(inner, (36, 46))
        assert alike(shot, expected)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_a_png_with_transparency_is_laid_on_white(mode):
    clear = Image.new(mode, (100, 100), 0)
    shot = drawn(png(stream(saved(clear, "PNG"))))
    assert shot.getextrema() == ((255, 255), (255, 255), (255, 255))


def test_the_page_of_a_scan_has_the_size_of_the_paper():
    assert page_size(2550, 3300, (300, 300)) == (612, 792, 0)
    assert page_size(2480, 3508, (300, 300)) == pytest.approx((595.2, 841.92, 0))
    assert page_size(1700, 2800, (200, 200)) == (612, 1008, 0)


def test_a_photo_is_laid_on_letter_paper_with_a_margin():
    assert page_size(4000, 3000, (72, 72)) == (792, 612, 36)
    assert page_size(3000, 4000, (0, 0)) == (612, 792, 36)
    assert page_size(20000, 20000, (100, 100)) == (612, 792, 36)


def test_black_and_white_colours_of_a_print_shop_are_not_turned_round():
    data = saved(Image.new("CMYK", (60, 60), (0, 0, 0, 0)), "JPEG")
    assert drawn(jpeg(stream(data))).getpixel((300, 400)) == (255, 255, 255)


@pytest.mark.parametrize("order", ["<", ">"])
def test_exif_is_read_in_both_byte_orders_and_nonsense_is_upright(order):
    import struct

    head = {"<": b"II*\0", ">": b"MM\0*"}[order] + struct.pack(order + "I", 8)
    entry = struct.pack(order + "HHHIHH", 1, 0x0112, 3, 1, 6, 0)
    assert exif_orientation(head + entry) == 6
    assert (
        exif_orientation(head + entry.replace(struct.pack(order + "H", 6), struct.pack(order + "H", 99))) == 1
    )
    assert exif_orientation(b"II*\0\xff\xff\xff\xff") == 1
    assert exif_orientation(b"") == 1


@pytest.mark.parametrize("cut", [3, 20, 100])
def test_a_picture_cut_in_its_head_is_called_damaged(cut):
    for data, read in ((saved(corners(), "JPEG"), jpeg), (saved(corners(), "PNG"), png)):
        with pytest.raises(Refused, match="The picture is damaged"):
            read(stream(data[:cut]))


def test_a_picture_that_claims_900_million_points_is_refused():
    data = bytearray(saved(corners(), "PNG"))
    data[16:24] = (30000).to_bytes(4, "big") * 2
    with pytest.raises(Refused, match="30000 × 30000"):
        png(stream(bytes(data)))


def test_many_pictures_make_one_book_that_qpdf_reads():
    pictures = [jpeg(stream(saved(corners(), "JPEG"))) for _number in range(12)]
    with pikepdf.open(io.BytesIO(book(pictures).read())) as pdf:
        assert len(pdf.pages) == 12
        assert pdf.get_warnings() == []


def test_spliced_bytes_read_the_same_in_any_steps():
    whole = Spliced([b"head ", Span(stream(b"0123456789"), 2, 5), b"", b" tail"])
    assert whole.read() == b"head 23456 tail"
    for start in range(15):
        whole.seek(start)
        assert whole.read(4) == b"head 23456 tail"[start : start + 4]
    whole.seek(-4, io.SEEK_END)
    assert (whole.read(), whole.read(), whole.tell()) == (b"tail", b"", 15)
