"""The tables of a saved web page, read without trusting it: rows of cells, and the words before them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from immdesk.basics.problems import Refused
from immdesk.basics.words import _

DEEPEST = 12
"""How deep tables may stand in tables; a bulletin's are two deep."""
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_SPAN = re.compile(r"colspan\s*=\s*[\"']?\s*(\d{1,2})", re.IGNORECASE)
_BREAKS = frozenset(("br", "p", "div", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table"))
_SKIPPED = ("script", "style", "noscript", "template")


@dataclass
class Grid:
    """A table: its rows of cells (text, columns it spans), and where in the page's words it begins."""

    begins: int
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class PageText:
    """A page: its title, its words in order, and its tables in the order in which they end."""

    title: str = ""
    words: str = ""
    grids: list[Grid] = field(default_factory=list)


@dataclass
class _Open:
    """A table that has not ended yet, with the words of its open cell (None between cells)."""

    grid: Grid
    cell: list[str] | None = None
    span: int = 1


def read_page(text: str) -> PageText:
    """Give the tables and the words of a page. What is broken is read as far as it goes.

    One pass, so that a hostile page costs no more than its length. Raises Refused for tables nested too deep.
    """
    page, words, length = PageText(), [""], 0
    stack: list[_Open] = []
    titles: list[str] = []
    in_title = False
    for kind, value in _parts(text):
        if kind == "text":
            said = html.unescape(value).replace("\xa0", " ")
            words.append(said)
            length += len(said)
            for one in stack:
                if one.cell is not None:
                    one.cell.append(said)
            if in_title:
                titles.append(said)
            continue
        closing, name = kind == "close", value.split(" ", 1)[0]
        if name == "title":
            in_title = not closing
        if name in _BREAKS:
            words.append("\n")
            length += 1
            for one in stack:
                if one.cell is not None:
                    one.cell.append(" ")
        _table_tag(page, stack, name, closing, value, length)
    while stack:
        _end_table(page, stack)
    page.title, page.words = " ".join(" ".join(titles).split()), "".join(words)
    page.grids.sort(key=lambda grid: grid.begins)
    return page


def _table_tag(page: PageText, stack: list[_Open], name: str, closing: bool, value: str, length: int) -> None:
    if name == "table" and not closing:
        if len(stack) >= DEEPEST:
            raise Refused(
                _("This page cannot be read as a visa bulletin."),
                _("Its tables stand in one another deeper than in any bulletin."),
                _("Save the page again from the State Department's site."),
            )
        stack.append(_Open(Grid(length)))
    elif not stack:
        return
    elif name == "table":
        _end_table(page, stack)
    elif name == "tr":
        _end_cell(stack[-1])
        if not closing:
            stack[-1].grid.rows.append([])
    elif name in ("td", "th"):
        _end_cell(stack[-1])
        if not closing:
            found = _SPAN.search(value)
            stack[-1].cell, stack[-1].span = [], min(int(found[1]), 20) if found else 1


def _end_cell(table: _Open) -> None:
    if table.cell is None:
        return
    if not table.grid.rows:
        table.grid.rows.append([])
    text = " ".join("".join(table.cell).split())
    table.grid.rows[-1] += [text, *[""] * (max(table.span, 1) - 1)]
    table.cell = None


def _end_table(page: PageText, stack: list[_Open]) -> None:
    ended = stack.pop()
    _end_cell(ended)
    page.grids.append(ended.grid)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Give (text | open | close, value) in order; scripts, styles and comments are left out."""
    place, size = 0, len(text)
    while place < size:
        start = text.find("<", place)
        if start < 0:
            yield "text", text[place:]
            return
        if start > place:
            yield "text", text[place:start]
        if text.startswith("<!--", start):
            place = _after(text, "-->", start + 4)
            continue
        tag = _TAG.match(text, start)
        if not tag and text[start + 1 : start + 2] not in ("!", "?", "/"):
            yield "text", "<"
            place = start + 1
            continue
        end = text.find(">", start)
        if end < 0:
            return
        place = end + 1
        if not tag:
            continue
        name = tag[2].lower()
        yield ("close" if tag[1] else "open"), f"{name} {text[tag.end() : min(end, tag.end() + 2000)]}"
        if name in _SKIPPED and not tag[1]:
            gone = re.compile(f"</{name}", re.IGNORECASE).search(text, place)
            place = gone.start() if gone else size


def _after(text: str, mark: str, place: int) -> int:
    found = text.find(mark, place)
    return len(text) if found < 0 else found + len(mark)
