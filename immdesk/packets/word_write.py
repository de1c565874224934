"""A letter as a Word file: each section in a style of its own, so that it can be read back."""

from __future__ import annotations

import io
from typing import Any, Final

from immdesk.packets.letter_text import EXHIBIT, FIELD, SECTIONS, WRITE, LetterSheet

STYLES: Final = {name: f"Letter {heading}" for heading, name in SECTIONS.items()}
"""The style of each section. Word keeps the names; `word_read` finds the sections by them."""

_FONT: Final = "Arial"


def word_file(sheet: LetterSheet, title: str, *, open_words: bool = True) -> bytes:
    """Give the letter as a .docx; with `open_words` what is still open is marked in colour."""
    from docx import Document
    from docx.shared import Inches

    document: Any = Document()
    _clean(document, title)
    for section in document.sections:
        section.page_width, section.page_height = Inches(8.5), Inches(11)
        section.left_margin = section.right_margin = Inches(1)
        section.top_margin = section.bottom_margin = Inches(1)
    for heading, lines in sheet.sections():
        style = _style(document, STYLES[SECTIONS[heading]], SECTIONS[heading])
        for line in lines:
            _paragraph(document, line, style, open_words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _clean(document: Any, title: str) -> None:
    """Say nothing in the file's properties but what the letter is called: no person, no machine."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, "", "", ""
    core.keywords, core.subject, core.category = "", "", ""
    normal = document.styles["Normal"]
    normal.font.name = _FONT


def _style(document: Any, name: str, section: str) -> Any:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    made.font.size = Pt(11)
    made.font.bold = section == "subject"
    made.paragraph_format.space_after = Pt(9 if section == "body" else 2)
    made.paragraph_format.space_before = Pt(18 if section == "closing" else 0)
    return made


def _paragraph(document: Any, line: str, style: Any, open_words: bool) -> None:
    strong = len(line) > 4 and line.startswith("**") and line.endswith("**")
    made = document.add_paragraph(style=style)
    made.paragraph_format.keep_with_next = strong
    text = line[2:-2] if strong else line
    at = 0
    for found in _marks(text) if open_words else ():
        _run(made, text[at : found.start()], strong, red=False)
        _run(made, found[0], strong, red=found[0].startswith(("{", "[Write")))
        at = found.end()
    _run(made, text[at:], strong, red=False)


def _marks(text: str) -> list[Any]:
    found = [one for pattern in (FIELD, WRITE, EXHIBIT) for one in pattern.finditer(text)]
    found.sort(key=lambda one: int(one.start()))
    return [one for place, one in enumerate(found) if not place or one.start() >= found[place - 1].end()]


def _run(paragraph: Any, text: str, strong: bool, *, red: bool) -> None:
    from docx.shared import RGBColor

    if not text:
        return
    made = paragraph.add_run(text)
    made.bold = True if strong else None
    if red:
        made.font.color.rgb = RGBColor(0xB0, 0x00, 0x20)
    if any("\u0590" <= letter <= "\u08ff" for letter in text):
        made.font.rtl = True
