"""One letter as a PDF of its own, with its title and language said."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Dictionary, Name, String

from immdesk.packets.pages import draw, letter_leaves
from immdesk.packets.parts import FilledLetter


def letter_pdf(letter: FilledLetter, enclosures: Sequence[str], foot: str) -> bytes:
    """Give the letter as a PDF; `enclosures` is the list that it announces, `foot` stands on each page."""
    data, _places = draw(letter_leaves(letter, enclosures), letter.title, foot)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.docinfo[Name.Title] = String(letter.title)
        pdf.docinfo[Name.Creator] = String("ImmDesk")
        pdf.Root[Name.Lang] = String("en-US")
        pdf.Root[Name.ViewerPreferences] = Dictionary(DisplayDocTitle=True)
        pdf.save(out)
    return out.getvalue()
