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
        if field.kind in ("check", "radio"):
            for widget in field.widgets:
                _hold_pictures(widget)


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


def _hold_pictures(widget: Any) -> None:
    """Put the pictures of a check box into the box itself; poppler does not follow Quartz to them."""
    pictures = widget.get("/AP")
    normal = pictures.get("/N") if isinstance(pictures, pikepdf.Dictionary) else None
    if isinstance(normal, pikepdf.Dictionary) and (pictures.is_indirect or normal.is_indirect):
        widget["/AP"] = pikepdf.Dictionary(N=pikepdf.Dictionary(dict(normal.items())))


def _is_script(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) == "/JavaScript"


def _drop(holder: Any, *keys: str) -> None:
    for key in keys:
        if key in holder:
            del holder[key]
