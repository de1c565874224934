"""Small files as a client might bring them: a sound scan, a photograph, and several that mean harm."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pikepdf
from reportlab.pdfgen.canvas import Canvas


def scan(path: Path, pages: int = 1, text: str = "Scan") -> Path:
    """Write a sound PDF of some pages and give its path."""
    path.write_bytes(scan_bytes(pages, text))
    return path


def scan_bytes(pages: int = 1, text: str = "Scan") -> bytes:
    """Give a sound PDF."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(612, 792))
    for number in range(pages):
        canvas.drawString(72, 700, f"{text}, page {number + 1}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def locked(path: Path) -> Path:
    """Write a PDF that asks for a password."""
    with pikepdf.open(io.BytesIO(scan_bytes())) as pdf:
        pdf.save(path, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return path


def bomb(path: Path) -> Path:
    """Write a PDF of a few kilobytes whose page swells to 80 MB."""
    squeeze = zlib.compressobj(9)
    million = bytes(1 << 20)
    packed = b"".join(squeeze.compress(million) for _ in range(80)) + squeeze.flush()
    twice = zlib.compress(packed, 9)
    with pikepdf.open(io.BytesIO(scan_bytes())) as pdf:
        names = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode])
        stream = pikepdf.Stream(pdf, b"")
        stream.write(twice, filter=names)
        pdf.pages[0].obj["/Contents"] = pdf.make_indirect(stream)
        pdf.save(path, compress_streams=False)
    return path


def picture(path: Path, width: int = 60, height: int = 40) -> Path:
    """Write a sound picture, in the format of the path's name."""
    from PIL import Image

    Image.new("RGB", (width, height), "white").save(path)
    return path


def giant_png(path: Path) -> Path:
    """Write a PNG of a hundred bytes that says it is 30,000 points wide and high."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 64)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    )
    return path


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
