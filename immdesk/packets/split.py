"""Split a packet that is too large into parts, each with a sheet that says what is in it; no exhibit is cut
where that can be helped.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from immdesk.basics.problems import Refused
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _, on_paper
from immdesk.packets import bind, pages
from immdesk.packets.bind import Bookmark, Label
from immdesk.packets.bind_streams import Shelf
from immdesk.packets.bind_write import cannot_write, write
from immdesk.packets.parts import MadePart
from immdesk.packets.split_plan import Limits, Piece, shares, weigh

Links = dict[int, list[tuple[Any, int]]]
"""By page the links that it shows: where on the page, and to which page; pages count from 0."""


@dataclass(frozen=True, slots=True)
class SplitFile:
    """One part that was written: its file, pages (its sheet among them), bytes, SHA-256, what is in it."""

    path: Path
    pages: int
    size: int
    sha256: str
    titles: tuple[str, ...]


def split(
    whole: Path,
    out: Path,
    parts: Sequence[MadePart],
    title: str,
    limits: Limits,
    progress: Progress,
    cancelled: Cancelled,
) -> tuple[SplitFile, ...]:
    """Write a packet again as parts within `limits`, named after `out` (`packet-part-1.pdf` …), all or none.

    `parts` are those of the written packet `whole`. Gives the parts in their order; a packet within the
    limits gives none. Raises Cancel when the person stopped, Refused when the disk says no or a single page
    is over the limit; then nothing was written.
    """
    with pikepdf.open(whole) as pdf:
        if len(pdf.pages) <= limits.pages and whole.stat().st_size <= limits.size:
            return ()
        links = _links(pdf)
        weights = weigh(pdf)
        found = shares(parts, weights, limits)
        _refuse_over(found, weights, limits)
        work = _Writing(pdf, links, found, title, out)
        try:
            made = []
            for number in range(len(found)):
                progress(number, len(found), _("Writing the parts"))
                made.append(work.one(number, limits, cancelled))
            work.name()
            progress(len(found), len(found), _("Writing the parts"))
            return tuple(made)
        finally:
            work.clear()


def part_path(out: Path, number: int) -> Path:
    """Give the name of part `number`, which counts from 1."""
    return out.with_name(f"{out.stem}-part-{number}{out.suffix}")


class _Writing:
    """Parts on their way to the disk: under names of their own until all of them are whole."""

    def __init__(
        self,
        pdf: Pdf,
        links: Links,
        found: list[list[Piece]],
        title: str,
        out: Path,
    ) -> None:
        self._pdf, self._links, self._found, self._title, self._out = pdf, links, found, title, out
        token = secrets.token_hex(8)
        self._waiting = [
            out.with_name(f".immdesk-{token}-{number}.part") for number in range(1, len(found) + 1)
        ]

    def one(self, number: int, limits: Limits, cancelled: Cancelled) -> SplitFile:
        """Write one part under a name for the moment."""
        pieces, place, shelf = self._found[number], self._waiting[number], Shelf()
        with self._joined(number) as part:
            size, sha256 = write(part, place, lambda _percent: None, cancelled, shelf)
            count = len(part.pages)
        shelf.close()
        if size > limits.size:
            raise _too_large(pieces)
        titles = tuple(dict.fromkeys(one.title for one in pieces))
        return SplitFile(part_path(self._out, number + 1), count, size, sha256, titles)

    def name(self) -> None:
        """Give all parts their names, or none."""
        for number, place in enumerate(self._waiting, 1):
            try:
                os.replace(place, part_path(self._out, number))
            except OSError as error:
                for named in range(1, number):
                    with suppress(OSError):
                        part_path(self._out, named).unlink()
                raise cannot_write(error) from None

    def clear(self) -> None:
        """Leave nothing behind that has no name."""
        for place in self._waiting:
            with suppress(OSError):
                place.unlink(missing_ok=True)

    def _joined(self, number: int) -> Pdf:
        pieces, part = self._found[number], pikepdf.new()
        name = on_paper("Part {n} of {m}").format(n=number + 1, m=len(self._found))
        sheet, _places = pages.draw([self._sheet(number, name)], name)
        with pikepdf.open(BytesIO(sheet)) as own:
            part.pages.extend(own.pages)
        wanted = [page for one in pieces for page in range(one.first, one.first + one.pages)]
        part.pages.extend([self._pdf.pages[page] for page in wanted])
        self._link(part, wanted)
        marks, labels, at = [Bookmark(name, 0)], [Label(0, on_paper("Part ") + str(number + 1))], 1
        for one in pieces:
            marks.append(Bookmark(one.title, at))
            labels.append(Label(at, "", "D", one.first + 1))
            at += one.pages
        bind.bookmarks(part, marks)
        bind.labels(part, labels)
        bind.named(part, f"{self._title}, {name}", "en-US")
        return part

    def _sheet(self, number: int, name: str) -> pages.Leaf:
        total = len(self._pdf.pages)
        lines = [_line(one, total) for one in self._found[number]]
        others = [
            on_paper("Part {n}: pages {first} to {last}").format(
                n=place + 1, first=found[0].first + 1, last=found[-1].first + found[-1].pages
            )
            for place, found in enumerate(self._found)
            if place != number
        ]
        return pages.part_sheet(name, self._title, lines, others)

    def _link(self, part: Pdf, wanted: list[int]) -> None:
        """Put back the links of the contents that stay within the part."""
        place = {page: at for at, page in enumerate(wanted, 1)}
        for page, at in place.items():
            kept = [(rect, place[to]) for rect, to in self._links.get(page, ()) if to in place]
            if kept:
                part.pages[at].obj["/Annots"] = Array([_link(part, rect, to) for rect, to in kept])


def _link(part: Pdf, rect: Any, to: int) -> pikepdf.Object:
    return part.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=Array(rect),
            Border=Array([0, 0, 0]),
            F=4,
            Dest=Array([part.pages[to].obj, Name.Fit]),
        )
    )


def _links(pdf: Pdf) -> Links:
    """Take the links off the pages, so that no page draws another into its part; give them by page."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    found: Links = {}
    for number, page in enumerate(pdf.pages):
        if "/Annots" in page.obj:
            found[number] = list(_targets(page, numbers))
            del page.obj["/Annots"]
    return found


def _targets(page: pikepdf.Page, numbers: dict[tuple[int, int], int]) -> Iterator[tuple[Any, int]]:
    annotations: Any = page.obj["/Annots"]
    for annotation in annotations:
        to = numbers.get(annotation["/Dest"][0].objgen) if "/Dest" in annotation else None
        if to is not None:
            yield [float(one) for one in annotation["/Rect"]], to


def _line(one: Piece, total: int) -> str:
    if one.pages == 1:
        return on_paper("{title}: page {n} of {m}").format(title=one.title, n=one.first + 1, m=total)
    return on_paper("{title}: pages {first} to {last} of {m}").format(
        title=one.title, first=one.first + 1, last=one.first + one.pages, m=total
    )


def _refuse_over(found: list[list[Piece]], weights: list[dict[Any, int]], limits: Limits) -> None:
    for pieces in found:
        first = pieces[0]
        if len(pieces) == 1 and first.pages == 1 and sum(weights[first.first].values()) > limits.room():
            raise _too_large(pieces)


def _too_large(pieces: Sequence[Piece]) -> Refused:
    return Refused(
        _("A page of “{title}” is larger than a part may be.").format(title=pieces[0].title),
        _("No part was written."),
        _("Allow larger parts, or scan that page again with fewer dots to the inch."),
    )
