"""A PDF that the window drew, with its spaces as spaces: its words can be looked for, copied and read aloud.

Qt writes, where the type has one glyph for both, that a space is a tab; then programs that read the PDF run
the words together.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf

_TAB, _SPACE = b"<0009>", b"<0020>"


def searchable(pdf: bytes) -> bytes:
    """Give the same pages with each space told as one; bytes that are no PDF are given back as they are."""
    try:
        with pikepdf.open(BytesIO(pdf)) as opened:
            for table in _tables(opened):
                table.write(table.read_bytes().replace(_TAB, _SPACE))
            out = BytesIO()
            opened.save(out)
            return out.getvalue()
    except pikepdf.PdfError:
        return pdf


def _tables(pdf: pikepdf.Pdf) -> list[pikepdf.Stream]:
    """Give the tables that say which letter each glyph of a font is."""
    fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/ToUnicode" in one]
    return [one.ToUnicode for one in fonts if isinstance(one.ToUnicode, pikepdf.Stream)]
