"""Photographs and scans as PDF pages: the picture's own bytes go into the packet, never re-encoded."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.packets.bind_streams import LateStream, Span, Spliced, length

MOST_POINTS = 100_000_000
"""More picture points than a scan of a large page has; what claims more is refused."""

_LETTER = (612.0, 792.0)
_LONGEST = 1224.0  # 17 inches: what a scanner's glass can be
_SHORTEST = 36.0
_MARGIN = 36.0
_FAR = b"%" + b" " * 2048 + b"\n"  # keeps a search for the file's end out of the picture's bytes

# The unit square of the picture → the page (w, h), for each EXIF orientation (EXIF 2.32, tag 0x0112).
_TURNS = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as a PDF sees it: its size in points of the picture, its PDF entries, and its bytes."""

    width: int
    height: int
    entries: bytes
    data: tuple[bytes | Span, ...]
    dots: tuple[float, float] = (0.0, 0.0)  # per inch, across and down; 0 = not said
    orientation: int = 1


def jpeg(stream: LateStream) -> Picture:
    """Read a JPEG's headers; its bytes stay in the document. Raises Refused when it is damaged."""
    return _sensible(_jpeg(stream))


def png(stream: LateStream) -> Picture:
    """Read a PNG's headers; its compressed lines stay in the document. Raises Refused when it is damaged."""
    return _sensible(_png(stream))


def book(pictures: Sequence[Picture]) -> Spliced:
    """Give one PDF with a page for each picture, the right way up, made of the pictures' own bytes."""
    objects: list[tuple[bytes | Span, ...]] = [(b"<</Type/Catalog/Pages 2 0 R>>",)]
    kids = b" ".join(b"%d 0 R" % (3 + 3 * number) for number in range(len(pictures)))
    objects.append((b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pictures)),))
    for number, picture in enumerate(pictures):
        objects += _page(picture, 3 + 3 * number)
    return _pdf(objects)


def page_size(width: float, height: float, dots: tuple[float, float]) -> tuple[float, float, float]:
    """Give the page's width and height, and the margin round the picture, all in 1/72 inch.

    A scan that says its dots per inch keeps its size; anything else is laid on a Letter page.
    """
    if dots[0] >= 100 and dots[1] >= 100:  # 72 and 96 are what cameras and screens write without meaning it
        true = (width / dots[0] * 72, height / dots[1] * 72)
        if max(true) <= _LONGEST and min(true) >= _SHORTEST:
            return (*true, 0.0)
    across, down = _LETTER if width <= height else _LETTER[::-1]
    return across, down, _MARGIN


def damaged() -> Refused:
    """Give the words for a picture that cannot be read."""
    return Refused(
        _("The picture is damaged."), _("It cannot be printed."), _("Ask for it again, or scan it again.")
    )


def _sensible(picture: Picture) -> Picture:
    if 0 < picture.width * picture.height <= MOST_POINTS:
        return picture
    said = _("The picture says that it is {width} × {height} points large.")
    raise Refused(
        said.format(width=picture.width, height=picture.height),
        _("No scan is that large: the file is damaged or made to do harm."),
        _("Ask for it again, or scan it again."),
    )


def _page(picture: Picture, number: int) -> list[tuple[bytes | Span, ...]]:
    """Give the three objects of a picture's page; the first has the number `number`."""
    width, height, dots = picture.width, picture.height, picture.dots
    if picture.orientation > 4:
        width, height, dots = height, width, (dots[1], dots[0])
    across, down, margin = page_size(width, height, dots)
    scale = min((across - 2 * margin) / width, (down - 2 * margin) / height)
    wide, high = (width * scale, height * scale) if margin else (across, down)
    left, low = (across - wide) / 2, (down - high) / 2
    a, b, c, d, e, f = _TURNS.get(picture.orientation, _TURNS[1])
    matrix = (a * wide, b * high, c * wide, d * high, e * wide + left, f * high + low)
    drawn = b"q %s cm /Im Do Q" % b" ".join(b"%.4f" % number for number in matrix)
    size = sum(length(piece) for piece in picture.data)
    return [
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %.4f %.4f]/Contents %d 0 R" % (across, down, number + 1)
            + b"/Resources<</XObject<</Im %d 0 R>>>>>>" % (number + 2),
        ),
        (b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),),
        (
            b"<</Type/XObject/Subtype/Image/Width %d/Height %d" % (picture.width, picture.height)
            + b"%s/Length %d>>stream\n" % (picture.entries, size),
            *picture.data,
            b"\nendstream",
        ),
    ]


def _pdf(objects: list[tuple[bytes | Span, ...]]) -> Spliced:
    pieces: list[bytes | Span] = [b"%PDF-1.7\n"]
    places, at = [], len(b"%PDF-1.7\n")
    for number, object_ in enumerate(objects, 1):
        places.append(at)
        for piece in (b"%d 0 obj\n" % number, *object_, b"\nendobj\n"):
            pieces.append(piece)
            at += length(piece)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    pieces.append(
        _FAR
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
        + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, at + len(_FAR))
    )
    return Spliced(pieces)


def _jpeg(stream: LateStream) -> Picture:
    stream.seek(0)
    if stream.read(2) != b"\xff\xd8":
        raise damaged()
    dots, orientation, adobe = (0.0, 0.0), 1, False
    while True:
        marker, body = _segment(stream)
        if marker == 0xE0 and body[:5] == b"JFIF\0" and len(body) >= 12:
            dots = _jfif_dots(body)
        elif marker == 0xE1 and body[:6] == b"Exif\0\0":
            orientation = exif_orientation(body[6:])
        elif marker == 0xEE and body[:5] == b"Adobe":
            adobe = True
        elif 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            return _jpeg_picture(stream, marker, body, dots, orientation, adobe)


