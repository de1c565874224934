"""Draw what stands in a box: one line, a comb of cells or ruled lines, in the form's own type.

The agencies' files carry no picture for their text boxes, so every value is drawn here; the text is
shrunk before anything is left out, and what does not fit is told to the caller.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

SMALLEST = 6.0
"""Points of the smallest type that is used; below it a text is reported as too long."""
_PAD = 2.0


@dataclass(frozen=True, slots=True)
class Face:
    """A type face: its name in the drawing, its widths, and how far letters reach up and down (1/1000)."""

    name: str
    first: int
    widths: tuple[float, ...]
    mono: bool
    ascent: float
    descent: float

    def width(self, letters: bytes) -> float:
        """Give the width of `letters` in thousandths of the type size."""
        return sum(self._one(code) for code in letters)

    def _one(self, code: int) -> float:
        place = code - self.first
        if self.widths and 0 <= place < len(self.widths) and self.widths[place] > 0:
            return self.widths[place]
        return 600.0 if self.mono else 556.0


@dataclass(frozen=True, slots=True)
class Box:
    """The place of a text: width and height in points, type size (0 = choose), colour, and how it is set.

    `align` is 0 left, 1 centre, 2 right; `cells` the number of comb cells (0 = none); `ruled` the distance
    of printed lines in points (0 = none).
    """

    width: float
    height: float
    face: Face
    size: float
    colour: str
    align: int = 0
    cells: int = 0
    many_lines: bool = False
    ruled: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A content stream, and how many letters of the text it shows."""

    content: bytes
    shown: int


def draw(box: Box, letters: bytes) -> Drawing:
    """Draw `letters` (Windows-1252) into the box."""
    if not letters:
        return Drawing(b"/Tx BMC EMC", 0)
    if box.cells and not box.many_lines:
        lines, shown = _comb(box, letters)
    elif box.many_lines:
        lines, shown = _many(box, letters)
    else:
        lines, shown = _one_line(box, letters.replace(b"\n", b" "))
    clip = f"1 1 {box.width - 2:.2f} {box.height - 2:.2f} re W n"
    parts = [b"/Tx BMC q", clip.encode(), b"BT", box.colour.encode("latin-1", "replace"), *lines, b"ET Q EMC"]
    return Drawing(b"\n".join(parts), shown)


def parse_style(style: str) -> tuple[str, float, str]:
    """Read a default-appearance text (`/CourierNewPS-BoldMT 10 Tf 0 g`): font name, size, colour."""
    found = re.search(r"/(\S+)\s+([-\d.]+)\s+Tf", style)
    colour = re.findall(r"(?:[-\d.]+\s+){1,4}(?:g|rg|k)\b", style)
    name, size = (found[1], float(found[2])) if found else ("Helv", 0.0)
    return name, max(size, 0.0), colour[-1] if colour else "0 g"


def drawn_mark(width: float, height: float) -> bytes:
    """Draw a cross that fills most of a check box whose file carries no picture of its own."""
    a, b, c, d = width * 0.2, height * 0.2, width * 0.8, height * 0.8
    return f"q 1.2 w {a:.2f} {b:.2f} m {c:.2f} {d:.2f} l {a:.2f} {d:.2f} m {c:.2f} {b:.2f} l S Q".encode()


def _baseline(box: Box, size: float, height: float) -> float:
    face = box.face
    return (height - (face.ascent - face.descent) * size / 1000) / 2 - face.descent * size / 1000


def _one_line(box: Box, letters: bytes) -> tuple[list[bytes], int]:
    size = box.size or min(12.0, max(4.0, box.height * 0.72))
    room = box.width - 2 * _PAD
    full = box.face.width(letters) / 1000
    if full * size > room + 0.01:
        size = max(min(SMALLEST, size), size * room / (full * size))
    shown = _that_fit(box.face, letters, size, box.width - 1.0)
    letters = letters[:shown]
    x = _left(box, box.face.width(letters) * size / 1000)
    y = _baseline(box, size, box.height)
    return [f"/{box.face.name} {size:.2f} Tf {x:.2f} {y:.2f} Td".encode(), _text(letters) + b" Tj"], shown


def _comb(box: Box, letters: bytes) -> tuple[list[bytes], int]:
    shown = min(len(letters), box.cells)
    letters = letters[:shown].replace(b"\n", b" ")
    size = box.size or min(10.0, box.height * 0.7)
    cell = box.width / box.cells
    start = 0 if box.align == 0 else box.cells - shown if box.align == 2 else (box.cells - shown) // 2
    y = _baseline(box, size, box.height)
    lines = [f"/{box.face.name} {size:.2f} Tf".encode()]
    before = 0.0
    for place, code in enumerate(letters):
        one = bytes([code])
        x = (place + start) * cell + (cell - box.face.width(one) * size / 1000) / 2
        lines.append(f"{x - before:.2f} {y if place == 0 else 0:.2f} Td ".encode() + _text(one) + b" Tj")
        before = x
    return lines, shown


def _many(box: Box, letters: bytes) -> tuple[list[bytes], int]:
    size = box.size or 10.0
    ruled = box.ruled if box.ruled >= size else 0.0
    room = box.width - 2 * _PAD
    while True:
        rows = wrapped(box.face, letters, size, room)
        lead = ruled or size * 1.16
        if len(rows) * lead <= box.height or size <= SMALLEST:
            break
        if ruled:  # tighter lines before smaller type
            ruled = 0.0
            continue
        size = max(SMALLEST, size - 0.5)
    kept = rows[: max(1, int((box.height + 1) // lead))]
    face, lines, px, py = box.face, [f"/{box.face.name} {size:.2f} Tf".encode()], 0.0, 0.0
    y = box.height - 1 - ((lead - (face.ascent - face.descent) * size / 1000) / 2 + face.ascent * size / 1000)
    for start, end in kept:
        row = letters[start:end].rstrip(b"\n ")
        x = _left(box, face.width(row) * size / 1000)
        lines.append(f"{x - px:.2f} {y - py:.2f} Td ".encode() + _text(row) + b" Tj")
        px, py, y = x, y, y - lead
    return lines, len(letters) if len(kept) == len(rows) else kept[-1][1]


def wrapped(face: Face, letters: bytes, size: float, room: float) -> list[tuple[int, int]]:
    """Break `letters` into lines no wider than `room` points; give start and end of each.

    Breaks at newlines, then between words; a word that is wider than a line is broken where it must.
    """
    rows: list[tuple[int, int]] = []
    start = 0
    for paragraph in letters.split(b"\n"):
        end = start + len(paragraph)
        here = start
        while True:
            fit = _that_fit(face, letters[here:end], size, room)
            if here + fit >= end:
                rows.append((here, end))
                break
            space = letters.rfind(b" ", here, here + fit + 1)
            stop = space if space > here else here + max(1, fit)
            rows.append((here, stop))
            here = stop + 1 if space > here else stop
        start = end + 1
    return rows


def _that_fit(face: Face, letters: bytes, size: float, room: float) -> int:
    used, limit = 0.0, room * 1000 / size + 0.01
    for place, code in enumerate(letters):
        used += face.width(bytes([code]))
        if used > limit:
            return place
    return len(letters)


def _left(box: Box, used: float) -> float:
    if box.align == 1:
        return max(_PAD, (box.width - used) / 2)
    return max(_PAD, box.width - _PAD - used) if box.align == 2 else _PAD


def _text(letters: bytes) -> bytes:
    return b"(" + letters.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b")"
