"""Give a form's widgets their pictures: find the type face, the turn and the size, then draw."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from immdesk.packets.appearance import Box, Face, draw, drawn_mark, parse_style
from immdesk.packets.fields import COMB, MULTI_LINE, RawField, whole
from immdesk.packets.twins import embedded, twin_of
from immdesk.packets.xfa import Xfa

_TURNS = {
    90: lambda w, h: [0, 1, -1, 0, h, 0],
    180: lambda w, h: [-1, 0, 0, -1, w, h],
    270: lambda w, h: [0, -1, 1, 0, 0, w],
}


class Painter:
    """Draws into one open PDF; remembers its type faces."""

    def __init__(self, pdf: pikepdf.Pdf, xfa: Xfa) -> None:
        self._pdf = pdf
        self._xfa = xfa
        self._faces: dict[str, tuple[Face, Any]] = {}

    def paint(self, field: RawField, widget: Any, letters: bytes) -> int:
        """Draw `letters` on a widget of a text or choice field; give how many of them are shown."""
        width, height = _size(widget)
        turn = _turn(widget)
        if turn in (90, 270):
            width, height = height, width
        style = widget.get("/DA", field.inherited.get("/DA"))
        name, size, colour = parse_style(str(style) if style is not None else "")
        face, resources = self._face(name)
        limit = field.inherited.get("/MaxLen")
        many = field.kind == "text" and bool(field.flags & MULTI_LINE)
        box = Box(
            width=width,
            height=height,
            face=face,
            size=size,
            colour=colour,
            align=whole(widget.get("/Q", field.inherited.get("/Q"))),
            cells=whole(limit) if field.kind == "text" and field.flags & COMB else 0,
            many_lines=many,
            ruled=self._xfa.line_height(field.leaf) if many else 0.0,
        )
        drawing = draw(box, letters)
        picture = self._picture(drawing.content, width, height)
        picture["/Resources"] = resources
        if turn in _TURNS:
            picture["/Matrix"] = Array(_TURNS[turn](width, height))
        widget["/AP"] = Dictionary(N=picture)
        return drawing.shown

    def give_mark(self, widget: Any) -> None:
        """Give a check box without pictures a cross for "Yes"."""
        width, height = _size(widget)
        yes = self._picture(drawn_mark(width, height), width, height)
        widget["/AP"] = Dictionary(N=Dictionary(Yes=yes, Off=self._picture(b"", width, height)))

    def draw_anew(self, widget: Any, states: Iterable[str]) -> None:
        """Give a check box a frame of our own, with a cross in it for each of its states."""
        width, height = _size(widget)
        frame = f"q 1 g 0 G 1 w 0.5 0.5 {width - 1:.2f} {height - 1:.2f} re B Q".encode()
        empty = self._picture(frame, width, height)
        crossed = self._picture(frame + b" " + drawn_mark(width, height), width, height)
        pictures = Dictionary(Off=empty)
        for state in states:
            pictures["/" + state] = crossed
        widget["/AP"] = Dictionary(N=pictures)

    def _picture(self, content: bytes, width: float, height: float) -> Any:
        box = Array([0, 0, round(width, 6), round(height, 6)])
        return self._pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box)

    def _face(self, name: str) -> tuple[Face, Any]:
        if name not in self._faces:
            font = self._font(name)
            face = _measured(name, font)
            twin = twin_of(f"{font.get('/BaseFont', '')} {name}")
            shown = embedded(self._pdf, twin) if twin else font
            resources = Dictionary(Font=Dictionary({"/" + name: shown}))
            self._faces[name] = (face, self._pdf.make_indirect(resources))
        return self._faces[name]

    def _font(self, name: str) -> Any:
        form = self._pdf.Root.get("/AcroForm")
        resources = form.get("/DR") if isinstance(form, Dictionary) else None
        fonts = resources.get("/Font") if isinstance(resources, Dictionary) else None
        font = fonts.get("/" + name) if isinstance(fonts, Dictionary) else None
        if not isinstance(font, Dictionary):
            base = "/Courier-Bold" if "Cour" in name else "/Helvetica"
            font = Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(base), Encoding=Name.WinAnsiEncoding
            )
        elif str(font.get("/Encoding", "")) != "/WinAnsiEncoding":
            copy = Dictionary({key: value for key, value in font.items() if key != "/Encoding"})
            copy["/Encoding"] = Name.WinAnsiEncoding
            font = copy
        return font if font.is_indirect else self._pdf.make_indirect(font)


def _measured(name: str, font: Any) -> Face:
    base = str(font.get("/BaseFont", ""))
    mono = "Cour" in base
    listed = font.get("/Widths")
    widths = tuple(_number(one) for one in listed) if isinstance(listed, Array) else ()
    about = font.get("/FontDescriptor")
    rise = _number(about.get("/Ascent")) if isinstance(about, Dictionary) else 0.0
    fall = _number(about.get("/Descent")) if isinstance(about, Dictionary) else 0.0
    return Face(
        name=name,
        first=whole(font.get("/FirstChar")) if widths else 0,
        widths=widths or (() if mono else standard_widths(base)),
        mono=mono,
        ascent=rise if 300 < rise < 1200 else 630.0 if mono else 750.0,
        descent=fall if -500 < fall < 0 else -200.0 if mono else -250.0,
    )


@cache
def standard_widths(base: str) -> tuple[float, ...]:
    """Give the widths of the 256 Windows-1252 letters of the standard face nearest to a font's name.

    The standard faces (Helvetica, Times) need no widths in a PDF; these are Adobe's own metrics.
    """
    from reportlab.pdfbase.pdfmetrics import getFont

    bold, slanted = "Bold" in base or "HeBo" in base, "Italic" in base or "Oblique" in base
    if "Times" in base:
        face = {0: "Times-Roman", 1: "Times-Bold", 2: "Times-Italic", 3: "Times-BoldItalic"}[
            bold + 2 * slanted
        ]
    else:
        face = "Helvetica-Bold" if bold else "Helvetica"
    return tuple(float(one) for one in getFont(face).widths)


def _size(widget: Any) -> tuple[float, float]:
    rect = widget.get("/Rect")
    if not isinstance(rect, Array) or len(rect) != 4:
        return 0.0, 0.0
    left, low, right, high = (_number(value) for value in rect)
    return abs(right - left), abs(high - low)


def _number(value: Any, otherwise: float = 0.0) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        return otherwise


def _turn(widget: Any) -> int:
    look = widget.get("/MK")
    return whole(look.get("/R")) % 360 if isinstance(look, Dictionary) else 0
