"""A letter that comes back from Word: its text, section by section. Links and looks are left behind."""

from __future__ import annotations

from typing import Any

from immdesk.basics.words import _
from immdesk.packets.letter_text import SECTIONS, LetterSheet, harmless, read, written
from immdesk.packets.word_check import WORD, looked_through, read_whole, refuse
from immdesk.packets.word_write import STYLES


def letter_from_word(data: bytes) -> LetterSheet:
    """Give the letter that stands in a Word file; raises Problem for a file that holds more than text.

    Sections are found by the styles with which the desk wrote them; what has another style is text of the
    letter. Deleted words of tracked changes are gone, inserted ones stay; tables give a line for each row.
    """
    looked_through(data, template=False)
    names = {style: name for name, style in STYLES.items()}
    found: dict[str, list[str]] = {name: [] for name in SECTIONS.values()}
    for style, line in _lines(data):
        name = names.get(style, "body")
        found[name] += [_no_heading(one) for one in _bold(line).split("\n") if one.strip()]
    sheet = read(written(LetterSheet(**{name: tuple(lines) for name, lines in found.items()})))
    if not any(sheet.lines()):
        raise refuse(_("The file holds no text."), _("Write the letter in Word, save it, and try again."))
    return sheet


def _no_heading(line: str) -> str:
    """Give a line so that one written like a heading of the desk's text stays a line of the letter."""
    return harmless(line) if line.lstrip().startswith("==") else line


def _lines(data: bytes) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Give each paragraph in order: the name of its style, and its pieces with whether they are bold."""
    from docx import Document

    document: Any = read_whole(data, Document)
    names = {one.style_id: one.name for one in document.styles}
    found = []
    for one in document.element.body.iter(f"{WORD}p", f"{WORD}tr"):
        if one.tag == f"{WORD}tr":
            cells = [_plain(cell) for cell in one.iter(f"{WORD}tc")]
            found.append(("", [(" | ".join(cell for cell in cells if cell), False)]))
        elif next(one.iterancestors(f"{WORD}tc"), None) is None:
            style = one.find(f"{WORD}pPr/{WORD}pStyle")
            name = names.get(style.get(f"{WORD}val"), "") if style is not None else ""
            found.append((name, _pieces(one)))
    return found


def _pieces(paragraph: Any) -> list[tuple[str, bool]]:
    """Give the runs of a paragraph: their text, and whether it is bold by itself."""
    found = []
    for run in paragraph.iter(f"{WORD}r"):
        if next(run.iterancestors(f"{WORD}del"), None) is not None:
            continue
        bold = run.find(f"{WORD}rPr/{WORD}b")
        is_bold = bold is not None and bold.get(f"{WORD}val") not in ("0", "false")
        found.append(("".join(map(_text, run)), is_bold))
    return found


def _text(node: Any) -> str:
    if node.tag == f"{WORD}t":
        return str(node.text or "")
    return {f"{WORD}br": "\n", f"{WORD}cr": "\n", f"{WORD}tab": " ", f"{WORD}noBreakHyphen": "-"}.get(
        node.tag, ""
    )


def _plain(node: Any) -> str:
    texts = (str(one.text or "") for one in node.iter(f"{WORD}t"))
    return " ".join("".join(texts).split())


def _bold(pieces: list[tuple[str, bool]]) -> str:
    """Give the text of a paragraph; one that is bold as a whole is a heading of the letter."""
    text = "".join(piece for piece, _is_bold in pieces)
    words = [is_bold for piece, is_bold in pieces if piece.strip()]
    heading = bool(words) and all(words) and "\n" not in text
    return f"**{text.strip()}**" if heading and not text.strip().startswith("**") else text
