"""How a packet is shared out over parts: whole exhibits first, then whole documents, pages at the last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Pdf

from immdesk.packets.parts import MadePart

NO_LIMIT = 1 << 50
_SHEET = 60_000
"""Bytes that a part needs besides its pages: its sheet with the letters of our font, and its tables."""

Weights = list[dict[Any, int]]
"""For each page the bytes of what it shows, by object: what two pages share is counted once in a part."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a part may have: bytes on the disk, and pages, its sheet among them."""

    size: int = NO_LIMIT
    pages: int = NO_LIMIT

    def room(self) -> int:
        """Give the bytes that its pages may take."""
        return self.size - _SHEET


@dataclass(frozen=True, slots=True)
class Piece:
    """Pages that stay together: first page (from 0), how many, and the title of their part."""

    title: str
    first: int
    pages: int


@dataclass(slots=True)
class _Share:
    """The part that is being filled."""

    pieces: list[Piece]
    held: dict[Any, int]
    pages: int = 1

    def with_pages(self, piece: Piece, weights: Weights) -> tuple[int, int]:
        """Give bytes and pages that it would have with this piece."""
        held = dict(self.held)
        for page in range(piece.first, piece.first + piece.pages):
            held |= weights[page]
        return sum(held.values()), self.pages + piece.pages

    def add(self, piece: Piece, weights: Weights) -> None:
        for page in range(piece.first, piece.first + piece.pages):
            self.held |= weights[page]
        self.pages += piece.pages
        last = self.pieces[-1] if self.pieces else None
        if last and last.title == piece.title and last.first + last.pages == piece.first:
            self.pieces[-1] = replace(last, pages=last.pages + piece.pages)
        else:
            self.pieces.append(piece)


def shares(parts: Sequence[MadePart], weights: Weights, limits: Limits) -> list[list[Piece]]:
    """Give what goes into each part, in the order of the packet; pages that fit nowhere stand alone.

    What is too large for a part of its own is cut between its documents, or when it must be, its pages.
    """
    found, now = list[list[Piece]](), _Share([], {})

    def fits(share: _Share, piece: Piece) -> bool:
        size, pages = share.with_pages(piece, weights)
        return size <= limits.room() and pages <= limits.pages

    def place(whole: Piece, documents: Sequence[Piece]) -> None:
        nonlocal now
        if fits(now, whole):
            return now.add(whole, weights)
        if fits(_Share([], {}), whole) or whole.pages == 1:
            if now.pieces:
                found.append(now.pieces)
            now = _Share([], {})
            return now.add(whole, weights)
        for piece in _smaller(whole, documents):
            place(piece, ())
        return None

    for whole, documents in _units(parts):
        place(whole, documents)
    return [*found, now.pieces] if now.pieces else found


def weigh(pdf: Pdf) -> Weights:
    """Give for each page the bytes of the streams that it shows, by object, and some for the page itself."""
    return [
        dict(_streams(page.obj, set())) | {("page", number): 600} for number, page in enumerate(pdf.pages)
    ]


def _units(parts: Sequence[MadePart]) -> Iterator[tuple[Piece, list[Piece]]]:
    """Give each form, letter and whole exhibit; with an exhibit its documents, the sheet with the first."""
    rows = [one for one in parts if one.pages or one.kind == "exhibit sheet"]
    at = 0
    while at < len(rows):
        sheet, at = rows[at], at + 1
        papers = []
        while sheet.kind == "exhibit sheet" and at < len(rows) and rows[at].kind == "evidence":
            papers.append(rows[at])
            at += 1
        whole = Piece(sheet.title, sheet.first_page - 1, sheet.pages + sum(one.pages for one in papers))
        documents = [Piece(sheet.title, one.first_page - 1, one.pages) for one in papers]
        if documents:
            first = documents[0]
            documents[0] = Piece(first.title, whole.first, first.pages + sheet.pages)
        yield whole, documents


def _smaller(whole: Piece, documents: Sequence[Piece]) -> Sequence[Piece]:
    """Give the documents of an exhibit, or the pages of what has no more than one."""
    if len(documents) > 1:
        return documents
    return [Piece(whole.title, page, 1) for page in range(whole.first, whole.first + whole.pages)]


def _streams(value: Any, seen: set[tuple[int, int]]) -> Iterator[tuple[tuple[int, int], int]]:
    if not isinstance(value, pikepdf.Object):
        return
    if value.objgen != (0, 0):
        if value.objgen in seen:
            return
        seen.add(value.objgen)
    if isinstance(value, pikepdf.Stream):
        length: Any = value.get("/Length", 0)
        yield value.objgen, int(length) + 300
    if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)):
        for key in value.keys():  # noqa: SIM118
            if key not in ("/Parent", "/Annots"):
                yield from _streams(value[key], seen)
    elif isinstance(value, pikepdf.Array):
        for each in value:
            yield from _streams(each, seen)