def _segment(stream: LateStream) -> tuple[int, bytes]:
    marker = 0xFF
    head = stream.read(1) or b""
    if head != b"\xff":
        raise damaged()
    while marker == 0xFF:
        marker = (stream.read(1) or b"\0")[0]
    size = stream.read(2) or b""
    if marker in (0, 0xD9, 0xDA) or len(size) < 2:
        raise damaged()
    body = stream.read(max(0, int.from_bytes(size, "big") - 2)) or b""
    if len(body) != int.from_bytes(size, "big") - 2:
        raise damaged()
    return marker, body


def _jpeg_picture(
    stream: LateStream, marker: int, body: bytes, dots: tuple[float, float], orientation: int, adobe: bool
) -> Picture:
    bits, height, width, colours = struct.unpack(">BHHB", body[:6]) if len(body) >= 6 else (0, 0, 0, 0)
    space = {1: b"DeviceGray", 3: b"DeviceRGB", 4: b"DeviceCMYK"}.get(colours)
    if bits != 8 or space is None or marker not in (0xC0, 0xC1, 0xC2):
        raise Refused(
            _("This kind of JPEG cannot be printed."), "", _("Save the picture again as an ordinary JPEG.")
        )
    entries = b"/ColorSpace/%s/BitsPerComponent 8/Filter/DCTDecode" % space
    if colours == 4 and adobe:  # Adobe writes CMYK upside down
        entries += b"/Decode[1 0 1 0 1 0 1 0]"
    return Picture(width, height, entries, (Span(stream, 0, stream.size),), dots, orientation)


def _jfif_dots(body: bytes) -> tuple[float, float]:
    unit, across, down = struct.unpack(">BHH", body[7:12])
    factor = {1: 1.0, 2: 2.54}.get(unit, 0.0)
    return across * factor, down * factor


def exif_orientation(tiff: bytes) -> int:
    """Give the EXIF orientation 1–8 of a picture's EXIF block; 1 when it says nothing sensible."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return 1
    (at,) = struct.unpack_from(order + "I", tiff, 4)
    if at + 2 > len(tiff):
        return 1
    (count,) = struct.unpack_from(order + "H", tiff, at)
    for entry in range(at + 2, min(at + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _kind, _count, value = struct.unpack_from(order + "HHIH", tiff, entry)
        if tag == 0x0112:
            return value if value in _TURNS else 1
    return 1


def _png(stream: LateStream) -> Picture:
    stream.seek(0)
    if stream.read(8) != b"\x89PNG\r\n\x1a\n":
        raise damaged()
    chunks: dict[bytes, bytes] = {}
    spans: list[Span] = []
    while True:
        head = stream.read(8) or b""
        if len(head) < 8:
            raise damaged()
        size, kind = int.from_bytes(head[:4], "big"), head[4:]
        start = stream.tell()
        if start + size + 4 > stream.size:
            raise damaged()
        if kind == b"IEND":
            break
        if kind == b"IDAT":
            spans.append(Span(stream, start, size))
        elif kind in (b"IHDR", b"PLTE", b"tRNS", b"pHYs", b"eXIf"):
            chunks[kind] = stream.read(size) or b""
        stream.seek(start + size + 4)
    if len(chunks.get(b"IHDR", b"")) != 13 or not spans:
        raise damaged()
    return _png_picture(stream, chunks, spans)


def _png_picture(stream: LateStream, chunks: dict[bytes, bytes], spans: list[Span]) -> Picture:
    width, height, bits, kind, _packed, _lines, interlaced = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    dots = _png_dots(chunks.get(b"pHYs", b""))
    orientation = exif_orientation(chunks.get(b"eXIf", b""))
    if interlaced or kind in (4, 6) or b"tRNS" in chunks or kind not in (0, 2, 3):
        return _laid_on_white(stream, width, height, dots, orientation)
    colours = 3 if kind == 2 else 1
    space = b"/DeviceRGB" if kind == 2 else b"/DeviceGray"
    if kind == 3:
        palette = chunks.get(b"PLTE", b"")
        space = b"[/Indexed/DeviceRGB %d<%s>]" % (len(palette) // 3 - 1, palette.hex().encode())
        if not palette:
            raise damaged()
    entries = b"/ColorSpace%s/BitsPerComponent %d/Filter/FlateDecode" % (space, bits)
    entries += b"/DecodeParms<</Predictor 15/Colors %d/BitsPerComponent %d/Columns %d>>" % (
        colours,
        bits,
        width,
    )
    return Picture(width, height, entries, tuple(spans), dots, orientation)


def _png_dots(body: bytes) -> tuple[float, float]:
    if len(body) != 9 or body[8] != 1:
        return 0.0, 0.0
    across, down = struct.unpack(">II", body[:8])
    return across * 0.0254, down * 0.0254


def _laid_on_white(
    stream: LateStream, width: int, height: int, dots: tuple[float, float], orientation: int
) -> Picture:
    """Draw a PNG with transparency or interlaced lines on white: the only pictures that are re-coded."""
    from PIL import Image

    if width * height > MOST_POINTS:
        return Picture(width, height, b"", (), dots)
    stream.seek(0)
    try:
        with Image.open(_Borrowed(stream), formats=("PNG",)) as picture:
            clear = picture.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise damaged() from None
    entries = b"/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    return Picture(width, height, entries, (zlib.compress(paper.tobytes(), 1),), dots, orientation)


class _Borrowed(io.BufferedReader):
    """A reader that leaves its stream open when it is closed."""

    def __init__(self, stream: LateStream | BinaryIO) -> None:
        super().__init__(stream)  # type: ignore[arg-type,unused-ignore]

    def close(self) -> None:
        """Let go of the stream without closing it."""
        if not self.closed:
            self.detach()
