"""Take out of a blank what would hide or change the values: its XFA twin, scripts, broken signatures."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pikepdf

from immdesk.packets.fields import RawField


def strip_scripts(pdf: pikepdf.Pdf, fields: Iterable[RawField]) -> None:
    """Remove XFA, usage rights, JavaScript and the flags that would make a viewer redraw or complain.

    Without this a viewer shows the XFA data, which is empty, or says that the file was tampered with.
    """
    root = pdf.Root
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        _drop(form, "/XFA", "/NeedAppearances", "/SigFlags", "/CO")
    _drop(root, "/Perms", "/NeedsRendering", "/AA", "/Extensions")
    if _is_script(root.get("/OpenAction")):
        _drop(root, "/OpenAction")
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        _drop(names, "/JavaScript")
    for page in pdf.pages:
        _drop(page.obj, "/AA")
    for field in fields:
        for piece in (field.node, *field.widgets):
            _drop(piece, "/AA")
            if _is_script(piece.get("/A")):
                _drop(piece, "/A")


def drop_widgets(pdf: pikepdf.Pdf) -> None:
    """Remove the boxes that have no picture; flattening leaves them behind without a form."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, pikepdf.Array):
            dictionaries = [one for one in annotations if isinstance(one, pikepdf.Dictionary)]
            kept = [one for one in dictionaries if str(one.get("/Subtype", "")) != "/Widget"]
            if kept:
                page.obj["/Annots"] = pikepdf.Array(kept)
            else:
                del page.obj["/Annots"]


def line_heights(pdf: pikepdf.Pdf) -> XfaLines:
    """Give the distances of printed lines in many-line boxes; ask before the XFA form is removed."""
    return XfaLines(_template(pdf))


class XfaLines:
    """The distance of printed lines by box name; the XFA template is read only when it is asked."""

    def __init__(self, template: Any) -> None:
        self._stream = template
        self._read: bytes | None = None

    @property
    def _template(self) -> bytes:
        if self._read is None:
            self._read = self._stream.read_bytes() if self._stream is not None else b""
        return self._read

    def height(self, leaf: str) -> float:
        """Give the distance in points for the box with this last name; 0 when nothing is said."""
        mark = b'name="' + leaf.encode("utf-8", "replace") + b'"'
        at = self._template.find(mark)
        while at >= 0:
            start = self._template.rfind(b"<", 0, at)
            if self._template[start : start + 6] == b"<field":
                piece = self._template[start : self._template.find(b"</field", at)]
                return _points(piece)
            at = self._template.find(mark, at + 1)
        return 0.0


def _points(piece: bytes) -> float:
    at = piece.find(b'lineHeight="')
    if at < 0:
        return 0.0
    text = piece[at + 12 : piece.find(b'"', at + 12)].decode("ascii", "replace")
    try:
        return float(text.removesuffix("pt")) if text.endswith("pt") else 0.0
    except ValueError:
        return 0.0


def _template(pdf: pikepdf.Pdf) -> Any:
    form = pdf.Root.get("/AcroForm")
    xfa = form.get("/XFA") if isinstance(form, pikepdf.Dictionary) else None
    if isinstance(xfa, pikepdf.Stream):
        return xfa
    if isinstance(xfa, pikepdf.Array):
        for place in range(0, len(xfa) - 1, 2):
            if str(xfa[place]) == "template" and isinstance(xfa[place + 1], pikepdf.Stream):
                return xfa[place + 1]
    return None


def _is_script(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) == "/JavaScript"


def _drop(holder: Any, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
