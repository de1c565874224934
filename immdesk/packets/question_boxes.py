"""The boxes of a questionnaire that is filled on a computer: named by codes, told aloud, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFString
from reportlab.pdfgen.canvas import Canvas

from immdesk.packets import typeset

_MANY_LINES, _RADIO, _COMBO, _PRINT, _HIDDEN, _READ_ONLY = 1 << 12, 1 << 15, 1 << 17, 4, 2, 1
SIZE: Final = 10.5
CODE_BOX: Final = "immdesk-code"
Kind = Literal["text", "radio", "check", "choice"]


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one box was printed, in points from the lower left; `state` is what a circle or a mark means."""

    name: str
    kind: Kind
    page: int
    left: float
    low: float
    right: float
    high: float
    state: str = ""


class Boxes:
    """Puts boxes on the page that a canvas is at. `placed` remembers each, for files that come back flat."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas: Any = canvas
        self._form: Any = self._canvas.acroForm
        self._form.makeFont("Helvetica")
        self._pictures: dict[tuple[Any, ...], Any] = {}
        self._groups: dict[str, Any] = {}
        self.placed: list[Placed] = []

    def text(
        self,
        name: str,
        left: float,
        low: float,
        wide: float,
        high: float,
        tip: str,
        value: str,
        *,
        most: int,
        many: bool = False,
    ) -> None:
        """Put a box to write in; `most` letters at most, never fewer than stand in it already."""
        field = self._field("Tx", name, tip)
        field["Ff"] = _MANY_LINES if many else 0
        field["MaxLen"] = max(most, len(value))
        field["DA"] = PDFString(f"/Helv {SIZE} Tf 0 g")
        if value:
            field["V"] = PDFString(value)
            field["AP"] = PDFDictionary({"N": self._words(value, wide, high, many)})
        self._place(Placed(name, "text", self._page(), left, low, left + wide, low + high), field)

    def choice(
        self,
        name: str,
        left: float,
        low: float,
        wide: float,
        high: float,
        tip: str,
        options: Sequence[tuple[str, str]],
        value: str,
    ) -> None:
        """Put a list to choose from: pairs of what is kept and what is read."""
        field = self._field("Ch", name, tip)
        field["Ff"] = _COMBO
        pairs = [("", " "), *options]
        field["Opt"] = PDFArray([PDFArray([PDFString(one) for one in pair]) for pair in pairs])
        field["DA"] = PDFString(f"/Helv {SIZE} Tf 0 g")
        if value:
            field["V"] = PDFString(value)
            shown = dict(options).get(value, value)
            field["AP"] = PDFDictionary({"N": self._words(shown, wide, high, False)})
        self._place(Placed(name, "choice", self._page(), left, low, left + wide, low + high), field)

    def radio(
        self, name: str, state: str, left: float, low: float, size: float, tip: str, value: str
    ) -> None:
        """Put one circle of a group; the groups' circles share a name, and one of them may be marked."""
        if name not in self._groups:
            group: dict[str, Any] = self._field("Btn", name, tip)
            group |= {"Ff": _RADIO, "Kids": PDFArray([])}
            if value:
                group["V"] = PDFName(value)
            self._groups[name] = PDFDictionary(group)
            self._form.fields.append(self._form.getRef(self._groups[name]))
        group_of = self._groups[name]
        widget = {"Parent": self._form.getRef(group_of), **self._marks("radio", state, size, state == value)}
        placed = Placed(name, "radio", self._page(), left, low, left + size, low + size, state)
        made = self._widget(placed, widget)
        group_of.dict["Kids"].sequence.append(self._form.getRef(made))

    def check(self, name: str, left: float, low: float, size: float, tip: str, on: bool) -> None:
        """Put a box to mark."""
        field = self._field("Btn", name, tip)
        field["V"] = PDFName("Yes" if on else "Off")
        field |= self._marks("check", "Yes", size, on)
        self._place(Placed(name, "check", self._page(), left, low, left + size, low + size, "Yes"), field)

    def code(self, code: str) -> None:
        """Keep the code of the questionnaire in a box that nobody sees or fills."""
        field = self._field("Tx", CODE_BOX, "")
        field |= {"Ff": _READ_ONLY, "V": PDFString(code), "DA": PDFString("/Helv 8 Tf 0 g"), "F": _HIDDEN}
        self._canvas._addAnnotation(made := self._annotation((20, 20, 21, 21), field))
        self._form.fields.append(self._form.getRef(made))

    def _field(self, kind: str, name: str, tip: str) -> dict[str, Any]:
        told = {"TU": PDFString(tip)} if tip else {}
        return {"FT": PDFName(kind), "T": PDFString(name), "TM": PDFString(name), **told}

    def _place(self, placed: Placed, field: dict[str, Any]) -> None:
        self._form.fields.append(self._form.getRef(self._widget(placed, field)))

    def _widget(self, placed: Placed, field: dict[str, Any]) -> PDFDictionary:
        self.placed.append(placed)
        made = self._annotation((placed.left, placed.low, placed.right, placed.high), {"F": _PRINT, **field})
        self._canvas._addAnnotation(made)
        return made

    def _annotation(self, place: tuple[float, ...], field: dict[str, Any]) -> PDFDictionary:
        about = {"Type": PDFName("Annot"), "Subtype": PDFName("Widget"), "P": self._canvas._doc.thisPageRef()}
        return PDFDictionary({**about, "Rect": PDFArray([round(one, 2) for one in place]), **field})

    def _page(self) -> int:
        return int(self._canvas.getPageNumber())

    def _marks(self, kind: str, state: str, size: float, on: bool) -> dict[str, Any]:
        """Give the pictures of a circle or a box, marked and not."""
        pictures = PDFDictionary({state: self._mark(kind, size, True), "Off": self._mark(kind, size, False)})
        sign = PDFString("l" if kind == "radio" else "4")
        return {
            "AS": PDFName(state if on else "Off"),
            "AP": PDFDictionary({"N": pictures}),
            "MK": PDFDictionary({"CA": sign}),
            "H": PDFName("N"),
        }

    def _mark(self, kind: str, size: float, on: bool) -> Any:
        key = (kind, size, on)
        if key not in self._pictures:
            name = f"mark{len(self._pictures)}"
            self._canvas.beginForm(name, 0, 0, size, size)
            draw_mark(self._canvas, kind, 0, 0, size, on)
            self._canvas.endForm()
            self._pictures[key] = self._canvas._doc.Reference(_form(self._canvas, name))
        return self._pictures[key]

    def _words(self, value: str, wide: float, high: float, many: bool) -> Any:
        """Give the picture of what stands in a box already, in letters of any script."""
        name = f"words{len(self.placed)}"
        size = SIZE if many else max(6.0, min(SIZE, SIZE * (wide - 6) / max(typeset.width(value, SIZE), 1)))
        self._canvas.beginForm(name, 0, 0, wide, high)
        lines = typeset.lines(value, size, wide - 6) if many else [value]
        top = high - size - 2 if many else (high - size) / 2 + 1.5
        for place, line in enumerate(lines):
            right = wide - 3 if typeset.right_to_left(line) else 0.0
            typeset.draw(self._canvas, 3, top - place * (size + 2), line, size, right=right)
        self._canvas.endForm()
        return self._canvas._doc.Reference(_form(self._canvas, name))


def draw_mark(canvas: Canvas, kind: str, left: float, low: float, size: float, on: bool) -> None:
    """Draw a circle or a box, empty or marked; the same on paper and in the file."""
    middle, inner = size / 2, size / 2 - 0.7
    canvas.setLineWidth(0.9)
    if kind == "radio":
        canvas.circle(left + middle, low + middle, inner, stroke=1, fill=0)
        if on:
            canvas.circle(left + middle, low + middle, inner * 0.55, stroke=0, fill=1)
        return
    canvas.rect(left + 0.7, low + 0.7, size - 1.4, size - 1.4, stroke=1, fill=0)
    if on:
        canvas.setLineWidth(1.6)
        canvas.lines([
            (left + size * 0.24, low + size * 0.5, left + size * 0.42, low + size * 0.28),
            (left + size * 0.42, low + size * 0.28, left + size * 0.78, low + size * 0.74),
        ])  # fmt: skip


def _form(canvas: Any, name: str) -> Any:
    """Give the drawing that a canvas kept under a name."""
    from reportlab.pdfbase.pdfdoc import xObjectName

    return canvas._doc.idToObject[xObjectName(name)]
