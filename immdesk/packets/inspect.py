"""Look into a blank form: which form and edition it is, and every box with its page and place."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Any

import pikepdf

from immdesk.packets.fields import (
    READ_ONLY,
    FieldKind,
    RawField,
    Source,
    choice_options,
    damaged,
    on_states,
    open_pdf,
    raw_fields,
    read_bytes,
    text_of,
    whole,
)
from immdesk.packets.footer import Footer, barcode, footer_of_pages


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that a box offers: the value that is kept, and the text that is shown."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One box of a form. `rect` is in PDF points from the lower left of the MediaBox; pages count from 1."""

    name: str
    type: FieldKind
    page: int
    rect: tuple[float, float, float, float]
    maxlen: int | None
    options: tuple[Option, ...]
    tooltip: str
    readonly: bool


@dataclass(frozen=True, slots=True)
class FormFile:
    """What the desk knows about a form file. `form` and `edition` are empty when nothing names them.

    `fields_hash` stays the same for two files with the same boxes (name and kind); `sha256` only for
    the same file.
    """

    form: str
    edition: str
    pages: int
    encrypted: bool
    xfa: bool
    sha256: str
    fields_hash: str
    fields: tuple[FormField, ...]

    def as_json(self) -> dict[str, Any]:
        """Give the contract of `forms inspect --json`."""
        return {
            "form": self.form,
            "edition": self.edition,
            "pages": self.pages,
            "encrypted": self.encrypted,
            "xfa": self.xfa,
            "sha256": self.sha256,
            "fields_hash": self.fields_hash,
            "fields": [_field_json(field) for field in self.fields],
        }


def inspect(source: Source) -> FormFile:
    """Read a form from a path, bytes or an open file.

    Raises Refused for a file that is no PDF, asks for a password, is damaged, has no pages or is too large.
    """
    data = read_bytes(source)
    with open_pdf(data) as pdf:
        try:
            raw = raw_fields(pdf)
            fields = tuple(_sorted([_field(one, place) for one, place in _placed(pdf, raw)]))
            form = pdf.Root.get("/AcroForm")
            footer = _footer(raw, data)
            return FormFile(
                form=footer.form,
                edition=footer.edition,
                pages=len(pdf.pages),
                encrypted=pdf.is_encrypted,
                xfa=isinstance(form, pikepdf.Dictionary) and "/XFA" in form,
                sha256=hashlib.sha256(data).hexdigest(),
                fields_hash=fields_hash(raw),
                fields=fields,
            )
        except (pikepdf.PdfError, ValueError, TypeError, KeyError, IndexError, RuntimeError):
            raise damaged() from None


def fields_hash(fields: list[RawField]) -> str:
    """Give the checksum over the names and kinds of all boxes, whatever their order in the file."""
    lines = sorted(f"{field.name}\t{field.kind}" for field in fields)
    return hashlib.sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def _footer(raw: list[RawField], data: bytes) -> Footer:
    for field in raw:
        found = barcode(text_of(field.inherited.get("/V"))) if field.kind == "text" else None
        if found is not None:
            return found
    return footer_of_pages(data)


def _placed(pdf: pikepdf.Pdf, raw: list[RawField]) -> list[tuple[RawField, tuple[int, Any]]]:
    """Give each field with the number of the first page on which it stands, and its box there."""
    pages: dict[tuple[int, int], int] = {}
    of_page: dict[tuple[int, int], int] = {}
    corners = []
    for number, page in enumerate(pdf.pages, 1):
        of_page[page.obj.objgen] = number
        corners.append([float(value) for value in page.mediabox])
        annotations: Any = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            for one in annotations:
                if isinstance(one, pikepdf.Dictionary) and one.is_indirect:
                    pages.setdefault(one.objgen, number)
    placed = []
    for field in raw:
        numbers = []
        for widget in field.widgets:
            home = widget.get("/P")
            numbers.append(
                pages.get(widget.objgen, 0)
                or (of_page.get(home.objgen, 0) if isinstance(home, pikepdf.Dictionary) else 0)
            )
        number = min((one for one in numbers if one), default=0)
        widget = field.widgets[numbers.index(number)]
        corner = corners[number - 1] if number else [0.0, 0.0]
        placed.append((field, (number or 1, _rect(widget, corner))))
    return placed


def _rect(widget: Any, corner: list[float]) -> tuple[float, float, float, float]:
    rect = widget.get("/Rect")
    if not isinstance(rect, pikepdf.Array) or len(rect) != 4:
        return (0.0, 0.0, 0.0, 0.0)
    x0, y0, x1, y1 = (float(value) for value in rect)
    left, low = min(corner[0], corner[2]) if len(corner) > 2 else 0.0, 0.0
    if len(corner) > 3:
        low = min(corner[1], corner[3])
    return (
        round(min(x0, x1) - left, 3),
        round(min(y0, y1) - low, 3),
        round(max(x0, x1) - left, 3),
        round(max(y0, y1) - low, 3),
    )


def _field(raw: RawField, place: tuple[int, Any]) -> FormField:
    limit = raw.inherited.get("/MaxLen") if raw.kind == "text" else None
    return FormField(
        name=raw.name,
        type=raw.kind,
        page=place[0],
        rect=place[1],
        maxlen=whole(limit) if limit is not None else None,
        options=_options(raw),
        tooltip=text_of(raw.inherited.get("/TU")),
        readonly=bool(raw.flags & READ_ONLY),
    )


def _options(raw: RawField) -> tuple[Option, ...]:
    if raw.kind == "choice":
        return tuple(Option(value, label) for value, label in choice_options(raw))
    if raw.kind not in ("check", "radio"):
        return ()
    labels = [label for _, label in choice_options(raw)]
    named = []
    for state in on_states(raw):
        place = int(state) if re.fullmatch(r"\d{1,4}", state) else -1
        named.append(Option(state, labels[place] if 0 <= place < len(labels) else state))
    return tuple(named)


def _sorted(fields: list[FormField]) -> list[FormField]:
    """Put the boxes into reading order: page, then top to bottom, then left to right."""
    return sorted(fields, key=lambda field: (field.page, -field.rect[3], field.rect[0]))


def _field_json(field: FormField) -> dict[str, Any]:
    return {
        "name": field.name,
        "type": field.type,
        "page": field.page,
        "rect": list(field.rect),
        "maxlen": field.maxlen,
        "options": [{"value": option.value, "label": option.label} for option in field.options],
        "tooltip": field.tooltip,
        "readonly": field.readonly,
    }
