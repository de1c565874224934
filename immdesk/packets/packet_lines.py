"""What a packet says about itself: its contents, bookmarks, page labels, enclosures and list of parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from immdesk.basics.words import _, on_paper
from immdesk.packets.bind import Bookmark, Label, Source
from immdesk.packets.fonts import unprintable
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


@dataclass(slots=True)
class Laid:
    """One part while the packet is laid out: our own leaves, then the pages of documents.

    `first` is its first page, from 0; `letter` is the exhibit's.
    """

    part: Part
    letter: str = ""
    leaves: list[Leaf] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    first: int = 0

    def length(self) -> int:
        """Give how many pages the part has."""
        return len(self.leaves) + sum(source.length() for source in self.sources)


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
            lines.append(Label(one.first, one.letter))
            if one.sources:
                lines.append(Label(one.first + len(one.leaves), f"{one.letter}-", "D"))
        else:
            if not lines or lines[-1].style != "r":
                lines.append(Label(one.first, "", "r", own + 1))
            own += one.length()
    return lines


def made_parts(one: Laid) -> list[MadePart]:
    """Give the rows for a part of a written packet."""
    part, first = one.part, one.first + 1
    if isinstance(part, ExhibitPart):
        sheet = MadePart(_name(one), "exhibit sheet", len(one.leaves), first, one.letter)
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
    rows, at = [], one.first + len(one.leaves)
    for source in one.sources if one.letter else []:
        rows.append((source.title, at, source.length()))
        at += source.length()
    return rows


def _name(one: Laid) -> str:
    return _part_name(one.part, one.letter)


def _part_name(part: Part, letter: str) -> str:
    title = part.title
    if isinstance(part, (FormPart, ExhibitPart)) and part.who and part.who not in title:
        title = f"{title} – {part.who}"
    return on_paper("Exhibit {letter}: {title}").format(letter=letter, title=title) if letter else title
