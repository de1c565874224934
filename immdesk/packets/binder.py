"""Binds copies into one PDF: a cover with what is in it and where, a list of gaps, then the papers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from immdesk.basics.problems import Refused
from immdesk.basics.watched import Cancelled, Progress
from immdesk.basics.words import _
from immdesk.packets import bind, pages, stamp
from immdesk.packets.bind import Bookmark, Source
from immdesk.packets.bind_streams import Shelf
from immdesk.packets.bind_write import Cancel, write
from immdesk.packets.pages import ContentsEntry, Leaf, Place
from immdesk.packets.pages_text import HEAD, INDENTED, SMALL, para
from immdesk.packets.parts import Evidence


@dataclass(frozen=True, slots=True)
class Section:
    """Papers under a heading."""

    title: str
    papers: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that should be in the binder and is not, with the reason."""

    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Binder:
    """What is bound. `lines` stand below the title of the cover, `foot` at the foot of each page.

    `gaps` is None where nobody looked for any, and empty where nothing is missing.
    """

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str
    gaps: tuple[Gap, ...] | None = None
    language: str = "en-US"


@dataclass(frozen=True, slots=True)
class Bound:
    """A binder that was written: pages, bytes, SHA-256, and the first page of each paper by its title."""

    path: Path
    pages: int
    size: int
    sha256: str
    papers: tuple[tuple[str, int], ...]


def bind_papers(
    binder: Binder, out: Path, progress: Progress, cancelled: Cancelled, passphrase: str = ""
) -> Bound:
    """Bind the papers and write them to `out`, whole or not at all; with a passphrase encrypted (AES-256).

    Raises Refused when a paper cannot be read (it is named) or the disk says no, Cancel when the person
    stopped; then nothing was written.
    """
    work = _Work(binder, progress, cancelled)
    try:
        return work.bound(out, passphrase)
    finally:
        work.close()


@dataclass(slots=True)
class _Laid:
    title: str
    source: Source
    page: int = 0


class _Work:
    """A binder under construction: what is open, and how far it is."""

    def __init__(self, binder: Binder, progress: Progress, cancelled: Cancelled) -> None:
        self._binder, self._progress, self._cancelled = binder, progress, cancelled
        self._shelf, self._opened = Shelf(), list[Pdf]()
        self._total = sum(len(one.papers) for one in binder.sections)

    def close(self) -> None:
        """Close every paper."""
        for pdf in reversed(self._opened):
            pdf.close()
        self._shelf.close()

    def bound(self, out: Path, passphrase: str) -> Bound:
        """Lay, join, stamp and write."""
        laid = [[self._laid(paper) for paper in one.papers] for one in self._binder.sections]
        front = self._front(laid)
        content, places = pages.draw(front, self._binder.title)
        joined = self._joined(content, laid, places)
        written = write(joined, out, self._writing, self._cancelled, self._shelf, passphrase=passphrase)
        papers = tuple((one.title, one.page) for part in laid for one in part)
        return Bound(out, len(joined.pages), written.size, written.sha256, papers)

    def _laid(self, paper: Evidence) -> _Laid:
        if self._cancelled():
            raise Cancel
        self._progress(len(self._opened), self._total + 20, _("Reading the papers"))
        try:
            source = bind.open_evidence(self._shelf, paper)
        except Refused as refused:
            said = f"{paper.title}: {refused.happened}"
            raise Refused(said, _("Nothing was written."), refused.do) from None
        if source.pdf is not None:
            self._opened.append(source.pdf)
        return _Laid(paper.title, source)

    def _front(self, laid: Sequence[Sequence[_Laid]]) -> list[Leaf]:
        """Lay the cover and its index out twice: once to count its pages, once to print them."""
        front: list[Leaf] = []
        for _turn in range(2):
            page = len(front)
            for part in laid:
                for one in part:
                    one.page = page + 1
                    page += one.source.length()
            front = [*self._cover(laid), *self._gaps()]
        return front

    def _cover(self, laid: Sequence[Sequence[_Laid]]) -> list[Leaf]:
        items = [para(self._binder.title, HEAD, strong=True)]
        items += [para(line, SMALL) for line in self._binder.lines]
        return pages.index_leaves(items, self._entries(laid))

    def _entries(self, laid: Sequence[Sequence[_Laid]]) -> Iterator[ContentsEntry]:
        for section, part in zip(self._binder.sections, laid, strict=True):
            yield ContentsEntry(section.title, part[0].page if part else 0, strong=True)
            for one in part:
                yield ContentsEntry(one.title, one.page, 1)

    def _gaps(self) -> list[Leaf]:
        gaps = self._binder.gaps
        if gaps is None:
            return []
        items = [para(_("What is missing"), HEAD, strong=True)]
        if not gaps:
            items.append(para(_("Nothing: every paper that belongs here is in it.")))
        for gap in gaps:
            items.append(
                pages.Together([para(f"[  ]  {gap.title}", strong=True), para(gap.reason, INDENTED)])
            )
        return pages.flow(items)

    def _joined(
        self, content: bytes, laid: Sequence[Sequence[_Laid]], places: Sequence[Sequence[Place]]
    ) -> Pdf:
        pictures = [one.source.picture for part in laid for one in part if one.source.picture]
        out, shots = bind.begin(pictures)
        own = pikepdf.open(BytesIO(content))
        self._opened += [out, own]
        bind.join(out, list(own.pages))
        for part in laid:
            for one in part:
                bind.join(out, one.source.pages() or [shots.pop(0)])
        self._finish(out, laid, places)
        return out

    def _finish(self, out: Pdf, laid: Sequence[Sequence[_Laid]], places: Sequence[Sequence[Place]]) -> None:
        face, total = stamp.font(out), len(out.pages)
        number = _("page {number} of {pages}")
        for place, page in enumerate(out.pages, 1):
            words = number.format(number=place, pages=total)
            stamp.put(out, page, face, [stamp.Mark(f"{self._binder.foot} · {words}")])
        for place, lines in enumerate(places):
            bind.link(out, place, lines)
        bind.bookmarks(out, [Bookmark(self._binder.title, 0), *self._bookmarks(laid)])
        bind.named(out, self._binder.title, self._binder.language)

    def _bookmarks(self, laid: Sequence[Sequence[_Laid]]) -> Iterator[Bookmark]:
        for section, part in zip(self._binder.sections, laid, strict=True):
            if part:
                below = tuple(Bookmark(one.title, one.page - 1) for one in part)
                yield Bookmark(section.title, part[0].page - 1, below)

    def _writing(self, percent: int) -> None:
        done = self._total + percent * 20 // 100
        self._progress(done, self._total + 20, _("Writing the PDF"))
