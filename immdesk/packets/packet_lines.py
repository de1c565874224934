"""What a packet says about itself: its contents, bookmarks, page labels, enclosures and list of parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from immdesk.basics.words import _, on_paper
from immdesk.packets.bind import Bookmark, Label, Source
from immdesk.packets.pages import ContentsEntry, Leaf
from immdesk.packets.parts import (
    AddendumPart,
    ContentsPart,
    ExhibitPart,
    FeesPart,
    FormPart,
    LetterPart,
    MadePart,
    PacketInput,
    Part,
    PartKind,
    exhibit_letter,
)
from immdesk.packets.typeset import unprintable

PageKind = Literal["own", "document", "blank"]


@dataclass(slots=True)
class Laid:
    """One part while the packet is laid out: our own leaves, then the pages of documents.

    `first` is its first page, from 0; `letter` is the exhibit's. With `blanks` an empty page follows what
    would end on the front of a sheet.
    """

    part: Part
    letter: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    first: int = 0
    blanks: bool = False

    def length(self) -> int:
        """Give how many pages the part has, its empty ones among them."""
        return self.own_length() + sum(map(self.source_length, self.sources))

    def own_length(self) -> int:
        """Give how many pages our own leaves take."""
        return len(self.leaves) + self.blank_after(len(self.leaves))

    def source_length(self, source: Source) -> int:
        """Give how many pages a document takes."""
        return source.length() + self.blank_after(source.length())

    def blank_after(self, pages: int) -> int:
        """Give 1 when an empty page follows this many pages, else 0."""
        return pages % 2 if self.blanks else 0

    def empty(self) -> int:
        """Give how many empty pages it has."""
        own = self.blank_after(len(self.leaves))
        return own + sum(self.blank_after(source.length()) for source in self.sources)

    def document_pages(self) -> int:
        """Give how many pages its documents have, as they are counted at the foot of an exhibit."""
        return sum(source.length() for source in self.sources)

    def pages(self) -> Iterator[PageKind]:
        """Give what each page is, in their order."""
        yield from self._kinds("own", len(self.leaves))
        for source in self.sources:
            yield from self._kinds("document", source.length())

    def _kinds(self, kind: PageKind, pages: int) -> Iterator[PageKind]:
        for _page in range(pages):
            yield kind
        if self.blank_after(pages):
            yield "blank"


def lettered(packet: PacketInput) -> Iterator[tuple[Part, str]]:
    """Give each part with its exhibit letter; "" for what is no exhibit."""
    number = 0
    for part in packet.parts:
        yield part, exhibit_letter(number) if isinstance(part, ExhibitPart) else ""
        number += isinstance(part, ExhibitPart)


def enclosures(packet: PacketInput) -> list[str]:
    """Give the lines that a cover letter announces: each form, each exhibit."""
    kinds = (FormPart, ExhibitPart)
    return [_part_name(part, letter) for part, letter in lettered(packet) if isinstance(part, kinds)]


def contents_lines(packet: PacketInput, laid: list[Laid]) -> list[ContentsEntry]:
    """Give the lines of the contents; in a draft, which nobody mails, with the gaps at the end."""
    entries: list[ContentsEntry] = []
    for one in laid:
        if isinstance(one.part, ContentsPart):
            continue
        entries.append(ContentsEntry(_name(one), one.first + 1, strong=bool(one.letter)))
        entries += [ContentsEntry(title, at + 1, depth=1) for title, at, _pages in _documents(one)]
    if packet.gaps and packet.draft:
        entries.append(ContentsEntry(on_paper("Not in this packet yet"), 0, strong=True))
        entries += [ContentsEntry(gap.title, 0, depth=1) for gap in packet.gaps]
    return entries


def bookmark(one: Laid) -> Bookmark:
    """Give a part's line of the outline, its documents below it."""
    below = tuple(Bookmark(title, at) for title, at, _pages in _documents(one))
    return Bookmark(_name(one), one.first, below)


def page_labels(laid: list[Laid]) -> list[Label]:
    """Call our own pages i, ii …, a form's pages I-130-1 …, an exhibit's sheet A and its pages A-1 …"""
    lines: list[Label] = []
    own = 0
    for one in laid:
        if isinstance(one.part, FormPart):
            lines.append(Label(one.first, f"{one.part.form}-", "D"))
        elif isinstance(one.part, ExhibitPart):
            lines += _exhibit_labels(one)
        else:
            if not lines or lines[-1].style != "r":
                lines.append(Label(one.first, "", "r", own + 1))
            own += one.length()
    return lines


def _exhibit_labels(one: Laid) -> Iterator[Label]:
    """Call an exhibit's sheet A and its pages A-1 …; an empty page between them is called A."""
    before, number = "", 0
    for at, kind in enumerate(one.pages(), one.first):
        number += kind == "document"
        called = "document" if kind == "document" else "sheet"
        if called != before:
            prefix, style = (f"{one.letter}-", "D") if kind == "document" else (one.letter, "")
            yield Label(at, prefix, style, max(number, 1))
        before = called


def made_parts(one: Laid) -> list[MadePart]:
    """Give the rows for a part of a written packet."""
    part, first = one.part, one.first + 1
    if isinstance(part, ExhibitPart):
        sheet = MadePart(_name(one), "exhibit sheet", one.own_length(), first, one.letter)
        held = _documents(one)
        return [sheet, *(MadePart(title, "evidence", pages, at + 1, one.letter) for title, at, pages in held)]
    if isinstance(part, FormPart):
        return [MadePart(_name(one), "form", one.length(), first, part.edition)]
    if isinstance(part, LetterPart):
        return [MadePart(part.title, "cover letter", one.length(), first)]
    if isinstance(part, AddendumPart):
        return [MadePart(part.title, "addendum", one.length(), first)]
    kind: PartKind = "gap"
    if isinstance(part, (ContentsPart, FeesPart)):
        kind = "contents" if isinstance(part, ContentsPart) else "fees"
    return [MadePart(part.title, kind, one.length(), first)]


def missing_parts(packet: PacketInput) -> list[MadePart]:
    """Give a row for each gap: no pages, and the reason."""
    return [MadePart(gap.title, "gap", 0, 0, gap.reason) for gap in packet.gaps]


def in_roman_letters(packet: PacketInput) -> list[str]:
    """Name the letters that our fonts lack; they are printed in Roman letters."""
    titles = [packet.title, *(gap.title for gap in packet.gaps)]
    for part in packet.parts:
        titles += [part.title, *([part.who] if isinstance(part, (FormPart, ExhibitPart)) else [])]
        titles += [document.title for document in part.documents] if isinstance(part, ExhibitPart) else []
    lost = "".join(dict.fromkeys(unprintable("".join(titles))))
    return [_("Printed in Roman letters, for want of a font: {letters}").format(letters=lost)] if lost else []


def _documents(one: Laid) -> list[tuple[str, int, int]]:
    """Give an exhibit's documents: title, first page from 0, number of pages."""
    rows, at = [], one.first + one.own_length()
    for source in one.sources if one.letter else []:
        rows.append((source.title, at, one.source_length(source)))
        at += one.source_length(source)
    return rows


def _name(one: Laid) -> str:
    return _part_name(one.part, one.letter)


def _part_name(part: Part, letter: str) -> str:
    title = part.title
    if isinstance(part, (FormPart, ExhibitPart)) and part.who and part.who not in title:
        title = f"{title} – {part.who}"
    return on_paper("Exhibit {letter}: {title}").format(letter=letter, title=title) if letter else title
