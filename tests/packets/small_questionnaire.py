"""A short questionnaire of every kind of answer, and how programs of clients fill it in."""

from __future__ import annotations

import ctypes
import io
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as engine
from pypdf.generic import NameObject

from immdesk.basics.paper_questions import PaperList, PaperPage, PaperPart, PaperQuestion, PaperRow
from immdesk.packets.question_frame import frame
from immdesk.packets.questionnaire import Going, Printed, print_questionnaire

CODE = "K7Q2-M9XD-3F5T-8PWA"


def question(key: str, number: str, label: str, **more: Any) -> PaperQuestion:
    told = {"room": "line", "type": "text", **more}
    return PaperQuestion(key, number, ("", label), ("", ""), told.pop("room"), told.pop("type"), **told)


def printed(language: str = "en", value: str = "", *, paper: bool = False, code: str = CODE) -> Printed:
    sexes = (("male", ("", "Male")), ("female", ("", "Female")))
    races = (("white", ("", "White")), ("asian", ("", "Asian")))
    many = tuple((f"o{place}", ("", f"Option {place}")) for place in range(20))
    city = question("p1-addresses-n0-city", "7a", "City")
    row = PaperRow("p1-addresses-n0", ("", "Address 1"), (city,))
    items = (
        question("p1-name", "1", "Name", value=value, known=value, none=("", "no name")),
        question("p1-citizen", "2", "Is a citizen", room="yes_no", type="yes_no"),
        question("p1-sex", "3", "Sex", room="one_of", type="choice", options=sexes),
        question("p1-race", "4", "Race", room="several", type="choices", options=races),
        question("p1-category", "5", "Category", room="one_of", type="choice", options=many),
        question("p1-safe", "6", "How to reach", room="lines", type="long_text", most=2000),
        PaperList("p1-addresses", "7", ("", "Addresses"), ("", ""), (row,), ("", "All of them")),
    )
    part = PaperPart("p1", ("", "Spouse"), "Lucía", (PaperPage(("", "Name"), ("", ""), items),))
    going = Going(frame(language), frame("en"), code, ("", "Family"), "Office", ("Office",), (part,), paper)
    return print_questionnaire(going)


def filled_by_pypdf(pdf: bytes, **values: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=pypdf.PdfReader(io.BytesIO(pdf)))
    named = {name.replace("__", "-"): value for name, value in values.items()}
    for page in writer.pages:
        for note in page.get("/Annots", ()):
            field = note.get_object()
            owner = field if "/T" in field else field["/Parent"].get_object()
            value = named.get(str(owner["/T"]))
            if value is None:
                continue
            if owner["/FT"] == "/Btn":
                owner[NameObject("/V")] = NameObject(f"/{value}")
                on = f"/{value}" in field["/AP"]["/N"]
                field[NameObject("/AS")] = NameObject(f"/{value}" if on else "/Off")
            else:
                owner[NameObject("/V")] = pypdf.generic.TextStringObject(value)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


class FormEngine:
    """Fills a file as Chrome and Edge do: clicks, and letters typed where the click went."""

    def __init__(self, made: Printed) -> None:
        self._made = made
        self._pdf = pypdfium2.PdfDocument(made.pdf)
        self._pdf.init_forms()
        self._form: Any = self._pdf.formenv
        self._pages = [self._pdf[number] for number in range(len(self._pdf))]

    def write(self, name: str, text: str) -> None:
        page = self._click(name, "")
        letters = text.encode("utf-16-le") + b"\0\0"
        wide = ctypes.cast(ctypes.create_string_buffer(letters), ctypes.POINTER(engine.FPDF_WCHAR))
        engine.FORM_SelectAllText(self._form, page)
        engine.FORM_ReplaceSelection(self._form, page, wide)
        engine.FORM_ForceToKillFocus(self._form)

    def mark(self, name: str, state: str = "Yes") -> None:
        self._click(name, state)
        engine.FORM_ForceToKillFocus(self._form)

    def flat(self) -> bytes:
        for page in self._pages:
            page.flatten()
        return self.saved()

    def saved(self) -> bytes:
        out = io.BytesIO()
        self._pdf.save(out)
        return out.getvalue()

    def _click(self, name: str, state: str) -> Any:
        box = next(one for one in self._made.boxes if one.name == name and one.state == state)
        page = self._pages[box.page - 1]
        x, y = (box.left + box.right) / 2, (box.low + box.high) / 2
        engine.FORM_OnMouseMove(self._form, page, 0, x, y)
        engine.FORM_OnLButtonDown(self._form, page, 0, x, y)
        engine.FORM_OnLButtonUp(self._form, page, 0, x, y)
        return page
