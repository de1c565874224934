"""Find every box of an agency's PDF form: what it is called, what kind it is, where it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

import pikepdf

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

FieldKind = Literal["text", "check", "radio", "choice", "signature", "button"]
Source = Path | str | bytes | BinaryIO

READ_ONLY, MULTI_LINE, RADIO, PUSH, COMBO, EDITABLE, COMB = (
    1,
    1 << 12,
    1 << 15,
    1 << 16,
    1 << 17,
    1 << 18,
    1 << 24,
)
BIGGEST = 64 * 1024 * 1024
"""Bytes of the largest file that is read as a blank form; real ones stay below 3 MB."""
MOST_PAGES = 300
"""Pages of the longest file that is read as a form; real ones have up to 40."""
_MOST_FIELDS, _DEEPEST = 20_000, 40
_INHERITED = ("/FT", "/Ff", "/DA", "/MaxLen", "/Opt", "/Q", "/V", "/TU")


@dataclass(frozen=True, slots=True)
class RawField:
    """One field as the PDF holds it: the field's own object, its widgets, and what it inherits."""

    name: str
    kind: FieldKind
    node: Any
    widgets: tuple[Any, ...]
    inherited: dict[str, Any]

    @property
    def flags(self) -> int:
        """Give the field flags (PDF 32000-1, tables 221, 226, 228 and 230)."""
        return whole(self.inherited.get("/Ff"))

    @property
    def leaf(self) -> str:
        """Give the last part of the name without its number: `Pt2Line1_AlienNumber`."""
        return self.name.rsplit(".", 1)[-1].split("[")[0]


def read_bytes(source: Source) -> bytes:
    """Give the bytes of a blank; raises Refused when it cannot be read, is too large or is no PDF."""
    try:
        if isinstance(source, bytes):
            data = source
        elif isinstance(source, (str, Path)):
            if Path(source).stat().st_size > BIGGEST:
                raise _too_large()
            data = Path(source).read_bytes()
        else:
            data = source.read(BIGGEST + 1)
    except OSError as error:
        raise Refused(
            _("The form file could not be read."),
            error.strerror or "",
            _("Check that the file is still there."),
        ) from None
    if len(data) > BIGGEST:
        raise _too_large()
    if b"%PDF-" not in data[:1024]:
        raise Refused(
            _("This file is not a PDF."),
            _("The agency's blank forms are PDF files."),
            _("Download the form again from the agency and add that file."),
        )
    return data


