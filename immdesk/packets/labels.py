"""Type onto a form that has no boxes: short lines at places that a person names."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pikepdf
from pikepdf import Name

from immdesk.basics.problems import Refused
from immdesk.basics.words import _
from immdesk.packets.letterforms import encoded, to_latin
from immdesk.packets.twins import embedded

SIZE = 10.0
"""Points of the type of a label."""
_PLACE = re.compile(r"@(\d{1,3})/(\d{1,4}(?:\.\d+)?)/(\d{1,4}(?:\.\d+)?)")
_FACE = "/ImmDeskLabel"


def type_labels(pdf: pikepdf.Pdf, values: Mapping[str, Any]) -> list[str]:
    """Type each text at its place and give the places.

    A place is `@page/x/y`: the page from 1, then points from its left and lower edge, as in `@1/72/700`.
    Raises Refused when a place cannot be read or is not on the form: the desk cannot guess where an answer
    belongs on a form without boxes.
    """
    placed = {name: _PLACE.fullmatch(name) for name in values}
    if not all(found and 0 < int(found[1]) <= len(pdf.pages) for found in placed.values()):
        raise Refused(
            _("This form has no boxes."),
            _("It is a scan or a printed page: the desk cannot know where an answer belongs."),
            _("Get the fillable form from the agency, or name places: @page/x/y, in points, as @1/72/700."),
        )
    font = embedded(pdf, "LiberationMono-Bold")
    for name, found in placed.items():
        assert found is not None
        _type(pdf, pdf.pages[int(found[1]) - 1], font, (float(found[2]), float(found[3])), str(values[name]))
    return list(placed)


def _type(pdf: pikepdf.Pdf, page: pikepdf.Page, font: Any, at: tuple[float, float], text: str) -> None:
    left, low = (float(one) for one in list(page.mediabox)[:2])
    letters = encoded(to_latin(text).replace("\n", " "))
    for sign in (b"\\", b"(", b")"):
        letters = letters.replace(sign, b"\\" + sign)
    page.add_resource(font, Name.Font, Name(_FACE))
    line = f"q BT 0 g {_FACE} {SIZE} Tf {at[0] + left:.2f} {at[1] + low:.2f} Td (".encode()
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(b"\nQ " + line + letters + b") Tj ET Q")