def open_pdf(data: bytes) -> pikepdf.Pdf:
    """Open a PDF with the empty password; raises Refused for a password, damage or a file without pages."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise Refused(
            _("This PDF asks for a password."),
            _("The desk cannot look into it; the agencies' own blanks open without one."),
            _("Download the form again from the agency and add that file."),
        ) from None
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError):
        raise damaged() from None
    if pages > MOST_PAGES:
        pdf.close()
        raise Refused(
            _("This PDF has {n} pages.").format(n=pages),
            _("No form of an agency is so long; it was not opened as a form."),
            _("Add the blank form as the agency publishes it; keep long papers under Evidence."),
        )
    if pages == 0:
        pdf.close()
        raise Refused(
            _("This PDF has no pages."),
            _("There is nothing to fill or print."),
            _("Download the form again."),
        )
    return pdf


def damaged() -> Refused:
    """Give the refusal for a PDF that cannot be read to its end."""
    return Refused(
        _("This PDF is damaged and cannot be read."),
        _("Part of the file is missing or wrong; nothing was changed."),
        _("Download the form again from the agency."),
    )


def raw_fields(pdf: pikepdf.Pdf) -> list[RawField]:
    """Give every field with a name and a kind, in the order of the file, one entry per full name."""
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, pikepdf.Dictionary):
        return []
    base = {key: form[key] for key in ("/DA", "/Q") if key in form}
    found: dict[str, RawField] = {}
    seen: set[tuple[int, int]] = set()
    for node in _array(form.get("/Fields")):
        for field in _walk(node, "", base, seen, 0):
            before = found.get(field.name)
            if before is not None:  # damaged files repeat a name: one field with more widgets
                field = RawField(
                    field.name, before.kind, before.node, before.widgets + field.widgets, before.inherited
                )
            found[field.name] = field
            if len(found) > _MOST_FIELDS:
                raise Refused(
                    _("This PDF has too many boxes to be a form."),
                    _("It was not added."),
                    _("Add another file."),
                )
    return list(found.values())


def on_states(field: RawField) -> list[str]:
    """Give the export values that tick a check box or radio field, each once, in the order of its widgets."""
    states: dict[str, None] = {}
    for widget in field.widgets:
        for state in widget_states(widget):
            states.setdefault(state)
    if not states and field.kind in ("check", "radio"):
        states["Yes"] = None
    return list(states)


def widget_states(widget: Any) -> list[str]:
    """Give the on-states of one widget; empty when the file carries no picture for them."""
    pictures = widget.get("/AP")
    normal = pictures.get("/N") if isinstance(pictures, pikepdf.Dictionary) else None
    if not isinstance(normal, pikepdf.Dictionary):
        return []
    return [str(key)[1:] for key in normal if str(key) != "/Off"]


def choice_options(field: RawField) -> list[tuple[str, str]]:
    """Give (export value, shown text) of every option of a choice field."""
    pairs = []
    for one in _array(field.inherited.get("/Opt")):
        if isinstance(one, pikepdf.Array):
            texts = [text_of(part) for part in one]
            pairs.append((texts[0], texts[1]) if len(texts) > 1 else ("".join(texts),) * 2)
        else:
            pairs.append((text_of(one),) * 2)
    return [(str(value), str(label)) for value, label in pairs]


def text_of(value: Any) -> str:
    """Give a PDF string or name as text; empty when there is none."""
    if value is None:
        return ""
    if isinstance(value, pikepdf.Name):
        return str(value)[1:]
    try:
        return str(value)
    except (UnicodeDecodeError, ValueError):
        return bytes(value).decode("cp1252", "replace")


def whole(value: Any) -> int:
    """Give a PDF number as a whole number; 0 when it is none."""
    try:
        return int(value) if value is not None else 0
    except (TypeError, ValueError):
        return 0


def _walk(
    node: Any, prefix: str, above: dict[str, Any], seen: set[tuple[int, int]], depth: int
) -> Iterator[RawField]:
    if not isinstance(node, pikepdf.Dictionary) or depth > _DEEPEST:
        return
    if node.is_indirect:
        if node.objgen in seen:
            return
        seen.add(node.objgen)
    present = node.keys()
    here = above | {key: node[key] for key in _INHERITED if key in present}
    name = prefix
    if "/T" in present:
        name = f"{prefix}.{text_of(node.T)}" if prefix else text_of(node.T)
    listed = _array(node.get("/Kids")) if "/Kids" in present else ()
    kids = [kid for kid in listed if isinstance(kid, pikepdf.Dictionary)]
    if any("/T" in kid for kid in kids):
        for kid in kids:
            yield from _walk(kid, name, here, seen, depth + 1)
        return
    kind = _kind(here)
    if kind is not None and name:
        yield RawField(name, kind, node, tuple(kids or [node]), here)


def _kind(inherited: dict[str, Any]) -> FieldKind | None:
    flags = whole(inherited.get("/Ff"))
    match str(inherited.get("/FT", "")):
        case "/Tx":
            return "text"
        case "/Ch":
            return "choice"
        case "/Sig":
            return "signature"
        case "/Btn":
            return "button" if flags & PUSH else "radio" if flags & RADIO else "check"
    return None


def _array(value: Any) -> list[Any]:
    return list(value) if isinstance(value, pikepdf.Array) else []


def _too_large() -> Refused:
    return Refused(
        _("This file is too large to be a blank form."),
        _("The agencies' forms are smaller than 3 MB; the desk reads at most 64 MB."),
        _("Add the blank form as the agency publishes it."),
    )
